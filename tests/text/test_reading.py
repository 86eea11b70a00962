"""One way to read what others wrote: regular files, bounded, in their folder, and never left out."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from kg.errors import KgError, UsageError
from kg.text.inputs import query_paths, read_inputs, turtle_paths
from kg.text.layout import Layout
from kg.text.reading import list_files, read_file, read_if_there, read_named, read_text


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a file, beside a file that is not in it."""
    folder = tmp_path / "root"
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "a.ttl").write_text("inside")
    (tmp_path / "secret.ttl").write_text("outside")
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "b.ttl").write_text("outside")
    return folder


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    try:
        os.mknod(path, 0o644 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero
    except PermissionError:
        pytest.skip("only root makes devices")


def listening(path: Path) -> None:
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(path.parent)  # the name of a socket is at most 107 bytes long
        made.bind(path.name)
        os.chdir(here)


KINDS = {
    pipe: "but a pipe",
    device: "but a device",
    listening: "but a socket",
    Path.mkdir: "folder",
}


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_only_a_regular_file_is_read(root, make):
    """Whether it was found in a folder, behind a link, or named by a person."""
    path, link = root / "in" / "x.ttl", root / "link.ttl"
    make(path)
    link.symlink_to(path)
    for read in (
        lambda: read_file(path, "x", root=root),
        lambda: read_file(link, "x", root=root),
        lambda: read_if_there(path, "x", root=root),
        lambda: read_named(path),
        lambda: read_named(link),
    ):
        with pytest.raises(KgError, match="cannot read this file") as refused:
            read()
        assert KINDS[make] in str(refused.value)
        assert refused.value.exit_code == 3


def test_what_is_in_the_folder_is_read_by_whatever_way(root):
    path = root / "in" / "a.ttl"
    (root / "link.ttl").symlink_to(path)
    (root / "relative.ttl").symlink_to("in/../in/a.ttl")
    (root / "same").symlink_to("in")
    (root.parent / "itself").symlink_to(root)
    for name in ("in/a.ttl", "link.ttl", "relative.ttl", "same/a.ttl", "in/../link.ttl"):
        assert read_text(root / name, name, root=root) == "inside"
    around = root.parent / "itself"
    assert read_file(around / "link.ttl", "x", root=around) == b"inside"
    assert read_file(around / "in" / "a.ttl", "x", root=around) == b"inside"


@pytest.mark.parametrize(
    ("link", "target", "name"),
    [
        ("x.ttl", "../secret.ttl", "x.ttl"),
        ("x.ttl", "/etc/hostname", "x.ttl"),
        ("away", "../far", "away/b.ttl"),
        ("in/up", "../..", "in/up/secret.ttl"),
        ("one.ttl", "in/two.ttl", "one.ttl"),  # which is a link that leads out
        ("y", "in", "../secret.ttl"),
        ("y", "in", "../root2/c.ttl"),
    ],
)
def test_no_link_leads_out_of_the_folder(root, link, target, name):
    (root / "in" / "two.ttl").symlink_to("../../secret.ttl")
    (root.parent / "root2").mkdir()
    (root.parent / "root2" / "c.ttl").write_text("outside")
    with pytest.raises(KgError, match="leads out of"):
        read_file(root.parent / "root2" / "c.ttl", "shown", root=root)
    (root / link).symlink_to(target)
    with pytest.raises(KgError, match="leads out of") as refused:
        read_file(root / name, "shown", root=root)
    assert refused.value.where == "shown"


def test_a_link_that_leads_nowhere_or_to_itself(root):
    (root / "gone.ttl").symlink_to("nowhere")
    (root / "loop.ttl").symlink_to("loop.ttl")
    for name in ("gone.ttl", "loop.ttl"):
        with pytest.raises(KgError, match="cannot read this file"):
            read_if_there(root / name, name, root=root)
    assert read_if_there(root / "none.ttl", "x", root=root) is None


def test_a_file_that_is_swapped_for_a_link_after_it_was_looked_at(root, monkeypatch):
    """Between the look and the opening another process may do anything."""
    path = root / "in" / "a.ttl"
    opened = os.open

    def swapping(name, flags, *rest, **more):
        if name == "a.ttl":
            path.unlink(missing_ok=True)
            path.symlink_to("../../secret.ttl")
        return opened(name, flags, *rest, **more)

    monkeypatch.setattr(os, "open", swapping)
    with pytest.raises(KgError, match=r"leads out of|cannot read"):
        read_file(path, "x", root=root)


def test_a_file_has_a_largest_size(root, monkeypatch):
    path = root / "in" / "a.ttl"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of holes
    for read in (lambda: read_file(path, "x", root=root), lambda: read_named(path)):
        with pytest.raises(KgError, match="larger than 256 MB") as refused:
            read()
        assert "KG_LARGEST_FILE=" in refused.value.remedy
    os.truncate(path, (1 << 20) + 1)
    monkeypatch.setenv("KG_LARGEST_FILE", "1")
    with pytest.raises(KgError, match="larger than 1 MB"):
        read_file(path, "x", root=root)
    monkeypatch.setenv("KG_LARGEST_FILE", "2")
    assert len(read_file(path, "x", root=root)) == (1 << 20) + 1
    monkeypatch.setenv("KG_LARGEST_FILE", "much")
    with pytest.raises(UsageError, match="no size"):
        read_file(path, "x", root=root)


def test_a_name_that_no_file_can_have(root):
    with pytest.raises(KgError, match="cannot read"):
        read_file(root / "a\0b", "x", root=root)
    with pytest.raises(KgError, match="cannot read"):
        read_named("a\0b")


def listed(folder: Path, root: Path) -> list[str]:
    found = list_files(folder, ".ttl", root=root, deep=True)
    return [path.relative_to(folder).as_posix() for path in found]


def test_links_to_folders_inside_are_followed(root):
    (root / "b").mkdir()
    (root / "b" / "more").symlink_to("../in")
    assert listed(root / "b", root) == ["more/a.ttl"]
    assert listed(root / "none", root) == []


@pytest.mark.parametrize(
    ("name", "target", "words"),
    [
        ("in/away", "../../far", "leads out of"),
        ("in/circle", ".", "in a circle"),
        ("in/up", "..", "in a circle"),
        ("in/gone", "/nowhere", "leads nowhere"),
        ("in/loop", "loop", "cannot read this folder"),
    ],
)
def test_no_folder_is_left_out_in_silence(root, name, target, words):
    (root / name).symlink_to(target)
    with pytest.raises(KgError, match=words) as refused:
        listed(root / "in", root)
    assert Path(name).name in str(refused.value)


def test_a_file_or_a_dead_link_in_the_place_of_a_folder(root):
    (root / "file").write_text("")
    (root / "dead").symlink_to("nowhere")
    pipe(root / "pipe")
    for name in ("file", "dead", "pipe"):
        with pytest.raises(KgError):
            listed(root / name, root)


def unprivileged(work) -> str:
    """What ``work`` says when a user does it who may not read everything, as root may."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            try:
                said = repr(work())
            except KgError as error:
                said = str(error)
            os.write(writing, said.encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def open_folder(tmp_path_factory):
    """A workspace in a folder that everybody may enter."""
    import shutil
    import tempfile

    root = Path(tempfile.mkdtemp())
    root.chmod(0o755)
    for name in ("ontology/terms", "ontology/queries", "seeds/2024"):
        (root / name).mkdir(parents=True)
    for name in ("ontology/kg.ttl", "ontology/queries/q.rq", "seeds/a.ttl", "seeds/2024/b.ttl"):
        (root / name).write_text("")
    yield root
    for path in root.rglob("*"):
        path.chmod(0o755)
    shutil.rmtree(root)


@pytest.mark.parametrize(
    "name", ["seeds/2024", "seeds", "ontology/terms", "ontology", "seeds/a.ttl"]
)
@pytest.mark.parametrize("mode", [0, 0o444])
def test_what_may_not_be_read_is_an_error(open_folder, name, mode):
    """Also a folder whose names may be read and not its files."""
    layout = Layout(open_folder, open_folder)
    whole = unprivileged(lambda: len(read_inputs(layout)))
    assert whole == "3"
    if not (name.endswith(".ttl") and mode) and (name, mode) != ("ontology/terms", 0o444):
        (open_folder / name).chmod(mode)
        said = unprivileged(lambda: len(read_inputs(layout)))
        assert "Permission denied" in said
        assert name.partition("/")[0] in said
        assert "check the permissions" in said


def test_a_file_in_a_closed_folder_is_not_taken_for_a_missing_one(open_folder):
    path = open_folder / "seeds" / "2024" / "b.ttl"
    whole = unprivileged(lambda: read_if_there(path, "b.ttl", root=open_folder))
    assert whole == "b''"
    path.parent.chmod(0)
    said = unprivileged(lambda: read_if_there(path, "b.ttl", root=open_folder))
    assert "Permission denied" in said
    missing = open_folder / "seeds" / "none.ttl"
    assert unprivileged(lambda: read_if_there(missing, "b.ttl", root=open_folder)) == "None"


def test_questions_that_may_not_be_read(open_folder):
    folder = open_folder / "ontology" / "queries"
    assert unprivileged(lambda: len(query_paths(folder))) == "1"
    folder.chmod(0)
    assert "Permission denied" in unprivileged(lambda: len(query_paths(folder)))


def test_links_of_a_workspace_in_a_link(tmp_path, open_folder):
    """The root itself may be a link: what it leads to is the workspace."""
    (tmp_path / "ws").symlink_to(open_folder)
    (open_folder / "seeds" / "c.ttl").symlink_to("../ontology/kg.ttl")
    layout = Layout(tmp_path / "ws", tmp_path)
    assert len(read_inputs(layout)) == 4
    assert turtle_paths(layout)[1][-1] == tmp_path / "ws" / "seeds" / "c.ttl"
