"""Compare two curators' claims on one document: which are the same, and how far their fields agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Level = Literal["nominal", "interval", "ratio"]
NOMINAL: Final = "nominal"
RATIO: Final = "ratio"
NONE = "(none)"  # a curator states nothing: a choice like others

#: Weights of what two claims have in common, beside the overlap of their spans, which is 0 to 1.
_KIND, _TERM, _ENTITY = 0.25, 0.5, 0.25
_MATTER = ("predicate", "measure", "subject", "about", "object")


@dataclass(frozen=True, slots=True)
class Coding:
    """A curator's claim: its spans (start, end) in the text, and its values by field.

    A field that the claim does not state is absent.
    """

    id: str
    spans: tuple[tuple[int, int], ...]
    values: dict[str, str]

    def get(self, field: str) -> str | None:
        """The value of a field; None where it is not stated."""
        return self.values.get(field)


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field to compare, with its level of measurement.

    ``only``: the fields of which a pair must state one for this one to apply (a statement in three
    parts has no unit); empty: it applies to every pair.
    """

    name: str
    level: Level = NOMINAL
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """How far a field agrees: in ``agreed`` of ``n`` pairs.

    ``alpha`` is Krippendorff's; None where it is undefined, and ``note`` says why.
    """

    field: str
    level: Level
    n: int
    agreed: int
    alpha: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two matched claims differ, for the curators to decide."""

    first: Coding
    second: Coding
    field: str
    values: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The matched pairs of claims, the scores of the fields, the differences, and unmatched claims."""

    pairs: tuple[tuple[Coding, Coding], ...]
    scores: tuple[Score, ...]
    differences: tuple[Difference, ...]
    unmatched: tuple[tuple[Coding, ...], tuple[Coding, ...]]


#: What limits a figure, by terms and in words.
LIMITS = ("limitedTo", "scope", "onBasis", "basis")
_STATEMENT, _ESTIMATE = ("subject", "predicate", "object"), ("measure",)
FIELDS = (
    ComparedField("kind"),
    *(ComparedField(name, only=_STATEMENT) for name in _STATEMENT),
    *(ComparedField(name, only=_ESTIMATE) for name in ("measure", "counts", "unit", "qualifier")),
    *(ComparedField(name, RATIO, (name,)) for name in ("lower", "upper", "best")),
    *(
        ComparedField(name, only=(name,))
        for name in ("lowerInclusive", "upperInclusive", "about", "shareOf", *LIMITS)
    ),
    *(
        ComparedField(name)
        for name in ("speaker", "possibleSpeaker", "modality", "stance", "likelihood")
    ),
    *(ComparedField(name) for name in ("time", "asOf")),
)


def agreement(first: Sequence[Coding], second: Sequence[Coding]) -> Agreement:
    """Match two curators' claims, and compare each field of the pairs.

    Raises ImportError without networkx and krippendorff (the extra ``agree``).
    """
    pairs = match_claims(first, second)
    scores, differences = [], []
    for field in FIELDS:
        applicable = [pair for pair in pairs if _applies(field, pair)]
        if any(coding.get(field.name) is not None for pair in applicable for coding in pair):
            scores.append(_score(field, applicable))
            differences += [
                Difference(
                    first_claim,
                    second_claim,
                    field.name,
                    (_value(first_claim, field), _value(second_claim, field)),
                )
                for first_claim, second_claim in applicable
                if not _same(field, first_claim, second_claim)
            ]
    order = {pair: number for number, pair in enumerate((a.id, b.id) for a, b in pairs)}
    differences.sort(key=lambda applicable: order[applicable.first.id, applicable.second.id])
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


