"""The command ``kg``, run as a user does: in processes of their own, with nothing shared.

To start Python and import what a command needs takes up to a second, each time. ``Program`` asks
one process that has imported all of it once and forks: each fork is a process like any other,
with its own streams, arguments, folder and environment, and ends as ``kg`` ends. All workers share
that process: to import it all takes the CPU for ten seconds.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.iris import Prefixes
    from kg.text.inputs import InputFile
    from kg.text.turtle.document import Document

ROOT = Path(__file__).resolve().parents[1]
#: What commands import when they need it, beside all modules of ``kg`` itself.
HEAVY = (
    "edtf", "jinja2", "krippendorff", "markdown_it", "milsymbol", "networkx", "numpy", "openpyxl",
    "oxrdflib", "pyoxigraph", "pyshacl", "pyvis.network", "rigour.names", "rdflib",
    "resvg_py", "rich.console", "rich.table", "sortedcontainers", "xlsxwriter",
)  # fmt: skip
SECONDS = 120
#: Of the words of a command, the first, or the first two: those that draw symbols of units.
DRAWING = (["view"], ["export", "html"])
#: The socket of the process that all workers share, in the folder that they share.
LISTENING = "program"
#: The variable that names the folder which is the core for a command, in place of the checkout.
CORE = "KG_TEST_CORE"
#: The variable by which a page has no answers to questions, as by the fixture ``unasked``.
UNASKED = "KG_TEST_UNASKED"
#: The variable that names folders of packages, before all others of Python's path.
PACKAGES = "KG_TEST_PACKAGES"
#: The modules that ask where the core is.
ASKING_FOR_CORE = ("kg.text.layout", "kg.curate.new.workspace", "kg.cli._new._asking")


def _read_at_the_start(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that Python itself reads, and only when it starts."""
    return {n: v for n, v in environment.items() if n.startswith(("PYTHON", "LC_", "LANG"))}


def outcome(
    arguments: list[str], code: int, out: bytes, err: bytes
) -> subprocess.CompletedProcess[str]:
    """What a command gave, as text; a fault of the program is never what a test expects."""
    said, complained = out.decode("utf-8", "replace"), err.decode("utf-8", "replace")
    assert "Traceback" not in complained, complained
    assert "a fault of the program" not in complained, complained
    return subprocess.CompletedProcess(arguments, code, said, complained)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else connects to the process of the folder meanwhile, starts it or ends it."""
    with (folder / "program.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Program:
    """A process that has imported ``kg``; ``run`` has it fork, and gives what the fork wrote.

    It listens in the folder, and is started by the first who finds none there.
    """

    def __init__(self, folder: Path) -> None:
        self._started_with = _read_at_the_start(os.environ)
        self._started: subprocess.Popen | None = None
        self._socket = socket.socket(socket.AF_UNIX)
        # The way to a socket may be a hundred bytes long, and less than a path often is.
        with _alone(folder), contextlib.chdir(folder):
            try:
                self._socket.connect(LISTENING)
            except FileNotFoundError:
                self._start(folder)
                self._socket.connect(LISTENING)
        self._drawing: socket.socket | None = None

    def _start(self, folder: Path) -> None:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(LISTENING)
            listening.listen()
            self._started = subprocess.Popen(
                [sys.executable, "-m", __name__, str(listening.fileno()), str(folder)],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                pass_fds=[listening.fileno()],
            )

    def close(self) -> None:
        """Ask nothing more; the process ends by itself when nobody can ask it any more."""
        if self._drawing is not None:
            self._drawing.close()
        self._socket.close()
        if self._started is not None:
            self._started.wait()  # until the other workers ask nothing more either

    def _asked(self, arguments: list[str]) -> socket.socket:
        """Where the fork is asked for: what draws is forked of a process that has the tables of symbols.

        They are half of the memory, which each fork has to account for.
        """
        if arguments[:1] not in DRAWING and arguments[:2] not in DRAWING:
            return self._socket
        if self._drawing is None:
            self._drawing, theirs = socket.socketpair()
            with theirs:
                socket.send_fds(self._socket, [b"\n"], [theirs.fileno()])
        return self._drawing

    def run(
        self, arguments: list[str], stdin: bytes, cwd: Path, environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run ``kg``; raises TimeoutExpired after two minutes, when it has been killed."""
        own = _read_at_the_start(environment)
        assert own == self._started_with, "a fork does not read this any more: use run_process"
        outs, errs = os.pipe(), os.pipe()
        with tempfile.TemporaryFile() as given:
            given.write(stdin)
            given.seek(0)
            request = {"arguments": arguments, "cwd": str(cwd), "environment": environment}
            line = json.dumps(request).encode() + b"\n"
            asked = self._asked(arguments)
            socket.send_fds(asked, [line[:1]], [given.fileno(), outs[1], errs[1]])
            asked.sendall(line[1:])
        os.close(outs[1])
        os.close(errs[1])
        with asked.makefile("r") as answers:
            fork = int(answers.readline())
            try:
                out, err = _read_all(outs[0], errs[0])
            except TimeoutError:
                os.kill(fork, signal.SIGKILL)
                raise subprocess.TimeoutExpired(["kg", *arguments], SECONDS) from None
            finally:
                os.close(outs[0])
                os.close(errs[0])
                code = int(answers.readline())
        return outcome(["kg", *arguments], code, out, err)


