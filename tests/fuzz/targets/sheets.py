"""A sheet as bytes: its rows are claims that a file of Turtle says again, or each has its finding."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.curate.sheets.columns import COLUMNS
from kg.curate.sheets.entities import make_entities
from kg.curate.sheets.lexicon import Lexicon
from kg.curate.sheets.numbering import number_claims
from kg.curate.sheets.rendering import render_csv
from kg.curate.sheets.sources import Defaults, read_sources, stem_of
from kg.curate.sheets.table import read_table, text_rows
from kg.text.inputs import InputFile
from kg.text.turtle.blocks import new_turtle
from kg.text.turtle.document import parse_turtle, source_iri
from kg.text.turtle.form import pinned_text
from tests.fuzz.inputs import ROOT, edited
from tests.fuzz.material import good_texts, written

#: A row of each sort, by column; every cell is as seeds/SHEETS.md has it.
ROWS = (
    {"who": "Korean People's Army", "measure": "personnel deployed", "counted": "soldier", "unit": "person", "figure": "more than 6,000",
     "when": "2024-23/..", "as of": "2025-03", "how said": "estimated"},
    {"who": "Korean People's Army", "measure": "personnel deployed", "counted": "soldier", "hedge": "between", "lowest": "14000",
     "highest": "15000", "unit": "person", "scope": "by sea", "wording": "between 14,000 and 15,000"},
    {"who": "Storm Corps", "who kind": "military unit", "relation": "is part of", "whom": "Korean People's Army", "from": "2023", "to": "2024-06"},
    {"who": "Korean People's Army", "how said": "warned", "statement": "It will learn.", "how likely": "likely", "note": "=1+1"},
)  # fmt: skip
_SAME = {
    "source": "paper-2025", "speaker": "Western officials", "title": "A paper", "document kind": "news article",
    "document address": "https://example.org/p", "document author": "N. N.", "language": "en",
}  # fmt: skip


def _columns() -> list[str]:
    return [column.name for column in COLUMNS]


def table_of(rows: list[dict[str, str]]) -> tuple[list[str], list[dict[str, str]]]:
    """The columns and rows of a sheet, of those columns that there are."""
    full = [{k: v for k, v in (_SAME | row).items() if k in _columns()} for row in rows]
    return [name for name in _columns() if any(name in row for row in full)], full


_SHEET = render_csv(*table_of(list(ROWS)))
_SEEDS = [
    *(render_csv(*table_of([row])) for row in ROWS),
    _SHEET,
    _SHEET.replace(b",", b"\t"),
    _SHEET.replace(b",", b";").replace(b"\r\n", b"\n"),
    *(
        _SHEET.decode("utf-8-sig").encode(name)
        for name in ("utf-16", "utf-16-le", "utf-32", "utf-8")
    ),
    "who,whom\nPjöngjang,“x”\n".encode("cp1252"),
]
_WORDS = [word.encode() for word in (*_columns(), *(v for row in ROWS for v in row.values()))]
_WORDS += [
    b'"',
    b'""',
    b"\t",
    b";",
    b"c001",
    b"=HYPERLINK()",
    b"Mar-25",
    b"45000",
    b"\xc3\x83\xc2\xa9",
    b"12m",
]
INPUTS = st.one_of(
    edited(_SEEDS, _WORDS),
    st.lists(st.dictionaries(st.sampled_from(_columns()), st.sampled_from(_WORDS)), max_size=3).map(
        lambda rows: render_csv(*table_of([{k: v.decode() for k, v in r.items()} for r in rows]))
    ),
)
GOOD = _SHEET
EXAMPLES = 12
_DEFAULTS = Defaults("2026-11-24", "paper-2025", "Entente editors")


def hold(data: bytes) -> None:
    """Read as ``kg add`` does, and written as it does."""
    for row in text_rows(data, "sheet.csv"):
        assert all(isinstance(text, str) for text in row)
    table = read_table(written("sheet.csv", data))
    texts = good_texts()
    lexicon = Lexicon(texts.ontology, texts.seeds, texts.terms)  # what is read is added to it
    entities = make_entities(table, lexicon)
    sources = read_sources(table, lexicon, _DEFAULTS, None)
    rows = [
        (row, sources[stem]) for row in table.rows if (stem := stem_of(row, _DEFAULTS)) in sources
    ]
    claims = number_claims(rows, table, lexicon).new
    table.problems.stop()
    for stem, source in sources.items():
        if source.document is not None:
            continue
        blocks = {source.iri: source.lines}
        blocks |= {iri: lines for iri, (_, lines) in (entities | claims).items()}
        text = new_turtle(blocks, stem)
        file = InputFile(ROOT / f"{stem}.ttl", f"{stem}.ttl", text.encode())
        document = parse_turtle(file, source_iri(stem))
        assert {triple.subject.value for triple in document.triples} >= set(claims)
        assert pinned_text(file) == text
