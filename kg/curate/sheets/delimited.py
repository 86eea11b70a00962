"""Read a CSV or TSV file: the separator is the one in its header, the encoding must be UTF-8."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

from kg.curate.sheets.cell import Cell
from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SEPARATORS = ",;\t"
_SAVE = (
    "save it as “CSV UTF-8 (Comma delimited)” (Excel) or with the character set UTF-8 (LibreOffice)"
)


def read_delimited(data: bytes, name: str) -> Iterator[Sequence[Cell]]:
    """The rows of the file called ``name``. Raises KgError for bytes that are no such file."""
    text = _decoded(data, name)
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            if "limit" in str(error):
                raise KgError(
                    f"a cell of row {number} is longer than {csv.field_size_limit():,} characters",
                    f"{name}:{reader.line_num}",
                    "a quotation mark before it may not be closed; else shorten the text",
                ) from None
            raise KgError(
                f"row {number} cannot be read: {error}",
                f"{name}:{reader.line_num}",
                'a quotation mark is not closed, or stands inside a cell: write it twice (""), and the whole cell between quotation marks',
            ) from None
        if row is None:
            return
        yield [Cell(text) for text in row]


def _decoded(data: bytes, name: str) -> str:
    """The text of the bytes, without the byte order mark of UTF-8. Raises KgError for no UTF-8."""
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "UTF-32"),
        (codecs.BOM_UTF16_LE, "UTF-16"),
        (codecs.BOM_UTF16_BE, "UTF-16"),
    ):
        if data.startswith(mark):
            raise KgError(f"the file is {encoding}, not UTF-8", name, _SAVE)
    if b"\0" in data[:4096]:
        encoded = data[1:2] == b"\0" or data[:1] == b"\0"
        what = "seems to be UTF-16, not UTF-8" if encoded else "is no text: it holds zero bytes"
        raise KgError(f"the file {what}", name, _SAVE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = data[error.start : error.start + 1].decode("cp1252", "replace")
        raise KgError(
            f"byte 0x{data[error.start]:02x} is not UTF-8; in Windows-1252 (cp1252) it is “{guess}”",
            f"{name}:{line}",
            _SAVE,
        ) from None
