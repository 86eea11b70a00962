"""Run all checks over parsed files: the one call behind ``kg check``."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.pipeline import parse_texts, store_of_build, store_of_texts
from kg.build.refusals import structure_findings
from kg.curate.checks.fixtures import fixture_findings
from kg.curate.checks.gaps import gap_findings
from kg.curate.checks.kept import Tagged
from kg.curate.checks.merges import merge_findings
from kg.curate.checks.metadata import layout_findings
from kg.curate.checks.rules import read_rules, rule_rows
from kg.curate.checks.shape_form import form_findings
from kg.curate.checks.shapes import Shacl, places_of_sparql
from kg.curate.checks.source_map import SourceMap
from kg.curate.checks.vocabularies import vocabulary_findings
from kg.errors import REVIEW, CacheError, missing
from kg.graph.snapshot import silent
from kg.store.limits import CHECK_LIMITS, value_limited, working_at
from kg.text.collector import collector_paused
from kg.text.inputs import content_key, read_inputs
from kg.text.unread import unread_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kg.build.pipeline import Texts
    from kg.claims.ontology import Ontology
    from kg.errors import Finding
    from kg.store.base import Store
    from kg.store.limits import Limits
    from kg.text.inputs import InputFile
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
    #: The findings with what each depends on, where all of them may be kept for another check.
    tagged: tuple[Tagged, ...] | None = None
    #: How much was checked, and of how many sources there was a text.
    claims: int = 0
    sources: int = 0
    compared: int = 0

    @property
    def reviews(self) -> int:
        """How many findings are for review: correct data may have them too."""
        return sum(finding.severity == REVIEW for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Material:
    """What is checked: the parsed files, and a function for a store of what a build makes of them.

    ``built`` gives a store with the same under other names of blank nodes, where a build of these texts
    is at hand. ``shaped``: the documents for SHACL, where nothing else can have changed (None: all the seeds).
    ``shacl``: the shapes of this ontology, where they have been prepared before. ``referee``: all
    shapes are tried by pySHACL.
    """

    ontology: tuple[Document, ...]
    seeds: tuple[Document, ...]
    terms: Ontology
    store: Callable[[], Store]
    shaped: tuple[Document, ...] | None = None
    shacl: Shacl | None = None
    referee: bool = False
    built: Callable[[], Store] | None = None


_BY_OWNER = ("description", "names", "rows", "source")
#: How long shapes and rules may take where nobody says it: with any text, and more for each of its
#: triples. It is some fifteen times what they take.
_SECONDS, _SECONDS_OF_TRIPLE = 60.0, 0.005


def time_for(limits: Limits, triples: int) -> Limits:
    """The limits, with the time that a check of so many triples may take where none is given."""
    return limits.of_size(_SECONDS + _SECONDS_OF_TRIPLE * triples)


def run_checks(
    material: Material,
    rules_folders: Sequence[Path],
    texts: Path | None = None,
    limits: Limits = CHECK_LIMITS,
    progress: Callable[[str], None] = silent,
) -> Report:
    """Run all checks. Where the structure is broken, only its findings are reported.

    An unknown term or a bad date would make other checks find what is not wrong: a claim of a
    misspelt class is no claim, so that its source has too few. ``rules_folders`` hold the rules in
    SPARQL; ``texts`` is the folder of the user's copies of texts (None: they are not compared).
    Shapes and rules are evaluated within ``limits``; ``progress`` is told what is being done. Raises
    KgError for a rule or text that cannot be read and for what goes beyond the limits, ImportError
    without pySHACL.
    """
    documents = (*material.ontology, *material.seeds)
    prefixes = material.terms.prefixes
    source_map = SourceMap(documents, prefixes)
    broken = list(vocabulary_findings(documents, source_map))
    if material.built is None:  # else a build has looked
        found = structure_findings(material.ontology, material.seeds, material.terms)
        broken = [*found, *broken]
    if broken:
        return Report(in_file_order(broken, [d.shown for d in documents]), complete=False)
    triples = sum(len(document.triples) for document in documents)
    limits = time_for(limits, triples)
    progress("trying shapes and rules")
    engine = _engine(material)
    evaluated = value_limited(
        lambda: _evaluated(material, rules_folders, engine, source_map), limits, "the check"
    )
    tagged, shapes, rules, keeps = evaluated
    tagged += [Tagged("ontology", "", f) for f in layout_findings(material.ontology, prefixes)]
    tagged += [Tagged("ontology", "", f) for f in merge_findings(material.seeds, source_map)]
    gaps = gap_findings(documents, query_folders(rules_folders))
    tagged += [Tagged("file", "", finding) for finding in gaps]
    without_text: Sequence[str] = ()
    if texts is not None:
        from kg.curate.checks.texts import text_findings  # the readers of texts take long to load

        text_problems, without_text = text_findings(material.seeds, texts, source_map)
        tagged += [Tagged("copy", "", finding) for finding in text_problems]
    return Report(
        in_file_order((t.finding for t in tagged), [d.shown for d in documents]),
        shapes,
        rules,
        without_text=tuple(without_text),
        tagged=tuple(tagged) if keeps else None,
    )


def _engine(material: Material) -> Store:
    if material.built is not None:
        with suppress(CacheError, RuntimeError, OSError):  # damaged, or gone meanwhile
            return material.built()
    return material.store()


def _evaluated(
    material: Material, rules_folders: Sequence[Path], engine: Store, source_map: SourceMap
) -> tuple[list[Tagged], int, int, bool]:
    """What shapes and rules find, which the text itself may bring; how many of each were run, and
    whether each finding rests on what its tag says.

    Where a shape is not as SHACL has it, none is run.
    """
    working_at(places_of_sparql(material.ontology, material.terms.prefixes))
    form = form_findings(material.ontology, source_map)
    tagged = [Tagged("ontology", "", finding) for finding in form]
    shapes, keeps = 0, False
    if all(finding.severity == REVIEW for finding in form):
        shacl = material.shacl or Shacl(
            material.ontology, material.terms.prefixes, referee=material.referee
        )
        shaped = material.seeds if material.shaped is None else material.shaped
        tagged += shacl.tagged(shaped, source_map)
        shapes, keeps = len(shacl.shapes), shacl.looks_onward
    rules = read_rules(*rules_folders)
    rows = [(rule, row) for rule in rules for row in rule_rows(rule, engine, source_map.prefixes)]
    if material.built and any(isinstance(row.focus, ox.BlankNode) for _, row in rows):
        engine = material.store()  # in which its name is that of the documents
        rows = [(r, row) for r in rules for row in rule_rows(r, engine, source_map.prefixes)]
    for rule, row in rows:
        owner = source_map.owner(row.focus)
        owned = owner.value if owner is not None else ""
        tagged.append(Tagged(rule.kind, owned, row.finding(source_map), row.values))
    # Of what belongs to no named node it is not known with which change it goes.
    keeps = keeps and all(one.owner for one in tagged if one.kind in _BY_OWNER)
    fixtures = fixture_findings(rules, rules_folders, engine, material.terms)
    tagged += [Tagged("ontology", "", finding) for finding in fixtures]
    return tagged, shapes, len(rules), keeps


@collector_paused()
def check_layout(
    layout: Layout,
    texts: Path | None = None,
    limits: Limits = CHECK_LIMITS,
    *,
    referee: bool = False,
    by_build: bool = False,
    files: Sequence[InputFile] | None = None,
) -> tuple[Texts, Report]:
    """Parse the text of a layout and run all checks over it; the rest as of ``run_checks``.

    ``referee``: all shapes are tried by pySHACL, not only those that are not compiled. ``by_build``: where
    the build in the cache is of this text, rules ask that, and nothing is derived again. ``files``: the
    text, where it was read just now. Raises DataError for a file that is not Turtle, and KgError for what cannot be read, or where
    pySHACL is not installed.
    """
    files = read_inputs(layout) if files is None else files
    parsed = parse_texts(layout, files)
    built = store_of_build(layout.cache, content_key(files)) if by_build else None
    del files
    material = Material(
        parsed.ontology,
        parsed.seeds,
        parsed.terms,
        lambda: store_of_texts(parsed),
        referee=referee,
        built=built,
    )
    try:
        report = run_checks(material, layout.folders("ontology/checks"), texts, limits)
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("pyshacl", "rdflib"):
            raise
        raise missing("pyshacl", "check") from None
    compared = (
        0 if texts is None else sum((texts / f"{d.stem}.txt").is_file() for d in parsed.seeds)
    )
    return parsed, replace(
        report,
        # A source that is not read may be why something is missing, so they come first.
        findings=(*unread_findings(layout), *report.findings),
        claims=parsed.number_of_claims,
        sources=len(parsed.seeds),
        compared=compared,
    )


def query_folders(rules_folders: Sequence[Path]) -> list[Path]:
    """The folders of rules, and those of questions beside them."""
    return [folder.parent / name for folder in rules_folders for name in ("queries", "checks")]


def in_file_order(findings: Iterable[Finding], files: Iterable[str]) -> tuple[Finding, ...]:
    """Findings, each once, in the order of their files (as messages name them) and lines."""
    order = {shown: number for number, shown in enumerate(files)}
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
