"""What the graph knows of its events: who has which role in them, and what figures speak of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iris import KG, KGD, RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.curate.sheets.lexicon import Lexicon

#: The roles of those who act, and of those to or against whom it is done.
ACTING = ("supplier", "conductedBy", "deployedForce", "affectedGroup", "hasParty")
REACHED = ("recipient", "sentTo", "alongside", "meantAlongside", "deployedTo")
_FAMILY = {
    "personnelKilled": "losses", "personnelWounded": "losses", "personnelKilledOrWounded": "losses",
    "personnelCasualtiesAll": "losses", "munitionsSent": "sent", "munitionsSentInPeriod": "sent",
    "weaponsSent": "sent", "weaponsSentInPeriod": "sent", "containersSent": "sent",
    "personnelDeployed": "deployed", "personnelDeployedInPeriod": "deployed",
}  # fmt: skip


class Events:
    """The events that figures of a graph are about, by the states whose they are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._names = lexicon.names
        roles: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._owner: defaultdict[str, set[str]] = defaultdict(set)
        self._measured: defaultdict[str, set[str]] = defaultdict(set)
        self._counted: defaultdict[str, set[str]] = defaultdict(set)
        self._near = _near_kinds(lexicon)
        for document in lexicon.seeds:
            parts: defaultdict[str, dict[str, str]] = defaultdict(dict)
            for triple in document.triples:
                if isinstance(triple.subject, ox.NamedNode):
                    value = getattr(triple.object, "value", "")
                    parts[triple.subject.value][triple.predicate.value] = value
            for said in parts.values():
                subject, relation = said.get(RDF + "subject"), said.get(RDF + "predicate", "")
                target = said.get(RDF + "object", "")
                if said.get(KG + "stance") == KG + "denies":
                    continue
                if subject and target.startswith((KGD, KG)):
                    roles[subject][relation.removeprefix(KG)].add(target)
                    if relation in (KG + "belongsTo", KG + "partOf"):
                        self._owner[subject].add(target)
                if said.get(KG + "measure") and said.get(KG + "about"):
                    family = _FAMILY.get(said[KG + "measure"].removeprefix(KG), "")
                    self._measured[family].add(said[KG + "about"])
                    self._counted[said[KG + "about"]].add(said.get(KG + "counts", ""))
        self._roles: dict[str, dict[str, set[str]]] = {e: dict(of) for e, of in roles.items()}

    def of_figure(self, measure: str, acting: str, reached: str, counted: str = "") -> str:
        """The IRI of the one event about which the graph has such figures, and whose parties these are.

        ``measure``: the local name of a measure; ``acting`` and ``reached``: IRIs of states ("": not
        said); ``counted``: the kind of thing that was sent. "" where none fits or several do, or where
        nobody is named.
        """
        family = _FAMILY.get(measure, "")
        if not family or not acting:
            return ""
        fitting = [
            event
            for event in self._measured[family]
            if self._is_by(event, acting, ACTING)
            and (not reached or self._is_by(event, reached, REACHED))
            and (family != "sent" or not counted or self._is_of(event, counted))
        ]
        return fitting[0] if len(fitting) == 1 else ""

    def of_transfer(self, supplier: str, recipient: str, items: Sequence[str]) -> str:
        """The IRI of the one transfer of arms of these parties ("": not said); "" where none fits.

        It has moved one of these items (IRIs of kinds of weapons) as far as the graph knows, or a kind
        of it. Where several fit, the one that figures of the graph are about is meant.
        """
        fitting = [
            event
            for event, roles in self._roles.items()
            if self._names.is_a(event, (KG + "ArmsTransfer",))
            and supplier in roles.get("supplier", ())
            and (
                not recipient
                or recipient in {*roles.get("recipient", ()), *roles.get("sentTo", ())}
            )
            and any(self._is_of(event, item) for item in items)
        ]
        if len(fitting) != 1:
            fitting = [event for event in fitting if event in self._measured["sent"]]
        return fitting[0] if len(fitting) == 1 else ""

    def _is_of(self, event: str, kind: str) -> bool:
        """Whether a transfer moved, or figures of it count, things of a kind, a wider or a narrower one."""
        moved = self._roles.get(event, {}).get("transferred", set())
        kinds = {one for item in moved for one in self._roles.get(item, {}).get("weaponType", ())}
        return not self._near.get(kind, {kind}).isdisjoint(
            moved | kinds | self._counted.get(event, set())
        )

    def _is_by(self, event: str, actor: str, roles: Iterable[str]) -> bool:
        return any(
            actor in (holder, *self._owners(holder))
            for role in roles
            for holder in self._roles.get(event, {}).get(role, ())
        )

    def _owners(self, holder: str) -> set[str]:
        """All to whom a group or force belongs, as far as claims say so."""
        found: set[str] = set()
        waiting = [holder]
        while waiting:
            for owner in self._owner.get(waiting.pop(), set()) - found:
                found.add(owner)
                waiting.append(owner)
        return found


def _near_kinds(lexicon: Lexicon) -> dict[str, set[str]]:
    """By kind of thing, itself with all wider and all narrower kinds (skos:broader)."""
    wider: defaultdict[str, set[str]] = defaultdict(set)
    for document in lexicon.ontology:
        for triple in document.triples:
            if triple.predicate.value == SKOS + "broader" and isinstance(
                triple.subject, ox.NamedNode
            ):
                wider[triple.subject.value].add(getattr(triple.object, "value", ""))
    near: defaultdict[str, set[str]] = defaultdict(set)
    for kind in list(wider):
        above: set[str] = {kind}
        waiting = [kind]
        while waiting:
            new = wider.get(waiting.pop(), set()) - above
            above |= new
            waiting += new
        near[kind] |= above
        for one in above:
            near[one] |= {one, kind}
    return dict(near)
