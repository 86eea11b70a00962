"""Each check fires on the good data with one edit, alone, and names the line of the edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.build import refusals as structure
from kg.curate.checks import gaps, merges, metadata, texts, vocabularies
from kg.curate.checks.rules import read_rules
from kg.curate.checks.shapes import read_shapes
from tests.checks.material import RULES, check, document, good
from tests.checks.red_fixtures import batches, fixtures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.errors import Finding
    from tests.checks.red_fixtures import Red

REDS = fixtures()
#: Fixtures of their own in test_texts.py, since they need a text.
BY_TEXT = {
    rule[0] for rule in (texts.HASH, texts.LENGTH, texts.WORDING, texts.SENTENCES, texts.WORDS)
}


def known_checks() -> set[str]:
    triples = [triple for one in good() for triple in one.triples]
    return {
        *structure.CHECKS,
        *merges.RULES,
        vocabularies.CHECK[0],
        metadata.ORDER,
        metadata.BLOCK,
        gaps.CHECK[0],
        *(shape.check for shape in read_shapes(triples).values()),
        *(rule.check for rule in read_rules(RULES)),
        *BY_TEXT,
    }


def test_the_good_data_has_no_finding():
    report = check()
    assert report.findings == ()
    assert report.complete


def _stops_there(red: Red) -> bool:
    """Whether it breaks the structure, after which nothing else is checked."""
    return red.check in (*structure.CHECKS, vocabularies.CHECK[0], "syntax")


def _kind(red: Red) -> tuple[bool, bool]:
    return _stops_there(red), red.file.startswith("ontology/")


BATCHES = batches(REDS, _kind)


def edited(reds: Sequence[Red]) -> dict[str, str]:
    """By file the text after all edits."""
    texts: dict[str, str] = {}
    for red in reds:
        texts[red.file] = red.edited(texts.get(red.file))
    return texts


def findings_of(texts: Mapping[str, str]) -> Sequence[Finding]:
    return check(*(document(name, text) for name, text in texts.items())).findings


def wrong(reds: Sequence[Red]) -> str:
    """What is not as it must be after some edits of different checks; "" where nothing is.

    Each edit leads to findings of its check, the first of them at the edit, and there are no others.
    """
    texts = edited(reds)
    first: dict[str, Finding] = {}
    for finding in findings_of(texts):
        first.setdefault(finding.check, finding)
        if not finding.problem or not finding.remedy or "{" in finding.problem + finding.remedy:
            return f"its words are not whole: {finding}"
    for red in reds:
        finding = first.pop(red.check, None)
        if finding is None:
            return f"{red} does not fire"
        if (finding.severity, finding.file) != (red.severity, red.file):
            return f"{red} is told otherwise: {finding}"
        if red.line is not None:
            is_there = finding.line == red.line
        else:
            is_there = red.reported in texts[red.file].splitlines()[finding.line - 1]
        if not is_there:
            return f"{red} is told of another line: {finding}"
    return f"others fire too: {list(first.values())}" if first else ""


@pytest.mark.slow
@pytest.mark.parametrize("reds", BATCHES, ids=lambda reds: f"{reds[0]}-and-{len(reds) - 1}-more")
def test_each_fires_alone_and_at_the_edit(reds):
    # All edits of a batch at once, since a check of everything takes long; where that does not lead
    # to just what each of them must (one may hide another), one by one.
    if wrong(reds):
        assert [complaint for red in reds if (complaint := wrong([red]))] == []


def test_every_check_has_a_red_fixture():
    # "syntax" needs a file that cannot be parsed: tests/cli/test_check.py has several.
    assert known_checks() - {red.check for red in REDS} - BY_TEXT - {"syntax"} == set()


def test_no_fixture_names_a_check_that_is_gone():
    assert {red.check for red in REDS} - known_checks() == set()
