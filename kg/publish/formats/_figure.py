"""The words around a drawing: its title, what it shows, the sources that say it, and the licence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from kg.publish.page.intro import intro_of, release_of
from kg.text.display import display_width, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph.snapshot import Snapshot
    from kg.publish.page.page import Page

_LISTED = 30  # sources that are named; more are counted
_COLUMN = 0.56  # of the size of the type: how wide a column of text is, with room to spare
_LINE = 1.35  # of the size of the type: from line to line


class Words(NamedTuple):
    """Plain text, fit to be shown."""

    title: str
    told: str
    sources: str
    licence: str


def words_of(graph: Snapshot, whole: Page, drawn: Page, title: str) -> Words:
    """The words around a picture ``drawn`` of the page ``whole``; its sources are those of the claims in it."""
    claims = {claim for edge in drawn.edges for claim in edge["claims"]}
    named = sorted({whole.claims[claim].get("document", -1) for claim in claims} - {-1})
    sources = [_source(whole.documents[number]) for number in named]
    more = len(sources) - _LISTED
    listed = [*sources[:_LISTED], f"and {more} more"] if more > 0 else sources
    release = release_of(graph)
    told = [
        f"{len(claims):,} {'claim' if len(claims) == 1 else 'claims'} on"
        f" {len(drawn.nodes):,} {'entity' if len(drawn.nodes) == 1 else 'entities'}",
        *([release["scope"]] if release["scope"] else []),
        *([f"facts by the rule {graph.view}"] if graph.view not in ("", "hull") else []),
    ]
    kept = f"Data: {release['licence']}. " if release["licence"] else ""
    return Words(
        intro_of(graph, whole, title).title,
        " · ".join(told),
        f"{'Source' if len(sources) == 1 else 'Sources'}: {'; '.join(listed)}." if sources else "",
        f"{kept}Entente, build {graph.build[:12]}.",
    )


def _source(document: dict[str, str]) -> str:
    more = ", ".join(text for text in (document["creator"], document["issued"]) if text)
    return document["title"] + (f" ({more})" if more else "")


def paragraph(
    text: str, at: tuple[float, float], wide: float, size: float, style: str
) -> tuple[list[str], float]:
    """A text as SVG in lines of a width from a corner on, in the class ``style``; and how high it is."""
    x, y = at
    lines: list[str] = []
    for word in text.split():
        if lines and display_width(f"{lines[-1]} {word}") * size * _COLUMN <= wide:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    step = size * _LINE
    return _as_text(lines, x, y, step, size, style), step * len(lines)


def _as_text(
    lines: Iterable[str], x: float, y: float, step: float, size: float, style: str
) -> list[str]:
    return [
        f'<text class="{style}" x="{x:g}" y="{y + step * number + size:.1f}" font-size="{size:g}">'
        f"{escape(xml_text(line))}</text>"
        for number, line in enumerate(lines)
    ]
