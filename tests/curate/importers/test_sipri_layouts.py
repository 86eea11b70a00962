"""The three layouts in which SIPRI's register is or was given out; what is in the rows is made up.

By delivery since 2024, with a stray semicolon at the end of each line; by delivery until 2023, of
the name DealsAndTIVs; by order, where a “?” in a column without a name marks what is uncertain and
which was in Latin-1 for long.
"""

from __future__ import annotations

import pytest

from kg.errors import DataError
from tests.curate.importers import files
from tests.curate.importers.importing import claims_of, given, importer, labels_of, taken

_HEADER, *_ROWS = files.SIPRI.splitlines()[3:]
NEWEST = "\r\n".join((
    "Transfers of major arms", "Deals with deliveries made for 2023 to 2025", *["…"] * 5,
    "Source: SIPRI Arms Transfers Database (c) SIPRI.", "Data generated: 9 Mar 2026 9:10:31 AM", "", "",
    *(f"{line};" for line in (_HEADER, *_ROWS)), "",
))  # fmt: skip
OF_2023 = "\n".join((
    "SIPRI Transfers Database ", "", "",
    " Database search results for buyer 'All' and seller  'All' and the years from 2023 to 2025 - (created: 12 Mar 2023)",
    "",
    _HEADER.replace(",", ";").replace("SIPRI AT Database ID;Supplier;Recipient", "Deal ID;Seller;Buyer"),
    *(line.replace(",", ";") for line in _ROWS), "", "Source: SIPRI, a note below the table.", "",
))  # fmt: skip
BY_ORDER = (
    "Transfers of major conventional arms from All to All. Deals with deliveries made\n"
    "A '?' in a column indicates uncertain data.\n\nData generated: 28 Sep 2026 9:10:31 AM\n"
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,"
    "Deliveries in the Year Range, ,Year(s) of delivery,status,Comments,SIPRI TIV per unit,"
    "SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
    "Russia,North Korea,2023,?,100,?,Made-1,self-propelled gun,80,?,2024; 2025,Second hand,A note,0.5,50,40\n"
    "African Union**,China,2017,,3,,Ünit-2,patrol boat,3,,(2018),New,,0.1,0.3,0.3\n"
    "African Union**,China,2017,,2,,Ünit-2,patrol boat,0,,,New,,0.1,0.2,0\n"
)


@pytest.mark.parametrize("text", [NEWEST, OF_2023], ids=["newest", "of 2023"])
def test_both_layouts_by_delivery_give_what_the_plain_one_gives(text):
    importing, triples = taken("sipri", text)
    plain, expected = taken("sipri", files.SIPRI)
    assert claims_of(triples).keys() == claims_of(expected).keys()
    assert importing.losses == plain.losses
    assert "licence" not in claims_of(triples)["t70001-status"]["note"]


def test_the_day_on_which_sipri_made_the_file_is_that_of_the_source():
    for text, day in ((NEWEST, "2026-03-09"), (OF_2023, "2023-03-12"), (BY_ORDER, "2026-09-28")):
        release, _ = importer("sipri").read([given(text)], files_options())
        assert release.issued == day
    release, _ = importer("sipri").read([given(files.SIPRI)], files_options())
    assert not release.issued


def files_options():
    from kg.curate.importers._records import Options

    return Options()


def test_by_order_a_figure_is_of_all_its_years_and_a_question_mark_makes_it_an_estimate():
    importing, triples = taken("sipri", BY_ORDER.encode("latin-1"))
    claims, labels = claims_of(triples), labels_of(triples)
    figures = {c["best"]: c for c in claims.values() if "best" in c}
    assert set(figures) == {"80", "3"}
    assert figures["80"]["time"] == "2024/2025"
    assert figures["80"]["qualifier"] == "approximately"
    assert figures["80"]["counts"] == "selfPropelledGun"
    assert figures["3"]["time"] == "2018?"  # in brackets: SIPRI is not sure of the year
    assert figures["3"]["counts"] == labels["Ünit-2"]
    notes = [c["note"] for c in claims.values() if c.get("predicate") == "eventStatus"]
    assert any("Ordered in 2023 (an estimate): 100 (an estimate). Second hand." in n for n in notes)
    statuses = sorted(c["object"] for c in claims.values() if c.get("predicate") == "eventStatus")
    assert statuses == ["agreed", "occurred", "occurred"]  # two orders of one thing in one year
    assert importing.losses["comments, which are sentences of others"] == 1
    assert importing.losses["values in TIV, for which the ontology has no unit"] == 9
    kinds = {
        t.subject.value: t.object.value for t in triples if t.predicate.value.endswith("#type")
    }
    assert kinds[labels["African Union"]].endswith("Organisation")


@pytest.mark.parametrize(
    ("older", "newer", "said"),
    [
        ("2024; 2025,Second", "2022; 2025,Second", "before it was ordered"),
        ("2024; 2025,Second", "soon,Second", "is no year"),
        (",100,?,", ",a lot,?,", "is no whole number"),
        (",80,?,", ",80,perhaps,", "neither Yes nor No"),
        ("Deliveries in the Year Range", "Deliveries", "no column “Deliveries in the Year Range”"),
    ],
)
def test_an_order_with_something_wrong_in_it_is_named(older, newer, said):
    assert older in BY_ORDER
    with pytest.raises(DataError) as failure:
        taken("sipri", BY_ORDER.replace(older, newer))
    assert said in str(failure.value.findings[0].problem)


def test_a_file_of_2023_that_is_cut_off_is_no_footer():
    for end in ("7000", "70004;China"):
        with pytest.raises(DataError):
            taken("sipri", OF_2023.rsplit("\n\n", 1)[0] + "\n" + end)
