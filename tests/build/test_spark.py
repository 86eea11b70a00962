"""Builds on a cluster of Apache Spark: a real master and two workers on loopback, one of which is ended."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.build.pipeline import build
from kg.store import cache
from kg.text.layout import find_layout
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

pyspark = pytest.importorskip("pyspark", reason="no pyspark here: scripts/setup test,spark")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="no Java here: install version 17"),
]


class Cluster:
    """A master and its workers, each a process group of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._script = Path(pyspark.__file__).parent / "bin" / "spark-class"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.master = f"spark://127.0.0.1:{self._port}"
        at = ("--host", "127.0.0.1", "--webui-port", "0")
        self.processes = [self._start("master.Master", *at, "--port", str(self._port))]
        self._wait_for("master", "Starting Spark master")
        for number in (1, 2):
            given = (*at, "--cores", "1", "--memory", "1g", "--work-dir", folder / f"w{number}")
            self.processes.append(self._start("worker.Worker", *given, self.master))
        self._wait_for("worker", "Successfully registered", 2)

    def _start(self, name: str, *given: object) -> subprocess.Popen[bytes]:
        log = self.folder / f"{name.partition('.')[0]}.log"
        command = [self._script, f"org.apache.spark.deploy.{name}", *map(str, given)]
        environment = {
            **os.environ,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "PYSPARK_PYTHON": sys.executable,
        }
        with log.open("ab") as said:
            return subprocess.Popen(
                command, stdout=said, stderr=said, env=environment, start_new_session=True
            )

    def _wait_for(self, name: str, words: str, times: int = 1) -> None:
        for _ in range(1200):
            log = self.folder / f"{name}.log"
            if log.exists() and log.read_text("utf-8", "replace").count(words) >= times:
                return
            time.sleep(0.1)
        raise AssertionError(log.read_text("utf-8", "replace")[-2000:])

    def end(self, number: int) -> None:
        """End a process (0: the master) and what it started, at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.processes[number].pid, signal.SIGKILL)
        self.processes[number].wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    for number in range(3):
        started.end(number)


def local_lines() -> list[str]:
    """The core as it is built here, as sorted N-Quads."""
    done, _ = build(find_layout(None))
    dump = io.BytesIO()
    cache.open_build(done).dump(dump)
    return sorted(dump.getvalue().decode().splitlines())


def lines_in(folder: Path) -> list[str]:
    """The lines of all parts, sorted; each part is as the manifest says."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    parts = {path.name: path.read_bytes() for path in folder.glob("*.nq")}
    assert set(parts) == {part["file"] for part in manifest["parts"]}
    for part in manifest["parts"]:
        data = parts[part["file"]]
        assert hashlib.sha256(data).hexdigest() == part["sha256"]
        assert (len(data), data.count(b"\n")) == (part["bytes"], part["quads"])
    assert manifest["counts"]["quads"] == sum(part["quads"] for part in manifest["parts"])
    return sorted(line for data in parts.values() for line in data.decode().splitlines())


def unnamed(lines: list[str]) -> list[str]:
    """Lines without the names of their blank nodes, which come from the names of the files."""
    return sorted(re.sub(r"_:[0-9a-f]{32}", "_:", line) for line in lines)


def command(*given: object) -> list[str]:
    return [sys.executable, "-m", "kg", "build", *map(str, given)]


def kg(*given: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*given), capture_output=True, text=True, check=False, cwd=ROOT)


def test_a_worker_is_lost_in_the_middle(cluster: Cluster, tmp_path: Path) -> None:
    """What it had done is done again by the other; the result is that of a build here."""
    out = tmp_path / "graph"
    running = subprocess.Popen(
        command("--spark", cluster.master, "--out", out), cwd=ROOT, stderr=subprocess.PIPE
    )
    for _ in range(3000):
        if any(tmp_path.glob(".graph.*.part/work")):  # the sources are being read
            break
        time.sleep(0.1)
    cluster.end(1)
    assert running.poll() is None  # it was in the middle
    _, said = running.communicate()
    assert running.returncode == 0, said.decode()
    assert lines_in(out) == local_lines()
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]


def test_an_archive_and_a_table(tmp_path: Path) -> None:
    """The same sources in a zip and in JSON lines; one that would break the graph is told, and nothing written."""
    seeds = sorted((ROOT / "seeds").rglob("*.ttl"))
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        for path in seeds[::2]:
            archive.write(path, path.name)
    rows = [json.dumps({"name": p.stem, "text": p.read_text("utf-8")}) for p in seeds[1::2]]
    (tmp_path / "rest.jsonl").write_text("\n".join(rows), encoding="utf-8")
    out = tmp_path / "graph"
    given = ("--spark", "local[2]", "--out", out, "--sources", tmp_path / "some.zip")
    done = kg(*given, "--sources", tmp_path / "rest.jsonl")
    assert done.returncode == 0, done.stderr
    assert unnamed(lines_in(out)) == unnamed(local_lines())
    before = (out / "manifest.json").read_bytes()
    done = kg(*given)  # what the other half describes is missing
    assert done.returncode == 1
    assert "nothing describes" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert (out / "manifest.json").read_bytes() == before


def test_no_cluster_answers(tmp_path: Path) -> None:
    """A message and nothing written."""
    done = kg("--spark", "spark://127.0.0.1:1", "--out", tmp_path / "graph")
    assert done.returncode == 3, done.stderr
    assert "the cluster did not finish" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
