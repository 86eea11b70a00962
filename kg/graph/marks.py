"""What keeps a relation from being a plain fact, in the words that stand beside it."""

from __future__ import annotations

#: The mark of a fact that no text says in words.
IMPLIED_MARK = "implied"


def marks(
    layer: str, stance: str, disputed: bool, status: str, *, implied: bool = False
) -> list[str]:
    """The marks of a relation in the order in which they are shown; none for a plain fact.

    ``layer`` is ``fact``, ``judgement`` or ``claim``; ``stance`` is ``asserts``, ``denies`` or
    ``mixed`` (where only some of its claims deny); ``disputed`` whether a fact is; ``status`` the
    status, in words, of an event that did not (or not surely) occur, else empty; ``implied``
    whether a fact rests only on what no text says in words.
    """
    named = (
        (layer, layer != "fact"),
        ("denied", stance == "denies"),
        ("disputed", disputed),
        (IMPLIED_MARK, implied),
        (status, bool(status)),
    )
    return [name for name, applies in named if applies]
