"""Named questions: SPARQL files in ``ontology/queries/`` with a header of comments.

# title: Who deployed what, and how many
# question: How many troops has {actor} sent?
# param: actor entity kgd:state-north-korea — whose troops
# none: The sources do not say how many troops {actor} has sent.
# headline: 2

``title``, ``question`` and ``none`` stand once; ``param`` is a name (the variable that is bound),
a type (entity, date, number, text), a default or ``-`` (required), and what it is. ``headline``,
which few have, is the place in ``kg ask --headline``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError, UsageError, os_error
from kg.iris import SRC, XSD, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import IO

    from kg.api import Graph
    from kg.store.sparql import Term

_HEADER = re.compile(r"^#\s*(title|question|none|param|headline):\s*(.*)$")
_NUMERIC = (XSD + "integer", XSD + "decimal")
_PLACE = re.compile(r"\{(\w+)\}")
_PARAM = re.compile(r"(\w+)\s+(entity|date|number|text)\s+(\S+)\s+—\s+(.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A typed parameter; ``default`` None means that it must be given."""

    name: str
    kind: str  # entity, date, number, text
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question: its query, its parameters, and what no answer means."""

    name: str
    title: str
    question: str
    none: str
    parameters: tuple[Parameter, ...]
    sparql: str
    headline: int | None = None


def read_question(path: Path) -> Question:
    """Read one question. Raises KgError, with file and line, for a header that is not complete."""
    text = _text(path)
    header: dict[str, str] = {}
    parameters = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _HEADER.match(line)
        if match is None:
            continue
        if match[1] != "param":
            header[match[1]] = match[2].strip()
            continue
        found = _PARAM.fullmatch(match[2].strip())
        if found is None:
            raise KgError(
                "this parameter cannot be read",
                f"{path}:{number}",
                "write: # param: name entity|date|number|text DEFAULT|- — what it is",
            )
        default = None if found[3] == "-" else found[3]
        parameters.append(Parameter(found[1], found[2], default, found[4]))
    for needed in ("title", "question", "none"):
        if needed not in header:
            raise KgError(f"the header has no {needed}", f"{path}:1", f"add a line: # {needed}: …")
    names = {parameter.name for parameter in parameters}
    for place in _PLACE.findall(header["question"] + header["none"]):
        if place not in names:
            raise KgError(
                f"the header speaks of {{{place}}}, which is no parameter",
                f"{path}:1",
                f"add a line: # param: {place} entity - — what it is",
            )
    headline = header.get("headline")
    if headline is not None and not headline.isdecimal():
        raise KgError(f"“{headline}” is no place among the headlines", str(path), "write a number")
    return Question(
        path.stem,
        header["title"],
        header["question"],
        header["none"],
        tuple(parameters),
        text,
        int(headline) if headline else None,
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise os_error(error, path, "read this question") from None
    except UnicodeDecodeError as error:
        raise KgError(
            f"byte {error.start} is not UTF-8", str(path), "save the file as UTF-8"
        ) from None


def all_questions(*folders: Path) -> dict[str, Question]:
    """Every question of the folders by its name. Raises KgError for a name that stands twice."""
    return {name: read_question(path) for name, path in _files(folders).items()}


def _files(folders: Sequence[Path]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.rq"))):
        if found.setdefault(path.stem, path) != path:
            raise KgError(
                f"there is a question {path.stem} already, {found[path.stem]}",
                str(path),
                "rename this file",
            )
    return found


def headlines(*folders: Path) -> list[Question]:
    """The questions with a place among the headlines, in that order."""
    chosen = [(q.headline, q) for q in all_questions(*folders).values() if q.headline is not None]
    return [question for _, question in sorted(chosen, key=lambda pair: pair[0])]


def find_question(name: str, *folders: Path) -> Question:
    """The question of a name. Raises UsageError, with the nearest name, when there is none."""
    files = _files(folders)
    if name in files:
        return read_question(files[name])
    import difflib

    near = difflib.get_close_matches(name, files, n=1)
    hint = f"did you mean {near[0]}?" if near else "the questions are listed by: kg ask --list"
    raise UsageError(f"there is no question “{name}”", None, hint)


def bind(
    question: Question, given: Mapping[str, str], entity: Callable[[str], str]
) -> dict[str, ox.NamedNode | ox.Literal]:
    """Typed values for a question's parameters.

    ``entity`` turns a name or an IRI into the IRI of an entity. Raises UsageError for an unknown
    or missing parameter and for a value of the wrong type.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise UsageError(
                f"“{question.name}” has no parameter {name}", None, f"its parameters are: {listed}"
            )
    values: dict[str, ox.NamedNode | ox.Literal] = {}
    for parameter in question.parameters:
        text = given.get(parameter.name, parameter.default)
        if text is None:
            raise UsageError(
                f"“{question.name}” needs {parameter.name}: {parameter.meaning}",
                None,
                f"give it: kg ask {question.name} {parameter.name}=…",
            )
        values[parameter.name] = _typed(parameter, text, entity)
    return values


