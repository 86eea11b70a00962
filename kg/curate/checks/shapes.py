"""Run the SHACL shapes of the ontology over the text, and put what they find into words."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.checks.kept import Tagged
from kg.curate.checks.shacl.compiled import Compiled
from kg.curate.checks.shacl.outcome import SH, NotHeldError, UnusableError
from kg.curate.checks.shacl.referee import Referee, quiet
from kg.curate.checks.shacl.triples import Triples
from kg.errors import Finding, KgError
from kg.iris import CORE, local_name
from kg.store.limits import is_told, within_rows, working_at

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from kg.curate.checks.shacl.outcome import Node, Result
    from kg.curate.checks.source_map import SourceMap
    from kg.iris import Prefixes
    from kg.text.turtle.document import Document

_PROPERTY, _PATH, _MESSAGE, _DESCRIPTION = (
    SH + name for name in ("property", "path", "message", "description")
)
_NO_CONSTRAINT = {_MESSAGE, _DESCRIPTION, SH + "targetClass", SH + "severity", SH + "name"}
_QUERIES = {SH + name for name in ("select", "ask", "construct", "update")}
_COUNTS = {
    SH + "MinCountConstraintComponent": "there is none",
    SH + "MaxCountConstraintComponent": "there are several",
    SH + "UniqueLangConstraintComponent": "there are several of one language",
}
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape as a check: its id, and the problem and remedy that it states (None: it states none).

    ``owner`` is the IRI of the named shape to which it belongs.
    """

    check: str
    problem: str | None
    remedy: str | None
    owner: str = ""


def read_shapes(triples: Iterable[ox.Triple], prefixes: Prefixes = CORE) -> dict[str, Shape]:
    """The shapes by their node, with ids such as ``shape:Claim`` and ``shape:Claim.attributedTo``.

    A property shape is a check of its own only where it belongs directly to a named shape; one
    inside sh:or is reported at the shape around it. A class without constraints is no shape.
    Raises UnusableError for a property shape without a path.
    """
    values: dict[str, dict[str, str]] = {}
    owners: dict[str, str] = {}
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
            continue
        if predicate in (_PATH, _MESSAGE, _DESCRIPTION):
            values.setdefault(subject.value, {})[predicate] = value.value
        elif isinstance(subject, ox.NamedNode):
            if predicate == _PROPERTY:
                owners[value.value] = subject.value
            elif predicate.startswith(SH) and predicate not in _NO_CONSTRAINT:
                owners[subject.value] = subject.value
    shapes = {}
    for node, owner in owners.items():
        known = values.get(node, {})
        check = f"shape:{local_name(owner)}"
        if node != owner and _PATH not in known:
            raise UnusableError("one of its constraints has no sh:path", owner)
        if _PATH in known:
            check += f".{local_name(known[_PATH])}"
        shapes[node] = Shape(check, known.get(_MESSAGE), known.get(_DESCRIPTION), owner)
    return shapes


def places_of_sparql(ontology: Iterable[Document], prefixes: Prefixes = CORE) -> str:
    """Where shapes hold queries, which may run away: file, line and name of each; else the folder."""
    return ", ".join(_holding(_QUERIES, ontology, prefixes).values()) or "ontology/terms"


def _holding(names: set[str], ontology: Iterable[Document], prefixes: Prefixes) -> dict[str, str]:
    """The named shapes (IRIs) that state one of some properties, also further in, and where they stand."""
    places: dict[str, str] = {}
    for document in ontology:
        holders = {triple.object: triple.subject for triple in document.triples}
        for triple in document.triples:
            if triple.predicate.value not in names:
                continue
            node: object = triple.subject
            passed: set[object] = set()
            while isinstance(node, ox.BlankNode) and node not in passed:
                passed.add(node)
                node = holders.get(node)
            if isinstance(node, ox.NamedNode):
                line = _line(document, node.value, prefixes)
                places[node.value] = f"{document.shown}:{line} {prefixes.shorten(node.value)}"
    return places


def _line(document: Document, node: str, prefixes: Prefixes) -> int:
    """The line (from 1) on which the block of a node begins, as ``Document.line``.

    Where the block stands as ``kg fmt`` writes it, it is looked for in the text: each check asks this
    of all shapes, and to read every file term by term takes longer than to try them.
    """
    text = document.text
    if '"""' not in text and "'''" not in text:  # in which a block may be written, too
        block = f"\n\n{prefixes.shorten(node)} a "
        if (start := text.find(block)) >= 0:
            return text.count("\n", 0, start) + 3
    return document.line(node)


