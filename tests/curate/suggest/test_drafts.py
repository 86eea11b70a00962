"""Names, measures and relations of drafts; what is not clear stays empty."""

from __future__ import annotations

import pytest

from kg.curate.suggest.drafting import drafts_of_words, language_of, read_text, suggest
from kg.curate.suggest.sentences import sentences

BYLINE = "A Title\n\nBy Anna Miller\n\n"


def drafts_of(lexicon, text: str):
    """The drafts of a text with a byline."""
    return suggest(BYLINE + text, lexicon).drafts


def relations(lexicon, text: str) -> list[tuple[str, str, str, str]]:
    """Who, relation, whom and stance of the rows of relations."""
    return [
        tuple(d.cells.get(c, "") for c in ("who", "relation", "whom", "stance"))
        for d in drafts_of(lexicon, text)
        if "relation" in d.cells
    ]


@pytest.mark.parametrize(
    ("text", "measure", "counted", "unit"),
    [
        ("300 soldiers were killed.", "personnel killed", "soldier", "person"),
        (
            "300 soldiers were killed or wounded.",
            "personnel killed or wounded",
            "soldier",
            "person",
        ),
        ("Ukraine killed 300 soldiers.", "personnel killed", "soldier", "person"),
        ("300 soldiers were wounded in Kursk.", "personnel wounded", "soldier", "person"),
        ("Russia deployed 300 soldiers.", "personnel deployed", "soldier", "person"),
        ("Russia sent 300 drones to Ukraine.", "weapons sent", "drone", "piece"),
        ("300 drones were delivered to Russia.", "weapons sent", "drone", "piece"),
        ("Russia sent 300 artillery shells to Iran.", "munitions sent", "artillery shell", "shell"),
        # Not these measures, or not said.
        ("300 soldiers killed 20 civilians.", "", "soldier", "person"),
        ("300 civilians were killed.", "", "civilian", "person"),
        ("A further 300 soldiers were killed.", "", "soldier", "person"),
        ("Russia sends 300 drones a month to Ukraine.", "", "drone", "piece"),
        ("300 of its soldiers vanished.", "", "soldier", "person"),
        ("Up to 40 soldiers are killed every day.", "", "soldier", "person"),
        ("Over the past year 300 soldiers were killed.", "", "soldier", "person"),
        ("300 soldiers were killed in May 2024.", "", "soldier", "person"),
        ("300 tanks were delivered.", "weapons sent", "", "piece"),
    ],
)
def test_the_measure_of_a_figure(lexicon, text, measure, counted, unit):
    draft = next(d for d in drafts_of(lexicon, text) if "figure" in d.cells)
    said = tuple(draft.cells.get(column, "") for column in ("measure", "counted", "unit"))
    assert said == (measure, counted, unit)


def test_a_second_number_counts_what_the_first_does(lexicon):
    text = "At least 300 North Korean soldiers were killed and 2,700 wounded."
    cells = [d.cells for d in drafts_of(lexicon, text) if "figure" in d.cells]
    assert [(c["figure"], c["measure"], c["counted"]) for c in cells] == [
        ("At least 300", "personnel killed", "soldier"),
        ("2,700", "personnel wounded", "soldier"),
    ]


def test_a_known_event_is_found_by_its_parties(lexicon):
    """The graph has one supply of arms, one deployment, one group of casualties of North Korea."""
    text = "North Korea has sent 200 artillery shells to Russia. 300 North Korean soldiers were killed."
    abouts = [d.cells["who"] for d in drafts_of(lexicon, text) if "figure" in d.cells]
    assert abouts == [
        "North Korean supply of arms to Russia",
        "casualties of the North Korean troops deployed with Russia",
    ]
    text = "Poland has sent 200 artillery shells to Russia. 300 Polish soldiers were killed."
    figures = [d for d in drafts_of(lexicon, text) if "figure" in d.cells]
    assert [d.cells.get("who") for d in figures] == [
        "Poland's supply of artillery shells to Russia",
        None,
    ]
    assert figures[0].cells["who kind"] == "arms transfer"


def test_relations_in_plain_words(lexicon):
    text = "The 155th Naval Brigade is part of the Pacific Fleet. The 11th Corps of the Korean People's Army, known as the “Night Corps”, came."
    assert relations(lexicon, text) == [
        ("155th Naval Brigade", "is part of", "Pacific Fleet", ""),
        ("11th Corps of the Korean People's Army", "has nickname", "Night Corps", ""),
        ("11th Corps of the Korean People's Army", "is part of", "Korean People's Army", ""),
    ]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The Great Treaty was signed by presidents Vladimir Putin and Omar Said.", ""),
        ("The Great Treaty was never signed by presidents Vladimir Putin and Omar Said.", "denies"),
    ],
)
def test_both_of_a_list_and_a_negation(lexicon, text, stance):
    assert relations(lexicon, text) == [
        ("Great Treaty", "has signatory", "Vladimir Putin", stance),
        ("Great Treaty", "has signatory", "Omar Said", stance),
    ]


