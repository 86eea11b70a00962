"""The first words of a page: its title, and in one sentence what it is, of what sources, days and counts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.claims.edtf import in_words, span
from kg.iris import SRC
from kg.publish.page.kinds import FAMILIES
from kg.text.display import shown, web_address

if TYPE_CHECKING:
    from kg.graph.snapshot import Snapshot
    from kg.publish.page.page import Page

_ACTORS = next(number for number, family in enumerate(FAMILIES) if family[0] == "Actors")
_LICENCES = {"https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0"}
_RELEASE = """
SELECT ?version ?licence { GRAPH kg: { ?o a owl:Ontology ; owl:versionInfo ?version ;
  dcterms:license ?licence } } ORDER BY ?o ?version ?licence LIMIT 1"""
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
        " A line is what somebody says, wider by independent origins:"
        " click it to read who, in which words and how surely."
    )
    return Intro(shown(title) or _by_actors(page), sentence)


def _by_actors(page: Page) -> str:
    actors = [node for node in page.nodes if page.kinds[node["kind"]].family == _ACTORS]
    largest = sorted(actors, key=lambda node: (-node["size"], node["label"]))[:_NAMED]
    names = [str(node["label"]) for node in largest]
    return f"Who says what about {' and '.join(names)}" if names else "Who says what"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def release_of(graph: Snapshot) -> dict[str, Any]:
    """Version, licence (with its address) and scope, as the header of a page shows them."""
    release = next(iter(graph.query(_RELEASE)), None)  # type: ignore[arg-type]  # rows
    licence = release["licence"].value if release is not None else ""
    titles = {
        name: title for name in graph.scope.sources if (title := graph.labels.stated(SRC + name))
    }
    return {
        "version": shown(release["version"].value) if release is not None else "",
        "licence": _LICENCES.get(licence, shown(licence)),
        "licence_url": web_address(licence),
        "scope": shown("; ".join(graph.scope.words(titles))),
    }
