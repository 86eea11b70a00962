"""Our own Markdown as HTML; HTML in it is shown as text, and only http links leave the page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
# What may be wider than the screen is scrolled, by keys too.
_SCROLLED = (
    ("<pre>", '<pre tabindex="0">'),
    ("<table>", '<div class="wide" tabindex="0"><table>'),
    ("</table>", "</table></div>"),
)


def html_of(text: str) -> str:
    """The HTML of a text. Headings get the ids that its own links name (as on GitHub).

    Links to files of the repository, and pictures, are left as their words.
    """
    tokens = _PARSER.parse(text)
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            before.attrSet("id", _slug(token.content))
        if token.children:
            token.children = _harmless(token.children)
    made = str(_PARSER.renderer.render(tokens, _PARSER.options, {}))
    for plain, scrolled in _SCROLLED:  # the text is escaped: these are tags
        made = made.replace(plain, scrolled)
    return made


def _slug(heading: str) -> str:
    words = re.sub(r"[^\w\- ]", "", heading.casefold())
    return words.replace(" ", "-")


def _harmless(tokens: list[Token]) -> list[Token]:
    kept, dropped = [], 0
    for token in tokens:
        if token.type == "image":
            continue
        if token.type == "link_open":
            target = str(token.attrGet("href") or "")
            if target.startswith(("http://", "https://")):
                token.attrSet("rel", "noopener noreferrer")
            elif not target.startswith("#"):
                dropped += 1
                continue
        if token.type == "link_close" and dropped:
            dropped -= 1
            continue
        kept.append(token)
    return kept
