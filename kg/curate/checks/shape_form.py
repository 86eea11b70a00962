"""Check the form of the SHACL shapes: a value that SHACL does not allow there, or what is never run.

pySHACL passes over many of these in silence, and blames another shape for a broken constraint
component. What each parameter takes is from https://www.w3.org/TR/shacl/ (sections 2 to 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.curate.checks.shape_values import (
    AT_MOST_ONE,
    NEEDS,
    TAKES,
    Shapes,
    problem_of_path,
    problem_of_value,
    sh_name,
)
from kg.errors import Finding, UsageError
from kg.store.guard import keywords, refuse_network

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.curate.checks.source_map import SourceMap
    from kg.text.turtle.document import Document

_SH = "http://www.w3.org/ns/shacl#"
FORM, NOT_RUN = ("shape-form", "error"), ("shape-not-run", "review")
#: What only SHACL's advanced features and its JavaScript extension know.
_ADVANCED = {
    *("target", "rule", "values", "expression", "js", "entailment"),
    *("SPARQLTarget", "SPARQLTargetType", "JSTarget", "JSTargetType", "SPARQLFunction"),
    *("JSFunction", "JSConstraint", "JSRule", "SPARQLRule", "TripleRule", "JSValidator"),
}
_FORMS = {"select": "SELECT", "ask": "ASK", "construct": "CONSTRUCT"}
_VALIDATORS = {"validator": "ask", "nodeValidator": "select", "propertyValidator": "select"}


class _Fault(NamedTuple):
    """What is wrong at a property of a node (its local name in ``sh:``), and what to do."""

    node: ox.NamedNode | ox.BlankNode
    name: str
    problem: str
    remedy: str
    rule: tuple[str, str] = FORM


def form_findings(ontology: Sequence[Document], source_map: SourceMap) -> list[Finding]:
    """A finding for each place in the ontology's files where a shape is not as SHACL has it.

    One that is an error keeps pySHACL from using the shapes, or from seeing what is meant.
    """
    shapes = Shapes(triple for document in ontology for triple in document.triples)
    findings = []
    for document in ontology:
        said = {t.subject for t in document.triples if t.predicate.value.startswith(_SH)}
        for node in dict.fromkeys(t.subject for t in document.triples if t.subject in said):
            if isinstance(node, ox.Triple):
                continue
            for fault in _faults(node, shapes):
                findings.append(_finding(fault, document, source_map))
    return list(dict.fromkeys(findings))


def _finding(fault: _Fault, document: Document, source_map: SourceMap) -> Finding:
    owner = source_map.owner(fault.node)
    iri = owner.value if owner is not None else ""
    line = document.line(iri or _SH + fault.name, _SH + fault.name)
    name = source_map.prefixes.shorten(iri) if iri else ""
    return Finding(*fault.rule, document.shown, line, name, fault.problem, fault.remedy)


def _faults(node: ox.NamedNode | ox.BlankNode, shapes: Shapes) -> Iterator[_Fault]:
    """What is wrong with all that one node says in the words of SHACL."""
    said = shapes.of(node)
    for name, values in said.items():
        if name in _ADVANCED:
            yield _not_run(node, name)
        if name in AT_MOST_ONE and len(values) > 1:
            problem = f"{sh_name(name)} stands there {len(values)} times"
            yield _Fault(node, name, problem, "keep one of them")
        for value in values:
            yield from _value_faults(node, name, value, shapes)
        for needed in NEEDS.get(name, ()):
            if not any(other in said for other in needed):
                words = " or ".join(map(sh_name, needed))
                problem = f"{sh_name(name)} does nothing without {words}"
                yield _Fault(node, name, problem, f"add {words}, or take it away")
    yield from _kind_faults(node, shapes)


def _not_run(node: ox.NamedNode | ox.BlankNode, name: str) -> _Fault:
    return _Fault(
        node,
        name,
        f"{sh_name(name)} is not run here: of SHACL only the core and SPARQL-based constraints are",
        "say it in SHACL Core or by sh:sparql, or as a rule in ontology/checks/",
        NOT_RUN,
    )


def _value_faults(
    node: ox.NamedNode | ox.BlankNode, name: str, value: object, shapes: Shapes
) -> Iterator[_Fault]:
    if name == "path":
        problem = problem_of_path(value, shapes)
    elif name in TAKES:
        problem = problem_of_value(value, TAKES[name], shapes)
    else:
        problem = None
    if problem:
        what = f"{sh_name(name)} {problem}"
        yield _Fault(node, name, what, "correct it: https://www.w3.org/TR/shacl/")
    elif name in _FORMS and isinstance(value, ox.Literal):
        yield from _query_faults(node, name, value.value)


def _query_faults(node: ox.NamedNode | ox.BlankNode, name: str, query: str) -> Iterator[_Fault]:
    """What is wrong with a query, without running it."""
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        refuse_network(query, sh_name(name))
    except UsageError as error:
        yield _Fault(node, name, f"in {error.where}: {error.what}", error.remedy or "take it out")
        return
    try:
        parseQuery(query)
    except ParseException as error:
        place = f"in line {error.lineno}, column {error.column} of its text"
        problem = f"{sh_name(name)} is not SPARQL, {place}: near “{_near(query, error.loc)}”"
        yield _Fault(node, name, problem, f"write a query that begins with {_FORMS[name]}")
        return
    except RecursionError:
        problem = f"{sh_name(name)} is nested too deeply"
        yield _Fault(node, name, problem, "write a simpler query")
        return
    forms = [w for w, _ in keywords(query) if w in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")]
    if forms and forms[0] != _FORMS[name]:
        problem = f"{sh_name(name)} must be a query that begins with {_FORMS[name]}, not {forms[0]}"
        yield _Fault(node, name, problem, f"write it with {_FORMS[name]}")


def _near(query: str, at: int) -> str:
    return " ".join(query[max(at - 20, 0) : at + 20].split())


def _kind_faults(node: ox.NamedNode | ox.BlankNode, shapes: Shapes) -> Iterator[_Fault]:
    """What a node lacks that is a constraint component, or of a kind that is not run."""
    said = shapes.of(node)
    kinds = [k.value.removeprefix(_SH) for k in shapes.kinds(node) if k.value.startswith(_SH)]
    if isinstance(node, ox.NamedNode):  # what has no name is a value of sh:target or the like
        for kind in _ADVANCED.intersection(kinds):
            yield _not_run(node, kind)
    if "ConstraintComponent" in kinds or any(name in said for name in _VALIDATORS):
        yield from _component_faults(node, shapes)


def _component_faults(node: ox.NamedNode | ox.BlankNode, shapes: Shapes) -> Iterator[_Fault]:
    """What a constraint component lacks (SHACL, sections 6.1 and 6.2)."""
    said = shapes.of(node)
    parameters = said.get("parameter", [])
    remedy = "write sh:parameter [ sh:path … ], the property that a shape says to use it"
    if not parameters:
        yield _Fault(
            node, "ConstraintComponent", "a constraint component has no sh:parameter", remedy
        )
    elif all(
        isinstance(flag, ox.Literal) and flag.value in ("true", "1")
        for p in parameters
        for flag in shapes.of(p).get("optional", [None])
    ):
        problem = "all parameters of a constraint component are optional: no shape can ask for it"
        yield _Fault(node, "optional", problem, "take sh:optional from one of them")
    for parameter in parameters:
        paths = shapes.of(parameter).get("path", [])
        if len(paths) != 1 or not isinstance(paths[0], ox.NamedNode):
            problem = "a sh:parameter of a constraint component needs one sh:path, an IRI"
            yield _Fault(node, "parameter", problem, remedy)
        elif paths[0].value.startswith(_SH):
            problem = (
                f"a constraint component takes {sh_name(paths[0].value[len(_SH) :])} as its own"
            )
            yield _Fault(node, "parameter", problem, "name the parameter by a property of yours")
    if not any(name in said for name in _VALIDATORS):
        problem, add = "a constraint component has no validator", "add sh:validator [ sh:ask … ]"
        yield _Fault(node, "ConstraintComponent", problem, add)
    for name, form in _VALIDATORS.items():
        for validator in said.get(name, []):
            if form not in shapes.of(validator) and "jsFunctionName" not in shapes.of(validator):
                problem = f"the {sh_name(name)} of a constraint component has no {sh_name(form)}"
                yield _Fault(node, name, problem, f"add {sh_name(form)} with a query")
