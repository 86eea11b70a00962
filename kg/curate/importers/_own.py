"""What `kg export` writes of a claim as a record, and back: the columns of its table of claims."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from kg.claims.literals import finite_number
from kg.curate.importers._records import Claim, Entity, Figure, Loss, Text, Word
from kg.iris import KG, KGD, RDF, SRC, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.curate.importers._records import Number, Record

EDITORS = Entity(
    f"{KGD}organisation-entente-editors",
    ("Organisation",),
    "Entente editors",
    iri=f"{KGD}organisation-entente-editors",
)
ADDRESS = "https://w3id.org/entente/"
_LINE = re.compile(r"([a-z_0-9]+): (.*)")
#: Columns that the build derives again, or that the new source says for itself.
_DERIVED = frozenset(
    (
        *("id", "kind", "speaker_label", "figure", "implied_lower", "implied_upper"),
        *("implied_lower_inclusive", "implied_upper_inclusive", "earliest", "latest"),
        *("as_of_earliest", "as_of_latest", "known_from", "known_from_basis", "curator"),
        *("recorded_at", "review_status"),
    )
)
_TAKEN = frozenset(
    (
        *("statement", "subject", "predicate", "object", "about", "measure", "counts", "unit"),
        *("lower", "upper", "best", "lower_inclusive", "upper_inclusive", "qualifier", "scope"),
        *(
            "limited_to",
            "on_basis",
            "basis",
            "speaker",
            "stance",
            "modality",
            "explicitness",
            "evidence_kind",
            "credibility",
        ),
        *(
            "possible_speaker",
            "share_of",
            "time",
            "as_of",
            "wording",
            "note",
            "source",
            "evidence_address",
            "evidence_wording",
            "evidence_accessed",
        ),
    )
)
#: Links to other claims and to sources: the column, and the property.
_LINKS = {
    "addition_to": "additionTo",
    "alternative_to": "alternativeTo",
    "derived_from": "derivedFrom",
    "supersedes": "supersedes",
    "retracts": "retracts",
    "corrected_by": "correctedBy",
    "disputes": "disputes",
}
#: Entities for which the other format has no object of its own.
_ENTITIES = "without_schema"
_COLUMNS = (
    {_ENTITIES}
    | _TAKEN
    | _DERIVED
    | _LINKS.keys()
    | {"link_basis", "likelihood", "likelihood_scheme"}
)


def record_of(text: str) -> dict[str, str]:
    """The record in a text of lines ``name: value``; a line that is none goes on with the one before."""
    record: dict[str, str] = {}
    last = ""
    for line in text.split("\n"):
        match = _LINE.fullmatch(line)
        if match and (
            match[1] in _COLUMNS or not last or match[1].startswith(("source_", "evidence_"))
        ):
            last = match[1]
            record[last] = match[2]
        elif last:
            record[last] += f"\n{line}"
    return record


def column_of(iri: str) -> str:
    """The column of a property of claims; "" where none of the columns holds it."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", local_name(iri)).lower()
    name = {"attributed_to": "speaker", "possibly_attributed_to": "possible_speaker"}.get(
        name, name
    )
    return name if iri.startswith((KG, RDF)) and name in _COLUMNS else ""


def iri_of(short: str) -> str:
    """The IRI of a short name of ours; the text itself where it is none."""
    for prefix, space in (("kgd:", KGD), ("kg:", KG), ("src:", SRC)):
        if short.startswith(prefix):
            return space + short.removeprefix(prefix)
    return short


def described_in(record: Mapping[str, str], place: str) -> Iterator[Record]:
    """The entities that a record describes beside its claim: [identifier, kind, name] each, in JSON."""
    try:
        told = json.loads(record.get(_ENTITIES, "[]"))
    except ValueError:
        told = None
    for each in told if isinstance(told, list) else [None]:
        if isinstance(each, list) and [type(part) for part in each] == [str, str, str]:
            iri, kind, name = iri_of(each[0]), each[1], each[2]
            yield Entity(iri, (kind,), name, iri=iri, place=place)
        else:
            yield Loss("entities of notes that cannot be read", place)


