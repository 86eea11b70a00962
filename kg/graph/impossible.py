"""The sets of three figures or more that cannot all be true, with the arithmetic in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.claims.edtf import in_words
from kg.claims.figure_words import number_text
from kg.claims.verdicts.feasibility import impossible_sets
from kg.claims.verdicts.impossible import ImpossibleSet
from kg.claims.verdicts.verdict import CONTRADICTS
from kg.graph.contradictions import claims_of_sources, figures_of
from kg.graph.sides import CANNOT, Impossible, Sets, side_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from kg.claims.claim import Claim
    from kg.claims.figure import Figure, Rules
    from kg.claims.verdicts.impossible import Addend
    from kg.graph.contradictions import Result
    from kg.graph.snapshot import Snapshot

_FEW, _MOST = 10, 100  # sets that are given of figures that hang together
_REMEDY = (
    "at least one of them is wrong, or counts something else or another time than it seems: read each"
    " in its source, and look for what it counts, from when and up to which day"
)


def with_sets(
    graph: Snapshot,
    result: Result,
    about: Iterable[str] | None = None,
    kinds: Sequence[str] = (),
    sources: Sequence[str] = (),
    *,
    every: bool = False,
) -> Result:
    """The verdicts of ``weigh`` with the sets that cannot all be true.

    ``about`` takes those with a figure about one of some things (IRIs), ``sources`` those with a claim
    of one of them; with ``kinds`` there are sets only where contradictions are asked for, and with
    ``every`` more of a long list. What is superseded, corrected or retracted is in none, nor does a relay repeat a set of what it relays.
    Without the packages of the extra ``sets`` the result says what is missing.
    """
    if kinds and CONTRADICTS not in kinds:
        return result
    wanted = claims_of_sources(graph, sources) if sources else None
    things = None if about is None else frozenset(about)
    return replace(result, sets=_sets(graph, things, wanted, _MOST if every else _FEW))


def all_sets(graph: Snapshot, *, withdrawn_too: bool = False) -> tuple[Impossible, ...]:
    """The sets of a graph that cannot all be true; nothing where the extra ``sets`` is missing.

    With ``withdrawn_too`` also those with figures that no longer stand: of an earlier day they may.
    """
    gone = {} if withdrawn_too else graph.overtaken
    return _sets(graph, None, None, _FEW, gone).found


def sets_beside(graph: Snapshot, claims: Iterable[Claim]) -> tuple[Impossible, ...]:
    """The sets that cannot all be true of which one of some claims is a part, in words.

    Nothing where the extra ``sets`` is missing.
    """
    figures = [c for c in claims if c.get("measure") is not None and c.overtaken is None]
    if not figures:
        return ()
    things = frozenset(thing for c in figures if (thing := c.get("about")))
    return _sets(graph, things, frozenset(claim.iri for claim in figures), _FEW).found


def set_lines(graph: Snapshot, claims: Iterable[str]) -> list[str]:
    """A line for each set of which one of some claims (IRIs) is a part."""
    known = [claim for iri in sorted(claims) if (claim := graph.claims.get(iri)) is not None]
    return [
        f"{CANNOT}: {' / '.join(f'{side.said} — {side.speaker}' for side in each.sides)}:"
        f" {each.reason}"
        for each in sets_beside(graph, known)
    ]


def sets_in_words(graph: Snapshot, sets: Iterable[ImpossibleSet]) -> list[str]:
    """A line for each of some sets: its claims, and the arithmetic that rules it out."""
    lines = []
    for each in sets:
        claims = [graph.claims[iri] for iri in each.claims]
        figures = {figure.iri: figure for figure in figures_of(graph, claims)}
        told = _in_words(graph, each, figures)
        lines.append(f"{CANNOT}: {', '.join(side.claim for side in told.sides)}: {told.reason}")
    return lines


def _sets(
    graph: Snapshot,
    things: frozenset[str] | None,
    wanted: frozenset[str] | None,
    limit: int,
    gone: Collection[str] | None = None,
) -> Sets:
    """The sets about some things (None: any) with one of some claims (None: any).

    ``gone`` are the claims that no longer stand (None: those of the graph).
    """
    gone = graph.overtaken if gone is None else gone
    bound = graph.figures if things is None else figures_bound_to(graph, things)
    figures = [f.without(gone) for f in bound if f.iri not in gone]
    try:
        found = impossible_sets(figures, graph.rules, limit)
    except ImportError:
        missing = (
            "sets of three figures or more that cannot all be true were not looked for: run:"
            ' pip install "entente-kg[sets]"'
        )
        return Sets(missing=missing)
    by_iri = {figure.iri: figure for figure in figures}
    chosen = [
        impossible
        for impossible in _unrelayed(found.sets, graph.links.derived)
        if (things is None or any(by_iri[claim].about in things for claim in impossible.claims))
        and (wanted is None or not wanted.isdisjoint(impossible.claims))
    ]
    return Sets(tuple(_in_words(graph, each, by_iri) for each in chosen), found.cut)


def figures_bound_to(graph: Snapshot, things: frozenset[str]) -> list[Figure]:
    """The figures about some things (IRIs), and about what these are shares, or wholes, of."""
    reached: dict[str, Figure] = {}
    waiting, seen = set(things), set(things)
    while waiting:
        thing = waiting.pop()
        claims = (*graph.claims.about([thing]), *graph.claims.linked_to(thing, "shareOf"))
        for figure in figures_of(graph, claims):
            is_linked = figure.whole and figure.measure in graph.rules.share_of
            if figure.about == thing or (is_linked and figure.whole == thing):
                reached[figure.iri] = figure
                ends = {figure.about, figure.whole} if is_linked else {figure.about}
                waiting |= ends - seen
                seen |= ends
    return [reached[iri] for iri in sorted(reached)]


def _unrelayed(
    found: Sequence[ImpossibleSet], derived: Mapping[str, Collection[str]]
) -> Iterator[ImpossibleSet]:
    """The sets without those that are another set with a relay in the place of what it relays.

    ``derived`` gives by claim what it relays, at any distance (IRIs).
    """
    known = {frozenset(impossible.claims) for impossible in found}
    for impossible in found:
        claims = frozenset(impossible.claims)
        on_originals = {
            claims - {claim} | {original}
            for claim in claims
            for original in set(derived.get(claim, ())) - claims
        }
        if known.isdisjoint(on_originals):
            yield impossible


def _in_words(
    graph: Snapshot, impossible: ImpossibleSet, figures: Mapping[str, Figure]
) -> Impossible:
    rules = graph.rules
    addends = [a for case in impossible.cases or (impossible.addends,) for a in case]
    claims = list(dict.fromkeys(addend.claim for addend in addends))
    things = dict.fromkeys(rules.label(figures[claim].about) for claim in claims)
    sides = {claim: side_of(graph, claim) for claim in claims}
    names = _names(
        {claim: (figures[claim], sides[claim].when) for claim in claims}, rules, impossible
    )
    return Impossible(
        ", ".join(things),
        tuple(sides.values()),
        arithmetic(impossible, names),
        _REMEDY,
    )


def _names(
    said: Mapping[str, tuple[Figure, str]], rules: Rules, impossible: ImpossibleSet
) -> dict[str, str]:
    """What each figure of a set counts, in words that tell it from the others."""
    addends = [a for case in impossible.cases or (impossible.addends,) for a in case]
    numbers = list(dict.fromkeys(addend.claim for addend in addends if addend.bound))
    labels = {claim: rules.label(said[claim][0].measure).split() for claim in said}
    shared = 0  # words with which all of them begin: killed, wounded of "personnel killed", …
    while all(
        len(labels[claim]) > shared + 1 and labels[claim][shared] == labels[numbers[0]][shared]
        for claim in numbers
    ):
        shared += 1
    if len({tuple(labels[claim]) for claim in numbers}) == 1:
        shared = 0
    differing = [
        field
        for field in ("about", "unit", "counts", "scope")
        if len({getattr(said[claim][0], field) for claim in numbers}) > 1
    ]
    is_dated = len({said[claim][1] for claim in numbers}) > 1
    names = {}
    for claim, (figure, when) in said.items():
        notes = [rules.label(getattr(figure, field)) for field in differing]
        notes += [in_words(when) or "no date"] if is_dated else []
        limits = "; ".join(note for note in notes if note)
        name = " ".join(labels[claim][shared if claim in numbers else 0 :])
        names[claim] = f"{name} ({limits})" if limits else name
    return names


def arithmetic(impossible: ImpossibleSet, names: Mapping[str, str]) -> str:
    """The sum that rules a set out: ``1,000 killed + 3,000 wounded = 4,000, more than 3,500 …``.

    ``names`` says for each claim what it counts. Of a set with several cases it is said of each.
    """
    if impossible.cases:
        cases = (ImpossibleSet(impossible.claims, case) for case in impossible.cases)
        return "either way: " + "; or ".join(arithmetic(case, names) for case in cases)
    least = [a for a in impossible.addends if a.is_least and a.bound]
    most = [a for a in impossible.addends if not a.is_least and a.bound]
    left, right = (
        " + ".join(_addend(addend, names[addend.claim]) for addend in side)
        for side in (least, most)
    )
    total, limit = _number(impossible.least), _number(impossible.most)
    above = "more than " if any(addend.strict for addend in least) else ""
    if len(least) > 1 or least[0].times != 1:
        left = f"{left} = {above}{total}"
    right = right or "0"
    if len(most) > 1 or (most and most[0].times != 1):
        right = f"{right} = {limit}"
    if impossible.least > impossible.most:
        return f"at the least {left}, more than {right} at the most"
    below = "less than " if any(addend.strict for addend in most) else ""
    return f"at the least {left}, and yet at the most {below}{right}"


def _addend(addend: Addend, name: str) -> str:
    number = _number(addend.bound)
    if addend.is_least and addend.strict:
        number = f"more than {number}"
    if addend.times == 1:
        return f"{number} {name}"
    if addend.times < 1:
        return f"{_number(addend.times * 100)}% of {number} {name}"
    return f"{_number(addend.times)} × {number} {name}"


def _number(value: Fraction) -> str:
    """A number with thousands separated, to four places."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return number_text(format(round(exact, 4), "f"), share=False)
