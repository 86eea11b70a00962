"""Errors say what, where and what to do, and carry their exit code."""

from __future__ import annotations

import errno
import pickle

import pytest

from kg.errors import (
    CacheError,
    DataError,
    Finding,
    KgError,
    QueryTimeoutError,
    TextError,
    UnclearError,
    UndatableError,
    UnknownNameError,
    UsageError,
    did_you_mean,
    nearest,
    os_error,
)

FINDING = Finding("check", "error", "seeds/x.ttl", 3, "kg:x", "problem", "remedy")


def test_the_three_parts_in_one_text():
    assert str(KgError("it broke", "here", "mend it")) == "here: it broke\n  → mend it"
    assert str(KgError("it broke")) == "it broke"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KgError("x"), 3),
        (UsageError("x"), 2),
        (DataError([FINDING]), 1),
        (UnclearError("x", "write y", ("kgd:y",)), 1),
        (UnknownNameError("x", lambda: ("did you mean y?", ("kgd:y",))), 1),
        (UndatableError("x"), 1),
        (TextError("x", "use the right text"), 1),
        (QueryTimeoutError("x"), 3),
        (CacheError("x"), 3),
    ],
)
def test_exit_codes(error, code):
    assert error.exit_code == code
    assert isinstance(error, KgError)
    again = pickle.loads(pickle.dumps(error))  # how a child process hands it over
    assert (type(again), str(again)) == (type(error), str(error))


def test_what_may_be_meant_is_looked_for_once_and_only_when_it_is_asked_for():
    looked = []

    def hint():
        looked.append(1)
        return "did you mean y?", ("kgd:y",)

    error = UnknownNameError("there is no x", hint)
    assert (error.problem, looked) == ("there is no x", [])
    assert str(error) == "there is no x\n  → did you mean y?"
    assert (error.near, looked) == (("kgd:y",), [1])
    assert pickle.loads(pickle.dumps(error)).near == ("kgd:y",)
    with pytest.raises(AttributeError):
        _ = error.nothing


def test_findings_are_counted_and_placed():
    assert str(DataError([FINDING])) == "1 finding in the curated text"
    assert str(DataError([FINDING] * 2)) == "2 findings in the curated text"
    assert FINDING.where == "seeds/x.ttl:3"
    assert Finding("c", "error", "x.ttl", 0, "", "p", "r").where == "x.ttl"


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (errno.ENOENT, "path"),
        (errno.EACCES, "permissions"),
        (errno.ENOSPC, "disk is full"),
        (errno.EISDIR, "not a folder"),
        (errno.EROFS, "read-only"),
    ],
)
def test_a_failed_file_operation_has_the_remedy_that_fits(number, remedy):
    import os

    error = os_error(OSError(number, os.strerror(number)), "x.txt", "write it")
    assert str(error).startswith(f"x.txt: cannot write it: {os.strerror(number)}")
    assert remedy in error.remedy


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("lattest", ["hull", "latest"], ["latest"]),
        ("Hull", ["latest", "hull"], ["hull"]),  # upper and lower case count as the same
        ("KG:STATE", ["kg:state", "kg:Stage"], ["kg:state"]),
        ("khaled", ["unn-2025", "khaled-north-korea-russia"], ["khaled-north-korea-russia"]),
        ("abcdefghij", ["abcdefgxyz"], ["abcdefgxyz"]),  # 2 x 7 of 20 letters: 0.7
        ("abcdefghij", ["abcdefwxyz"], []),  # 2 x 6 of 20 letters: 0.6
        ("on", ["iron"], []),  # two letters are a part of too many names
        ("", ["latest"], []),
    ],
)
def test_the_nearest_name(name, known, expected):
    assert nearest(name, known) == expected


def test_several_nearest_names_stand_in_their_order():
    known = ["state", "station", "Stat", "river"]
    assert nearest("Stat", known, most=2) == ["Stat", "state"]


def test_a_name_in_the_same_case_goes_before_its_like():
    assert nearest("Claims", ["claim", "Claim"]) == ["Claim"]


def test_the_question_what_was_meant():
    assert did_you_mean(["a", "b"]) == "did you mean a, b?"
    assert did_you_mean(["a"], "see c", then="the names are: a") == (
        "did you mean a? the names are: a"
    )
    assert did_you_mean([], "see c") == "see c"
    assert did_you_mean([], "see c", then="or add it") == "see c or add it"
    assert did_you_mean([], then="the names are: a") == "the names are: a"
    assert did_you_mean([]) == ""
