"""What ``graph.query`` gives: the engine's rows or triples, which notebooks show and pandas takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.iris import XSD
from kg.store.sparql import answering
from kg.text.display import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from kg.iris import Prefixes
    from kg.store.base import Result

_SHOWN = 100  # rows in a notebook
_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float")}
_BOOLEAN = XSD + "boolean"
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_TRIPLE = ("subject", "predicate", "object")


class Answer:
    """The rows of a SELECT, or the triples of a CONSTRUCT; iterate over them once.

    Rows are the engine's own (``row["name"].value``) and are read as they are asked for. A table
    (in a notebook, or for pandas) reads all that are left and keeps them, so that they can be
    read again. ``prefixes`` are the short names that a notebook shows.
    """

    def __init__(self, engine: ox.QuerySolutions | ox.QueryTriples, prefixes: Prefixes) -> None:
        self.engine = engine
        self.prefixes = prefixes
        self._kept: list[Any] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the variables; of triples ``subject``, ``predicate`` and ``object``."""
        if isinstance(self.engine, ox.QueryTriples):
            return _TRIPLE
        return tuple(variable.value for variable in self.engine.variables)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.engine if self._kept is None else self._kept)

    def __next__(self) -> Any:
        return next(self.engine)

    def to_pandas(self) -> pd.DataFrame:
        """A ``pandas.DataFrame``: IRIs in full, numbers and truth values as such, None for a gap.

        Raises KgError when pandas is not installed, or when the engine cannot answer.
        """
        try:
            import pandas as pd
        except ImportError:
            from kg.errors import KgError

            raise KgError(
                "this needs pandas, which is not installed", None, "run: pip install pandas"
            ) from None
        rows = [[None if t is None else plain(t) for t in row] for row in self._cells()]
        return pd.DataFrame(rows, columns=list(self.columns))

    def _repr_html_(self) -> str:
        from html import escape

        cells = self._cells()
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{escape(show_term(t, self.prefixes))}</td>" for t in row)
            + "</tr>"
            for row in cells[:_SHOWN]
        )
        more = f" (the first {_SHOWN} are shown)" if len(cells) > _SHOWN else ""
        count = f"{len(cells):,} row{'' if len(cells) == 1 else 's'}{more}"
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{count}</p>"

    def _cells(self) -> list[Sequence[Any]]:
        if self._kept is None:
            with answering():
                self._kept = list(self.engine)
        if isinstance(self.engine, ox.QueryTriples):
            return [(t.subject, t.predicate, t.object) for t in self._kept]
        return self._kept


def wrapped(result: Result, prefixes: Prefixes) -> Answer | ox.QueryBoolean:
    """What a query gave, as users get it."""
    return result if isinstance(result, ox.QueryBoolean) else Answer(result, prefixes)


def show_term(term: object, prefixes: Prefixes) -> str:
    """A term as a person reads it: a short name, or the plain text of a literal."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return visible(prefixes.shorten(term.value))
    if isinstance(term, ox.Literal):
        return visible(term.value)
    return visible(str(term))


def plain(term: object) -> object:
    """A JSON value of a term: numbers and booleans as such, IRIs in full."""
    if isinstance(term, ox.NamedNode):
        return term.value
    if not isinstance(term, ox.Literal):
        return str(term)
    if (kind := term.datatype.value) == _BOOLEAN:
        return _TRUTH.get(term.value, term.value)
    return _number(term) if kind in _NUMBERS else term.value


def _number(term: ox.Literal) -> int | float | str:
    """A number; as text where JSON has no such number (INF) or it is none ("abc"^^xsd:integer)."""
    try:
        if term.datatype.value == XSD + "integer":
            return int(term.value)
        value = float(term.value)
    except ValueError:
        return term.value
    return value if math.isfinite(value) else term.value


def is_number(term: object) -> bool:
    """Whether a term is a literal of a numeric datatype."""
    return isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS
