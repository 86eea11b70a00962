"""Who says it: named speakers, documents, quotations; silence is no denial."""

from __future__ import annotations

import pytest

from kg.curate.suggest.drafting import suggest

BYLINE = "A Title\n\nBy Anna Miller\n\nPublished 3 March 2025\n\n"


def drafted(lexicon, text: str) -> list[dict[str, str]]:
    """The cells of the drafts of a text with a byline and a day."""
    return [draft.cells for draft in suggest(BYLINE + text, lexicon).drafts]


@pytest.mark.parametrize(
    ("text", "speaker", "stance", "manner"),
    [
        ("According to Western officials, 300 soldiers died.", "Western officials", "", "reported"),
        ("300 soldiers died, Western officials say.", "Western officials", "", ""),
        ("South Korea estimates that 300 soldiers died.", "South Korea", "", "estimated"),
        ("South Korea warned that 300 soldiers were killed.", "South Korea", "", "warned"),
        ("Russia denied that 300 soldiers died.", "Russia", "denies", ""),
        ("Russia rejected reports that 300 soldiers died.", "Russia", "denies", ""),
        ("Moscow denied having sent 300 soldiers.", "Russia", "denies", ""),
        ("A spokesman for Ukraine said 300 soldiers died.", "Ukraine", "", ""),
        ("“We lost 300 soldiers,” President Vladimir Putin said.", "Vladimir Putin", "", ""),
        ("“We lost 300 soldiers,” said Vladimir Putin.", "Vladimir Putin", "", ""),
        ("Britain's Defense Ministry said on Monday that 300 soldiers died.",
         "Ministry of Defence of the United Kingdom", "", ""),
        ("300 soldiers died.", "Anna Miller", "", ""),
        ("Some 300 soldiers are believed to have died.", "Anna Miller", "", "estimated"),
        # Nobody whom a rule can name: never the author.
        ("A man in the street said that 300 soldiers died.", "", "", ""),
        ("300 soldiers died, the BBC reported.", "", "", ""),
        ("According to a diplomat, 300 soldiers died.", "", "", "reported"),
        ("He said that 300 soldiers died.", "", "", ""),
        ("Many doubt that 300 soldiers died.", "", "", ""),
        ("“We lost 300 soldiers.”", "", "", ""),
    ],
)  # fmt: skip
def test_the_speaker_of_a_sentence(lexicon, text, speaker, stance, manner):
    figures = [cells for cells in drafted(lexicon, text) if "figure" in cells]
    assert len(figures) == 1
    cells = figures[0]
    said = tuple(cells.get(column, "") for column in ("speaker", "stance", "how said"))
    assert said == (speaker, stance, manner)


def test_the_ministry_is_the_one_named_before(lexicon):
    text = "Britain's Defence Ministry spoke. The ministry said that 300 soldiers died."
    draft = next(d for d in suggest(BYLINE + text, lexicon).drafts if "figure" in d.cells)
    assert draft.cells["speaker"] == "Ministry of Defence of the United Kingdom"
    assert any("“The ministry”" in look for look in draft.looks)


@pytest.mark.parametrize(
    "text",
    [
        "Russia refused to comment on the loss of 300 soldiers.",
        "Russia has never commented on the loss of 300 soldiers.",
        "Russia declined to confirm the loss of 300 soldiers.",
    ],
)
def test_silence_denies_nothing_and_says_nothing(lexicon, text):
    for cells in drafted(lexicon, text):
        assert cells.get("stance") != "denies"
        assert cells.get("speaker") != "Russia"


def test_a_quotation_goes_on_over_sentences(lexicon):
    text = "“We lost 300 soldiers. They lost 400 soldiers,” Vladimir Putin said. “Some 20 tanks burnt.”"
    speakers = [cells.get("speaker") for cells in drafted(lexicon, text) if "figure" in cells]
    assert speakers == ["Vladimir Putin"] * 3


def test_who_goes_on_may_still_be_the_speaker_before(lexicon):
    text = "300 soldiers died, Western officials say. Most come from Russia. But 20 soldiers lived."
    figures = [cells for cells in drafted(lexicon, text) if "figure" in cells]
    assert [cells.get("possible speaker") for cells in figures] == [None, "Western officials", None]


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Russia plans to send 300 soldiers.", "plans"),
        ("Russia may have sent 300 soldiers.", "may"),
        ("Russia did not send 300 soldiers.", "not"),
        ("If Russia sent 300 soldiers, it would lose.", "If"),
    ],
)
def test_what_did_not_happen_has_no_measure(lexicon, text, gap):
    draft = next(d for d in suggest(BYLINE + text, lexicon).drafts if "figure" in d.cells)
    assert "measure" not in draft.cells
    assert any(gap.lower() in why.lower() for why in draft.gaps)
