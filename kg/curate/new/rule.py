"""New questions and rules: SPARQL files that work at once, with their gaps marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.checks.gaps import MARK
from kg.curate.checks.rules import read_rules
from kg.curate.new.slugs import slug
from kg.errors import UsageError
from kg.graph.questions import all_questions
from kg.iris import DCTERMS, KG, RDF, XSD
from kg.text.atomic import write_new
from kg.text.turtle.blocks import english, new_turtle
from kg.text.turtle.document import source_iri

if TYPE_CHECKING:
    from pathlib import Path

    from kg.curate.new.place import Place
    from kg.graph.terms import Term
    from kg.text.turtle.blocks import Line

_QUESTION = """\
# title: {title}
# question: {question}
# none: The sources do not say.
# param: entity entity - — who or what: a name, an alias or an id
SELECT DISTINCT ?statement ?speaker ?claim
WHERE {{
  ?c rdf:subject|rdf:object|kg:about ?entity ; kg:statement ?statement ;
     kg:attributedTo/rdfs:label ?speaker .
{narrow}
  BIND(STRAFTER(STR(?c), STR(src:)) AS ?claim)
}}
ORDER BY ?claim
"""
_RULE = """\
# title: {title}
# problem: {problem}
# remedy: {remedy}
# severity: {severity}
SELECT ?focus ?note WHERE {{
  ?focus kg:note ?note .
  # {gap}
  FILTER(?note = "{example}")
}}
"""
_RED = """\
# The good data with one edit, on which this rule alone fires; see ../test_red.py.

[[red]]
check = "{name}"
block = "c:c003"
insert = 'kg:note "{example}" ;'
severity = "{severity}"
"""


@dataclass(frozen=True, slots=True)
class NewRule:
    """What a rule says of what it finds; an empty problem or remedy is left as a gap."""

    title: str
    problem: str = ""
    remedy: str = ""
    severity: str = "review"


def new_question(place: Place, title: str, question: str, relation: Term | None) -> Path:
    """Write a question on one entity; ``relation`` narrows it. Raises UsageError, KgError."""
    name = slug(title)
    if name in all_questions(*place.layout.folders("ontology/queries")):
        raise UsageError(f"there is a question {name} already", None, "give another title")
    if relation is not None and relation.kind != "relation":
        raise UsageError(
            f"{relation.name} is no relation", "--relation", "see: kg terms --kind relation"
        )
    narrow = f"  # {MARK}narrow it, for instance to one relation: ?c rdf:predicate kg:partOf ."
    if relation is not None:
        narrow = f"  ?c rdf:predicate {relation.name} ."
    asked = (
        _line(question, "entity")
        or f"{MARK}the question; {{entity}} stands for who is asked about?"
    )
    text = _QUESTION.format(title=_line(title), question=asked, narrow=narrow)
    path = place.layout.ontology / "queries" / f"{name}.rq"
    write_new(path, text, place.layout.shown(path))
    return path


def new_rule(place: Place, rule: NewRule) -> list[Path]:
    """Write a rule and the data on which it must fire. Raises UsageError, KgError."""
    name = slug(rule.title)
    if any(name == known.check for known in read_rules(*place.layout.folders("ontology/checks"))):
        raise UsageError(f"there is a rule {name} already", None, "give another title")
    example = f"what {name} is to find"
    text = _RULE.format(
        title=_line(rule.title),
        problem=_line(rule.problem, "focus", "note")
        or f"{MARK}what is wrong; {{note}} shows a value of the row",
        remedy=_line(rule.remedy, "focus", "note") or f"{MARK}what to do about it",
        severity=rule.severity,
        gap=f"{MARK}the pattern that is wrong, and in the red fixture an example of it",
        example=example,
    )
    checks = place.layout.ontology / "checks"
    red, content = checks / "red" / f"{name}.ttl", _red_turtle(name, example)
    of_tests = place.layout.root / "tests" / "checks" / "red"
    if of_tests.is_dir():  # a checkout of the core: its own tests run each rule alone
        red = of_tests / f"{name}.toml"
        content = _RED.format(name=name, example=example, severity=rule.severity)
    write_new(red, content, place.layout.shown(red))
    path = checks / f"{name}.rq"
    write_new(path, text, place.layout.shown(path))
    return [path, red]


def _line(text: str, *values: str) -> str:
    """A text on one line, as headers are; in braces only the values that it may show."""
    for found in re.findall(r"\{(\w*)\}", text):
        if found not in values:
            shown = " and ".join(f"{{{value}}}" for value in values) or "nothing"
            raise UsageError(f"“{text}” shows {{{found}}}", None, f"what it can show is {shown}")
    return " ".join(text.split())


def _red_turtle(name: str, example: str) -> str:
    """A small source with one claim that the rule must find."""
    stem = f"red-{name}"
    day = ox.Literal("2000-01-01", datatype=ox.NamedNode(XSD + "date"))
    blocks: dict[str, list[Line]] = {
        source_iri(stem): [
            (RDF + "type", ox.NamedNode(KG + "ReferenceWork")),
            (DCTERMS + "title", english(f"What {name} must find")),
            (KG + "recordedAt", day),
        ],
        f"{source_iri(stem)}/c001": [
            (RDF + "type", ox.NamedNode(KG + "Claim")),
            (KG + "note", ox.Literal(example)),
        ],
    }
    return new_turtle(blocks, stem)
