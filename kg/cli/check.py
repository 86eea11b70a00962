"""``kg check``: what is wrong in the text, where, and what to do."""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._limits import limits_options
from kg.cli._output import (
    deliver_lines,
    deliver_records,
    finding_lines,
    notify,
    output_options,
    workspace_option,
)
from kg.errors import ERROR, REVIEW
from kg.store.limits import CHECK_LIMITS, Limits
from kg.text.inputs import turtle_paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.build.pipeline import Texts
    from kg.curate.checks.run import Report
    from kg.errors import Finding
    from kg.text.layout import Layout

#: So many findings to review of one check are listed of a file; what more there are is counted.
_MOST_ALIKE = 5
_FIELDS = ("check", "severity", "file", "line", "term", "problem", "remedy")


@click.command("check")
@output_options("table", "json", "ndjson", "csv")
@workspace_option
@click.option(
    "--texts",
    metavar="DIR",
    help="A folder with your copies of the texts, NAME-OF-THE-SOURCE.txt: compare the evidence. "
    "Default in a workspace: texts/.",
)
@click.option(
    "--ontology", is_flag=True, help="Only the ontology, and also its terms that nothing uses."
)
@click.option(
    "--all",
    "whole",
    is_flag=True,
    help=f"List every finding; else, of more than {_MOST_ALIKE} alike to review in one file, the first ones.",
)
@click.option(
    "--referee",
    is_flag=True,
    help="Let pySHACL try all shapes. It says the same of them, and takes several times as long.",
)
@limits_options(CHECK_LIMITS, "the check")
def command(
    limits: Limits,
    /,
    form: str | None,
    output: str,
    workspace: str | None,
    texts: str | None,
    ontology: bool,
    whole: bool,
    referee: bool,
) -> None:
    """Check the text: structure, shapes, rules, and with --texts the evidence.

    Each finding has a place, a severity (error, or review: look at it, honest data may have it),
    what is wrong, and what to do. With an error the exit code is 1. Nothing is changed. Where one
    thing is to review in many places of a file, the first are listed and the others counted (--all).

    \b
    Examples:
      kg check
      kg check --format json
      kg check --texts .
      kg check --ontology
      kg check --referee
    """
    from kg.errors import FINDINGS, DataError, UsageError
    from kg.text.layout import find_layout

    layout = find_layout(workspace)
    folder = layout.texts if texts is None else Path(texts)
    if folder is not None and not folder.is_dir():
        raise UsageError(
            "there is no such folder", str(folder), "give --texts a folder with .txt files"
        )
    try:
        findings, summary = _run(layout, folder, limits, ontology=ontology, referee=referee)
    except DataError as refusal:  # not Turtle: nothing else can be asked
        findings, summary = refusal.findings, "the other checks wait until these are mended"
    _write_findings(findings, summary, form or "table", output, whole=whole)
    if any(finding.severity == ERROR for finding in findings):
        sys.exit(FINDINGS)


def _run(
    layout: Layout, texts: Path | None, limits: Limits, *, ontology: bool, referee: bool
) -> tuple[Sequence[Finding], str]:
    """The findings of all checks, and in a line what was checked.

    Raises DataError for text that is no Turtle, KgError where an extra is not installed.
    """
    if ontology:
        from kg.curate.checks.run import check_layout

        parsed, report = check_layout(layout, texts, limits, referee=referee)
    else:
        from kg.curate.checks.checking import checked

        report = checked(layout, texts, limits, referee=referee)
    # Of a workspace's own folder nobody expects the texts of the core.
    own = _own_sources(layout) if report.without_text else set()
    for stem in report.without_text:
        if texts == layout.texts and stem not in own:
            continue
        notify(f"{stem}.txt is not in {texts}: its evidence was not compared")
    if not report.complete:
        return report.findings, "the other checks wait until these are mended"
    if ontology:
        return _ontology_findings(parsed, layout, report)
    return report.findings, (
        f"checked {report.claims} claims of {report.sources} sources: "
        f"structure, {report.shapes} shapes, {report.rules} rules"
        f"{', evidence' if report.compared else ''}"
    )


def _own_sources(layout: Layout) -> set[str]:
    return {path.stem for path in turtle_paths(layout)[1] if layout.is_own(path)}


def _ontology_findings(
    parsed: Texts, layout: Layout, report: Report
) -> tuple[Sequence[Finding], str]:
    """The findings in the ontology's own files and the terms that nothing uses; what was checked."""
    from kg.build.pipeline import all_quads
    from kg.curate.checks.unused import unused_findings

    seeds = {document.shown for document in parsed.seeds}
    folders = [f for name in ("queries", "checks") for f in layout.folders(f"ontology/{name}")]
    unused = unused_findings(parsed.ontology, all_quads(parsed), parsed.terms, folders)
    findings = [*(f for f in report.findings if f.file not in seeds), *unused]
    findings, others = _own_before_core(findings, layout)
    count = sum(parsed.terms.prefixes.is_term(term) for term in parsed.terms.types)
    return findings, others + (
        f"checked {count} terms: label, definition, parent, source, cycles, use,"
        f" OWL 2 DL and RL, {report.shapes} shapes, {report.rules} rules"
    )


def _own_before_core(findings: Sequence[Finding], layout: Layout) -> tuple[list[Finding], str]:
    """The findings to show, and a line on the others.

    First come a workspace's own, then the errors of the core, whose reviews are only counted.
    """
    of_core = [f for f in findings if layout.core is not None and f.file.startswith("core/")]
    reviews = sum(finding.severity == REVIEW for finding in of_core)
    listed = [f for f in findings if f not in of_core]
    listed += [finding for finding in of_core if finding.severity == ERROR]
    if not reviews:
        return listed, ""
    command_for_core = f"kg check --ontology --workspace {shlex.quote(str(layout.core))}"
    return listed, f"{reviews} more to review in the core: {command_for_core}\n"


def _write_findings(
    findings: Sequence[Finding], summary: str, form: str, output: str, *, whole: bool
) -> None:
    """Findings to stdout or a file; the summary stands below the table, else it goes to stderr."""
    if form == "table":
        shown, more = (findings, []) if whole else _few_of_each(findings)
        *lines, count = finding_lines(shown)
        errors = sum(finding.severity == ERROR for finding in findings)
        if more:
            plural = "" if errors == 1 else "s"
            count = f"{errors} error{plural}, {len(findings) - errors} to review"
        deliver_lines([*lines, *more, count, summary], output)
    else:
        notify(summary)
        records = [{name: getattr(finding, name) for name in _FIELDS} for finding in findings]
        deliver_records(records, form, output, columns=_FIELDS)


def _few_of_each(findings: Sequence[Finding]) -> tuple[list[Finding], list[str]]:
    """The errors, and of each check the first reviews in a file; and a line for those that are left out."""
    listed: list[Finding] = []
    alike: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        key = (finding.file, finding.check)
        if finding.severity == ERROR:
            listed.append(finding)
            continue
        alike[key] += 1
        if alike[key] <= _MOST_ALIKE:
            listed.append(finding)
    return listed, [
        f"{file}: {count - _MOST_ALIKE} more to review [{check}]: kg check --all"
        for (file, check), count in alike.items()
        if count > _MOST_ALIKE
    ]
