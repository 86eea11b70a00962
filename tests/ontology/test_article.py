"""The first article's claims against its text, as read: offsets, figures, speakers, dates."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.conftest import ARTICLE, ROOT

if TYPE_CHECKING:
    from kg import Graph

SOURCE = "https://w3id.org/entente/source/khaled-north-korea-russia"
NS = "https://w3id.org/entente/ns/"
ID = "https://w3id.org/entente/id/"
SHA256 = "46086e82e23fdd596fd363512854d61113d9fe690f48b75ee66a200afcbbf73e"
LENGTH = 3820  # characters
# A stop, perhaps with a closing quote, then a space and a capital; or the end of a paragraph.
SENTENCE_END = re.compile(r"(?<=[.\"])\s+(?=[A-Z])|\n+")


class Passage(NamedTuple):
    claim: str
    start: int
    end: int
    wording: str | None


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, heading and byline of the article."""
    ends = [(match.start(), match.end()) for match in SENTENCE_END.finditer(text)]
    starts = [0, *(after for _, after in ends)]
    stops = [*(before for before, _ in ends), len(text.rstrip())]
    return [(start, stop) for start, stop in zip(starts, stops, strict=True) if start < stop]


@pytest.fixture(scope="module")
def article() -> str:
    if not ARTICLE.exists():
        pytest.skip(f"no copy of the article at {ARTICLE}")
    return ARTICLE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def passages(core: Graph) -> list[Passage]:
    rows = core.query(
        f"""SELECT ?claim ?start ?end ?wording WHERE {{
            ?claim kg:source <{SOURCE}> ; kg:evidence ?evidence .
            ?evidence oa:start ?start ; oa:end ?end .
            OPTIONAL {{ ?claim kg:wording ?wording }} }}"""
    )
    return [
        Passage(
            row["claim"].value.rpartition("/")[2],
            int(row["start"].value),
            int(row["end"].value),
            row["wording"].value if row["wording"] else None,
        )
        for row in rows
    ]


def ask(core: Graph, pattern: str) -> bool:
    """Whether the article's claims hold the pattern, in which ``?c`` is one of them."""
    return bool(core.query(f"ASK {{ ?c kg:source <{SOURCE}> . {pattern} }}"))


def values(core: Graph, variable: str, pattern: str) -> set[str]:
    rows = core.query(
        f"SELECT DISTINCT ?{variable} WHERE {{ ?c kg:source <{SOURCE}> . {pattern} }}"
    )
    return {row[variable].value for row in rows}


# ---- the text and the offsets into it


def test_the_text_is_the_one_that_was_read(article: str, core: Graph) -> None:
    assert len(article) == LENGTH
    assert hashlib.sha256(ARTICLE.read_bytes()).hexdigest() == SHA256
    assert bool(
        core.query(f'ASK {{ <{SOURCE}> kg:textSha256 "{SHA256}" ; kg:textLength {LENGTH} }}')
    )


def test_the_article_has_34_sentences_headings_and_byline(article: str) -> None:
    # Counted on paper: title, 4 headings, byline, and 28 sentences.
    assert len(sentences(article)) == 34


def test_each_claim_has_one_passage(passages: list[Passage]) -> None:
    claims = [passage.claim for passage in passages]
    assert len(claims) == len(set(claims))


def test_each_passage_lies_within_one_sentence(article: str, passages: list[Passage]) -> None:
    bounds = sentences(article)
    across = [
        passage.claim
        for passage in passages
        if not any(start <= passage.start < passage.end <= end for start, end in bounds)
    ]
    assert across == []


def test_each_passage_begins_and_ends_at_a_word(article: str, passages: list[Passage]) -> None:
    padded = f" {article} "
    cut = [
        passage.claim
        for passage in passages
        if (padded[passage.start].isalnum() and padded[passage.start + 1].isalnum())
        or (padded[passage.end].isalnum() and padded[passage.end + 1].isalnum())
    ]
    assert cut == []


def test_each_wording_stands_in_its_passage(article: str, passages: list[Passage]) -> None:
    wrong = [
        passage.claim
        for passage in passages
        if passage.wording is not None
        and passage.wording not in article[passage.start : passage.end]
    ]
    assert wrong == []


def test_wordings_are_short(passages: list[Passage]) -> None:
    quoted = [passage.wording for passage in passages if passage.wording]
    assert quoted
    assert max(len(wording.split()) for wording in quoted) <= 12
    assert 4 * sum(map(len, quoted)) <= LENGTH


