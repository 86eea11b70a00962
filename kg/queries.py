"""Named questions: SPARQL files in ``ontology/queries/`` with a header of comments.

# title: Who deployed what, and how many
# question: How many troops has {actor} sent?
# param: actor entity kgd:state-north-korea — whose troops
# none: The sources do not say …

``title``, ``question`` and ``none`` stand once; ``param`` is a name (the variable that is bound),
a type (entity, date, number, text), a default or ``-`` (required), and what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError, UsageError, os_error
from kg.namespaces import EDTF, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_HEADER = re.compile(r"^#\s*(title|question|none|param|headline):\s*(.*)$")
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


def read_question(path: Path) -> Question:
    """Read one question. Raises KgError, with file and line, for a header that is not complete."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise os_error(error, path, "read this question") from None
    except UnicodeDecodeError as error:
        raise KgError(
            f"byte {error.start} is not UTF-8", str(path), "save the file as UTF-8"
        ) from None
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
    return Question(
        path.stem, header["title"], header["question"], header["none"], tuple(parameters), text
    )


def all_questions(folder: Path) -> dict[str, Question]:
    """Every question of a folder by its name."""
    return {path.stem: read_question(path) for path in sorted(folder.glob("*.rq"))}


def find_question(folder: Path, name: str) -> Question:
    """The question of a name. Raises UsageError, with the nearest name, when there is none."""
    path = folder / f"{name}.rq"
    names = sorted(p.stem for p in folder.glob("*.rq"))
    if name in names:
        return read_question(path)
    import difflib

    near = difflib.get_close_matches(name, names, n=1)
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
        from kg.dates import UndatableError, span

        try:
            last = span(text)[1]
        except UndatableError as error:
            raise UsageError(
                str(error), parameter.name, "write 2024, 2024-06 or 2024-06-19"
            ) from None
        if last is None:
            raise UsageError(
                f'"{text}" has no last day', parameter.name, f"it is compared as {EDTF}"
            )
        return ox.Literal(last.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    return ox.Literal(text)
