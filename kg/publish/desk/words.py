"""A relation, measure, thing to count or unit that is made while a claim is typed: a term of the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.build.pipeline import parse_texts
from kg.curate.new.listed import KEYS, Listed, listed_lines, read_listed
from kg.curate.new.making import make_listed
from kg.curate.new.target import target_of
from kg.curate.sheets.additions import Addition, SourceChange
from kg.curate.sheets.at_hand import texts_of
from kg.curate.sheets.checked import check_after
from kg.errors import DataError, UnclearError
from kg.graph.snapshot import Snapshot, silent
from kg.graph.terms import Terms
from kg.iris import ONTOLOGY_GRAPH
from kg.publish.desk import changing, history
from kg.publish.desk.desk import NotUnderstoodError, RefusedError, finding_told
from kg.store.limits import Limits
from kg.store.oxigraph import OxigraphStore
from kg.text.inputs import read_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.publish.desk.desk import Desk
    from kg.publish.serve.wire import Message

_LIMITS = Limits(45, 1_536)
#: What can be made here. Names of things are made with the claim that names them first.
SORTS = {"property": "relation", "word": "word"}
_FORM = "the form"


def make_word(desk: Desk, asked: Message) -> object:
    """Make a term; it has been looked at whether another says the same. Gives the text by which it is written.

    Raises RefusedError for what is no such thing, NotUnderstoodError for what is wrong in it, or would
    be in the text with it.
    """
    one = _given(str(asked["sort"]), str(asked["label"]), asked["said"])
    try:
        (listed,) = read_listed("\n".join(listed_lines([one])).encode(), _FORM)
        with changing.writing(desk):
            files = read_inputs(desk.layout)
            parsed = parse_texts(desk.layout, files, texts_of(desk.lexicon))
            graph = Snapshot(_ontology(desk), desk.layout)
            target = target_of(desk.layout)
            made = make_listed(target, graph, Terms(graph), [listed], _FORM, dry_run=True)
            if made.new:
                changes = [
                    SourceChange(c.path, c.shown, c.before, c.after, 0, 0) for c in made.changes
                ]
                addition = Addition(changes, {}, {})
                check_after(
                    desk.layout, addition, files, parsed, desk.layout.texts, _LIMITS, silent
                )
                if addition.errors:
                    raise DataError(addition.errors)
                did = f"made the {SORTS[one.sort]} “{one.label}”"
                changing.commit(desk, history.Deed(asked["user"], did, ""), made.changes)
    except DataError as error:
        raise NotUnderstoodError(error.what, [finding_told(f) for f in error.findings]) from None
    except UnclearError as error:
        raise RefusedError(422, error.what, error.remedy) from None
    return {"label": one.label, "new": bool(made.new)}


def _given(sort: str, label: str, said: Mapping[str, Any]) -> Listed:
    """What is to be made. Raises RefusedError."""
    if sort not in SORTS:
        raise RefusedError(422, f"no “{sort[:40]}” is made here", f"one of: {', '.join(SORTS)}")
    for key, value in said.items():
        is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if key not in KEYS[sort] or not (is_list or isinstance(value, (str, bool))):
            known = ", ".join(KEYS[sort])
            raise RefusedError(422, f"“{key[:40]}” cannot be said of it so", f"it has: {known}")
    return Listed(sort, " ".join(label.split()), {**said, "anyway": True})


def _ontology(desk: Desk) -> OxigraphStore:
    """The terms alone, as a store."""
    store, graph = OxigraphStore(), ox.NamedNode(ONTOLOGY_GRAPH)
    for document in desk.lexicon.ontology:
        store.load(ox.Quad(t.subject, t.predicate, t.object, graph) for t in document.triples)
    return store
