"""The verbs of a workspace that say nearly the same, beside ours."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from kg.curate.sheets.mapping.alike import may_be_same
from kg.curate.sheets.mapping.verbs import our_verbs, verbs_of
from kg.errors import DataError, KgError


def layout(folder, text=None):
    if text is not None:
        (folder / "verbs.toml").write_text(text, encoding="utf-8")
    return SimpleNamespace(root=folder, workspace=object(), shown=lambda path: path.name)


def asked(verbs, *relations):
    return sorted(may_be_same(dict.fromkeys(relations, 1), verbs))


def test_a_workspace_adds_verbs_to_ours(tmp_path):
    relations = ("shelled", "bombarded")
    assert asked(our_verbs(), *relations) == []
    verbs = verbs_of(layout(tmp_path, 'groups = [ ["shell", "bombard"] ]\n'))
    assert asked(verbs, *relations) == ["bombarded"]
    assert asked(verbs, "supplied drones to", "delivered drones to") == ["delivered drones to"]


def test_a_group_that_shares_a_verb_is_one_with_it(tmp_path):
    """Ours has deliver and supply in one group."""
    verbs = verbs_of(layout(tmp_path, 'groups = [ ["Supply", "lavish"] ]\n'))
    assert asked(verbs, "delivered drones to", "lavished drones to") == ["delivered drones to"]


def test_without_a_file_the_verbs_are_ours(tmp_path):
    assert verbs_of(layout(tmp_path)) == our_verbs()


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ('groups = [\n  ["buy", "purchase"],\n  ["sink"],\n]\n', 3, "“sink” stands alone"),
        ('groups = [\n  ["buy", "acquire"],\n  ["get", "Buy"],\n]\n', 3, "“Buy” stands twice"),
        ('groups = [\n  ["buy", "x2"],\n]\n', 2, "“x2” is no verb"),
        ('groups = [\n  ["buy", 3],\n]\n', 2, "a verb is no text"),
        ('groups = "buy"\n', 1, "no list of lists"),
        ('\ngroup = [["a", "b"]]\n', 2, "no such part"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, text, line, problem):
    with pytest.raises(DataError) as told:
        verbs_of(layout(tmp_path, text))
    (finding,) = told.value.findings
    assert (finding.file, finding.line, problem in finding.problem) == ("verbs.toml", line, True)


def test_a_file_that_is_no_toml_is_told(tmp_path):
    with pytest.raises(KgError):
        verbs_of(layout(tmp_path, "groups = ["))
