"""What several tests need: the built core, and a small workspace that they may break."""

from __future__ import annotations

import compileall
import contextlib
import fcntl
import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.built import build_as
from tests.program import ASKING_FOR_CORE, CORE, SECONDS, Program, outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import kg

# A busy machine is slow now and then, which says nothing of the code.
settings.register_profile("any speed", deadline=None)
settings.load_profile("any speed")

# On matrices as small as ours the threads of numpy do nothing but wait for one another, on a core
# that another worker could use. With as many as a user has: tests/publish/formats/test_repeated.py.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

# To look for circles after each 700 objects takes a tenth of the time of the tests, and finds few;
# after each 100,000 it still takes a tenth where graphs are read, whose values come by the hundred thousand.
gc.set_threshold(500_000, 20, 50)

ROOT = Path(__file__).resolve().parents[1]
#: A user's copy of the article; it is not part of the repository.
ARTICLE = ROOT.parent / "shared" / "sources" / "khaled-north-korea-russia.txt"
#: The files of seeds that make a small core without errors: the article, and what it refers to.
SMALL = (f"{ARTICLE.stem}.ttl", "reference-[!f]*.ttl")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test touches the user's cache, or depends on how wide the terminal is."""
    os.environ["KG_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    os.environ.pop("KG_WORKSPACE", None)  # a user's own is none of the tests' business
    os.environ.pop("COLUMNS", None)  # a table is as wide as it is without a terminal


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all workers of these tests."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """What takes seconds to make, and is only read: one worker makes it for all of them.

    ``made_once(name, make)`` gives the path of a file or folder of that name, which ``make(path)``
    has made; with what it makes, it must depend on nothing but the checkout.
    """
    folder = _shared(tmp_path_factory) / "made"
    folder.mkdir(exist_ok=True)

    def call(name: str, make: Callable[[Path], object]) -> Path:
        path, unfinished = folder / name, folder / "unfinished" / name
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                shutil.rmtree(unfinished, ignore_errors=True)
                unfinished.parent.mkdir(exist_ok=True)
                make(unfinished)
                unfinished.rename(path)
        return path

    return call


@pytest.fixture(scope="session")
def core(made_once):
    """The graph of the checkout, which one worker builds for all of them."""
    import kg
    from kg.text.layout import find_layout

    cache = find_layout(ROOT).cache

    def make(path: Path) -> None:
        kg.open(ROOT)
        shutil.copytree(cache, path)

    if not cache.exists():
        made = made_once("core", make)
        if not cache.exists():
            shutil.copytree(made, cache)
    return kg.open(ROOT)


@pytest.fixture(scope="module")
def own_cache(core, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the core as it was built: a command may change what a build keeps.

    Not that of other tests (``kg build --view latest``).
    """
    from kg.text.layout import cache_home

    folder = tmp_path_factory.mktemp("cache")
    shutil.copytree(core.layout.cache, folder / core.layout.cache.relative_to(cache_home()))
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """Compile the package once: where Python may not keep what it compiles, each process would anew."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(ROOT / "kg", quiet=2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, those of the whole program: at the end others would wait for them."""
    items.sort(key=lambda item: item.path.parent != ROOT / "tests")


def pytest_collection_finish() -> None:
    """What is there before the first test stays: to look through it for circles again finds none."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Look for circles once: pytest does so five times in the end, each a second with graphs in memory."""
    gc.collect()
    gc.freeze()


def copy_core(folder: Path, *sources: str) -> Path:
    """Copy the core's ontology and seeds to a folder; of the sources those whose file fits a pattern.

    Without a pattern all of them. What else is in the seeds is copied as well.
    """
    for part in ("ontology", "seeds"):
        shutil.copytree(ROOT / part, folder / part, copy_function=shutil.copyfile)
    kept = {path.name for one in sources for path in (ROOT / "seeds").glob(one)}
    for path in (folder / "seeds").glob("*.ttl") if sources else ():
        if path.name not in kept:
            path.unlink()
    return folder


def open_built(folder: Path) -> kg.Graph:
    """The graph of a workspace; where this process has built the same text before, by a copy of that.

    A build depends on nothing but its text, and costs half a second.
    """
    import kg
    from kg.text.inputs import content_key, read_inputs
    from kg.text.layout import cache_home, find_layout

    layout = find_layout(folder)
    kept = cache_home() / "kept" / content_key(read_inputs(layout))
    if kept.exists() and not layout.cache.exists():
        shutil.copytree(kept, layout.cache)
    graph = kg.open(folder)
    if not kept.exists():
        shutil.copytree(layout.cache, kept)
    return graph


@pytest.fixture
def workspace(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of the core that a test may change, with the article and what it refers to alone.

    All other sources double the time of each build; what needs them takes ``whole_workspace``.
    It is built, as each build costs half a second; but not for tests that are marked ``unbuilt``.
    """
    folder = copy_core(tmp_path / "workspace", *SMALL)
    if request.node.get_closest_marker("unbuilt"):
        return folder
    return build_as(folder, request.getfixturevalue("small_core"))


@pytest.fixture
def counted_workspace(workspace: Path) -> Path:
    """``workspace`` with a source that counts the losses too, since it was built."""
    name = "unn-2025-04-30-casualties.ttl"
    shutil.copy(ROOT / "seeds" / name, workspace / "seeds" / name)
    return workspace


@pytest.fixture
def whole_workspace(tmp_path: Path) -> Path:
    """A copy of the core's ontology and all its seeds that a test may change."""
    return build_as(copy_core(tmp_path / "workspace"), ROOT)


@pytest.fixture(scope="session")
def small_core(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A core of the article and what it refers to alone, which no test changes."""
    return copy_core(tmp_path_factory.mktemp("core") / "core", *SMALL)


@contextlib.contextmanager
def core_at(folder: Path) -> Iterator[None]:
    """Have a folder be the core, here and for the commands of ``run``, and not the checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CORE, str(folder))
        for name in ASKING_FOR_CORE:
            patch.setattr(f"{name}.data_root", lambda: folder)
        yield


@pytest.fixture(scope="module")
def on_small_core(small_core: Path) -> Iterator[None]:
    """Workspaces are layered on the small core: all of the checkout doubles the time of each build.

    For tests to which it does not matter what more the core holds, by ``usefixtures``.
    """
    with core_at(small_core):
        yield


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory):
    """A process that has imported all of ``kg`` and forks for each command; started when asked."""
    started = Program(_shared(tmp_path_factory))
    yield started
    started.close()


@pytest.fixture
def run(program):
    """Run the command ``kg`` as a user does: a process of its own, nothing shared."""

    def call(
        *arguments: object, stdin: str | bytes = b"", cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        words = [str(argument) for argument in arguments]
        return program.run(words, given, cwd or ROOT, {**os.environ, **environment})

    return call


@pytest.fixture
def run_process():
    """Run ``python -m kg``, for tests to which it matters how a process starts."""

    def call(
        *arguments: object, stdin: str | bytes = b"", cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=cwd or ROOT,
            env={**os.environ, **environment},
            timeout=SECONDS,
            check=False,
        )
        return outcome(done.args, done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once for all tests of a process: two of Playwright's do not go together."""
    from tests.publish.page.browsing import CHROMIUM, FLAGS

    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()
