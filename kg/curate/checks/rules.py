"""Checks that are SPARQL queries: each file of ``ontology/checks/`` is a rule.

# title: A wording of more than twelve words
# problem: the wording has {words} words
# remedy: quote at most twelve
# severity: error
SELECT ?focus ?words WHERE { … }

Each row is a finding: ``?focus`` is the node at fault, ``?term`` (optional) the property or value
whose line is shown, ``?file`` (optional) the source in whose file it is wrong, where several
describe it; and every other variable may stand in the problem and the remedy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import SEVERITIES, KgError, UsageError
from kg.store import sparql
from kg.store.limits import within_rows
from kg.text.inputs import query_paths, read_query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.curate.checks.source_map import SourceMap
    from kg.errors import Finding
    from kg.iris import Prefixes
    from kg.store.base import Store

_HEADER = re.compile(r"^#\s*(title|problem|remedy|severity):\s*(.+)$")
_SLOT = re.compile(r"\{(\w+)\}")
_FIELDS = ("title", "problem", "remedy", "severity")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id (the name of its file), the texts of its findings, and its query."""

    check: str
    title: str
    problem: str
    remedy: str
    severity: str
    sparql: str
    shown: str

    @property
    def slots(self) -> frozenset[str]:
        """The variables that stand in braces in its problem and remedy."""
        return frozenset(_SLOT.findall(self.problem + self.remedy))


def read_rules(*folders: Path) -> list[Rule]:
    """All rules of some folders, by the name of their files in each.

    Raises KgError for one that cannot be read, is not complete, or has the name of another.
    """
    paths: dict[str, Path] = {}
    for path in query_paths(*folders):
        if paths.setdefault(path.stem, path) != path:
            problem = f"there is a rule {path.stem} already, {paths[path.stem]}"
            raise KgError(problem, str(path), "rename this file")
    return [read_rule(path) for path in paths.values()]


def read_rule(path: Path) -> Rule:
    """The rule in a file. Raises KgError where it cannot be read or lacks a line of its header."""
    shown = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    text = read_query(path, shown, "this rule")
    header = {
        match[1]: match[2].strip() for match in map(_HEADER.match, text.splitlines()) if match
    }
    absent = [name for name in _FIELDS if name not in header]
    if absent:
        raise KgError(f"this rule has no {absent[0]}", shown, f"add a line: # {absent[0]}: …")
    if header["severity"] not in SEVERITIES:
        raise KgError(
            f"there is no severity “{header['severity']}”", shown, "write error or review"
        )
    return Rule(path.stem, sparql=text, shown=shown, **header)


def rule_findings(rule: Rule, store: Store, source_map: SourceMap) -> Iterator[Finding]:
    """The findings of a rule in a store. Raises KgError for a query that fails or is no such SELECT."""
    try:
        rows = sparql.run(store, rule.sparql, name=rule.shown, prefixes=source_map.prefixes)
    except UsageError as error:
        raise KgError(error.what, error.where, error.remedy) from None
    if not isinstance(rows, ox.QuerySolutions):
        raise KgError("this rule is no SELECT", rule.shown, "write: SELECT ?focus WHERE { … }")
    names = [variable.value for variable in rows.variables]
    unbound = ({"focus"} | rule.slots) - set(names)
    if unbound:
        missing = ", ".join(f"?{name}" for name in sorted(unbound))
        raise KgError(
            f"this rule's query gives no {missing}", rule.shown, f"add to its SELECT: {missing}"
        )
    for row in within_rows(rows, rule.shown):
        focus = row["focus"]
        term, file = (row[name] if name in names else None for name in ("term", "file"))
        if not isinstance(focus, ox.NamedNode | ox.BlankNode):
            raise KgError("?focus is no node", rule.shown, "give the claim or term that is wrong")
        words = {name: _value_text(row[name], source_map.prefixes) for name in names}
        yield source_map.finding(
            (rule.check, rule.severity),
            focus,
            _fill_slots(rule.problem, words),
            _fill_slots(rule.remedy, words),
            term.value if isinstance(term, ox.NamedNode) else None,
            source=file.value if isinstance(file, ox.NamedNode) else None,
        )


def _value_text(value: object, prefixes: Prefixes) -> str:
    if isinstance(value, ox.NamedNode):
        return prefixes.shorten(value.value)
    return value.value if isinstance(value, ox.Literal) else "?"


def _fill_slots(text: str, words: dict[str, str]) -> str:
    return _SLOT.sub(lambda slot: words[slot[1]], text)
