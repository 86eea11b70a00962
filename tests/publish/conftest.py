"""A graph of hostile names, built once for all formats."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg.publish.formats import html as page
from tests.conftest import ARTICLE, ROOT, SMALL, copy_core
from tests.publish.page.browsing import Opened, Tabs
from tests.publish.reading import open_worse, whole

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def worse(tmp_path_factory):
    """A small core, and people whose names mean something in one format or another."""
    return open_worse(copy_core(tmp_path_factory.mktemp("worse"), *SMALL))


@pytest.fixture(scope="session")
def small(small_core) -> kg.Graph:
    """The graph of the small core."""
    return kg.open(small_core)


@pytest.fixture(scope="session")
def rendered(core, made_once, request) -> Callable[[str], bytes | str]:
    """The core in a format, rendered once for all tests; the page is text, all else bytes."""

    def call(form: str) -> bytes | str:
        if form == "html":
            return request.getfixturevalue("core_page")
        made = made_once(f"core.{form}", lambda path: path.write_bytes(whole(form, core)))
        return made.read_bytes()

    return cache(call)


@pytest.fixture(scope="session")
def rendered_worse(worse) -> Callable[[str], bytes]:
    """The graph of hostile names in a format, rendered once for all tests."""
    return cache(lambda form: whole(form, worse))


@pytest.fixture
def unasked(monkeypatch) -> None:
    """The pages of a test have no answers to questions: for what does not look at them.

    They are most of the time of a page: all questions, of each value that they may have.
    """
    monkeypatch.setattr("kg.publish.page.page.answers_of", lambda *_: [])


@pytest.fixture(scope="session")
def core_file(core, made_once) -> Path:
    """The core's page as a file."""
    return made_once("entente.html", lambda path: page.write(core, path))


@pytest.fixture(scope="session")
def article_file(made_once) -> Path:
    """The page of the article's claims alone: of each kind of thing some, and a third of the size."""

    def make(path: Path) -> None:
        page.write(kg.open(ROOT, sources=(ARTICLE.stem,)), path)

    return made_once("article.html", make)


@pytest.fixture(scope="session")
def core_page(core_file) -> str:
    """The core's page as text."""
    return core_file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def tabs(browser) -> Tabs:
    """The browser's tabs, which tests use one after another."""
    return Tabs(browser)


@pytest.fixture
def opened(tabs, core_file):
    """Open the core's page (or another) with the settings of a browser context."""
    pages = []

    def call(path: Path = core_file, address: str = "", **context) -> Opened:
        pages.append(Opened(tabs, path, address, **context))
        return pages[-1]

    yield call
    for each in pages:
        each.close()
