"""Propose a mapping of a foreign sheet: its columns, its words, its relations, the kinds of its names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.curate.sheets.figure_faults import UNSURE
from kg.curate.sheets.mapping.apply import STATUS
from kg.curate.sheets.mapping.columns import propose_columns
from kg.curate.sheets.mapping.figures import FigureWords
from kg.curate.sheets.mapping.kinds import (
    is_document,
    kind_of_name,
    state_code,
    states_by_code,
    why_asked,
)
from kg.curate.sheets.mapping.proposal import Proposal, ProposedRelation, Words
from kg.curate.sheets.mapping.questions import Dates, ask_of_alike, dates_of, take_as_one
from kg.curate.sheets.mapping.verbs import our_verbs
from kg.curate.sheets.mapping.wide import fill_numbers, name_columns, placeholders
from kg.curate.sheets.missing import Missing
from kg.curate.sheets.placeholders import (
    AUTHOR,
    NO_TIME,
    is_elsewhere,
    is_no_name,
    is_nothing,
    without_marks,
)
from kg.curate.sheets.rows import Problems
from kg.curate.sheets.spoken import Speech, SpokenRelation
from kg.curate.sheets.table import plain_name, read_rows, require_header
from kg.errors import KgError, UnclearError
from kg.iris import DCTERMS, KG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.claims.evidence.quotes import Passages
    from kg.curate.new.listed import Listed
    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.mapping.verbs import Groups
    from kg.curate.sheets.rows import Row
    from kg.curate.sheets.table import RawSheet
    from kg.text.turtle.document import Document

_DENIALS = ("NOT ", "not ", "Not ", "NO ", "¬", "!")
_NO_NUMBER = "no number: no figure is made, and the words go into “wording”"
_HAS_NUMBER = re.compile(r"\d")


def propose(
    sheet: RawSheet,
    lexicon: Lexicon,
    document: Document | None,
    passages: Passages | None,
    verbs: Groups | None = None,
) -> Proposal:
    """What a sheet may be in our columns. ``document``: the file of its source, where that is known.

    ``verbs``: the groups of those that say nearly the same; ours if None.

    Raises DataError and KgError for a sheet that cannot be read.
    """
    require_header(sheet)
    headers = {i: plain_name(n) for i, n in enumerate(sheet.header.names) if n.strip()}
    problems = Problems(sheet.name)
    rows = list(read_rows(sheet, headers, problems))
    if not rows:
        raise KgError(
            "there is no row below the header", sheet.name, "write one row for each claim"
        )
    figures = lexicon.figures
    columns = propose_columns(sheet.header.names, rows, figures, passages)
    things = (
        [] if any(c.column == "relation" for c in columns) else name_columns(columns, rows, lexicon)
    )
    if things and not any(c.column == "who" for c in columns):
        first = things.pop(0)
        columns[first] = replace(
            columns[first], column="who", reason="its cells are names of things"
        )
    at = {c.column: plain_name(c.header) for c in columns if c.column}
    missing = [name for name in ("who", "speaker") if name not in at]
    if "figure" in at and "relation" not in at:  # no relation tells what the figures are
        missing += [name for name in ("measure", "counted", "unit") if name not in at]
    proposal = Proposal(sheet.name, columns, missing)
    proposal.things = [plain_name(columns[index].header) for index in things]
    _Proposer(proposal, at, rows, lexicon, document, verbs or our_verbs()).propose()
    return proposal


class _Proposer:
    def __init__(
        self,
        proposal: Proposal,
        at: Mapping[str, str],
        rows: Sequence[Row],
        lexicon: Lexicon,
        document: Document | None,
        verbs: Groups,
    ) -> None:
        self.verbs = verbs
        self.proposal, self.at, self.rows = proposal, at, rows
        self.lexicon, self.names, self.document = lexicon, lexicon.names, document
        self.speech = Speech(lexicon)
        self.spelt: dict[str, str] = {}
        self.missing, self.states = Missing(lexicon), states_by_code(lexicon.names)
        self.figures = FigureWords(lexicon, self.speech, at, self.missing)

    def propose(self) -> None:
        self._denials()
        self._speakers()
        self._times()
        fill_numbers(self.proposal, self.rows, self.lexicon)
        self._figures()
        self._relations()
        self._kinds()
        self._statuses()

    def cells(self, column: str) -> Counter[str]:
        """How often each text stands in the column of the sheet that one of ours is."""
        header = self.at.get(column)
        return Counter(row.text(header) for row in self.rows if header and row.text(header))

    def _denials(self) -> None:
        relations = self.cells("relation")
        self.proposal.denies = [
            mark
            for mark in _DENIALS
            if any(text.startswith(mark) and len(text) > len(mark) for text in relations)
        ]

    def _undenied(self, text: str) -> str:
        """A relation of the sheet without the mark of a denial, in the letters in which it stands first."""
        for mark in self.proposal.denies:
            if text.startswith(mark):
                text = text.removeprefix(mark).strip()
                break
        return self.spelt.setdefault(plain_name(text), text)

    def _is_denied(self, row: Row) -> bool:
        text = row.text(self.at.get("relation", ""))
        return any(text.startswith(mark) for mark in self.proposal.denies)

    def _word(self, column: str, text: str, instead: str, reason: str) -> None:
        self.proposal.words.setdefault(column, {})[text] = Words(instead, reason)

    def _speakers(self) -> None:
        for text in self.cells("speaker"):
            if plain_name(text) in AUTHOR and not self.names.knows(text):
                author = self._author()
                open_end = "" if author else ": write who that is"
                self._word("speaker", text, author, f"the author's own voice{open_end}")

    def _author(self) -> str:
        """The name of the author of the document, else of its publisher; "" where neither is stated."""
        for name in (DCTERMS + "creator", DCTERMS + "publisher"):
            for triple in self.document.triples if self.document else ():
                if triple.predicate.value == name:
                    return str(getattr(triple.object, "value", ""))
        return ""

    def _times(self) -> None:
        for column in ("when", "as of", "from", "to"):
            for text in self.cells(column):
                if plain_name(text) in NO_TIME:
                    self._word(column, text, "", "no date is stated")

    def _figures(self) -> None:
        for text in placeholders(self.proposal, self.rows):
            self._word("figure", text, "", "it says that there is no number")
        for text in self.cells("figure"):
            if is_elsewhere(text) or is_nothing(text) or without_marks(text) is not None:
                continue
            try:
                self.lexicon.figures.read(text)
            except UnclearError:
                if UNSURE.fullmatch(text):
                    self.proposal.unsure += 1
                elif not _HAS_NUMBER.search(text):
                    self._word("figure", text, "", _NO_NUMBER)

    def _relations(self) -> None:
        rows = self._rows_of_relations()
        proposals = {text: self._relation(text, of) for text, of in rows.items()}
        free = [text for text in rows if not any(map(self._is_denied, rows[text]))]
        heads = take_as_one(proposals, rows, self.lexicon, [] if "stance" in self.at else free)
        together: dict[str, list[Row]] = {}
        for text, of in rows.items():
            together.setdefault(heads.get(text, text), []).extend(of)
        for text, proposed in proposals.items():
            head = heads.get(text, text)
            if proposed.relation is None:
                proposed.new = self._new_relation(text, together[text])
            figures = [row for row in together[head] if self._has_figure(row)]
            if any(self._has_figure(row) for row in rows[text]):
                self.figures.fill(proposed, head, figures)
            elif rows[text] and not any(
                row.text(self.at.get("whom", "")) for row in together[head]
            ):
                self._alone(proposed, text, rows[text])
        ask_of_alike(proposals, together, self.lexicon, self._may_be, self._dates, self.verbs)
        for text, proposed in proposals.items():
            if proposed.relation != text or proposed.figure or proposed.cells:
                self.proposal.relations[text] = proposed

    def _dates(self, rows: Sequence[Row]) -> Dates:
        denies = [row for row in rows if self._is_denied(row)]
        return dates_of(rows, self.at, [row.number for row in denies])

    def _rows_of_relations(self) -> dict[str, list[Row]]:
        """By relation of the sheet, without the mark of a denial, its rows."""
        found: dict[str, list[Row]] = {}
        header = self.at.get("relation", "")
        for row in self.rows:
            if header and row.text(header):
                found.setdefault(self._undenied(row.text(header)), []).append(row)
        return found

    def _relation(self, text: str, rows: Sequence[Row]) -> ProposedRelation:
        """What a relation is here, as far as its own words say; without what makes a new one."""
        count = len(rows)
        try:
            self.names.relation(text)
        except UnclearError:
            pass
        else:
            return ProposedRelation(count, text, reason="a relation here")
        spoken = self.speech.relation(text)
        if spoken is not None and self._may_be(spoken, rows):
            label = self.names.spelling(spoken.iri, self.names.relation)
            return ProposedRelation(count, label, spoken.inverse, spoken.reason)
        return ProposedRelation(count, None, reason="none of ours says this")

    def _alone(self, proposed: ProposedRelation, text: str, rows: Sequence[Row]) -> None:
        """Say what a relation leads to whose rows lead to nothing: “is planned”."""
        status = text.split()[-1]
        events = {KG + "Event"}
        if any(
            self._fits(row, "who", tuple(events)) for row in rows
        ) and status in self.names.words(KG + "EventStatus"):
            proposed.relation, proposed.new = STATUS, None
            proposed.cells["whom"], proposed.reason = status, "it says the status of an event"
            return
        proposed.cells["whom"] = "yes"
        proposed.notes.append("its rows lead to nothing: “yes” says that it is so")

    def _may_be(self, spoken: SpokenRelation, rows: Sequence[Row]) -> bool:
        """Whether the things in the rows are of the kinds that a relation takes, as far as is known."""
        subjects, objects = (
            self.lexicon.subject_kinds(spoken.iri),
            self.lexicon.object_kinds(spoken.iri),
        )
        if spoken.inverse:
            subjects, objects = objects, subjects
        fitting = [self._fits(row, "who", subjects) for row in rows]
        others = [self._fits(row, "whom", objects) for row in rows]
        return False not in (*fitting, *others) and (True in fitting or not subjects)

    def _fits(self, row: Row, column: str, kinds: Sequence[str]) -> bool | None:
        """Whether the thing in a column is of one of some classes; None where its kind is unknown."""
        text = row.text(self.at.get(column, ""))
        kind = self._kind(text, person=KG + "Person" in kinds) if text and kinds else ""
        if not kind:
            return None
        iri = self.names.kind(kind, KG + "Entity") if kind != "entity" else KG + "Entity"
        return not set(kinds).isdisjoint(self.lexicon.terms.above(iri))

    def _new_relation(self, text: str, rows: Sequence[Row]) -> Listed:
        """The line that makes a relation, with the kinds that its rows have."""
        numbers = [row.number for row in rows]
        subjects, objects = self._kinds_in("who", rows), self._kinds_in("whom", rows)
        return self.missing.relation(text, subjects or ["entity"], objects or [], numbers)

    def _kinds_in(self, column: str, rows: Iterable[Row]) -> list[str] | None:
        """The kinds of the names in a column; None where they are no names but a text."""
        kinds: dict[str, None] = {}
        header = self.at.get(column, "")
        for text in dict.fromkeys(row.text(header) for row in rows if row.text(header)):
            kind = self._kind(text, person=False)
            if not kind and column == "whom" and not self._is_name(text):
                return None
            kinds[kind or "entity"] = None
        if not kinds and column == "whom":
            return None
        return ["entity"] if "entity" in kinds else list(kinds)

    def _kind(self, text: str, *, person: bool) -> str:
        try:
            iri = self.names.thing(text)
        except UnclearError:
            return kind_of_name(text, person=person)
        kinds = [
            self.names.label(kind) for kind in sorted(self.names.types[iri]) if kind.startswith(KG)
        ]
        return kinds[0] if kinds else ""

    def _is_name(self, text: str) -> bool:
        """Whether a text is a name: it begins with a capital, or stands as the subject of a row."""
        who = self.at.get("who", "")
        return text[:1].isupper() or any(row.text(who) == text for row in self.rows)

    def _has_figure(self, row: Row) -> bool:
        columns = (self.at.get(name, "") for name in ("figure", "lowest", "highest", "best"))
        text = row.text(self.at.get("figure", ""))
        dropped = self.proposal.words.get("figure", {})
        return any(row.text(name) for name in columns if name) and text not in dropped

    def _kinds(self) -> None:
        for column in ("who", "whom", "speaker"):
            for text in self._named(column):
                if self.names.knows(text) or is_no_name(text):
                    continue
                same = self.speech.thing(text) or self.states.get(state_code(text))
                if same is not None:
                    label = self.names.spelling(same, self.names.thing)
                    self.proposal.names[text] = Words(label, "the same in other words")
                    continue
                kind = kind_of_name(text, person=self._stands_for_person(column, text))
                reason = "by its words" if kind and not is_document(text) else why_asked(text)
                self.proposal.kinds.setdefault(text, Words(kind, reason))
        listed = self.proposal.words.get("speaker", {})
        for word in listed.values():
            if word.text and not self.names.knows(word.text):
                kind = kind_of_name(word.text) or ""
                self.proposal.kinds.setdefault(word.text, Words(kind, "the author or publisher"))

    def _statuses(self) -> None:
        """The new events, of which each needs a claim that says whether it took place."""
        stating = {
            row.text(self.at.get("who", ""))
            for row in self.rows
            for proposed in [
                self.proposal.relations.get(self._undenied(row.text(self.at.get("relation", ""))))
            ]
            if proposed is not None and proposed.relation == STATUS
        }
        words = self.names.words(KG + "EventStatus")
        for name, kind in self.proposal.kinds.items():
            if (
                kind.text
                and name not in stating
                and KG + "Event"
                in self.lexicon.terms.above(self.names.kind(kind.text, KG + "Entity"))
            ):
                self.proposal.statuses[name] = Words("", f"which? {', '.join(words)}")

    def _named(self, column: str) -> Iterator[str]:
        """The texts of a column that are names: of whom, those of rows whose relation takes things."""
        dropped = self.proposal.words.get(column, {})
        header, relation = self.at.get(column, ""), self.at.get("relation", "")
        for text in self.cells(column):
            if text in dropped:
                continue
            if column == "whom" and all(
                self._takes_text(self._undenied(row.text(relation)), text)
                for row in self.rows
                if row.text(header) == text
            ):
                continue
            yield text

    def _takes_text(self, relation: str, whom: str) -> bool:
        proposed = self._as_proposed(relation)
        if proposed is not None and proposed.relation is None:
            return proposed.new is not None and "object" not in proposed.new.said
        name = proposed.relation if proposed is not None and proposed.relation else relation
        try:
            return self.lexicon.takes_text(self.names.relation(name)) is not None
        except UnclearError:
            return not self._is_name(whom)

    def _as_proposed(self, relation: str) -> ProposedRelation | None:
        """What a relation of the sheet is, or that of the sheet as which it is proposed."""
        proposed = self.proposal.relations.get(relation)
        if proposed is not None and proposed.relation is not None:
            return self.proposal.relations.get(proposed.relation, proposed)
        return proposed

    def _stands_for_person(self, column: str, text: str) -> bool:
        """Whether a name stands, in some row, where the relation takes persons only."""
        header, relation = self.at.get(column, ""), self.at.get("relation", "")
        for row in self.rows:
            if row.text(header) != text:
                continue
            proposed = self._as_proposed(self._undenied(row.text(relation)))
            if proposed is None or proposed.relation is None:
                continue
            iri = self.names.relation(proposed.relation)
            turned = proposed.inverse == (column == "who")
            kinds = self.lexicon.object_kinds(iri) if turned else self.lexicon.subject_kinds(iri)
            if kinds == [KG + "Person"]:
                return True
        return False
