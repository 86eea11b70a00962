"""Citations that reference managers read: BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from kg.graph.citations import Citation, bibtex, citation, csl, ris

DAY = date(2026, 1, 2)
FULL = Citation(
    key="one-c1",
    title="Arms & {Men}: 50% off_shore #1 $5 ~x ^y \\z",
    authors=("Ann Example", "Bo Beispiel"),
    publisher="The Paper",
    issued="2025-06-19",
    address="https://example.org/a_b?c=d&e=f",
    kind="NewsArticle",
    iri="https://w3id.org/entente/source/one/c1",
    note="Something happened. Speaker: Ann Example.",
    accessed=DAY,
)


@pytest.fixture(scope="module")
def casualties(core):
    """c020: more than 6,000 killed or wounded, according to Britain's Defense Ministry."""
    return citation(core, core.claims.named("khaled-north-korea-russia/c020"), DAY)


def test_what_the_article_gives(casualties):
    for text in (bibtex(casualties), ris(casualties), str(csl(casualties))):
        assert "North Korea Bolsters Russia's Invasion of Ukraine with Robust Support" in text
        assert "Sara Khaled" in text
        assert "Ministry of Defence of the United Kingdom" in text
        assert "https://w3id.org/entente/source/khaled-north-korea-russia/c020" in text


def test_no_date_is_invented(casualties):
    """The article's text carries no date and names no publisher."""
    assert "year" not in bibtex(casualties)
    assert "howpublished" not in bibtex(casualties)
    assert not re.search(r"^(PY|PB|DA)  -", ris(casualties), re.MULTILINE)
    item = csl(casualties)
    assert "issued" not in item
    assert "publisher" not in item
    assert item["accessed"] == {"date-parts": [[2026, 1, 2]]}
    assert "urldate = {2026-01-02}" in bibtex(casualties)
    assert "Y2  - 2026/01/02" in ris(casualties)


def test_bibtex_escapes_what_tex_would_read():
    text = bibtex(FULL)
    title = re.search(r"title = \{(.*)\},", text)
    assert title is not None
    bare = title[1]
    for char in "&%$#_":
        assert f"\\{char}" in bare
        assert not re.search(rf"(?<!\\)\{char}", bare)
    for word in ("textbraceleft", "textbraceright", "textasciitilde", "textbackslash"):
        assert word in bare
    assert "author = {{Ann Example} and {Bo Beispiel}}" in text


def test_bibtex_braces_balance():
    """BibTeX counts braces, those behind a backslash too."""
    for title in ("{", "}", "}{", "\\{", "a}b{{c"):
        text = bibtex(replace(FULL, title=title, note=title))
        depth = 0
        for char in text:
            depth += {"{": 1, "}": -1}.get(char, 0)
            assert depth >= 0
        assert depth == 0


def test_ris_layout():
    """Two capitals, two blanks, a hyphen, a blank; CRLF; TY first and ER last."""
    lines = ris(FULL).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])
    assert [line for line in lines if line.startswith("AU")] == [
        "AU  - Ann Example",
        "AU  - Bo Beispiel",
    ]
    assert "\n" not in ris(replace(FULL, title="two\nlines")).replace("\r\n", "")


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ("2025", {"date-parts": [[2025]]}),
        ("2025-06", {"date-parts": [[2025, 6]]}),
        ("2025-06-19", {"date-parts": [[2025, 6, 19]]}),
        ("2025-06?", {"date-parts": [[2025, 6]]}),
        ("2024-23", {"date-parts": [[2024]], "season": 3}),
        ("2025-05/2025-06", {"date-parts": [[2025, 5]]}),
        ("", None),
        ("XXXX", None),
    ],
)
def test_csl_dates(issued, expected):
    item = csl(replace(FULL, issued=issued))
    assert item.get("issued") == expected


@pytest.mark.parametrize(
    ("kind", "tag", "csl_type"),
    [
        ("NewsArticle", "NEWS", "article-newspaper"),
        ("Report", "RPRT", "report"),
        ("BlogPost", "BLOG", "post-weblog"),
        ("Letter", "GEN", "document"),
    ],
)
def test_kinds_of_documents(kind, tag, csl_type):
    entry = replace(FULL, kind=kind)
    assert ris(entry).startswith(f"TY  - {tag}\r\n")
    assert csl(entry)["type"] == csl_type
