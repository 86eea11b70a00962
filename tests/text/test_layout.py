"""Where the data and the cache lie, also when someone else got there first."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import CacheError, UsageError
from kg.text.layout import cache_home, data_root, find_layout, layout_to_write
from tests.conftest import ROOT

pytestmark = pytest.mark.unbuilt


@pytest.fixture
def homeless(tmp_path, monkeypatch):
    """A user without a home folder, as some services have; the temporary folder is ours."""
    for name in ("KG_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/nonexistent")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path / f"entente-kg-{os.getuid()}"


def test_the_order_of_the_places(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("KG_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert cache_home() == tmp_path / ".cache" / "entente-kg"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_home() == tmp_path / "xdg" / "entente-kg"
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "named"))
    assert cache_home() == tmp_path / "named"


def test_without_a_home_the_cache_is_for_this_user_alone(homeless):
    before = os.umask(0)
    try:
        assert cache_home() == homeless
    finally:
        os.umask(before)
    assert homeless.stat().st_mode & 0o777 == 0o700
    assert cache_home() == homeless  # it is ours the second time too


def test_a_link_that_another_user_has_laid_is_refused(homeless, tmp_path):
    (tmp_path / "trap").mkdir()
    homeless.symlink_to(tmp_path / "trap")
    with pytest.raises(CacheError, match="others can write") as refused:
        cache_home()
    assert "KG_CACHE" in refused.value.remedy
    assert list((tmp_path / "trap").iterdir()) == []


def test_a_folder_in_which_others_may_write_is_refused(homeless):
    homeless.mkdir()
    homeless.chmod(0o777)
    with pytest.raises(CacheError):
        cache_home()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to another user")
def test_a_folder_of_another_user_is_refused(homeless):
    homeless.mkdir(mode=0o700)
    os.chown(homeless, 65534, 65534)
    with pytest.raises(CacheError):
        cache_home()


def test_the_checkout_is_the_core():
    assert data_root() == ROOT
    layout = find_layout()
    assert layout.root == ROOT
    assert layout.ontology == ROOT / "ontology"
    assert layout.shown(ROOT / "seeds" / "x.ttl") == "seeds/x.ttl"
    assert layout.shown(Path("/elsewhere/x.ttl")) == "/elsewhere/x.ttl"


def test_each_workspace_has_a_cache_of_its_own(workspace):
    assert find_layout(workspace).cache != find_layout().cache
    assert find_layout(workspace).cache == find_layout(str(workspace)).cache


def test_two_ways_to_one_workspace_share_a_cache(workspace, tmp_path):
    (tmp_path / "link").symlink_to(workspace)
    assert find_layout(tmp_path / "link").cache == find_layout(workspace).cache


def test_a_folder_without_data_is_refused(tmp_path):
    with pytest.raises(UsageError, match="no folder ontology/") as refused:
        find_layout(tmp_path)
    assert "--workspace" in refused.value.remedy
    with pytest.raises(UsageError):
        find_layout(tmp_path / "missing")


@pytest.mark.parametrize(
    "words",
    [
        ("add", "claims.csv"),
        ("import", "misp", "file.json"),
        ("new", "entity", "9th Brigade", "--kind", "military unit"),
        ("new", "check", "a rule"),
        ("merge", "kgd:state-russia", "kgd:state-ukraine"),
        ("migrate",),
        ("fmt",),
    ],
    ids=lambda words: words[0],
)
def test_the_core_is_not_written_to_from_a_folder_elsewhere(words, run, tmp_path):
    """Who calls it there means a workspace, and has none yet: the program's own sources stay as they are."""
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert "no workspace is around this folder" in done.stderr
    assert "kg new workspace DIR" in done.stderr


def test_the_core_is_written_to_in_its_checkout_or_by_its_name(tmp_path, monkeypatch):
    monkeypatch.delenv("KG_WORKSPACE", raising=False)
    monkeypatch.chdir(ROOT / "kg")
    assert layout_to_write().root == ROOT
    monkeypatch.chdir(tmp_path)
    assert layout_to_write(ROOT).root == ROOT
    with pytest.raises(UsageError):
        layout_to_write()
    monkeypatch.setenv("KG_WORKSPACE", str(ROOT))
    assert layout_to_write().root == ROOT