def test_every_body_sentence_has_a_claim(article: str, passages: list[Passage]) -> None:
    without = [
        article[start:end]
        for start, end in sentences(article)
        if article[end - 1] in '."' and not any(start <= p.start < end for p in passages)
    ]
    # "The improvement is measurable." announces the figure of the next sentence.
    assert [words.split()[1] for words in without] == ["improvement"]


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").iterdir()), ids=lambda path: path.name)
def test_no_sentence_of_the_article_is_in_the_repository(article: str, path) -> None:
    words = re.findall(r"[\w'-]+", article.lower().replace("’", "'"))
    runs = {tuple(words[at : at + 13]) for at in range(len(words) - 12)}
    here = re.findall(r"[\w'-]+", path.read_text(encoding="utf-8").lower())
    assert [
        here[at : at + 13] for at in range(len(here)) if tuple(here[at : at + 13]) in runs
    ] == []


# ---- what outside tools rely on


def properties(core: Graph, claim: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in core.query(f"SELECT ?p ?o WHERE {{ <{SOURCE}/{claim}> ?p ?o }}"):
        name = re.split(r"[/#]", row["p"].value)[-1]
        found.setdefault(name, set()).add(row["o"].value.removeprefix(NS).removeprefix(ID))
    return found


FIXED = {
    "c004": {
        "about": "deployment-dprk-russia-2024",
        "measure": "personnelDeployed",
        "lower": None,
        "upper": "15000",
        "best": None,
        "unit": "person",
        "qualifier": "upTo",
        "attributedTo": "person-sara-khaled",
        "modality": "asserted",
        "time": None,
    },
    "c012": {
        "about": "deployment-dprk-russia-2024",
        "measure": "personnelDeployed",
        "lower": "14000",
        "upper": "15000",
        "best": None,
        "unit": "person",
        "qualifier": "between",
        "wording": "between 14,000 and 15,000 troops",
        "attributedTo": "group-western-officials",
        "modality": "reported",
        "time": "2024-23/..",
        "latest": None,
    },
    "c016": {
        "subject": "unit-kpa-11th-corps",
        "predicate": "partOf",
        "object": "force-korean-peoples-army",
    },
    "c020": {
        "lower": "6000",
        "lowerInclusive": "false",
        "upper": None,
        "best": None,
        "qualifier": "moreThan",
        "measure": "personnelKilledOrWounded",
        "attributedTo": "agency-uk-ministry-of-defence",
    },
    "c065": {
        "subject": "model-dprk-hypersonic-cruise-missile",
        "predicate": "resembles",
        "object": "model-russian-missile-resembled",
        "attributedTo": "group-weapons-experts",
        "modality": "assessed",
    },
}


@pytest.mark.parametrize("claim", FIXED)
def test_the_claims_that_outside_tools_rely_on(core: Graph, claim: str) -> None:
    found = properties(core, claim)
    expected = {name: set() if value is None else {value} for name, value in FIXED[claim].items()}
    assert {name: found.get(name, set()) for name in expected} == expected


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("c004", "Estimate"),
        ("c012", "Estimate"),
        ("c016", "Claim"),
        ("c020", "Estimate"),
        ("c065", "Judgement"),
    ],
)
def test_their_kinds(core: Graph, claim: str, kind: str) -> None:
    assert {kind, "Claim"} <= properties(core, claim)["type"]


def test_the_officials_figure_has_its_offsets(passages: list[Passage]) -> None:
    assert [(p.start, p.end) for p in passages if p.claim == "c012"] == [(476, 615)]


def test_two_troop_figures_have_two_speakers(core: Graph) -> None:
    speakers = values(
        core, "who", "?c kg:measure kg:personnelDeployed ; kg:attributedTo/rdfs:label ?who"
    )
    assert speakers == {"Sara Khaled", "Western officials (unnamed)"}


# ---- the figures, each with the words and the speaker that the text gives it

AUTHOR = "person-sara-khaled"
OFFICIALS = "group-western-officials"
DIA = "agency-rok-defense-intelligence-agency"
MOD = "agency-uk-ministry-of-defence"
#: wording, speaker, possible second speaker, lower, upper, what is counted
FIGURES = [
    ("up to 15,000 soldiers", AUTHOR, None, None, "15000", "soldier"),
    ("between 14,000 and 15,000 troops", OFFICIALS, None, "14000", "15000", "soldier"),
    ("Most", AUTHOR, OFFICIALS, None, None, "soldier"),
    ("More than 6,000", MOD, None, "6000", None, "soldier"),
    ("millions of artillery shells", AUTHOR, None, None, None, "artilleryShell"),
    ("more than 12 million", DIA, None, "12000000", None, "artilleryShell"),
    ("almost exclusively", AUTHOR, DIA, None, None, "artilleryShell"),
    ("roughly half", AUTHOR, DIA, None, None, "artilleryShell"),
    ("Nearly half", AUTHOR, None, None, None, "ballisticMissile"),
    ("signed agreements", AUTHOR, None, None, None, "accord"),
]


