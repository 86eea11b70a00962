"""The codebook against the article and its claims: its table, its counts, its links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.conftest import ARTICLE, ROOT
from tests.ontology.test_article import SOURCE, sentences

if TYPE_CHECKING:
    from pathlib import Path

    from kg import Graph

CODEBOOK = ROOT / "seeds" / "README.md"
TEXT = CODEBOOK.read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (?P<number>\d+) \| (?P<start>\d+)–(?P<end>\d+) "
    r"\| (?P<begins>.+?) \| (?P<claims>.+?) \|$",
    re.MULTILINE,
)
CLAIM = re.compile(r"\bc(\d{3})\b(?: to c(\d{3})\b)?")


class Row(NamedTuple):
    number: int
    start: int
    end: int
    begins: str
    claims: frozenset[str]
    reason: str  # why it has none


def claim_ids(text: str) -> list[str]:
    """Ids named in a text, ranges written out."""
    return [
        f"c{number:03}"
        for first, last in CLAIM.findall(text)
        for number in range(int(first), int(last or first) + 1)
    ]


def table() -> list[Row]:
    rows = []
    for match in ROW.finditer(TEXT):
        reason = match["claims"] if match["claims"].startswith("none: ") else ""
        rows.append(
            Row(
                int(match["number"]),
                int(match["start"]),
                int(match["end"]),
                match["begins"].removesuffix(" …"),
                frozenset() if reason else frozenset(claim_ids(match["claims"])),
                reason.removeprefix("none: "),
            )
        )
    return rows


@pytest.fixture(scope="module")
def starts(core: Graph) -> dict[str, int]:
    """Where the passage of each of the article's claims starts."""
    rows = core.query(
        f"""SELECT ?c ?start WHERE {{
            ?c kg:source <{SOURCE}> ; kg:evidence/oa:start ?start }}"""
    )
    return {row["c"].value.rpartition("/")[2]: int(row["start"].value) for row in rows}


def test_the_table_names_every_claim_and_no_other(starts: dict[str, int]) -> None:
    named = frozenset().union(*(row.claims for row in table()))
    assert sorted(named) == sorted(starts)


def test_each_claim_stands_in_the_row_of_its_sentence(starts: dict[str, int]) -> None:
    wrong = [
        (row.number, claim)
        for row in table()
        for claim in sorted(row.claims)
        if not row.start <= starts[claim] < row.end
    ]
    assert wrong == []


def test_a_row_without_claims_says_why() -> None:
    assert [row.number for row in table() if not row.claims and len(row.reason) < 10] == []


def test_every_sentence_of_the_article_is_in_the_table() -> None:
    if not ARTICLE.exists():
        pytest.skip(f"no copy of the article at {ARTICLE}")
    article = ARTICLE.read_text(encoding="utf-8")
    rows = table()
    assert [row.number for row in rows] == list(range(1, 35))
    assert [(row.start, row.end) for row in rows] == sentences(article)
    for row in rows:
        assert article[row.start : row.end].startswith(row.begins)


def test_the_table_quotes_only_how_a_sentence_begins() -> None:
    assert max(len(row.begins.split()) for row in table()) <= 4


def test_the_codebook_names_no_claim_that_does_not_exist(starts: dict[str, int]) -> None:
    assert set(claim_ids(TEXT)) <= set(starts)


def test_possible_second_speakers_are_those_of_the_rule(core: Graph) -> None:
    rule = next(line for line in TEXT.splitlines() if "`kg:possiblyAttributedTo` |" in line)
    inside_a_sentence = {"c071", "c124"}  # the experts', as the hard case says
    rows = core.query(f"SELECT ?c WHERE {{ ?c kg:source <{SOURCE}> ; kg:possiblyAttributedTo ?x }}")
    found = {row["c"].value.rpartition("/")[2] for row in rows}
    assert found == set(claim_ids(rule)) | inside_a_sentence


COUNTS = re.compile(r"^\| (\d+) \| ([^|]+) \| c\d{3}", re.MULTILINE)


def test_the_counts_by_kind_are_those_of_the_claims(core: Graph, starts: dict[str, int]) -> None:
    section = TEXT.partition("### Why so many")[2].partition("\n## ")[0]
    counts = {words.strip(): int(number) for number, words in COUNTS.findall(section)}
    assert sum(counts.values()) == len(starts)

    def count(pattern: str) -> int:
        rows = core.query(
            f"SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE {{ ?c kg:source <{SOURCE}> . {pattern} }}"
        )
        return next(int(row["n"].value) for row in rows)

    assert counts["estimates"] == count("?c a kg:Estimate")
    assert counts["judgements"] == count("?c a kg:Judgement")
    status = next(counts[words] for words in counts if words.startswith("that an event took place"))
    assert status == count("?c rdf:predicate kg:eventStatus")
    roles = next(counts[words] for words in counts if words.startswith("roles of"))
    links = next(counts[words] for words in counts if words.startswith("links between events"))
    of_events = (
        "?c rdf:subject/a kg:Event ; rdf:predicate ?p . FILTER(?p != kg:eventStatus) "
        "FILTER NOT EXISTS { ?c a kg:Judgement }"
    )
    between = "?c rdf:object ?o . FILTER(EXISTS { ?o a kg:Event } || ?p = kg:contributedTo)"
    assert links == count(f"{of_events} {between}")
    assert roles == count(of_events) - links


def test_the_table_of_files_counts_the_claims(starts: dict[str, int]) -> None:
    line = next(line for line in TEXT.splitlines() if line.startswith("| `khaled-north-korea"))
    stated, _, ids = line.split("|")[3].partition(":")
    assert int(stated) == len(starts)
    assert sorted(claim_ids(ids)) == sorted(starts)


LINK = re.compile(r"\]\(([^)\s]+)\)")


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line).lower().replace(" ", "-") for line in headings}


def test_links_lead_somewhere() -> None:
    links = [link for link in LINK.findall(TEXT) if "://" not in link]
    assert links
    for link in links:
        name, _, anchor = link.partition("#")
        target = CODEBOOK.parent / name if name else CODEBOOK
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_files_that_the_codebook_names_exist() -> None:
    named = set(re.findall(r"`((?:reference|khaled)-[\w-]+\.ttl)`", TEXT))
    assert named
    assert [name for name in sorted(named) if not (CODEBOOK.parent / name).exists()] == []
