"""What stands in a cell in place of a value: that there is none, that it stands elsewhere, that it is a sum."""

from __future__ import annotations

import re

#: By what a cell says instead of a value, the texts (without points and blanks around them).
_NOTHING = frozenset((
    "n/a", "n.a", "na", "n/k", "n.k", "n/d", "n.d", "nd", "null", "tbd", "tba", "tbc", "none given", "not given",
    "not stated", "not known", "no data", "not available", "empty", "н/д", "н.д", "нет данных", "не указано",
    "немає даних", "не вказано", "невідомо", "неизвестно", "미상", "불명", "해당 없음", "자료 없음",
))  # fmt: skip
_ELSEWHERE = frozenset((
    "see above", "see below", "as above", "same", "same as above", "ditto", "do", "idem", "ibid", "ibidem", "id", "s.a",
    "см. выше", "см. ниже", "то же", "там же", "див. вище", "див. нижче", "те саме", "там само", "위와 같음", "상동", "동상",
))  # fmt: skip
_SUM = re.compile(
    r"(?:grand |sub-?)?totals?|sum|all(?: together)?|overall|altogether|итого|всего|разом|усього|всього|합계|총계|소계|계",
    re.IGNORECASE,
)
_MARK = r"(?:[*†‡§¶¹²³⁰⁴-⁹]+|\[\d{1,3}\]|\[[a-z]\])"
_MARKED = re.compile(rf"(?P<text>.*?[^\s*†‡§¶¹²³⁰⁴-⁹])\s*{_MARK}+", re.DOTALL)

#: Words by which a sheet says that the author of the text speaks.
AUTHOR = {"article", "the article", "this article", "author", "the author", "text", "the text", "report", "the report", "own voice", "narrator", "-"}  # fmt: skip
#: Words in a column of dates that state none.
NO_TIME = {"now", "today", "currently", "at present", "present", "ongoing", "undated", "unknown", "n/a", "n.d.", "none", "-", "?"}  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.casefold().strip(" .:;,()[]").split())


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no value: “?”, “n/a”, “—”, “нет данных”."""
    return (not any(map(str.isalnum, text)) and not is_elsewhere(text)) or _plain(text) in _NOTHING


def is_elsewhere(text: str) -> bool:
    """Whether a cell points to another one: “see above”, “ditto”, “там же”, a lone quotation mark."""
    return _plain(text) in _ELSEWHERE or text.strip() in ('"', "”", "“", "''", "〃", '-"-', "—“—")


def is_sum(text: str) -> bool:
    """Whether the name of a row says that it is the sum of others: “Total”, “итого”, “합계”."""
    return _SUM.fullmatch(text.strip(" :.")) is not None


def without_marks(text: str) -> str | None:
    """A text without the marks of footnotes behind it: “72*”, “300 [2]”; None where it has none."""
    match = _MARKED.fullmatch(text.strip())
    return match["text"] if match else None


def is_footnote(text: str) -> bool:
    """Whether a cell begins with the mark of a footnote, as the notes below a table do: “* incl. 24 for the navy”."""
    return re.match(rf"{_MARK}\s+\S|{_MARK}(?=\w*\s)", text.strip()) is not None


def is_no_name(text: str) -> bool:
    """Whether a cell of a column of names holds none, which is told where its row is read."""
    nobody = _plain(text) in ("none", "nobody", "no one", "никто", "ніхто", "없음")
    return nobody or any(is_it(text) for is_it in (is_elsewhere, is_nothing, is_sum, is_footnote))
