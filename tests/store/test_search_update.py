"""An index of words that is changed is the one that would be written anew."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

import pytest

from kg.store.search_index import SearchIndex, place, write_index
from kg.store.search_texts import NAME, TITLE, WORDS, SearchText
from kg.store.search_update import update_index

WORDS_OF = ["storm", "corps", "shell", "shells", "unit", "of", "11", "about", "made"]


def some(pick: random.Random, count: int) -> set[SearchText]:
    return {
        SearchText(
            pick.choice([NAME, TITLE, WORDS]),
            f"https://w3id.org/entente/id/x{pick.randrange(30)}",
            " ".join(pick.choices(WORDS_OF, k=pick.randrange(1, 4))),
            pick.choice(["en", "ko", ""]),
        )
        for _ in range(count)
    }


def content(path) -> tuple[list[SearchText], list[object], list[object]]:
    """The texts in their order, the counted words, and what each word finds."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT sort, iri, text, language, preferred, claim FROM text ORDER BY number"
        ).fetchall()
        words = connection.execute("SELECT * FROM vocabulary ORDER BY word").fetchall()
    index = SearchIndex(path)
    found = [
        [row.text for row in index.holding(sort, [[word]], 99)]
        for word in WORDS_OF
        for sort in (NAME, TITLE, WORDS)
    ]
    return [SearchText(*row[:4], bool(row[4]), row[5]) for row in rows], words, found


@pytest.mark.parametrize("seed", range(5))
def test_a_changed_index_is_that_of_its_texts(tmp_path, seed):
    pick = random.Random(seed)
    texts = some(pick, 40)
    write_index(tmp_path / "changed.db", texts)
    for number in range(6):
        gone = set(pick.sample(sorted(texts), min(len(texts), pick.randrange(12))))
        new = some(pick, pick.randrange(12)) - texts
        assert update_index(tmp_path / "changed.db", gone, new)
        texts = texts - gone | new
        write_index(tmp_path / f"anew{number}.db", texts)
        assert content(tmp_path / "changed.db") == content(tmp_path / f"anew{number}.db")
        assert content(tmp_path / "changed.db")[0] == sorted(texts, key=place)


def test_a_text_that_is_not_there_cannot_go(tmp_path):
    text = SearchText(NAME, "https://w3id.org/entente/id/x", "storm corps")
    write_index(tmp_path / "index.db", [text])
    assert not update_index(tmp_path / "index.db", [text._replace(language="en")], [])
    assert not update_index(tmp_path / "index.db", [text._replace(sort=WORDS)], [])


def test_where_there_is_no_room_between_two_texts_the_index_is_to_be_written_anew(tmp_path):
    """Each comes just before the last one: the gap of 2^32 numbers is halved each time."""
    path = tmp_path / "index.db"
    write_index(path, [SearchText(NAME, f"https://e/{n}", "a") for n in ("0", "z")])
    fitted = [
        update_index(path, [], [SearchText(NAME, f"https://e/{number:03}", "a")])
        for number in range(200, 100, -1)
    ]
    assert fitted[:30] == [True] * 30
    assert fitted[-1] is False


def test_texts_at_both_ends(tmp_path):
    path = tmp_path / "index.db"
    write_index(path, [])
    texts = [SearchText(TITLE, f"https://e/{n:04}", "a title") for n in range(400)]
    middle = texts[200:]
    assert all(update_index(path, [], [text]) for text in middle)  # each behind the others
    assert all(update_index(path, [], [text]) for text in reversed(texts[190:200]))
    assert content(path)[0] == texts[190:]
