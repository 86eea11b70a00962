"""Run the SHACL shapes of the ontology over the text, by pySHACL."""

from __future__ import annotations

import logging
import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import KgError
from kg.iris import CORE, local_name
from kg.store.limits import within_rows, working_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.curate.checks.source_map import SourceMap
    from kg.errors import Finding
    from kg.iris import Prefixes
    from kg.text.turtle.document import Document

_SH = "http://www.w3.org/ns/shacl#"
_PROPERTY, _PATH, _MESSAGE, _DESCRIPTION = (
    _SH + name for name in ("property", "path", "message", "description")
)
_NO_CONSTRAINT = {_MESSAGE, _DESCRIPTION, _SH + "targetClass", _SH + "severity", _SH + "name"}
_QUERIES = {_SH + name for name in ("select", "ask", "construct", "update")}
_COUNTS = {
    _SH + "MinCountConstraintComponent": "there is none",
    _SH + "MaxCountConstraintComponent": "there are several",
    _SH + "UniqueLangConstraintComponent": "there are several of one language",
}
_LONGEST, _LONGEST_REASON = 60, 200
# What speaks for itself, and is no word on a shape.
_NOT_OF_A_SHAPE = (KgError, MemoryError, OSError, ImportError)


class UnusableError(KgError):
    """Shapes with which pySHACL can do nothing, why, and the IRI of the one that it was trying."""

    def __init__(self, reason: str, shape: str) -> None:
        words = " ".join(reason.split())
        shown = words if len(words) <= _LONGEST_REASON else f"{words[:_LONGEST_REASON]}…"
        super().__init__(shown, "ontology/terms", "mend it, or take it away")
        self.shape = shape


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape as a check: its id, and the problem and remedy that it states (None: it states none)."""

    check: str
    problem: str | None
    remedy: str | None


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
            elif predicate.startswith(_SH) and predicate not in _NO_CONSTRAINT:
                owners[subject.value] = subject.value
    shapes = {}
    for node, owner in owners.items():
        known = values.get(node, {})
        check = f"shape:{local_name(owner)}"
        if node != owner and _PATH not in known:
            raise UnusableError("one of its constraints has no sh:path", owner)
        if _PATH in known:
            check += f".{local_name(known[_PATH])}"
        shapes[node] = Shape(check, known.get(_MESSAGE), known.get(_DESCRIPTION))
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
                line = document.line(node.value)
                places[node.value] = f"{document.shown}:{line} {prefixes.shorten(node.value)}"
    return places


class Shacl:
    """The shapes and terms of an ontology, prepared once for many calls of ``findings``."""

    def __init__(self, ontology: Sequence[Document], prefixes: Prefixes = CORE) -> None:
        triples = [triple for document in ontology for triple in document.triples]
        self._ontology, self._prefixes = ontology, prefixes
        try:
            self.shapes = read_shapes(triples, prefixes)
        except UnusableError as error:
            raise self._unusable(error) from None
        self._constraints = _graph(triples)
        # pySHACL's ont_graph would carry over only some of the ontology, and slowly: all of it
        # but the shapes goes in here. Without it a kg:Estimate is not known as a kg:Claim.
        self._data = _graph(
            triple
            for triple in triples
            if isinstance(triple.subject, ox.NamedNode)
            and not triple.predicate.value.startswith(_SH)
        )
        self._beside: list[Any] = []  # what the seeds of the last call added to it

    def findings(self, seeds: Sequence[Document], source_map: SourceMap) -> list[Finding]:
        """The findings of the shapes in the seeds and in the ontology itself.

        Raises KgError when pySHACL cannot use the shapes, ImportError where it is missing.
        """
        with _quiet():
            for triple in self._beside:
                self._data.remove(triple)
            added = _translated(t for document in seeds for t in document.triples)
            self._beside = [triple for triple in added if triple not in self._data]
            for triple in self._beside:
                self._data.add(triple)
            try:
                with _telling(self._place_of):
                    report = _validate(self._data, self._constraints)
            except UnusableError as error:
                raise self._unusable(error) from error
        return [
            self._finding(result, source_map)
            for result in within_rows(_results(report), "ontology/terms")
        ]

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
            node: f"{document.shown}:{document.line(node)}"
            for document in self._ontology
            for node in dict.fromkeys(
                triple.subject.value
                for triple in document.triples
                if isinstance(triple.subject, ox.NamedNode)
                and triple.predicate.value.startswith(_SH)
            )
        }

    @cached_property
    def _may_run_away(self) -> dict[str, str]:
        return _holding(_QUERIES | {_SH + "pattern"}, self._ontology, self._prefixes)

    @cached_property
    def _with_queries(self) -> dict[str, str]:
        return _holding(_QUERIES, self._ontology, self._prefixes)

    def _place_of(self, shape: str) -> str:
        """Where a shape stands, and its name; behind one that can hardly run away those with queries."""
        if shape in self._may_run_away:
            return self._may_run_away[shape]
        here = f"{self._places.get(shape, 'ontology/terms')} {self._prefixes.shorten(shape)}"
        return ", ".join((here, *self._with_queries.values()))

    def _finding(self, result: dict[str, Any], source_map: SourceMap) -> Finding:
        shape = self.shapes.get(str(result["sourceShape"]), Shape("shape", None, None))
        path = str(result["resultPath"]) if "resultPath" in result else None
        kind = local_name(str(result["sourceConstraintComponent"]))
        problem = shape.problem or f"breaks {kind.removesuffix('ConstraintComponent')}"
        if path and not shape.problem:
            problem = f"{source_map.prefixes.shorten(path)} {problem}"
        if detail := _detail(result, source_map.prefixes):
            problem = f"{problem.rstrip('.')}: {detail}"
        severity = "error" if str(result["resultSeverity"]) == _SH + "Violation" else "review"
        remedy = shape.remedy or f"see the shape of kg:{shape.check[6:]} in ontology/terms/"
        return source_map.finding(
            (shape.check, severity),
            _node(result["focusNode"]),
            problem,
            remedy,
            path,
            value=_stated_value(result.get("value")),
        )


def _detail(result: dict[str, Any], prefixes: Prefixes) -> str:
    import rdflib

    if text := _COUNTS.get(str(result["sourceConstraintComponent"])):
        return text
    value = result.get("value")
    if value is None or value == result["focusNode"] or isinstance(value, rdflib.BNode):
        return ""
    is_node = isinstance(value, rdflib.URIRef)
    shown = prefixes.shorten(str(value)) if is_node else f"“{value}”"
    return f"not {shown[:_LONGEST]}{'…' if len(shown) > _LONGEST else ''}"


def _results(report: Any) -> Iterator[dict[str, Any]]:
    import rdflib

    for node in report.objects(None, rdflib.URIRef(_SH + "result")):
        yield {local_name(str(name)): value for name, value in report.predicate_objects(node)}


def _validate(data: Any, shapes: Any) -> Any:
    import pyshacl
    from pyshacl.errors import ShapeRecursionWarning

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", ShapeRecursionWarning)
            _conforms, report, text = pyshacl.validate(
                data, shacl_graph=shapes, inference="none", inplace=True
            )
    except ShapeRecursionWarning as error:
        reason = "it leads to itself, and SHACL says nothing of what that means"
        raise UnusableError(reason, _tried(error)) from error
    except re.error as error:
        reason = f"a sh:pattern is no regular expression ({error})"
        raise UnusableError(reason, _tried(error)) from error
    except BaseException as error:  # rdflib raises anything, of a query, list or value in a shape
        if not isinstance(error, Exception) or isinstance(error, _NOT_OF_A_SHAPE):
            raise
        reason = str(error) if type(error).__module__ == "pyshacl.errors" else ""
        if reason.startswith("Validation path too deep"):
            reason = "shapes are nested too deeply in it"
        elif (prefix := str(error).partition("Unknown namespace prefix : ")[2]) and not reason:
            reason = f"its query uses the prefix {prefix}:, which no sh:prefixes of it declares"
        raise UnusableError(reason or f"{type(error).__name__}: {error}", _tried(error)) from error
    if not hasattr(report, "objects"):  # pySHACL gives a failure of its own in its place
        raise UnusableError(text, "")
    return report


@contextmanager
def _telling(place_of: Callable[[str], str]) -> Iterator[None]:
    """Tell, as pySHACL comes to each shape of a name, where it stands: if it never ends, that is known."""
    from pyshacl.shape import Shape as Tried

    validate = Tried.validate

    def told(
        self: Any, executor: Any, data: Any, focus: Any = None, *rest: Any, **more: Any
    ) -> Any:
        if focus is None and type(self.node).__name__ == "URIRef":
            working_at(place_of(str(self.node)))
        return validate(self, executor, data, focus, *rest, **more)

    Tried.validate = told  # type: ignore[method-assign, assignment]  # pySHACL has no hook for it
    try:
        yield
    finally:
        Tried.validate = validate  # type: ignore[method-assign]


def _tried(error: BaseException) -> str:
    """The IRI of the shape that pySHACL was trying when an error came up; "" where it was none of a name."""
    named = ""
    trace = error.__traceback__
    while trace is not None:
        node = getattr(trace.tb_frame.f_locals.get("self"), "node", None)
        if type(node).__name__ == "URIRef":
            named = str(node)
        trace = trace.tb_next
    return named


def _graph(triples: Iterable[ox.Triple]) -> Any:
    """The triples as an rdflib.Graph."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for triple in _translated(triples):
        graph.add(triple)
    return graph


