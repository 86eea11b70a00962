"""Run all checks over parsed files: the one call behind ``kg check``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.build.pipeline import all_quads, parse_texts
from kg.build.refusals import structure_findings
from kg.curate.checks.fixtures import fixture_findings
from kg.curate.checks.gaps import gap_findings
from kg.curate.checks.merges import merge_findings
from kg.curate.checks.metadata import layout_findings
from kg.curate.checks.rules import read_rules, rule_findings
from kg.curate.checks.shapes import Shacl
from kg.curate.checks.source_map import SourceMap
from kg.curate.checks.texts import text_findings
from kg.curate.checks.vocabularies import vocabulary_findings
from kg.errors import REVIEW, missing
from kg.graph.snapshot import silent
from kg.store.oxigraph import OxigraphStore
from kg.text.inputs import read_inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    import pyoxigraph as ox

    from kg.build.pipeline import Texts
    from kg.claims.ontology import Ontology
    from kg.errors import Finding
    from kg.store.base import Store
    from kg.text.layout import Layout
    from kg.text.turtle.document import Document


@dataclass(frozen=True, slots=True)
class Report:
    """The findings in the order of files and lines, and how many shapes and rules were run."""

    findings: tuple[Finding, ...]
    shapes: int = 0
    rules: int = 0
    complete: bool = True  # False: the structure is broken, so the other checks were not run
    without_text: tuple[str, ...] = ()  # sources whose text --texts does not hold

    @property
    def reviews(self) -> int:
        """How many findings are for review: correct data may have them too."""
        return sum(finding.severity == REVIEW for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Material:
    """What is checked: the parsed files, and a function for all quads that a build makes of them.

    ``shaped``: the documents for SHACL, where nothing else can have changed (None: all the seeds).
    ``shacl``: the shapes of this ontology, where they have been prepared before.
    """

    ontology: tuple[Document, ...]
    seeds: tuple[Document, ...]
    terms: Ontology
    quads: Callable[[], Iterable[ox.Quad]]
    shaped: tuple[Document, ...] | None = None
    shacl: Shacl | None = None


def run_checks(
    material: Material,
    rules_folders: Sequence[Path],
    texts: Path | None = None,
    progress: Callable[[str], None] = silent,
) -> Report:
    """Run all checks. Where the structure is broken, only its findings are reported.

    An unknown term or a bad date would make other checks find what is not wrong: a claim of a
    misspelt class is no claim, so that its source has too few. ``rules_folders`` hold the rules in
    SPARQL; ``texts`` is the folder of the user's copies of texts (None: they are not compared);
    ``progress`` is told what is being done.
    Raises KgError for a rule or text that cannot be read, ImportError without pySHACL.
    """
    documents = (*material.ontology, *material.seeds)
    prefixes = material.terms.prefixes
    source_map = SourceMap(documents, prefixes)
    broken = [
        *structure_findings(material.ontology, material.seeds, material.terms),
        *vocabulary_findings(documents, source_map),
    ]
    if broken:
        return Report(_in_file_order(broken, documents), complete=False)
    shacl = material.shacl or Shacl(material.ontology, prefixes)
    shaped = material.seeds if material.shaped is None else material.shaped
    progress(f"trying {len(shacl.shapes)} shapes")
    findings = [*shacl.findings(shaped, source_map), *layout_findings(material.ontology, prefixes)]
    rules = read_rules(*rules_folders)
    findings += merge_findings(material.seeds, source_map)
    engine = store_of(material.quads())
    for number, rule in enumerate(rules, 1):
        progress(f"trying rule {number} of {len(rules)}")
        findings += rule_findings(rule, engine, source_map)
    findings += fixture_findings(rules, rules_folders, engine, material.terms)
    findings += gap_findings(documents, _query_folders(rules_folders))
    without_text: Sequence[str] = ()
    if texts is not None:
        text_problems, without_text = text_findings(material.seeds, texts, source_map)
        findings += text_problems
    return Report(
        _in_file_order(findings, documents),
        len(shacl.shapes),
        len(rules),
        without_text=tuple(without_text),
    )


def check_layout(layout: Layout, texts: Path | None = None) -> tuple[Texts, Report]:
    """Parse the text of a layout and run all checks over it; ``texts`` as of ``run_checks``.

    Raises DataError for a file that is not Turtle, and KgError for what cannot be read, or where
    pySHACL is not installed.
    """
    parsed = parse_texts(layout, read_inputs(layout))
    material = Material(parsed.ontology, parsed.seeds, parsed.terms, lambda: all_quads(parsed))
    try:
        return parsed, run_checks(material, layout.folders("ontology/checks"), texts)
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("pyshacl", "rdflib"):
            raise
        raise missing("pyshacl", "check") from None


def _query_folders(rules_folders: Sequence[Path]) -> list[Path]:
    """The folders of rules, and those of questions beside them."""
    return [folder.parent / name for folder in rules_folders for name in ("queries", "checks")]


def store_of(quads: Iterable[ox.Quad]) -> Store:
    """An in-memory store of quads."""
    store = OxigraphStore()
    store.load(quads)
    return store


def _in_file_order(
    findings: Iterable[Finding], documents: Sequence[Document]
) -> tuple[Finding, ...]:
    order = {document.shown: number for number, document in enumerate(documents)}
    return tuple(
        sorted(
            set(findings),
            key=lambda finding: (
                order.get(finding.file, -1),
                finding.file,
                finding.line,
                finding.check,
                finding.problem,
            ),
        )
    )
