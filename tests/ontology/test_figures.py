"""The figures of shared/estimates.csv: every row stands in the seeds, and the verdicts on them.

Expected verdicts are found by reading and on paper: "about" is a tenth to either side, a cumulative
count only grows.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kg.claims.independence import Origins
from kg.claims.verdicts import verdict as conflicts
from kg.claims.verdicts.sweep import all_verdicts
from kg.claims.verdicts.sweep import conflicts as find_conflicts
from kg.store.readers import read_figures, read_rules, read_testimonies
from tests.conftest import ROOT

if TYPE_CHECKING:
    from kg import Graph
    from kg.claims.verdicts.verdict import Verdict

LIST = ROOT.parent / "shared" / "estimates.csv"
ARTICLE = "khaled-north-korea-russia"
BBC = "bbc-2025-01-22-casualties"
RELAY = "moscow-times-2025-01-22-killed"
JCS = "korea-joongang-daily-2025-03-27-additional-troops"
NIS = "unn-2025-04-30-casualties"
NIS_SENT = "kbs-world-2025-04-30-troops/c001"
WOUNDED = "indian-defense-news-2025-04-30-wounded/c001"
UK = "korea-daily-2025-06-15-casualties"
DIA = "menafn-2025-07-13-shells"
AS_MANY_AS = "kbs-world-2025-05-29-rounds/c001"
MSMT = "korea-joongang-daily-2025-05-29-rounds"
VOYAGES = "online-ua-2025-04-16-shells"
MND = "hackertalks-2024-02-26-containers"
AND = "rbc-ukraine-2024-02-27-shells"

#: Where each row of the list stands.
CLAIM_OF = {
    "w-officials-casualties": f"{BBC}/c001",
    "w-officials-killed": f"{BBC}/c002",
    "w-officials-sent": f"{BBC}/c003",
    "w-officials-mt": f"{RELAY}/c001",
    "jcs-mar-casualties": f"{JCS}/c001",
    "jcs-mar-additional": f"{JCS}/c002",
    "nis-apr-casualties": f"{NIS}/c001",
    "nis-apr-killed": f"{NIS}/c002",
    "nis-apr-sent": NIS_SENT,
    "nis-apr-injured-distorted": WOUNDED,
    "ukdi-jun-casualties": f"{UK}/c001",
    "ukdi-jun-sent": f"{UK}/c002",
    "dia-jul-shells": f"{DIA}/c001",
    "dia-jul-containers": f"{DIA}/c002",
    "msmt-rounds-kbs": AS_MANY_AS,
    "msmt-rounds-joongang": f"{MSMT}/c001",
    "msmt-containers": f"{MSMT}/c002",
    "osc-shells": f"{VOYAGES}/c001",
    "osc-containers": f"{VOYAGES}/c002",
    "mnd-feb-containers": f"{MND}/c001",
    "mnd-feb-152": f"{MND}/c002",
    "mnd-feb-122": f"{MND}/c003",
    "mnd-feb-both-distorted": f"{AND}/c001",
}
SPEAKER_OF = {
    "unnamed Western officials": "group-western-officials-bbc",
    "ROK Joint Chiefs of Staff": "agency-rok-joint-chiefs-of-staff",
    "ROK National Intelligence Service": "agency-rok-national-intelligence-service",
    "UK Ministry of Defence (Defence Intelligence)": "agency-uk-ministry-of-defence",
    "ROK Defense Intelligence Agency": "agency-rok-defense-intelligence-agency",
    "Multilateral Sanctions Monitoring Team": "organisation-multilateral-sanctions-monitoring-team",
    "Open Source Centre": "organisation-open-source-centre",
    "ROK Ministry of National Defense": "agency-rok-ministry-of-national-defense",
}
#: The unit of the list, and what is counted with it: 152 mm is a kind of shell, not a unit.
UNIT_OF = {
    "person": {"person"},
    "container": {"container"},
    "round": {"round"},
    "shell": {"shell"},
    "152 mm shell": {"shell", "shell152mm"},
    "122 mm rocket": {"round", "rocket122mm"},
}
QUALIFIER_OF = {
    "": "exactly",
    "about": "approximately",
    "around": "approximately",
    "estimated": "approximately",
    "approximately": "approximately",
    "or more": "orMore",
    "total of": "totalOf",
    "more than": "moreThan",
    "over": "moreThan",
    "as many as": "asManyAs",
    "nearly": "nearly",
}


def local(iri: str) -> str:
    """The last part of a term's or entity's IRI."""
    return iri.rpartition("/")[2]


def listed() -> list[dict[str, str]]:
    if not LIST.exists():
        pytest.skip(f"the list of figures is not there: {LIST}")
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def values(core: Graph) -> dict[str, dict[str, str]]:
    """By claim: its properties, and the address and date of its source."""
    found: dict[str, dict[str, str]] = {}
    for row in core.query(
        """SELECT ?c ?p ?o WHERE {
            ?c a kg:Estimate . { ?c ?p ?o } UNION { ?c kg:source ?s . ?s ?p ?o
              VALUES ?p { kg:url dcterms:issued dcterms:publisher dcterms:creator } } }"""
    ):
        claim = row["c"].value.partition("/source/")[2]
        found.setdefault(claim, {})[local(row["p"].value)] = row["o"].value
    return found


def test_every_row_of_the_list_has_its_claim():
    assert {row["id"] for row in listed()} == set(CLAIM_OF)


def test_the_claims_have_the_numbers_speakers_and_days_of_the_list(values):
    for row in listed():
        claim = values[CLAIM_OF[row["id"]]]
        for bound in ("lower", "upper", "best"):
            assert claim.get(bound, "") == row[bound], (row["id"], bound)
        assert local(claim["attributedTo"]) == SPEAKER_OF[row["speaker"]], row["id"]
        assert claim["asOf"] == row["as_of"], row["id"]
        assert claim["issued"] == row["published"], row["id"]
        assert claim["url"] == row["url"], row["id"]
        written = {local(claim["unit"]), local(claim["counts"])}
        assert UNIT_OF[row["unit"]] <= written, row["id"]
        qualifier = (
            "aboutBetween" if row["upper"] and row["lower"] else QUALIFIER_OF[row["qualifier"]]
        )
        assert local(claim["qualifier"]) == qualifier, row["id"]
        outlets = claim["publisher"] + claim.get("creator", "")
        assert claim["publisher"] in row["reported_by"], (row["id"], outlets)


def test_what_is_derived_in_the_list_is_derived_in_the_graph(core):
    linked = {
        (row["c"].value.partition("/source/")[2], row["d"].value.partition("/source/")[2])
        for row in core.query("SELECT ?c ?d WHERE { ?c kg:derivedFrom ?d }")
    }
    for row in listed():
        if row["derived_from"]:
            assert (CLAIM_OF[row["id"]], CLAIM_OF[row["derived_from"]]) in linked, row["id"]


def test_each_document_is_one_file(core):
    """One address, one source: as many files as the list has addresses."""
    addresses = {row["url"] for row in listed()}
    assert len(addresses) == 13
    found = [
        row["url"].value
        for row in core.query("SELECT ?url WHERE { ?s a kg:Source ; kg:url ?url }")
        if row["url"].value in addresses
    ]
    assert sorted(found) == sorted(addresses)


class Judged(NamedTuple):
    verdicts: dict[frozenset[str], Verdict]
    grave: dict[frozenset[str], Verdict]

    def __call__(self, one: str, other: str) -> Verdict:
        return self.verdicts[frozenset((one, other))]


def pair(verdict: Verdict) -> frozenset[str]:
    return frozenset(iri.partition("/source/")[2] for iri in (verdict.first, verdict.second))


@pytest.fixture(scope="module")
def judged(core: Graph) -> Judged:
    figures, rules = read_figures(core.store), read_rules(core.store)
    return Judged(
        {pair(v): v for v in all_verdicts(figures, rules)},
        {pair(v): v for v in find_conflicts(figures, rules).verdicts},
    )


#: Killed or wounded: 4,000 in March, about 4,700 in April, more than 6,000 in June 2025; and the
#: article's more than 6,000, of no day.
GROWING = (f"{JCS}/c001", f"{NIS}/c001", f"{UK}/c001", f"{ARTICLE}/c020")


def test_the_growing_losses_contradict_nowhere(judged):
    march, april, june, undated = GROWING
    for one, other in ((march, april), (march, june), (april, june)):
        assert judged(one, other).kind == conflicts.GROWS
    # Published in December, it may be of a day before these, or after.
    for dated in (march, april):
        assert judged(dated, undated).kind == conflicts.UNDECIDED
    # The same range by the same speaker: more than 6,000.
    assert judged(june, undated).kind == conflicts.AGREES


def test_about_1000_killed_in_january_and_about_600_in_april_contradict(judged):
    """900 to 1,100, later 540 to 660: no number fits, and the dead grow no fewer."""
    for january in (f"{BBC}/c002", f"{RELAY}/c001"):  # the second relays the first
        verdict = judged(january, f"{NIS}/c002")
        assert verdict.kind == conflicts.CONTRADICTS
        assert "smaller" in verdict.reason


def test_a_relay_agrees_and_adds_no_origin(core, judged):
    assert judged(f"{BBC}/c002", f"{RELAY}/c001").kind == conflicts.NOT_INDEPENDENT
    known = read_testimonies(core.store)
    base = "https://w3id.org/entente/source/"
    killed = [f"{base}{claim}" for claim in (f"{BBC}/c002", f"{RELAY}/c001")]
    assert {local(o) for o in Origins(known).of(killed)} == {"group-western-officials-bbc"}
    report = [f"{base}{claim}" for claim in (AS_MANY_AS, f"{MSMT}/c001")]
    assert len(Origins(known).of(report)) == 1


def test_nine_million_cannot_sit_beside_four_to_six_unless_they_mean_different_things(judged):
    """8.1 to 9.9 million within 2024, 3.6 to 6.6 million from September 2023 to March 2025."""
    verdict = judged(f"{MSMT}/c001", f"{VOYAGES}/c001")
    assert verdict.kind == conflicts.NOT_COMPARABLE
    for word in (
        "scope",
        "by sea, on 64 voyages",
        "unit",
        "they would contradict",
        "part of the time",
    ):
        assert word in verdict.reason
    assert "conversion of the units (round / shell)" in verdict.remedy
    assert "scope" in verdict.remedy
    # "As many as" nine million may be five: that wording of the same report clashes with nothing.
    softer = judged(AS_MANY_AS, f"{VOYAGES}/c001")
    assert softer.kind == conflicts.NOT_COMPARABLE
    assert "contradict" not in softer.reason


def test_one_report_in_two_wordings_overlaps(judged):
    """At most 9 million, and 8.1 to 9.9 million, both of 2024."""
    verdict = judged(AS_MANY_AS, f"{MSMT}/c001")
    assert verdict.kind == conflicts.OVERLAPS
    assert "one speaker" in verdict.reason


def test_wounded_made_of_killed_or_wounded_is_found(judged):
    verdict = judged(WOUNDED, f"{NIS}/c001")
    assert verdict.kind == conflicts.CONTRADICTS
    assert "another thing counted" in verdict.reason


def test_and_made_of_or_is_found(judged):
    assert judged(f"{MND}/c002", f"{MND}/c003").kind == conflicts.ALTERNATIVE
    verdict = judged(f"{MND}/c002", f"{AND}/c001")
    assert verdict.kind == conflicts.CONTRADICTS
    assert "either/or" in verdict.reason


def test_parts_fit_into_their_wholes(judged):
    assert judged(f"{BBC}/c002", f"{BBC}/c001").kind == conflicts.PART_OF
    assert judged(f"{NIS}/c002", f"{NIS}/c001").kind == conflicts.PART_OF
    # 3,000 or more in January and February lie within the 15,000 up to April.
    assert judged(f"{JCS}/c002", NIS_SENT).kind == conflicts.PART_OF


def test_shells_reckoned_from_containers_are_no_second_figure(core, judged):
    verdict = judged(f"{DIA}/c001", f"{DIA}/c002")
    assert verdict.kind == conflicts.NOT_COMPARABLE
    assert "unit" in verdict.reason
    dropped = judged(f"{ARTICLE}/c043", f"{DIA}/c001")
    assert dropped.kind == conflicts.NOT_COMPARABLE
    assert "leaves out" in dropped.reason
    assert "if all held 152 mm shells" in dropped.reason
    known = read_testimonies(core.store)
    shells = f"https://w3id.org/entente/source/{DIA}/c001"
    assert len(Origins(known).of([shells])) == 1


def test_the_first_troops_to_kursk_are_not_all_troops_of_june(judged):
    """15,000 in April, then about 11,000 in June, but of the first deployment only."""
    verdict = judged(NIS_SENT, f"{UK}/c002")
    assert verdict.kind == conflicts.UNDECIDED  # the 15,000 do not say that they are all
    assert "initially deployed to Kursk" in verdict.reason


def test_what_does_not_compare_says_what_would(judged):
    apart = [v for v in judged.verdicts.values() if v.kind == conflicts.NOT_COMPARABLE]
    assert apart
    assert [v for v in apart if not v.remedy] == []


def test_nothing_else_asks_for_attention(judged):
    expected = {
        frozenset((f"{BBC}/c002", f"{NIS}/c002")),
        frozenset((f"{RELAY}/c001", f"{NIS}/c002")),
        frozenset((WOUNDED, f"{NIS}/c001")),
        frozenset((f"{MND}/c002", f"{AND}/c001")),
        frozenset((f"{MND}/c003", f"{AND}/c002")),
        frozenset((f"{MSMT}/c001", f"{VOYAGES}/c001")),
        frozenset((NIS_SENT, f"{UK}/c002")),
        frozenset((f"{ARTICLE}/c043", f"{DIA}/c001")),
        # The article gives no day, or one from an autumn on: which is the later is not known.
        frozenset((f"{ARTICLE}/c020", f"{JCS}/c001")),
        frozenset((f"{ARTICLE}/c020", f"{NIS}/c001")),
        frozenset((f"{ARTICLE}/c020", f"{BBC}/c001")),
        frozenset((f"{ARTICLE}/c012", f"{BBC}/c003")),
        # And here one of the two states no scope.
        frozenset((f"{ARTICLE}/c012", f"{UK}/c002")),
        frozenset((f"{ARTICLE}/c043", f"{VOYAGES}/c001")),
    }
    assert {pair for pair, verdict in judged.verdicts.items() if verdict.grave} == expected
    assert set(judged.grave) == expected
