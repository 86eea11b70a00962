"""``kg verify``: is what the claims say found again in the texts?"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from kg.claims.evidence.verify import FAILED, NOT_CHECKABLE, VERIFIED
from kg.cli._output import (
    deliver_lines,
    deliver_records,
    notify,
    output_options,
    terminal_width,
    workspace_option,
)
from kg.errors import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.evidence.verify import Outcome, Reason
    from kg.curate.checks.verification import Verification

_RESULTS = (VERIFIED, FAILED, NOT_CHECKABLE)
_FIELDS = ("claim", "source", "result", "place", "problem", "remedy")


@click.command("verify")
@click.argument("ids", nargs=-1, metavar="[CLAIM]...")
@click.option(
    "--texts",
    metavar="DIR",
    help="The folder with your copies of the texts, NAME-OF-THE-SOURCE.txt. "
    "Default in a workspace: texts/.",
)
@click.option("--source", "sources", multiple=True, metavar="ID", help="Only this source.")
@click.option(
    "--all", "every", is_flag=True, help="Every claim with its result, verified ones too."
)
@output_options("table", "json", "ndjson", "csv")
@workspace_option
def command(
    ids: tuple[str, ...],
    texts: str | None,
    sources: tuple[str, ...],
    every: bool,
    form: str | None,
    output: str,
    workspace: str | None,
) -> None:
    """Find every claim again in its source's text: hash, offsets, wording, numbers and dates.

    A claim is verified, failed (with what is wrong and what to do), or not checkable: it has a
    locator in place of offsets, or its text is not in DIR. With a failure the exit code is 1.

    \b
    Examples:
      kg verify --texts .
      kg verify c012 c020 --source khaled-north-korea-russia --texts . --all
    """
    import kg

    verifications = kg.verify(workspace, texts, ids, sources)
    _write_results(verifications, form or "table", output, every=every)
    if any(verification.counts[FAILED] for verification in verifications):
        sys.exit(FINDINGS)


def _write_results(
    verifications: Sequence[Verification], form: str, output: str, *, every: bool
) -> None:
    """Results to stdout or a file; beside a format for programs the counts go to stderr."""
    if form == "table":
        deliver_lines(_table_lines(verifications, terminal_width(), every=every), output)
    else:
        counts = _total_counts(verifications)
        notify(", ".join(f"{counts[result]} {result}" for result in _RESULTS))
        deliver_records(list(_outcome_records(verifications)), form, output, columns=_FIELDS)


def _total_counts(verifications: Sequence[Verification]) -> Counter[str]:
    """How many claims of all sources have each result."""
    return sum((verification.counts for verification in verifications), Counter())


def _outcome_records(verifications: Sequence[Verification]) -> Iterator[dict[str, object]]:
    from kg.iris import SRC

    for verification in verifications:
        for outcome in verification.outcomes:
            yield {
                "claim": outcome.iri.removeprefix(SRC),
                "source": verification.document.stem,
                "result": outcome.result,
                "place": verification.place(outcome),
                "problem": "; ".join(reason.problem for reason in outcome.reasons) or None,
                "remedy": "; ".join(dict.fromkeys(r.remedy for r in outcome.reasons)) or None,
            }


def _table_lines(
    verifications: Sequence[Verification], width: int, *, every: bool
) -> Iterator[str]:
    from kg.publish.terminal.grid import table
    from kg.text.display import visible

    if every:
        cells = [
            [visible(str(record[name] or "")) for name in ("claim", "result", "problem")]
            for record in _outcome_records(verifications)
        ]
        yield table(("claim", "result", "why"), cells, width)
    else:
        for verification in verifications:
            yield from map(visible, _reason_lines(verification))
    rows = [
        [v.document.stem, *(str(v.counts[result]) for result in _RESULTS)] for v in verifications
    ]
    total = _total_counts(verifications)
    rows.append(["all", *(str(total[result]) for result in _RESULTS)])
    yield table(("source", *_RESULTS), rows, width, (1, 2, 3)).rstrip("\n")


def _reason_lines(verification: Verification) -> Iterator[str]:
    """What is not verified in one source, in lines; a reason that claims share stands once for all."""
    from kg.iris import local_name

    shared: dict[Reason, list[Outcome]] = {}
    for outcome in verification.outcomes:
        for reason in outcome.reasons:
            shared.setdefault(reason, []).append(outcome)
    for reason, outcomes in shared.items():
        names = ", ".join(local_name(outcome.iri) for outcome in outcomes[:5])
        more = f" and {len(outcomes) - 5} more" if len(outcomes) > 5 else ""
        place = verification.place(outcomes[0])
        yield f"{place}: {reason.result}: {names}{more}: {reason.problem}"
        yield f"  → {reason.remedy}"
