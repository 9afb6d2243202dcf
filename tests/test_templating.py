"""The templates' Jinja: the same documents as the stock one, escaped the same, and nothing undefined passes."""

from decimal import Decimal
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined
from jinja2.exceptions import UndefinedError
from markupsafe import Markup, escape

from refsite import templating
from refsite.templating import Templates, safe


class Html:
    def __html__(self) -> str:
        return "<b>"


class Thing:
    name = "a & b"

    def say(self, word: str, times: int = 1, *more: str, **named: str) -> str:
        return f"{word * times}{''.join(more)}{sorted(named.items())}"


VALUES = [
    "6.1.2", "L’économie", "", *(f"a{sign}b" for sign in "&<>\"'"), "&amp;", Markup("<b>&</b>"), 12, 1.5, Decimal("0.10"),
    None, True, Html(), Thing.name, ["<"], Path("a<b"),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
def test_safe_is_what_markupsafe_gives(value: object) -> None:
    assert safe(value) == escape(value)


TEMPLATE = """\
{% macro box(title, level=2) %}<h{{ level }}>{{ title }}</h{{ level }}>{{ caller(title) if caller is defined else "" }}{% endmacro %}
{% macro line(title, level=2) %}{{ title }}{{ level }}{% endmacro %}
{{ line("<") }}{{ line("<", 3) }}{{ line("<", level=4) }}{{ line(title="<") }}
{% set held %}<i>{{ thing.name }}</i>{% endset %}
{{ held }}{{ thing.name|upper }}{{ thing.name|safe }}{{ "<" }}{{ 3 }}{{ none }}
{{ thing.say("<", times=2) }}{{ thing.say(*["a", 2, "b"], **{"class": "<"}) }}
{{ box("a<b") }}{{ box("<", 1) }}{{ box(title="x", level=3) }}{% call(t) box("y") %}<u>{{ t }}</u>{{ thing.name }}{% endcall %}
{% for n in [1, 2, 3] recursive %}{{ loop.index }}{{ "," if not loop.last }}{{ box(n) }}{% endfor %}
{{ [thing, thing]|map(attribute="name")|join(", ") }}{{ {"a": 1}["a"] }}{{ range(3)|list }}{{ loop is defined }}
{% block tail %}{{ thing.name }}{% endblock %}
"""


def made(template: str, **values: object) -> str:
    """What our Jinja makes of a template."""
    environment = Templates(Path(), None)
    environment.loader = DictLoader({"t": template})
    return environment.get_template("t").render(values)


def test_documents_are_those_of_the_stock_jinja() -> None:
    stock = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    assert made(TEMPLATE, thing=Thing()) == stock.from_string(TEMPLATE).render(thing=Thing())


@pytest.mark.parametrize("call", ["box(1, 2, 3)", "box(1, width=2)", "box(1, title=2)"])
def test_a_macro_refuses_what_it_does_not_take(call: str) -> None:
    template = "{% macro box(title, level=2) %}{{ title }}{{ level }}{% endmacro %}{{ CALL }}"
    with pytest.raises(TypeError):
        made(template.replace("CALL", call))


@pytest.mark.parametrize("text", ["{{ nothing }}", "{{ nothing.name }}", "{{ nothing() }}"])
def test_nothing_undefined_passes(text: str) -> None:
    with pytest.raises(UndefinedError):
        made(text)


@pytest.mark.parametrize("text", ["{{ thing.nothing }}", "{{ keys.a }}"])
def test_an_attribute_is_never_a_key(text: str) -> None:
    with pytest.raises(AttributeError):
        made(text, thing=Thing(), keys={"a": 1})


def test_compiled_templates_are_kept(tmp_path: Path) -> None:
    (tmp_path / "t").write_text("{{ a }}", encoding="utf-8")
    cache = tmp_path / "new" / "cache"
    assert Templates(tmp_path, cache).get_template("t").render(a="<") == "&lt;"
    (kept,) = cache.iterdir()
    before = kept.stat().st_mtime_ns
    assert Templates(tmp_path, cache).get_template("t").render(a="<") == "&lt;"
    assert kept.stat().st_mtime_ns == before


def test_what_another_program_compiled_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "t").write_text("{{ a }}", encoding="utf-8")
    Templates(tmp_path, tmp_path / "cache").get_template("t")
    (kept,) = (tmp_path / "cache").iterdir()
    before = kept.read_bytes()
    monkeypatch.setattr(templating, "program", lambda: "un autre")
    Templates(tmp_path, tmp_path / "cache").get_template("t")
    assert kept.read_bytes() != before


@pytest.mark.parametrize("harm", ["cut", "short", "emptied", "altered", "folder"])
def test_what_was_kept_badly_is_compiled_again(tmp_path: Path, harm: str) -> None:
    (tmp_path / "t").write_text("{{ a }} juste", encoding="utf-8")
    cache = tmp_path / "cache"
    Templates(tmp_path, cache).get_template("t")
    (kept,) = cache.iterdir()
    content = kept.read_bytes()
    assert b"juste" in content
    harms = {
        "cut": content[:90],
        "short": content[:5],
        "emptied": b"",
        "altered": content.replace(b"juste", b"faux!"),
    }
    kept.unlink()
    kept.mkdir() if harm == "folder" else kept.write_bytes(harms[harm])
    assert Templates(tmp_path, cache).get_template("t").render(a=1) == "1 juste"
    if harm != "folder":
        assert kept.read_bytes() == content


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "t").write_text("{{ a }}", encoding="utf-8")
    (tmp_path / "cache").write_text("un fichier", encoding="utf-8")
    assert Templates(tmp_path, tmp_path / "cache").get_template("t").render(a=1) == "1"
