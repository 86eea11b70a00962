"""A text to drafts: each stands where it says, its figure and date can be read, a complete row lacks nothing."""

from __future__ import annotations

from functools import cache

from kg.claims.edtf import is_date
from kg.curate.sheets.lexicon import Lexicon, lexicon_of
from kg.curate.suggest.drafting import suggest
from kg.curate.suggest.drafts import OPEN
from kg.curate.suggest.sheet import as_csv, sheet_rows
from kg.curate.suggest.texts import text_of
from tests.fuzz.inputs import edited, sentences
from tests.fuzz.material import good_graph
from tests.fuzz.refusals import refusing

SEEDS = (
    b"A Title\n\nBy Anna Miller\n\nPublished 3 March 2025\n\nRussia has sent up to 1,500 soldiers and millions of artillery"
    b" shells to Iran since fall 2024, according to Western officials. Most come from the 11th Corps. Tehran denied it.\n",
    "“We lost more than 6,000 men. They lost half,” said General Ivan Petrov. Moscow refused to comment.".encode(),
    "Росія надіслала понад 12 тис. снарядів. 북한군 약 1만2천명이 2024년 6월 14일 파병됐다.".encode(),
)
_WORDS = (
    *("Russia", "Iran's", "Ukraine", "North Korean", "Moscow", "Kim Jong Un", "the 47th Brigade", "Great Treaty"),
    *("officials", "experts", "said", "says", "denied that", "according to", ",", ".", "“", "”", '"', "not", "never"),
    *("may", "plans", "sent", "delivered", "killed or wounded", "signed by", "is part of", "between", "1,000", "and"),
    *("2 million", "more than", "about", "half of", "40%", "drones", "soldiers", "artillery shells", "in May 2024"),
    *("since", "by the end of 2023", "last month", "\n"),
)  # fmt: skip
INPUTS = edited(SEEDS) | sentences(_WORDS, 60)
GOOD = SEEDS[0]
EXAMPLES = 8


@cache
def _lexicon() -> Lexicon:
    graph = good_graph()
    return lexicon_of(graph.store, graph.prefixes)


def hold(data: bytes) -> None:
    """What is drafted can be found again."""
    lexicon = _lexicon()
    with refusing():
        text = text_of(data, "x.txt")
        suggestion = suggest(text, lexicon)
        for draft in suggestion.drafts:
            cells = draft.cells
            assert 0 <= draft.start <= draft.place < draft.end <= len(text)
            assert cells["quote"] == " ".join(text[draft.start : draft.end].split())
            if "figure" in cells:
                lexicon.figures_in(suggestion.language).read(cells["figure"])
                assert cells["figure"] in cells["quote"]
            assert all(is_date(cells[name]) for name in ("when", "as of") if name in cells)
            if draft.level != OPEN:
                assert set(draft.needed) <= cells.keys()
        as_csv(sheet_rows(suggestion, suggestion.drafts, "x", data, lexicon))
