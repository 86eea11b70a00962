"""The encoding of a sheet that is no UTF-8: which one its bytes look like, and how they then read."""

from __future__ import annotations

import codecs
import io
import re
import unicodedata

from kg.errors import KgError, UsageError

SAVE = (
    "save it as “CSV UTF-8 (Comma delimited)” (Excel) or with the character set UTF-8 (LibreOffice)"
)
#: Those in which spreadsheets save a CSV outside of UTF-8, by the name that ``--encoding`` takes.
_CANDIDATES = {
    "windows-1252": "Windows-1252 (Western European)",
    "windows-1251": "Windows-1251 (Cyrillic)",
    "windows-1250": "Windows-1250 (Central European)",
    "windows-1254": "Windows-1254 (Turkish)",
    "windows-1253": "Windows-1253 (Greek)",
    "windows-1256": "Windows-1256 (Arabic)",
    "koi8-r": "KOI8-R (Russian)",
    "cp949": "CP949 (Korean)",
    "gb18030": "GB18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "cp932": "CP932 (Japanese)",
}
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16"),
)
_SAMPLE = 40_000  # bytes that are looked at
_ASCII = re.compile(r"[\x00-\x7f]+")


_PIECE = 2**20  # bytes that are decoded at once, to see whether they can be


def lines_of(
    data: bytes, name: str, encoding: str | None = None, *, newline: str = ""
) -> io.TextIOWrapper:
    """The lines of a sheet with their ends, one by one: the text as a whole is never in memory.

    ``newline``: as of ``io.TextIOWrapper``. Raises as ``decoded``, before there is a line.
    """
    codec = "utf-8-sig" if encoding is None else _codec(encoding)
    read = codecs.getincrementaldecoder(codec)()
    try:
        for start in range(0, len(data), _PIECE):
            read.decode(data[start : start + _PIECE])
        read.decode(b"", final=True)
    except UnicodeError:
        decoded(data, name, encoding)  # which says where
    if encoding is None:
        _require_text(data, name)
    return io.TextIOWrapper(io.BytesIO(data), encoding=codec, newline=newline)


