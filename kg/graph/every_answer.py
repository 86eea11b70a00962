"""A named question for many values of its parameters at once: for each the answer that ``kg ask`` gives."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.iris import XSD
from kg.store.guard import skeleton
from kg.store.sparql import answering, run, select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.graph.questions import Question
    from kg.graph.snapshot import Snapshot
    from kg.store.sparql import Term

#: What the parameters of a question are set to, in their order.
Values = tuple["Term", ...]
#: The cells of a row, in the order of the columns.
Cells = tuple["Term | None", ...]

_HEAD = re.compile(r"(\s*(?:DISTINCT|REDUCED)?\s*)((?:[?$]\w+\s*)+)", re.IGNORECASE)
_MODIFIERS = {"GROUP", "HAVING", "LIMIT", "OFFSET", "FROM"}
_DAYS = f"SELECT DISTINCT ?d {{ ?s ?p ?d FILTER(DATATYPE(?d) = <{XSD}date>) }} ORDER BY ?d"
_OPERATOR = r"\s*(?:[<>]=?|!?=)\s*"
# A filter that compares a day with a variable, and nothing else with it.
_COMPARED = rf"(?<=[(&|])\s*(?:{{day}}{_OPERATOR}[?$]\w+|[?$]\w+{_OPERATOR}{{day}})\s*(?=[)&|])"
# Days that are reckoned are not those of the data.
_RECKONED = re.compile(r"duration|xsd:date\s*\(", re.IGNORECASE)


class Answers(NamedTuple):
    """The names of the columns, and the rows by the values that have any."""

    columns: tuple[str, ...]
    rows: dict[Values, list[Cells]]


class _Shape(NamedTuple):
    """Where the variables of a query that can be asked for many values stand, and where its WHERE opens."""

    variables: int
    brace: int
    columns: tuple[str, ...]


def every_answer(
    graph: Snapshot, question: Question, given: Mapping[str, Sequence[Term]]
) -> Answers | None:
    """The answers of a question for each combination of the values of its parameters.

    ``given`` has them by the parameter's name. None for a question that gives no rows (it asks for
    triples). Raises KgError where a query fails.
    """
    names = [parameter.name for parameter in question.parameters]
    shape = _shape(question.sparql) if names else None
    if shape is not None:
        return _at_once(graph, question, names, given, shape)
    answers = Answers((), {})
    for values in product(*(given[name] for name in names)):
        result = run(
            graph.store,
            question.sparql,
            dict(zip(names, values, strict=True)),
            f"{question.name}.rq",
            graph.prefixes,
        )
        if not isinstance(result, ox.QuerySolutions):
            return None
        columns = tuple(variable.value for variable in result.variables)
        with answering():
            rows = [tuple(row[name] for name in columns) for row in result]
        answers = Answers(columns, answers.rows)
        if rows:
            answers.rows[values] = rows
    return answers


def _at_once(
    graph: Snapshot,
    question: Question,
    names: Sequence[str],
    given: Mapping[str, Sequence[Term]],
    shape: _Shape,
) -> Answers:
    """One query for all values.

    ``kg ask`` puts the values of one answer into VALUES at the start of WHERE, where they are joined
    from the left; a join, OPTIONAL, MINUS, FILTER and BIND behind it distribute over the union of
    several such solutions (SPARQL 1.1, section 18.5). So more values give the union of the answers,
    told apart by the parameters, which are selected too.
    """
    text = question.sparql
    values = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, given[name]))} }}" for name in names)
    asked = " ".join(f"?{name}" for name in names if name not in shape.columns)
    query = (
        f"{text[: shape.variables]}{asked} {text[shape.variables : shape.brace + 1]}"
        f" {values} {text[shape.brace + 1 :]}"
    )
    rows: dict[Values, list[Cells]] = {}
    with answering():
        for row in select(graph.store, query, None, f"{question.name}.rq", graph.prefixes):
            values_of_row = tuple(row[name] for name in names)
            rows.setdefault(values_of_row, []).append(tuple(row[name] for name in shape.columns))
    return Answers(shape.columns, rows)


def _shape(query: str) -> _Shape | None:
    """The places in a query of which many answers are the union of its single ones; else None.

    So is a SELECT of variables alone, whose WHERE stands alone: what groups or cuts off its rows
    would do so with those of all values together.
    """
    bones = skeleton(query)
    words = list(_outer_words(bones))
    if not words or words[0][0] != "SELECT" or _MODIFIERS & {word for word, _ in words}:
        return None
    start = words[0][1] + len("SELECT")
    where = next((at for word, at in words if word == "WHERE"), -1)
    brace = bones.find("{", where)
    head = _HEAD.fullmatch(query, start, where)
    if where < 0 or brace < 0 or head is None:
        return None
    columns = dict.fromkeys(re.findall(r"\w+", head[2]))
    return _Shape(head.start(2), brace, tuple(columns))


def _outer_words(bones: str) -> Iterator[tuple[str, int]]:
    """The words of a query outside all braces, in upper case, with their offsets."""
    depth = 0
    for match in re.finditer(r"[{}]|[^\W\d][\w\-]*", bones):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth == 0 and match[0].upper() not in ("PREFIX", "BASE"):
            yield match[0].upper(), match.start()


def telling_days(graph: Snapshot, question: Question, name: str) -> list[Term] | None:
    """Days such that an answer for any day is that for the latest of these which is not after it.

    None where nobody can say: a day that is only compared tells no two days apart between which no
    day of the data lies.
    """
    text = "".join(f"{line}\n" for line in question.sparql.splitlines() if line[:1] != "#")
    day = rf"[?$]{name}\b"
    compared = re.findall(_COMPARED.format(day=day), text)
    if len(compared) < len(re.findall(day, text)) or _RECKONED.search(text):
        return None
    from datetime import date, timedelta

    one = timedelta(days=1)
    days: set[date] = set()
    for row in select(graph.store, _DAYS):
        try:
            found = date.fromisoformat(row["d"].value)
        except ValueError:
            continue  # a day with a time zone, or beyond the calendar
        if date.min < found < date.max:
            days |= {found, found + one}
    if days:
        days.add(min(days) - one)
    return [ox.Literal(d.isoformat(), datatype=ox.NamedNode(XSD + "date")) for d in sorted(days)]
