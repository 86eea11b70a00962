"""What the figures of some claims are to each other: the foot of an answer."""

from __future__ import annotations

from kg.api import Graph
from kg.graph.contradictions import compared
from kg.iris import SRC
from kg.text.layout import Layout
from tests.build.test_facts import killed, source
from tests.conftest import ROOT
from tests.graph.test_impact import NAMES
from tests.texts import store_of


def test_what_is_undecided_is_no_absence_of_contradiction():
    """About 1,000 and about 600 dead, of days that nobody states: it depends on which is later."""
    one = source("one", "2025-01-23") + NAMES
    one += killed(1, "kg:qualifier kg:approximately ; kg:best 1000", "x")
    two = source("two", "2025-05-01") + killed(
        1, "kg:qualifier kg:approximately ; kg:best 600", "y"
    )
    graph = Graph(store_of(one=one, two=two), Layout(ROOT, ROOT))
    (line,) = compared(graph, {SRC + "one/c1", SRC + "two/c1"}).lines
    assert line.startswith("undecided: ")
