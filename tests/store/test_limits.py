"""A query that never ends, dies or fails: the child is gone, and the reason is told."""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kg.errors import (
    DataError,
    Finding,
    KgError,
    QueryTimeoutError,
    UsageError,
)
from kg.store.limits import Limits, run_limited, value_limited, within_rows, working_at

# Five hours of work, as far as the engine is concerned.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def state(pid: int) -> tuple[str, int]:
    """The state of a process (Z: a zombie; Z also when it is gone) and its parent."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "Z", 0
    return fields[0], int(fields[1])


def children(parent: int) -> list[int]:
    """The processes whose parent is this one, zombies too."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and state(int(entry.name))[1] == parent:
            found.append(int(entry.name))
    return found


def waited(condition, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def alive(pid: int) -> bool:
    return state(pid)[0] != "Z"


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return start_kg("query", ENDLESS, *arguments)


def start_kg(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # In the background of a shell Ctrl+C is ignored, and what is started there inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_output_comes_back_and_no_child_is_left():
    before = children(os.getpid())
    with run_limited(lambda out: out.write(b"x" * 200_000), 10) as answer:
        assert answer.read() == b"x" * 200_000
    assert children(os.getpid()) == before


def test_the_time_limit_ends_native_code(core):
    before = children(os.getpid())
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"within 0\.5 seconds") as ended:
        run_limited(lambda out: list(core.query(ENDLESS)), 0.5)
    assert time.monotonic() - started < 5
    assert "--timeout" in ended.value.remedy
    assert children(os.getpid()) == before


def test_no_limit_means_no_limit():
    def work(out):
        time.sleep(0.3)
        out.write(b"done")

    with run_limited(work, 0) as answer:
        assert answer.read() == b"done"


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), -1.0, 1e300])
def test_a_limit_that_no_clock_can_hold_is_refused(seconds):
    with pytest.raises(UsageError, match="no time limit"):
        run_limited(lambda out: None, seconds)


@pytest.mark.parametrize(
    "error",
    [
        UsageError("what", "where", "remedy"),
        KgError("what"),
        DataError([Finding("check", "error", "file.ttl", 3, "kg:x", "problem", "remedy")]),
    ],
)
def test_an_error_in_the_child_keeps_its_type_and_words(error):
    def work(out):
        raise error

    with pytest.raises(type(error)) as raised:
        run_limited(work, 10)
    assert type(raised.value) is type(error)
    assert str(raised.value) == str(error)
    assert getattr(raised.value, "findings", None) == getattr(error, "findings", None)


def test_a_long_error_does_not_block():
    def work(out):
        raise KgError("x" * 1_000_000)

    with pytest.raises(KgError) as raised:
        run_limited(work, 10)
    assert len(raised.value.what) == 1_000_000


def test_a_full_disk_is_told():
    def work(out):
        with Path("/dev/full").open("wb", buffering=0) as full:
            full.write(b"x")

    with pytest.raises(KgError, match="No space left"):
        run_limited(work, 10)


def test_lack_of_memory_is_told():
    def work(out):
        raise MemoryError

    with pytest.raises(KgError, match="more memory"):
        run_limited(work, 10)


def test_a_child_that_is_killed_is_told():
    with pytest.raises(KgError, match="signal 9") as raised:
        run_limited(lambda out: os.kill(os.getpid(), signal.SIGKILL), 10)
    assert not isinstance(raised.value, QueryTimeoutError)
    assert raised.value.remedy


def test_a_fault_of_the_program_is_told_as_such():
    def work(out):
        raise ZeroDivisionError

    with pytest.raises(KgError, match="fault of the program"):
        run_limited(work, 10)


def test_an_ignored_alarm_of_the_caller_does_not_disarm_the_limit():
    before = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    try:
        with pytest.raises(QueryTimeoutError):
            run_limited(lambda out: time.sleep(20), 0.2)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
        signal.signal(signal.SIGALRM, before)


def test_a_signal_that_does_not_interrupt_the_wait_is_heeded():
    """One that comes just before the wait, or to another thread: here to another thread."""

    def end(number, frame):
        raise InterruptedError

    before = signal.signal(signal.SIGUSR1, end)
    others = set(children(os.getpid()))

    def disturb():
        assert waited(lambda: set(children(os.getpid())) - others)  # the query has begun
        signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)

    another = threading.Thread(target=disturb)
    another.start()
    started = time.monotonic()
    try:
        with pytest.raises(InterruptedError):
            run_limited(lambda out: time.sleep(30), 60)
    finally:
        another.join()
        signal.signal(signal.SIGUSR1, before)
    assert time.monotonic() - started < 20


def test_a_killed_command_does_not_leave_its_query_running(core):
    process = start("--timeout", "1.5")
    assert waited(lambda: children(process.pid))
    (query,) = children(process.pid)
    process.kill()
    process.communicate()
    assert waited(lambda: not alive(query), 5)


