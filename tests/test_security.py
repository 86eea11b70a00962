"""SECURITY.md names a test for each promise: these tests exist."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TEXT)))


@pytest.mark.parametrize(("path", "test"), NAMED)
def test_what_shows_a_promise_is_there(path, test):
    text = (ROOT / path).read_text(encoding="utf-8")
    assert f"def {test}(" in text if test else "\ndef test_" in text


def test_each_row_of_the_model_names_one():
    rows = [line for line in TEXT.splitlines() if line.startswith("| ")][1:]
    assert rows
    assert all("`tests/" in row.split("|")[4] for row in rows)
