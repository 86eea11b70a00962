"""Drafts of figures in Russian, Ukrainian and Korean sentences: what each says, worked out by reading it."""

from __future__ import annotations

import pytest

from kg.curate.suggest.drafting import suggest

CASUALTIES = "casualties of the North Korean troops deployed with Russia"
DEPLOYMENT = "North Korea's deployment of troops alongside Russia (2024)"
NIS = "National Intelligence Service of South Korea"


def drafts(lexicon, text):
    suggestion = suggest(text, lexicon, published="2025-07-01")
    return [(draft.level, draft.cells) for draft in suggestion.drafts]


def said(cells, **expected):
    """The cells of those names, an empty one as ""."""
    names = {name: name.replace("_", " ") for name in expected}
    return {name: cells.get(column, "") for name, column in names.items()} == expected


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        (
            "По данным Национальной разведывательной службы Южной Кореи, погибло около 600 северокорейских солдат.",
            "likely",
            {"figure": "около 600", "speaker": NIS, "measure": "personnel killed", "counted": "soldier", "who": CASUALTIES, "how_said": "reported"},
        ),
        (
            "МИД России отрицает, что КНДР поставила в Россию 12 млн артиллерийских снарядов.",
            "",
            {"figure": "12 млн", "speaker": "Ministry of Foreign Affairs of Russia", "stance": "denies", "measure": "munitions sent"},
        ),
        (
            "За оцінками Національної служби розвідки Південної Кореї, КНДР відправила до Росії близько 12 тис. військових.",
            "likely",
            {"figure": "близько 12 тис", "speaker": NIS, "how_said": "estimated", "measure": "personnel deployed", "who": DEPLOYMENT},
        ),
        (
            "국가정보원은 2025년 4월 30일 북한군 사망자가 약 600명이라고 밝혔다.",
            "likely",
            {"figure": "약 600명", "speaker": NIS, "measure": "personnel killed", "counted": "soldier", "who": CASUALTIES, "as_of": "2025-04-30", "when": ""},
        ),
        # The day is that of the words, not of the losses; who speaks is in no list.
        (
            "15 червня 2025 року розвідка Великої Британії повідомила, що загинуло понад 600 солдатів КНДР.",
            "open",
            {"figure": "понад 600", "speaker": "", "measure": "personnel killed", "when": ""},
        ),
        (
            "Разведка сообщила 15 июня 2025 года, что КНДР направила в Россию 11 тысяч солдат.",
            "open",
            {"figure": "11 тысяч", "speaker": "", "when": "", "measure": "personnel deployed"},
        ),
        # Nobody is said to speak: perhaps the author does.
        ("북한은 2024년 10월 러시아에 병력 약 1만1천 명을 파병했다.", "open", {"figure": "약 1만1천 명", "speaker": "", "who": DEPLOYMENT}),
        # Two states, of which neither is said to be hit.
        ("По данным МИД России, погибло 300 солдат КНДР и Украины.", "open", {"figure": "300", "who": ""}),
        ("По данным МИД России, Иран может направить в Россию 300 солдат.", "open", {"figure": "300", "measure": "", "who": ""}),
        ("По данным МИД России, КНДР не направила в Россию 300 солдат.", "open", {"figure": "300", "measure": "", "who": ""}),
    ],
)  # fmt: skip
def test_a_draft_says_what_the_sentence_says(lexicon, text, level, expected):
    ((found, cells),) = drafts(lexicon, text)
    assert said(cells, **expected), cells
    assert not level or found == level


@pytest.mark.parametrize(
    "text",
    [
        "Потери КНДР превысили 6 тысяч военнослужащих.",  # more than 6,000
        "Число погибших приблизилось к 600 солдатам.",
        "Погибло 600 и более солдат.",
        "Втрати КНДР перевищили 6 тис. військових.",
        "영국 국방부는 북한군 사상자가 6천명을 넘었다고 발표했다.",
        "북한군 사상자가 6천명 이상이라고 밝혔다.",
        "Нет доказательств того, что северокорейские солдаты воевали в Покровске.",
    ],
)
def test_no_draft_states_half_a_figure(lexicon, text):
    for _, cells in drafts(lexicon, text):
        assert cells["figure"] not in ("6 тысяч", "6 тис", "600", "6천명"), cells


def test_another_states_ministry_is_not_ours(lexicon):
    """“국방부” alone is South Korea's; that of Britain is not."""
    ((_, cells),) = drafts(lexicon, "영국 국방부는 북한군 사망자가 약 600명이라고 밝혔다.")
    assert "South Korea" not in cells.get("speaker", "")


def test_no_relation_is_drafted_where_verbs_are_not_read(lexicon):
    assert drafts(lexicon, "Россия поддерживает Иран, сообщил МИД России.") == []