def claim_of(record: Mapping[str, str], place: str) -> Iterator[Record]:
    """The claim of a record, and what of it is not taken."""
    for name in sorted(record.keys() - _COLUMNS):
        what = (
            "descriptions of the documents" if name.startswith("source_") else f"“{name}” of claims"
        )
        yield Loss(what, place)
    subject = record.get("subject") or record.get("about")
    if not subject or not record.get("statement") or not record.get("id"):
        yield Loss("notes that are no claims", place)
        return
    figure = _figure(record) if "measure" in record else None
    predicate = _local(record.get("predicate", ""))
    yield Claim(
        f"c-{record['id'].replace('/', '-').replace('_', '-')}",
        record["statement"],
        iri_of(subject),
        (predicate,) if predicate and figure is None else (),
        _object(record.get("object", "")),
        figure=figure,
        speaker=iri_of(record.get("speaker", "")),
        time=record.get("time", ""),
        as_of=record.get("as_of", ""),
        modality=_local(record.get("modality", "")),
        explicitness=_local(record.get("explicitness", "")),
        denied=_local(record.get("stance", "")) == "denies",
        scope=record.get("scope", ""),
        basis=record.get("basis", ""),
        wording=record.get("wording", ""),
        note=record.get("note", ""),
        judgement=record.get("kind", "") == "Judgement",
        also=tuple(_words(record)),
        possible_speakers=tuple(
            iri_of(name) for name in record.get("possible_speaker", "").split("; ") if name
        ),
        share_of=iri_of(record.get("share_of", "")),
        limited_to=tuple(
            iri_of(name)
            for name in record.get("limited_to", "").split("; ")
            if name.startswith("kgd:")
        ),
        likelihood=_likelihood(record),
        derived_from=SRC + record["id"],
        links=tuple(_links(record)),
        link_basis=_local(record.get("link_basis", "")),
        address=record.get("evidence_address", ""),
        quoted=record.get("evidence_wording", ""),
        accessed=record.get("evidence_accessed", ""),
        place=place,
    )


def _likelihood(record: Mapping[str, str]) -> tuple[str, str] | None:
    scheme, term = (_local(record.get(name, "")) for name in ("likelihood_scheme", "likelihood"))
    return (scheme, term) if scheme and term else None


def _links(record: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column, name in _LINKS.items():
        for target in filter(None, record.get(column, "").split("; ")):
            yield name, iri_of(target)


def _words(record: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column, name in (
        *(("evidence_kind", "evidenceKind"), ("credibility", "credibility")),
        *(("limited_to", "limitedTo"), ("on_basis", "onBasis")),
    ):
        for word in filter(None, record.get(column, "").split("; ")):
            if not word.startswith("kgd:"):
                yield name, _local(word)


def _object(text: str) -> str | Word | Text:
    if text.startswith("kgd:"):
        return iri_of(text)
    return Word(_local(text)) if text.startswith("kg:") else Text(text)


def _figure(record: Mapping[str, str]) -> Figure:
    lower, upper, best = (_number(record.get(name, "")) for name in ("lower", "upper", "best"))
    return Figure(
        (_local(record["measure"]),),
        (_local(record.get("counts", "")),),
        _local(record.get("unit", "")),
        lower,
        upper,
        best,
        qualifier=_local(record.get("qualifier", "")),
        model=_model(record.get("counts", "")),
        lower_inclusive=record.get("lower_inclusive") != "false",
        upper_inclusive=record.get("upper_inclusive") != "false",
    )


def _model(counts: str) -> str:
    """The IRI of the weapon model that is counted; "" where it is a kind."""
    iri = iri_of(counts)
    return "" if iri.startswith(KG) or "://" not in iri else iri


def _number(text: str) -> Number | None:
    number = finite_number(text) if text else None
    return int(number) if number is not None and number == int(number) else number


def _local(short: str) -> str:
    return short.removeprefix("kg:").removeprefix(KG)
