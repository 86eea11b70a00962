"""The languages that the reader of texts knows, by their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.evidence.stated.english import ENGLISH
from kg.claims.evidence.stated.korean import KOREAN
from kg.claims.evidence.stated.russian import RUSSIAN
from kg.claims.evidence.stated.ukrainian import UKRAINIAN

if TYPE_CHECKING:
    from kg.claims.evidence.stated.language import Language

LANGUAGES = {language.code: language for language in (ENGLISH, KOREAN, RUSSIAN, UKRAINIAN)}


def language_of(code: str) -> Language | None:
    """The language of a code (``en``, ``uk-UA``; empty: English); None for one that is not known."""
    primary = code.lower().replace("_", "-").partition("-")[0]
    return LANGUAGES.get(primary or "en")
