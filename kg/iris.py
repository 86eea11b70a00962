"""Names: the namespaces of the project, the known prefixes, and short forms of IRIs."""

from __future__ import annotations

import re

from kg.errors import UsageError

KG = "https://w3id.org/entente/ns/"
KGD = "https://w3id.org/entente/id/"
SRC = "https://w3id.org/entente/source/"
VIEW = "https://w3id.org/entente/view/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

#: Prefixes that no query has to declare.
PREFIXES: dict[str, str] = {
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "oa": OA,
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "kg": KG,
    "kgd": KGD,
    "src": SRC,
}

#: The namespaces of terms: the core's, and those of the workspaces that this process has opened.
_TERMS = [KG]

ONTOLOGY_GRAPH = KG
DERIVED_GRAPH = VIEW + "derived"
CURRENT_VIEW = VIEW + "current"
PART_OF_VIEW = VIEW + "part-of"

# PN_LOCAL of SPARQL 1.1, without escapes; "/" is left out as a local name may not hold it.
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*(?<!\.)|")


def declare(prefix: str, namespace: str) -> None:
    """Make the prefix of a workspace's own terms known, in queries and in what is shown.

    Raises UsageError when it stands for something else in this process.
    """
    if PREFIXES.setdefault(prefix, namespace) != namespace:
        raise UsageError(
            f"the prefix {prefix}: stands for <{PREFIXES[prefix]}> already",
            f"<{namespace}>",
            "give one of the two workspaces another prefix",
        )
    if namespace not in _TERMS:
        _TERMS.append(namespace)


def is_term(iri: str) -> bool:
    """Whether an IRI is in the namespace of terms, the core's or that of a workspace."""
    return any(iri.startswith(namespace) and iri != namespace for namespace in _TERMS)


def shorten(iri: str) -> str:
    """``kgd:state-russia`` for an IRI in a known namespace, else the IRI itself.

    A claim below its source is written ``src:stem/c001``, the form that commands take.
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            local = iri[len(namespace) :]
            if _LOCAL.fullmatch(local) or (prefix == "src" and local):
                return f"{prefix}:{local}"
    return iri


def expand(name: str) -> str | None:
    """The IRI of ``prefix:local`` (or of an IRI, also in angle brackets); None if unknown."""
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return name if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*://", name) else None


def local_name(iri: str) -> str:
    """The last segment of an IRI."""
    return re.split(r"[/#]", iri)[-1]
