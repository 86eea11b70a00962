"""Strategies for inputs: good ones with random edits, and texts of the words of a grammar."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
#: No input is longer.
_MOST = 200_000
#: What readers stumble over, in any text: characters without a place or a width, of other scripts,
#: half a character, digits that only Python counts, numbers that fit into nothing.
ODD = (
    *(c.encode() for c in ("\0", "\ufeff", "\u202e", "e\u0301", "\U0001f680", "\u2028", "\x85")),
    *(
        c.encode()
        for c in ("\u00a0", "\u00ad", "٣", "１２", "²", "½", "İ", "ß", "ﬁ", "폭", "\x1b[31m")
    ),
    *(b"\xff", b"\xed\xa0\x80", b"\xc3", b"\r", b"\r\n", b"\n", b"\t", b" ", b"'", b'"', b"\\"),
    *(b"\\uD800", b"\\U00110000", b"\\u0000", b"%", b"%00", b"<", b">", b"-", b"/", b".", b"#"),
    *(b"0", b"-1", b"1e400", b"9" * 400, b"9" * 5000, b"0" * 5000, b"nan", b"inf", b"1_000"),
    *(b"[", b"(", b"{", b"}", b")", b"]", b",", b";", b":", b"=", b"?", b"@", b"^^", b"x" * 300),
)
_KINDS = (
    "word",
    "word",
    "line",
    "line",
    "insert",
    "delete",
    "replace",
    "repeat",
    "splice",
    "flip",
    "cut",
)
_MANY = (2, 3, 40, 1_000, 30_000)


@st.composite
def edited(
    draw: st.DrawFn, seeds: Sequence[bytes], words: Sequence[bytes] = (), most: int = 4
) -> bytes:
    """One of ``seeds`` with up to ``most`` edits, each at any place of it.

    ``words`` are inserted beside ODD. The seeds come shortest first, since a failure is looked for
    in the first of them.
    """
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, most))):
        data = draw(_edit(data, seeds, (*words, *ODD)))[:_MOST]
    return data


def _around(data: bytes, at: int, mark: bytes) -> tuple[int, int]:
    """Where the word or line around a place begins and ends (with ``mark``, or a line's end)."""
    ends = {end for sign in (mark, b"\n") if (end := data.find(sign, at)) >= 0}
    start = max(data.rfind(mark, 0, at), data.rfind(b"\n", 0, at)) + 1
    end = min(ends, default=len(data))
    return start, end + (mark == b"\n" and end < len(data))


@st.composite
def _edit(draw: st.DrawFn, data: bytes, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    at = draw(st.integers(0, len(data)))
    end = min(len(data), at + draw(st.sampled_from((1, 1, 2, 5, 20, 200))))
    kind = draw(st.sampled_from(_KINDS))
    if kind == "word":
        at, end = _around(data, at, b" ")
        other = draw(st.sampled_from(seeds))
        start, stop = _around(other, draw(st.integers(0, len(other))), b" ")
        word = draw(st.sampled_from((other[start:stop], draw(st.sampled_from(words)))))
        return data[:at] + word + data[end:]
    if kind == "line":
        at, end = _around(data, at, b"\n")
        other = draw(st.sampled_from(seeds))
        start, stop = _around(other, draw(st.integers(0, len(other))), b"\n")
        line = draw(st.sampled_from((b"", data[at:end] * 2, other[start:stop] + data[at:end])))
        return data[:at] + line + data[end:]
    if kind == "insert":
        return data[:at] + draw(st.sampled_from(words)) + data[at:]
    if kind == "delete":
        return data[:at] + data[end:]
    if kind == "replace":
        return data[:at] + draw(st.sampled_from(words)) + data[end:]
    if kind == "repeat":
        times = min(draw(st.sampled_from(_MANY)), _MOST // max(end - at, 1))
        return data[:at] + data[at:end] * times + data[end:]
    if kind == "splice":
        other = draw(st.sampled_from(seeds))
        start = draw(st.integers(0, len(other)))
        return data[:at] + other[start : start + draw(st.integers(0, 200))] + data[at:]
    if kind == "flip" and at < len(data):
        flipped = data[at] ^ (1 << draw(st.integers(0, 7)))
        return data[:at] + bytes([flipped]) + data[at + 1 :]
    return data[:at]


def sentences(words: Sequence[str], most: int = 12) -> st.SearchStrategy[bytes]:
    """Some of ``words``, odd ones among them, joined by nothing or a blank."""
    odd = [word.decode(errors="replace") for word in ODD if len(word) < 1_000]
    word = st.sampled_from([*words] * 3 + odd)
    joints = st.sampled_from(["", " ", " ", "-", ", "])
    pairs = st.lists(st.tuples(word, joints), max_size=most)
    return pairs.map(lambda pairs: "".join(map("".join, pairs)).encode())


def files(*patterns: str, longest: int = 40_000) -> list[bytes]:
    """The repository's files of some patterns that are no longer than that, shortest first."""
    found = [path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    return sorted((data for data in found if len(data) <= longest), key=len)
