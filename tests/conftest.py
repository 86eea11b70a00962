"""What several tests need: the built core, and a small workspace that they may break."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is slow now and then, which says nothing of the code.
settings.register_profile("any speed", deadline=None)
settings.load_profile("any speed")

ROOT = Path(__file__).resolve().parents[1]
#: A user's copy of the article; it is not part of the repository.
ARTICLE = ROOT.parent / "shared" / "sources" / "khaled-north-korea-russia.txt"


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test touches the user's cache, or depends on how wide the terminal is."""
    os.environ["KG_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    os.environ.pop("KG_WORKSPACE", None)  # a user's own is none of the tests' business
    os.environ.pop("COLUMNS", None)  # a table is as wide as it is without a terminal


@pytest.fixture(scope="session")
def core():
    """The graph of the checkout."""
    import kg

    return kg.open(ROOT)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A copy of the core's ontology and seeds that a test may change."""
    folder = tmp_path / "workspace"
    for part in ("ontology", "seeds"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


@pytest.fixture
def run():
    """Run the command ``kg`` as a user does: a process of its own, nothing shared."""

    def call(
        *arguments: object, stdin: str | bytes = b"", cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=cwd or ROOT,
            env={**os.environ, **environment},
            timeout=120,
            check=False,
        )
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        assert "Traceback" not in err, err
        assert "a fault of the program" not in err, err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

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