def test_a_denied_denial_has_no_stance(lexicon):
    text = "Russia denied that the Great Treaty was never signed by presidents Vladimir Putin and Omar Said."
    for draft in drafts_of(lexicon, text):
        assert "stance" not in draft.cells
        assert draft.level == "open"


def test_a_transfer_has_its_status_and_roles(lexicon):
    text = "Poland has delivered 20 drones to Ukraine."
    event = "Poland's supply of drones to Ukraine"
    assert relations(lexicon, text) == [
        (event, "has event status", "occurred", ""),
        (event, "has supplier", "Poland", ""),
        (event, "has recipient", "Ukraine", ""),
        (event, "transferred item", "drone", ""),
    ]
    text = "Poland has not delivered drones to Ukraine."
    assert relations(lexicon, text) == [(event, "has event status", "occurred", "denies")]
    assert relations(lexicon, "Poland will deliver drones to Ukraine.") == []


def test_a_transfer_of_other_things_is_another(lexicon):
    """The graph's supply by North Korea to Russia is of shells, guns, missiles: never of drones."""
    form = "North Korea has delivered {} to Russia."
    names = [relations(lexicon, form.format(item))[0][0] for item in ("artillery shells", "drones")]
    assert names == [
        "North Korean supply of arms to Russia",
        "North Korea's supply of drones to Russia",
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Germany sent Ukraine 18 Leopard 2 tanks.", ["18"]),
        ("Iran sent Russia hundreds of Fath-360 missiles.", ["hundreds"]),
        ("They showed the Type 99 tanks and Leopard 2 tanks.", []),
    ],
)
def test_the_number_of_a_model_is_no_figure(lexicon, text, figures):
    assert [d.cells["figure"] for d in drafts_of(lexicon, text) if "figure" in d.cells] == figures


def test_a_unit_keeps_its_number(lexicon):
    text = "The 12th Corps of the Polish Land Forces is part of the Great Army."
    whos = {who for who, *_ in relations(lexicon, text)}
    assert whos == {"12th Corps of the Polish Land Forces"}


def test_two_spellings_of_a_new_name_are_one(lexicon):
    text = "Iran's Foreign Ministry said that Iran helped Russia. The Foreign Ministry of Iran said that Russia helped Iran."
    speakers = {d.cells["speaker"] for d in drafts_of(lexicon, text)}
    assert speakers == {"Iran's Foreign Ministry"}


def test_a_row_is_drafted_once(lexicon):
    text = "North Korea has delivered short-range ballistic missiles to Russia."
    rows = relations(lexicon, text)
    assert len(rows) == len(set(rows))


def test_a_verb_without_a_relation_leaves_it_empty(lexicon):
    draft = drafts_of(lexicon, "Russia congratulated Ukraine.")[0]
    assert (draft.cells["who"], draft.cells["whom"]) == ("Russia", "Ukraine")
    assert "relation" not in draft.cells
    assert draft.level == "open"


@pytest.mark.parametrize(
    "text",
    [
        "A general of Russia helped Ukraine.",
        "Troops from Iran and Russia helped Ukraine.",
        "If Russia helped Ukraine, it would lose.",
        "Russia wants to help Ukraine.",
        "Russia was sent 300 drones by Iran.",
        "Russia may have sent drones to Ukraine.",
        "Russia's ally sent drones to Ukraine.",
        "It is not true that Russia sent drones to Ukraine.",
        "Nobody says that Russia helped Ukraine.",
    ],
)
def test_what_is_not_said_of_it_is_not_drafted_as_said(lexicon, text):
    """No complete row: somebody else acts, or it did not happen."""
    assert [d.cells for d in drafts_of(lexicon, text) if not d.gaps] == []


def test_an_agreement_of_its_name_and_year(lexicon):
    """The graph has a comprehensive strategic partnership treaty of June 2024; another year is another."""
    form = "A comprehensive strategic partnership treaty was signed by Kim Jong Un in May {}."
    whos = [drafts_of(lexicon, form.format(year))[0].cells.get("who") for year in (2024, 2023)]
    assert whos == [
        "comprehensive strategic partnership treaty of North Korea and Russia (2024)",
        None,
    ]


def test_a_month_is_no_doubt(lexicon):
    draft = drafts_of(lexicon, "In May 2024 Russia sent drones to Ukraine.")[0]
    assert (draft.level, draft.cells["when"]) == ("likely", "2024-05")


def test_a_city_is_no_state_where_something_is_in_it(lexicon):
    assert drafts_of(lexicon, "Moscow helped Ukraine.")[0].cells["who"] == "Russia"
    assert not drafts_of(lexicon, "A fire in Moscow helped Ukraine.")


