"""The address of a view of the page (what stands behind ``#``), read as the browser does and found fault with.

The browser passes over what it does not know (``browser/parts/address.js``): a link should open
something. Who writes a file should rather be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

from kg.claims.edtf import date_parts, is_iso_date
from kg.errors import did_you_mean, nearest
from kg.iris import KG, KGD, SRC

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from kg.publish.page.page import Page

_DAYS = ("as-of", "known-at", "as-since", "known-since")
_FIGURES, _NO_RELATION, _NO_LIKELIHOOD = "figures", "without a relation", "none stated"
_NUMBERS = ("relations", "claims", "origins")
#: The parts whose values are the same on each page.
_CHOICES: dict[str, tuple[str, ...]] = {
    "dated": ("only",),
    "only": ("contradictions",),
    "also": ("denied",),
    "picture": ("actors", "all", "claims"),
    "size": (*_NUMBERS, "pagerank", "betweenness", "even"),
    "claims-by": ("speaker", "source", "modality"),
}
_COLOURS = ("family", "kind", "allegiance", "disputed", *_NUMBERS)
_OFTEN = ("no-kinds", "no-layers", "no-relations", "no-sources", "no-speakers", "no-likelihoods")
_COPY = "open the page, go to the view, and copy what stands behind # in the address"


class Fault(NamedTuple):
    """What is wrong with an address, and what to do."""

    what: str
    remedy: str


class Addresses:
    """What addresses of a page can name. ``views`` are the ids of its views."""

    def __init__(self, page: Page, views: Collection[str]) -> None:
        stems = {row["id"]: _stem(row["iri"]) for row in (*page.nodes, *page.speakers)}
        self._entities = {stems[node["id"]] for node in page.nodes}
        self._all = set(stems.values())
        self._claims = {claim["id"] for claim in page.claims.values()}
        self._readable = {row["name"] for row in page.documents if "reading" in row}
        self._lines = {
            "|".join((stems[e["from"]], stems[e["to"]], _stem(e["iri"]), e["layer"]))
            for e in page.edges
        }
        self._flows = {
            "|".join(
                (stems[f["from"]], stems[f["to"]], f["sort"], "both" if f.get("mutual") else "")
            )
            for f in page.flows
        }
        self._questions = {row["name"]: row["parameters"] for row in page.questions}
        self._sources = {row["name"] for row in page.documents}
        rows = page.claims.values()
        speakers = {stems[row["speakerId"]] for row in rows if "speakerId" in row}
        relations = {
            _FIGURES if row["kind"] == "Estimate" else row.get("relation", _NO_RELATION)
            for row in rows
        }
        said = {row["iri"] for node in page.nodes for row in node["said"]}
        self._values: Mapping[str, Collection[str]] = {
            **_CHOICES,
            "view": views,
            "colour": (*_COLOURS, *(iri.rpartition("/")[2] for iri in said)),
            "ask": self._questions,
            "read": self._readable,
            "no-kinds": {kind.name for kind in page.kinds},
            "no-layers": ("fact", "judgement", "claim"),
            "no-relations": relations,
            "no-sources": self._sources | {""},
            "no-speakers": speakers | {""},
            "no-likelihoods": {row.get("likelihood", _NO_LIKELIHOOD) for row in rows},
        }
        self._checks: Mapping[str, Callable[[str], Iterator[Fault]]] = {
            **dict.fromkeys(_DAYS, self._day),
            "open": self._opened,
            "around": self._around,
            "compare": self._compared,
        }

    def faults(self, address: str) -> Iterator[Fault]:
        """What of an address (without ``#``) this page does not know, in the order in which it stands."""
        parts = parse_qsl(address, keep_blank_values=True)
        seen: set[str] = set()
        question = dict(parts).get("ask", "")
        for name, value in parts:
            if name in seen and name not in _OFTEN:
                yield Fault(f"{name} stands twice", "leave one of them away")
            seen.add(name)
            if name in self._checks:
                for fault in self._checks[name](value):
                    yield Fault(f"{name}={value}: {fault.what}", fault.remedy)
            elif name in self._values:
                yield from _unless_known(f"{name}=", value, self._values[name])
            elif name.startswith("ask-"):
                yield from self._asked(question, name, value)
            else:
                known = (*self._checks, *self._values)
                remedy = did_you_mean(nearest(name, known), _COPY)
                yield Fault(f"an address has no “{name}”", remedy)

    def _day(self, value: str) -> Iterator[Fault]:
        if not (is_iso_date(value) and len(value) == len("2025-01-31")):
            yield Fault("this is no day", "write it as 2025-01-31")

    def _opened(self, value: str) -> Iterator[Fault]:
        """What is open in the panel: an entity, a speaker, or a thing of a sort before a colon."""
        sort, colon, rest = value.partition(":")
        names: Mapping[str, Collection[str]] = {
            "claim": self._claims,
            "source": self._sources,
            "line": self._lines,
            "flow": self._flows,
        }
        if not colon:
            if value != "falls":
                yield from _unless_known("", value, self._all)
        elif sort == "path":
            ends = rest.split("|")
            if len(ends) != 2:  # from and to
                yield Fault("a path has two ends", "write path:ENTITY|ENTITY")
            for end in ends:
                yield from _unless_known("", end, self._entities)
        elif sort in names:
            yield from _unless_known("", rest, names[sort])
        else:
            sorts = ", ".join(f"{each}:" for each in (*names, "path"))
            yield Fault(f"nothing is opened by “{sort}:”", f"it is one of {sorts}, or an entity")

    def _around(self, value: str) -> Iterator[Fault]:
        hops, _, entity = value.partition("|")
        if hops not in ("1", "2", "3"):
            yield Fault(f"“{hops}” is no number of steps from 1 to 3", "write around=2|ENTITY")
        yield from _unless_known("", entity, self._entities)

    def _compared(self, value: str) -> Iterator[Fault]:
        names = value.split("|")
        if len(names) > 2:  # side by side
            yield Fault("two sources are compared, no more", "write compare=SOURCE|SOURCE")
        for name in names:
            yield from _unless_known("", name, self._sources)

    def _asked(self, question: str, name: str, value: str) -> Iterator[Fault]:
        """A value of a parameter of the question that is asked."""
        parameters: list[dict[str, Any]] = self._questions.get(question, [])
        own = {parameter["name"]: parameter for parameter in parameters}
        parameter = own.get(name.removeprefix("ask-"))
        if parameter is None:
            remedy = (
                f"it has {', '.join(f'ask-{each}' for each in own)}" if own else "leave it away"
            )
            yield Fault(f"the question “{question}” has no {name}", remedy)
        elif parameter["kind"] == "date":
            if date_parts(value) is None:
                yield Fault(f"{name}={value} is no date", "write it as 2025, 2025-01 or 2025-01-31")
        elif value != parameter.get("default"):
            yield from _unless_known(f"{name}=", value, self._all)


def _unless_known(before: str, value: str, known: Collection[str]) -> Iterator[Fault]:
    if value not in known:
        few = 8  # that are named, where none is nearly so written
        some = ", ".join(sorted(filter(None, known))[:few])
        listed = f"it can be {some}" if known and len(known) <= few else _COPY
        remedy = did_you_mean(nearest(value, known), listed)
        yield Fault(f"this page does not have “{before}{value}”", remedy)


def _stem(iri: str) -> str:
    for base in (KGD, SRC, KG):
        if iri.startswith(base):
            return iri.removeprefix(base)
    return iri
