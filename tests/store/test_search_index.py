"""The index of words: which texts hold which words, in which order they are given."""

from __future__ import annotations

import pytest

from kg.errors import CacheError
from kg.store.search_index import SearchIndex, write_index
from kg.store.search_texts import NAME, TITLE, WORDS, SearchText

TEXTS = [
    SearchText(NAME, "http://e/corps", "11th Corps (North Korea)", "en", preferred=True),
    SearchText(NAME, "http://e/corps", "Storm Corps", "en"),
    SearchText(NAME, "http://e/storm", "Storm", "en", preferred=True),
    SearchText(NAME, "http://e/under", "storm_corps", "en"),
    SearchText(NAME, "http://e/hindi", "११वीं कोर", "hi"),
    SearchText(TITLE, "http://e/paper", "A Storm over the Corps", "en"),
    SearchText(WORDS, "http://e/paper/c001", "the corps and the storm", "en"),
]


def texts(rows) -> list[str]:
    return [row.text.text for row in rows]


@pytest.fixture(params=["file", "memory"])
def index(request, tmp_path) -> SearchIndex:
    if request.param == "memory":
        return SearchIndex(texts=TEXTS)
    write_index(tmp_path / "search.db", TEXTS)
    return SearchIndex(tmp_path / "search.db")


def test_a_text_is_called_what_it_is_without_its_brackets_too(index):
    assert [text.text for text in index.called("storm corps")] == ["Storm Corps"]
    assert [text.iri for text in index.called("11th corps")] == ["http://e/corps"]
    assert [text.iri for text in index.called("11th corps north korea")] == ["http://e/corps"]
    assert index.called("corps") == []


def test_words_are_parted_where_folding_parts_them(index):
    # \w holds the underscore; the vowel signs of Devanagari are marks, and part no word that fold leaves.
    assert texts(index.holding(NAME, [["storm_corps"]], 9)) == ["storm_corps"]
    for word in index.words():
        assert any(index.holding(sort, [[word]], 9) for sort in (NAME, TITLE, WORDS)), word


def test_each_sort_by_itself_the_shortest_first(index):
    assert texts(index.holding(NAME, [["storm"]], 9)) == ["Storm", "Storm Corps"]
    assert texts(index.holding(NAME, [["storm"]], 1)) == ["Storm"]
    assert texts(index.holding(WORDS, [["storm"], ["corps"]], 9)) == ["the corps and the storm"]
    assert texts(index.holding(NAME, [["storm"], ["north", "corps"]], 9)) == ["Storm Corps"]
    assert texts(index.beginning(TITLE, ["a", "storm"], 9)) == ["A Storm over the Corps"]
    assert texts(index.beginning(TITLE, ["storm"], 9)) == []
    assert texts(index.equal(NAME, "storm", 9)) == ["Storm"]


def test_what_an_id_ends_with(index):
    assert texts(index.with_id("c001", 9)) == ["the corps and the storm"]


def test_words_that_begin_so_or_hold_a_part(index):
    assert sorted(index.words_beginning("storm")) == ["storm_corps"]
    assert sorted(index.words_holding("orm")) == ["storm", "storm_corps"]
    assert index.known(["storm", "rain", "11th"]) == ["storm", "11th"]


def test_words_of_the_query_language_are_words(index):
    for word in ("and", "or", "not", "near"):
        index.holding(NAME, [[word]], 9)
        index.beginning(NAME, [word, "corps"], 9)
    assert texts(index.holding(WORDS, [["and"]], 9)) == ["the corps and the storm"]


def test_a_damaged_file_is_told_as_such(tmp_path):
    path = tmp_path / "search.db"
    write_index(path, TEXTS)
    path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(CacheError, match="index of words is damaged"):
        SearchIndex(path).words()
    with pytest.raises(CacheError):
        SearchIndex(tmp_path / "none.db")
