"""Workspaces for exports: one whose text is hostile, one in which speakers disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import kg

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix src: <https://w3id.org/entente/source/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

_SOURCE = """
src:STEM a kg:NewsArticle ; dcterms:title TITLE ; dcterms:creator CREATOR ; dcterms:language "en" ;
    kg:recordedAt "2026-11-23"^^xsd:date ; kg:curator kgd:organisation-entente-editors ;
    kg:reviewStatus kg:draft .
"""

#: Names that would run, vanish or turn the text around in a careless page.
HOSTILE_NAMES = [
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "__proto__",
    "constructor",
    "{{7*7}}${7*7}",
    'a"onmouseover="window.pwned=1',
    "<a href='javascript:window.pwned=1'>href</a>",
    "</noscript><script>window.pwned=1</script><!--",
]
#: U+202E turns the rest of a line around; U+0007 rings, and no XML may hold it.
TURNED = "\u202egnuoy\u202c \u0007bell"


def literal(text: str) -> str:
    """A Turtle string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " else f"\\u{ord(c):04X}" for c in escaped) + '"'


def source(stem: str, title: str = "A title", creator: str = "Nobody") -> str:
    """The head of a seeds file."""
    body = _SOURCE.replace("STEM", stem).replace("TITLE", literal(title) + "@en")
    return _HEAD + body.replace("CREATOR", literal(creator))


def claim(name: str, subject: str, predicate: str, value: str, **more: str) -> str:
    """A claim of three parts; ``more`` are further properties in Turtle."""
    said = {
        "statement": literal(f"Said in {name}."),
        "attributedTo": "kgd:person-sara-khaled",
        "evidence": "[ a oa:TextPositionSelector ; oa:start 0 ; oa:end 69 ]",
        **more,
    }
    rest = " ; ".join(f"kg:{key} {text}" for key, text in said.items())
    return (
        f"<https://w3id.org/entente/source/{name}> a kg:Claim ; rdf:subject {subject} ;"
        f" rdf:predicate {predicate} ; rdf:object {value} ; {rest} .\n"
    )


def open_hostile(workspace: Path) -> kg.Graph:
    """The core, and a source whose every text is an attack; all its people are in one alliance."""
    text = source("hostile", "<b>href</b><script>window.pwned=1</script>", HOSTILE_NAMES[0])
    text += f'kgd:alliance-bad a kg:Alliance ; rdfs:label "bad"@en ; skos:altLabel {literal(TURNED)}@en .\n'
    for number, name in enumerate(HOSTILE_NAMES):
        person = f"kgd:person-bad-{number}"
        text += f"{person} a kg:Person ; rdfs:label {literal(name)}@en ; skos:altLabel {literal(name)}@ko .\n"
        text += claim(
            f"hostile/c{number + 1:03}",
            "kgd:alliance-bad",
            "kg:hasMember",
            person,
            statement=literal(f"{name} statement"),
            wording=literal(name),
            note=literal(name),
            attributedTo=person,
            evidence='[ a kg:Locator ; kg:url "javascript:window.pwned=1"^^xsd:anyURI ]',
        )
    (workspace / "seeds" / "hostile.ttl").write_text(text, encoding="utf-8")
    return kg.open(workspace)


def open_disputed(workspace: Path) -> kg.Graph:
    """The core; and China denies that the 11th Corps is part of the army, and forecasts that it will be."""
    parts = ("kgd:unit-kpa-11th-corps", "kg:partOf", "kgd:force-korean-peoples-army")
    text = source("denial", "A denial")
    china = {"attributedTo": "kgd:state-china"}
    text += claim("denial/c001", *parts, stance="kg:denies", modality="kg:asserted", **china)
    text += claim("denial/c002", *parts, modality="kg:forecast", **china)
    (workspace / "seeds" / "denial.ttl").write_text(text, encoding="utf-8")
    return kg.open(workspace)