def match_claims(first: Sequence[Coding], second: Sequence[Coding]) -> list[tuple[Coding, Coding]]:
    """The pairs of claims that state the same, in the order of the text.

    Two claims may be a pair if their spans overlap and they have a subject, object, predicate,
    measure or ``about`` in common. Of all matchings the one with the largest sum of squared fits is
    taken; a fit is the share of text that the spans have in common, plus weights for equal fields.
    """
    import networkx as nx

    graph = nx.Graph()
    for first_index, second_index in _overlapping(first, second):
        fit = _fit(first[first_index], second[second_index])
        if fit > 0:  # squared: one pair that fits well outweighs two that fit half
            graph.add_edge((0, first_index), (1, second_index), weight=round(1e6 * fit * fit))
    pairs: list[tuple[Coding, Coding]] = []
    for component in nx.connected_components(graph):
        for ends in nx.max_weight_matching(graph.subgraph(sorted(component))):
            (_, first_index), (_, second_index) = sorted(ends)
            pairs.append((first[first_index], second[second_index]))
    return sorted(pairs, key=lambda pair: (pair[0].spans, pair[0].id))


def _overlapping(first: Sequence[Coding], second: Sequence[Coding]) -> Iterator[tuple[int, int]]:
    """The indexes (in ``first``, in ``second``) of claims whose spans overlap, in one sweep."""
    first_spans = sorted((span, i) for i, coding in enumerate(first) for span in coding.spans)
    second_spans = sorted((span, i) for i, coding in enumerate(second) for span in coding.spans)
    yielded: set[tuple[int, int]] = set()
    active: list[tuple[tuple[int, int], int]] = []
    next_span = 0
    for (start, end), first_index in first_spans:
        while next_span < len(second_spans) and second_spans[next_span][0][0] < end:
            active.append(second_spans[next_span])
            next_span += 1
        active = [item for item in active if item[0][1] > start]
        for (begin, _), second_index in active:
            if begin < end and (first_index, second_index) not in yielded:
                yielded.add((first_index, second_index))
                yield first_index, second_index


def _fit(first: Coding, second: Coding) -> float:
    """How well two claims fit, up to 2.5; 0 for claims that cannot be a pair."""
    shared = {name for name in _MATTER if first.get(name) and first.get(name) == second.get(name)}
    if not shared:
        return 0.0
    overlap = sum(
        max(0, min(end, stop) - max(start, begin))
        for start, end in first.spans
        for begin, stop in second.spans
    )
    total = sum(end - start for coding in (first, second) for start, end in coding.spans)
    shared_weight = sum(_TERM if name in ("predicate", "measure") else _ENTITY for name in shared)
    return (
        overlap / (total - overlap)
        + shared_weight
        + _KIND * (first.get("kind") == second.get("kind"))
    )


def _applies(field: ComparedField, pair: tuple[Coding, Coding]) -> bool:
    stated = any(coding.get(name) is not None for coding in pair for name in field.only)
    return stated or not field.only


def _value(coding: Coding, field: ComparedField) -> str:
    value = coding.get(field.name)
    return NONE if value is None else value


def _same(field: ComparedField, first: Coding, second: Coding) -> bool:
    values = [_value(coding, field) for coding in (first, second)]
    if field.level == NOMINAL or NONE in values:
        return values[0] == values[1]
    return float(values[0]) == float(values[1])


def _score(field: ComparedField, pairs: Sequence[tuple[Coding, Coding]]) -> Score:
    agreed = sum(_same(field, *pair) for pair in pairs)
    values = [(_value(first, field), _value(second, field)) for first, second in pairs]
    note = ""
    if field.level != NOMINAL:  # where one states no number, there is no distance
        stated = [(float(a), float(b)) for a, b in values if NONE not in (a, b)]
        value, reason = alpha(stated, field.level)
        if len(stated) < len(pairs):
            note = f"alpha from the {len(stated)} where both state a number"
        note = "; ".join(filter(None, (note, reason)))
    else:
        value, note = alpha(values, field.level)
    return Score(field.name, field.level, len(pairs), agreed, value, note)


def alpha(
    values: Sequence[tuple[str, str]] | Sequence[tuple[float, float]], level: Level
) -> tuple[float | None, str]:
    """Krippendorff's alpha of two coders over the units that both coded, and "".

    Where it is undefined: None, and why. See Computing Krippendorff's Alpha-Reliability (2011),
    https://repository.upenn.edu/handle/20.500.14332/2089. Numbers are compared at the ratio level:
    14,000 and 15,000 are near each other, 1 and 1,001 are not.
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
    value = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
    return float(value), ""
