"""The questions of the site are asked together; one that cannot be told so is asked by itself."""

from __future__ import annotations

import time

import pytest

from kg.errors import KgError
from kg.publish.site import content

SLOW, FAILING, OTHER = NAMES = ("casualties", "killed", "speakers")


@pytest.fixture
def few_questions(monkeypatch) -> None:
    """Three of the questions, the first of which takes longer than the time that each has."""
    own_answer, own_questions = content._answer, content.all_questions

    def answer(graph, question, values):
        if question.name == SLOW:
            time.sleep(1.2)
        return own_answer(graph, question, values)

    def questions(*folders):
        found = own_questions(*folders)
        return {name: found[name] for name in NAMES}

    monkeypatch.setattr(content, "all_questions", questions)
    monkeypatch.setattr(content, "_answer", answer)
    monkeypatch.setattr(content, "_ANSWER_SECONDS", 1.0)


@pytest.mark.slow
@pytest.mark.parametrize("all_seconds", [10.0, 0.5])  # 0.5: all of them are ended, and asked again
def test_one_that_takes_too_long_leaves_the_others_their_answers(
    core, few_questions, monkeypatch, all_seconds
):
    monkeypatch.setattr(content, "_ALL_SECONDS", all_seconds)
    first, *others = content.answered_questions(core)
    assert first.rows == ()
    assert first.words.startswith("Too long for a page: ask it by the command, kg ask casualties")
    assert len(others) == 2
    assert all(other.rows for other in others)


def test_one_that_fails_is_told(core, few_questions, monkeypatch):
    def answer(_graph, question, _values):
        if question.name == FAILING:
            raise KgError("it fails")
        return content._NO_ANSWER

    monkeypatch.setattr(content, "_answer", answer)
    with pytest.raises(KgError, match="it fails"):
        content.answered_questions(core)
