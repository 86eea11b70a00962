"""What may be done at once about a field that is refused: a name to take, a kind, a status, a word to make."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from kg.curate.sheets.entities import NAMING
from kg.curate.sheets.missing import LIKE, listed_of
from kg.curate.sheets.rows import Unknown
from kg.curate.suggest.names import kind_of_name
from kg.errors import UnclearError
from kg.iris import KG, SKOS
from kg.publish.desk.desk import finding_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.sheets.rows import Problems
    from kg.errors import Finding
    from kg.publish.desk.desk import Desk

#: The row of the form in what is read of it: below the header.
FORM_ROW = 2
_MOST = 6
#: How a remedy names what to put into its cell: “write “Reed Battalion””, “did you mean “drone”?”.
_WRITE = re.compile(r"\bwrite “([^”…]+)”")
_MEANT = re.compile(r"\bdid you mean ([^?]*)\?|\bwrite one of: (.*)|\bis it ([^?]*)\?")
_QUOTED = re.compile(r"“([^”]+)”(?: \(((?:[a-z][\w-]*:)[\w.-]+)\))?")
#: Kinds that a new name is often of, where neither its words nor its relation tell one.
_OFTEN = ("UnidentifiedGroup", "Person", "Organisation")
#: What is said in the place of a command that makes the same.
_SAY_KIND, _MAKE = (
    "take a name that is meant, or say what it is, if it is new",
    "take a word that is meant, or make this one",
)
Offer = dict[str, Any]


def findings_with_offers(
    findings: Sequence[Finding],
    cells: Mapping[str, str],
    desk: Desk,
    problems: Problems,
    speakers: Sequence[str],
) -> list[dict[str, Any]]:
    """Findings of the form as they are sent, each with what may be done about it in one step.

    ``cells``: those of the form; ``problems``: of its table; ``speakers``: who may have said it, where the
    form does not say. ``offers`` are texts for cells; ``kinds``: what a new name may be; ``statuses``: what an
    ``event`` may be; ``make``: a relation or word that nothing here is called, ready to be made.
    """
    offering = _Offering(cells, desk.lexicon, problems, speakers)
    return [{**finding_told(finding), **offering.of(finding)} for finding in findings]


class _Offering:
    def __init__(
        self,
        cells: Mapping[str, str],
        lexicon: Lexicon,
        problems: Problems,
        speakers: Sequence[str],
    ) -> None:
        self.cells, self.lexicon, self.problems = cells, lexicon, problems
        self.speakers = speakers

    def of(self, finding: Finding) -> dict[str, Any]:
        """What may be done about a finding; nothing for one of another row than that of the form."""
        if finding.check == "event-without-status":
            return self.status(finding.term.strip("“”"))
        if finding.check == "wordings-too-much" and self.cells.get("wording"):
            offer = {"say": "Leave the wording away", "cells": {"wording": ""}}
            return {"column": "wording", "offers": [offer]}
        column = str(finding_told(finding)["column"])
        if finding.line not in (0, FORM_ROW) or not column:
            return {}
        unknown = self.problems.unknown.get((column, self.cells.get(column, "")))
        if not unknown and column in ("relation", "measure") and " by this name" in finding.problem:
            # Another word for one of ours, which is offered; who means something else makes it.
            unknown = [Unknown(FORM_ROW, "", self.kind("who"), self.kind("whom") or None)]
        found: dict[str, Any] = {"offers": self.texts(column, finding)}
        if unknown and column in NAMING:
            found |= {"kinds": self.kinds(column), "remedy": _SAY_KIND}
        elif unknown and (column == "relation" or column in LIKE):
            one = listed_of({(column, self.cells[column]): unknown}, self.lexicon)[0]
            made = {"sort": one.sort, "label": one.label, "said": one.said}
            found |= {"make": made, "remedy": _MAKE}
        return {name: value for name, value in found.items() if value}

    def texts(self, column: str, finding: Finding) -> list[Offer]:
        """The texts that may stand in a column instead of what stands there."""
        text, remedy = self.cells.get(column, ""), finding.remedy
        if column.endswith(" kind") and text:
            return [{"say": "Leave the kind away", "cells": {column: ""}}]
        if column == "relation" and (turned := self.turned(text)):
            return [turned]
        names = [*self.problems.offers.get((column, text), ())]
        names += [match[1] for match in _WRITE.finditer(remedy)]
        for match in _MEANT.finditer(remedy):
            named = match[1] or match[2] or match[3]
            names += [f"{m[1]} ({m[2]})" if m[2] else m[1] for m in _QUOTED.finditer(named)]
        if not text and column == "speaker":
            names += self.speakers
        if not text and column == "unit":
            names += self.units()
        fitting = (name for name in dict.fromkeys(names) if name != text)
        return [{"say": name, "cells": {column: name}} for name in fitting][:_MOST]

    def turned(self, text: str) -> Offer | None:
        """The relation that says the same from the other side, with who and whom exchanged."""
        try:
            self.lexicon.names.relation(text)
        except UnclearError:
            spoken = self.lexicon.speech.relation(text)
            if spoken is not None and spoken.inverse:
                label = self.lexicon.names.spelling(spoken.iri, self.lexicon.names.relation)
                cells = {"relation": label}
                for one, other in (("who", "whom"), ("whom", "who")):
                    cells[one] = self.cells.get(other, "")
                    cells[f"{one} kind"] = self.cells.get(f"{other} kind", "")
                return {"say": f"{cells['who']} {label} {cells['whom']}", "cells": cells}
        return None

    def units(self) -> Iterator[str]:
        """The units in which the documents count what is counted here, the most frequent first."""
        names = self.lexicon.names
        try:
            counted = names.word(self.cells.get("counted", ""), SKOS + "Concept")
        except UnclearError:
            meant = self.lexicon.speech.thing(self.cells.get("counted", ""))
            if meant is None:
                return
            counted = meant
        wanted, times = (KG + "counts", KG + "unit"), Counter[str]()
        for document in self.lexicon.seeds:
            stated: dict[str, dict[str, str]] = {}
            for triple in document.triples:
                if triple.predicate.value in wanted:
                    value = getattr(triple.object, "value", "")
                    stated.setdefault(str(triple.subject), {})[triple.predicate.value] = value
            times.update(
                one[KG + "unit"]
                for one in stated.values()
                if one.get(KG + "counts") == counted and KG + "unit" in one
            )
        del times[KG + "ratio"]  # of a share, whose figure says it
        for iri in sorted(times, key=lambda iri: (-times[iri], iri)):
            yield names.spelling(iri, lambda text: names.word(text, KG + "Unit"))

    def kind(self, column: str) -> str:
        """The label of the class of what a cell names; "" where it is not known."""
        names = self.lexicon.names
        try:
            kinds = names.types[names.thing(self.cells.get(column, ""))]
        except UnclearError:
            return ""
        own = [kind for kind in sorted(kinds) if KG + "Entity" in self.lexicon.terms.above(kind)]
        return names.label(own[0]) if own else ""

    def kinds(self, column: str) -> list[str]:
        """What a new name may be: by its words, by what the relation asks for, and what names often are."""
        names = self.lexicon.names
        kinds = [kind_of_name(self.cells.get(column, ""))]
        if column != "speaker":
            try:
                relation = names.relation(self.cells.get("relation", ""))
            except UnclearError:
                relation = ""
            of = self.lexicon.subject_kinds if column == "who" else self.lexicon.object_kinds
            asked = [names.label(kind) for kind in of(relation)] if relation else []
            kinds += [kind for kind in asked if len(asked) <= _MOST]
        kinds += [names.label(KG + kind) for kind in _OFTEN]
        return list(dict.fromkeys(filter(None, kinds)))[:_MOST]

    def status(self, label: str) -> dict[str, Any]:
        """The statuses of an event that has none; its name as the form has it."""
        written = (self.cells.get(column, "") for column in ("who", "whom"))
        named = (text for text in written if re.sub(r" \([a-z]+:[\w.-]+\)$", "", text) == label)
        return {
            "event": next(named, label),
            "statuses": self.lexicon.names.words(KG + "EventStatus"),
        }
