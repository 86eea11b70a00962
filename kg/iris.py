"""Names: the namespaces of the project, and prefixes as a value: short forms of IRIs and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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

ONTOLOGY_GRAPH = KG
DERIVED_GRAPH = VIEW + "derived"
CURRENT_VIEW = VIEW + "current"
PART_OF_VIEW = VIEW + "part-of"

# PN_LOCAL of SPARQL 1.1, without escapes; "/" is left out as a local name may not hold it.
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*(?<!\.)|")


@dataclass(frozen=True, slots=True)
class Prefixes(Mapping[str, str]):
    """The prefixes that one layout knows without a PREFIX line: from prefix to namespace.

    ``pairs`` are (prefix, namespace) in the order in which ``shorten`` tries them; ``terms`` are the
    namespaces of the ontology's terms: the core's, and that of a workspace.
    """

    pairs: tuple[tuple[str, str], ...]
    terms: tuple[str, ...]

    def __getitem__(self, prefix: str) -> str:
        for known_prefix, namespace in self.pairs:
            if known_prefix == prefix:
                return namespace
        raise KeyError(prefix)

    def __iter__(self) -> Iterator[str]:
        return (prefix for prefix, _ in self.pairs)

    def __len__(self) -> int:
        return len(self.pairs)

    def extended(self, prefix: str, namespace: str) -> Prefixes:
        """These, with a further prefix, whose namespace holds terms.

        Raises ValueError for a prefix that is known already, for another namespace.
        """
        if self.get(prefix, namespace) != namespace:
            raise ValueError(f"the prefix {prefix}: stands for <{self[prefix]}>")
        pairs = dict(self.pairs) | {prefix: namespace}
        return Prefixes(tuple(pairs.items()), tuple(dict.fromkeys((*self.terms, namespace))))

    def shorten(self, iri: str) -> str:
        """``kgd:state-russia`` for an IRI in a known namespace, else the IRI itself.

        A claim below its source is written ``src:stem/c001``, the form that commands take.
        """
        for prefix, namespace in self.pairs:
            if iri.startswith(namespace):
                local = iri[len(namespace) :]
                if _LOCAL.fullmatch(local) or (prefix == "src" and local):
                    return f"{prefix}:{local}"
        return iri

    def expand(self, name: str) -> str | None:
        """The IRI of ``prefix:local`` (or of an IRI, also in angle brackets); None if unknown."""
        if name.startswith("<") and name.endswith(">"):
            return name[1:-1]
        prefix, colon, local = name.partition(":")
        if colon and prefix in self:
            return self[prefix] + local
        return name if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*://", name) else None

    def is_term(self, iri: str) -> bool:
        """Whether an IRI is in a namespace of terms."""
        return any(iri.startswith(namespace) and iri != namespace for namespace in self.terms)


#: The prefixes of the core. A workspace has them too, and one of its own: see ``Layout.prefixes``.
CORE = Prefixes(
    (
        ("rdf", RDF),
        ("rdfs", RDFS),
        ("owl", OWL),
        ("xsd", XSD),
        ("skos", SKOS),
        ("dcterms", DCTERMS),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("org", "http://www.w3.org/ns/org#"),
        ("oa", OA),
        ("edtf", "http://id.loc.gov/datatypes/edtf/"),
        ("kg", KG),
        ("kgd", KGD),
        ("src", SRC),
    ),
    (KG,),
)

#: For names that are the same in every layout: entities, sources, claims, terms of the core.
shorten = CORE.shorten
expand = CORE.expand


def local_name(iri: str) -> str:
    """The last segment of an IRI."""
    return re.split(r"[/#]", iri)[-1]
