"""``kg new entity``: a state, a unit, a person, an agreement, an event …"""

from __future__ import annotations

import click

from kg.cli._new._asking import (
    anyway_option,
    given_or_asked,
    open_destination,
    refuse_similar,
    report_written,
)
from kg.cli._output import writing_option


@click.command("entity")
@click.argument("name", required=False)
@click.option("--kind", metavar="CLASS", help="As in “military unit”; see: kg terms --kind class.")
@click.option(
    "--alias", "aliases", multiple=True, metavar="NAME@LANGUAGE", help="May be given again."
)
@click.option("--source", default="", metavar="ID", help="The source whose file it stands in.")
@click.option("--wikidata", default="", metavar="Q…", help="The item that is exactly the same.")
@click.option(
    "--identifier",
    "identifiers",
    multiple=True,
    metavar="SCHEME=NUMBER",
    help="Its number on a list or in a register, as in imoNumber=9074729. May be given again.",
)
@click.option("--comment", default="", help="What tells it from others.")
@click.option("--id", "local", default="", metavar="KIND-NAME", help="Its name here, without kgd:.")
@anyway_option
@writing_option
def command(
    name: str | None,
    kind: str | None,
    aliases: tuple[str, ...],
    source: str,
    wikidata: str,
    identifiers: tuple[str, ...],
    comment: str,
    local: str,
    anyway: bool,
    workspace: str | None,
) -> None:
    """Write a new entity, unless it is there: first it is looked for by its names.

    NAME is the English one; every other name, in any script, is an alias with its language. What
    is known of an entity is said by claims.

    \b
    Example:
      kg new entity "9th Army" --kind "military unit" --alias "9-я армия@ru" --source reference-agencies
    """
    from kg.curate.new.entity import NewEntity, new_entity, read_identifier, similar_entities
    from kg.iris import KG

    destination = open_destination(workspace)
    shorten = destination.graph.prefixes.shorten
    name = given_or_asked(name, "English name", "NAME", needed=True)
    kind = given_or_asked(kind, "kind (a class)", "--kind", needed=True)
    entity = NewEntity(
        name=name,
        kind=destination.terms.of_class(kind, KG + "Entity"),
        aliases=aliases,
        wikidata=wikidata,
        identifiers=tuple(
            read_identifier(destination.graph, destination.terms, text) for text in identifiers
        ),
        comment=comment,
        source=source,
        local=local.removeprefix("kgd:"),
    )
    similar = [(shorten(iri), label) for iri, label in similar_entities(destination.graph, entity)]
    refuse_similar(similar, f"“{name}”", anyway=anyway)
    iri, path = new_entity(destination.graph, destination.target, entity)
    report_written(destination.target, path)
    click.echo(f"it is {shorten(iri)}; next: a claim that names it, then: kg check")
