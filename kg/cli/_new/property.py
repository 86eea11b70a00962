"""``kg new property``: a relation that claims can state."""

from __future__ import annotations

import click

from kg.cli._new._asking import (
    TermOptions,
    given_or_asked,
    open_destination,
    report_written,
    term_options,
)


@click.command("property")
@click.argument("label", required=False)
@click.option("--subject", "subjects", multiple=True, metavar="CLASS", help="May be given again.")
@click.option(
    "--object", "objects", multiple=True, metavar="CLASS", help="None: its value is plain text."
)
@click.option("--state", is_flag=True, help="It holds during an interval, and so can end.")
@click.option("--single", is_flag=True, help="A subject has one value at a time.")
@click.option(
    "--once", is_flag=True, help="Two things have it on one occasion, so that two dates contradict."
)
@term_options
def command(
    options: TermOptions,
    label: str | None,
    subjects: tuple[str, ...],
    objects: tuple[str, ...],
    state: bool,
    single: bool,
    once: bool,
) -> None:
    """Write a new relation; LABEL is a verb: “trains”, “is based in”.

    One direction is enough: queries can ask for the other.

    \b
    Example:
      kg new property "trains" --subject actor --object "military unit" --state
    """
    from kg.curate.new.term import Ends, iri_and_similar, new_property

    destination = open_destination(options.workspace)
    label = given_or_asked(label, "label", "LABEL", needed=True)
    if not subjects:
        subjects = (given_or_asked(None, "class of the subject", "--subject", needed=True),)
    iri, similar = iri_and_similar(destination.terms, destination.target, label, is_class=False)
    options.refuse_similar(similar, label)
    ends = Ends(
        tuple(destination.terms.find(name, "class") for name in subjects),
        tuple(destination.terms.find(name, "class") for name in objects),
        state,
        single,
        once,
    )
    report_written(
        destination.target, new_property(destination.target, iri, options.texts(label), ends)
    )
    click.echo("next: fill in the gaps that `kg check` names, then state it in a claim")
