"""The W3C's tests of protocol, graph store and service description, and some of queries and updates."""

from __future__ import annotations

import pytest

from tests.publish.serve import w3c

#: All of them: scripts/w3c.
PARTS = (
    *("protocol", "graph-store-protocol", "service-description", "csv-tsv-res", "json-res"),
    *("basic-update", "delete-insert", "negation", "property-path", "bindings", "grouping"),
)


@pytest.mark.slow
@pytest.mark.skipif(not w3c.RUNNER.exists(), reason="the W3C's tests are not beside the repository")
def test_the_w3cs_tests(scratch, tmp_path):
    found = w3c.results(scratch, tmp_path, "--only", ",".join(PARTS))
    assert w3c.unexpected(found) == {}
    outcomes = [outcome for outcome, _ in found.values()]
    assert outcomes.count("skip") == 0
    assert outcomes.count("pass") > 100