def test_every_figure_of_the_article_with_its_speaker(core: Graph) -> None:
    names = ("wording", "who", "maybe", "lower", "upper", "counts")
    rows = core.query(
        f"""SELECT * WHERE {{
            ?c a kg:Estimate ; kg:source <{SOURCE}> ; kg:wording ?wording ;
               kg:attributedTo ?who ; kg:counts ?counts .
            OPTIONAL {{ ?c kg:possiblyAttributedTo ?maybe }}
            OPTIONAL {{ ?c kg:lower ?lower }} OPTIONAL {{ ?c kg:upper ?upper }} }}"""
    )
    found = {
        tuple(
            row[name].value.removeprefix(NS).removeprefix(ID) if row[name] else None
            for name in names
        )
        for row in rows
    }
    assert found == set(FIGURES)


@pytest.mark.parametrize("figure", ["12", "6,000", "14,000", "15,000"])
def test_every_number_in_the_text_is_in_a_wording(
    article: str, passages: list[Passage], figure: str
) -> None:
    assert figure in article
    assert any(figure in (passage.wording or "").split() for passage in passages)


@pytest.mark.parametrize(
    ("wording", "lower", "upper"), [("roughly half", "0.4", "0.6"), ("Nearly half", "0.4", "0.5")]
)
def test_a_vague_share_has_implied_bounds_only(
    core: Graph, wording: str, lower: str, upper: str
) -> None:
    one = f'?c a kg:Estimate ; kg:wording "{wording}"'
    assert not ask(core, f"{one} . {{ ?c kg:lower ?x }} UNION {{ ?c kg:upper ?x }}")
    assert values(core, "x", f"{one} ; kg:impliedLower ?x") == {lower}
    assert values(core, "x", f"{one} ; kg:impliedUpper ?x") == {upper}


def test_reported_speech_names_these_speakers_and_no_other(core: Graph) -> None:
    assert values(core, "who", "?c kg:attributedTo/rdfs:label ?who") == {
        "Sara Khaled",
        "Western officials (unnamed)",
        "Ministry of Defence of the United Kingdom",
        "Armed Forces of Ukraine",
        "Defense Intelligence Agency of South Korea",
        "experts on the hypersonic cruise missile (unnamed)",
        "South Korea",
    }


# ---- what is judged stays a judgement; what is agreed stays agreed


@pytest.mark.parametrize("modality", ["assessed", "warned", "forecast"])
def test_no_fact_rests_on_a_judgement(core: Graph, modality: str) -> None:
    assert ask(core, f"?c kg:modality kg:{modality}")
    assert not ask(core, f"?fact kg:supportedBy ?c . ?c kg:modality kg:{modality}")
    assert not ask(core, "?fact kg:supportedBy ?c . ?c a kg:Judgement")


def test_the_forecast_has_a_likelihood_without_bounds(core: Graph) -> None:
    likelihood = "?c kg:modality kg:forecast ; kg:likelihood [ kg:likelihoodScheme ?scheme ]"
    assert values(core, "scheme", likelihood) == {NS + "ordinaryLanguage"}


def test_everything_about_the_drone_production_is_marked_agreed(core: Graph) -> None:
    rows = core.query(
        """SELECT ?status WHERE {
            ?fact a kg:Fact ; rdf:subject|rdf:object kgd:production-dprk-drones .
            OPTIONAL { ?fact kg:eventStatus ?status } }"""
    )
    found = [row["status"].value if row["status"] else None for row in rows]
    assert found
    assert set(found) == {NS + "agreed"}


SIGNING = "kgd:signing-dprk-russia-treaty-2024"
DEPLOYMENT = "kgd:deployment-dprk-russia-2024"
FIRST = "kgd:transfer-first-dprk-shipment-2023"
TIMES = {
    DEPLOYMENT: "2024-23/..",  # since fall 2024
    FIRST: "2023-08",  # arrived in August 2023
    SIGNING: "2024-06",  # signed in June 2024
    "kgd:launch-dprk-destroyer-2025": "2025-04",  # launched in April 2025
}


@pytest.mark.parametrize("event", TIMES)
def test_each_dated_event_has_the_date_of_the_text(core: Graph, event: str) -> None:
    status = f"?c rdf:subject {event} ; rdf:predicate kg:eventStatus ; kg:time ?t"
    assert values(core, "t", status) == {TIMES[event]}


def test_no_other_time_is_given(core: Graph) -> None:
    assert values(core, "t", "?c kg:time ?t") == set(TIMES.values())
