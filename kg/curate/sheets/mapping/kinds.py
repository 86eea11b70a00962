"""Of which kind a name may be that the graph does not know: by its own words, for a person to agree."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

from kg.iris import KG, KGD

if TYPE_CHECKING:
    from kg.graph.names import Names

# The first pattern that fits a name decides; each with the class that it speaks for.
_CLUES = (
    (r"^(?-i:[A-Z][A-Za-z]{0,12}-\d{1,4}[A-Za-z]{0,2}\d?|[A-Z]{1,5}\d{1,4}[A-Z]?\d?)$", "weapon model"),
    (r"\b(?:unit called|battalion|brigade|regiment|division|squadron|corps)\b", "military unit"),
    (r"\b(?:treaty|pact|accord|agreement|convention|memorandum of understanding|protocol)\b", "agreement"),
    (r"\b(?:ministry|parliament|department|directorate|government|embassy|congress|senate|chiefs of staff|security council|secretariat|space agency|intelligence|secret service|bureau|authority|president's office|general staff|arms export agency|agency)\b", "government agency"),
    (r"\b(?:institute|think tank|foundation|centre for|center for|council on)\b", "think tank"),
    (r"\b(?:courier|times|post|daily|news|newspaper|herald|tribune|gazette|broadcasting|radio|television|journal|desk)\b", "media organisation"),
    (r"\b(?:armed forces|air force|aerospace force|navy|army|revolutionary guards?|marines|ground forces)\b", "armed force"),
    (r"\b(?:deliver(?:y|ies)|shipments?|transfers?|exports?) of\b", "arms transfer"),
    (r"\b(?:partnership|cooperation|training)\b", "cooperation"),
    (r"\b(?:launch|test)\b", "event"),
    (r"\b(?:plant|factory|shipyard|crimea|peninsula|region|province|oblast|district|city|border)\b", "place"),
    (r"\b(?:company|corporation|ltd|inc|gmbh|llc|concern)\b", "business company"),
    (r"\b(?:officials?|officers?|operators?|instructors?|suppliers?|experts?|analysts?|sources?|soldiers?|witness(?:es)?|diplomats?|troops)\b", "unidentified group"),
)  # fmt: skip
_CODE = 3  # letters of a code of a state
_HEADLINE = re.compile(r"[A-Z][\w'’.-]+(?: (?:of|de|al|bin|van|von)? ?[A-Z][\w'’.-]+)+")

#: What a text calls itself, which a sheet of its claims may name.
_ITSELF = re.compile(
    r"(?:this|the) (?:article|document|essay|paper|piece|post|report|story|study|text)",
    re.IGNORECASE,
)


def kind_of_name(name: str, *, person: bool = False) -> str:
    """The label of the class that a name speaks for; "" where it does not tell.

    ``person``: it stands where only persons do.
    """
    if is_document(name):
        return "unidentified group"
    if is_state(name):
        return "state"
    if person and _HEADLINE.fullmatch(name):
        return "person"
    for pattern, kind in _CLUES:
        if re.search(pattern, name, re.IGNORECASE):
            return kind
    return ""


def is_document(name: str) -> bool:
    """Whether a name is that of a document, which says nothing by itself: its authors do."""
    return (
        re.match(
            r"(?:an? )?(?:memorandum|report|document|letter|note|paper|leak)\b(?! of understanding)",
            name,
            re.IGNORECASE,
        )
        is not None
    )


def is_state(name: str) -> bool:
    """Whether a name is that of a state, by the list of rigour; no name is where it is missing."""
    return bool(state_code(name))


def state_code(name: str) -> str:
    """The code of the state of a name in any language, by the list of rigour; "" where it is none."""
    if find_spec("rigour") is None:
        return ""
    from rigour.territories import lookup_territory

    found = lookup_territory(name) if len(name) > _CODE else None
    return found.code if found and found.is_country else ""


def states_by_code(names: Names) -> dict[str, str]:
    """The states of a graph by their codes, as other languages call them otherwise."""
    states = [
        iri for iri in names.types if names.is_a(iri, (KG + "State",)) and iri.startswith(KGD)
    ]
    found = {state_code(names.label(iri)): iri for iri in states}
    return {code: iri for code, iri in found.items() if code}


def why_asked(text: str) -> str:
    """What is asked about a name whose kind no word of it tells, or that is of a document."""
    if is_document(text):
        return "a document says nothing itself: its authors do, whom [names] may name"
    if _ITSELF.fullmatch(text):
        return (
            'the document itself is the source of these rows, which has title, author and day: "leave out" = "why"'
            " under its relations; or: entity"
        )
    return "which kind? see: kg terms --kind class; entity, where none fits"
