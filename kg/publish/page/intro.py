"""The first words of a page: its title, and in one sentence what it is, of what sources, days and counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.edtf import in_words, span
from kg.publish.page.kinds import FAMILIES
from kg.text.display import shown

if TYPE_CHECKING:
    from kg.graph.snapshot import Snapshot
    from kg.publish.page.page import Page

_ACTORS = next(number for number, family in enumerate(FAMILIES) if family[0] == "Actors")
_NAMED = 2  # of the actors with most relations


class Intro(NamedTuple):
    """Plain text, fit to be shown."""

    title: str
    sentence: str


def intro_of(graph: Snapshot, page: Page, title: str = "") -> Intro:
    """The title (as given, else by what most lines are about), and the sentence below it."""
    speakers = {claim.get("attributedTo") for claim in graph.claims.values()} - {None}
    sources = _counted(len(page.documents), "source", "sources")
    days = [d["day"] for d in page.documents if d["day"]]
    of_days = ""
    if days:
        first = in_words(min(days, key=lambda day: span(day)[0] or date.min))
        last = in_words(max(days, key=lambda day: span(day)[1] or date.max))
        of_days = f" of {first}" if first == last else f" of {first} to {last}"
    undated = len(page.documents) - len(days)
    if undated and days:
        of_days += f" ({undated} without a date)"
    sentence = (
        f"{_counted(len(page.claims), 'claim', 'claims')} by"
        f" {_counted(len(speakers), 'speaker', 'speakers')} about"
        f" {_counted(len(page.nodes), 'entity', 'entities')}, from {sources}{of_days}."
        " Each line is what somebody says: click it to read who, in which words and how surely."
    )
    return Intro(shown(title) or _by_actors(page), sentence)


def _by_actors(page: Page) -> str:
    actors = [node for node in page.nodes if page.kinds[node["kind"]].family == _ACTORS]
    largest = sorted(actors, key=lambda node: (-node["size"], node["label"]))[:_NAMED]
    names = [str(node["label"]) for node in largest]
    return f"Who says what about {' and '.join(names)}" if names else "Who says what"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
