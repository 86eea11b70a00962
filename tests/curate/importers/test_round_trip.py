"""What `kg export` writes, its reader takes back: each claim of the core, and what is said to be lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.curate.importers.importing import claims_of, lexicon, taken

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
)
#: What neither format gives back; the loss report names each.
_LOST = {
    "descriptions of the documents", "“evidence_start” of claims", "“evidence_end” of claims",
    "“evidence_accessed” of claims", "“evidence_wording” of claims", "“link_basis” of claims",
    "“derived_from” of claims", "“alternative_to” of claims", "“addition_to” of claims",
    "“likelihood” of claims", "“likelihood_scheme” of claims", "documents of the exported graph",
    "facts of the exported graph, which its claims give again",
    "other names and remarks of entities that are here already", "property “precision” of location",
}  # fmt: skip


def original() -> dict[str, dict[str, str]]:
    """The claims of the core by the ids that they have when they come back."""
    made = {}
    for document in lexicon().seeds:
        for name, said in claims_of(document.triples).items():
            made[f"{document.stem}-{name}"] = said
    return made


def value(name: str, text: str):
    return Decimal(text) if name in ("lower", "best", "upper") and text else text


@pytest.mark.parametrize("name", ["ftm", "stix"])
def test_claims_come_back(name, core):
    from importlib import import_module

    data = import_module(f"kg.publish.formats.{name}").render(core)
    importing, triples = taken(name, data)
    back = {c["derivedFrom"].removeprefix("https://w3id.org/entente/source/").replace("/", "-"): c for c in claims_of(triples).values()}  # fmt: skip
    there = original()
    assert back.keys() == there.keys()
    for key, said in there.items():
        for part in _SAID:
            usual = {"modality": "asserted"}.get(part, "")
            assert value(part, back[key].get(part, usual)) == value(part, said.get(part, usual)), (
                key,
                part,
            )
    assert importing.losses.keys() <= _LOST
    assert not importing.reconciler.outcome.doubts


@pytest.mark.parametrize("name", ["ftm", "stix"])
def test_what_comes_back_is_no_origin_of_its_own(name, core):
    """Each claim says from which it was exported: it is no second voice beside it."""
    from importlib import import_module

    _, triples = taken(name, import_module(f"kg.publish.formats.{name}").render(core))
    assert all("derivedFrom" in claim for claim in claims_of(triples).values())
