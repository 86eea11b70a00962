"""What the figures of a foreign sheet may be figures of: measure, what is counted, unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.curate.sheets.mapping.alike import said
from kg.curate.sheets.spoken import base_form
from kg.errors import UnclearError
from kg.iris import KG, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.mapping.proposal import ProposedRelation
    from kg.curate.sheets.missing import Missing
    from kg.curate.sheets.rows import Row
    from kg.curate.sheets.spoken import Speech

_TRAILING = ("to", "from", "in", "of", "by", "with", "for", "at", "on")
_LEADING = ("is", "are", "was", "were", "has", "have", "had", "been")
_PERIOD = re.compile(
    r"\b(?:a|per|each|every) (?:day|week|month|year)\b|\b(?:daily|weekly|monthly|yearly)\b"
)
#: Verbs of what is done once and for all, so that its count never falls.
_DONE = frozenset(map(base_form, (
    "deliver", "supply", "send", "ship", "transfer", "provide", "donate", "export", "import", "receive", "hand",
    "kill", "wound", "injure", "capture", "destroy", "damage", "lose", "down", "shoot", "sink", "intercept", "fire",
    "launch", "train", "sanction", "arrest", "detain", "execute", "evacuate", "displace", "visit", "sign", "die",
)))  # fmt: skip
_NO_NOUN = frozenset(("percent", "per", "cents", "times", "plus", "less", "minus"))


class FigureWords:
    """Proposes the words for the figures in the rows of a relation; ``at``: our columns by header."""

    def __init__(
        self, lexicon: Lexicon, speech: Speech, at: Mapping[str, str], missing: Missing
    ) -> None:
        self.names, self.speech, self.at, self.missing = lexicon.names, speech, at, missing

    def fill(self, proposed: ProposedRelation, relation: str, rows: Sequence[Row]) -> None:
        """Fill in the figure of a proposed relation, with the words to make for it."""
        quotes, figures = self._texts("quote", rows), self._texts("figure", rows)
        share = bool(figures) and all("%" in text or "percent" in text for text in figures)
        counted = ""
        if "counted" not in self.at:
            counted = self._counted(relation, rows, proposed, share=share)
        measure = None
        if "measure" not in self.at:
            measure = self.speech.measure(relation) or self._same(map(self.speech.measure, quotes))
            proposed.figure["measure"] = self._spelt(measure, "Measure")
            if measure is None:
                kind = _measure_kind(relation, quotes, share=share)
                self._make(proposed, "measure", _label(relation, counted), rows, kind)
        if "counted" not in self.at:
            proposed.figure["counted"] = counted
        if "unit" not in self.at:
            unit = "" if share else self._unit(measure, counted, rows, proposed)
            proposed.figure["unit"] = unit
        if share and "share of" not in self.at:
            proposed.figure["share of"] = "{whom}" if self._texts("whom", rows) else "{who}"
            proposed.notes.append("share of: the whole, or the actor whose total is meant")
        open_words = [
            name
            for name, text in proposed.figure.items()
            if not text and not (share and name == "unit")
        ]
        proposed.notes += [
            f"{name}: to be filled in; kg add --words {name} lists them" for name in open_words
        ]

    def _texts(self, column: str, rows: Sequence[Row]) -> list[str]:
        header = self.at.get(column, "")
        return [row.text(header) for row in rows if row.text(header)]

    @staticmethod
    def _same(found: Iterable[str | None]) -> str | None:
        """What all agree on; None where they do not."""
        different = set(found)
        return different.pop() if len(different) == 1 else None

    def _spelt(self, iri: str | None, kind: str) -> str:
        base = SKOS + "Concept" if kind == "Concept" else KG + kind
        return self.names.spelling(iri, lambda text: self.names.word(text, base)) if iri else ""

    def _counted(
        self, relation: str, rows: Sequence[Row], proposed: ProposedRelation, *, share: bool
    ) -> str:
        """What is counted: by the words of relation and object, else of the quote, else of the subject.

        Of a share the noun beside it says nothing: it is the whole, or whose the share is.
        """
        known = self.speech.counted(relation, *self._texts("whom", rows))
        if known is not None:
            return self._spelt(known, "Concept")
        nouns = {noun for row in rows if (noun := self._noun(row))}
        if share or len(nouns) != 1:
            return ""
        noun = nouns.pop()
        known = self.speech.counted(noun)
        if known is not None:
            return self._spelt(known, "Concept")
        return self._make(proposed, "counted", noun, rows)

    def _noun(self, row: Row) -> str:
        """The noun that follows the figure of a row in its object or quote, or that its subject ends with."""
        figure = re.escape(row.text(self.at.get("figure", "")))
        for column in ("whom", "quote"):
            text = row.text(self.at.get(column, ""))
            match = re.search(rf"(?<!\w){figure}\s+(?P<noun>[a-z]{{3,}}s)\b", text, re.IGNORECASE)
            if match and match["noun"] not in _NO_NOUN:
                return _singular(match["noun"])
        last = row.text(self.at.get("who", "")).split()[-1:]
        return _singular(last[0]) if last and re.fullmatch(r"[a-z]{3,}s", last[0]) else ""

    def _unit(
        self, measure: str | None, counted: str, rows: Sequence[Row], proposed: ProposedRelation
    ) -> str:
        if "personnel" in (self.names.label(measure) if measure else ""):
            return "person"
        units = {unit.casefold() for unit in self.names.words(KG + "Unit")}
        if counted.casefold() in units:
            return counted
        try:
            iri = self.names.word(counted, SKOS + "Concept") if counted else ""
        except UnclearError:
            iri = ""
        if iri and self.names.is_a(iri, (KG + "Weapon",)):
            return "piece"
        subjects = [text.split()[-1] for text in self._texts("who", rows)]
        if counted and (
            counted in ("soldier", "civilian") or all(_singular(s) == counted for s in subjects)
        ):
            return "person"
        if not counted:
            return ""
        return self._make(proposed, "unit", counted, rows)

    def _make(
        self,
        proposed: ProposedRelation,
        column: str,
        text: str,
        rows: Sequence[Row],
        kind: str | None = None,
    ) -> str:
        """Let a word be made for a column of the figure, and give its label."""
        one = self.missing.word(text, column, [row.number for row in rows], kind)
        proposed.words.append(one)
        proposed.figure[column] = one.label
        return one.label


def _label(relation: str, counted: str) -> str:
    """The label of a measure for the figures of a relation: without its verb of time and preposition.

    A verb alone is the name of the relation itself: “built” gives “drones built”.
    """
    words = [word for word in relation.split() if word.casefold() not in _LEADING]
    while len(words) > 1 and words[-1].casefold() in _TRAILING:
        words.pop()
    label = " ".join(words) or relation
    if len(words) > 1 and words == relation.split():
        return f"{label} (figure)"  # two terms of one label are told apart by what is in brackets
    return label if len(words) > 1 else f"{counted}s {label}" if counted else f"number {label}"


def _measure_kind(relation: str, quotes: Sequence[str], *, share: bool) -> str:
    """The kind of the measure of figures beside a relation, where its words tell; "" where they do not."""
    if share:
        return "share"
    if any(map(_PERIOD.search, [relation, *quotes])):
        return "flow"
    own = said(relation)
    done = own.words[:1] and own.words[0] in _DONE and (own.past or own.passive)
    return "cumulative" if done else ""


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    for ending in ("sses", "shes", "ches", "xes"):
        if noun.endswith(ending):
            return noun[:-2]
    return noun.removesuffix("s")
