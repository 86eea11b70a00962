"""pySHACL, asked for its results: of shapes that are not compiled, and as the referee of those that are."""

from __future__ import annotations

import logging
import re
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.curate.checks.shacl.outcome import SH, Result, UnusableError
from kg.errors import KgError
from kg.iris import local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from kg.curate.checks.shacl.outcome import Node, Term

# What speaks for itself, and is no word on a shape.
_NOT_OF_A_SHAPE = (KgError, MemoryError, OSError, ImportError)


class Referee:
    """pySHACL with the shapes of an ontology and its terms, prepared once for many calls.

    ``terms`` are the triples of the data that are always there.
    """

    def __init__(self, shapes: Iterable[ox.Triple], terms: Iterable[ox.Triple]) -> None:
        # pySHACL's ont_graph would carry over only some of the ontology, and slowly.
        with quiet():
            self._shapes, self._data = _graph(shapes), _graph(terms)
        self._beside: list[Any] = []  # what the last call added to the data

    def results(
        self,
        added: Iterable[ox.Triple],
        now_at: Callable[[str], None],
        only: Collection[Node] | None = None,
    ) -> list[Result]:
        """The results in the terms and what is added to them, of some shapes with targets (None: of all).

        ``now_at`` is told the IRI of each shape before it is tried. Raises UnusableError for shapes
        that pySHACL cannot use, ImportError where it is missing.
        """
        with quiet():
            for triple in self._beside:
                self._data.remove(triple)
            self._beside = [t for t in _translated(added) if t not in self._data]
            for triple in self._beside:
                self._data.add(triple)
            names = None if only is None else {node.value for node in only}
            with _telling(now_at, names):
                return list(_results(_validate(self._data, self._shapes), self._shapes))


def _results(report: Any, shapes: Any) -> Iterator[Result]:
    import rdflib

    for node in report.objects(None, rdflib.URIRef(SH + "result")):
        said = {local_name(str(name)): value for name, value in report.predicate_objects(node)}
        path, value = said.get("resultPath"), said.get("value")
        query = said.get("sourceConstraint")  # only of sh:sparql
        speaks = (query, rdflib.URIRef(SH + "message"), None) in shapes if query else False
        yield Result(
            _stated(said["focusNode"]),
            None if path is None else _node(path),
            None if value is None else _stated(value),
            str(said["resultSeverity"]),
            str(said["sourceConstraintComponent"]),
            _node(said["sourceShape"]),
            str(said["resultMessage"]) if speaks else None,
        )


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
def _telling(now_at: Callable[[str], None], names: Collection[str] | None) -> Iterator[None]:
    """Tell when pySHACL comes to each shape of a name: if it never ends, that is known.

    Of shapes with targets it tries those alone that are among ``names`` (None: all).
    """
    from pyshacl.shape import Shape as Tried

    validate = Tried.validate

    def told(
        self: Any, executor: Any, data: Any, focus: Any = None, *rest: Any, **more: Any
    ) -> Any:
        if focus is None:
            if names is not None and str(self.node) not in names:
                return True, []
            if type(self.node).__name__ == "URIRef":
                now_at(str(self.node))
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
    """The triples in rdflib's terms; blank nodes keep their names, and literals their words."""
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
                datatype = rdflib.URIRef(value.datatype.value)
                translation = rdflib.Literal(value.value, datatype=datatype, normalize=False)
            translations[value] = translation
        return translation

    for triple in triples:
        yield term(triple.subject), term(triple.predicate), term(triple.object)


def _stated(value: Any) -> Term:
    """A term of a result as the text states it."""
    import rdflib

    if not isinstance(value, rdflib.Literal):
        return _node(value)
    if value.language:
        return ox.Literal(str(value), language=value.language)
    datatype = None if value.datatype is None else ox.NamedNode(value.datatype)
    return ox.Literal(str(value), datatype=datatype)


def _node(value: Any) -> Node:
    import rdflib

    text = str(value)
    return ox.BlankNode(text) if isinstance(value, rdflib.BNode) else ox.NamedNode(text)


@contextmanager
def quiet() -> Iterator[None]:
    """Without the messages of rdflib and pySHACL on stderr.

    rdflib logs a traceback, or warns, of a literal that does not fit its datatype, which a shape
    reports; pySHACL logs what it also raises.
    """
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled
