"""What a drawing may hold, and its size."""

import pytest

from refsite.common import bounds, messages
from refsite.common.problems import Message
from refsite.media.svg import SvgError, svg_size

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawing(inside: str, attributes: str = "") -> bytes:
    return f"<svg {NS} {attributes}>\n{inside}\n</svg>".encode()


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="30"', (40, 30)),
        ('width="40px" height="30.4px"', (40, 30)),
        ('width="25.4mm" height="1in"', (96, 96)),
        ('viewBox="0 0 640 240"', (640, 240)),
        ('viewBox="-5,-5,64.5,24"', (64, 24)),
        ('width="100%" height="100%" viewBox="0 0 64 24"', (64, 24)),
        ('width="128" viewBox="0 0 64 24"', (128, 48)),
        ('height="12" viewBox="0 0 64 24"', (32, 12)),
        ('width="1e999" height="-3"', (300, 150)),
        ('width="999999" height="1"', (20_000, 1)),
        ('viewBox="0 0 0 0"', (300, 150)),
        ("", (300, 150)),
    ],
)
def test_the_size_is_that_of_the_drawing(attributes: str, size: tuple[int, int]) -> None:
    assert svg_size(drawing("<g/>", attributes)) == size


@pytest.mark.parametrize(
    "inside",
    [
        '<style>rect { fill: url(#a) } /* @ */</style><rect fill="url( \'#a\' )" style="stroke:red"/>',
        '<defs><linearGradient id="a"/></defs><use href="#a" xlink:href="#a"/>',
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        '<animate attributeName="opacity" from="0" to="1" dur="1s"/><set attributeName="fill" to="red"/>',
        '<text xml:space="preserve" font-family="Luciole">1 &lt; 2 &#233;</text><title>Un plan : onclick</title>',
        '<metadata xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:RDF rdf:about=""/></metadata>',
        '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="C:\\plans" i:groupmode="layer"/>',
        "<!-- <script>un commentaire</script> -->",
    ],
)
def test_what_draws_and_what_programs_note_is_allowed(inside: str) -> None:
    assert svg_size(drawing(inside)) == (300, 150)


@pytest.mark.parametrize(
    ("inside", "message", "value"),
    [
        ("<script>alert(1)</script>", messages.SVG_ELEMENT, "script"),
        ("<SCRIPT/>", messages.SVG_ELEMENT, "SCRIPT"),
        ("<foreignObject/>", messages.SVG_ELEMENT, "foreignObject"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', messages.SVG_ELEMENT, "script"),
        ('<script xmlns=""/>', messages.SVG_ELEMENT, "script"),
        ('<m:maction xmlns:m="http://www.w3.org/1998/Math/MathML"/>', messages.SVG_ELEMENT, "maction"),
        ('<g onclick="a()"/>', messages.SVG_ATTRIBUTE, "onclick"),
        ('<g ONLOAD="a()"/>', messages.SVG_ATTRIBUTE, "ONLOAD"),
        ('<g xml:base="https://evil.test/"/>', messages.SVG_ATTRIBUTE, "base"),
        ('<set attributeName="xlink:href" to="#a"/>', messages.SVG_ATTRIBUTE, "xlink:href"),
        ('<animate attributeName="onclick" to="a()"/>', messages.SVG_ATTRIBUTE, "onclick"),
        ('<a href="javascript:alert(1)"/>', messages.SVG_OUTSIDE, "javascript:alert(1)"),
        ('<a xlink:href="https://evil.test"/>', messages.SVG_OUTSIDE, "https://evil.test"),
        ('<use href="autre.svg#a"/>', messages.SVG_OUTSIDE, "autre.svg#a"),
        ('<image href="//evil.test/a.png"/>', messages.SVG_OUTSIDE, "//evil.test/a.png"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', messages.SVG_OUTSIDE, None),
        ('<image href="data:text/html,a"/>', messages.SVG_OUTSIDE, "data:text/html,a"),
        ('<animate attributeName="x" values="java\nscript:alert(1)"/>', messages.SVG_OUTSIDE, None),
        ('<g fill="url(https://evil.test/#a)"/>', messages.SVG_OUTSIDE, "https://evil.test/#a"),
        ('<g style="fill:URL( &quot;a.svg#a&quot; )"/>', messages.SVG_OUTSIDE, "a.svg#a"),
        ('<set attributeName="fill" to="url(//evil.test)"/>', messages.SVG_OUTSIDE, "//evil.test"),
        ('<g style="fill:\\75rl(//evil.test)"/>', messages.SVG_OUTSIDE, "\\"),
        ("<style>@import 'https://evil.test'</style>", messages.SVG_OUTSIDE, "@import"),
        ("<style>@im<!-- -->port 'a'</style>", messages.SVG_OUTSIDE, "@import"),
        ("<style><![CDATA[g{fill:url(//evil.test)}]]></style>", messages.SVG_OUTSIDE, "//evil.test"),
        ("<style>g{fill:image-set('a.png' 1x)}</style>", messages.SVG_OUTSIDE, "image-set("),
        ("<?xml-stylesheet href='a.css'?>", messages.SVG_HEAD, "xml-stylesheet"),
        ("<g>" * bounds.SVG_DEPTH, messages.SVG_DEEP, "g"),
        ("<g>", messages.SVG_UNREADABLE, ""),
        ("&nbsp;", messages.SVG_UNREADABLE, ""),
    ],
)  # fmt: skip
def test_what_acts_or_comes_from_elsewhere_is_refused(
    inside: str, message: Message, value: str | None
) -> None:
    with pytest.raises(SvgError) as told:
        svg_size(drawing(inside))
    assert told.value.message == message
    assert told.value.line >= 2 or message is messages.SVG_UNREADABLE
    assert value is None or told.value.value == value


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>', messages.SVG_HEAD),
        (b'<?xml version="1.0" encoding="cp037"?><svg xmlns="http://www.w3.org/2000/svg"/>', messages.SVG_HEAD),
        ('\ufeff<svg xmlns="http://www.w3.org/2000/svg"/>'.encode("utf-16"), messages.SVG_UNREADABLE),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', messages.SVG_ELEMENT),
        (b"<svg/>", messages.SVG_ELEMENT),
        (b'<g xmlns="http://www.w3.org/2000/svg"/>', messages.SVG_ELEMENT),
        (b"du texte <svg", messages.SVG_UNREADABLE),
    ],
)  # fmt: skip
def test_what_is_no_drawing_in_utf_8_is_refused(raw: bytes, message: Message) -> None:
    with pytest.raises(SvgError) as told:
        svg_size(raw)
    assert told.value.message == message


def test_utf_8_may_say_so_and_begin_with_its_mark() -> None:
    raw = '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert svg_size(raw.encode("utf-8-sig")) == (300, 150)
