"""The answer to a named question as text: the question, its rows or what no row means, and what contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import IMPLIED
from kg.graph.questions import CLAIM_COLUMNS, PLACE, bind, claims_of_cell
from kg.iris import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import IO

    from kg.graph.questions import Parameter, Question
    from kg.graph.snapshot import Snapshot
    from kg.iris import Prefixes
    from kg.store.sparql import Term

_NUMERIC = (XSD + "integer", XSD + "decimal")


def write_answer(
    graph: Snapshot,
    question: Question,
    given_values: Mapping[str, str],
    form: str | None,
    out: IO[bytes],
    width: int,
) -> None:
    """Ask a graph a named question and write the answer, as UTF-8, in a format (None: a table).

    ``given`` are values of parameters by name; ``width`` is that of a table in columns. Above a
    table stands the question; without a row, what that means. Raises UsageError for a value that
    does not fit or is missing and for a format that does not fit the query, KgError where the
    query fails.
    """
    from kg.graph.names import resolve
    from kg.publish.terminal.tables import write_result
    from kg.store.limits import within_rows
    from kg.store.sparql import answering, run
    from kg.text.display import visible

    values = bind(question, given_values, lambda text: resolve(graph, text))
    result = run(graph.store, question.sparql, values, f"{question.name}.rq", graph.prefixes)
    if form not in (None, "table") or not isinstance(result, ox.QuerySolutions):
        write_result(result, form, out, width, graph.prefixes)
        return
    words = {
        parameter.name: visible(
            _value_in_words(graph, parameter, values[parameter.name], given_values)
        )
        for parameter in question.parameters
    }
    names = [variable.value for variable in result.variables]
    with answering():
        rows = [[row[name] for name in names] for row in within_rows(result)]
    body = (
        _answer_table(names, rows, width, graph.prefixes)
        if rows
        else _filled_paragraph(question.none, words, width)
    )
    body += _verdict_lines(graph, names, rows, width)
    out.write(f"{_filled_paragraph(question.question, words, width)}\n{body}".encode())


def _verdict_lines(
    graph: Snapshot, names: Sequence[str], rows: Sequence[Sequence[object]], width: int
) -> str:
    """What holds of the claims that the rows name, in lines; empty where no row names a claim.

    Whether they contradict, and which are only implied.
    """
    claim_column = next((names.index(name) for name in CLAIM_COLUMNS if name in names), None)
    if claim_column is None:
        return ""
    from kg.graph.contradictions import compared
    from kg.graph.impossible import set_lines
    from kg.graph.ranges import range_lines
    from kg.text.display import visible, wrap

    claims = {claim for row in rows for claim in claims_of_cell(row[claim_column])}
    lines = [
        *range_lines(graph, claims),
        *compared(graph, claims),
        *set_lines(graph, claims),
        *_implied_lines(graph, claims),
    ]
    return "".join(f"{part}\n" for line in lines for part in wrap(visible(line), width, 0, 2))


def _implied_lines(graph: Snapshot, claims: Iterable[str]) -> list[str]:
    """Which of some claims (IRIs) no text makes in words, in a line; nothing where all are said."""
    read = (graph.claims.get(iri) for iri in sorted(claims))
    ids = [claim.id for claim in read if claim is not None and claim.explicitness == IMPLIED]
    return [f"implied, not said in words: {', '.join(ids)}"] if ids else []


def _value_in_words(
    graph: Snapshot, parameter: Parameter, value: Term, given_values: Mapping[str, str]
) -> str:
    """A value as a sentence names it: an entity by its label, all else as it was given."""
    if not isinstance(value, ox.NamedNode):
        return given_values.get(parameter.name, parameter.default or "")
    return graph.labels.stated(value.value) or graph.prefixes.shorten(value.value)


def _filled_paragraph(text: str, words: Mapping[str, str], width: int) -> str:
    """A text wrapped to a width, with a word for each ``{parameter}`` in it."""
    from kg.text.display import wrap

    filled = PLACE.sub(lambda place: words[place[1]], text)
    return "".join(f"{line}\n" for line in wrap(filled, width))


def _answer_table(
    names: Sequence[str], rows: Sequence[Sequence[object]], width: int, prefixes: Prefixes
) -> str:
    """Rows as a table: thousands separated, claim ids short, and the sources named below it."""
    from kg.publish.terminal.tables import numeric_columns, table

    cells = [[cell_text(cell, prefixes) for cell in row] for row in rows]
    note = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    claim_column = next((i for i, name in enumerate(names) if name in CLAIM_COLUMNS), None)
    if claim_column is not None:
        note += _shorten_ids(cells, claim_column)
    right = {names[index] for index in numeric_columns(rows)}
    titles, cells = _fold(list(names), cells, width)
    titles_shown = [name.replace("_", " ") for name in titles]
    numeric = [index for index, name in enumerate(titles) if name in right]
    return table(titles_shown, cells, width, numeric) + _filled_paragraph(note, {}, width)


#: Where a table is too wide: a column whose cells go to the end of another's, in this order.
_FOLDS = (
    ("characters", ("claim", "claims")),
    ("hedge", ("speaker", "said_by")),
    ("limited_to", ("wording",)),
)


def _fold(
    names: list[str], cells: list[list[str]], width: int
) -> tuple[list[str], list[list[str]]]:
    """Columns that fit the width: "782–889" joins "c020" in one cell, "reported" its speaker.

    A column without a value is left out. Gives the names that are left, and ``cells`` shortened.
    """
    from kg.publish.terminal.tables import fits

    for part, wholes in _FOLDS:
        whole = next((name for name in wholes if name in names), None)
        if part not in names or whole is None:
            continue
        part_index, whole_index = names.index(part), names.index(whole)
        empty = not any(row[part_index] for row in cells)
        if not empty and fits([name.replace("_", " ") for name in names], cells, width):
            continue
        for row in cells:
            row[whole_index] = ", ".join(
                cell for cell in (row[whole_index], row[part_index]) if cell
            )
            del row[part_index]
        names = names[:part_index] + names[part_index + 1 :]
    return names, cells


def _shorten_ids(cells: list[list[str]], claim_column: int) -> str:
    """Cut the sources off the claim ids of a column; gives the note that names the sources.

    Where there are several, each id keeps the number that its source has in the note.
    """
    ids = [claim for row in cells for claim in row[claim_column].split(", ") if claim]
    sources = list(dict.fromkeys(claim.rpartition("/")[0] for claim in ids))
    if not ids:
        return ""
    mark = {name: f"({i})" if len(sources) > 1 else "" for i, name in enumerate(sources, 1)}
    for row in cells:
        parts = [claim.rpartition("/") for claim in row[claim_column].split(", ") if claim]
        row[claim_column] = ", ".join(f"{name}{mark[source]}" for source, _, name in parts)
    listed = ", ".join(f"{mark[name]} {name}".lstrip() for name in sources)
    return f"; claims of {listed}: kg show {ids[0]}"


def cell_text(term: object, prefixes: Prefixes) -> str:
    """A value of an answer as a table shows it."""
    from kg.graph.answers import show_term

    return _thousands_separated(term) or show_term(term, prefixes)


def _thousands_separated(term: object) -> str | None:
    """A number of 1,000 and more with its thousands separated; None for anything else."""
    if not isinstance(term, ox.Literal) or term.datatype.value not in _NUMERIC:
        return None
    from decimal import Decimal

    return f"{Decimal(term.value):,f}"
