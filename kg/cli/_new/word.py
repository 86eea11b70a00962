"""``kg new word``: a weapon type, a measure, a unit or another word of a scheme."""

from __future__ import annotations

import click

from kg.claims.figure import MeasureKind
from kg.cli._new._asking import (
    TermOptions,
    given_or_asked,
    open_destination,
    report_written,
    term_options,
)


@click.command("word")
@click.argument("label", required=False)
@click.option("--below", metavar="WORD", help="The wider word, of which it is a kind.")
@click.option("--like", metavar="WORD", help="A word of its sort, beside which it stands.")
@click.option(
    "--measure-kind",
    type=click.Choice([kind.value for kind in MeasureKind]),
    help="Of a measure: whether it is of a moment, of a period, of all so far, or a share.",
)
@term_options
def command(
    options: TermOptions,
    label: str | None,
    below: str | None,
    like: str | None,
    measure_kind: str | None,
) -> None:
    """Write a new word: a weapon type, measure, unit, tactic, echelon, … as another one is.

    \b
    Examples:
      kg new word "loitering drone" --below drone
      kg new word "vehicles sent" --like "munitions sent"
    """
    from kg.curate.new.term import iri_and_similar
    from kg.curate.new.word import new_word
    from kg.errors import UsageError

    destination = open_destination(options.workspace)
    label = given_or_asked(label, "label", "LABEL", needed=True)
    if below is not None and like is not None:
        raise UsageError("--below and --like are given", None, "give the one or the other")
    option = "--like" if like is not None else "--below"
    name = given_or_asked(
        like if like is not None else below, "the word that it is below", option, needed=True
    )
    beside = destination.terms.find(name)
    iri, similar = iri_and_similar(destination.terms, destination.target, label, is_class=False)
    similar = [term for term in similar if term.iri != beside.iri]
    options.refuse_similar(similar, label)
    wide = like is None
    report_written(
        destination.target,
        new_word(
            destination.target, iri, options.texts(label), beside, below=wide, measures=measure_kind
        ),
    )
    click.echo("next: fill in the gaps that `kg check` names")
