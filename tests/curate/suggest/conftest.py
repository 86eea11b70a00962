"""The names and words of the core, by which texts are read."""

from __future__ import annotations

import pytest

from kg.curate.sheets.lexicon import Lexicon, lexicon_of


@pytest.fixture(scope="session")
def lexicon(core) -> Lexicon:
    """The lexicon of the checkout; tests do not add to it."""
    return lexicon_of(core.store, core.prefixes)
