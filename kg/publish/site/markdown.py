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
_SCROLLABLE = (
    ("<pre>", '<pre tabindex="0">'),
    ("<table>", '<div class="wide" tabindex="0"><table>'),
    ("</table>", "</table></div>"),
)


def html_of(text: str) -> str:
    """The HTML of a text. Headings get the ids that its own links name (as on GitHub).

    Links to files of the repository, and pictures, are left as their words.
    """
    tokens = _PARSER.parse(text)
    for previous, token in pairwise(tokens):
        if previous.type == "heading_open":
            previous.attrSet("id", _heading_id(token.content))
        if token.children:
            token.children = _safe_tokens(token.children)
    html = str(_PARSER.renderer.render(tokens, _PARSER.options, {}))
    for plain, scrolled in _SCROLLABLE:  # the text is escaped: these are tags
        html = html.replace(plain, scrolled)
    return html


def _heading_id(heading: str) -> str:
    """The id of a heading, as GitHub makes it."""
    words = re.sub(r"[^\w\- ]", "", heading.casefold())
    return words.replace(" ", "-")


def _safe_tokens(tokens: list[Token]) -> list[Token]:
    """Tokens without pictures and without links to anything but headings and http addresses."""
    safe, open_dropped = [], 0
    for token in tokens:
        if token.type == "image":
            continue
        if token.type == "link_open":
            target = str(token.attrGet("href") or "")
            if target.startswith(("http://", "https://")):
                token.attrSet("rel", "noopener noreferrer")
            elif not target.startswith("#"):
                open_dropped += 1
                continue
        if token.type == "link_close" and open_dropped:
            open_dropped -= 1
            continue
        safe.append(token)
    return safe
