"""What `kg export` writes, its reader takes back: each claim of the core, and what is said to be lost."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pyoxigraph as ox
import pytest

from kg.iris import KG, SRC
from tests.curate.importers import files
from tests.curate.importers.importing import bring, claims_of, lexicon, taken

#: What a claim says, by local names, that must come back as it was.
_SAID = (
    *("statement", "subject", "predicate", "object", "about", "measure", "counts", "unit", "lower"),
    *("best", "upper", "qualifier", "lowerInclusive", "upperInclusive", "attributedTo", "modality"),
    *(
        "time",
        "asOf",
        "scope",
        "limitedTo",
        "basis",
        "onBasis",
        "wording",
        "explicitness",
        "shareOf",
    ),
    *("stance", "note", "evidenceKind", "credibility", "linkBasis"),
)
_LINKS = (
    *("derivedFrom", "supersedes", "retracts", "correctedBy", "disputes", "alternativeTo", "additionTo"),
)  # fmt: skip
_USUAL = {"modality": "asserted", "stance": "asserts"}
#: What no format gives back; the loss report names each.
_LOST = {
    "descriptions of the documents", "“evidence_start” of claims", "“evidence_end” of claims",
    "documents of the exported graph", "facts of the exported graph, which its claims give again",
    "other names and remarks of entities that are here already", "property “precision” of location",
    "“namesFrom” of entities", "“source” of entities", "“coordinateUncertaintyInMeters” of entities",
}  # fmt: skip


#: Of the formats that the reader of RDF takes back, the one without names of graphs.
FORMATS = ["csv", "ftm", "stix", "ttl", "xlsx"]
_READERS = {"csv": "tables", "ttl": "rdf", "xlsx": "tables"}


def brought_back(name: str, core, **how):
    """What the reader of a format makes of the core as it was exported."""
    return taken(_READERS.get(name, name), exported(name, core), suffix=f".{name}", **how)


def original() -> dict[str, dict[str, str]]:
    """The claims of the core by the ids that they have when they come back."""
    made = {}
    for document in lexicon().seeds:
        for name, said in claims_of(document.triples).items():
            made[f"{document.stem}-{name}"] = said
    return made


def value(name: str, text: str):
    return Decimal(text) if name in ("lower", "best", "upper") and text else text


def copies(triples) -> dict[str, dict[str, str]]:
    """The claims that came back, by the names that the originals have in ``original``."""
    return {name.removeprefix("c-"): said for name, said in claims_of(triples).items()}


def links(triples) -> set[tuple[str, str, str]]:
    """Which claim is linked to which claim or source, by the names of the originals."""
    found = set()
    for triple in triples:
        name = triple.predicate.value.removeprefix(KG)
        if name in _LINKS:
            ends = (n.value.removeprefix(SRC).replace("/", "-") for n in (triple.subject, triple.object))  # fmt: skip
            found.add((name, *ends))
    return found


def hedges(triples) -> dict[str, set[str]]:
    """By claim, the scheme and term of its likelihood, by local names."""
    nodes = {t.object: t.subject.value.rpartition("/")[2] for t in triples if t.predicate.value == KG + "likelihood"}  # fmt: skip
    found: dict[str, set[str]] = {}
    for t in triples:
        if t.subject in nodes and t.object.value != KG + "LikelihoodStatement":
            found.setdefault(nodes[t.subject], set()).add(t.object.value.removeprefix(KG))
    return found


@cache
def exported(name: str, core) -> bytes:
    """The core as ``kg export`` writes it, made once for all tests here."""
    from importlib import import_module

    return import_module(f"kg.publish.formats.{name}").render(core)


@pytest.mark.parametrize("name", FORMATS)
def test_claims_come_back(name, core):
    importing, triples = brought_back(name, core)
    back = copies(triples)
    there = original()
    assert back.keys() == there.keys()
    for key, said in there.items():
        for part in _SAID:
            usual = _USUAL.get(part, "")
            assert value(part, back[key].get(part, usual)) == value(part, said.get(part, usual)), (
                key,
                part,
            )
    assert importing.losses.keys() <= _LOST
    assert not importing.reconciler.outcome.doubts


@pytest.mark.parametrize("name", FORMATS)
def test_links_and_likelihoods_come_back(name, core):
    """Of two copies one rests on the other, as their originals do; each rests on its original too."""
    _, triples = brought_back(name, core)
    there = [t for document in lexicon().seeds for t in document.triples]
    tag = f"{_READERS.get(name, name)}-entente-c-"
    expected = {(n, tag + one, tag + other if f"src:{other}" not in sources() else other) for n, one, other in links(there)}  # fmt: skip
    expected |= {("derivedFrom", tag + key, key) for key in original()}
    assert links(triples) == expected
    likely = {f"c-{claim}": terms for claim, terms in hedges(there).items()}
    assert hedges(triples).keys() == {f"c-{key}" for key, said in original().items() if "likelihood" in said}  # fmt: skip
    assert sorted(map(sorted, hedges(triples).values())) == sorted(map(sorted, likely.values()))


def sources() -> set[str]:
    """The sources of the core, with their prefix."""
    return {f"src:{document.stem}" for document in lexicon().seeds}


@pytest.mark.parametrize("name", FORMATS)
def test_what_comes_back_is_no_origin_of_its_own(name, core):
    """Each claim says from which it was exported: it is no second voice beside it."""
    _, triples = brought_back(name, core)
    assert all("derivedFrom" in claim for claim in claims_of(triples).values())


@pytest.mark.parametrize("name", FORMATS)
def test_claims_come_back_where_nothing_is_yet(name, core):
    """Beside the ontology alone, too: what they speak of is in the file, with its name and kind."""
    importing, triples = brought_back(name, core, bare=True)
    there, back = original(), copies(triples)
    assert back.keys() == there.keys()
    differing = {
        key: part
        for key, said in there.items()
        for part in ("subject", "object", "about", "counts", "attributedTo", "shareOf")
        if back[key].get(part) != said.get(part)
    }
    assert differing == {}
    apart = {"links to claims and sources that are not here"}
    assert importing.losses.keys() <= _LOST | apart
    kinds = {t.subject: t.object for t in triples if t.predicate.value.endswith("#type")}
    said = {t.subject: t.object for d in lexicon().seeds for t in d.triples if t.predicate.value.endswith("#type")}  # fmt: skip
    assert {iri for iri in kinds.keys() & said.keys() if kinds[iri] != said[iri]} == set()


@pytest.mark.slow
def test_events_that_were_imported_go_on_to_another_workspace(
    place, tmp_path, on_small_core, unchecked
):
    """Of GED an event is known by its figures and places, and one without deaths by no figure at all."""
    import kg

    nobody = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "best", "low", "high"), 0)  # fmt: skip
    path = tmp_path / "GEDEvent_v25_1.csv"
    path.write_text(files.ged(files.EVENT, {**files.EVENT, "id": 502, **nobody}))
    bring(place, "ucdp", path)
    graph = kg.open(place)
    there = {}
    for seed in place.glob("seeds/ucdp-*.ttl"):
        triples = [q.triple for q in ox.parse(seed.read_bytes(), format=ox.RdfFormat.TURTLE)]
        there |= {f"{seed.stem}-{name}": said for name, said in claims_of(triples).items()}
    assert len(there) > 10
    for name in FORMATS:
        _, triples = brought_back(name, graph, bare=True)
        back = copies(triples)
        for key, said in there.items():
            for part in _SAID:
                usual = _USUAL.get(part, "")
                expected = value(part, said.get(part, usual))
                assert value(part, back[key].get(part, usual)) == expected, (name, key, part)