class Shacl:
    """The shapes and terms of an ontology, prepared once for many calls of ``findings``.

    Shapes are compiled, and those that cannot be are left to pySHACL; ``referee``: to pySHACL all.
    """

    def __init__(
        self, ontology: Sequence[Document], prefixes: Prefixes = CORE, *, referee: bool = False
    ) -> None:
        self._triples = [triple for document in ontology for triple in document.triples]
        self._ontology, self._prefixes = ontology, prefixes
        try:
            self.shapes = read_shapes(self._triples, prefixes)
        except UnusableError as error:
            raise self._unusable(error) from None
        # Without its terms a kg:Estimate is not known as a kg:Claim; the shapes themselves are no data.
        self._terms = [
            triple
            for triple in self._triples
            if isinstance(triple.subject, ox.NamedNode)
            and not triple.predicate.value.startswith(SH)
        ]
        self._all_compiled = False
        self._compiled: Compiled | None = None
        if not referee:
            with suppress(NotHeldError):
                self._compiled = Compiled(Triples(self._triples))

    def findings(self, seeds: Sequence[Document], source_map: SourceMap) -> list[Finding]:
        """The findings of the shapes in the seeds and in the ontology itself.

        Raises KgError when pySHACL cannot use the shapes, ImportError where it is needed and missing.
        """
        return [tagged.finding for tagged in self.tagged(seeds, source_map)]

    def tagged(self, seeds: Sequence[Document], source_map: SourceMap) -> list[Tagged]:
        """The findings with what each depends on; raises as ``findings`` does."""
        found = []
        for result in within_rows(self.results(seeds), "ontology/terms"):
            owner = None if isinstance(result.focus, ox.Literal) else source_map.owner(result.focus)
            owned = owner.value if owner is not None else ""
            found.append(Tagged("description", owned, self._finding(result, source_map)))
        return found

    def tagged_of(
        self, seeds: Sequence[Document], nodes: Container[str], source_map: SourceMap
    ) -> list[Tagged]:
        """As ``tagged``, at named nodes alone (IRIs) and at what belongs to them: all that ``seeds``
        say of others is left out.
        """
        parts = [
            replace(
                document,
                triples=tuple(
                    triple
                    for triple in document.triples
                    if not isinstance(triple.subject, ox.NamedNode) or triple.subject.value in nodes
                ),
            )
            for document in seeds
        ]
        return [tagged for tagged in self.tagged(parts, source_map) if tagged.owner in nodes]

    @property
    def looks_onward(self) -> bool:
        """Whether a node's results follow from what it leads to, as far as ``results`` was asked.

        Not where pySHACL tries a shape, which may hold a query, nor where one follows a path back.
        """
        backward = {SH + "inversePath", SH + "targetObjectsOf"}
        return self._all_compiled and not any(
            triple.predicate.value in backward for triple in self._triples
        )

    def results(self, seeds: Sequence[Document]) -> list[Result]:
        """The results of the shapes; raises as ``findings`` does."""
        added = [triple for document in seeds for triple in document.triples]
        results: list[Result] = []
        left: frozenset[Node] | None = None
        self._all_compiled = False
        if self._compiled is not None:
            with quiet():
                data = Triples((*self._terms, *added))
                documents = (*self._ontology, *seeds)
                named = set().union(*(document.named for document in documents))
                results, left = self._compiled.validate(data, self._now_at, named)
        if left is None or left:
            try:
                results += self._referee.results(added, self._now_at, left)
            except UnusableError as error:
                raise self._unusable(error) from error
        else:
            self._all_compiled = True
        return results

    @cached_property
    def _referee(self) -> Referee:
        return Referee(self._triples, self._terms)

    def _now_at(self, shape: str) -> None:
        if is_told():
            working_at(self._place_of(shape))

    def _unusable(self, error: UnusableError) -> KgError:
        """The error with the shape that was being tried, and the last file that constrains it."""
        where = self._places.get(error.shape)
        whose = f"the shape {self._prefixes.shorten(error.shape)}" if where else "the shapes"
        return KgError(
            f"{whose} cannot be used: {error.what}", where or "ontology/terms", error.remedy
        )

    @cached_property
    def _places(self) -> dict[str, str]:
        """By the IRI of a shape the last file that constrains it, and its line there."""
        return {
            node: f"{document.shown}:{_line(document, node, self._prefixes)}"
            for document in self._ontology
            for node in dict.fromkeys(
                triple.subject.value
                for triple in document.triples
                if isinstance(triple.subject, ox.NamedNode)
                and triple.predicate.value.startswith(SH)
            )
        }

    @cached_property
    def _may_run_away(self) -> dict[str, str]:
        return _holding(_QUERIES | {SH + "pattern"}, self._ontology, self._prefixes)

    @cached_property
    def _with_queries(self) -> dict[str, str]:
        return _holding(_QUERIES, self._ontology, self._prefixes)

    def _place_of(self, shape: str) -> str:
        """Where a shape stands, and its name; behind one that can hardly run away those with queries."""
        if shape in self._may_run_away:
            return self._may_run_away[shape]
        here = f"{self._places.get(shape, 'ontology/terms')} {self._prefixes.shorten(shape)}"
        return ", ".join((here, *self._with_queries.values()))

    def _finding(self, result: Result, source_map: SourceMap) -> Finding:
        shape = self.shapes.get(result.shape.value, Shape("shape", None, None))
        path = result.path.value if result.path is not None else None
        kind = local_name(result.component)
        stated = shape.problem or result.message
        problem = stated or f"breaks {kind.removesuffix('ConstraintComponent')}"
        if path and not stated:
            problem = f"{source_map.prefixes.shorten(path)} {problem}"
        if detail := _detail(result, source_map.prefixes):
            problem = f"{problem.rstrip('.')}: {detail}"
        severity = "error" if result.severity == SH + "Violation" else "review"
        named = shape.owner or result.shape.value
        where = self._places.get(named, "ontology/terms/")
        remedy = shape.remedy or f"see the shape {source_map.prefixes.shorten(named)} in {where}"
        focus = result.focus
        return source_map.finding(
            (shape.check, severity),
            ox.BlankNode() if isinstance(focus, ox.Literal) else focus,  # a shape may target a text
            problem,
            remedy,
            path,
            value=result.value,
        )


def _detail(result: Result, prefixes: Prefixes) -> str:
    if text := _COUNTS.get(result.component):
        return text
    value = result.value
    if value is None or value == result.focus or isinstance(value, ox.BlankNode):
        return ""
    shown = prefixes.shorten(value.value) if isinstance(value, ox.NamedNode) else f"“{value.value}”"
    return f"not {shown[:_LONGEST]}{'…' if len(shown) > _LONGEST else ''}"
