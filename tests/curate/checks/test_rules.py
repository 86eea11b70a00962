"""The rule files: what a header must hold, and how a broken one is told."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from kg.curate.checks.rules import read_rule, read_rules, rule_findings, rule_rows
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


EDGES = """
@prefix ex: <https://example.org/> .
ex:a ex:above ex:b . ex:b ex:above ex:a . ex:b ex:above ex:c . ex:d ex:above ex:c .
"""
ABOVE = """SELECT ?focus ?what
WHERE { ?focus <https://example.org/above> ?what }
"""


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        # The pairs of which each is above the other; what is above something; what nothing is.
        ("?focus ?what WHERE { ?focus ex:above ?what . ?what ex:above ?focus }", {"ab", "ba"}),
        ("?focus WHERE { ?focus ex:above ex:c }", {"ba", "bc", "dc"}),
        ("?focus WHERE { ?focus ex:below ?what }", set()),
        # What is not bound may be anything.
        ("?focus ?what WHERE { OPTIONAL { ?focus ex:below ?what } }", {"ab", "ba", "bc", "dc"}),
    ],
)
def test_a_rule_is_asked_of_what_comes_first(rule, first, expected):
    store = OxigraphStore()
    store.engine.load(EDGES.encode(), format=ox.RdfFormat.TURTLE)
    first = first.replace("ex:above", "<https://example.org/above>")
    first = first.replace("ex:below", "<https://example.org/below>")
    first = first.replace("ex:c", "<https://example.org/c>")
    asked = rule(f"{HEADER}# first: SELECT DISTINCT {first}\n{ABOVE}")
    rows = rule_rows(asked, store, SourceMap(good()).prefixes)
    problems = {row.focus.value[-1] + row.finding(SourceMap(good())).problem[-10] for row in rows}
    assert problems == expected


def test_what_comes_first_is_a_select(rule):
    with pytest.raises(KgError, match="no SELECT") as error:
        findings(rule(f"{HEADER}# first: ASK {{}}\n{ABOVE}"))
    assert error.value.where == "ontology/checks/some-rule.rq"


def test_titles_of_the_rules_are_unique():
    rules = read_rules(RULES)
    assert len({rule.title for rule in rules}) == len(rules)
