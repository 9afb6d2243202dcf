"""The Jinja of the pages: the same templates and the same escaping, compiled to Python that is quicker to run.

A page calls some hundreds of functions, asks for as many attributes and writes as many values. Jinja's own code
for each goes through a function that looks for what our templates never use (functions that ask for the context,
attributes that are keys of a dict): it cost a third of a page.
"""

import marshal
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from refsite.program import program
from refsite.whole import whole

_HASH = 32
"""Bytes of a SHA-256."""


def safe(value: object) -> str:
    """What a document holds for `value`: HTML as it stands, anything else as text, escaped as markupsafe does."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]  # its type has just been looked at
    if kind is str:
        text: str = value  # type: ignore[assignment]
        if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
            text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            return text.replace('"', "&#34;").replace("'", "&#39;")
        return text
    return escape(value)


def quick(function: Callable[..., str], macro: Macro) -> Callable[..., str]:
    """A macro that is called at once, as its `function`, where a call gives each of its arguments by its place."""
    if macro.caller or macro.catch_kwargs or macro.catch_varargs:
        return macro
    count = len(macro.arguments)

    def call(*values: object, **named: object) -> str:
        if named or len(values) != count:  # Jinja knows the defaults
            return macro(*values, **named)
        return Markup(function(*values))  # noqa: S704  # what a macro gives has been escaped

    return call


class _Code(CodeGenerator):
    """Compiles a call, an attribute, a macro and an output to what they are in Python.

    So a function may not ask for Jinja's context, `a.b` is never `a["b"]`, and autoescape is never turned off.
    """

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802  # Jinja's own
        if node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # Jinja's own
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write what makes the macro of the function that stands above."""
        self.write("environment.quick(macro, ")
        super().macro_def(macro_ref, frame)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401, ARG002
        self.write("environment.safe(")


class _Compiled(BytecodeCache):
    """Compiled templates in a folder, a file each: a hash, then the code as Python keeps its own.

    The hash is of the code, of its source and of our program, whose filters Jinja may have called already. What is not there, or not so, counts as not compiled; what cannot be written is compiled again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source_checksum(self, source: str) -> str:
        """What tells this source, compiled as it is here, from any other."""
        return f"{program()} {source}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with the code that is kept for it, if there is any."""
        with suppress(OSError):
            kept = (self._folder / bucket.key).read_bytes()
            code = kept[_HASH:]
            if kept[:_HASH] == _hash(bucket, code):
                bucket.code = marshal.loads(code)  # noqa: S302  # as Python loads what it compiled

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the bucket's code."""
        code = marshal.dumps(bucket.code)
        with suppress(OSError), whole(self._folder / bucket.key) as stream:
            stream.write(_hash(bucket, code) + code)


def _hash(bucket: Bucket, code: bytes) -> bytes:
    return sha256(bucket.checksum.encode() + code).digest()


class Templates(Environment):
    """The templates of a folder; `cache` is a folder for compiled ones, or None."""

    code_generator_class = _Code
    safe = staticmethod(safe)
    quick = staticmethod(quick)

    def __init__(self, folder: Path, cache: Path | None) -> None:
        super().__init__(
            loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, auto_reload=False,
            optimized=False,  # it takes longer to look for what could be worked out beforehand than it saves
            bytecode_cache=_Compiled(cache) if cache else None,
        )  # fmt: skip

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template in one dict, which is quicker to copy for each page than Jinja's chain."""
        return {**self.globals, **(d or {})}
