"""Units of one name under two forces: a 3rd Brigade of one state is no 3rd Brigade of another."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.new.slugs import slug
from kg.errors import UnclearError
from kg.graph.names import WITH_ID
from kg.graph.naming.units import echelons, in_english
from kg.iris import KG, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.rows import Problems, Row

#: By which relations a unit is under something.
_UNDER = (KG + "partOf", KG + "belongsTo")
_ASSERTS = KG + "asserts"
_NUMBER = re.compile(
    r"\d|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.IGNORECASE
)


def ask_about_namesakes(rows: Iterable[Row], lexicon: Lexicon, problems: Problems) -> None:
    """Add a finding for each row that puts a unit under another state than an earlier row or the graph.

    Only names that many units have are asked about, which are a number and an echelon; who writes
    its identifier has answered.
    """
    forces = _Forces(lexicon)
    first: dict[str, tuple[str, frozenset[str]]] = {}
    placed = [
        (row, unit, above) for row in rows if (pair := forces.placed(row)) for unit, above in [pair]
    ]
    for _, unit, above in placed:
        forces.add(unit, above)
    for row, unit, above in placed:
        if not is_numbered(row.text("who")):
            continue
        states = forces.states(above)
        known = first.get(unit)
        if known is None and (there := forces.states_of(unit)):
            known = ("the graph", there)
        if known is not None and states and not states & known[1]:
            name, here = row.text("who"), lexicon.names.label(min(states))
            short = lexicon.names.prefixes.shorten(unit)
            problems.add(
                "sheet-namesake",
                row.number,
                "who",
                f"“{name}” is of {lexicon.names.label(min(known[1]))} by {known[0]}, and of {here} here: one unit, or two?",
                f"if it is another one, name it apart, with its kind: “{name} of {here} ({short}-{slug(here)})”; "
                f"if it is the same, write “{name} ({short})”",
            )
        elif states:
            first.setdefault(unit, (f"row {row.number}", states))


def is_numbered(name: str) -> bool:
    """Whether a name is one that units of several forces have: a number and an echelon, no identifier."""
    if WITH_ID.fullmatch(name) or not _NUMBER.search(name):
        return False
    words = in_english(name)[0].casefold().split()
    return bool(echelons(words))


class _Forces:
    """What lies under what, in the graph and in the rows of a sheet."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.in_sheet: defaultdict[str, set[str]] = defaultdict(set)

    def placed(self, row: Row) -> tuple[str, str] | None:
        """The unit of a row and what it is put under; None for other rows, and for denials."""
        names = self.lexicon.names
        if not row.text("whom") or row.text("stance") not in ("", "asserts"):
            return None
        try:
            if names.relation(row.text("relation")) not in _UNDER:
                return None
            unit, above = names.thing(row.text("who")), names.thing(row.text("whom"))
        except UnclearError:
            return None
        return (unit, above) if names.is_a(unit, (KG + "MilitaryUnit",)) else None

    def add(self, unit: str, above: str) -> None:
        """Note what a row puts a unit under."""
        self.in_sheet[unit].add(above)

    def states(self, thing: str) -> frozenset[str]:
        """The states that a thing is one of, or lies under."""
        found: set[str] = set()
        seen, waiting = {thing}, [thing]
        while waiting:
            current = waiting.pop()
            if self.lexicon.names.is_a(current, (KG + "State",)):
                found.add(current)
                continue
            own = is_numbered(self.lexicon.names.label(current))
            above = self._graph.get(current, set()) | (set() if own else self.in_sheet[current])
            waiting += above - seen
            seen |= above
        return frozenset(found)

    def states_of(self, unit: str) -> frozenset[str]:
        """The states under which the graph has a unit."""
        return frozenset(
            state for above in self._graph.get(unit, ()) for state in self.states(above)
        )

    @cached_property
    def _graph(self) -> dict[str, set[str]]:
        """By thing, what the claims of the graph put it under."""
        parts: defaultdict[str, dict[str, str]] = defaultdict(dict)
        wanted = {RDF + name: name for name in ("subject", "predicate", "object")}
        wanted[KG + "stance"] = "stance"
        for document in self.lexicon.seeds:
            for triple in document.triples:
                if (name := wanted.get(triple.predicate.value)) and isinstance(
                    triple.object, ox.NamedNode
                ):
                    parts[str(triple.subject)][name] = triple.object.value
        above: defaultdict[str, set[str]] = defaultdict(set)
        for claim in parts.values():
            said = claim.get("predicate") in _UNDER and claim.get("stance", _ASSERTS) == _ASSERTS
            if said and "subject" in claim and "object" in claim:
                above[claim["subject"]].add(claim["object"])
        return above