def _translated(triples: Iterable[ox.Triple]) -> Iterator[tuple[Any, Any, Any]]:
    """The triples in rdflib's terms; blank nodes keep their names."""
    import rdflib

    translations: dict[object, object] = {}

    def term(value: Any) -> object:
        translation = translations.get(value)
        if translation is None:
            if isinstance(value, ox.NamedNode):
                translation = rdflib.URIRef(value.value)
            elif isinstance(value, ox.BlankNode):
                translation = rdflib.BNode(value.value)
            elif value.language:
                translation = rdflib.Literal(value.value, lang=value.language)
            else:
                translation = rdflib.Literal(
                    value.value, datatype=rdflib.URIRef(value.datatype.value)
                )
            translations[value] = translation
        return translation

    for triple in triples:
        yield term(triple.subject), term(triple.predicate), term(triple.object)


def _stated_value(value: Any) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    """A value of a result as the text states it; None where the result has none."""
    import rdflib

    if not isinstance(value, rdflib.Literal):
        return None if value is None else _node(value)
    if value.language:
        return ox.Literal(str(value), language=value.language)
    datatype = None if value.datatype is None else ox.NamedNode(value.datatype)
    return ox.Literal(str(value), datatype=datatype)


def _node(value: Any) -> ox.NamedNode | ox.BlankNode:
    import rdflib

    text = str(value)
    if isinstance(value, rdflib.Literal):  # a shape may name one as its target
        return ox.BlankNode()
    return ox.BlankNode(text) if isinstance(value, rdflib.BNode) else ox.NamedNode(text)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the log messages of rdflib and pySHACL on stderr.

    rdflib logs a traceback for a literal that does not fit its datatype, which a shape reports;
    pySHACL logs what it also raises.
    """
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled
