"""Every named question of ontology/queries, against answers found by reading the sources."""

from __future__ import annotations

import io
import re
import textwrap
from pathlib import Path

import pytest

import kg
from kg.graph import questions as queries
from kg.graph.names import resolve
from kg.publish.terminal.answers import write_answer
from tests.conftest import ARTICLE, ROOT
from tests.ontology import expected_answers, expected_field
from tests.ontology.expected_answers import LATER, Case
from tests.ontology.expected_figures import OF_ALL_SOURCES

FOLDER = ROOT / "ontology" / "queries"
EXPECTED = expected_answers.EXPECTED | expected_field.OF_THE_ARTICLE
WORDS = expected_answers.WORDS | expected_field.WORDS
QUESTIONS = queries.all_questions(FOLDER)
STEM = "khaled-north-korea-russia/"
CASES = [
    pytest.param(name, case, id=" ".join([name, *case.given.values()]))
    for name, cases in EXPECTED.items()
    for case in cases
]
#: The article, and who its speakers belong to: what EXPECTED is an answer from.
THE_ARTICLE = ("khaled-north-korea-russia", "reference-agencies")
#: Where a question has no default for a parameter.
REQUIRED = {"about": {"entity": "Russia"}}


def rows(graph, name: str, columns: str, given=None) -> list[tuple[str, ...]]:
    """The cells of some columns; a claim of the article by its number, a later one as LATER."""
    question = QUESTIONS[name]
    values = queries.bind(question, given or {}, lambda text: resolve(graph, text))
    wanted = columns.split()
    found = []
    for row in graph.query(question.sparql, values):
        cells = ["" if row[column] is None else row[column].value for column in wanted]
        for at, column in enumerate(wanted):
            if column in ("claim", "claims"):
                cells[at] = ", ".join(_number(claim) for claim in cells[at].split(", "))
        found.append(tuple(cells))
    return found


def _number(claim: str) -> str:
    if not claim:
        return ""
    number = claim.removeprefix(STEM)
    return number if number <= "c086" and "/" not in number else LATER


def printed(graph, name: str, width: int = 120, given=None) -> str:
    out = io.BytesIO()
    given = REQUIRED.get(name, {}) if given is None else given
    write_answer(graph, QUESTIONS[name], given, None, out, width)
    return out.getvalue().decode()


@pytest.fixture(scope="module")
def article():
    """What the article says, and no other source."""
    return kg.open(ROOT, sources=THE_ARTICLE)


def test_every_question_has_a_tested_answer():
    assert set(EXPECTED) == {path.stem for path in FOLDER.glob("*.rq")}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_answer(article, name: str, case: Case):
    assert set(rows(article, name, case.columns, case.given)) == case.rows


@pytest.mark.parametrize("name", OF_ALL_SOURCES)
def test_answer_of_all_sources(core, name: str):
    """In this order: a series in time, what has no day last."""
    case = OF_ALL_SOURCES[name]
    answer = [
        tuple("" if row[column] is None else row[column].value for column in case.columns.split())
        for row in core.query(
            QUESTIONS[name].sparql,
            queries.bind(QUESTIONS[name], {}, lambda text: resolve(core, text)),
        )
    ]
    assert answer == list(case.rows)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_row_comes_once_and_says_who_and_where(core, name: str):
    question = QUESTIONS[name]
    values = queries.bind(question, REQUIRED.get(name, {}), lambda text: resolve(core, text))
    result = core.query(question.sparql, values)
    columns = result.columns
    found = [tuple(str(row[column]) for column in columns) for row in result]
    assert len(found) == len(set(found))
    assert {"speaker", "said_by"} & set(columns)
    assert name == "speakers" or {"characters", "claim"} <= {
        c.removesuffix("s") if c == "claims" else c for c in columns
    }
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", column) for column in columns)
    assert len(columns) <= 9


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article's text is not in the repository")
def test_the_evidence_of_every_answer_holds_the_words():
    article = ARTICLE.read_text(encoding="utf-8")
    spans = {
        span
        for cases in EXPECTED.values()
        for case in cases
        for row in case.rows
        for cell in row
        for span in re.findall(r"(?<![-\d])\d+–\d+", cell)
    }
    assert spans == set(WORDS)
    for span in spans:
        start, end = map(int, span.split("–"))
        assert WORDS[span] in article[start:end]
        # No longer than a sentence, which ends with a stop before a capital, or with a line.
        assert not re.search(r"\n|\. [A-Z]", article[start:end])


@pytest.mark.parametrize("name", QUESTIONS)
def test_header(name: str):
    question = QUESTIONS[name]
    assert question.title
    assert question.question.endswith(("?", ".)", "?)"))
    assert question.none.endswith((".", "kg ask casualties"))
    body = re.sub(r"^#.*$", "", question.sparql, flags=re.MULTILINE)
    assert "WHERE" in body
    assert "ORDER BY" in body
    for parameter in question.parameters:
        assert f"?{parameter.name}" in body
        assert f"{{{parameter.name}}}" in question.question


