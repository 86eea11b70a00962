"""The rule files: what a header must hold, and how a broken one is told."""

from __future__ import annotations

import re

import pytest

from kg.curate.checks.rules import read_rule, read_rules, rule_findings
from kg.curate.checks.source_map import SourceMap
from kg.errors import KgError
from kg.store.oxigraph import OxigraphStore
from tests.checks.material import RULES, good

HEADER = """# title: A rule
# problem: {what} is wrong
# remedy: mend it
# severity: error
"""


@pytest.fixture
def rule(tmp_path):
    def write(text: str):
        path = tmp_path / "ontology" / "checks" / "some-rule.rq"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        return read_rule(path)

    return write


def findings(rule):
    return list(rule_findings(rule, OxigraphStore(), SourceMap(good())))


@pytest.mark.parametrize("field", ["title", "problem", "remedy", "severity"])
def test_a_header_without_a_field_names_it(rule, field):
    with pytest.raises(KgError, match=f"has no {field}") as error:
        rule(re.sub(f"# {field}:.*\n", "", HEADER) + "SELECT ?focus ?what WHERE {}")
    assert error.value.where == "ontology/checks/some-rule.rq"


def test_an_unknown_severity(rule):
    with pytest.raises(KgError, match="no severity “grave”"):
        rule(HEADER.replace("error", "grave"))


def test_a_query_that_lacks_what_the_words_use(rule):
    with pytest.raises(KgError, match=r"gives no \?what"):
        findings(rule(HEADER + "SELECT ?focus WHERE { ?focus a kg:Claim }"))


def test_a_query_that_is_not_sparql_names_the_rule(rule):
    with pytest.raises(KgError, match="not SPARQL") as error:
        findings(rule(HEADER + "SELECT ?focus ?what WHERE {"))
    assert error.value.where.startswith("ontology/checks/some-rule.rq, line 5")


def test_a_query_that_is_no_select(rule):
    with pytest.raises(KgError, match="no SELECT"):
        findings(rule(HEADER + "ASK {}"))


def test_a_rule_does_not_reach_the_network(rule):
    with pytest.raises(KgError, match="SERVICE"):
        findings(
            rule(
                HEADER + "SELECT ?focus ?what { SERVICE <http://localhost:1/> { ?focus ?what 1 } }"
            )
        )


def test_titles_of_the_rules_are_unique():
    rules = read_rules(RULES)
    assert len({rule.title for rule in rules}) == len(rules)
