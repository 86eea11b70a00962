"""Exports read back by other programs' parsers, as text; and a workspace of names that break careless ones."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from importlib import import_module
from typing import TYPE_CHECKING, Any

import kg
from tests.publish.material import HOSTILE_NAMES, claim, literal, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.graph.entities import Holdings
    from kg.publish.formats._loss import Carried

#: Names that mean something in a spreadsheet, DOT, Mermaid, XML, JSON or QuickStatements.
WORSE_NAMES = [
    *HOSTILE_NAMES,
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    'x"]; n0 -> n1 [label="',
    "<b>&lt;&amp;</b>",
    r"\N \G \" \\",
    'end["a"] --> end',
    "%%{init: {'securityLevel': 'loose'}}%%",
    "style a: x#35; `code` #quot; click n0 call f()",
    "]]> <!DOCTYPE x> <?xml?>",
    '{"a": [1]}, Q42\tP31\tQ5',
    'Q42|P31|Q5||Q1|Len|"x" /* c */',
    "a\nb\r\nc",
    "nul \u0000 bell \u0007 bom \ufffe turned \u202e end",
    "long " + "x" * 100_000,
]


def open_worse(workspace: Path) -> kg.Graph:
    """The core, and an alliance whose members bear these names, as label, alias, remark and text of claims."""
    text = source("worse", WORSE_NAMES[0], "=1+1")
    text += 'kgd:alliance-worse a kg:Alliance ; rdfs:label "worse"@en .\n'
    for number, name in enumerate(WORSE_NAMES):
        person, words = f"kgd:person-worse-{number}", literal(name)
        text += f"{person} a kg:Person ; rdfs:label {words}@en ; skos:altLabel {words}@ko ;\n"
        text += f"  rdfs:comment {words}@en ; "
        text += f"skos:exactMatch <http://www.wikidata.org/entity/Q{number + 1}> .\n"
        text += claim(
            f"worse/c{number + 1:03}",
            "kgd:alliance-worse",
            "kg:hasMember",
            person,
            statement=words,
            wording=words,
            note=words,
            attributedTo=person,
        )
    (workspace / "seeds" / "worse.ttl").write_text(text, encoding="utf-8")
    return kg.open(workspace)


def module(form: str) -> Any:
    """The module of a format."""
    return import_module(f"kg.publish.formats.{form}")


def whole(form: str, graph: kg.Graph) -> bytes:
    """A graph in a format, all of it where an option asks whether it is folded."""
    data: bytes = module(form).render(graph, **_options(form))
    return data


def declared(form: str, holdings: Holdings) -> Carried:
    """What a format says that such a file carries."""
    said: Carried = module(form).carries(holdings, **_options(form))
    return said


def _options(form: str) -> dict[str, bool]:
    return {"unfolded": True} if form == "svg" else {}


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The three tables of the CSV zip, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode(), newline=""))
            )
            for name in archive.namelist()
        }


def strings_of(form: str, data: bytes) -> str:
    """All that an export says, without its syntax, on one line."""
    readers = {
        "gexf": _of_xml,
        "graphml": _of_xml,
        "svg": _of_xml,
        "png": lambda _: iter(()),
        "cytoscape": lambda d: _of_json(json.loads(d)),
        "stix": lambda d: _of_json(json.loads(d)),
        "geojson": lambda d: _of_json(json.loads(d)),
        "ftm": lambda d: _of_json([json.loads(line) for line in d.splitlines()]),
        "csv": _of_csv,
        "xlsx": _of_xlsx,
        "dot": _of_dot,
        "mermaid": _of_mermaid,
        "sheet": _of_sheet,
        "entities": _of_entities,
        "quickstatements": lambda d: iter([d.decode()]),
    }
    return folded("\n".join(readers[form](data)))


def folded(text: str) -> str:
    """The text with all blanks alike."""
    return " ".join(text.split())


def _of_xml(data: bytes) -> Iterator[str]:
    for element in ET.fromstring(data).iter():
        yield from element.attrib.values()
        yield element.text or ""


def _of_json(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _of_json(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_json(inner)
    elif value is not None:
        yield str(value).lower() if isinstance(value, bool) else str(value)


def _of_csv(data: bytes) -> Iterator[str]:
    for rows in tables(data).values():
        for row in rows:
            yield from row.values()


def _of_entities(data: bytes) -> Iterator[str]:
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        yield from row.values()
        for name, text in row.items():
            yield name.removeprefix("name@") if text else ""


def _of_sheet(data: bytes) -> Iterator[str]:
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        yield from row.values()
        figure = row.get("figure") or ""
        yield re.sub(r"(?<=\d),(?=\d{3})", "", figure)
        # What the words of a figure say beside its numbers.
        yield "exactly" if figure[:1].isdigit() else ""
        yield "approximately, aboutBetween" if figure.startswith("about") else ""
        yield "false" if figure.startswith(("more than", "fewer than")) else ""


def _of_xlsx(data: bytes) -> Iterator[str]:
    import openpyxl

    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows(values_only=True):
            yield from (
                str(c).lower() if isinstance(c, bool) else str(c) for c in row if c is not None
            )


def _of_dot(data: bytes) -> Iterator[str]:
    for quoted in re.findall(r'"((?:[^"\\]|\\.)*)"', data.decode()):
        plain = quoted.replace(r"\n", " ").replace(r"\"", '"').replace("\\\\", "\\")
        yield plain.replace("&amp;", "&")


def _of_mermaid(data: bytes) -> Iterator[str]:
    yield re.sub(r"#(\d+);", lambda match: chr(int(match[1])), data.decode())


def page_block(html: str, name: str) -> Any:
    """A JSON block of an interactive page by its id."""
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
    assert found is not None
    return json.loads(found[1])


def page_data(html: str) -> tuple[Any, bytes]:
    """The data of an interactive page, and the bytes of the JSON that they were packed from."""
    text = zlib.decompress(base64.b64decode(page_block(html, "data")))
    return json.loads(text), text
