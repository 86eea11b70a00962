"""Which page a worker makes, by the name in a request; each is a sheet of the site's, or one of the server's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.errors import UsageError, did_you_mean, nearest
from kg.graph.names import resolve
from kg.graph.questions import all_questions, bind, find_question
from kg.iris import KG, KGD, SRC
from kg.publish.serve.evaluation import Refusal, node_of, write_rows
from kg.publish.serve.pages import finding, home, other, picture
from kg.publish.serve.pages.held import held
from kg.publish.site import content
from kg.publish.site.sheets import Sheet
from kg.store import sparql
from kg.store.search_texts import is_claim

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.graph.questions import Question
    from kg.publish.page.sentences import Passage
    from kg.publish.serve.evaluation import Output
    from kg.publish.serve.pages.held import Held
    from kg.publish.serve.settings import Settings
    from kg.publish.serve.wire import Message
    from kg.publish.site.clashes import Clash
    from kg.store.base import Store


def page(store: Store, asked: Message, out: Output, settings: Settings) -> None:
    """Write the page ``asked["what"]`` as HTML. Raises Refusal 404 for what is not there, KgError."""
    known = held(store, asked, settings)
    sheet = _SHEETS[asked["what"]](known, asked, settings)
    frame = known.frame(asked, settings)
    out.begin("text/html")
    out.write(known.renderer.render(sheet, frame).encode("utf-8", "replace"))


def found(store: Store, asked: Message, out: Output, settings: Settings) -> None:
    """Write what is found by ``asked["text"]`` as JSON, for suggestions."""
    known = held(store, asked, settings)
    hits = finding.hits(known, asked["text"], asked["most"], known.frame(asked, settings))
    told = [{"name": h.name, "kind": h.kind, "address": h.address, "note": h.note} for h in hits]
    out.begin("application/json")
    out.write(json.dumps({"hits": told}, ensure_ascii=False).encode())


def answer(store: Store, asked: Message, out: Output, settings: Settings) -> None:
    """Write the rows of a named question in a form of ``types.RESULTS``. Raises Refusal, KgError."""
    graph = held(store, asked, settings).graph
    question = _question(asked["name"], settings)
    values = bind(question, asked["values"], lambda name: resolve(graph, name))
    with sparql.answering():
        result = sparql.run(
            store, question.sparql, values, f"{question.name}.rq", settings.layout.prefixes
        )
        write_rows(result, asked["form"], out, settings)


def _thing(known: Held, asked: Message, settings: Settings) -> Sheet:
    """The page of a term, claim, document or entity, else of whatever is stated of an IRI."""
    sheets, iri = known.sheets, asked["iri"]
    node_of(iri)  # one that is none is told as such
    makers: list[Callable[[str], Sheet]] = [sheets.term]
    if iri.startswith(SRC):
        makers = [sheets.claim] if is_claim(iri) else [_source(known, settings)]
    elif iri.startswith(KGD) or iri not in sheets.terms:
        makers = [sheets.entity]
    for make in makers:
        try:
            return make(iri)
        except KeyError:
            continue
    sheet = other.sheet(known.sheets, iri)
    if sheet is None:
        raise _unknown(known, iri)
    return sheet


def _unknown(known: Held, iri: str) -> Refusal:
    words = f"nothing is known of {iri[:300]}"
    if iri.startswith(KG):
        near = nearest(iri.removeprefix(KG), [i.removeprefix(KG) for i in known.sheets.terms])
        return Refusal(404, words, did_you_mean(near, "the terms are listed at /ns/"))
    return Refusal(404, words, "look for it by its name: /search")


def _source(known: Held, settings: Settings) -> Callable[[str], Sheet]:
    def make(iri: str) -> Sheet:
        sheet = known.sheets.source(iri)
        passages = None
        if settings.texts is not None:
            from kg.publish.page.sentences import passages_of

            passages = _marked(passages_of(known.graph, iri, settings.texts) or [])
        return Sheet("source_here.html", sheet.title, {**sheet.values, "passages": passages})

    return make


def _marked(passages: Sequence[Passage]) -> list[tuple[str, bool, list[str]]]:
    """Pieces of a text: whether a claim rests on it, and the claims (IRIs) whose words end with it."""
    last = {claim: place for place, each in enumerate(passages) for claim in each.claims}
    return [
        (each.text, bool(each.claims), [claim for claim in each.claims if last[claim] == place])
        for place, each in enumerate(passages)
    ]


def _listing(known: Held, asked: Message, _: Settings) -> Sheet:
    sheets = known.sheets
    entities = sheets.all_entities if known.few else sheets.kinds
    lists = {"/ns/": sheets.ontology, "/id/": entities, "/source/": sheets.sources}
    return lists.get(asked["top"], sheets.own_terms)()


def _search(known: Held, asked: Message, settings: Settings) -> Sheet:
    return finding.sheet(known, asked["text"], known.frame(asked, settings))


def _questions(_: Held, __: Message, settings: Settings) -> Sheet:
    questions = all_questions(*settings.layout.folders("ontology/queries"))
    return Sheet("questions_here.html", "Questions", {"questions": list(questions.values())})


def _ask(known: Held, asked: Message, settings: Settings) -> Sheet:
    question = _question(asked["name"], settings)
    given, wrong = asked["values"], ""
    own = question.name in content.own_questions(known.graph)
    try:
        told = content.answered_question(known.graph, question, given, own=own)
    except UsageError as error:
        told, wrong = None, f"{error.what}{f'; {error.remedy}' if error.remedy else ''}"
    values = {"question": question, "given": given, "answer": told, "wrong": wrong, "own_one": own}
    return Sheet("ask.html", question.title, values)


def _question(name: str, settings: Settings) -> Question:
    try:
        return find_question(name, *settings.layout.folders("ontology/queries"))
    except UsageError as error:
        raise Refusal(404, error.what, "the questions are listed at /questions") from None


def _conflicts(known: Held, asked: Message, _: Settings) -> Sheet:
    """All that contradicts, or what contradicts a claim, or what is said about an entity."""
    graph, sheets = known.graph, known.sheets
    every: dict[str, list[Clash]] | None = None
    title, of, here = "Conflicts", "", ""
    if asked["claim"]:
        claim = graph.claims.named(asked["claim"])
        every, of, here = sheets.clashes.of([claim]), claim.iri, claim.iri
    elif asked["about"]:
        of = resolve(graph, asked["about"])
        every = sheets.clashes.about(of)
    elif known.few:
        every = sheets.clashes.all()
    named = sheets.clashes.said(here).statement if here else graph.labels(of) if of else ""
    values = {"every": every, "of": of, "here": here, "named": named, "about": asked["about"]}
    return Sheet("conflicts_here.html", title, values)


def _guide(_: Held, asked: Message, settings: Settings) -> Sheet:
    from kg.publish.site.site import guides

    for name, title, text in guides(settings.layout):
        if name == asked["name"]:
            return Sheet("text.html", title, {"text": text})
    raise Refusal(404, "there is no such text here", "see what there is: /")


_SHEETS: dict[str, Callable[[Held, Message, Settings], Sheet]] = {
    "home": home.sheet,
    "thing": _thing,
    "listing": _listing,
    "search": _search,
    "questions": _questions,
    "ask": _ask,
    "conflicts": _conflicts,
    "guide": _guide,
}
#: Pictures may take longer (s) than a query, which anybody may write; they are kept when they are made.
SECONDS = {"picture": 60.0, "interactive": 60.0}
#: What a worker does for pages, by the name in a request.
WORK = {
    "page": page,
    "found": found,
    "answer": answer,
    "picture": picture.still,
    "interactive": picture.interactive,
}
