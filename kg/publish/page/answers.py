"""The answers to the questions of ``kg ask`` that a page carries, for each value of their parameters."""

from __future__ import annotations

import re
from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import KgError, QueryTimeoutError, UsageError
from kg.graph.every_answer import Answers, every_answer, telling_days
from kg.graph.names import resolve
from kg.graph.questions import CLAIM_COLUMNS, all_questions, bind, claims_of_cell
from kg.publish.terminal.answers import cell_text
from kg.store.limits import Limits, value_limited
from kg.store.sparql import is_server
from kg.text.display import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.graph.questions import Parameter, Question
    from kg.graph.snapshot import Snapshot
    from kg.store.sparql import Term

_SECONDS, _ALL = (
    60.0,
    240.0,
)  # of one question and of all, for all values: a busy machine counts too
# Of pairs of entities a page asks no more, of rows and of their places in answers it carries no more.
_PAIRS, _ROWS, _PLACES = 250_000, 5_000, 100_000
#: What a cell may repeat of the claim of its row, by the claim's field in the page.
_REPEATED = (
    "statement",
    "speaker",
    "hedge",
    "wording",
    "figure",
    "about",
    "scope",
    "time",
    "place",
)
_GRAPH = "its answer is a graph, not a table"


def answers_of(
    graph: Snapshot,
    ids: Mapping[str, str],
    claim_ids: Mapping[str, str],
    claims: Mapping[str, Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """A row for each question, in the order of their names.

    It has ``name``, ``title``, ``question``, ``none``, ``parameters``, ``columns``, ``rows`` and
    ``answers``: lists of the values (as the page names them: its ids, days) and the places of their
    rows. What has none needs none. A question that a page cannot answer says why (``beyond``).
    ``ids`` are the page's ids of who and what can be a value, by IRI, ``claim_ids`` those of the
    claims, whose rows are ``claims``. Raises KgError for a question that cannot be read.
    """
    asked = [
        _Asked(graph, question, ids)
        for question in all_questions(*graph.layout.folders("ontology/queries")).values()
    ]
    found = _answers(graph, [each for each in asked if not each.beyond])
    rows = []
    for each in asked:
        answers = found.get(each.question.name)
        if isinstance(answers, str):
            each.beyond = answers
        if each.beyond or not isinstance(answers, Answers):
            rows.append(each.row | {"beyond": shown(each.beyond or _GRAPH)})
        else:
            rows.append(each.row | _Table(graph, answers, each.ids, claim_ids, claims).fields())
    return rows


class _Asked:
    """A question, the values of which it is asked, and what the page says of it beside the answers."""

    def __init__(self, graph: Snapshot, question: Question, ids: Mapping[str, str]) -> None:
        self.question, self.ids, self.beyond = question, dict(ids), ""
        self.values: dict[str, Sequence[Term]] = {}
        parameters = []
        for parameter in question.parameters:
            default = _default(graph, question, parameter)
            parameters.append(_parameter_row(graph, parameter, default, self.ids))
            terms = self._terms(graph, parameter)
            if terms is None:
                self.beyond = f"its {parameter.name} can be any {parameter.kind}"
            else:
                self.values[parameter.name] = terms
                if parameter.kind == "date":
                    parameters[-1]["days"] = [str(term.value) for term in terms]
        many = prod(map(len, self.values.values()))
        if len(self.values) > 1 and many > _PAIRS:
            self.beyond = f"there are {many:,} pairs of which it can be asked"
        self.row: dict[str, Any] = {
            "name": shown(question.name),
            "title": shown(question.title),
            "question": shown(question.question),
            "none": shown(question.none),
            "parameters": parameters,
            **({"headline": question.headline} if question.headline is not None else {}),
        }

    def _terms(self, graph: Snapshot, parameter: Parameter) -> Sequence[Term] | None:
        """The values of a parameter; None where there is no end of them."""
        if parameter.kind == "entity":
            return [ox.NamedNode(iri) for iri in self.ids]
        if parameter.kind == "date":
            return telling_days(graph, self.question, parameter.name)
        return None


def _default(graph: Snapshot, question: Question, parameter: Parameter) -> Term | None:
    """The value that a parameter has unless another is given.

    None where it must be given, and where the usual one is nothing that these sources name.
    """
    if parameter.default is None:
        return None
    alone = replace(question, parameters=(parameter,))
    try:
        return bind(alone, {}, lambda text: resolve(graph, text))[parameter.name]
    except UsageError:
        return None


def _parameter_row(
    graph: Snapshot, parameter: Parameter, default: Term | None, own: dict[str, str]
) -> dict[str, Any]:
    """A parameter as the page asks for it; a default that the page does not name gets a name."""
    row: dict[str, Any] = {
        "name": shown(parameter.name),
        "kind": parameter.kind,
        "meaning": shown(parameter.meaning),
    }
    if isinstance(default, ox.NamedNode):
        if default.value not in own:
            own[default.value] = shown(graph.prefixes.shorten(default.value) or default.value)
            row["label"] = shown(graph.labels.stated(default.value) or own[default.value])
        row["default"] = own[default.value]
    elif default is not None:
        row["default"] = shown(parameter.default or "")
    return row


def _answers(graph: Snapshot, asked: Sequence[_Asked]) -> dict[str, Answers | str | None]:
    """By the name of each question its answers, or why there are none (None: it gives no rows).

    All are asked in one process; where that takes too long or fails, each in one of its own.
    """

    def within(seconds: float) -> Limits:
        return Limits(seconds).with_network(needed=is_server(graph.store))

    def answered(some: Sequence[_Asked]) -> dict[str, Answers | str | None]:
        return {
            each.question.name: _not_too_many(every_answer(graph, each.question, each.values))
            for each in some
        }

    def alone(each: _Asked) -> dict[str, Answers | str | None]:
        name = each.question.name
        try:
            return value_limited(lambda: answered([each]), within(_SECONDS), f"the question {name}")
        except QueryTimeoutError:
            return {name: "it takes too long for a page"}
        except KgError as error:
            return {name: f"it cannot be answered: {error.what}"}

    try:
        return value_limited(lambda: answered(asked), within(_ALL), "the questions")
    except KgError:
        return {name: found for each in asked for name, found in alone(each).items()}


def _not_too_many(answers: Answers | None) -> Answers | str | None:
    """Answers, unless they are too many for a page: then why they are not carried."""
    if answers is None:
        return None
    rows = {row for own in answers.rows.values() for row in own}
    if len(rows) > _ROWS or sum(map(len, answers.rows.values())) > _PLACES:
        return f"its answers have {len(rows):,} rows, too many for a page"
    return answers


class _Table:
    """Answers as the page carries them: each row once, without what its claim says already."""

    def __init__(
        self,
        graph: Snapshot,
        answers: Answers,
        ids: Mapping[str, str],
        claim_ids: Mapping[str, str],
        claims: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self._prefixes, self._answers, self._ids = graph.prefixes, answers, ids
        self._claims = claims
        places = {row: None for rows in answers.rows.values() for row in rows}
        self._places = {row: place for place, row in enumerate(places)}
        columns = answers.columns
        self._at = next((columns.index(n) for n in CLAIM_COLUMNS if n in columns), None)
        self._named = [
            [claim_ids.get(iri, "") for iri in claims_of_cell(row[self._at])]
            if self._at is not None
            else []
            for row in places
        ]
        self._cells = [
            [shown(cell_text(cell, self._prefixes)) for cell in row] for row in self._places
        ]

    def fields(self) -> dict[str, Any]:
        columns: list[dict[str, Any]] = []
        kept: list[list[str | int]] = []
        for index, name in enumerate(self._answers.columns):
            column: dict[str, Any] = {"title": shown(name.replace("_", " "))}
            cells: list[str | int] = [row[index] for row in self._cells]
            field, same = self._repeated(index)
            if index == self._at:
                column["claims"] = True
            elif any(same):
                column["of"] = field
                cells = [0 if again else cell for again, cell in zip(same, cells, strict=True)]
            if index != self._at and not (same and all(same)):
                column["cells"] = True
                kept.append(cells)
            columns.append(column)
        rows = [
            [" ".join(named), *(cells[number] for cells in kept)]
            for number, named in enumerate(self._named)
        ]
        answers = [
            [*(self._name(value) for value in values), [self._places[row] for row in rows_of]]
            for values, rows_of in self._answers.rows.items()
        ]
        return {"columns": columns, "rows": rows, "answers": answers}

    def _repeated(self, index: int) -> tuple[str, list[bool]]:
        """The field of its row's claim that a column mostly says again, and in which rows it does."""
        own = [
            self._claims[named[0]] if len(named) == 1 and named[0] else {} for named in self._named
        ]
        fields = {
            field: [
                row[index] == _repeated_text(claim, field)
                for claim, row in zip(own, self._cells, strict=True)
            ]
            for field in _REPEATED
        }
        return max(fields.items(), key=lambda item: sum(item[1]))

    def _name(self, value: Term | None) -> str:
        if isinstance(value, ox.NamedNode):
            return self._ids[value.value]
        return str(value.value) if isinstance(value, ox.Literal) else ""


def _repeated_text(claim: Mapping[str, Any], field: str) -> str | None:
    """What a cell may repeat of a claim; of its place the characters alone, of an address the host."""
    text = claim.get(field)
    if field != "place" or text is None:
        return text
    return re.sub("^https?://([^/]+)/.*|^characters ", r"\1", str(text))
