"""The files of questions and rules: a header that is read, parameters that take a value."""

from __future__ import annotations

from kg.curate.checks.rules import read_rule
from kg.graph.questions import bind, read_question
from kg.iris import KGD
from tests.fuzz.inputs import edited, files
from tests.fuzz.material import folder
from tests.fuzz.refusals import refusing

SEEDS = files("ontology/queries/*.rq", "ontology/checks/*.rq", "ontology/migrations/*.rq")
_WORDS = [
    *("# title: x\n", "# question: {a}?\n", "# none: x\n", "# problem: {focus}\n", "# severity: error\n", "# remedy: {\n", "# headline: ²\n"),
    *("# headline: 3\n", "# param: a number 5 — x\n", "# param: d date 2024-06 — x\n", "# param: a text - — x\n", "# param: a entity x — {\n"),
]  # fmt: skip
INPUTS = edited(SEEDS, [word.encode() for word in _WORDS])
GOOD = files("ontology/queries/about.rq")[0]
EXAMPLES = 20


def hold(data: bytes) -> None:
    """A file as a question, and as a rule."""
    path = folder() / "queries" / "x.rq"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    with refusing():
        rule = read_rule(path)
        assert rule.title
        assert rule.slots is not None
    question = read_question(path)
    assert question.title is not None
    for value in ("2024", "6000", "x", "-", "9" * 5000, "٣"):
        with refusing():
            given = {parameter.name: value for parameter in question.parameters}
            assert len(bind(question, given, lambda _: f"{KGD}x-y")) == len(given)
