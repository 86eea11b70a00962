"""``kg conflicts``: where sources contradict each other, and where they only seem to."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from kg.claims.edtf import dates_in_words, in_words
from kg.claims.verdicts.verdict import CONTRADICTS, JUMP, VERDICTS
from kg.cli._data import DataOptions, data_options
from kg.cli._output import deliver_lines, deliver_records, notify, output_options, text_width
from kg.errors import FINDINGS
from kg.graph.sides import CANNOT
from kg.publish.terminal.tables import RECORD_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.contradictions import Result, Weighed
    from kg.graph.sides import Impossible, Side

_SIDE = ("claim", "says", "speaker", "when")


@click.command("conflicts")
@click.argument("entity", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every pair with its verdict.")
@click.option("--verdict", "kinds", multiple=True, type=click.Choice(VERDICTS), help="Only these.")
@click.option("--fail", is_flag=True, help="Exit with 1 if anything contradicts.")
@output_options(*RECORD_FORMATS)
@data_options
def command(
    data: DataOptions,
    entity: tuple[str, ...],
    every: bool,
    kinds: tuple[str, ...],
    fail: bool,
    form: str | None,
    output: str,
) -> None:
    """Weigh figures and statements about one thing: which contradict, and why the others do not.

    Below the pairs stand the smallest sets of three figures or more that cannot all be true.
    Without --all only what asks for attention is shown. ENTITY limits to one thing and the
    events that it takes part in, --source to pairs of which one side at least is of that source.

    \b
    Examples:
      kg conflicts
      kg conflicts --all casualties of the North Korean troops
    """
    graph = replace(data, sources=()).open()
    name = " ".join(entity) or None
    result = graph.contradictions(name, every=every, kinds=kinds, sources=data.sources)
    if form in (None, "table"):
        deliver_lines(_pair_lines(result, text_width()), output)
    else:
        rows = [_pair_record(pair) for pair in result.weighed]
        rows += [_set_record(impossible, form) for impossible in result.sets.found]
        deliver_records(rows, form, output)
    if result.cut:
        notify("some lists were cut; narrow with ENTITY, or give --all")
    if result.sets.cut:
        more = "narrow with ENTITY" if every else "narrow with ENTITY, or give --all"
        notify(f"there may be more sets that cannot all be true: the list was cut; {more}")
    if result.sets.missing:
        notify(result.sets.missing)
    contradicting = any(pair.verdict in (CONTRADICTS, JUMP) for pair in result.weighed)
    if fail and (contradicting or result.sets.found):
        sys.exit(FINDINGS)


def _pair_record(pair: Weighed) -> dict[str, object]:
    record: dict[str, object] = {
        "verdict": pair.verdict,
        "outcome": pair.outcome,
        "about": pair.about,
    }
    for name, side in (("first", pair.first), ("second", pair.second)):
        record |= {
            f"{name} claim": side.claim,
            f"{name} says": side.said,
            f"{name} speaker": side.speaker,
            f"{name} when": side.when,
        }
    return {**record, "why": pair.reason, "to do": pair.remedy, "set": None}


def _set_record(impossible: Impossible, form: str | None) -> dict[str, object]:
    """A set with the columns of a pair, of which both sides are empty; ``set`` has its figures."""
    sides = {f"{which} {what}": None for which in ("first", "second") for what in _SIDE}
    figures: object = [
        dict(zip(_SIDE, (side.claim, side.said, side.speaker, side.when), strict=True))
        for side in impossible.sides
    ]
    if form not in ("json", "ndjson"):
        figures = " | ".join(map(_side_text, impossible.sides))
    return {
        "verdict": CANNOT,
        "about": impossible.about,
        **sides,
        "why": impossible.reason,
        "to do": impossible.remedy,
        "set": figures,
    }


def _set_lines(impossible: Impossible) -> Iterator[tuple[str, int]]:
    """A set as lines, each with its indent."""
    yield f"{CANNOT}: {impossible.about}", 0
    for side in impossible.sides:
        yield _read_side(side), 2
    yield f"why: {dates_in_words(impossible.reason)}", 2
    yield f"→ {impossible.remedy}", 2


def _pair_lines(result: Result, width: int) -> Iterator[str]:
    """The pairs with their verdict and its reason, then how many there are of each verdict."""
    from kg.graph.claims import counted
    from kg.text.display import visible, wrap

    for pair in result.weighed:
        yield from wrap(visible(f"{pair.verdict}: {pair.about}"), width, 0, 2)
        for side in (pair.first, pair.second):
            yield from wrap(visible(_read_side(side)), width, 2, 4)
        yield from wrap(visible(f"why: {dates_in_words(pair.reason)}"), width, 2, 4)
        if pair.remedy:
            yield from wrap(visible(f"→ {pair.remedy}"), width, 2, 4)
        yield ""
    for impossible in result.sets.found:
        for text, indent in _set_lines(impossible):
            yield from wrap(visible(text), width, indent, indent + 2)
        yield ""
    counts = {**result.counts, **({CANNOT: len(result.sets.found)} if result.sets.found else {})}
    verdicts = ", ".join(f"{kind}: {count}" for kind, count in counts.items())
    pairs = f"{counted(result.pairs, 'pair')} of figures about one thing"
    yield from wrap(f"{verdicts or 'nothing contradicts'}; {pairs}", width, 0, 2)
    if result.pairs and len(result.weighed) == result.pairs + result.denials + result.statements:
        denials = counted(result.denials, "denial")
        statements = counted(result.statements, "pair") + " of statements"
        made_of = f"{counted(result.pairs, 'pair')} of figures, {denials}, {statements}"
        n_figures = "n figures about one thing make n × (n - 1) / 2 pairs"
        yield from wrap(f"{len(result.weighed)} listed: {made_of}; {n_figures}", width, 0, 2)


def _read_side(side: Side) -> str:
    """A side as people read it; as ``_side_text``, its day in words."""
    return _side_text(replace(side, when=in_words(side.when)))


def _side_text(side: Side) -> str:
    when = f", {side.when}" if side.when else ", no date"
    return f"{side.said} — {side.speaker}{when} · {side.claim}"