def test_the_whole_is_read_where_it_stands(lexicon):
    text = BYLINE + "Dr. Kim of the U.S. came. Russia sent 300 drones to Ukraine.\r\nHe left.\n"
    found = sentences(text)
    assert [s.text for s in found[2:]] == [
        "Dr. Kim of the U.S. came.",
        "Russia sent 300 drones to Ukraine.",
        "He left.",
    ]
    for sentence in found:
        assert text[sentence.start : sentence.end] == sentence.text
    for draft in suggest(text, lexicon).drafts:
        assert text[draft.start : draft.end] == draft.cells["quote"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Russia", "en"), ("Росія надіслала її", "uk"), ("Россия послала", "ru"), ("북한이", "ko")],
)
def test_the_language_of_a_text(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "figure", "names"),
    [
        ("Россия потеряла более 12 тыс. солдат.", "более 12 тыс", []),
        ("북한이 러시아에 약 1만2천명을 파병했다.", "약 1만2천명", []),
    ],
)
def test_figures_of_other_languages_are_drafted(lexicon, text, figure, names):
    drafts = suggest(text, lexicon).drafts
    assert [draft.cells.get("figure") for draft in drafts] == [figure]
    assert all(draft.level == "open" for draft in drafts)


def cells_of(lexicon, text):
    return [draft.cells for draft in suggest(text, lexicon, published="2025-07-01").drafts]


@pytest.mark.parametrize(
    "text",
    [
        "North Korean losses exceeded 6,000 soldiers, Ukraine said.",
        "The toll topped 6,000 soldiers, Ukraine said.",
        "Losses were approaching 6,000 soldiers, Ukraine said.",
        "It was just shy of 6,000 soldiers, Ukraine said.",
    ],
)
def test_a_number_that_is_exceeded_or_neared_is_no_figure(lexicon, text):
    assert all(cells.get("figure") != "6,000" for cells in cells_of(lexicon, text))


@pytest.mark.parametrize("noun", ["missile launchers", "drone attacks", "missile crews"])
def test_what_is_made_of_a_weapon_is_not_counted_as_one(lexicon, noun):
    (cells,) = cells_of(lexicon, f"North Korea sent 40 {noun} to Russia, Ukraine said.")[-1:]
    assert "counted" not in cells


@pytest.mark.parametrize(
    "begin",
    [
        "South Korea's spy agency, the National Intelligence Service, said",
        "South Korea's spy agency, the National Intelligence Service of South Korea, said",
    ],
)
def test_an_agency_beside_its_name_is_that_agency(lexicon, begin):
    cells = cells_of(lexicon, f"{begin} that 600 North Korean soldiers were killed.")[0]
    assert cells["speaker"] == "National Intelligence Service of South Korea"
    assert "speaker kind" not in cells


def test_a_transfer_in_the_passive_has_its_supplier_and_recipient(lexicon):
    text = "Russia has been supplied with missiles by North Korea, Ukraine said."
    found = {(c["relation"], c["whom"]) for c in cells_of(lexicon, text)}
    assert {("has supplier", "North Korea"), ("is sent to", "Russia")} <= found
    turned = "Missiles were delivered to Russia by North Korea, Ukraine said."
    found = {(c["relation"], c["whom"]) for c in cells_of(lexicon, turned)}
    assert {("has supplier", "North Korea"), ("has recipient", "Russia")} <= found


def test_what_a_name_says_is_not_denied_with_the_sentence_around_it(lexicon):
    text = "Ukraine denied that the Velin Corps of the Korean People's Army was in Kursk."
    part = [c for c in cells_of(lexicon, text) if c.get("relation") == "is part of"]
    assert all("stance" not in cells and "speaker" not in cells for cells in part)


def test_words_of_a_long_text_are_drafted_as_in_the_whole_of_it(lexicon):
    """Who speaks is said in the sentences before; what a name is, anywhere in the text."""
    filling = "Nothing else was told of it that day.\n" * 60
    said = (
        "Ukraine's Defence Intelligence gave new figures.\n"
        "It said that 300 soldiers of the Reed Battalion had been killed by 1 March 2025. "
        "About 500 had been wounded, the agency added.\n"
    )
    text = f"{filling}{said}{filling}The Reed Battalion is a military unit of Russia.\n"
    whole = read_text(text, lexicon, published="2025-03-03")
    start, end = text.index("It said"), text.index("added.")
    told = read_text(text, lexicon, published="2025-03-03", span=(start, end))
    assert len(told.readings) == 2
    drafts = drafts_of_words(told, start, end)
    assert drafts == drafts_of_words(whole, start, end)
    assert {draft.cells["figure"].lower() for draft in drafts} == {"300", "about 500"}
