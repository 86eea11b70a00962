"""Work of the desk that does not come to an answer of its own: by what it ended is told in words."""

from __future__ import annotations

import faulthandler
import os
import signal
import socket

import pytest

from kg.publish.desk.clerk import waited_for
from kg.publish.serve import wire


def told_of(work) -> dict:
    """What comes on the channel of some work."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        waited_for(theirs, lambda: work(theirs))
        message = wire.receive(ours)
    assert message is not None
    return message[0]


@pytest.mark.parametrize(
    ("number", "status", "words"),
    [
        (signal.SIGALRM, 422, "more than 60 seconds"),
        (signal.SIGABRT, 422, "more than 2,048 MB"),
        (signal.SIGKILL, 503, "runs out of memory"),
        (signal.SIGTERM, 503, "from outside (SIGTERM)"),
    ],
)
def test_what_a_signal_ends_is_told_apart_from_a_limit(number, status, words):
    def end(_: socket.socket) -> None:
        faulthandler.disable()  # of the tests: it would write a page
        os.kill(os.getpid(), number)

    told = told_of(end)
    assert (told["status"], words in told["title"]) == (status, True), told
    assert "whole or not at all" in told["detail"]


def test_what_answers_is_not_answered_for():
    assert told_of(lambda channel: wire.send(channel, {"status": 200})) == {"status": 200}
