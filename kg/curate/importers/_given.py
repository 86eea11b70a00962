"""The bytes of a file that somebody else made, opened with suspicion: as text, JSON or a table."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from kg.errors import ERROR, DataError, Finding, KgError
from kg.text.reading import largest_file, read_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LARGEST_JSON = 128 * 2**20  # bytes; as objects it takes some ten times as much
_MOST_COLUMNS = 500
_LARGEST_CELL = 2**20  # characters
_MOST_FINDINGS = 100
_CHECK = "import-file"
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Given:
    """A file that a person gave: its name in messages, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number in the file (from 1), and by header, its cells without blanks around."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, header: str) -> str:
        return self.cells.get(header, "")


def listed(value: Any) -> list[Any]:
    """The items of a list of JSON; none of anything else."""
    return value if isinstance(value, list) else []


def refuse(given: Given, line: int, problem: str, remedy: str, term: str = "") -> NoReturn:
    """Raise a DataError with one finding about the file."""
    raise DataError([fault(given, line, problem, remedy, term)])


def fault(given: Given, line: int, problem: str, remedy: str, term: str = "") -> Finding:
    """A finding about the file; ``line`` 0: none can be named."""
    return Finding(_CHECK, ERROR, given.name, line, term, problem, remedy)


class Faults:
    """What is wrong in a file, collected so that a person sees more than the first."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.findings: list[Finding] = []

    def add(self, line: int, problem: str, remedy: str, term: str = "") -> None:
        """Note a fault. Raises DataError where there are too many to go on."""
        self.findings.append(fault(self.given, line, problem, remedy, term))
        if len(self.findings) >= _MOST_FINDINGS:
            self.stop()

    def stop(self) -> None:
        """Raise DataError where anything is wrong."""
        if self.findings:
            raise DataError(self.findings)


def open_given(path: str, *, packed: bool = False) -> Given:
    """A file that the user named; of a zip with one file in it, that file, unless it stays ``packed``.

    Raises KgError for what cannot be read, is larger than ``largest_file`` or unpacks to more.
    """
    data = read_named(path, "this file")
    if not data.strip(b"\0 \t\r\n"):
        raise KgError("the file is empty", path, "was it downloaded whole? Get it again")
    if data.startswith(b"PK\x03\x04"):
        return Given(path, data) if packed else _unzipped(path, data)
    if data.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        raise KgError("this is a packed file", path, "unpack it first: gunzip, bunzip2, unxz")
    return Given(path, data)


def _unzipped(path: str, data: bytes) -> Given:
    members = names_in_zip(path, data)
    if len(members) != 1:
        raise KgError(
            f"this zip holds {len(members)} files, and one is expected",
            path,
            "unpack it, and give the one that is meant; what kg export csv and xlsx write: kg import tables",
        )
    return Given(path, unzipped(path, data, members[0]))


def names_in_zip(path: str, data: bytes) -> list[str]:
    """The names of the files in a zip. Raises KgError for what is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [m.filename for m in archive.infolist() if not m.is_dir()]
    except (zipfile.BadZipFile, ValueError) as error:
        raise KgError(f"this zip cannot be unpacked: {error}", path, "get it again") from None
    return [name for name in names if not name.startswith("__MACOSX")]


def unzipped(path: str, data: bytes, name: str) -> bytes:
    """The bytes of a file in a zip. Raises KgError for a broken zip, and one that holds too much."""
    largest = largest_file()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as member:
            unpacked = member.read(largest + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise KgError(f"this zip cannot be unpacked: {error}", path, "get it again") from None
    if len(unpacked) > largest:
        raise KgError(
            f"this zip unpacks to more than {largest // 2**20} MB",
            path,
            "unpack it and look; KG_LARGEST_FILE=1024 allows files of 1,024 MB",
        )
    if not unpacked.strip():
        raise KgError("the file in this zip is empty", path, "get it again")
    return unpacked


def text_of(given: Given) -> str:
    """The file as text. Raises DataError for bytes that are not UTF-8, or hold a NUL."""
    try:
        text = given.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = given.data.count(b"\n", 0, error.start) + 1
        refuse(
            given,
            line,
            f"byte {error.start} is not UTF-8",
            "save the file as UTF-8, or get it anew",
        )
    if (at := text.find("\0")) >= 0:
        line = text.count("\n", 0, at) + 1
        refuse(given, line, "there is a NUL in it: this is no text file", "give the file itself")
    return text


def json_of(given: Given, what: str) -> Any:
    """The value of a JSON file; ``what`` is expected, for messages. Raises DataError, KgError."""
    if len(given.data) > _LARGEST_JSON:
        raise KgError(
            f"the file is larger than {_LARGEST_JSON // 2**20} MB, the most that is read of JSON",
            given.name,
            "make several of it",
        )
    return parsed_json(given, text_of(given), 1, what)


def parsed_json(given: Given, text: str, line: int, what: str) -> Any:
    """The value of a JSON text that begins in a line of the file. Raises DataError."""
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        at = line + error.lineno - 1
        cut_off = error.pos >= len(text.rstrip())
        problem = "the JSON is cut off here" if cut_off else f"this is no JSON: {error.msg}"
        refuse(given, at, problem, f"give {what}, whole; get the file anew if it was cut off")
    except RecursionError:
        refuse(given, line, "the JSON is nested too deeply", f"give {what}")
    except ValueError as error:
        refuse(given, line, f"this is no JSON: {error}", f"give {what}")


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice}” stands twice in one object")
    return made


