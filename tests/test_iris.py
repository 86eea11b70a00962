"""Short names and full ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iris import CORE, KG, KGD, SRC, expand, local_name, shorten


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


@given(st.sampled_from(sorted(CORE.values())), st.text(max_size=12))
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


def test_prefixes_are_a_value():
    own = CORE.extended("my", "https://example.org/ns/")
    assert own["my"] == "https://example.org/ns/"
    assert own.shorten("https://example.org/ns/Militia") == "my:Militia"
    assert own.expand("my:Militia") == "https://example.org/ns/Militia"
    assert own.is_term("https://example.org/ns/Militia")
    assert own.shorten(KG + "partOf") == "kg:partOf"
    assert own.is_term(KG + "partOf")
    assert len(own) == len(CORE) + 1
    assert list(own)[-1] == "my"
    # What it was made from stays as it was.
    assert "my" not in CORE
    assert CORE.shorten("https://example.org/ns/Militia") == "https://example.org/ns/Militia"
    assert CORE.expand("my:Militia") is None
    assert not CORE.is_term("https://example.org/ns/Militia")
    with pytest.raises(AttributeError):
        own.terms = ()


def test_one_prefix_for_two_namespaces_makes_two_values():
    here = CORE.extended("my", "https://example.org/here/")
    there = CORE.extended("my", "https://example.org/there/")
    assert here.expand("my:x") == "https://example.org/here/x"
    assert there.expand("my:x") == "https://example.org/there/x"
    assert there.shorten("https://example.org/here/x") == "https://example.org/here/x"
    assert here != there
    assert here == CORE.extended("my", "https://example.org/here/")
    assert here.extended("my", "https://example.org/here/") == here
    with pytest.raises(ValueError, match="my: stands for"):
        here.extended("my", "https://example.org/there/")


@pytest.mark.parametrize("iri", [KGD + "state-russia", SRC + "x/c001", KG, "http://example.org/x"])
def test_what_is_no_term(iri):
    assert not CORE.is_term(iri)
