"""The answer to a named question as text: the question, its rows or what no row means, and what contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.questions import CLAIM_COLUMNS, PLACE, bind, claims_of_cell
from kg.iris import XSD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

    from kg.graph.questions import Parameter, Question
    from kg.graph.snapshot import Snapshot
    from kg.iris import Prefixes
    from kg.store.sparql import Term

_NUMERIC = (XSD + "integer", XSD + "decimal")


def write_answer(
    graph: Snapshot,
    question: Question,
    given: Mapping[str, str],
    form: str | None,
    out: IO[bytes],
    width: int,
) -> None:
    """Write the answer to a question; as a table (None), the question stands above it.

    Where there is no row, the table says what that means. Raises UsageError and KgError.
    """
    from kg.graph.names import resolve
    from kg.publish.terminal.tables import write_result
    from kg.store.sparql import answering, run
    from kg.text.display import visible

    values = bind(question, given, lambda text: resolve(graph, text))
    result = run(graph.store, question.sparql, values, f"{question.name}.rq", graph.prefixes)
    if form not in (None, "table") or not isinstance(result, ox.QuerySolutions):
        write_result(result, form, out, width, graph.prefixes)
        return
    words = {
        parameter.name: visible(_in_words(graph, parameter, values[parameter.name], given))
        for parameter in question.parameters
    }
    names = [variable.value for variable in result.variables]
    with answering():
        rows = [[row[name] for name in names] for row in result]
    shown = (
        _table(names, rows, width, graph.prefixes)
        if rows
        else _paragraph(question.none, words, width)
    )
    shown += _verdicts(graph, names, rows, width)
    out.write(f"{_paragraph(question.question, words, width)}\n{shown}".encode())


def _verdicts(
    graph: Snapshot, names: Sequence[str], rows: Sequence[Sequence[object]], width: int
) -> str:
    """Below an answer of figures: whether they contradict."""
    at = next((names.index(name) for name in CLAIM_COLUMNS if name in names), None)
    if at is None:
        return ""
    from kg.graph.contradictions import compared
    from kg.text.display import visible, wrap

    lines = compared(graph, {claim for row in rows for claim in claims_of_cell(row[at])})
    return "".join(f"{part}\n" for line in lines for part in wrap(visible(line), width, 0, 2))


def _in_words(graph: Snapshot, parameter: Parameter, value: Term, given: Mapping[str, str]) -> str:
    """A value as a sentence names it: an entity by its label, all else as it was given."""
    if not isinstance(value, ox.NamedNode):
        return given.get(parameter.name, parameter.default or "")
    return graph.labels.stated(value.value) or graph.prefixes.shorten(value.value)


def _paragraph(text: str, words: Mapping[str, str], width: int) -> str:
    from kg.text.display import wrap

    filled = PLACE.sub(lambda place: words[place[1]], text)
    return "".join(f"{line}\n" for line in wrap(filled, width))


def _table(
    names: Sequence[str], rows: Sequence[Sequence[object]], width: int, prefixes: Prefixes
) -> str:
    """Rows for a person: thousands separated, and short claim ids where one source has them all."""
    from kg.graph.answers import show_term
    from kg.publish.terminal.tables import numeric_columns, table

    cells = [[_number(cell) or show_term(cell, prefixes) for cell in row] for row in rows]
    note = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    at = next((i for i, name in enumerate(names) if name in CLAIM_COLUMNS), None)
    if at is not None:
        note += _shorten_ids(cells, at)
    right = {names[index] for index in numeric_columns(rows)}
    titles, cells = _fold(list(names), cells, width)
    shown = [name.replace("_", " ") for name in titles]
    numeric = [index for index, name in enumerate(titles) if name in right]
    return table(shown, cells, width, numeric) + _paragraph(note, {}, width)


#: Where a table is too wide: a column whose cells go to the end of another's, in this order.
_FOLDS = (
    ("characters", ("claim", "claims")),
    ("hedge", ("speaker", "said_by")),
    ("limited_to", ("wording",)),
)


def _fold(
    names: list[str], cells: list[list[str]], width: int
) -> tuple[list[str], list[list[str]]]:
    """The columns that fit: "782–889" joins "c020", "reported" its speaker; an empty one goes."""
    from kg.publish.terminal.tables import fits

    for part, wholes in _FOLDS:
        whole = next((name for name in wholes if name in names), None)
        if part not in names or whole is None:
            continue
        gone, kept = names.index(part), names.index(whole)
        empty = not any(row[gone] for row in cells)
        if not empty and fits([name.replace("_", " ") for name in names], cells, width):
            continue
        for row in cells:
            row[kept] = ", ".join(cell for cell in (row[kept], row[gone]) if cell)
            del row[gone]
        names = names[:gone] + names[gone + 1 :]
    return names, cells


def _shorten_ids(cells: list[list[str]], at: int) -> str:
    """Cut the sources off the claim ids of a column; gives the note that names the sources.

    Where there are several, each id keeps the number that its source has in the note.
    """
    ids = [claim for row in cells for claim in row[at].split(", ") if claim]
    sources = list(dict.fromkeys(claim.rpartition("/")[0] for claim in ids))
    if not ids:
        return ""
    mark = {name: f"({i})" if len(sources) > 1 else "" for i, name in enumerate(sources, 1)}
    for row in cells:
        parts = [claim.rpartition("/") for claim in row[at].split(", ") if claim]
        row[at] = ", ".join(f"{name}{mark[source]}" for source, _, name in parts)
    listed = ", ".join(f"{mark[name]} {name}".lstrip() for name in sources)
    return f"; claims of {listed}: kg show {ids[0]}"


def _number(term: object) -> str | None:
    """A number of 1,000 and more with its thousands separated; None for anything else."""
    if not isinstance(term, ox.Literal) or term.datatype.value not in _NUMERIC:
        return None
    from decimal import Decimal

    return f"{Decimal(term.value):,f}"
