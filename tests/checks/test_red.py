"""Each check fires on the good data with one edit, alone, and names the line of the edit."""

from __future__ import annotations

import pytest

from kg.build import refusals as structure
from kg.curate.checks import gaps, merges, metadata, texts, vocabularies
from kg.curate.checks.rules import read_rules
from kg.curate.checks.shapes import read_shapes
from tests.checks.material import RULES, check, document, good
from tests.checks.red_fixtures import fixtures

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


@pytest.mark.slow
@pytest.mark.parametrize("red", REDS, ids=str)
def test_fires_alone_and_at_the_edit(red):
    text = red.edited()
    findings = check(document(red.file, text)).findings
    assert {finding.check for finding in findings} == {red.check}, findings
    assert {finding.severity for finding in findings} == {red.severity}
    finding = findings[0]
    assert finding.file == red.file
    assert finding.problem
    assert finding.remedy
    assert "{" not in finding.problem + finding.remedy
    if red.line is not None:
        assert finding.line == red.line
    else:
        assert red.reported in text.splitlines()[finding.line - 1]


def test_every_check_has_a_red_fixture():
    # "syntax" needs a file that cannot be parsed: tests/cli/test_check.py has several.
    assert known_checks() - {red.check for red in REDS} - BY_TEXT - {"syntax"} == set()


def test_no_fixture_names_a_check_that_is_gone():
    assert {red.check for red in REDS} - known_checks() == set()
