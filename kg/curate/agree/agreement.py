"""Two curators' claims on one document: which are the same, and how far their fields agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Level = Literal["nominal", "interval", "ratio"]
NOMINAL: Final = "nominal"
RATIO: Final = "ratio"
NONE = "(none)"  # a curator states nothing: a choice like others

#: What two pieces of work have in common counts beside the overlap of their spans, which is 0 to 1.
_KIND, _TERM, _ENTITY = 0.25, 0.5, 0.25
_MATTER = ("predicate", "measure", "subject", "about", "object")


@dataclass(frozen=True, slots=True)
class Coding:
    """One curator's claim: its spans (start, end) and its values by field; absent: not stated."""

    id: str
    spans: tuple[tuple[int, int], ...]
    values: dict[str, str]

    def get(self, field: str) -> str | None:
        return self.values.get(field)


@dataclass(frozen=True, slots=True)
class Field:
    """A field to compare, at its level of measurement; ``only`` names fields, one of which a pair
    must have for this one to apply: a statement has no unit.
    """

    name: str
    level: Level = NOMINAL
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """How far a field agrees. ``alpha`` is None where it is undefined, and ``note`` says why."""

    field: str
    level: Level
    n: int
    agreed: int
    alpha: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two matched claims differ: to be adjudicated."""

    first: Coding
    second: Coding
    field: str
    values: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What comparing two curators gives."""

    pairs: tuple[tuple[Coding, Coding], ...]
    scores: tuple[Score, ...]
    differences: tuple[Difference, ...]
    unmatched: tuple[tuple[Coding, ...], tuple[Coding, ...]]


_STATEMENT, _ESTIMATE = ("subject", "predicate", "object"), ("measure",)
FIELDS = (
    Field("kind"),
    *(Field(name, only=_STATEMENT) for name in _STATEMENT),
    *(Field(name, only=_ESTIMATE) for name in ("measure", "counts", "unit", "qualifier")),
    *(Field(name, RATIO, (name,)) for name in ("lower", "upper", "best")),
    *(
        Field(name, only=(name,))
        for name in ("lowerInclusive", "upperInclusive", "about", "shareOf", "scope", "basis")
    ),
    *(Field(name) for name in ("speaker", "possibleSpeaker", "modality", "stance", "likelihood")),
    *(Field(name) for name in ("time", "asOf")),
)


def agreement(first: Sequence[Coding], second: Sequence[Coding]) -> Agreement:
    """Match two curators' claims, and compare each field of those that match.

    Needs the packages networkx and krippendorff (the extra ``agree``).
    """
    pairs = match(first, second)
    scores, differences = [], []
    for field in FIELDS:
        found = [pair for pair in pairs if _applies(field, pair)]
        if any(coding.get(field.name) is not None for pair in found for coding in pair):
            scores.append(_score(field, found))
            differences += [
                Difference(one, other, field.name, (_value(one, field), _value(other, field)))
                for one, other in found
                if not _same(field, one, other)
            ]
    order = {pair: number for number, pair in enumerate((a.id, b.id) for a, b in pairs)}
    differences.sort(key=lambda found: order[found.first.id, found.second.id])
    matched = [{pair[side].id for pair in pairs} for side in (0, 1)]
    return Agreement(
        tuple(pairs),
        tuple(scores),
        tuple(differences),
        (
            tuple(coding for coding in first if coding.id not in matched[0]),
            tuple(coding for coding in second if coding.id not in matched[1]),
        ),
    )


def match(first: Sequence[Coding], second: Sequence[Coding]) -> list[tuple[Coding, Coding]]:
    """The pairs of claims that are one claim, in the order of the text: the best whole matching.

    Two claims may be one if their spans overlap and they have a subject, object, predicate,
    measure or ``about`` in common; how well they fit is the share of the text that their spans
    have in common, and what they have in common beside.
    """
    import networkx as nx

    graph = nx.Graph()
    for one, other in _overlapping(first, second):
        fit = _fit(first[one], second[other])
        if fit > 0:  # squared: one pair that fits well outweighs two that fit half
            graph.add_edge((0, one), (1, other), weight=round(1e6 * fit * fit))
    pairs: list[tuple[Coding, Coding]] = []
    for part in nx.connected_components(graph):
        for ends in nx.max_weight_matching(graph.subgraph(sorted(part))):
            (_, one), (_, other) = sorted(ends)
            pairs.append((first[one], second[other]))
    return sorted(pairs, key=lambda pair: (pair[0].spans, pair[0].id))


