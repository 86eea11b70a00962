"""A file is written whole, or stays as it was."""

from __future__ import annotations

import os

import pytest

from kg.errors import KgError, UsageError
from kg.text.atomic import write_atomic, write_new


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_file_gets_its_folders(tmp_path):
    write_new(tmp_path / "a" / "b" / "new.ttl", "Київ\n", "new.ttl")
    assert contents(tmp_path / "a" / "b") == {"new.ttl": "Київ\n".encode()}


def test_a_new_file_is_never_written_over_one_that_is_there(tmp_path):
    (tmp_path / "here.ttl").write_bytes(b"old")
    with pytest.raises(UsageError, match=r"here\.ttl: this file is there already"):
        write_new(tmp_path / "here.ttl", b"new", "here.ttl")
    assert contents(tmp_path) == {"here.ttl": b"old"}


def test_a_file_in_place_of_a_folder_is_an_error(tmp_path):
    (tmp_path / "folder").write_bytes(b"")
    with pytest.raises(KgError):
        write_new(tmp_path / "folder" / "new.ttl", b"new", "new.ttl")
    assert contents(tmp_path) == {"folder": b""}


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch, failing):
    (tmp_path / "x.ttl").write_bytes(b"old")

    def fail(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail) if failing == "fsync" else monkeypatch.setattr(
        type(tmp_path), "replace", fail
    )
    with pytest.raises(OSError, match="No space left"):
        write_atomic(tmp_path / "x.ttl", b"new")
    assert contents(tmp_path) == {"x.ttl": b"old"}
