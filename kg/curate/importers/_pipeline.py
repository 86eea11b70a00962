"""From the records of a reader to files of sources: reconcile, identify, check, write."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.literals import date_problem, literal_problem
from kg.curate.importers._entities import Entities
from kg.curate.importers._imported import MOST_CHECKED
from kg.curate.importers._ledger import LONGEST_TEXT, Ledger
from kg.curate.importers._pages import Block, Pages
from kg.curate.importers._reconcile import local_id
from kg.curate.importers._records import Claim, Entity, Text, Word
from kg.curate.importers._turtle import block, figure_lines, string
from kg.iris import KG, KGD, XSD

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator

    from kg.curate.importers._entities import Known
    from kg.curate.importers._given import Faults
    from kg.curate.importers._reconcile import Reconciler
    from kg.curate.importers._records import Figure, Record, Release

_SHORTEST_STATEMENT = 10  # characters, by the shape of a claim
_CLAIM = frozenset(("kg", "kgd", "rdf", "xsd", "c"))
_DATED = _CLAIM | {"edtf"}


class Importing:
    """Takes the records of one reader and makes blocks of them.

    What cannot be taken is counted in ``ledger``; what is wrong in the file goes to its faults.
    """

    def __init__(
        self, release: Release, reconciler: Reconciler, faults: Faults, pages: Pages
    ) -> None:
        self.release, self.reconciler, self.pages = release, reconciler, pages
        self.ledger = Ledger(faults)
        self.entities = Entities(release, reconciler, self.ledger, pages)
        self.lexicon, self.terms = reconciler.lexicon, reconciler.lexicon.terms
        self.sources = {document.graph for document in self.lexicon.seeds}
        #: By the id of a claim, where it stands in the file: of so many as are checked.
        self.claim_places: dict[str, str] = {}
        self._linked: list[Claim] = []
        #: By the IRI that a claim had before, the id of its copy here.
        self._copies: dict[str, str] = {}
        self._dates: dict[str, bool] = {}
        self._fits: dict[tuple[str, str, str], bool] = {}
        publisher = self.entities.meet(release.publisher)
        self.publisher = publisher.iri if publisher else ""

    @property
    def losses(self) -> Counter[str]:
        """By what it is, how much of the file is not taken."""
        return self.ledger.losses

    def take(self, records: Iterable[Record]) -> None:
        """Take all records, and write the entities that several sources share."""
        for record in records:
            if isinstance(record, Claim):
                if record.links:
                    self._linked.append(record)  # what they lead to may come after them
                else:
                    self._claim(record)
            elif isinstance(record, Entity):
                self.entities.take(record)
            else:
                self.ledger.lose(record.what, record.place, record.count)
        for claim, name, lines in [(c, *made) for c in self._linked if (made := self._lines(c))]:
            links = list(self._links(claim))
            self._write(claim, name, [*lines[:-1], *links, lines[-1]])
        self.entities.write_shared()

    def _claim(self, claim: Claim) -> None:
        if made := self._lines(claim):
            self._write(claim, *made)

    def _lines(self, claim: Claim) -> tuple[str, list[str]] | None:
        """The id of a claim and its lines, evidence last; None where it is lost, which is counted."""
        subject = self.entities.find(claim.subject)
        speaker = self.entities.find(claim.speaker) if claim.speaker else None
        if subject is None or (claim.speaker and speaker is None):
            self.ledger.lose(
                "statements about what the file does not describe, or what has no kind here",
                claim.place,
            )
            return None
        lines = self._content(claim, subject)
        if lines is None:
            return None
        kind = "Estimate" if claim.figure else "Judgement" if claim.judgement else "Claim"
        text = self.ledger.name(claim.statement, LONGEST_TEXT)
        tail = self._said(claim, speaker)
        if tail is None:
            return None
        said = text if len(text) >= _SHORTEST_STATEMENT else f"It is said: {text}"
        head = [f"a kg:{kind}", f"kg:statement {string(said)}"]
        name = f"c:{local_claim(claim.key)}"
        if claim.derived_from:
            self._copies[claim.derived_from] = name
        return name, [*head, *lines, *tail]

    def _write(self, claim: Claim, name: str, lines: list[str]) -> None:
        used = _DATED if claim.time or claim.as_of else _CLAIM
        if claim.figure:
            used -= {"rdf"}
        if len(self.claim_places) <= MOST_CHECKED:
            self.claim_places[name] = claim.place
        self.pages.add(claim.part, Block(name, block(name, lines), used, is_claim=True))

    def _links(self, claim: Claim) -> Iterator[str]:
        """The lines that link a claim to others: to their copies in this file, else to those here."""
        linked = False
        for name, target in claim.links:
            if target in self._copies:
                yield f"kg:{name} {self._copies[target]}"
            elif target in self.lexicon.claims or target in self.sources:
                yield f"kg:{name} <{target}>"
            else:
                self.ledger.lose("links to claims and sources that are not here", claim.place)
                continue
            linked = True
        if (
            linked
            and claim.link_basis
            and self._is_word("linkBasis", claim.link_basis, claim.place)
        ):
            yield f"kg:linkBasis kg:{claim.link_basis}"

    def _said(self, claim: Claim, speaker: Known | None) -> list[str] | None:
        """The lines that say who says it, how, of when and where; None where a date is wrong."""
        by = speaker.iri if speaker else self.publisher
        lines = [f"kg:attributedTo kgd:{by.removeprefix(KGD)}"]
        if claim.denied:
            lines.append("kg:stance kg:denies")
        for name, word in (("modality", claim.modality), ("explicitness", claim.explicitness)):
            if word and self._is_word(name, word, claim.place):
                lines.append(f"kg:{name} kg:{word}")
        for name, date in (("time", claim.time), ("asOf", claim.as_of)):
            if date and not self._is_date(date, claim.place):
                return None
            if date:
                lines.append(f'kg:{name} "{date}"^^edtf:EDTF')
        lines += self._details(claim)
        address = claim.address
        if not address or not self.ledger.is_address(address, claim.place):
            address = self.release.address
        return [*lines, f"kg:evidence [ {' ; '.join(self._locator(claim, address))} ]"]

    def _locator(self, claim: Claim, address: str) -> Iterator[str]:
        yield from ("a kg:Locator", f"kg:url {string(address)}^^xsd:anyURI")
        if address != claim.address:
            if claim.quoted:
                self.ledger.lose("words of pages whose address is not said", claim.place)
            return
        if claim.quoted:
            yield f"kg:wording {string(self.ledger.name(claim.quoted))}"
        if claim.accessed and not literal_problem(
            ox.Literal(claim.accessed, datatype=ox.NamedNode(XSD + "date"))
        ):
            yield f'kg:accessed "{claim.accessed}"^^xsd:date'

    def _details(self, claim: Claim) -> Iterator[str]:
        """The lines of what is said of few claims."""
        yield from self._named(claim)
        if claim.likelihood:
            yield from self._likelihood(claim.likelihood, claim.place)
        for name, word in claim.also:
            if self._is_word(name, word, claim.place):
                yield f"kg:{name} kg:{word}"
        if claim.scope:
            yield f"kg:scope {string(self.ledger.name(claim.scope))}"
        if claim.basis:
            yield f"kg:basis {string(self.ledger.name(claim.basis))}"
        if claim.wording:
            yield f"kg:wording {string(self.ledger.name(claim.wording))}"
        if claim.derived_from:
            if claim.derived_from in self.lexicon.claims or claim.derived_from in self.sources:
                yield f"kg:derivedFrom <{claim.derived_from}>"
            else:
                self.ledger.lose("links to claims and sources that are not here", claim.place)
        if claim.note:
            yield f"kg:note {string(self.ledger.name(claim.note, LONGEST_TEXT))}"

    def _likelihood(self, said: tuple[str, str], place: str) -> Iterator[str]:
        scheme, term = said
        if self._is_word("likelihoodScheme", scheme, place) and self._is_word(
            "likelihoodTerm", term, place
        ):
            yield f"kg:likelihood [ a kg:LikelihoodStatement ; kg:likelihoodScheme kg:{scheme} ; kg:likelihoodTerm kg:{term} ]"

    def _named(self, claim: Claim) -> Iterator[str]:
        """The lines that name further entities: who else may speak, the whole of a share, and limits."""
        for name, key in (
            *(("possiblyAttributedTo", speaker) for speaker in claim.possible_speakers),
            *((("shareOf", claim.share_of),) if claim.share_of else ()),
            *(("limitedTo", place) for place in claim.limited_to),
        ):
            if known := self.entities.find(key):
                yield f"kg:{name} {_reference(known.iri)}"
            else:
                self.ledger.lose(f"“{name}” of what the file does not describe", claim.place)

    def _is_word(self, name: str, word: str, place: str) -> bool:
        """Whether a property and its word are terms of the ontology; where not, it is counted as lost."""
        if self.entities.has((name,)) and self.entities.has((word,)):
            return True
        self.ledger.lose(f"“{name}” of a kind that the ontology has not", place)
        return False

    def _is_date(self, date: str, place: str) -> bool:
        """Whether a date is EDTF; where not, it is noted as wrong."""
        if date not in self._dates:
            problem = date_problem(date)
            if problem:
                self.ledger.wrong(place, *problem)
                return False
            self._dates[date] = True
            if len(self._dates) > 100_000:
                self._dates.clear()
        return True

    def _content(self, claim: Claim, subject: Known) -> list[str] | None:
        """The lines that say what is claimed; None where it is lost, which is counted."""
        if claim.figure is not None:
            return self._figure(claim, claim.figure, subject)
        if claim.judgement and not claim.relation:
            return [f"kg:about {_reference(subject.iri)}"]
        relation = self.entities.has(claim.relation)
        if relation is None:
            self.ledger.lose(
                f"“{claim.relation[0]}”: the ontology has no such relation", claim.place
            )
            return None
        kinds, value = self._object(claim, relation)
        if value is None:
            return None
        if not self._may_be(relation, subject.iri, subject.kind, "subject"):
            self.ledger.lose(
                f"“{relation}” of a {subject.kind}, of which the ontology does not have it",
                claim.place,
            )
            return None
        if kinds and not self._may_be(relation, *kinds, "object"):
            self.ledger.lose(
                f"“{relation}” to a {kinds[1]}, to which the ontology does not have it", claim.place
            )
            return None
        return [
            f"rdf:subject {_reference(subject.iri)}",
            f"rdf:predicate kg:{relation}",
            f"rdf:object {value}",
        ]

    def _object(self, claim: Claim, relation: str) -> tuple[tuple[str, str] | None, str | None]:
        """The IRI and kind of the object, and how it is written; the latter None where it is lost."""
        if isinstance(claim.object, Text):
            datatype = self.lexicon.takes_text(KG + relation)
            text = self.ledger.name(claim.object.value)
            if datatype == XSD + "string":
                return None, string(text)
            if not datatype or literal_problem(ox.Literal(text, datatype=ox.NamedNode(datatype))):
                self.ledger.lose(f"texts that “{relation}” does not take", claim.place)
                return None, None
            return None, f"{string(text)}^^<{datatype}>"
        if isinstance(claim.object, Word):
            word = self.entities.has((claim.object.name, *claim.object.others))
            if word is None:
                self.ledger.lose(
                    f"the word “{claim.object.name}”, which the ontology has not", claim.place
                )
                return None, None
            return None, f"kg:{word}"
        known = self.entities.find(claim.object)
        if known is None:
            self.ledger.lose(
                "statements about what the file does not describe, or what has no kind here",
                claim.place,
            )
            return None, None
        return (known.iri, known.kind), _reference(known.iri)

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

    def _figure(self, claim: Claim, figure: Figure, subject: Known) -> list[str] | None:
        measure = self._term_of_figure(figure.measure, "measure", claim.place)
        if measure is None:
            return None
        counts = self._counted(figure, claim.place)
        if counts is None:
            return None
        bounds = [n for n in (figure.lower, figure.best, figure.upper) if n is not None]
        if bounds != sorted(bounds) or (bounds and bounds[0] < 0):
            shown = ", ".join(map(str, bounds))
            self.ledger.wrong(
                claim.place,
                f"the figures {shown} (lowest, best, highest) are upside down or below 0",
                "look at the row: was a column moved?",
            )
            return None
        if not bounds and not figure.qualifier:
            self.ledger.lose("figures that are not stated", claim.place)
            return None
        if figure.best is not None and len(bounds) == 2 and not figure.qualifier:
            self.ledger.lose("a bound beside a best figure, without the other bound", claim.place)
            figure = replace(figure, lower=None, upper=None)
        for name, word in (("unit", figure.unit), ("qualifier", figure.qualifier)):
            if word and not self._is_word(name, word, claim.place):
                return None
        return [f"kg:about {_reference(subject.iri)}", *figure_lines(figure, measure, counts)]

    def _counted(self, figure: Figure, place: str) -> str | None:
        """What a figure counts: a weapon model of the file or of the graph, else a kind."""
        if not figure.model:
            word = self._term_of_figure(figure.counts, "kind counted", place)
            return None if word is None else f"kg:{word}"
        if (known := self.entities.find(figure.model)) is not None:
            return _reference(known.iri)
        self.ledger.lose("figures of models that the file does not describe", place)
        return None

    def _term_of_figure(self, names: tuple[str, ...], word: str, place: str) -> str | None:
        """The first of some terms that the ontology has; None, and counted as lost, where it has none."""
        term = self.entities.has(names)
        if term is None:
            self.ledger.lose(f"figures of “{names[0]}”: the ontology has no such {word}", place)
        return term


def _reference(iri: str) -> str:
    """The short name of an entity, or of a term that is one."""
    return f"kgd:{iri.removeprefix(KGD)}" if iri.startswith(KGD) else f"kg:{iri.removeprefix(KG)}"


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
