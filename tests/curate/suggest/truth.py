"""Drafts beside what people made of the same text: as they are, after an edit, missing, wrong."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UnclearError
from kg.iris import KG, OA, RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.curate.sheets.lexicon import Lexicon
    from kg.curate.suggest.drafts import Draft

SAME, EDIT = "as it is", "after an edit"
#: What a cell may say instead of what the truth says, by the truth's relation; the rows of one transfer say it together.
_TRANSFER = frozenset(
    ("has event status", "has supplier", "has recipient", "is sent to", "transferred item")
)
_RELATIONS = {
    "signed": {"has signatory"},
    "is part of": {"is part of", "belongs to"},
    "is called in Russia": {"has nickname"},
    "contains": {"has clause"},
    "delivered first drones to": _TRANSFER,
    "supplied drones to": _TRANSFER,
    "delivered the drones to": _TRANSFER,
    "delivered drones to": _TRANSFER,
}
_QUALIFIERS = {
    "range": "between",
    "at most": "upTo",
    "about": "approximately",
    "hundreds": "hundredsOf",
}


@dataclass
class Truth:
    """A claim that people made: by part, what a draft may say for it (empty: it must not say it)."""

    name: str
    start: int
    end: int
    parts: dict[str, set[str]]
    drafts: list[tuple[str, Draft]] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """SAME, EDIT, or "missing"."""
        found = {verdict for verdict, _ in self.drafts}
        return SAME if SAME in found else EDIT if EDIT in found else "missing"


@dataclass(frozen=True)
class Measured:
    """The claims of a text with their drafts, and the drafts that say what no claim says."""

    truths: list[Truth]
    wrong: list[Draft]

    def count(self, outcome: str) -> int:
        """How many claims have an outcome."""
        return sum(truth.outcome == outcome for truth in self.truths)

    @property
    def wrong_figures(self) -> list[Draft]:
        """The wrong drafts whose figure itself stands in no claim at its place."""
        return [
            draft for draft in self.wrong if "figure" in draft.cells and not self._has_figure(draft)
        ]

    def _has_figure(self, draft: Draft) -> bool:
        said = draft.cells["_figure"]
        return any(_overlaps(draft, t) and said in t.parts.get("figure", ()) for t in self.truths)


def _overlaps(draft: Draft, truth: Truth) -> bool:
    return draft.start < truth.end and truth.start < draft.end


def measure(drafts: Iterable[Draft], truths: list[Truth], parts_of) -> Measured:
    """Give each draft to the claim that it says; ``parts_of`` turns its cells into comparable parts."""
    wrong = []
    for draft in drafts:
        parts = parts_of(draft)
        draft.cells["_figure"] = parts.get("figure", "")
        verdicts = [
            (v, t) for t in truths if _overlaps(draft, t) and (v := _verdict(draft, parts, t))
        ]
        if not verdicts:
            wrong.append(draft)
        for verdict, truth in sorted(verdicts, key=lambda pair: pair[0] != SAME)[:1]:
            truth.drafts.append((verdict, draft))
    return Measured(truths, wrong)


def _verdict(draft: Draft, parts: dict[str, str], truth: Truth) -> str:
    if ("figure" in parts) != ("figure" in truth.parts):
        return ""
    for part, said in parts.items():
        if said not in truth.parts.get(part, set()):
            return ""
    missing = {
        p for p, meant in truth.parts.items() if meant and "" not in meant and p not in parts
    }
    return EDIT if missing or draft.gaps else SAME


# --- the claims of the core -------------------------------------------------------------------


def core_truths(lexicon: Lexicon, stem: str) -> list[Truth]:
    """The claims of a source of the core, as truths whose parts are IRIs."""
    lines: dict[object, dict[str, str]] = {}
    for triple in lexicon.documents[stem].triples:
        key = triple.subject
        lines.setdefault(key, {})[triple.predicate.value] = (
            triple.object if isinstance(triple.object, ox.BlankNode) else triple.object.value
        )
    truths = []
    for node, said in lines.items():
        place = lines.get(said.get(KG + "evidence"), {})
        if OA + "start" not in place:
            continue
        parts = {
            "speaker": {said[KG + "attributedTo"]},
            "stance": {said.get(KG + "stance", "")},
            "how said": {said.get(KG + "modality", "")},
            "when": {said.get(KG + "time", "")},
            "as of": {said.get(KG + "asOf", "")},
        }
        if KG + "measure" in said:
            bounds = [said.get(KG + name, "") for name in ("lower", "upper", "best")]
            parts |= {
                "who": {said[KG + "about"]},
                "measure": {said[KG + "measure"]},
                "counted": {said[KG + "counts"]},
                "unit": {said[KG + "unit"]},
                "share of": {said.get(KG + "shareOf", "")},
                "figure": {_figure(said[KG + "qualifier"], bounds)},
            }
        else:
            parts |= {
                "who": {said.get(RDF + "subject", said.get(KG + "about", ""))},
                "relation": {said.get(RDF + "predicate", "")},
                "whom": {said.get(RDF + "object", "")},
            }
        start, end = int(place[OA + "start"]), int(place[OA + "end"])
        truths.append(Truth(node.value.rsplit("/", 1)[-1], start, end, parts))
    return truths


def _figure(qualifier: str, bounds: Iterable[object]) -> str:
    numbers = "|".join("" if b in (None, "") else f"{float(str(b)):g}" for b in bounds)
    return f"{qualifier.removeprefix(KG)}|{numbers}"


def core_parts(lexicon: Lexicon, document: str):
    """A function that turns the cells of a draft into IRIs, as ``kg add`` reads them."""
    names = lexicon.names
    words = {"measure": KG + "Measure", "unit": KG + "Unit", "stance": KG + "Stance"}
    words |= {"how said": KG + "Modality", "counted": SKOS + "Concept"}

    def part(draft: Draft, column: str, text: str) -> str:
        if column == "relation":
            return names.relation(text)
        if column in words:
            return names.word(text, words[column])
        if column == "figure":
            return _read(lexicon, text)
        is_name = column in ("who", "whom", "speaker", "share of")
        is_name = is_name and not (
            column == "whom" and draft.cells.get("relation") == "has nickname"
        )
        return _thing(names, text, document) if is_name else text

    compared = {"relation", "figure", "who", "whom", "speaker", "share of", "when", "as of", *words}

    def parts(draft: Draft) -> dict[str, str]:
        return {c: part(draft, c, text) for c, text in draft.cells.items() if c in compared}

    return parts


def _read(lexicon: Lexicon, text: str) -> str:
    stated = lexicon.figures.read(text)
    return _figure(stated.qualifier, (stated.lower, stated.upper, stated.best))


def _thing(names, text: str, document: str) -> str:
    try:
        return names.thing(text, (), document=document)
    except UnclearError:
        return text


# --- the exercise -----------------------------------------------------------------------------


def exercise_truths(path: Path) -> list[Truth]:
    """The claims of ``truth.json``, as truths whose parts are words. Its scale of modality is another."""
    truths = []
    for claim in json.loads(path.read_text("utf-8")):
        time = claim["time"]
        times = {time["value"], *(time.get("value_accept") or [])} - {None}
        if time.get("earliest") and time.get("latest"):
            times.add(f"{time['earliest'][:7]}/{time['latest'][:7]}")
        quantity = claim["quantity"]
        if quantity and quantity.get("as_of"):
            times.add(quantity["as_of"])
        parts = {
            "speaker": {_plain(claim["attributed_to"])},
            "stance": {"denies" if claim["stance"] == "denies" else ""},
            "when": times or {""},
        }
        if quantity and (figure := _exercise_figure(quantity)):
            parts["figure"] = {figure}
            parts |= {"who": {"?"}, "measure": {"?"}}
        else:
            parts |= _ends(claim)
        truths.append(Truth(claim["id"], claim["start"], claim["end"], parts))
    return truths


def _exercise_figure(quantity: dict) -> str:
    hedge = quantity.get("qualifier") or "exactly"
    if hedge in ("a limited number", "some", "unknown"):
        return ""
    point, lower, upper = (quantity.get(name) for name in ("point", "lower", "upper"))
    if hedge == "nearly":  # here the number itself, which is not reached
        return _figure("nearly", (None, None, upper))
    name = _QUALIFIERS.get(hedge, "exactly" if point is not None else hedge)
    return _figure(name, (lower, upper, point))


def _ends(claim: dict) -> dict[str, set[str]]:
    relation, subject, target = claim["relation"], _plain(claim["subject"]), _plain(claim["object"])
    relations = set(_RELATIONS.get(relation, {relation}))
    if relation == "signed":
        return {"who": {target}, "relation": relations, "whom": {subject}}
    if relations == _TRANSFER:
        event = _plain("Iran's supply of drones to Russia")
        return {
            "who": {event},
            "relation": relations,
            "whom": {"occurred", "iran", "russia", "drone"},
        }
    return {"who": {subject}, "relation": relations, "whom": {target}}


def _plain(text: str) -> str:
    if text == "article/author":
        text = "Exercise Desk"
    text = re.sub(r"^(?:memorandum of|the|an?) ", "", text, flags=re.I)
    return " ".join(re.findall(r"\w+", text.lower()))


def exercise_parts(lexicon: Lexicon):
    """A function that turns the cells of a draft into words."""

    def parts(draft: Draft) -> dict[str, str]:
        found = {}
        for column, text in draft.cells.items():
            if column in ("who", "whom", "speaker"):
                found[column] = _plain(text)
            elif column in ("relation", "stance"):
                found[column] = text
            elif column in ("when", "as of"):
                found["when"] = text
            elif column == "figure":
                found[column] = _read(lexicon, text)
        return found

    return parts