def test_there_are_five_headlines():
    chosen = queries.headlines(FOLDER)
    assert [question.headline for question in chosen] == [1, 2, 3, 4, 5]
    assert chosen[0].name == "casualties"


@pytest.fixture(scope="module")
def silent():
    """The graph without any claim: names of states only."""
    return kg.open(ROOT, sources=("reference-states",))


@pytest.mark.parametrize("name", QUESTIONS)
def test_without_a_row_it_says_so(silent, name: str):
    question = QUESTIONS[name]
    text = printed(silent, name, width=10_000)
    asked, blank, said, end = text.split("\n")
    assert (blank, end) == ("", "")
    assert said
    assert "{" not in text
    for pattern, line in ((question.question, asked), (question.none, said)):
        fixed = [re.escape(part) for part in re.split(r"\{\w+\}", pattern)]
        assert re.fullmatch(".+".join(fixed), line)


def test_what_is_not_said_is_answered_in_words(core, article):
    assert (
        printed(article, "killed", 10_000)
        .splitlines()[-1]
        .startswith(
            "The sources do not say how many were killed among "
            "North Korean troops deployed alongside Russian forces"
        )
    )
    assert (
        printed(core, "lost", 10_000)
        .splitlines()[-1]
        .startswith("The sources do not say which military unit suffered how many casualties")
    )
    assert printed(core, "sent", 10_000, {"supplier": "China"}).splitlines() == [
        "What has China sent to Russia, and is any of it disputed?",
        "",
        "The sources do not say that China has sent anything to Russia.",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", QUESTIONS)
def test_it_fits_the_terminal_without_breaking_a_word(core, name: str):
    numbers = re.findall(r"\d+–\d+", printed(core, name, 10_000))
    for width in (60, 80, 100, 140):
        text = printed(core, name, width)
        assert max(map(len, text.splitlines())) <= width, width
        for number in numbers:
            assert number in text, width


REPORT = """
@prefix c: <https://w3id.org/entente/source/test-report/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix src: <https://w3id.org/entente/source/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

src:test-report a kg:Report ;
    dcterms:title "A report made up for a test"@en ;
    dcterms:creator "Test" ;
    kg:recordedAt "2026-01-01"^^xsd:date ;
    kg:curator kgd:organisation-entente-editors ;
    kg:reviewStatus kg:draft .
kgd:place-test-region a kg:Place ; rdfs:label "Test region"@en .
"""
LOCATOR = 'kg:evidence [ a kg:Locator ; kg:url "https://example.org/report"^^xsd:anyURI ]'


@pytest.fixture
def with_claims(workspace: Path):
    """The article with further claims, made up to see that a question would answer."""

    def add(*bodies: str):
        claims = [
            f'c:c{number:03} {body} ; kg:statement "Made up {number}." ; {LOCATOR} .'
            for number, body in enumerate(bodies, 1)
        ]
        (workspace / "seeds" / "test-report.ttl").write_text(REPORT + "\n".join(claims))
        return kg.open(workspace, sources=(*THE_ARTICLE, "test-report"))

    return add


def claim(subject: str, predicate: str, value: str, speaker: str, more: str = "") -> str:
    return (
        f"a kg:Claim ; rdf:subject kgd:{subject} ; rdf:predicate kg:{predicate} ;"
        f" rdf:object {value} ; kg:attributedTo kgd:{speaker}{more}"
    )


def test_killed_answers_once_a_figure_of_the_dead_is_there(with_claims):
    graph = with_claims(
        "a kg:Estimate ; kg:about kgd:casualties-dprk-troops ; kg:measure kg:personnelKilled ;"
        ' kg:counts kg:soldier ; kg:unit kg:person ; kg:best 600 ; kg:wording "about 600" ;'
        " kg:qualifier kg:approximately ; kg:attributedTo kgd:state-south-korea ;"
        ' kg:asOf "2025-04"^^edtf:EDTF'
    )
    # About: a tenth to either side.
    assert rows(graph, "killed", "low high wording speaker as_of") == [
        ("540", "660", "about 600", "South Korea", "2025-04")
    ]
    # The dead are a part of the killed or wounded, and a figure of losses too.
    assert len(rows(graph, "casualties", "counted")) == 2


def test_where_answers_once_a_place_is_given(with_claims):
    graph = with_claims(
        claim(
            "deployment-dprk-russia-2024",
            "deployedTo",
            "kgd:place-test-region",
            "state-ukraine",
        )
    )
    assert rows(graph, "where", "place relation speaker") == [
        ("Test region", "deployed to", "Ukraine")
    ]


def test_under_answers_once_a_clause_is_said_to_cover_it(with_claims):
    graph = with_claims(
        claim(
            "clause-mutual-defence-dprk-russia",
            "providesFor",
            "kgd:deployment-dprk-russia-2024",
            "state-russia",
        )
    )
    assert rows(graph, "under", "under speaker") == [
        ("mutual defence clause of the treaty of North Korea and Russia", "Russia")
    ]


def test_a_second_speaker_corroborates(with_claims):
    graph = with_claims(
        claim("casualties-dprk-troops", "eventStatus", "kg:occurred", "state-ukraine")
    )
    subject = "casualties of the North Korean troops deployed with Russia"
    assert set(rows(graph, "corroborated", "subject object speaker claim")) == {
        (subject, "occurred", "Ministry of Defence of the United Kingdom", "c021"),
        (subject, "occurred", "Ukraine", LATER),
    }


def test_a_denial_disputes_and_is_shown_as_one(with_claims):
    graph = with_claims(
        claim(
            "transfer-dprk-arms-to-russia",
            "transferred",
            "kg:selfPropelledGun",
            "state-russia",
            " ; kg:stance kg:denies",
        )
    )
    assert set(rows(graph, "disputed", "object says speaker")) == {
        ("self-propelled gun", "yes", "Sara Khaled"),
        ("self-propelled gun", "no", "Russia"),
    }
    marked = dict(rows(graph, "sent", "sent disputed"))
    assert marked["self-propelled gun"] == "yes"
    assert marked["artillery shell"] == "no"
    said = rows(graph, "says", "hedge", {"speaker": "Russia"})
    assert said == [("denied",)]


def test_ranges_that_do_not_meet_are_shown_to_differ(with_claims):
    graph = with_claims(
        "a kg:Estimate ; kg:about kgd:deployment-dprk-russia-2024 ; kg:measure kg:personnelDeployed ;"
        " kg:counts kg:soldier ; kg:unit kg:person ; kg:lower 10000 ; kg:upper 11000 ;"
        ' kg:qualifier kg:between ; kg:wording "between 10,000 and 11,000" ;'
        " kg:attributedTo kgd:state-ukraine"
    )
    assert set(rows(graph, "compare", "speaker other_speaker")) >= {
        ("Western officials (unnamed)", "Ukraine"),
        ("Sara Khaled", "Ukraine"),
    }
    # 10,000–11,000 lies below 14,000–15,000; "up to 15,000" holds both. The number of all ever sent
    # only grows: of two days, both may be right.
    (own,) = (c for c in graph.claims.values() if c.get("wording") == "between 10,000 and 11,000")
    may_contradict = {
        frozenset((pair.first.speaker, pair.second.speaker)): pair.outcome
        for pair in graph.contradictions().weighed
        if own.id in (pair.first.claim, pair.second.claim)
    }
    assert may_contradict[frozenset(("Western officials (unnamed)", "Ukraine"))] == "undecided"
    assert frozenset(("Sara Khaled", "Ukraine")) not in may_contradict


def test_lost_answers_once_the_losses_of_a_unit_are_given(with_claims):
    graph = with_claims(
        "a kg:Estimate ; kg:about kgd:unit-kpa-11th-corps ; kg:measure kg:personnelKilled ;"
        " kg:counts kg:soldier ; kg:unit kg:person ; kg:lower 100 ; kg:qualifier kg:atLeast ;"
        " kg:attributedTo kgd:state-ukraine"
    )
    assert rows(graph, "lost", "unit low high speaker as_of") == [
        ("11th Corps of the Korean People's Army", "100", "", "Ukraine", "not said")
    ]


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("name", ["casualties", "killed", "troops", "shells", "where"])
def test_the_figures_of_all_sources_are_a_table_on_a_terminal(core, name: str, width: int):
    """One line of headings, not a block a row, and whole words."""
    lines = printed(core, name, width, {}).splitlines()
    rule = next(at for at, line in enumerate(lines) if line.startswith("──"))
    assert {"low", "high"} <= set(lines[rule - 1].split()) or name == "where"
    assert max(map(len, lines)) <= width
    assert "Intelligence" in " ".join(lines) or name == "where"


def test_what_is_said_to_have_happened_is_no_longer_only_agreed(with_claims):
    graph = with_claims(
        claim("production-dprk-drones", "eventStatus", "kg:occurred", "state-ukraine")
    )
    assert rows(graph, "agreed", "what") == []


def test_the_known_part_of_the_past_decides(workspace: Path):
    early = kg.open(workspace, as_of="2024-06", sources=THE_ARTICLE)
    assert rows(early, "timeline", "claim") == [("c040",), ("c076",)]
    assert "do not say how many troops" in textwrap.dedent(printed(early, "troops"))


def test_what_was_known_in_march_2025_is_answered_from_what_had_been_published():
    """The officials on 22 January, the Joint Chiefs on 27 March; the rest came later."""
    march = kg.open(ROOT, known_at="2025-03")
    assert {speaker for (speaker,) in rows(march, "casualties", "speaker")} == {
        "Western officials who spoke to the BBC (unnamed)",
        "Joint Chiefs of Staff of South Korea",
    }
    assert rows(march, "killed", "low high") == [("900", "1100"), ("900", "1100")]


def test_one_document_can_be_asked_alone():
    voyages = kg.open(ROOT, sources=("online-ua-2025-04-16-shells",))
    assert rows(voyages, "shells", "low high speaker") == [
        ("4000000", "6000000", "Open Source Centre")
    ]