def test_ctrl_c_ends_both(core):
    process = start("--timeout", "60")
    assert waited(lambda: children(process.pid))
    (query,) = children(process.pid)
    process.send_signal(signal.SIGINT)  # perhaps before the fork has returned: it waits
    _, err = process.communicate(timeout=10)
    assert process.returncode == 3
    assert b"Traceback" not in err
    assert not alive(query)


@pytest.fixture
def endless(workspace):
    """A workspace with a shape that never ends; rdflib evaluates it, in Python."""
    path = workspace / "ontology" / "terms" / "claims.ttl"
    shape = (
        '\nkg:Claim sh:sparql [ sh:message "It never ends." ; sh:select "SELECT $this WHERE'
        ' { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?h && ?a = 1) }" ] .\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + shape, encoding="utf-8")
    return workspace


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_check_ends_with_all_that_it_started(endless, number):
    process = start_kg("check", "--workspace", str(endless))
    assert waited(lambda: children(process.pid), 60)
    (evaluation,) = children(process.pid)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == (3 if number == signal.SIGINT else -number)
    assert err.decode().split() == (["ended"] if number == signal.SIGINT else [])
    assert waited(lambda: not alive(evaluation), 60)


def test_a_query_ends_with_its_command(core):
    process = start("--timeout", "0")
    assert waited(lambda: children(process.pid), 60)
    (query,) = children(process.pid)
    process.terminate()
    process.communicate(timeout=60)
    assert waited(lambda: not alive(query), 60)


@pytest.mark.slow
def test_a_shape_that_never_ends(run, endless):
    done = run("check", "--workspace", endless, "--timeout", "1")
    assert (done.returncode, done.stdout) == (3, "")
    assert "ontology/terms/claims.ttl:" in done.stderr
    assert "kg:Claim: the check did not finish within 1 seconds" in done.stderr
    assert "--timeout 4" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "place", "header"),
    [
        ("migrate", "ontology/migrations/x.rq", ""),
        (
            "check",
            "ontology/checks/x.rq",
            "# title: T\n# problem: p\n# remedy: r\n# severity: error\n",
        ),
    ],
)
def test_a_query_of_a_workspace_that_never_ends(run, workspace, command, place, header):
    query = ENDLESS.replace("(COUNT(*) AS ?n)", "?focus ?old ?new").replace("?a", "?old")
    (workspace / place).write_text(f"{header}{query} ORDER BY ?b ?e ?h")
    done = run(command, "--workspace", workspace, "--timeout", "2")
    assert (done.returncode, done.stdout) == (3, "")
    assert "did not finish within 2 seconds" in done.stderr


def test_what_was_evaluated_is_named():
    def work(out):
        working_at("ontology/checks/one.rq")
        working_at("ontology/checks/two.rq")
        time.sleep(60)

    with pytest.raises(QueryTimeoutError, match="the check did not finish") as ended:
        run_limited(work, 0.2, "the check")
    assert ended.value.where == "ontology/checks/two.rq"


HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"


@pytest.mark.parametrize(
    "work",
    [
        lambda core: len(list(core.query(HUNGRY))),
        lambda core: len([bytearray(1 << 20) for _ in range(1 << 20)]),
    ],
    ids=["engine", "Python"],
)
def test_more_memory_than_the_limit_is_told(core, capfd, work):
    def quietly(_out):
        faulthandler.disable()  # pytest's own would tell of the engine's end
        work(core)

    with pytest.raises(KgError, match="the query needs more memory than the limit of 100") as ended:
        run_limited(quietly, Limits(100, 100))
    assert "--memory 200" in ended.value.remedy
    assert capfd.readouterr() == ("", "")  # the engine writes a page of its innards


def test_the_limit_of_memory_counts_from_where_it_begins(core):
    kept = bytearray(200 << 20)
    assert value_limited(lambda: len(bytearray(50 << 20)), Limits(100, 100), "it") == 50 << 20
    assert kept


def test_more_rows_than_the_limit_are_none():
    def count(limits):
        return value_limited(lambda: len(list(within_rows(range(10), "x.rq"))), limits, "it")

    assert count(Limits(rows=10)) == 10
    assert count(Limits(rows=0)) == 10
    with pytest.raises(KgError, match="more than 9 rows, so none is given") as refused:
        count(Limits(rows=9))
    assert refused.value.where == "x.rq"
    assert "--rows" in refused.value.remedy
    assert len(list(within_rows(range(10)))) == 10  # the limit is the child's


def test_time_by_size_is_for_those_who_give_none():
    assert Limits(None).of_size(90).time == 90
    assert Limits(5).of_size(90).time == 5
    assert Limits(0).of_size(90).time == 0, "without limit"
