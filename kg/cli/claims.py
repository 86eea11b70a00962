"""``kg claims``: list, filter and cite claims."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import click

from kg.claims.claim import KINDS
from kg.claims.edtf import in_words
from kg.cli._data import DataOptions, data_options
from kg.cli._output import (
    deliver,
    deliver_text,
    is_on_terminal,
    notify,
    output_options,
    terminal_width,
)
from kg.graph.citations import FORMATS
from kg.publish.terminal.tables import RECORD_FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.api import Graph
    from kg.claims.claim import Claim


@click.command("claims")
@click.argument("ids", nargs=-1, metavar="[CLAIM]...")
@click.option("--about", metavar="ENTITY", help="Only claims that name this entity.")
@click.option("--speaker", metavar="ENTITY", help="Only claims of this speaker.")
@click.option("--kind", type=click.Choice(KINDS), help="Only this kind.")
@click.option("--modality", metavar="TERM", help="Only this modality, such as warned.")
@click.option("--measure", metavar="TERM", help="Only estimates of this measure.")
@click.option("--cite", type=click.Choice(FORMATS), help="Give citations instead.")
@click.option("--accessed", metavar="DATE", help="Access date of a citation (default: today).")
@output_options(*RECORD_FORMATS)
@data_options
def command(
    data: DataOptions,
    ids: tuple[str, ...],
    about: str | None,
    speaker: str | None,
    kind: str | None,
    modality: str | None,
    measure: str | None,
    cite: str | None,
    accessed: str | None,
    form: str | None,
    output: str,
) -> None:
    """List claims with speaker and evidence, or cite them.

    "support" counts the claims of the same statement or figure, and their independent origins:
    what repeats another claim, or is an author's own without a named speaker, adds none.

    \b
    Examples:
      kg claims --kind estimate
      kg claims --speaker "South Korea"
      kg claims c012 --cite bibtex
    """
    from kg.publish.terminal.tables import write_records

    graph = data.open()
    terms = {"modality": modality, "measure": measure}
    given = {name: word for name, word in terms.items() if word is not None}
    claims = graph.claims(ids, about=about, speaker=speaker, kind=kind, terms=given)
    if not claims:
        notify("no claim fits")
    if cite is not None:
        text = _citation_text(graph, claims, cite, accessed)
        deliver_text(text, output)
        return
    out = io.BytesIO()
    records = [_claim_record(claim, graph) for claim in claims]
    if form in (None, "table"):
        records = _without_empty(records)
    cut = is_on_terminal(output)
    write_records(records, form or "table", out, terminal_width(), cut=cut)
    if form in (None, "table") and claims:
        out.write(f"{graph.claims.support(claims)}\n".encode())
    out.seek(0)
    deliver(out, output)


_TITLES = {"hedge": "how said", "explicitness": "in the text"}  # what columns are called for people


def _claim_record(claim: Claim, graph: Graph) -> dict[str, object]:
    """A claim as a row; ``support`` where other claims say the same."""
    claims_of_matter = graph.claims.of_matter(claim)
    return {
        "id": claim.id,
        "claim": claim.get("statement"),
        "figure": claim.figure or None,
        "speaker": claim.speaker,
        "hedge": claim.hedge or None,
        "explicitness": claim.label("explicitness") or None,
        "rests on": claim.rests_on or None,
        "time": claim.get("asOf") or claim.get("time"),
        "support": graph.claims.support(claims_of_matter) if len(claims_of_matter) > 1 else None,
        "status": claim.status or None,
        "evidence": claim.place,
    }


def _without_empty(records: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """For a table: times in words, sites for addresses, what is stated unmarked, no empty column."""
    stated = {"explicitness": None}
    records = [r | stated if r["explicitness"] == "stated" else r for r in records]
    used = {name for record in records for name, value in record.items() if value is not None}
    rows = []
    for record in records:
        site = re.sub(r"^https?://([^/]+).*", r"\1", str(record["evidence"] or ""))
        words = record | {"time": in_words(str(record["time"] or "")) or None, "evidence": site}
        rows.append({_TITLES.get(n, n): value for n, value in words.items() if n in used})
    return rows


def _citation_text(graph: Graph, claims: Sequence[Claim], form: str, accessed: str | None) -> str:
    """Citations of claims in a format. Raises UsageError for an access date that is no day."""
    from datetime import date

    from kg.errors import UsageError
    from kg.graph import citations

    try:
        day = date.fromisoformat(accessed) if accessed else date.today()
    except ValueError:
        raise UsageError(f'"{accessed}" is not a day', "--accessed", "write YYYY-MM-DD") from None
    entries = [citations.citation(graph, claim, day) for claim in claims]
    return citations.written(entries, form)
