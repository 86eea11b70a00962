"""Write a new question of ``kg ask`` or rule of ``kg check``: SPARQL that runs, with marked gaps."""

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
from kg.text.turtle.blocks import english, new_turtle
from kg.text.turtle.document import source_iri
from kg.text.writing import Change, write_all

if TYPE_CHECKING:
    from pathlib import Path

    from kg.curate.new.target import Target
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
    """The texts of a new rule. An empty problem or remedy is written as a gap to fill in."""

    title: str
    problem: str = ""
    remedy: str = ""
    severity: str = "review"


def new_question(target: Target, title: str, question: str, relation: Term | None) -> Path:
    """Write a question about one entity, and give its file.

    ``relation``: it asks for claims with this relation only. Raises UsageError for a title that is
    taken and for braces in the question, KgError for the file.
    """
    name = slug(title)
    if name in all_questions(*target.layout.folders("ontology/queries")):
        raise UsageError(f"there is a question {name} already", None, "give another title")
    if relation is not None and relation.kind != "relation":
        raise UsageError(
            f"{relation.name} is no relation", "--relation", "see: kg terms --kind relation"
        )
    narrow = f"  # {MARK}narrow it, for instance to one relation: ?c rdf:predicate kg:partOf ."
    if relation is not None:
        narrow = f"  ?c rdf:predicate {relation.name} ."
    question_text = (
        _line(question, "entity")
        or f"{MARK}the question; {{entity}} stands for who is asked about?"
    )
    text = _QUESTION.format(title=_line(title), question=question_text, narrow=narrow)
    path = target.layout.ontology / "queries" / f"{name}.rq"
    write_all([Change(path, target.layout.shown(path), None, text.encode())])
    return path


def new_rule(target: Target, rule: NewRule) -> list[Path]:
    """Write a rule and its red fixture (data in which it must find something), and give the files.

    Raises UsageError for a title that is taken and for braces in its texts, KgError for the files.
    """
    name = slug(rule.title)
    if any(name == known.check for known in read_rules(*target.layout.folders("ontology/checks"))):
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
    checks = target.layout.ontology / "checks"
    red, content = checks / "red" / f"{name}.ttl", _red_turtle(name, example)
    test_folder = target.layout.root / "tests" / "checks" / "red"
    if test_folder.is_dir():  # a checkout of the core: its own tests run each rule alone
        red = test_folder / f"{name}.toml"
        content = _RED.format(name=name, example=example, severity=rule.severity)
    path = checks / f"{name}.rq"
    write_all(
        Change(file, target.layout.shown(file), None, written.encode())
        for file, written in ((path, text), (red, content))
    )
    return [path, red]


def _line(text: str, *values: str) -> str:
    """A text as one line of a header. Raises UsageError for other names in braces than ``values``."""
    for slot in re.findall(r"\{(\w*)\}", text):
        if slot not in values:
            shown = " and ".join(f"{{{value}}}" for value in values) or "nothing"
            raise UsageError(f"“{text}” shows {{{slot}}}", None, f"what it can show is {shown}")
    return " ".join(text.split())


def _red_turtle(name: str, example: str) -> str:
    """The Turtle of a source with one claim that the rule ``name`` must find."""
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