def _overlapping(first: Sequence[Coding], second: Sequence[Coding]) -> Iterator[tuple[int, int]]:
    """Positions of claims with spans that overlap, in one sweep over the text."""
    spans = sorted((span, i) for i, coding in enumerate(first) for span in coding.spans)
    later = sorted((span, i) for i, coding in enumerate(second) for span in coding.spans)
    seen: set[tuple[int, int]] = set()
    active: list[tuple[tuple[int, int], int]] = []
    at = 0
    for (start, end), one in spans:
        while at < len(later) and later[at][0][0] < end:
            active.append(later[at])
            at += 1
        active = [item for item in active if item[0][1] > start]
        for (begin, _), other in active:
            if begin < end and (one, other) not in seen:
                seen.add((one, other))
                yield one, other


def _fit(first: Coding, second: Coding) -> float:
    """0 for claims that cannot be one, else up to 2.5."""
    shared = {name for name in _MATTER if first.get(name) and first.get(name) == second.get(name)}
    if not shared:
        return 0.0
    common = sum(
        max(0, min(end, stop) - max(start, begin))
        for start, end in first.spans
        for begin, stop in second.spans
    )
    total = sum(end - start for coding in (first, second) for start, end in coding.spans)
    alike = sum(_TERM if name in ("predicate", "measure") else _ENTITY for name in shared)
    return common / (total - common) + alike + _KIND * (first.get("kind") == second.get("kind"))


def _applies(field: Field, pair: tuple[Coding, Coding]) -> bool:
    stated = any(coding.get(name) is not None for coding in pair for name in field.only)
    return stated or not field.only


def _value(coding: Coding, field: Field) -> str:
    value = coding.get(field.name)
    return NONE if value is None else value


def _same(field: Field, first: Coding, second: Coding) -> bool:
    values = [_value(coding, field) for coding in (first, second)]
    if field.level == NOMINAL or NONE in values:
        return values[0] == values[1]
    return float(values[0]) == float(values[1])


def _score(field: Field, pairs: Sequence[tuple[Coding, Coding]]) -> Score:
    agreed = sum(_same(field, *pair) for pair in pairs)
    values = [(_value(one, field), _value(other, field)) for one, other in pairs]
    note = ""
    if field.level != NOMINAL:  # where one states no number, there is no distance
        stated = [(float(a), float(b)) for a, b in values if NONE not in (a, b)]
        value, why = alpha(stated, field.level)
        if len(stated) < len(pairs):
            note = f"alpha from the {len(stated)} where both state a number"
        note = "; ".join(filter(None, (note, why)))
    else:
        value, note = alpha(values, field.level)
    return Score(field.name, field.level, len(pairs), agreed, value, note)


def alpha(
    values: Sequence[tuple[str, str]] | Sequence[tuple[float, float]], level: Level
) -> tuple[float | None, str]:
    """Krippendorff's alpha of two coders over units that both coded; None, and why, if undefined.

    https://repository.upenn.edu/handle/20.500.14332/2089 (Computing Krippendorff's
    Alpha-Reliability, 2011). Numbers of a kind are compared at the ratio level: 14,000 and 15,000
    are near each other, 1 and 1,001 are not.
    """
    if len(values) < 2:
        return None, "undefined: fewer than two units"
    if len({value for unit in values for value in unit}) < 2:
        return None, "undefined: only one value occurs"
    import krippendorff

    data: list[list[float]]
    if level == NOMINAL:
        codes = {value: code for code, value in enumerate({v for unit in values for v in unit})}
        data = [[codes[unit[side]] for unit in values] for side in (0, 1)]
    else:
        data = [[float(unit[side]) for unit in values] for side in (0, 1)]
    found = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
    return float(found), ""
