"""What of the fact layer a change of claims touches, and which claims that is derived from.

The layer is a function of claims (``kg.build.facts``). Each of its quads depends on these alone:

=================  =============================================================================
an edge            the statements of its subject and relation, which of them no longer stand, and
                   their origins; of a relation of which one value holds, the wholes of its values; of
                   one that one thing at a time has, the statements of others who have it, and what
                   they all belong to;
                   of a relation of part and whole, the statements the other way round; the status
                   of the events at its ends; of an event's status, figures that say "none" of it, and
                   who denies an event of which it is a part
a range            the figures about its thing and about those that shares or alternatives join with
                   it; who denies its event, or one of which it is a part, or disputes one of them, and
                   when it began; what its
                   limits lie in, by undated claims on these and all above them
a whole of a unit  the statements of part-of on the way up from it
what has no place  all that supersedes, retracts, corrects; what it relays (read whole: they are few)
=================  =============================================================================

A claim is *dirty* where something is said of it that was not, or is no more; where it lost or regained
its place; where its origins changed, with those that it relays; or where a dirty claim disputes it. By
the table, the edges of each subject and relation of which a dirty claim speaks are derived again
(``Touched.relations``), the ranges of the things that its figures are about (``things``), and the
wholes of each unit below one whose part-of is dirty (``units``); with an event those that are its parts.
Nothing else can have changed. Where a
limit of a figure of before lies in other things now, all is derived again. What the table says
beside the claims (the rules of the ontology) does not change here: that is a build of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.behind import ONE_VALUED, UncertainError, claims_behind, require_one_value
from kg.build.facts import read_overtaken
from kg.build.said import Text
from kg.claims.closure import closure
from kg.claims.verdicts.relations import BELONGING
from kg.claims.verdicts.statements import ABOVE
from kg.iris import CURRENT_VIEW, DCTERMS, KG, PART_OF_VIEW, RDF, RDFS, SKOS, SRC
from kg.store.inclusion import named_by_figures, read_inclusions, read_within
from kg.store.links import EPISODE_OF, read_replaced
from kg.store.readers import read_marked, read_single_valued

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.claims.corrections import Link
    from kg.store.base import Store

_VIEWS = (CURRENT_VIEW, PART_OF_VIEW)
_PART_OF, _STATUS = KG + "partOf", KG + "eventStatus"
_GROUP = KG + "UnidentifiedGroup"
_SUBJECT, _PREDICATE, _OBJECT = (RDF + name for name in ("subject", "predicate", "object"))
_ABOUT, _WHOLE, _OTHER = (KG + name for name in ("about", "shareOf", "alternativeTo"))
_NAMES, _OWNERS = (RDFS + "label", SKOS + "altLabel"), (DCTERMS + "creator", DCTERMS + "publisher")


class Touched(NamedTuple):
    """What is to be derived again (see above), and the ``claims`` (IRIs) that it is derived from.

    ``relations`` are pairs of IRIs, of subject and relation; ``gone`` says which claims no longer stand.
    """

    relations: frozenset[tuple[str, str]]
    things: frozenset[str]
    units: frozenset[str]
    claims: frozenset[str]
    gone: Mapping[str, Link]
    replaced: frozenset[str]


def touched(before: Store, after: Store, changed: Iterable[str]) -> Touched:
    """What a change of what is said of some nodes (``changed``, IRIs) touches.

    ``before`` and ``after`` hold the claims as they were and are; what both have of a layer is not
    looked at. Raises UncertainError.
    """
    return _Change(Text(before), Text(after)).touched(set(changed))


class _Change:
    """The claims before and after a change, and what is found to be touched by it."""

    def __init__(self, before: Text, after: Text) -> None:
        self._before, self._after = before, after
        self._both = (before, after)
        self._single = read_single_valued(after.store)
        self._one_subject = read_marked(after.store, "singleSubject")
        self._relations: set[tuple[str, str]] = set()
        self._things: set[str] = set()
        self._roots: set[str] = set()

    def touched(self, changed: set[str]) -> Touched:
        gone, replaced, moved = self._places()
        dirty = changed | moved
        dirty |= self._disputed(dirty)
        dirty |= self._of_other_origin(dirty)
        if self._other_limits(dirty):
            raise UncertainError
        for claim in dirty:
            self._note(claim)
        units = self._units()
        self._of_holders()
        self._parts_of_events()
        self._things = self._joined(self._things)
        for thing in self._things:
            if self._after.stating(thing, _STATUS):
                self._relations.add((thing, _STATUS))
        self._events()
        claims = claims_behind(self._after, self._relations, self._things, units)
        require_one_value(self._after, claims)
        things, relations = frozenset(self._things), frozenset(self._relations)
        return Touched(relations, things, units, claims, gone, replaced)

    def _places(self) -> tuple[Mapping[str, Link], frozenset[str], set[str]]:
        """What no longer stands, what was replaced; and for which claims either is new or no more."""
        gone = read_overtaken(self._after.store)
        was_gone = {
            quad.subject.value: quad.object.value
            for quad in self._before.store.quads(None, ox.NamedNode(KG + "overtakenBy"))
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        }
        is_gone = {claim: link.later for claim, link in gone.items()}
        moved = {claim for claim, _ in was_gone.items() ^ is_gone.items()}
        replaced = read_replaced(self._after.store)
        return gone, replaced, moved | (replaced ^ read_replaced(self._before.store))

    def _other_limits(self, dirty: Iterable[str]) -> bool:
        """Whether what limits the figures of before lies in other things now."""
        relations = read_inclusions(self._after.store)
        if not any(
            not relations.keys().isdisjoint(text.iris(node, _PREDICATE))
            for node in dirty
            for text in self._both
        ) and not any(
            len({frozenset(text.iris(node, RDF + "type")) for text in self._both}) > 1
            for node in dirty
        ):
            return False
        named = named_by_figures(self._before.store)
        was, now = (read_within(text.store, named) for text in self._both)
        return any(was.get(limit) != now.get(limit) for limit in named)

    def _disputed(self, dirty: Iterable[str]) -> set[str]:
        return {
            disputed
            for claim in dirty
            for text in self._both
            for disputed in text.iris(claim, KG + "disputes")
        }

    def _of_other_origin(self, dirty: Iterable[str]) -> set[str]:
        """The claims whose origins may be others now: of speakers, documents and claims that changed."""
        start = set(dirty)
        for node in dirty:
            for text in self._both:
                if node.startswith(SRC) and "/" not in node.removeprefix(SRC):
                    start |= text.whose(KG + "source", node)
                start.update(self._in_own_voice(node, text))
        documents = {d for n in start for text in self._both for d in text.iris(n, KG + "source")}

        def relaying(node: str) -> Iterable[str]:
            return {relay for text in self._both for relay in text.whose(KG + "derivedFrom", node)}

        return start | set(closure(start | documents, relaying))

    def _in_own_voice(self, speaker: str, text: Text) -> Iterator[str]:
        """The claims of a speaker who may be the author or publisher under a name that is new, or no more."""
        names = [
            {getattr(v, "value", "") for name in _NAMES for v in each.said(speaker).get(name, ())}
            for each in self._both
        ]
        changed = names[0] ^ names[1]
        said = text.whose(KG + "attributedTo", speaker) if changed else set()
        if not said:
            return
        changed.add(speaker)  # what has no name goes by its IRI
        for name in _OWNERS:
            for quad in text.store.quads(None, ox.NamedNode(name)):
                if isinstance(quad.subject, ox.NamedNode) and (
                    getattr(quad.object, "value", "") in changed
                ):
                    yield from said & text.whose(KG + "source", quad.subject.value)

    def _note(self, node: str) -> None:
        """Note what a dirty claim, or a changed entity, says or said."""
        for text in self._both:
            said = text.said(node)
            if any(len(said.get(name, ())) > 1 for name in ONE_VALUED):
                raise UncertainError
            for subject, predicate in text.relations_of([node]):
                self._relations.add((subject, predicate))
                self._relations.update(self._from_the_value(node, predicate, text))
                if predicate == _PART_OF:
                    self._roots.add(subject)
                if predicate == _STATUS:
                    self._things.add(subject)
            about = text.iris(node, _ABOUT)
            if KG + "measure" in said and said[KG + "measure"] and not about:
                raise UncertainError
            self._things.update(about, text.iris(node, _WHOLE))
            for other in text.iris(node, _OTHER):
                self._things.update(self._after.iris(other, _ABOUT))
        kinds = [_GROUP in text.iris(node, RDF + "type") for text in self._both]
        if kinds[0] != kinds[1]:
            self._roots |= {node, *self._parts(node)}

    def _from_the_value(self, node: str, predicate: str, text: Text) -> Iterator[tuple[str, str]]:
        """The relations that meet a claim's own at its value: turned round, or of another subject."""
        values = text.iris(node, _OBJECT)
        if predicate in ABOVE:
            yield from ((value, predicate) for value in values)
        if predicate in self._one_subject:
            yield from self._after.relations_of(self._after.stating_of(values, predicate))

    def _parts(self, unit: str) -> set[str]:
        """What is said to be a part of a unit."""
        return {
            part
            for claim in self._after.whose(_OBJECT, unit)
            if _PART_OF in self._after.iris(claim, _PREDICATE)
            for part in self._after.iris(claim, _SUBJECT)
        }

    def _units(self) -> frozenset[str]:
        """The units whose wholes may have changed; and note the relations whose values these are."""
        units = frozenset(closure(self._roots, self._parts))
        for unit in units:
            for subject, predicate in self._after.relations_of(self._after.whose(_OBJECT, unit)):
                if predicate in self._single:
                    self._relations.add((subject, predicate))
        return units

    def _joined(self, things: Iterable[str]) -> set[str]:
        """Things and those that a share of the one in the other, or an either-or, joins with them."""

        def beside(thing: str) -> Iterable[str]:
            text = self._after
            figures = text.whose(_ABOUT, thing)
            found = {whole for figure in figures for whole in text.iris(figure, _WHOLE)}
            others = {other for figure in figures for other in text.iris(figure, _OTHER)}
            others |= {other for figure in figures for other in text.whose(_OTHER, figure)}
            others |= text.whose(_WHOLE, thing)
            return found | {about for other in others for about in text.iris(other, _ABOUT)}

        return set(closure(things, beside))

    def _parts_of_events(self) -> None:
        """Note the parts of events of which something is said: who denies a whole denies them."""
        events = {s for s, predicate in self._relations if predicate == EPISODE_OF} | self._things
        for text in self._both:
            self._things |= closure(events, text.parts_of)

    def _events(self) -> None:
        """Note the edges at the ends of which is an event whose status is derived again."""
        for event in {subject for subject, predicate in self._relations if predicate == _STATUS}:
            for name in (_SUBJECT, _OBJECT):
                at_end = self._after.whose(name, event)
                self._relations.update(self._after.relations_of(at_end))

    def _of_holders(self) -> None:
        """Note what those have who belong to others now, or did: another that has it may be one of these."""
        moved = {subject for subject, predicate in self._relations if predicate in BELONGING}
        for text in self._both if moved else ():

            def below(owner: str, text: Text = text) -> set[str]:
                claims = {c for each in BELONGING for c in text.stating_of([owner], each)}
                return {holder for holder, _ in text.relations_of(claims)}

            for holder in closure(moved, below):
                for relation in self._one_subject:
                    if self._after.stating(holder, relation):
                        self._relations.add((holder, relation))
