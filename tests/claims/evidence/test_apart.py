"""The reader of texts is written apart: what reads sheets shares no code with it."""

from __future__ import annotations

from tests.test_architecture import ROOT, imports_of

#: What both may use: errors, names, EDTF's own notation, and what a claim states, read from its
#: triples; none of them reads a number or a date in words.
COMMON = {"kg", "kg.errors", "kg.iris", "kg.claims.edtf", "kg.claims.evidence.passages"}


def reached(start: set[str], imported: dict[str, set[str]]) -> set[str]:
    """The modules that some modules import, directly or by others, and these modules."""
    found, waiting = set(), list(start)
    while waiting:
        name = waiting.pop()
        if name not in found | COMMON:
            found.add(name)
            waiting += imported.get(name, ())
    return found


def shared(imported: dict[str, set[str]]) -> set[str]:
    """The modules by which both what is to be added (cells, drafts) and the texts are read."""
    texts = {name for name in imported if name.startswith("kg.claims.evidence.stated.")}
    texts |= {
        f"kg.claims.evidence.{name}_check"
        for name in ("figure", "day", "thing", "phrase", "stance")
    }
    cells = {"kg.curate.sheets.figure_text", "kg.curate.sheets.times"}
    cells |= {name for name in imported if name.startswith("kg.claims.reading.")}
    cells |= {name for name in imported if name.startswith("kg.curate.suggest.")}
    assert texts <= imported.keys()
    assert cells <= imported.keys()
    assert "kg.claims.evidence.stated.numerals" in texts
    return reached(texts, imported) & reached(cells, imported)


def test_the_two_readers_share_no_code():
    assert shared(imports_of(ROOT)) == set()


def test_a_shared_module_would_be_found():
    imported = {name: set(others) for name, others in imports_of(ROOT).items()}
    imported["kg.claims.evidence.stated.numerals"] |= {"kg.claims.evidence.numbers"}
    imported["kg.curate.sheets.figure_text"] |= {"kg.claims.evidence.numbers"}
    assert "kg.claims.evidence.numbers" in shared(imported)
