"""The entities of an import: each with its kind and identifier, those that are new with a block."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.curate.importers._ledger import LONGEST_TEXT
from kg.curate.importers._pages import Block, Pages
from kg.curate.importers._reconcile import kind_of
from kg.curate.importers._records import Entity
from kg.curate.importers._turtle import entity_block
from kg.curate.new.slugs import transliterated
from kg.iris import KG, KGD

if TYPE_CHECKING:
    from kg.curate.importers._ledger import Ledger
    from kg.curate.importers._reconcile import Reconciler
    from kg.curate.importers._records import Release

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_LATIN = re.compile(r"[A-Za-z]")
_LETTERS = re.compile(r"[^\W\d_]")
_POINT = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,12})?")
_PREFIXES = ("kg", "kgd", "rdfs", "skos", "wd", "geo")


@dataclass
class Known:
    """An entity that was met: what the file says of it, its kind and IRI, whether it is new here, and
    whether a statement of the file names it.
    """

    entity: Entity
    kind: str
    iri: str
    is_new: bool
    aliases: dict[tuple[str, str], None]
    is_named: bool = False


class Entities:
    """The entities that a file has named so far, by their keys in it."""

    def __init__(
        self, release: Release, reconciler: Reconciler, ledger: Ledger, pages: Pages
    ) -> None:
        self.release, self.reconciler, self.ledger, self.pages = release, reconciler, ledger, pages
        self.lexicon, self.terms = reconciler.lexicon, reconciler.lexicon.terms
        self.known: dict[str, Known] = {}
        self._kinds: dict[tuple[str, ...], str | None] = {}
        self._terms: dict[tuple[str, ...], str | None] = {}

    def has(self, names: tuple[str, ...]) -> str | None:
        """The first of some terms (local names) that the ontology has."""
        if names not in self._terms:
            self._terms[names] = next((n for n in names if KG + n in self.terms.types), None)
        return self._terms[names]

    def take(self, entity: Entity) -> None:
        there = self.known.get(entity.key)
        if there is None:
            self.meet(entity)
        elif entity.key == self.release.publisher.key:
            there.aliases.update(
                dict.fromkeys((self.ledger.name(text), "") for text, _ in entity.aliases)
            )
        elif entity.shared and there.entity.shared:
            if self.ledger.name(entity.name) != self.ledger.name(there.entity.name):
                there.aliases[self.ledger.name(entity.name), ""] = None
        elif replace(entity, place="") != replace(there.entity, place=""):
            self.ledger.wrong(
                entity.place,
                f"the id “{self.ledger.name(entity.key)}” stands twice, for different things",
                "get the file anew, or give one of the two another id",
            )

    def meet(self, entity: Entity) -> Known | None:
        """Note an entity of which the file speaks for the first time; None where it has no kind here."""
        if entity.kind not in self._kinds:
            self._kinds[entity.kind] = kind_of(entity, self.lexicon)
        kind = self._kinds[entity.kind]
        if kind is None:
            self.ledger.lose(
                f"entities of the kind {entity.kind[0]}, which the ontology has not", entity.place
            )
            return None
        state = self.known.get(entity.state)
        iri = self.reconciler.resolve(entity, kind, state.iri if state else "")
        own = iri not in self.lexicon.names.types
        aliases = {
            (self.ledger.name(text), language if _LANGUAGE.fullmatch(language) else ""): None
            for text, language in entity.aliases
        }
        known = Known(entity, kind, iri, own, aliases)
        if not own and (entity.aliases or entity.remark):
            self.ledger.lose(
                "other names and remarks of entities that are here already", entity.place
            )
        self.known[entity.key] = known
        if own and entity.part:
            self._write_entity(known, self.ledger.name(entity.name))
        return known

    def find(self, key: str) -> Known | None:
        """An entity that was met, or the one of the graph whose IRI the key is."""
        known = self.known.get(key)
        if known is None and key in self.lexicon.names.types and key.startswith((KGD, KG)):
            kinds = sorted(self.lexicon.names.types[key])
            kind = next((k.removeprefix(KG) for k in kinds if self.terms.is_class(k)), "Entity")
            entity = Entity(key, (kind,), self.lexicon.names.label(key))
            known = self.known[key] = Known(entity, kind, key, False, {})
        if known is not None:
            known.is_named = True
        return known

    def write_shared(self) -> None:
        """Write the entities that are new, each with a label of its own."""
        new = []
        for known in self.known.values():
            if not known.is_new or known.entity.part:
                continue
            if known.is_named or KG + "Event" not in self.terms.above(KG + known.kind):
                new.append(known)
            else:  # an event is not said to have happened by its name alone
                self.ledger.lose("events of which the file says nothing", known.entity.place)
        labels = Counter(self._label(known).casefold() for known in new)
        hinted = Counter(self._hinted(known).casefold() for known in new)
        here = {name.text.casefold() for name in self.lexicon.names.names if name.preferred}
        for known in new:
            label = self._label(known)
            if (
                labels[label.casefold()] > 1
                or label.casefold() in here
                or not _LETTERS.search(label)
            ):
                label = self._hinted(known)
                if (
                    not known.entity.hint
                    or hinted[label.casefold()] > 1
                    or label.casefold() in here
                ):
                    label = (
                        f"{label} ({self.release.tag} {self.ledger.name(known.entity.key)[:60]})"
                    )
            self._write_entity(known, label)

    def _hinted(self, known: Known) -> str:
        """The label with what tells it from others, where the file says that."""
        hint = self.ledger.name(known.entity.hint)
        return f"{self._label(known)} ({hint})" if hint else self._label(known)

    def _label(self, known: Known) -> str:
        """An English label: the name, in Latin letters where it has none."""
        name = self.ledger.name(known.entity.name)
        if _LATIN.search(name):
            return name
        return self.ledger.name(transliterated(name)) or f"{known.kind} {known.entity.key}"

    def _write_entity(self, known: Known, label: str) -> None:
        entity = known.entity
        if label != entity.name and not known.entity.part:
            known.aliases.setdefault((self.ledger.name(entity.name), ""), None)
        codes = []
        for scheme, notation in entity.codes:
            if self.has((scheme,)):
                codes.append((scheme, self.ledger.name(notation)))
            else:
                self.ledger.lose(
                    f"identifiers of the register {scheme}, which the ontology has not",
                    entity.place,
                )
        if entity.point and not _is_on_earth(entity.point):
            self.ledger.wrong(
                entity.place,
                f"“{' '.join(entity.point)[:60]}” is no place on earth",
                "latitude is -90 to 90, longitude -180 to 180, in degrees: look at the row",
            )
        same = tuple(iri for iri in entity.same if self.ledger.is_address(iri, entity.place))
        remark = self.ledger.name(entity.remark, LONGEST_TEXT)
        written = replace(entity, codes=tuple(codes), same=same, remark=remark)
        subject = f"kgd:{known.iri.removeprefix(KGD)}"
        text = entity_block(
            subject,
            known.kind,
            label,
            written,
            (a for a in known.aliases if a[0]),
            self.release.address,
        )
        used = frozenset(p for p in _PREFIXES if f"{p}:" in text)
        self.pages.add(entity.part, Block(subject, text, used, is_claim=False))


def _is_on_earth(point: tuple[str, str]) -> bool:
    """Whether two texts are a latitude and a longitude in degrees."""
    if not all(map(_POINT.fullmatch, point)):
        return False
    return abs(float(point[0])) <= 90 and abs(float(point[1])) <= 180