def table_of(given: Given, required: Sequence[str], what: str, tail: str = "") -> Iterator[Row]:
    """The rows of a CSV whose header has at least the columns ``required``, as they are read.

    Lines above the header are passed over. ``tail``: what a publisher writes at the end of a line and
    does not mean. A column without a name is called by the one before it, as ``Year of order+``.
    Raises DataError for another file, and where a row has more or fewer cells than the header.
    """
    _require_utf8(given)
    header_at, delimiter = _header(given, required, what, tail)
    lines = io.TextIOWrapper(io.BytesIO(given.data), encoding="utf-8-sig", newline="")
    for _ in range(header_at):
        lines.readline()
    before = csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        names = [name.strip() for name in next(reader)]
        names[-1] = names[-1].removesuffix(tail).rstrip()
        while names and not names[-1]:
            names.pop()
        for at in range(1, len(names)):
            names[at] = names[at] or f"{names[at - 1]}+"
        for cells in reader:
            if not any(cells):
                continue
            if tail:
                cells[-1] = cells[-1].rstrip().removesuffix(tail)
            if (len(cells) != len(names) and any(cells[len(names) :])) or len(cells) < len(names):
                refuse(
                    given,
                    header_at + reader.line_num,
                    f"this row has {len(cells)} cells, and the header {len(names)}",
                    "is the file cut off here, or a quotation mark missing? Get it anew",
                )
            row = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
            yield Row(header_at + reader.line_num, row)
    except csv.Error as error:
        problem = (
            "the file is cut off inside a quoted cell"
            if "unexpected end" in str(error)
            else f"this is no CSV: {error}"
        )
        refuse(given, header_at + reader.line_num, problem, f"give {what}, whole")
    finally:
        csv.field_size_limit(before)


def _require_utf8(given: Given) -> None:
    """Raises DataError for bytes that are no UTF-8 text; in pieces, as the text of it all is large."""
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8")()
    step, view = 2**20, memoryview(given.data)
    for start in range(0, len(view), step):
        try:
            piece = decoder.decode(view[start : start + step], start + step >= len(view))
        except UnicodeDecodeError:
            text_of(given)  # says where
            raise
        if "\0" in piece:
            text_of(given)


def fewest_lacking(given: Given, required: Sequence[str], tail: str = "") -> int:
    """How many of the columns ``required`` the line lacks that is most like a header of them."""
    return len(_best_header(given, required, tail)[2])


def _cells(line: str, delimiter: str, tail: str) -> list[str]:
    """The cells of a line; none where it is no line of a CSV."""
    try:
        cells = [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []
    return [*cells[:-1], cells[-1].removesuffix(tail).rstrip()] if cells else []


def _best_header(
    given: Given, required: Sequence[str], tail: str
) -> tuple[int, str, list[str], list[str]]:
    """The line that is most like a header: lines above it, what parts its cells, columns that it lacks, its own."""
    lines = given.data[: 4 * _LARGEST_CELL].decode("utf-8-sig", "ignore").splitlines()
    best: tuple[int, str, list[str], list[str]] = (0, _DELIMITERS[0], list(required), [])
    for number, line in enumerate(lines[:50]):
        for delimiter in _DELIMITERS:
            if line.count(delimiter) >= _MOST_COLUMNS:
                refuse(
                    given,
                    number + 1,
                    f"this line has {line.count(delimiter) + 1:,} cells, more than the {_MOST_COLUMNS} that are read",
                    "look at the file: is it the one that you mean?",
                )
            names = _cells(line, delimiter, tail)
            lacking = [name for name in required if name not in names]
            if len(lacking) < len(best[2]):
                best = (number, delimiter, lacking, names)
            if not lacking:
                return best
    return best


def _header(given: Given, required: Sequence[str], what: str, tail: str) -> tuple[int, str]:
    """How many lines stand above the header of a CSV, and what parts its cells."""
    number, delimiter, lacking, names = _best_header(given, required, tail)
    if not lacking:
        if twice := next((n for n in required if names.count(n) > 1), ""):
            refuse(given, number + 1, f"the column “{twice}” stands twice", f"give {what}")
        return number, delimiter
    listed = ", ".join(f"“{name}”" for name in lacking[:5])
    refuse(
        given,
        number + 1,
        f"this is not {what}: there is no column {listed}" + (" …" if len(lacking) > 5 else ""),
        f"give {what}; a newer version of it may call its columns otherwise",
    )
