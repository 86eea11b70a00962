"""Checks that are SPARQL queries: each file of ``ontology/checks/`` is a rule.

# title: A wording of more than twelve words
# problem: the wording has {words} words
# remedy: quote at most twelve
# severity: error
# scope: description
SELECT ?focus ?words WHERE { … }

The scope, which may be missing, says what a finding can depend on, so that after a change of few texts
only that is looked at (``kg.curate.checks.changed``): ``SCOPES``. Each row is a finding: ``?focus`` is the node at fault, ``?term`` (optional) the property or value
whose line is shown, ``?file`` (optional) the source in whose file it is wrong, where several
describe it; and every other variable may stand in the problem and the remedy.

A line ``# first: SELECT ?a ?b WHERE { … }`` may give all that some variables can be, where that is
little and soon found: the rule is then asked of these values alone, and not where there are none.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import SEVERITIES, KgError, UsageError
from kg.store import sparql
from kg.store.limits import within_rows
from kg.text.inputs import query_paths, read_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from kg.curate.checks.source_map import SourceMap
    from kg.errors import Finding
    from kg.iris import Prefixes
    from kg.store.base import Store

_HEADER = re.compile(r"^#\s*(title|problem|remedy|severity|scope|first):\s*(.+)$")
_FIRST_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
#: Of more rows of what comes first, the rule is asked as it stands.
_MOST_FIRST = 1_000
_SLOT = re.compile(r"\{(\w+)\}")
_FIELDS = ("title", "problem", "remedy", "severity")
#: What the findings of a rule depend on. Facts and ranges, which are derived, count as ``rows`` or ``all``.
SCOPES = {
    "ontology": "what the ontology's own files say",
    "description": "the ontology, what is said of ?focus, and of what that leads to, and so on",
    "source": "as description, and all that stands in the file of the finding",
    "names": "as description, and all that has the same name as one of the variables that follow",
    "rows": "any text; but a row cannot come or go unless a text that names a value of one of the"
    " variables that follow is changed",
    "all": "any text",
}
_OF_VARIABLES = ("names", "rows")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id (the name of its file), the texts of its findings, and its query.

    ``scope`` is one of ``SCOPES``, with its variables.
    """

    check: str
    title: str
    problem: str
    remedy: str
    severity: str
    sparql: str
    shown: str
    scope: str = "all"
    first: str = ""

    @property
    def kind(self) -> str:
        """Its scope, without variables."""
        return self.scope.split()[0]

    @property
    def variables(self) -> list[str]:
        """The names of the variables of its scope."""
        return [name.removeprefix("?") for name in self.scope.split()[1:]]

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
    kind, *variables = header.get("scope", "all").split()
    if kind not in SCOPES or bool(variables) != (kind in _OF_VARIABLES):
        listed = ", ".join(f"{k} ?focus" if k in _OF_VARIABLES else k for k in SCOPES)
        raise KgError(f"there is no scope “{header['scope']}”", shown, f"write one of {listed}")
    return Rule(path.stem, sparql=text, shown=shown, **header)


class Row(NamedTuple):
    """A row that a rule gives: the node at fault, the finding that it makes of it, and the values
    (IRIs) of the variables of the rule's scope.
    """

    focus: ox.NamedNode | ox.BlankNode
    finding: Callable[[SourceMap], Finding]
    values: tuple[str, ...]


def rule_findings(rule: Rule, store: Store, source_map: SourceMap) -> Iterator[Finding]:
    """The findings of a rule in a store. Raises KgError for a query that fails or is no such SELECT."""
    for row in rule_rows(rule, store, source_map.prefixes):
        yield row.finding(source_map)


def rule_rows(
    rule: Rule, store: Store, prefixes: Prefixes, query: str | None = None
) -> Iterator[Row]:
    """The rows of a rule; ``query``: its query, where less is asked. Raises as ``rule_findings``."""
    try:
        if query is None and rule.first:
            query = _of_what_comes_first(rule, store, prefixes)
            if query is None:
                return
        rows = sparql.run(store, query or rule.sparql, name=rule.shown, prefixes=prefixes)
    except UsageError as error:
        raise KgError(error.what, error.where, error.remedy) from None
    if not isinstance(rows, ox.QuerySolutions):
        raise KgError("this rule is no SELECT", rule.shown, "write: SELECT ?focus WHERE { … }")
    names = [variable.value for variable in rows.variables]
    unbound = ({"focus", *rule.variables} | rule.slots) - set(names)
    if unbound:
        missing = ", ".join(f"?{name}" for name in sorted(unbound))
        raise KgError(
            f"this rule's query gives no {missing}", rule.shown, f"add to its SELECT: {missing}"
        )
    for row in within_rows(rows, rule.shown):
        focus = row["focus"]
        if not isinstance(focus, ox.NamedNode | ox.BlankNode):
            raise KgError("?focus is no node", rule.shown, "give the claim or term that is wrong")
        values = tuple(getattr(row[name], "value", "") for name in rule.variables)
        yield Row(focus, partial(_finding_of, rule, row, names), values)


def _of_what_comes_first(rule: Rule, store: Store, prefixes: Prefixes) -> str | None:
    """The query of a rule, asked of what comes first alone; None where there is nothing. Raises UsageError."""
    rows = sparql.run(store, rule.first, name=rule.shown, prefixes=prefixes)
    if not isinstance(rows, ox.QuerySolutions):
        raise KgError("what comes first is no SELECT", rule.shown, "write: # first: SELECT …")
    names = [variable.value for variable in rows.variables]
    found = [[row[name] for name in names] for row in itertools.islice(rows, _MOST_FIRST + 1)]
    if not found:
        return None
    if len(found) > _MOST_FIRST or not all(
        isinstance(value, ox.NamedNode | ox.Literal) for row in found for value in row
    ):
        return rule.sparql
    variables = " ".join(f"?{name}" for name in names)
    listed = " ".join(f"({' '.join(map(str, row))})" for row in found)
    return with_values(rule, f"({variables})", listed) or rule.sparql


def with_values(rule: Rule, variables: str, values: str) -> str | None:
    """The query of a rule, asked of some values alone; None where it has no WHERE to put them in."""
    lines = [line for line in rule.sparql.splitlines() if not line.startswith("#")]
    query = "\n".join(lines)
    start = _FIRST_WHERE.search(query)
    if start is None:
        return None
    return f"{query[: start.end()]} VALUES {variables} {{ {values} }} {query[start.end() :]}"


def _finding_of(
    rule: Rule, row: ox.QuerySolution, names: Sequence[str], source_map: SourceMap
) -> Finding:
    term, file = (row[name] if name in names else None for name in ("term", "file"))
    words = {name: _value_text(row[name], source_map.prefixes) for name in names}
    return source_map.finding(
        (rule.check, rule.severity),
        row["focus"],
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
