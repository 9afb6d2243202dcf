from pathlib import Path

import pytest
from jinja2 import UndefinedError

from refsite.common.safe_html import escaped
from refsite.pages.jinja import environment


def test_text_is_escaped_and_markup_is_not(tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text("{{ texte }}|{{ html }}", encoding="utf-8")
    html = environment(tmp_path).get_template("page.html.j2")
    assert html.render(texte="<b>", html=escaped("<b>")) == "&lt;b&gt;|&lt;b&gt;"


@pytest.mark.parametrize("text", ["{{ absent }}", "{{ nom.absent }}", "{{ nom|length + absent }}"])
def test_nothing_undefined_passes(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.html.j2").write_text(text, encoding="utf-8")
    page = environment(tmp_path).get_template("page.html.j2")
    with pytest.raises(UndefinedError):
        page.render(nom="mot")
