"""All checks in their order, over parsed text: one call for ``kg check``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.refusals import structure_findings
from kg.curate.checks.fixtures import fixture_findings
from kg.curate.checks.gaps import gap_findings
from kg.curate.checks.merges import merge_findings
from kg.curate.checks.metadata import layout_findings
from kg.curate.checks.place import Places
from kg.curate.checks.rules import read_rules, rule_findings
from kg.curate.checks.shapes import Shacl
from kg.curate.checks.texts import text_findings
from kg.curate.checks.vocabularies import vocabulary_findings
from kg.errors import REVIEW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kg.claims.ontology import Ontology
    from kg.errors import Finding
    from kg.text.turtle.document import Document


@dataclass(frozen=True, slots=True)
class Report:
    """The findings in the order of files and lines, and what was run to find them."""

    findings: tuple[Finding, ...]
    shapes: int = 0
    rules: int = 0
    complete: bool = True  # False: the structure is broken, so the rest was not asked
    without_text: tuple[str, ...] = ()  # sources whose text --texts does not hold

    @property
    def reviews(self) -> int:
        """How many findings honest data may have."""
        return sum(finding.severity == REVIEW for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Material:
    """What is checked: the parsed files, and all quads that a build would make of them.

    ``shaped``: what SHACL looks at, where the rest cannot have changed; None: all the seeds.
    ``shacl``: this ontology's, where it was made ready before.
    """

    ontology: tuple[Document, ...]
    seeds: tuple[Document, ...]
    terms: Ontology
    quads: Callable[[], Iterable[ox.Quad]]
    shaped: tuple[Document, ...] | None = None
    shacl: Shacl | None = None


def run_checks(
    material: Material, rules_folders: Sequence[Path], texts: Path | None = None
) -> Report:
    """Check everything. Where the structure is broken, only that is reported.

    An unknown term or a bad date makes other checks fire for no fault of the data (a claim of a
    misspelt class is no claim, so its source has too few), and dates cannot be derived.
    Raises KgError for a rule or text that cannot be read, ImportError without pySHACL.
    """
    documents = (*material.ontology, *material.seeds)
    places = Places(documents)
    broken = [
        *structure_findings(material.ontology, material.seeds, material.terms),
        *vocabulary_findings(documents, places),
    ]
    if broken:
        return Report(_ordered(broken, documents), complete=False)
    shacl = material.shacl or Shacl(material.ontology)
    shaped = material.seeds if material.shaped is None else material.shaped
    findings = [*shacl.findings(shaped, places), *layout_findings(material.ontology)]
    rules = read_rules(*rules_folders)
    findings += merge_findings(material.seeds, places)
    engine = store_of(material.quads())
    for rule in rules:
        findings += rule_findings(rule, engine, places)
    findings += fixture_findings(rules, rules_folders, engine, material.terms)
    findings += gap_findings(documents, _asking(rules_folders))
    absent: Sequence[str] = ()
    if texts is not None:
        found, absent = text_findings(material.seeds, texts, places)
        findings += found
    return Report(
        _ordered(findings, documents),
        len(shacl.shapes),
        len(rules),
        without_text=tuple(absent),
    )


def _asking(rules_folders: Sequence[Path]) -> list[Path]:
    """The folders of rules, and those of questions beside them."""
    return [folder.parent / name for folder in rules_folders for name in ("queries", "checks")]


def store_of(quads: Iterable[ox.Quad]) -> ox.Store:
    """An in-memory store of quads."""
    store = ox.Store()
    store.bulk_extend(quads)
    return store


def _ordered(findings: Iterable[Finding], documents: Sequence[Document]) -> tuple[Finding, ...]:
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