def _typed(
    parameter: Parameter, text: str, entity: Callable[[str], str]
) -> ox.NamedNode | ox.Literal:
    if parameter.kind == "entity":
        return ox.NamedNode(entity(text))
    if parameter.kind == "number":
        if not re.fullmatch(r"-?\d+(\.\d+)?", text):
            raise UsageError(
                f'"{text}" is not a number', parameter.name, "write digits, such as 6000"
            )
        kind = "decimal" if "." in text else "integer"
        return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))
    if parameter.kind == "date":
        from kg.claims.edtf import UndatableError, span

        try:
            last = span(text)[1]
        except UndatableError as error:
            raise UsageError(
                str(error), parameter.name, "write 2024, 2024-06 or 2024-06-19"
            ) from None
        if last is None:
            raise UsageError(
                f'"{text}" has no last day',
                parameter.name,
                "write a date that ends, such as 2024-06",
            )
        return ox.Literal(last.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    return ox.Literal(text)


def answer(
    graph: Graph,
    question: Question,
    given: Mapping[str, str],
    form: str | None,
    out: IO[bytes],
    width: int,
) -> None:
    """Write the answer to a question; as a table (None), the question stands above it.

    Where there is no row, the table says what that means. Raises UsageError and KgError.
    """
    from kg.graph.search import resolve
    from kg.publish.terminal.tables import visible, write_result
    from kg.store.sparql import answering, run

    values = bind(question, given, lambda text: resolve(graph, text))
    result = run(graph.store, question.sparql, values, f"{question.name}.rq")
    if form not in (None, "table") or not isinstance(result, ox.QuerySolutions):
        write_result(result, form, out, width)
        return
    words = {
        parameter.name: visible(_in_words(graph, parameter, values[parameter.name], given))
        for parameter in question.parameters
    }
    names = [variable.value for variable in result.variables]
    with answering():
        rows = [[row[name] for name in names] for row in result]
    shown = _table(names, rows, width) if rows else _paragraph(question.none, words, width)
    shown += _verdicts(graph, names, rows, width)
    out.write(f"{_paragraph(question.question, words, width)}\n{shown}".encode())


def _verdicts(
    graph: Graph, names: Sequence[str], rows: Sequence[Sequence[object]], width: int
) -> str:
    """Below an answer of figures: whether they contradict."""
    at = next((names.index(name) for name in ("claim", "claims") if name in names), None)
    if at is None:
        return ""
    from kg.graph.contradictions import compared
    from kg.publish.terminal.tables import show_term, visible
    from kg.text.columns import wrap

    ids = {SRC + name for row in rows for name in show_term(row[at]).split(", ") if name}
    lines = compared(graph, ids)
    return "".join(f"{part}\n" for line in lines for part in wrap(visible(line), width, 0, 2))


def _in_words(graph: Graph, parameter: Parameter, value: Term, given: Mapping[str, str]) -> str:
    """A value as a sentence names it: an entity by its label, all else as it was given."""
    if not isinstance(value, ox.NamedNode):
        return given.get(parameter.name, parameter.default or "")
    from kg.store.sparql import select

    query = "SELECT ?name WHERE { ?thing rdfs:label ?name }"
    labels = sorted(row["name"].value for row in select(graph.store, query, {"thing": value}))
    return labels[0] if labels else shorten(value.value)


def _paragraph(text: str, words: Mapping[str, str], width: int) -> str:
    from kg.text.columns import wrap

    filled = _PLACE.sub(lambda place: words[place[1]], text)
    return "".join(f"{line}\n" for line in wrap(filled, width))


def _table(names: Sequence[str], rows: Sequence[Sequence[object]], width: int) -> str:
    """Rows for a person: thousands separated, and short claim ids where one source has them all."""
    from kg.publish.terminal.tables import numeric_columns, show_term, table

    cells = [[_number(cell) or show_term(cell) for cell in row] for row in rows]
    note = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    at = next((i for i, name in enumerate(names) if name in ("claim", "claims")), None)
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
