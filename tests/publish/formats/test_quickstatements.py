"""QuickStatements: names of items, and facts between two items with their sources; no syntax from names."""

from __future__ import annotations

import re

import kg
from kg.publish.formats import quickstatements
from tests.publish.material import claim, source

_ALIAS = r'Q[1-9]\d*\tA[a-z-]+\t"[^"\t\n|]+"'
_VALUE = r'(?:"[^"\t\n|]+"|[a-z-]+:"[^"\t\n|]+"|\+\d{4}-\d\d-\d\dT00:00:00Z/11)'
_FACT = rf"Q[1-9]\d*\tP\d+\tQ[1-9]\d*(?:\tS\d+\t{_VALUE})*"


def lines_of(graph) -> list[str]:
    return quickstatements.render(graph).decode().splitlines()


def test_names_in_other_languages(core):
    lines = lines_of(core)
    assert 'Q423\tAko\t"조선민주주의인민공화국"' in lines
    assert 'Q56226\tAko\t"김정은"' in lines


def test_every_line_is_of_the_grammar(core, worse):
    for line in lines_of(core) + lines_of(worse):
        assert re.fullmatch(f"{_ALIAS}|{_FACT}", line), line[:80]
        assert len(line) < 1_000


def test_no_label_is_sent_and_no_item_made(core):
    assert not any("\tL" in line or line.startswith("CREATE") for line in lines_of(core))


def items(workspace, **more: str) -> kg.Graph:
    """Two units with Wikidata ids (their numbers mean nothing here), one said to be part of the other."""
    text = source("items", "A | title")
    text = text.replace(
        "kg:recordedAt",
        'dcterms:issued "2025-01-02" ; kg:url "https://example.org/a"^^xsd:anyURI ; kg:recordedAt',
    )
    for name, number in (("one", 1001), ("two", 1002)):
        text += (
            f'kgd:unit-{name} a kg:MilitaryUnit ; rdfs:label "{name}"@en ;'
            f" skos:exactMatch <http://www.wikidata.org/entity/Q{number}> .\n"
        )
    text += claim("items/c001", "kgd:unit-one", "kg:partOf", "kgd:unit-two", **more)
    (workspace / "seeds" / "items.ttl").write_text(text, encoding="utf-8")
    return kg.open(workspace)


def test_a_fact_with_its_source(workspace):
    # P361 is "part of"; S854 the address, S577 the date; the title holds "|", which is syntax.
    lines = [line for line in lines_of(items(workspace)) if line.startswith("Q1001")]
    assert lines == [
        'Q1001\tP361\tQ1002\tS854\t"https://example.org/a"\tS577\t+2025-01-02T00:00:00Z/11'
    ]


def test_a_denial_sends_nothing(workspace):
    graph = items(workspace, stance="kg:denies", modality="kg:asserted")
    assert not any("P361" in line for line in lines_of(graph))
