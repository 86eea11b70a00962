"""The process that holds the parsed text of a workspace, and forks for each thing that is asked at the desk.

It is forked off before the server starts threads, reads the text anew when a file has changed, and keeps
the names and words of it ready. A fork has them at once, may add to them, and ends with its answer: a
slow one keeps nobody waiting, and one that is ended leaves old state or new state (``kg.text.journal``).
Each fork is waited for by another one, which tells by what it was ended where it could not answer itself.
"""

from __future__ import annotations

import os
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kg.build.pipeline import parse_texts
from kg.curate.sheets.at_hand import renewed, texts_of
from kg.curate.suggest.drafting import read_text
from kg.errors import DataError, KgError
from kg.publish.desk import asked_of_texts, changing, completing, sheets, words
from kg.publish.serve import wire
from kg.publish.serve.keeper import forked_service
from kg.store.limits import limit_memory
from kg.store.sandbox import close_network, end_with_parent
from kg.text.inputs import content_key, read_inputs

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.curate.sheets.lexicon import Lexicon
    from kg.publish.desk.desk import Desk
    from kg.publish.serve.wire import Message
    from kg.text.layout import Layout

#: How long (s) one thing may take, and how much memory (MB) beyond what the text takes.
SECONDS, MEGABYTES = 60, 2_048

#: A text that makes the rules of reading ready.
_FIRST_READ = "On Monday officials said that about 300 soldiers had been killed by 1 March 2025.\n"

#: What is done, by the name in a request.
WORK: dict[str, Callable[[Desk, Message], object]] = {
    "documents": asked_of_texts.documents,
    "document": asked_of_texts.document,
    "drafts": asked_of_texts.drafts,
    "draft": asked_of_texts.draft_of_selection,
    "complete": completing.complete,
    "findings": asked_of_texts.findings,
    "codings": asked_of_texts.codings,
    "log": asked_of_texts.log,
    "preview": changing.preview,
    "save": changing.save,
    "take out": changing.take_out_claim,
    "refuse": changing.refuse_draft,
    "review": changing.review,
    "undo": changing.undo,
    "new document": changing.new_document,
    "make": words.make_word,
    "sheet": sheets.look_at,
    "add sheet": sheets.add,
}


def start_clerk(layout: Layout, listening: socket.socket) -> socket.socket:
    """Fork the clerk; gives the socket by which it is asked. Call it before any thread starts."""
    return forked_service(listening, lambda control: _clerk(control, layout))


@dataclass
class _Held:
    """What the clerk keeps: the text as it was read last, by its key."""

    key: str = ""
    lexicon: Lexicon | None = None


def _clerk(control: socket.socket, layout: Layout) -> None:
    """Fork for each message, which brings the socket on which it is answered."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for forks
    held = _Held()
    with suppress(KgError):  # whoever asks is told
        _renew(held, layout)
    while (message := wire.receive(control)) is not None:
        asked, (number,) = message
        problem: KgError | None = None
        try:
            _renew(held, layout)
        except KgError as error:
            problem = error
        clerk = os.getpid()
        if os.fork() == 0:
            try:
                control.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                end_with_parent(clerk)
                channel = socket.socket(fileno=number)
                waited_for(channel, partial(_answer, channel, asked, layout, held, problem))
            finally:
                os._exit(0)
        os.close(number)


def waited_for(channel: socket.socket, work: Callable[[], None]) -> None:
    """Do ``work``, which answers on the channel, in a fork; answer in its place where a signal ends it."""
    waits = os.getpid()
    if (child := os.fork()) == 0:
        try:
            end_with_parent(waits)
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        with suppress(OSError):  # it had answered
            wire.send(channel, _ended_by(os.WTERMSIG(status)))


def _ended_by(number: int) -> Message:
    """What is told of work that a signal ended."""
    whole = "it is done whole or not at all: look at the document before you do it again"
    if number == signal.SIGALRM:
        return {
            "status": 422,
            "title": f"this took more than {SECONDS} seconds",
            "detail": f"do it in parts; {whole}",
        }
    if number in (
        signal.SIGABRT,
        signal.SIGSEGV,
        signal.SIGBUS,
    ):  # so the engine ends without memory
        what = f"this broke off ({signal.Signals(number).name}), as what needs more than {MEGABYTES:,} MB does"
        return {"status": 422, "title": what, "detail": f"do it in parts; {whole}"}
    name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
    why = ", as a system does that runs out of memory" if number == signal.SIGKILL else ""
    return {
        "status": 503,
        "title": f"the process that did this was ended from outside ({name}){why}",
        "detail": whole,
    }


def _renew(held: _Held, layout: Layout) -> None:
    """Read the text where it has changed, and make ready what is asked of it. Raises KgError."""
    files = read_inputs(layout)
    if (key := content_key(files)) == held.key:
        return
    texts = parse_texts(layout, files, None if held.lexicon is None else texts_of(held.lexicon))
    lexicon = renewed(held.lexicon, texts)
    _ = lexicon.names, lexicon.speech, lexicon.figures, lexicon.claims
    if held.lexicon is None:  # rules are compiled when they are first used: not in each fork anew
        done = read_text(_FIRST_READ, lexicon, published="2025-01-01", language="en")
        done.drafts(done.readings)
    held.key, held.lexicon = key, lexicon


def _answer(
    channel: socket.socket, asked: Message, layout: Layout, held: _Held, problem: KgError | None
) -> None:
    """Do what is asked within the limits, and tell the outcome, or what is wrong."""
    from kg.publish.desk.desk import Desk, NotUnderstoodError, RefusedError

    close_network()
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    limit_memory(MEGABYTES)
    then: Callable[[], None] | None = None
    try:
        if problem is not None:
            raise problem
        assert held.lexicon is not None  # noqa: S101  # else there is a problem
        desk = Desk(layout, held.lexicon)
        told: Message = {"status": 200, "value": WORK[asked["do"]](desk, asked)}
        then = desk.afterwards
    except RefusedError as error:
        told = {"status": error.status, "title": error.what, "detail": error.remedy or ""}
        told |= {"value": error.value} if error.value is not None else {}
    except NotUnderstoodError as error:
        told = {"status": 422, "title": error.what, "findings": error.findings}
    except DataError as error:
        told = {"status": 422, "title": error.what, "findings": findings_told(error)}
    except KgError as error:
        told = {"status": 422, **words_of(error, layout)}
    except MemoryError:
        told = {"status": 422, "title": "this needs more memory than it may take", "detail": ""}
    wire.send(channel, told)
    channel.close()
    if then is not None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        then()


def words_of(error: KgError, layout: Layout) -> Message:
    """What an error says, without telling where on this machine the workspace lies."""

    def at_home(text: str) -> str:
        for folder in (layout.root, layout.texts):
            if folder is not None:
                text = text.replace(f"{folder}/", "").replace(str(folder), "the workspace")
        return text

    where = at_home(error.where or "")
    what = f"{where}: {error.what}" if where and not where.startswith("/") else error.what
    return {"title": at_home(what), "detail": at_home(error.remedy or "")}


def findings_told(error: DataError) -> list[dict[str, object]]:
    """The findings of an error as they are sent."""
    from kg.publish.desk.desk import finding_told

    return [finding_told(finding) for finding in error.findings]
