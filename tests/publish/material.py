"""Workspaces for exports: one whose text is hostile, one in which speakers disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import open_built

if TYPE_CHECKING:
    from pathlib import Path

    import kg

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
        text += estimate(
            f"hostile/c{number + 101}",
            person,
            about="kgd:alliance-bad",
            scope=literal(HOSTILE_NAMES[1]),
            **about(1000 * (number + 1)),
        )
    (workspace / "seeds" / "hostile.ttl").write_text(text, encoding="utf-8")
    return open_built(workspace)


def open_disputed(workspace: Path) -> kg.Graph:
    """The core; and China denies that the 11th Corps is part of the army, and forecasts that it will be."""
    parts = ("kgd:unit-kpa-11th-corps", "kg:partOf", "kgd:force-korean-peoples-army")
    text = source("denial", "A denial")
    china = {"attributedTo": "kgd:state-china"}
    text += claim("denial/c001", *parts, stance="kg:denies", modality="kg:asserted", **china)
    text += claim("denial/c002", *parts, modality="kg:forecast", **china)
    (workspace / "seeds" / "denial.ttl").write_text(text, encoding="utf-8")
    return open_built(workspace)


def open_denied(workspace: Path) -> kg.Graph:
    """The core; and China denies that it supports Russia, which nobody says."""
    china = "kgd:state-china"
    text = source("denial", "A denial")
    text += claim(
        "denial/c001", china, "kg:supports", "kgd:state-russia",
        statement='"China supports Russia."', stance="kg:denies", attributedTo=china,
    )  # fmt: skip
    (workspace / "seeds" / "denial.ttl").write_text(text, encoding="utf-8")
    return open_built(workspace)


def estimate(name: str, speaker: str, **more: str) -> str:
    """A figure of soldiers killed in the event ``kgd:casualties-test``; ``more`` as for claims."""
    said = {
        "statement": literal(f"Said in {name}."),
        "about": "kgd:casualties-test",
        "measure": "kg:personnelKilled",
        "counts": "kg:soldier",
        "unit": "kg:person",
        "attributedTo": speaker,
        "evidence": "[ a oa:TextPositionSelector ; oa:start 0 ; oa:end 69 ]",
        **more,
    }
    rest = " ; ".join(f"kg:{key} {text}" for key, text in said.items())
    return f"<https://w3id.org/entente/source/{name}> a kg:Estimate ; {rest} .\n"


def day(text: str) -> str:
    """A date in Turtle."""
    return f'"{text}"^^edtf:EDTF'


def about(number: int) -> dict[str, str]:
    """What "about so many" states; the ontology lets it mean a tenth more or less."""
    return {"best": str(number), "qualifier": "kg:approximately"}


def link(claim_id: str) -> str:
    return f"<https://w3id.org/entente/source/{claim_id}>"


KOREA, UK = "kgd:agency-nis", "kgd:agency-mod"


def open_counts(workspace: Path) -> kg.Graph:
    """Two agencies, a relay and an author count one thing; nothing else is in the workspace.

    The first agency says about 1,000 in January, which a second paper relays; the other says about
    600 in April and exactly 700 in June; the author of a third paper says up to 2,000 himself. The
    first paper's figure of May is retracted by the first agency.
    """
    for old in (workspace / "seeds").glob("*.ttl"):
        old.unlink()
    text = source("paper", "A paper")
    text += 'kgd:organisation-entente-editors a kg:Organisation ; rdfs:label "editors"@en .\n'
    text += f'{KOREA} a kg:GovernmentAgency ; rdfs:label "Agency One"@en .\n'
    text += f'{UK} a kg:GovernmentAgency ; rdfs:label "Agentur Zwei"@de .\n'
    text += 'kgd:casualties-test a kg:Casualties ; rdfs:label "losses"@en .\n'
    text += estimate("paper/c001", KOREA, **about(1000), asOf=day("2025-01-15"))
    text += estimate("paper/c002", UK, **about(600), asOf=day("2025-04-30"))
    text += estimate("paper/c003", KOREA, **about(800), asOf=day("2025-05-31"))
    later = source("relay", "A relay")
    later += estimate(
        "relay/c001", KOREA, **about(1000), asOf=day("2025-01"), derivedFrom=link("paper/c001"),
        linkBasis="kg:inferredByCurator",
    )  # fmt: skip
    later += estimate("relay/c002", UK, best="700", qualifier="kg:exactly", asOf=day("2025-06-10"))
    occurred = ("kgd:casualties-test", "kg:eventStatus", "kg:occurred")
    later += claim("relay/c003", *occurred, attributedTo=KOREA, retracts=link("paper/c003"))
    own = source("own", "An own voice", creator="Nobody")
    own += 'kgd:person-nobody a kg:Person ; rdfs:label "Nobody"@en .\n'
    own += estimate("own/c001", "kgd:person-nobody", upper="2000", qualifier="kg:upTo")
    for stem, content in (("paper", text), ("relay", later), ("own", own)):
        (workspace / "seeds" / f"{stem}.ttl").write_text(content, encoding="utf-8")
    return open_built(workspace)


def open_twofold(workspace: Path) -> kg.Graph:
    """The core; and what has room for one value has two: codes and a Wikidata item of China, a kind
    of the 11th Corps. China denies that it is called the Storm Corps."""
    text = source("twofold", "Two of each")
    text += 'kgd:state-china kg:iso3166 "CHN" ; skos:exactMatch <http://www.wikidata.org/entity/Q99> .\n'
    text += "kgd:unit-kpa-11th-corps a kg:ArmedForce .\n"
    parts = ("kgd:unit-kpa-11th-corps", "kg:nickname", '"Storm Corps"')
    text += claim("twofold/c001", *parts, stance="kg:denies", attributedTo="kgd:state-china")
    (workspace / "seeds" / "twofold.ttl").write_text(text, encoding="utf-8")
    return open_built(workspace)


def issued(stem: str, day: str) -> str:
    """The head of a seeds file whose document appeared on a day."""
    recorded = 'kg:recordedAt "2026-11-23"'
    return source(stem).replace(recorded, f'dcterms:issued "{day}"^^edtf:EDTF ; {recorded}')


def open_taken_back(workspace: Path) -> kg.Graph:
    """Two agencies contradict each other in February 2025; in March the first takes its figure back.

    Of one day the first says 1,000 and the second 3,000 (both exactly); a relay repeats the 1,000. In
    January the first had said 400 of an earlier day. The second denies in February that the losses
    have a status that the first gives them, and takes the denial back in April.
    """
    for old in (workspace / "seeds").glob("*.ttl"):
        old.unlink()
    exact = {"qualifier": "kg:exactly", "asOf": day("2025-01-15")}
    status = ("kgd:casualties-test", "kg:eventStatus", "kg:ongoing")
    first = issued("first", "2025-02-01")
    first += 'kgd:organisation-entente-editors a kg:Organisation ; rdfs:label "editors"@en .\n'
    first += f'{KOREA} a kg:GovernmentAgency ; rdfs:label "Agency One"@en .\n'
    first += f'{UK} a kg:GovernmentAgency ; rdfs:label "Agency Two"@en .\n'
    first += 'kgd:casualties-test a kg:Casualties ; rdfs:label "losses"@en .\n'
    first += estimate("first/c001", KOREA, best="1000", **exact)
    first += claim("first/c002", *status, attributedTo=KOREA)
    second = issued("second", "2025-02-10")
    second += estimate("second/c001", UK, best="3000", **exact)
    second += claim("second/c002", *status, attributedTo=UK, stance="kg:denies")
    relay = issued("relay", "2025-02-20")
    relay += estimate(
        "relay/c001", KOREA, best="1000", derivedFrom=link("first/c001"),
        linkBasis="kg:inferredByCurator", **exact,
    )  # fmt: skip
    early = issued("early", "2025-01-10")
    early += estimate(
        "early/c001", KOREA, best="400", qualifier="kg:exactly", asOf=day("2025-01-05")
    )
    third = issued("third", "2025-03-05")
    third += claim("third/c001", *status, attributedTo=KOREA, retracts=link("first/c001"))
    fourth = issued("fourth", "2025-04-05")
    fourth += claim("fourth/c001", *status, attributedTo=UK, retracts=link("second/c002"))
    files = {"first": first, "second": second, "relay": relay, "early": early}
    for stem, text in (files | {"third": third, "fourth": fourth}).items():
        (workspace / "seeds" / f"{stem}.ttl").write_text(text, encoding="utf-8")
    return open_built(workspace)
