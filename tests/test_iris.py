"""Short names and full ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iris import KG, KGD, PREFIXES, SRC, expand, local_name, shorten


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (KGD + "state-russia", "kgd:state-russia"),
        (KG + "partOf", "kg:partOf"),
        (SRC + "khaled-north-korea-russia", "src:khaled-north-korea-russia"),
        (SRC + "khaled-north-korea-russia/c012", "src:khaled-north-korea-russia/c012"),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "rdf:type"),
        ("http://id.loc.gov/datatypes/edtf/EDTF", "edtf:EDTF"),
        ("http://example.org/x", "http://example.org/x"),
        (KGD + "ends-in-dot.", KGD + "ends-in-dot."),
        (KGD + "a/b", KGD + "a/b"),
    ],
)
def test_short_and_back(iri, short):
    assert shorten(iri) == short
    assert expand(short) == iri


@given(st.sampled_from(sorted(PREFIXES.values())), st.text(max_size=12))
def test_a_short_name_always_leads_back(namespace, local):
    iri = namespace + local
    assert expand(shorten(iri)) == iri


@pytest.mark.parametrize("name", ["Storm Corps", "state-russia", "foo:bar", "", ":", "1:2"])
def test_what_is_no_name_of_ours(name):
    assert expand(name) is None


def test_angle_brackets_and_last_parts():
    assert expand("<http://example.org/x>") == "http://example.org/x"
    assert local_name("http://example.org/a#b") == "b"
    assert local_name(KGD + "state-russia") == "state-russia"
