"""Turtle: the pinned form says the same and stays as it is; edits of a text change one thing."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import strategies as st

from kg.iris import KGD, RDF, RDFS, XSD
from kg.text.inputs import InputFile
from kg.text.turtle.blocks import english, with_blocks
from kg.text.turtle.canonical import canonical
from kg.text.turtle.document import Document, iris_of, parse_turtle
from kg.text.turtle.edit import blocks, with_copy, with_terms, without_blocks
from kg.text.turtle.form import pinned_text, triples_of
from tests.fuzz.inputs import ROOT, edited, files, sentences
from tests.fuzz.refusals import refusing

_SMALL = (
    b"<http://e/a> <http://e/b> 1 .",
    b'@prefix e: <http://e/> .\ne:a e:b "x"@en, 1.5, [ e:c ( 1 2 ) ] ; a e:K .',
    b"PREFIX e: <http://e/>\ne:a e:b _:x .\n_:x e:c _:y, _:z .\n_:y e:c _:z .",
    b"@base <http://e/> .\n<a> <b> '''two\nlines''', true, -1e3, \"01\"^^<http://e/t> . # why",
    b"@prefix : <http://e/> .\n:a.b :\\,c %3A:x, :%41, :\xc3\xbc\xc2\xb7z .\n:a :b <\\u00e9> .",
    b"@prefix e: <http://e/> .\n_:a e:p _:b . _:b e:p _:c . _:c e:p _:a . _:a e:p _:a .",
)
SEEDS = [*_SMALL, *files("tests/checks/good/*.ttl", "ontology/vocab/*.ttl", "seeds/*.ttl")]
_WORDS = [
    *("@prefix e: <http://e/> .\n", "@prefix : <http://e/x#> .\n", "PREFIX e: <http://f/>", "@base <http://b/> .", "\n"),
    *("e:a", "e:b", ":c", "a", "<http://e/a>", "_:x", "_:y", "[", "]", "(", ")", ";", ",", ".", " . ", " .\n", "[]", "()"),
    *("1", "01", "+1", ".5", "1.", "1e3", "true", '"x"', '"x"@en', "'y'", '"1"^^e:t', '"""a"b"""', "# c\n", "<< e:a e:b 1 >>"),
]  # fmt: skip
INPUTS = st.one_of(
    edited(SEEDS, [word.encode() for word in _WORDS]),
    sentences(_WORDS, 24).map(lambda text: b"@prefix e: <http://e/> .\n" + text),
)
GOOD = SEEDS[-1]
EXAMPLES = 60
NEW = KGD + "thing-new"
#: Terms that a text may mean without naming them: by `a`, brackets, numbers.
_UNNAMED = {*(RDF + name for name in ("type", "first", "rest", "nil", "langString"))}
_UNNAMED |= {XSD + name for name in ("string", "integer", "decimal", "double", "boolean")}


def _file(data: bytes) -> InputFile:
    return InputFile(ROOT / "seeds" / "x.ttl", "x.ttl", data)


def hold(data: bytes) -> None:
    """Parse, format, parse; name each term at its line; insert a block, replace a name."""
    document = parse_turtle(_file(data), "")
    if not document.triples:
        return
    relative = "base" in document.text.lower()  # what is relative is named otherwise
    if not relative:
        _is_named(document)
    with refusing():
        once = pinned_text(_file(data))
        assert canonical(triples_of(once)) == canonical(document.triples)
        assert pinned_text(_file(once.encode())) == once
    added = {NEW: [(RDFS + "label", english("x"))]}
    longer = with_blocks(document.text, added, len(document.text))
    assert len(canonical(triples_of(longer))) == len(canonical(document.triples)) + 1
    if not relative and NEW not in document.text:
        _renames(document)


def _is_named(document: Document) -> None:
    """Each IRI of the triples stands at a line of the text."""
    lines = document.text.count("\n") + 1
    mentioned = {mention.iri for mention in document.mentions}
    assert all(1 <= mention.line <= lines for mention in document.mentions)
    stated = {iri for triple in document.triples for iri in iris_of(triple)}
    assert stated - _UNNAMED <= mentioned, stated - _UNNAMED - mentioned


def _renames(document: Document) -> None:
    """The first subject with a block gets another name, a copy, and is taken away."""
    old = next((b.tokens[0].iri for b in blocks(document.text) if b.tokens[0].iri), "")
    subject, new = ox.NamedNode(old) if old else None, ox.NamedNode(NEW)
    if subject not in {triple.subject for triple in document.triples}:
        assert not old, old
        return
    with refusing():
        renamed = triples_of(with_terms(document.text, {old: NEW}))
        assert subject not in {term for t in renamed for term in (t.subject, t.predicate, t.object)}
    copied = [t for t in triples_of(with_copy(document.text, old, NEW)) if t.subject == new]
    assert copied
    left = triples_of(without_blocks(document.text, old))
    assert subject not in {triple.subject for triple in left}
