"""What a workspace may not do to the core that it is layered on: redefine a term, edit a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import Finding
from kg.iris import KG, OWL, RDF, RDFS, SKOS, SRC
from kg.text.workspace import unfit_core

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.iris import Prefixes
    from kg.text.turtle.document import Document
    from kg.text.workspace import Workspace

CHECKS = (TERM, CLAIM, RULE, IMPORT) = (
    "redefined-term",
    "edited-core-source",
    "redefined-fact-rule",
    "imported-core",
)
_NAMES = (RDFS + "label", SKOS + "prefLabel")
#: What may be added to a term without changing what it means.
_HARMLESS = frozenset(
    {SKOS + f"{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")}
    | {SKOS + "altLabel", RDFS + "seeAlso"}
)
_VERSIONS = "https://w3id.org/entente/version/"


def layer_findings(
    core: Sequence[Document], own: Sequence[Document], workspace: Workspace, prefixes: Prefixes
) -> Iterator[Finding]:
    """Each place where a workspace's files change the meaning of the core, or what it says.

    ``core`` are the documents of the core, ``own`` those of the workspace, ``prefixes`` those of both.
    """
    terms = {
        triple.subject.value: document
        for document in core
        for triple in document.triples
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(KG)
    }
    languages = {
        (triple.subject.value, triple.object.language)
        for document in core
        for triple in document.triples
        if triple.predicate.value in _NAMES
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal)
    }
    sources = {document.graph for document in core if document.graph.startswith(SRC)}
    rules = set(_fact_rules(core))
    for document in own:
        reported: set[str] = set()
        for triple in document.triples:
            subject = triple.subject
            if not isinstance(subject, ox.NamedNode) or subject.value in reported:
                continue
            iri = subject.value
            if iri.startswith(KG) and not _harmless(triple, languages):
                reported.add(iri)
                yield _term(document, triple, terms.get(iri), workspace, prefixes)
            elif _source_of(iri) in sources and triple.predicate.value != KG + "correctedBy":
                reported.add(iri)
                yield _finding(
                    CLAIM,
                    document,
                    triple,
                    prefixes,
                    f"{prefixes.shorten(iri)} belongs to a source of the core",
                    "say it in a claim of your own, with kg:supersedes, kg:retracts or kg:disputes",
                )
        yield from _rules(document, rules, prefixes)
        yield from _imports(document, workspace, prefixes)


def _harmless(triple: ox.Triple, languages: set[tuple[str, str | None]]) -> bool:
    """Whether a triple on a term of the core adds only a name, or a link to another vocabulary.

    ``languages`` are the languages in which terms (IRIs) have a label already.
    """
    predicate = triple.predicate.value
    if predicate in _NAMES and isinstance(triple.object, ox.Literal):
        iri = getattr(triple.subject, "value", "")
        return (iri, triple.object.language) not in languages and bool(triple.object.language)
    return predicate in _HARMLESS


def _term(
    document: Document,
    triple: ox.Triple,
    home: Document | None,
    workspace: Workspace,
    prefixes: Prefixes,
) -> Finding:
    """A term of the core that is described anew, or one that the core does not have.

    ``home`` is the document of the core that describes it.
    """
    iri = getattr(triple.subject, "value", "")
    own = f"{workspace.prefix}:{iri.removeprefix(KG) or 'MyTerm'}"
    if home is None:
        problem = f"{prefixes.shorten(iri)} would be a new term in the namespace of the core"
        return _finding(TERM, document, triple, prefixes, problem, f"name it {own}")
    predicate = prefixes.shorten(triple.predicate.value)
    place = f"{home.shown}:{home.line(iri)}"
    return _finding(
        TERM,
        document,
        triple,
        prefixes,
        f"{prefixes.shorten(iri)} is described in {place}, and this says {predicate} of it again",
        f"make a term of your own, such as {own}, with rdfs:subClassOf or another link to it;"
        " only names (in a further language, skos:altLabel) and skos:…Match may be added",
    )


def _source_of(iri: str) -> str:
    """The source in whose file an IRI below ``src:`` belongs."""
    return SRC + iri.removeprefix(SRC).partition("/")[0] if iri.startswith(SRC) else ""


def _fact_rules(documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """The stance and modality of each rule that turns claims into facts."""
    for document in documents:
        properties: dict[object, dict[str, str]] = {}
        kind = ox.NamedNode(KG + "FactRule")
        rules = {t.subject for t in document.triples if t.object == kind}
        for triple in document.triples:
            if triple.subject in rules and isinstance(triple.object, ox.NamedNode):
                properties.setdefault(triple.subject, {})[triple.predicate.value] = (
                    triple.object.value
                )
        for values in properties.values():
            yield values.get(KG + "stance", ""), values.get(KG + "modality", "")


def _rules(
    document: Document, known: set[tuple[str, str]], prefixes: Prefixes
) -> Iterator[Finding]:
    """Fact rules of a document for a stance and modality of which the core decides already."""
    for stance, modality in _fact_rules([document]):
        if (stance, modality) in known:
            rule = next(t for t in document.triples if t.object == ox.NamedNode(KG + "FactRule"))
            yield _finding(
                RULE,
                document,
                rule,
                prefixes,
                f"the core says already what a claim that {prefixes.shorten(stance)},"
                f" {prefixes.shorten(modality)}, gives",
                "take it out; choose facts by a view, or add a modality of your own",
            )


def _imports(document: Document, workspace: Workspace, prefixes: Prefixes) -> Iterator[Finding]:
    """Imports of a version of the core that is not the one of kg.toml."""
    for triple in document.triples:
        target = getattr(triple.object, "value", "")
        if triple.predicate.value == OWL + "imports" and target.startswith(_VERSIONS):
            version = target.removeprefix(_VERSIONS)
            if unfit_core(version, workspace.core):
                yield _finding(
                    IMPORT,
                    document,
                    triple,
                    prefixes,
                    f"it imports core {version}, and kg.toml says core {workspace.core}",
                    f"import <{KG}>, and name the version in kg.toml alone",
                )


def _finding(
    check: str,
    document: Document,
    triple: ox.Triple,
    prefixes: Prefixes,
    problem: str,
    remedy: str,
) -> Finding:
    iri = getattr(triple.subject, "value", "")
    line = document.line(
        iri, None if triple.predicate.value == RDF + "type" else triple.predicate.value
    )
    return Finding(check, "error", document.shown, line, prefixes.shorten(iri), problem, remedy)
