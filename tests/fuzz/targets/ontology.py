"""A file of terms or of vocabulary: what the build does not refuse is built."""

from __future__ import annotations

from kg.graph.contradictions import weigh
from kg.iris import ONTOLOGY_GRAPH
from kg.text.inputs import InputFile
from kg.text.turtle.document import parse_turtle
from tests.fuzz.inputs import ROOT, edited, files
from tests.fuzz.material import graph_of, texts_with

_NAMES = (
    "measures",
    "measure-kinds",
    "qualifiers",
    "units",
    "fact-rules",
    "likelihood",
    "modality",
)
SEEDS = [data for name in _NAMES for data in files(f"ontology/vocab/{name}.ttl", longest=80_000)]
_WORDS = [
    *(b"kg:lowerFactor 0.9 ;", b"kg:upperFactor -1 ;", b"kg:impliedLower 9 ;", b"kg:factor 0 ;", b"kg:jumpDays 0.5 ;"),
    *(b"kg:jumpFactor 1 ;", b"kg:measureKind kg:flow ;", b"kg:partOfMeasure kg:personnelKilled ;", b"kg:flowOf kg:x ;"),
    *(b'"x"', b"1", b"-1", b"0.0", b"true", b"1e3", b"[]", b"kg:lower", b"kg:requires kg:best ;", b"skos:broader kg:x ;"),
]  # fmt: skip
INPUTS = edited(SEEDS, _WORDS)
GOOD = SEEDS[0]
EXAMPLES = 6


def _name(data: bytes) -> str:
    """The file that an input was made from: that of which it has most lines."""
    lines = set(data.splitlines())
    return max(
        zip(_NAMES, SEEDS, strict=True), key=lambda one: len(lines & set(one[1].splitlines()))
    )[0]


def hold(data: bytes) -> None:
    """Figures are weighed by whatever the terms say."""
    name = f"ontology/vocab/{_name(data)}.ttl"
    document = parse_turtle(InputFile(ROOT / name, name, data), ONTOLOGY_GRAPH)
    weigh(graph_of(texts_with(document)), every=True)
