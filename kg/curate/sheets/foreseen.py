"""What follows where an addition is written: what its claims contradict, leave open, fit; and facts that change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.build.facts import read_layer
from kg.build.pipeline import parse_texts
from kg.claims.facts.view import View
from kg.claims.verdicts.none_at_all import denied_events
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.statements import disagreements
from kg.claims.verdicts.verdict import NOT_COMPARABLE, VERDICTS
from kg.curate.diff.changes import changes
from kg.curate.diff.effects import effects_between, touched_parts
from kg.curate.diff.index import StateIndex
from kg.curate.diff.quads import quad_differences
from kg.curate.diff.sides import texts_side
from kg.store.links import read_links
from kg.store.readers import read_figures, read_rules, read_statements
from kg.store.relations import read_relations
from kg.text.collector import collector_paused
from kg.text.inputs import read_inputs

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from kg.claims.verdicts.verdict import Verdict
    from kg.curate.diff.effects import Effect
    from kg.curate.sheets.additions import Addition
    from kg.store.base import Store
    from kg.text.layout import Layout

_ORDER = {kind: number for number, kind in enumerate(VERDICTS)}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an addition does: verdicts of which one side is new, the gravest first; and its effects.

    Verdicts that do not compare are left out, unless they are suspect.
    """

    verdicts: tuple[Verdict, ...] = ()
    effects: tuple[Effect, ...] = ()


@collector_paused()
def foresee(layout: Layout, addition: Addition) -> Foreseen:
    """What the claims that an addition adds or changes would do. Raises KgError for a date that cannot be read."""
    before = addition.before or parse_texts(layout, read_inputs(layout))
    after = addition.after or parse_texts(layout, addition.files)
    old, new = texts_side("the text", before), texts_side("the text afterwards", after)
    removed, added = quad_differences(old, new)
    if not removed and not added:
        return Foreseen()
    indexes = StateIndex(old), StateIndex(new)
    stores = touched_parts(changes(removed, added, *indexes), *indexes)
    claims = {*addition.claims, *addition.altered}
    verdicts = sorted(
        _verdicts(stores[1], claims), key=lambda v: (_ORDER[v.kind], v.first, v.second)
    )
    return Foreseen(tuple(verdicts), tuple(effects_between(stores, View())))


def _verdicts(store: Store, claims: AbstractSet[str]) -> list[Verdict]:
    """The verdicts of some claims on all others that stand, and on one another."""
    gone = read_layer(store, View()).overtaken
    links, rules = read_links(store), read_rules(store)
    figures = [f.without(gone) for f in read_figures(store, links) if f.iri not in gone]
    statements = [s.without(gone) for s in read_statements(store, links) if s.iri not in gone]
    verdicts = {
        compare(figure, other, rules)
        for figure in figures
        if figure.iri in claims
        for other in figures
        if other.about == figure.about and other.iri != figure.iri
    }
    verdicts |= set(disagreements(statements, read_relations(store)))
    verdicts |= set(denied_events(statements, figures, rules))
    return [
        verdict
        for verdict in verdicts
        if not claims.isdisjoint((verdict.first, verdict.second)) and _is_told(verdict)
    ]


def _is_told(verdict: Verdict) -> bool:
    return verdict.outcome != NOT_COMPARABLE or verdict.suspect
