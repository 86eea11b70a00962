"""The claims of shared/exercise as a workspace of ours: what its truth.json says, in our terms.

Speakers, hedges, times, figures and offsets are read from there; here stands only by which of our
terms a relation or a measure is said. What the core has no term for becomes one of the workspace.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kg.curate.new.workspace import new_workspace, plan_workspace

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "exercise"
_NAME = "iran-russia-exercise"
TRUTH, EXPECTED, TEXT = (
    FOLDER / f"{_NAME}.{suffix}" for suffix in ("truth.json", "expected.md", "txt")
)
_OWN = "https://example.org/exercise/ns/"
_SOURCE = "https://w3id.org/entente/source/exercise"
_HEAD = f"""@prefix c: <{_SOURCE}/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix ex: <{_OWN}> .
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix src: <https://w3id.org/entente/source/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

#: The class of each thing; of the others nothing more is known than that they are organisations.
_KINDS = {
    "drones_ir": "ArmsTransfer", "s400": "ArmsTransfer", "ad_delivery": "ArmsTransfer",
    "plant_tatarstan": "Production", "ir_casualties": "Casualties", "ru_training": "Cooperation",
    "ir_satellite": "Launch", "second_launch": "Launch", "treaty_ir_2025": "Agreement",
    "mutual_defence_clause_type": "Clause", "iran": "State", "russia": "State", "crimea": "Place",
    "putin": "Person", "pezeshkian": "Person", "shahed_136": "WeaponModel",
    "kavir_group": "MilitaryUnit", "irgc_asf": "ArmedForce", "irgc": "ArmedForce",
    "ir_instructors": "UnidentifiedGroup", "ru_operators": "UnidentifiedGroup",
    "weapons_ru": "Capability", "ukraine_war": "Conflict", "group-western-officials": "UnidentifiedGroup",
    "larchfield": "ThinkTank",
}  # fmt: skip
#: Speakers that are also spoken of.
_SPEAKERS = {"article/author": "exercise_desk", "Larchfield Institute": "larchfield"}


class Said(NamedTuple):
    """By which terms of ours a claim is said: subject, relation, value, or a measure of something."""

    subject: str
    relation: str
    value: str


_DELIVERED = Said("drones_ir", "kg:eventStatus", "kg:occurred")
_IN_CRIMEA = Said("ir_instructors", "kg:locatedIn", "crimea")
_STATED = {
    "a005": Said("treaty_ir_2025", "kg:hasSignatory", "putin"),
    "a006": Said("treaty_ir_2025", "kg:hasSignatory", "pezeshkian"),
    "a007": Said("treaty_ir_2025", "kg:hasClause", "mutual_defence_clause_type"),
    "a011": _DELIVERED,
    "a012": _DELIVERED,
    "a014": _DELIVERED,
    "a020": Said("drones_ir", "kg:item", "shahed_136"),
    "a021": Said("shahed_136", "kg:nickname", '"Geran-2"@en'),
    "a028": _IN_CRIMEA,
    "a031": _IN_CRIMEA,
    "a033": Said("kavir_group", "kg:partOf", "irgc_asf"),
    "a034": Said("irgc_asf", "kg:partOf", "irgc"),
    "a035": Said("kavir_group", "kg:partOf", "iran_mod"),
    "a036": Said("ir_satellite", "kg:eventStatus", "kg:occurred"),
    "a037": Said("second_launch", "kg:eventStatus", "kg:planned"),
    "a043": Said("ad_delivery", "kg:eventStatus", "kg:occurred"),
    "a045": Said("drones_ir", "kg:inExchangeFor", "weapons_ru"),
}
#: What an estimate is about, and by which measure of ours.
_ABOUT = {
    "treaty_term": ("treaty_ir_2025", "ex:termOfTreaty"),
    "drones_delivered": ("drones_ir", "kg:weaponsSent"),
    "drones_produced_monthly": ("plant_tatarstan", "ex:builtMonthly"),
    "parts_share_russian": ("ru_suppliers", "ex:shareOfParts"),
    "operators_trained": ("ru_training", "ex:personnelTrained"),
    "instructors_killed": ("ir_casualties", "kg:personnelKilled"),
    "battalions_requested": ("s400", "ex:battalionsRequested"),
    "battalions_offered": ("s400", "ex:battalionsOffered"),
}
_QUALIFIERS = {
    "nearly": "nearly",
    "range": "between",
    "about": "approximately",
    "hundreds": "hundredsOf",
    "at most": "upTo",
}
#: "Not confirmed" and "unknown" have ways of their own, and deny nothing.
_MODALITIES = {"a043": "notConfirmed", "unclear": "notKnown"}
_JUDGED = {"assessed", "warned", "forecast"}


def build(folder: Path) -> Path:
    """The exercise as a workspace in a new folder."""
    new_workspace(folder, plan_workspace(folder, "exercise", "exercise", _OWN), date(2026, 11, 30))
    claims = json.loads(TRUTH.read_text("utf-8"))
    entities: dict[str, str] = {}
    terms: dict[str, str] = {}
    blocks = [_claim(claim, entities, terms) for claim in claims]
    described = [
        f'{_thing(name)} a kg:{_KINDS.get(name, "Organisation")} ; rdfs:label "{label}"@en .'
        for name, label in sorted(entities.items())
    ]
    source = (
        'src:exercise a kg:NewsArticle ; dcterms:title "Exercise"@en ;'
        ' dcterms:creator "Exercise Desk" ; dcterms:issued "2025-09-12"^^edtf:EDTF ;'
        ' kg:recordedAt "2026-11-30"^^xsd:date ; kg:curator kgd:organisation-exercise-editors .'
    )
    text = "\n\n".join((_HEAD, source, *described, *blocks)) + "\n"
    (folder / "seeds" / "exercise.ttl").write_text(text, "utf-8")
    own = "\n\n".join((_HEAD, *(terms[name] for name in sorted(terms)))) + "\n"
    (folder / "ontology" / "terms" / "exercise.ttl").write_text(own, "utf-8")
    return folder


