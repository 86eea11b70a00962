"""The bytes of a text to its characters: what is no text is told, not read."""

from __future__ import annotations

import re

from kg.errors import KgError

#: A text of an article has some thousand characters; what is so much larger is none.
LARGEST = 2**20
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FORMATS = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a zip file, such as .docx"), (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip file"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"),
)  # fmt: skip
_MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml)", re.I)


def text_of(data: bytes, name: str) -> str:
    """The characters of a text, as offsets count them. Raises KgError, with what to do."""
    remedy = "save the article as plain text in UTF-8"
    if len(data) > LARGEST:
        raise KgError(
            f"the text is larger than {LARGEST // 2**20} MB",
            name,
            "give one article, not a collection",
        )
    for begin, what in _FORMATS:
        if data.startswith(begin):
            raise KgError(f"this is {what}, not a text", name, remedy)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise KgError(f"byte {error.start} is not UTF-8", name, remedy) from None
    if match := _CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise KgError(
            f"a control character (U+{ord(match[0]):04X}) stands in line {line}: this is no text",
            name,
            remedy,
        )
    if _MARKUP.match(text):
        raise KgError("this is HTML or XML, not a text", name, remedy)
    if not text.strip("\ufeff \t\r\n\u00a0"):
        raise KgError("the text is empty", name, remedy)
    return text
