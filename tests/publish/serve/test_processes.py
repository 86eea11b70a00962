"""The server's processes: limits, fairness, new data, and how all of them end."""

from __future__ import annotations

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import copy_core
from tests.publish.serve import running
from tests.publish.serve.conftest import SECONDS
from tests.publish.serve.running import Served

#: What would take years.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CLAIM = "https://w3id.org/entente/source/khaled-north-korea-russia/c020"


def stat_of(pid: int) -> list[str]:
    """State, parent and so on of a process; nothing where there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def family_of(parent: int) -> set[int]:
    """A process's children, theirs, and so on."""
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    parents = {pid: int(stat[1]) for pid in pids if (stat := stat_of(pid))}
    found, before = {parent}, set()
    while found != before:
        before, found = found, found | {pid for pid, above in parents.items() if above in found}
    return found - {parent}


def are_gone(pids: set[int]) -> bool:
    """Whether processes end soon; one that nobody has waited for yet is a zombie."""
    for _ in range(600):
        if all(not (stat := stat_of(pid)) or stat[0] == "Z" for pid in pids):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.slow
def test_endless_queries_are_ended_and_keep_nobody_waiting(server: Served):
    with ThreadPoolExecutor(6) as threads:
        endless = [threads.submit(server.query, ENDLESS) for _ in range(6)]
        for _ in range(10):
            assert server.holds("?s a kg:State")
        replies = [each.result() for each in endless]
    assert {reply.status for reply in replies} == {422}
    assert all(f"within {SECONDS} seconds" in reply.text for reply in replies)
    assert server.holds("?s a kg:State")


def test_too_much_memory_ends_the_query_alone(server: Served):
    deep = "ASK { " + "{" * 20_000 + "}" * 20_000 + " }"
    assert 400 <= server.query(deep, method="GET").status < 500
    nested = "SELECT (" + "(" * 5_000 + "1" + ")" * 5_000 + " AS ?x) {}"
    reply = server.ask("/sparql", "POST", nested, Content_Type="application/sparql-query")
    assert reply.status in (200, 400, 422)
    assert server.holds("?s a kg:State")


def test_new_data_take_the_place_of_the_old(small_core, tmp_path):
    """While clients ask, a build is made: none of them is refused, and all see it in the end."""
    folder = copy_core(tmp_path / "w", "khaled*.ttl", "reference-[!f]*.ttl")
    served = running.start("--workspace", str(folder))
    title = f"<{CLAIM}> kg:wording ?w FILTER(CONTAINS(?w, 'seven'))"
    assert not served.holds(title)
    path = folder / "seeds" / "khaled-north-korea-russia.ttl"
    text = path.read_text("utf-8")
    assert "More than 6,000" in text
    path.write_text(text.replace("More than 6,000", "More than seven"), "utf-8")
    done = running.subprocess.Popen(
        [running.sys.executable, "-m", "kg", "build", "--workspace", str(folder)],
        stdout=running.subprocess.DEVNULL,
        stderr=running.subprocess.DEVNULL,
    )
    for _ in range(600):
        if served.holds(title):  # which fails for any status but 200
            break
        time.sleep(0.05)
    else:
        raise AssertionError("the new build is not served")
    assert done.wait() == 0
    family = family_of(served.process.pid)
    assert family
    assert served.stop() == 0
    assert are_gone(family)


def test_nothing_is_left_when_the_server_is_killed():
    served = running.start("--scratch")
    assert served.holds("")
    assert served.update("INSERT DATA { <a:a> <a:b> 1 }").status == 204
    family = family_of(served.process.pid)
    served.process.send_signal(signal.SIGKILL)
    assert served.stop() == -signal.SIGKILL
    assert family
    assert are_gone(family)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--port", "{taken}"], "another program listens there"),
        (["--host", "no.such.host.invalid"], "there is no host"),
        (["--host", "192.0.2.1"], "no such address"),
        (["--workspace", "/nowhere"], "/nowhere"),
        (["--scratch", "--store", "http://127.0.0.1:9/query"], "is not written"),
        (["--store", "http://127.0.0.1:9/query"], "nothing answers at this address"),
    ],
)
def test_what_cannot_be_served_is_said(server: Served, run, options, words):
    given = [option.replace("{taken}", str(server.port)) for option in options]
    done = run("serve", *given)
    assert done.returncode in (2, 3)
    assert words in done.stderr
