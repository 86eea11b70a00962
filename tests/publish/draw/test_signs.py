"""Symbols of kinds: each its own, told apart without colour where they are 12 pixels wide."""

from __future__ import annotations

import io
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

import kg
from kg.publish.draw.signs import SIGNS, symbol_svg
from kg.publish.page.kinds import KindStyle, kind_styles
from kg.store.sparql import select

resvg_py = pytest.importorskip("resvg_py", reason="needs the extra png")

_CELL, _RADIUS = 16, 6  # pixels: a symbol of 12 in a cell of its own
_ROW = 10
# Pixels that are more than half black in one of two symbols and not in the other: of 144, those of
# a short stroke of one pixel and a half.
_TOLD_APART = 5
_ENTITIES = "SELECT DISTINCT ?kind { ?kind rdfs:subClassOf* kg:Entity . FILTER(isIRI(?kind)) }"
_KG = "https://w3id.org/entente/ns/"


def kinds_of(graph) -> dict[str, KindStyle]:
    """A style for each kind of entities that there is, drawn or not."""
    names = {row["kind"].value for row in select(graph.store, _ENTITIES)}
    return kind_styles(graph, sorted(n.removeprefix(_KG) for n in names if n.startswith(_KG)))


@pytest.fixture(scope="module")
def kinds(small) -> dict[str, KindStyle]:
    return kinds_of(small)


def pixels(styles: list[KindStyle]) -> list[np.ndarray]:
    """Each symbol in black on white: whether each of its pixels is more than half black."""
    drawn = [
        symbol_svg(style, "f", (_CELL * (n % _ROW) + 8, _CELL * (n // _ROW) + 8, _RADIUS))
        for n, style in enumerate(styles)
    ]
    high = -(-len(styles) // _ROW) * _CELL
    look = (
        ".shape{fill:#000}.frame{fill:#fff;stroke:#000}.sign{fill:none;stroke:#fff;stroke-width:1.5}"
        ".sign.filled{fill:#fff;stroke:none}g path.sign.on{stroke:#000}"
    )
    # A framed symbol is light: its sign is black.
    drawn = [
        d.replace('class="sign', 'style="fill:#000;stroke:none" class="sign') if s.framed else d
        for d, s in zip(drawn, styles, strict=True)
    ]
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_CELL * _ROW} {high}">'
        f"<style>{look}</style>{''.join(drawn)}</svg>"
    )
    png = bytes(resvg_py.svg_to_bytes(svg_string=text, background="#ffffff"))
    grey = np.asarray(Image.open(io.BytesIO(png)).convert("L")) < 128
    return [
        grey[n // _ROW * _CELL : (n // _ROW + 1) * _CELL, n % _ROW * _CELL : (n % _ROW + 1) * _CELL]
        for n in range(len(styles))
    ]


def test_each_kind_of_the_ontology_has_a_sign_of_its_own(kinds):
    """Looked at as eyes do, at 12 pixels and without colour."""
    signed = [kind for name, kind in kinds.items() if name in SIGNS]
    assert len(signed) > 55
    looks = pixels(signed)
    alike = [
        (one.name, other.name)
        for (one, look), (other, another) in combinations(zip(signed, looks, strict=True), 2)
        if np.count_nonzero(look != another) < _TOLD_APART
    ]
    assert alike == []


def test_a_family_is_told_by_its_silhouette(kinds):
    shapes = {(kind.family, kind.shape) for kind in kinds.values()}
    assert len(shapes) == len({family for family, _ in shapes}) == 5
    assert len({shape for _, shape in shapes}) == 5


def test_a_kind_without_a_sign_has_letters_that_no_other_has(workspace):
    """A workspace's own kinds: the silhouette of the family, told apart by the begin of the name."""
    text = (
        "@prefix kg: <https://w3id.org/entente/ns/> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    )
    for name, label, above in (
        ("Sabotage", "sabotage", "Event"),
        ("Salvage", "salvage", "Event"),
        ("Militia", "militia", "MilitaryUnit"),
        ("Hacking", "해킹", "Event"),
        ("Salvo", "salvo", "Event"),
    ):
        text += f'kg:{name} a owl:Class ; rdfs:subClassOf kg:{above} ; rdfs:label "{label}"@en .\n'
    (workspace / "ontology" / "terms" / "own.ttl").write_text(text, encoding="utf-8")
    own = kinds_of(kg.open(workspace))
    assert [own[n].letter for n in ("Hacking", "Militia", "Sabotage", "Salvage", "Salvo")] == [
        *("해", "M", "S", "Sa", "Sal")
    ]
    assert own["Sabotage"].shape == own["Attack"].shape
    assert own["Militia"].framed
    looks = [(kind.shape, kind.framed, kind.sign, kind.letter) for kind in own.values()]
    assert len(set(looks)) == len(looks)
