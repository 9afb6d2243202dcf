"""The table of sentences; the folders of `cases` hold what becomes of them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from refsite.common import messages
from refsite.common.codes import CODES
from refsite.common.problems import Message, fields

MESSAGES = {name: one for name, one in vars(messages).items() if isinstance(one, Message)}
HOOKS = Path(messages.__file__).parents[2]


def additions() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Where problems are added: the place, a message that it may name, the values that it gives."""
    for path in sorted(HOOKS.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
        for function, call in ((one, call) for one in functions for call in ast.walk(one)):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            given = frozenset(word.arg for word in call.keywords if word.arg)
            if call.func.attr == "add" and len(call.args) > 1:
                for name in _named(call.args[0], function):
                    yield f"{path.name}:{call.lineno}", name, given


def _named(argument: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """The messages that an argument names, or that the function gives to the variable that it is."""
    scopes: list[ast.AST] = [argument]
    if isinstance(argument, ast.Name):
        assigned = (one for one in ast.walk(function) if isinstance(one, ast.Assign))
        scopes = [one for one in assigned if argument.id in ast.dump(one.targets[0])]
    for node in (node for scope in scopes for node in ast.walk(scope)):
        if isinstance(node, ast.Attribute) and node.attr in MESSAGES:
            yield node.attr


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_has_a_code_that_is_documented(name: str) -> None:
    assert MESSAGES[name].code in CODES
    assert MESSAGES[name].text[:1] == MESSAGES[name].text[:1].lower()
    assert not MESSAGES[name].text.endswith(".")


def test_every_code_has_a_message() -> None:
    assert {one.code for one in MESSAGES.values()} == CODES.keys()


@pytest.mark.parametrize("name", MESSAGES)
def test_each_message_is_used(name: str) -> None:
    others = (path for path in HOOKS.rglob("*.py") if path.name != "messages.py")
    assert any(f"messages.{name}" in path.read_text(encoding="utf-8") for path in others)


def test_each_message_gets_its_values() -> None:
    found = list(additions())
    assert len(found) > len(MESSAGES) / 2
    for place, name, given in found:
        wanted = fields("".join((MESSAGES[name].text, *MESSAGES[name].hints)))
        assert wanted <= given, f"{place}: {name}"
