"""From the records of a reader to files of sources: reconcile, identify, check, write."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.claims.literals import date_problem
from kg.curate.importers._pages import Block, Pages
from kg.curate.importers._reconcile import kind_of, local_id, minted
from kg.curate.importers._records import Claim, Entity, Loss, Text, Word
from kg.curate.importers._turtle import block, entity_block, figure_lines, string
from kg.curate.new.slugs import transliterated
from kg.iris import KG, KGD
from kg.text.display import web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.curate.importers._given import Faults
    from kg.curate.importers._reconcile import Reconciler
    from kg.curate.importers._records import Figure, Record, Release

_LONGEST_NAME, _LONGEST_TEXT = 250, 1_000
_SHORTEST_STATEMENT = 10  # characters, by the shape of a claim
# What steers a terminal or turns the writing round, and halves of characters (Unicode, Bidi controls).
_STEERING = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+"
)
_IRI = re.compile(r"https?://[^\s<>\"{}|\\\\^`\x00-\x20\ud800-\udfff]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_LATIN = re.compile(r"[A-Za-z]")
_POINT = re.compile(r"-?\d{1,3}(?:\.\d{1,12})?")
_CLAIM = frozenset(("kg", "kgd", "rdf", "xsd", "c"))
_DATED = _CLAIM | {"edtf"}
_ENTITY = frozenset(("kg", "kgd", "rdfs", "skos", "wd", "geo"))


@dataclass
class _Known:
    """An entity that was met: what the file says of it, its kind and IRI, and whether it is new here."""

    entity: Entity
    kind: str
    iri: str
    is_new: bool
    aliases: dict[tuple[str, str], None]


class Importing:
    """Takes the records of one reader and makes blocks of them.

    What cannot be taken is counted in ``losses``, with the first places; what is wrong in the file
    goes to ``faults``.
    """

    def __init__(
        self, release: Release, reconciler: Reconciler, faults: Faults, pages: Pages
    ) -> None:
        self.release, self.reconciler, self.faults, self.pages = release, reconciler, faults, pages
        self.lexicon, self.terms = reconciler.lexicon, reconciler.lexicon.terms
        self.losses: Counter[str] = Counter()
        self.places: defaultdict[str, list[str]] = defaultdict(list)
        self.known: dict[str, _Known] = {}
        self._kinds: dict[tuple[str, ...], str | None] = {}
        self._terms: dict[tuple[str, ...], str | None] = {}
        self._dates: dict[str, bool] = {}
        self._fits: dict[tuple[str, str, str], bool] = {}
        self.publisher = self._met(release.publisher).iri  # type: ignore[union-attr]

    def take(self, records: Iterable[Record]) -> None:
        """Take all records, and write the entities that several sources share."""
        for record in records:
            if isinstance(record, Claim):
                self._claim(record)
            elif isinstance(record, Entity):
                self._entity(record)
            else:
                self.lose(record.what, record.place, record.count)
        self._write_shared()

    def lose(self, what: str, place: str = "", count: int = 1) -> None:
        """Count something that is not taken."""
        self.losses[what] += count
        if place and len(self.places[what]) < 5:
            self.places[what].append(place)

    def _line(self, place: str) -> int:
        return int(place) if place.isdigit() else 0

    def wrong(self, place: str, problem: str, remedy: str) -> None:
        """Note that the file is wrong in a place: nothing will be written."""
        line = self._line(place)
        self.faults.add(line, problem, remedy, "" if line else place)

    # --- entities

    def _entity(self, entity: Entity) -> None:
        there = self.known.get(entity.key)
        if there is None:
            self._met(entity)
        elif entity.shared and there.entity.shared:
            if self.name(entity.name) != self.name(there.entity.name):
                there.aliases[self.name(entity.name), ""] = None
        elif replace(entity, place="") != replace(there.entity, place=""):
            self.wrong(
                entity.place,
                f"the id “{self.name(entity.key)}” stands twice, for different things",
                "get the file anew, or give one of the two another id",
            )

    def _met(self, entity: Entity) -> _Known | None:
        """Note an entity of which the file speaks for the first time; None where it has no kind here."""
        if entity.kind not in self._kinds:
            self._kinds[entity.kind] = kind_of(entity, self.lexicon)
        kind = self._kinds[entity.kind]
        if kind is None:
            self.lose(
                f"entities of the kind {entity.kind[0]}, which the ontology has not", entity.place
            )
            return None
        state = self.known.get(entity.state)
        iri = self.reconciler.resolve(entity, kind, state.iri if state else "")
        own = iri == minted(self.release.tag, kind, entity.key)
        aliases = {
            (self.name(text), language if _LANGUAGE.fullmatch(language) else ""): None
            for text, language in entity.aliases
        }
        known = _Known(entity, kind, iri, own, aliases)
        if not own and (entity.aliases or entity.remark):
            self.lose("other names and remarks of entities that are here already", entity.place)
        self.known[entity.key] = known
        if own and entity.part:
            self._write_entity(known, self.name(entity.name))
        return known

    def name(self, text: str, longest: int = _LONGEST_NAME) -> str:
        """A text of the file without what steers a terminal, in one line; cut where it is too long."""
        if text.isascii() and text.isprintable() and len(text) <= longest:
            return text
        plain = " ".join(_STEERING.sub(" ", text).split())
        if _STEERING.search(text.replace("\n", " ").replace("\t", " ").replace("\r", " ")):
            self.lose("characters that steer a terminal, in names and texts")
        if len(plain) > longest:
            self.lose("the ends of names and texts that are too long")
            plain = f"{plain[: longest - 1]}…"
        return plain

    def _write_shared(self) -> None:
        """Write the entities that are new, each with a label of its own."""
        new = [k for k in self.known.values() if k.is_new and not k.entity.part]
        labels = Counter(self._label(known).casefold() for known in new)
        here = {name.text.casefold() for name in self.lexicon.names.names if name.preferred}
        for known in new:
            label = self._label(known)
            if labels[label.casefold()] > 1 or label.casefold() in here:
                label = f"{label} ({self.release.tag} {self.name(known.entity.key)[:60]})"
            self._write_entity(known, label)

    def _label(self, known: _Known) -> str:
        """An English label: the name, in Latin letters where it has none."""
        name = self.name(known.entity.name)
        if _LATIN.search(name):
            return name
        return self.name(transliterated(name)) or f"{known.kind} {known.entity.key}"

    def _write_entity(self, known: _Known, label: str) -> None:
        entity = known.entity
        if label != entity.name and not known.entity.part:
            known.aliases.setdefault((self.name(entity.name), ""), None)
        codes = []
        for scheme, notation in entity.codes:
            if self._has((scheme,)):
                codes.append((scheme, self.name(notation)))
            else:
                self.lose(
                    f"identifiers of the register {scheme}, which the ontology has not",
                    entity.place,
                )
        if entity.point and not all(map(_POINT.fullmatch, entity.point)):
            self.wrong(
                entity.place, f"“{' '.join(entity.point)}” is no place on earth", "write degrees"
            )
        same = tuple(iri for iri in entity.same if self._is_address(iri, entity.place))
        remark = self.name(entity.remark, _LONGEST_TEXT)
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
        used = frozenset(p for p in _ENTITY if f"{p}:" in text)
        self.pages.add(entity.part, Block(subject, text, used, is_claim=False))

    # --- claims

    def _has(self, names: tuple[str, ...]) -> str | None:
        """The first of some terms (local names) that the ontology has."""
        if names not in self._terms:
            self._terms[names] = next((n for n in names if KG + n in self.terms.types), None)
        return self._terms[names]

    def _claim(self, claim: Claim) -> None:
        subject = self.known.get(claim.subject)
        speaker = self.known.get(claim.speaker) if claim.speaker else None
        if subject is None or (claim.speaker and speaker is None):
            self.lose(
                "statements about what the file does not describe, or what has no kind here",
                claim.place,
            )
            return
        lines = self._content(claim, subject)
        if lines is None:
            return
        kind = "Estimate" if claim.figure else "Claim"
        text = self.name(claim.statement, _LONGEST_TEXT)
        tail = self._said(claim, speaker)
        if tail is None:
            return
        said = text if len(text) >= _SHORTEST_STATEMENT else f"It is said: {text}"
        head = [f"a kg:{kind}", f"kg:statement {string(said)}"]
        name = f"c:{local_claim(claim.key)}"
        used = _DATED if claim.time or claim.as_of else _CLAIM
        if claim.figure:
            used -= {"rdf"}
        whole = block(name, [*head, *lines, *tail])
        self.pages.add(claim.part, Block(name, whole, used, is_claim=True))

    def _said(self, claim: Claim, speaker: _Known | None) -> list[str] | None:
        """The lines that say who says it, how, of when and where; None where a date is wrong."""
        by = speaker.iri if speaker else self.publisher
        lines = [f"kg:attributedTo kgd:{by.removeprefix(KGD)}"]
        if claim.denied:
            lines.append("kg:stance kg:denies")
        if claim.modality:
            lines.append(f"kg:modality kg:{claim.modality}")
        lines.append("kg:explicitness kg:stated")
        for name, date in (("time", claim.time), ("asOf", claim.as_of)):
            if date and not self._is_date(date, claim.place):
                return None
            if date:
                lines.append(f'kg:{name} "{date}"^^edtf:EDTF')
        if claim.scope:
            lines.append(f"kg:scope {string(self.name(claim.scope))}")
        if claim.note:
            lines.append(f"kg:note {string(self.name(claim.note, _LONGEST_TEXT))}")
        address = claim.address
        if not address or not self._is_address(address, claim.place):
            address = self.release.address
        return [*lines, f"kg:evidence [ a kg:Locator ; kg:url {string(address)}^^xsd:anyURI ]"]

    def _is_address(self, text: str, place: str) -> bool:
        """Whether a text is a web address; where not, it is counted as lost."""
        if web_address(text) and _IRI.fullmatch(text):
            return True
        self.lose("addresses that are no web addresses", place)
        return False

    def _is_date(self, date: str, place: str) -> bool:
        """Whether a date is EDTF; where not, it is noted as wrong."""
        if date not in self._dates:
            problem = date_problem(date)
            if problem:
                self.wrong(place, *problem)
                return False
            self._dates[date] = True
            if len(self._dates) > 100_000:
                self._dates.clear()
        return True

    def _content(self, claim: Claim, subject: _Known) -> list[str] | None:
        """The lines that say what is claimed; None where it is lost, which is counted."""
        if claim.figure is not None:
            return self._figure(claim, claim.figure, subject)
        relation = self._has(claim.relation)
        if relation is None:
            self.lose(f"“{claim.relation[0]}”: the ontology has no such relation", claim.place)
            return None
        kinds, value = self._object(claim)
        if value is None:
            return None
        if not self._may_be(relation, subject.iri, subject.kind, "subject"):
            self.lose(
                f"“{relation}” of a {subject.kind}, of which the ontology does not have it",
                claim.place,
            )
            return None
        if kinds and not self._may_be(relation, *kinds, "object"):
            self.lose(
                f"“{relation}” to a {kinds[1]}, to which the ontology does not have it", claim.place
            )
            return None
        return [
            f"rdf:subject kgd:{subject.iri.removeprefix(KGD)}",
            f"rdf:predicate kg:{relation}",
            f"rdf:object {value}",
        ]

    def _object(self, claim: Claim) -> tuple[tuple[str, str] | None, str | None]:
        """The IRI and kind of the object, and how it is written; the latter None where it is lost."""
        if isinstance(claim.object, Text):
            return None, string(self.name(claim.object.value))
        if isinstance(claim.object, Word):
            if self._has((claim.object.name,)) is None:
                self.lose(
                    f"the word “{claim.object.name}”, which the ontology has not", claim.place
                )
                return None, None
            return None, f"kg:{claim.object.name}"
        known = self.known.get(claim.object)
        if known is None:
            self.lose(
                "statements about what the file does not describe, or what has no kind here",
                claim.place,
            )
            return None, None
        return (known.iri, known.kind), f"kgd:{known.iri.removeprefix(KGD)}"

    def _may_be(self, relation: str, iri: str, kind: str, side: str) -> bool:
        """Whether a thing may stand on a side of a relation, by the kinds that the ontology gives it."""
        key = (relation, kind, side)
        if key not in self._fits:
            kinds = (
                self.lexicon.subject_kinds if side == "subject" else self.lexicon.object_kinds
            )(KG + relation)
            self._fits[key] = not kinds or not self.terms.above(KG + kind).isdisjoint(kinds)
        if self._fits[key]:
            return True
        kinds = (self.lexicon.subject_kinds if side == "subject" else self.lexicon.object_kinds)(
            KG + relation
        )
        return self.lexicon.names.is_a(iri, kinds)

    def _figure(self, claim: Claim, figure: Figure, subject: _Known) -> list[str] | None:
        measure, counts = self._has(figure.measure), self._has(figure.counts)
        for term, names, word in (
            (measure, figure.measure, "measure"),
            (counts, figure.counts, "kind counted"),
        ):
            if term is None:
                self.lose(f"figures of “{names[0]}”: the ontology has no such {word}", claim.place)
                return None
        bounds = [n for n in (figure.lower, figure.best, figure.upper) if n is not None]
        if bounds != sorted(bounds) or (bounds and bounds[0] < 0):
            shown = ", ".join(map(str, bounds))
            self.wrong(
                claim.place,
                f"the figures {shown} (lowest, best, highest) are upside down or below 0",
                "look at the row: was a column moved?",
            )
            return None
        if not bounds:
            self.lose("figures that are not stated", claim.place)
            return None
        if figure.best is not None and len(bounds) == 2:
            self.lose("a bound beside a best figure, without the other bound", claim.place)
            figure = replace(figure, lower=None, upper=None)
        assert measure  # noqa: S101 - looked at above
        assert counts  # noqa: S101
        subject_iri = subject.iri.removeprefix(KGD)
        return [f"kg:about kgd:{subject_iri}", *figure_lines(figure, measure, counts)]


def local_claim(key: str) -> str:
    """The id of a claim: its key in letters, digits and hyphens, or else a hash of it."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-")
    if (
        re.fullmatch(r"[A-Za-z0-9\-]+", key)
        and plain == key
        and len(key) <= 80
        and key[0].isalpha()
    ):
        return key
    return f"x{local_id(key)}" if local_id(key)[0].isdigit() else local_id(key)


__all__ = ["Importing", "Loss", "local_claim"]
