"""CommonMark as markdown-it-py reads it, in time even where a text was made to keep it busy."""

import re
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_inline import StateInline

LABELS = 30
"""How many times the length of a paragraph may be read in search of the ends of labels: then « [ » stays text."""

# No name of a machine is as long, and to look for its end would take minutes.
_TOO_LONG_A_HOST = re.compile(r"[^\s/?#:@<>]{254}")


class French(MarkdownIt):
    """CommonMark that shows a link's address as it is written, and leaves judging it to the cleaner."""

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  # markdown-it's name
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True


class Helpers:
    """What markdown-it's rules ask of its helpers, with a bound to the search for the end of a label."""

    parseLinkDestination = staticmethod(helpers.parseLinkDestination)  # noqa: N815  # markdown-it's names
    parseLinkTitle = staticmethod(helpers.parseLinkTitle)  # noqa: N815

    @staticmethod
    def parseLinkLabel(  # noqa: N802
        state: StateInline,
        start: int,
        disableNested: bool = False,  # noqa: FBT001, FBT002, N803
    ) -> int:
        if state.env["labels"] <= 0:
            return -1
        end = helpers.parseLinkLabel(state, start, disableNested)
        state.env["labels"] -= (end if end >= 0 else state.posMax) - start
        return end


def www(linkify: Any, text: str, position: int) -> int:  # noqa: ANN401  # linkify-it's signature
    """How many characters of an address follow « www. » at `position`."""
    if "www." not in linkify.re:
        pattern = linkify.re["src_host_strict"] + linkify.re["src_path"]
        linkify.re["www."] = re.compile(pattern, re.IGNORECASE)
    if _TOO_LONG_A_HOST.match(text, position):
        return 0
    found = linkify.re["www."].match(text, position)
    return len(found[0]) if found else 0