def _claim(claim: dict[str, Any], entities: dict[str, str], terms: dict[str, str]) -> str:
    """One claim, as Turtle; what it names is noted in ``entities`` and ``terms``."""
    modality = _MODALITIES.get(claim["id"]) or _MODALITIES.get(claim["modality"])
    modality = modality or claim["modality"]
    stance = "asserts" if claim["id"] in _MODALITIES else claim["stance"]
    speaker = claim["attributed_to"]
    who = _SPEAKERS.get(speaker) or _slug(speaker)
    entities[who] = "Exercise Desk" if who == "exercise_desk" else speaker
    lines = (
        _estimate(claim, entities, terms)
        if claim["quantity"]
        else _statement(claim, entities, terms)
    )
    kind = "Estimate" if claim["quantity"] else "Judgement" if modality in _JUDGED else "Claim"
    lines += [
        f"kg:statement {json.dumps(claim['quote'], ensure_ascii=False)}",
        f"kg:attributedTo {_thing(who)}",
        f"kg:stance kg:{stance}",
        f"kg:modality kg:{modality}",
        *([f"kg:supersedes c:{claim['supersedes']}"] if claim["supersedes"] else []),
        f"kg:evidence [ a oa:TextPositionSelector ; oa:start {claim['start']} ; oa:end {claim['end']} ]",
    ]
    return f"c:{claim['id']} a kg:{kind} ;\n    " + " ;\n    ".join(lines) + " ."


def _estimate(claim: dict[str, Any], entities: dict[str, str], terms: dict[str, str]) -> list[str]:
    said = claim["quantity"]
    about, measure = _ABOUT[said["measure"]]
    entities.setdefault(about, about.replace("_", " "))
    if measure.startswith("ex:"):
        terms[measure] = (
            f'{measure} a kg:Measure ; rdfs:label "{said["measure"]}"@en ;'
            f" kg:measureKind kg:{said['measure_kind']} ."
        )
    unit = (
        "person" if said["unit"] == "person" else "ratio" if measure.endswith("Parts") else "piece"
    )
    lines = [f"kg:about {_thing(about)}", f"kg:measure {measure}", f"kg:unit kg:{unit}"]
    for name, ours in (("lower", "lower"), ("upper", "upper"), ("point", "best")):
        if said[name] is not None:
            lines.append(f"kg:{ours} {said[name]}")
    exactly = "exactly" if said["point"] is not None else ""
    if qualifier := _QUALIFIERS.get(said["qualifier"] or "", exactly):
        lines.append(f"kg:qualifier kg:{qualifier}")
    if said.get("upper_inclusive") is False:
        lines.append("kg:upperInclusive false")
    # Of what is only said in a month, the month is the day that the figure speaks of.
    days = said["as_of"] or (claim["time"]["value"] if claim["time"]["kind"] == "point" else None)
    of_a_period = said["measure_kind"] == "flow"
    if days:
        lines.append(f'kg:{"time" if of_a_period else "asOf"} "{days}"^^edtf:EDTF')
    return lines


def _statement(claim: dict[str, Any], entities: dict[str, str], terms: dict[str, str]) -> list[str]:
    said = _STATED.get(claim["id"]) or _as_it_is_worded(claim, terms)
    for name, label in ((said.subject, claim["subject"]), (said.value, claim["object"])):
        if not name.startswith(("kg:", '"')):
            entities.setdefault(name, label if label and '"' not in label else name)
    value = said.value if said.value.startswith(("kg:", '"')) else _thing(said.value)
    lines = [
        f"rdf:subject {_thing(said.subject)}",
        f"rdf:predicate {said.relation}",
        f"rdf:object {value}",
    ]
    if when := claim["time"]["value"]:
        # A denial covers all up to the day on which it is made, as its note says.
        is_denial = claim["speech_act"] == "denial"
        lines.append(f'kg:time "{"../" if is_denial else ""}{when}"^^edtf:EDTF')
    return lines


def _as_it_is_worded(claim: dict[str, Any], terms: dict[str, str]) -> Said:
    """A relation of the workspace's own, called as the truth words it."""
    relation = f"ex:{_slug(claim['relation'])}"
    others = [name for name in claim["object_ids"] if name not in claim["subject_ids"]]
    value = others[0] if others else json.dumps(claim["object"] or "yes", ensure_ascii=False)
    kind = "Object" if others else "Datatype"
    terms.setdefault(
        relation,
        f'{relation} a owl:{kind}Property, kg:Relation ; rdfs:label "{claim["relation"]}"@en .',
    )
    return Said(claim["subject_ids"][0], relation, value)


def _slug(text: str) -> str:
    slug = re.sub(r"[^a-z]+", "-", text.casefold()).strip("-")
    return "group-western-officials" if slug == "western-officials" else slug


def _thing(name: str) -> str:
    return f"kgd:exercise-{name.replace('_', '-')}"


def expected_verdicts() -> list[tuple[str, str, str, str]]:
    """The rows of the table of verdicts: left, right, the verdict, and what is also accepted."""
    rows = []
    for line in EXPECTED.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if re.fullmatch(r"a\d{3}", cells[0]):
            also = cells[4] if len(cells) > 4 else ""
            rows.append((cells[0], cells[1], cells[2].strip("*"), also))
    return rows
