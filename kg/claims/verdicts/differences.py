"""What keeps two figures apart, or may do so: in words, and as a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.verdicts.verdict import NOT_COMPARABLE, UNDECIDED, Verdict

if TYPE_CHECKING:
    from kg.claims.figure import Figure, Rules

_UNSAID = "not stated"


def undecided_by(first: Figure, second: Figure, open_sides: dict[str, str], clash: str) -> Verdict:
    """They contradict under one reading of what one of them leaves open."""
    names = _in_a_row([name.replace("what is", "kind") for name in open_sides])
    reason = f"they contradict if both mean the same {said_by_one(open_sides)}: {clash}"
    remedy = f"find out which {names} the source means"
    return Verdict(UNDECIDED, first.iri, second.iri, reason, remedy)


def said_by_one(open_sides: dict[str, str]) -> str:
    """What only one of two figures states: “scope, which only one of them states (by sea)”."""
    names = _in_a_row([name.replace("what is", "kind") for name in open_sides])
    said = (
        both.removeprefix(f"{_UNSAID} / ").removesuffix(f" / {_UNSAID}")
        for both in open_sides.values()
    )
    return f"{names}, which only one of them states ({', '.join(said)})"


def differences(
    first: Figure, second: Figure, rules: Rules, *, measure: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """What keeps two figures apart, and what only one of them states.

    By name, each with the two sides in words. Without ``measure`` the first is a part of the second, so
    that a limit of it within that of the second keeps nothing apart.
    """
    pairs = [
        ("unit", first.unit, second.unit),
        ("scope", first.scope, second.scope),
        ("basis", first.basis, second.basis),
        ("whole", first.whole, second.whole),
        ("what is counted", first.counts, second.counts),
    ]
    if measure:
        pairs.insert(0, ("measure", first.measure, second.measure))
    apart: dict[str, str] = {}
    open_sides: dict[str, str] = {}
    for name, side, other in pairs:
        if side != other and (measure or not rules.lies_within(side, other)):
            words = f"{rules.label(side) or _UNSAID} / {rules.label(other) or _UNSAID}"
            (apart if side and other else open_sides)[name] = words
    return apart, open_sides


def in_words(different: dict[str, str]) -> str:
    """What differs, each with its two sides: “scope (by sea / not stated)”."""
    return " and ".join(f"{name} ({both})" for name, both in different.items())


def _in_a_row(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def not_comparable(first: Figure, second: Figure, different: dict[str, str], clash: str) -> Verdict:
    """Not comparable, with what would make it so; ``clash`` says how it would then contradict."""
    reason = f"{in_words(different)} differ{'s' if len(different) == 1 else ''}"
    if clash:
        reason += f"; if they meant the same, they would contradict: {clash}"
    names = [name.replace("what is", "kind") for name in different if name != "unit"]
    remedies = [f"find a figure of the same {_in_a_row(names)}"] if names else []
    if "unit" in different:
        remedies.append(f"declare a conversion of the units ({different['unit']})")
    return Verdict(
        NOT_COMPARABLE, first.iri, second.iri, reason, ", and ".join(remedies), suspect=bool(clash)
    )
