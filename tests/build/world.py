"""A small world of sources that are edited at random: of all that one text can say of another.

Few units, events and speakers, so that most claims meet others: rivals, denials, parts and wholes, one
figure against another, who relays, replaces, retracts, corrects and disputes whom.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.iris import SRC
from tests.texts import HEAD

if TYPE_CHECKING:
    from random import Random

UNITS = [f"kgd:unit-{n}" for n in range(6)]
EVENTS = [f"kgd:event-{n}" for n in range(4)]
SPEAKERS = [f"kgd:person-{n}" for n in range(4)]
NAMES = ["Ann Author", "Ben Author", "The Paper"]
_MEASURES = [
    *("personnelKilled", "personnelWounded", "personnelKilledOrWounded", "personnelDeployed"),
    *("personnelDeployedInPeriod", "personnelPresent", "personnelDeserted"),
]
_QUALIFIERS = {
    "atLeast": "kg:lower {0}",
    "moreThan": "kg:lower {0} ; kg:lowerInclusive false",
    "upTo": "kg:upper {0}",
    "exactly": "kg:lower {0} ; kg:upper {0}",
    "approximately": "kg:best {0}",
    "between": "kg:lower {0} ; kg:upper {1}",
}
#: How often an edit is chosen; what has all texts read, as long as it is there, seldom.
_WEIGHTS = {
    "edit_claim": 10,
    "edit_claim_added": 6,
    "edit_claim_gone": 6,
    "edit_merged": 0.5,
    "edit_beside": 0.5,
}
_DAYS = ["2024-12", "2025-01-10", "2025-02", "2025-02-20", "2025-03-01", "2025"]


@dataclass
class Source:
    """One file: who wrote it, when, the entities that it describes, its claims by their id."""

    stem: str
    owner: str
    issued: str
    entities: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)

    def turtle(self) -> str:
        """The file."""
        lines = [f"{HEAD}@prefix c: <{SRC}{self.stem}/> .", self._head()]
        lines += [f"{name} {said} ." for name, said in self.entities.items()]
        lines += [f"c:{name} {said} ." for name, said in self.claims.items()]
        return "\n".join((*lines, *self.beside)) + "\n"

    def _head(self) -> str:
        return (
            f'src:{self.stem} a kg:NewsArticle ; dcterms:title "Of {self.stem}"@en ;'
            f' dcterms:creator "{self.owner}" ; dcterms:issued "{self.issued}"^^edtf:EDTF .'
        )


class World:
    """Sources by their stem, and the random edits of them; ``pick`` makes the choices."""

    def __init__(self, pick: Random, sources: int = 5, claims: int = 6) -> None:
        self.pick = pick
        self.sources: dict[str, Source] = {}
        self._made = 0
        base = self.add_source(0)
        base.entities["kgd:organisation-entente-editors"] = (
            'a kg:Organisation ; rdfs:label "Entente editors"@en'  # the ontology names them
        )
        for names, kind in ((UNITS, "MilitaryUnit"), (EVENTS, "Casualties"), (SPEAKERS, "Person")):
            for name in names:
                base.entities[name] = f'a kg:{kind} ; rdfs:label "{name[4:]}"@en'
        for _ in range(sources):
            self.add_source(claims)

    def turtle(self) -> dict[str, str]:
        """The files by stem."""
        return {stem: source.turtle() for stem, source in self.sources.items()}

    def add_source(self, claims: int) -> Source:
        """Another source."""
        self._made += 1
        stem = f"s{self._made}"
        source = Source(stem, self.pick.choice(NAMES), self.pick.choice([*_DAYS[1:5:2], "2025-04"]))
        self.sources[stem] = source
        for _ in range(claims):
            self.add_claim(source)
        return source

    def add_claim(self, source: Source) -> None:
        """Another claim in a source."""
        source.claims[f"c{len(source.claims) + self.pick.randrange(50):03}"] = self._claim()

    def _claim(self) -> str:
        pick = self.pick
        kind = pick.choice(
            ["figure", "figure", "figure", "share", "edge", "part", "status", "nick"]
        )
        said = getattr(self, f"_{kind}")()
        parts = [said, f"kg:attributedTo {pick.choice(SPEAKERS)}"]
        if pick.random() < 0.3:
            parts.append(f"kg:stance kg:{pick.choice(['denies', 'asserts'])}")
        if pick.random() < 0.25:
            parts.append(f"kg:modality kg:{pick.choice(['assessed', 'forecast', 'noComment'])}")
        if pick.random() < 0.5:
            parts.append(f'kg:time "{pick.choice(_DAYS)}"^^edtf:EDTF')
        if pick.random() < 0.15:
            parts.append(f"kg:explicitness kg:{pick.choice(['stated', 'implied'])}")
        if pick.random() < 0.35 and (other := self._other()):
            links = ["derivedFrom", "supersedes", "retracts", "correctedBy", "disputes"]
            if "Estimate" in said:
                links.append("alternativeTo")
            parts.append(f"kg:{pick.choice(links)} {other}")
        parts.append(
            f'kg:evidence [ a kg:Locator ; kg:url "https://example.org/{pick.randrange(9)}"^^xsd:anyURI ]'
        )
        return " ; ".join(parts)

    def _other(self) -> str | None:
        """A claim of any source, or a whole source."""
        source = self.pick.choice(list(self.sources.values()))
        if self.pick.random() < 0.2:
            return f"<{SRC}{source.stem}>"
        return (
            f"<{SRC}{source.stem}/{self.pick.choice(list(source.claims))}>"
            if source.claims
            else None
        )

    def _figure(self) -> str:
        pick = self.pick
        least = pick.choice([0, 1, 100, 200, 200, 300, 400])
        qualifier, bounds = pick.choice(list(_QUALIFIERS.items()))
        said = (
            f"a kg:Estimate ; kg:about {pick.choice(EVENTS[:3])} ; kg:measure kg:{pick.choice(_MEASURES)} ;"
            f" kg:unit kg:person ; kg:qualifier kg:{qualifier} ; {bounds.format(least, least + 50)} ;"
            f' kg:wording "about {least}"'
        )
        if pick.random() < 0.6:
            said += f' ; kg:asOf "{pick.choice(_DAYS)}"^^edtf:EDTF'
        if pick.random() < 0.3:
            said += f" ; kg:limitedTo {pick.choice(UNITS[:4])}"
        if pick.random() < 0.15:
            said += f" ; kg:onBasis kg:{pick.choice(['confirmedByName', 'byEstimate'])}"
        return said + (
            f' ; kg:scope "{pick.choice(["in the north", "by sea"])}"'
            if pick.random() < 0.2
            else ""
        )

    def _share(self) -> str:
        about, whole = self.pick.sample(EVENTS, 2)
        return (
            f"a kg:Estimate ; kg:about {about} ; kg:measure kg:shareOfPersonnel ; kg:shareOf {whole} ;"
            f" kg:unit kg:ratio ; kg:best 0.{self.pick.randrange(1, 9)}0 ; kg:qualifier kg:approximately ;"
            f' kg:asOf "{self.pick.choice(_DAYS)}"^^edtf:EDTF'
        )

    def _edge(self) -> str:
        kind = self.pick.choice(["Claim", "Claim", "Judgement"])
        relation, values = self.pick.choice(
            [
                ("commandedBy", SPEAKERS),
                ("locatedIn", UNITS),
                ("attachedTo", UNITS),
                ("controls", UNITS),
                ("affectedGroup", UNITS),
            ]
        )
        subjects = EVENTS if relation == "affectedGroup" else UNITS
        return self._stated(kind, self.pick.choice(subjects), relation, self.pick.choice(values))

    def _part(self) -> str:
        if self.pick.random() < 0.2:
            return self._stated("Claim", *self._one_in_the_other(EVENTS, "subEventOf"))
        relation = self.pick.choice(["partOf", "partOf", "belongsTo"])
        return self._stated("Claim", *self._one_in_the_other(UNITS, relation))

    def _one_in_the_other(self, things: list[str], relation: str) -> tuple[str, str, str]:
        part, whole = self.pick.sample(things, 2)
        return part, relation, whole

    def _status(self) -> str:
        status = self.pick.choice(["occurred", "occurred", "planned", "alleged"])
        return self._stated("Claim", self.pick.choice(EVENTS), "eventStatus", f"kg:{status}")

    def _nick(self) -> str:
        name = self.pick.choice(["Ghosts", "Wolves"])
        return self._stated("Claim", self.pick.choice(UNITS), "nickname", f'"{name}"@en')

    @staticmethod
    def _stated(kind: str, subject: str, predicate: str, value: str) -> str:
        relation = f"rdf:subject {subject} ; rdf:predicate kg:{predicate} ; rdf:object {value}"
        return f'a kg:{kind} ; {relation} ; kg:statement "{subject[4:]} {predicate}."'

    def edit(self) -> str:
        """One change, chosen at random; gives its name. What has all texts read is soon taken back."""
        for source in self.sources.values():
            if self.pick.random() < 0.5:
                source.entities.pop("kgd:unit-old", None)
                source.beside.clear()
        edits = [name for name in dir(self) if name.startswith("edit_")]
        weights = [_WEIGHTS.get(name, 2) for name in edits]
        name = self.pick.choices(edits, weights)[0]
        getattr(self, name)()
        return name.removeprefix("edit_")

    def _any(self) -> Source:
        return self.pick.choice(list(self.sources.values()))

    def edit_claim(self) -> None:
        """Another thing is said under the same id."""
        source = self._any()
        if source.claims:
            source.claims[self.pick.choice(list(source.claims))] = self._claim()

    def edit_claim_added(self) -> None:
        self.add_claim(self._any())

    def edit_claim_gone(self) -> None:
        source = self._any()
        if source.claims:
            del source.claims[self.pick.choice(list(source.claims))]

    def edit_source_added(self) -> None:
        self.add_source(self.pick.randrange(1, 5))

    def edit_source_gone(self) -> None:
        if len(self.sources) > 3:
            del self.sources[self._any().stem]

    def edit_source_renamed(self) -> None:
        source = self._any()
        del self.sources[source.stem]
        self._made += 1
        source.stem = f"s{self._made}"
        self.sources[source.stem] = source

    def edit_owner(self) -> None:
        """Another author, or another day."""
        source = self._any()
        source.owner, source.issued = self.pick.choice(NAMES), self.pick.choice(_DAYS[1:5])

    def edit_alias(self) -> None:
        """A speaker has, or no longer has, the name of an author."""
        self._describe(SPEAKERS, "Person", f'skos:altLabel "{self.pick.choice(NAMES)}"@en')

    def edit_group(self) -> None:
        """A unit is, or is no more, an unidentified group too."""
        self._describe(UNITS, "MilitaryUnit", "a kg:UnidentifiedGroup")

    def _describe(self, names: list[str], kind: str, more: str) -> None:
        source, name = self._any(), self.pick.choice(names)
        if name in source.entities and len(source.entities) < len(UNITS):
            del source.entities[name]
        else:
            said = f'a kg:{kind} ; rdfs:label "{name[4:]}"@en'
            source.entities[name] = f"{said} ; {more}"

    def edit_beside(self) -> None:
        """Something is said of another source's claim, or of no claim: or no more."""
        source = self._any()
        if source.beside:
            source.beside.clear()
        elif (other := self._other()) and (later := self._other()):
            source.beside.append(f"{other} kg:correctedBy {later} .")

    def edit_merged(self) -> None:
        """A unit was merged into another: or was not."""
        source = self._any()
        source.entities.pop("kgd:unit-old", None) or source.entities.update(
            {
                "kgd:unit-old": 'a kg:MilitaryUnit ; rdfs:label "old"@en ;'
                ' kg:mergedInto kgd:unit-1 ; kg:mergedOn "2025-01-01"^^xsd:date ;'
                ' kg:mergeReason "One of them is the other."@en'
            }
        )