def decoded(data: bytes, name: str, encoding: str | None = None) -> str:
    """The text of the bytes of a sheet, without a byte order mark; UTF-8 if nothing is stated.

    Raises KgError for bytes of another encoding, named as far as they tell; UsageError for an
    ``encoding`` that does not exist.
    """
    if encoding is not None:
        return _in_stated(data, name, encoding)
    _require_text(data, name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _not_utf8(data, error.start, f"{name}:{line}") from None


def _require_text(data: bytes, name: str) -> None:
    """Raises KgError for bytes that begin as those of another encoding than UTF-8, or as no text."""
    for mark, shown, stated in _MARKS:
        if data.startswith(mark):
            raise KgError(f"the file is {shown}, not UTF-8", name, _remedy(stated))
    if b"\0" in data[:4096]:
        if data[1:2] == b"\0" or data[:1] == b"\0":
            stated = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
            raise KgError("the file seems to be UTF-16, not UTF-8", name, _remedy(stated))
        raise KgError("the file is no text: it holds zero bytes", name, SAVE)


def _codec(encoding: str) -> str:
    """The name by which Python knows an encoding. Raises UsageError."""
    try:
        known = codecs.lookup(encoding)
        if not known._is_text_encoding:
            raise LookupError
    except (LookupError, ValueError):
        raise UsageError(
            f"there is no encoding “{encoding}”", "--encoding", f"such as {', '.join(_CANDIDATES)}"
        ) from None
    return "utf-8-sig" if known.name == "utf-8" else known.name


def _in_stated(data: bytes, name: str, encoding: str) -> str:
    codec = _codec(encoding)
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        line = data.count(b"\n", 0, start) + 1
        raise KgError(
            f"byte {start} is not {codec.removesuffix('-sig')}",
            f"{name}:{line}",
            "leave --encoding out, or give another",
        ) from None


def _not_utf8(data: bytes, start: int, where: str) -> KgError:
    """The error for bytes that are not UTF-8 from ``start`` on, with the likeliest encodings."""
    byte = f"byte 0x{data[start]:02x} is not UTF-8"
    likely = likely_encodings(data)
    if not likely:
        return KgError(byte, where, SAVE)
    begin = data.rfind(b"\n", 0, start) + 1
    line = data[begin : data.find(b"\n", start) if b"\n" in data[start:] else len(data)]
    shown = "; ".join(
        f"in {_CANDIDATES[name]} it is “{_around(line, start - begin, name)}”" for name in likely
    )
    return KgError(f"{byte}; {shown}", where, _remedy(*likely))


def _remedy(*encodings: str) -> str:
    options = " or ".join(f"--encoding {name}" for name in encodings)
    which = ", whichever reads right" if len(encodings) > 1 else ""
    return f"add {options}{which}; or {SAVE}"


def _around(line: bytes, at: int, encoding: str) -> str:
    """The word around a byte of a line, in an encoding."""
    text = line.decode(encoding, "replace")
    index = len(line[:at].decode(encoding, "ignore"))
    before = re.search(r"[^\s,;\t\"]*$", text[:index])
    after = re.match(r"[^\s,;\t\"]*", text[index:])
    word = (before[0] if before else "") + (after[0] if after else "")
    return word[:40]


def likely_encodings(data: bytes) -> list[str]:
    """The encodings in which bytes read as words of one script, the likeliest first; at most two."""
    cut = data[:_SAMPLE]
    if len(data) > _SAMPLE:
        cut = cut[: cut.rfind(b"\n") + 1] or cut
    scores = {}
    for name in _CANDIDATES:
        try:
            text = cut.decode(name)
        except UnicodeDecodeError:
            continue
        scores[name] = _plausibility(text)
    best = max(scores.values(), default=0.0)
    if best <= 0:
        return []
    ranked = sorted(scores, key=lambda name: -scores[name])
    return [name for name in ranked if scores[name] >= 0.9 * best][:2]


def _plausibility(text: str) -> float:
    """The share of the characters beyond ASCII that stand as in words of one script: 0 to 1."""
    good, all_of_them = 0.0, 0
    for run in re.findall(r"\w*[^\x00-\x7f]+\w*", text):
        foreign = _ASCII.sub("", run)
        all_of_them += len(foreign)
        scripts = {_script(char) for char in foreign}
        if "KANA" in scripts:
            scripts -= {"CJK"}
        if len(scripts) == 1 and _is_word(run, scripts.pop()):
            good += len(foreign)
    return good / all_of_them if all_of_them else 0.0


def _script(char: str) -> str:
    if not char.isalpha():
        return "mark" if char in "‘’“”–—…«»„°§№" else "other"
    word = unicodedata.name(char, "").partition(" ")[0]
    return {"HIRAGANA": "KANA", "KATAKANA": "KANA"}.get(word, word)


def _is_word(run: str, script: str) -> bool:
    """Whether a run of letters is spelt as words of its script are."""
    if script == "mark":
        return True
    if script == "LATIN":  # an accent now and then, capitals only in front
        foreign = len(_ASCII.sub("", run))
        inner = run[1:]
        return foreign * 2 <= len(run) + 1 and (inner == inner.lower() or run == run.upper())
    if script in ("CYRILLIC", "GREEK"):
        inner = run[1:]
        common = (
            all("А" <= c <= "я" or c in "ЁёІіЇїЄєҐґ" for c in run) if script == "CYRILLIC" else True
        )
        return common and (inner == inner.lower() or run == run.upper())
    if script == "HANGUL":
        return True
    if script in ("CJK", "KANA", "ARABIC"):
        return script == "ARABIC" or all(_is_common_han(char) for char in run if not char.isascii())
    return False


def _is_common_han(char: str) -> bool:
    """Whether a Han character is a common one, of level 1 of GB 2312, Big5 or JIS; or it is a kana."""
    if _script(char) == "KANA" and unicodedata.east_asian_width(char) == "W":
        return True
    for encoding, last in (("gb2312", 0xD7F9), ("big5", 0xC67E), ("shift_jis", 0x9872)):
        try:
            code = char.encode(encoding)
        except UnicodeEncodeError:
            continue
        if len(code) == 2 and int.from_bytes(code) <= last:
            return True
    return False