def _read_all(*pipes: int) -> list[bytes]:
    """Read several pipes to their ends, whichever has something."""
    end = time.monotonic() + SECONDS
    pieces: dict[int, list[bytes]] = {pipe: [] for pipe in pipes}
    with selectors.DefaultSelector() as ready:
        for pipe in pipes:
            ready.register(pipe, selectors.EVENT_READ)
        while ready.get_map():
            events = ready.select(end - time.monotonic())
            if not events:
                raise TimeoutError
            for key, _ in events:
                piece = os.read(key.fd, 1 << 20)
                pieces[key.fd].append(piece)
                if not piece:
                    ready.unregister(key.fd)
    return [b"".join(pieces[pipe]) for pipe in pipes]


def _listen(listening: socket.socket, folder: Path) -> None:
    """Import all of ``kg``, and fork a process for each who asks; end when the last has ended."""
    import gc

    _import_all()
    _compare_names()
    gc.collect()
    gc.set_threshold(100_000, 20, 50)
    gc.freeze()  # a fork need not look through what was there before it
    listening.settimeout(0.2)  # how often it looks who has ended (s)
    serving: set[int] = set()
    while True:
        with contextlib.suppress(TimeoutError):
            serving.add(_serving(listening))
            continue
        serving = {one for one in serving if os.waitpid(one, os.WNOHANG) == (0, 0)}
        if serving:
            continue
        with _alone(folder):
            with contextlib.suppress(TimeoutError):
                serving.add(_serving(listening))
                continue
            (folder / LISTENING).unlink()
            return


def _serving(listening: socket.socket) -> int:
    """The number of a process that serves the next who connects; raises TimeoutError."""
    asked, _ = listening.accept()
    asked.setblocking(True)
    fork = os.fork()
    if fork == 0:
        listening.close()
        _serve(asked)
        os._exit(0)
    asked.close()
    return fork


def _serve(asked: socket.socket) -> None:
    """Fork for each request: tell the fork's number, then how it ended.

    A socket alone, instead of a request, is that of a process which has drawn a symbol, and serves it.
    """
    import gc

    while True:
        start, descriptors, _, _ = socket.recv_fds(asked, 1, 3)
        if not start:
            return
        if start == b"\n":
            if os.fork() != 0:
                os.close(descriptors[0])
                continue
            asked.close()
            asked = socket.socket(fileno=descriptors[0])
            _draw_symbol()
            gc.freeze()
            continue
        with asked.makefile("rb", buffering=0) as stream:
            request = json.loads(start + stream.readline())
        fork = os.fork()
        if fork == 0:
            asked.close()
            _become(request, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        asked.sendall(b"%d\n" % fork)
        _, status = os.waitpid(fork, 0)
        asked.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def _import_all() -> None:
    import pkgutil
    from importlib import import_module

    import kg

    for module in pkgutil.walk_packages(kg.__path__, "kg."):
        if module.name != "kg.__main__":
            import_module(module.name)
    for name in HEAVY:
        import_module(name)


def _draw_symbol() -> None:
    """Have the tables of symbols unpacked once, which takes most of a second, and not in each fork."""
    import milsymbol

    milsymbol.Symbol("10011000000000000000").as_svg()


def _compare_names() -> None:
    """Have each name of the core taken apart once, which ``kg.graph.naming`` keeps, and not in each fork.

    So also the names of states in all languages, which rigour keeps: most of a second in each fork
    that maps a sheet of others.
    """
    from kg.build.pipeline import parse_texts
    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.mapping.kinds import state_code
    from kg.text.inputs import read_inputs
    from kg.text.layout import Layout

    layout = Layout(ROOT, ROOT)
    parsed = parse_texts(layout, read_inputs(layout))
    Lexicon(parsed.ontology, parsed.seeds, parsed.terms).names.alike("Storm Corps")
    state_code("Russia")
    _keep_parsed((*parsed.ontology, *parsed.seeds))


def _keep_parsed(documents: Iterable[Document]) -> None:
    """Have the texts of the core parsed once, and not in each fork that reads the same bytes.

    A fork gets each of them once: whoever reads a text twice gets other blank nodes, as ever.
    """
    from kg.text.turtle import document as module

    kept = {(document.graph, document.text.encode()): document for document in documents}
    parse = module.parse_turtle

    def parse_turtle(file: InputFile, graph: str, *given: Prefixes) -> Document:
        known = kept.pop((graph, file.data), None)
        if known is None:
            return parse(file, graph, *given)
        return replace(known, path=file.path, shown=file.shown)

    module.parse_turtle = parse_turtle


def _become(request: dict, descriptors: list[int]) -> None:
    """Be ``python -m kg`` from here on; never returns."""
    import runpy

    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.path[0] = request["cwd"]
    sys.argv = ["kg", *request["arguments"]]
    if packages := os.environ.pop(PACKAGES, None):
        sys.path[1:1] = packages.split(os.pathsep)
    if core := os.environ.pop(CORE, None):
        for name in ASKING_FOR_CORE:
            sys.modules[name].data_root = lambda: Path(core)
    if os.environ.pop(UNASKED, None):
        sys.modules["kg.publish.page.page"].answers_of = lambda *_: []
    if faults := os.environ.pop("KG_TEST_FAULTS", None):
        from tests.faults import watch_command

        watch_command(**json.loads(faults))
    try:
        runpy.run_module("kg", run_name="__main__", alter_sys=True)
    finally:  # main ends the process: what comes here is a fault, for the hook that main has set
        kind, error, trace = sys.exc_info()
        if kind is not None and error is not None:
            sys.excepthook(kind, error, trace)
        os._exit(1)


if __name__ == "__main__":
    _listen(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]))
