"""The log of the desk: it grows by whole entries, shows what was altered, and leads back what it tells of."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from datetime import UTC, datetime

import pytest

from kg.errors import KgError
from kg.publish.desk import history
from kg.publish.desk.clerk import words_of
from kg.publish.desk.history import Deed
from kg.text.layout import Layout
from kg.text.writing import Change, write_all

NOW = datetime(2026, 12, 1, 10, 30, tzinfo=UTC)


@pytest.fixture
def layout(tmp_path) -> Layout:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "kg.toml").write_text("")
    return Layout(tmp_path, tmp_path / "cache")


def write(layout: Layout, text: str, who: str = "ana", source: str = "a", **more: str) -> Change:
    path = layout.root / "seeds" / f"{source}.ttl"
    before = path.read_bytes() if path.exists() else None
    change = Change(path, layout.shown(path), before, text.encode())
    deed = Deed(who, "added a claim", source, ("a/c001",), **more)
    write_all([change, history.logged(layout, deed, [change], NOW)])
    return change


def test_an_entry_says_who_did_what_to_which_claims_when(layout):
    write(layout, "one\n")
    (entry,) = history.entries(layout)
    assert (entry["who"], entry["did"], entry["source"], entry["claims"]) == (
        "ana",
        "added a claim",
        "a",
        ["a/c001"],
    )
    assert entry["when"] == "2026-12-01T10:30:00+00:00"
    assert entry["files"][0]["path"] == "seeds/a.ttl"
    assert (layout.root / "desk" / "log" / "2026-12.jsonl").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\nc\n", "a\nB\nc\nd\n"),
        ("a\nb\n", "b\n"),
        ("a\n", "a\r\n병력\n😀"),
        ("", "x\n\n\n"),
        ("x\nx\nx\nx\n", "x\nx\n"),
        ("no end", "no end\n"),
    ],
)
def test_what_was_changed_is_led_back_letter_by_letter(layout, before, after):
    path = layout.root / "seeds" / "a.ttl"
    path.write_bytes(before.encode())
    write(layout, after)
    (change,) = history.undone(layout, history.last_of(layout, "a"))
    write_all([change])
    assert path.read_bytes() == before.encode()


def test_what_was_changed_since_is_not_undone(layout):
    (layout.root / "seeds" / "a.ttl").write_text("one\n")
    write(layout, "two\n")
    (layout.root / "seeds" / "a.ttl").write_text("by hand\n")
    with pytest.raises(KgError, match="changed since"):
        history.undone(layout, history.last_of(layout, "a"))
    assert (layout.root / "seeds" / "a.ttl").read_text() == "by hand\n"


def test_a_new_file_is_not_taken_away(layout):
    write(layout, "one\n")
    with pytest.raises(KgError, match="new file"):
        history.undone(layout, history.last_of(layout, "a"))


def test_the_last_is_that_of_the_source_and_not_one_that_was_undone(layout):
    for source in ("a", "b"):
        (layout.root / "seeds" / f"{source}.ttl").write_text("0\n")
    write(layout, "1\n", who="ana")
    write(layout, "2\n", who="ben")
    write(layout, "9\n", who="ana", source="b")
    last = history.last_of(layout, "a")
    assert last["who"] == "ben"
    assert history.last_of(layout, "a", "ana")["id"] == "1"
    write(layout, "1\n", who="ben", undoes=last["id"])
    assert history.last_of(layout, "a")["id"] == "1"


@pytest.mark.parametrize("harm", ["alter", "take out", "cut", "no json"])
def test_a_line_that_was_altered_shows(layout, harm):
    for text in ("1\n", "2\n", "3\n"):
        write(layout, text)
    path = layout.root / "desk" / "log" / "2026-12.jsonl"
    lines = path.read_text().splitlines()
    if harm == "alter":
        entry = json.loads(lines[1])
        lines[1] = json.dumps(entry | {"who": "ben"}, separators=(",", ":"))
    elif harm == "take out":
        del lines[1]
    elif harm == "cut":
        lines[2] = lines[2][:40]
    else:
        lines[0] = "{}"
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(KgError) as error:
        list(history.entries(layout))
    assert error.value.where.startswith("desk/log/2026-12.jsonl:")


def test_the_chain_goes_on_from_month_to_month(layout):
    write(layout, "1\n")
    path = layout.root / "seeds" / "a.ttl"
    change = Change(path, "seeds/a.ttl", b"1\n", b"2\n")
    later = datetime(2027, 1, 2, tzinfo=UTC)
    write_all([change, history.logged(layout, Deed("ana", "x", "a"), [change], later)])
    assert [entry["id"] for entry in history.entries(layout)] == ["1", "2"]
    assert (layout.root / "desk" / "log" / "2027-01.jsonl").exists()


def test_on_a_full_disk_nothing_is_written_and_no_path_is_told(layout, monkeypatch):
    write(layout, "one\n")
    before = {path: path.read_bytes() for path in layout.root.rglob("*") if path.is_file()}

    def full(path, data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr("kg.text.journal.write_synced", full)
    with pytest.raises(KgError) as refused:
        write(layout, "two\n")
    told = words_of(refused.value, layout)
    assert "No space left on device" in told["title"]
    assert "free some space" in told["detail"]
    assert str(layout.root) not in told["title"] + told["detail"]
    assert {path: path.read_bytes() for path in layout.root.rglob("*") if path.is_file()} == before


def test_the_next_entry_goes_on_from_the_last_line_alone(layout):
    """A log of years is not read at each save: what stands above its last line is not even looked at."""
    write(layout, "one\n")
    write(layout, "two\n")
    path = layout.root / "desk" / "log" / "2026-12.jsonl"
    first, second = path.read_bytes().splitlines()
    path.write_bytes(b"no entry\n" + second + b"\n")
    write(layout, "three\n")
    last = json.loads(path.read_bytes().splitlines()[-1])
    assert (last["id"], last["chain"]) == ("3", hashlib.sha256(second).hexdigest())
    path.write_bytes(first + b"\n" + second[:-9] + b"\n")
    with pytest.raises(KgError, match="no entry of the desk's log"):
        write(layout, "four\n")
