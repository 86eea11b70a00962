"""Rules in SPARQL: each file of ``ontology/checks/`` is one, found because it is there.

# title: A wording of more than twelve words
# problem: the wording has {words} words
# remedy: quote at most twelve
# severity: error
SELECT ?focus ?words WHERE { … }

Each row is a finding: ``?focus`` is whose, ``?term`` (optional) the property or value that the
line is looked up by, and every other variable may stand in the problem and the remedy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import SEVERITIES, KgError, UsageError, os_error
from kg.iris import shorten
from kg.store import sparql

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.curate.checks.place import Places
    from kg.errors import Finding

_HEADER = re.compile(r"^#\s*(title|problem|remedy|severity):\s*(.+)$")
_SLOT = re.compile(r"\{(\w+)\}")
_FIELDS = ("title", "problem", "remedy", "severity")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id (the name of its file), its words and its query."""

    check: str
    title: str
    problem: str
    remedy: str
    severity: str
    sparql: str
    shown: str

    @property
    def slots(self) -> frozenset[str]:
        """The variables that its words use."""
        return frozenset(_SLOT.findall(self.problem + self.remedy))


def read_rules(*folders: Path) -> list[Rule]:
    """Every rule of the folders.

    Raises KgError for one that cannot be read, is not complete, or has the name of another.
    """
    found: dict[str, Path] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.rq"))):
        if found.setdefault(path.stem, path) != path:
            problem = f"there is a rule {path.stem} already, {found[path.stem]}"
            raise KgError(problem, str(path), "rename this file")
    return [read_rule(path) for path in found.values()]


def read_rule(path: Path) -> Rule:
    """One rule from its file. Raises KgError."""
    shown = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise os_error(error, shown, "read this rule") from None
    except UnicodeDecodeError as error:
        raise KgError(f"byte {error.start} is not UTF-8", shown, "save the file as UTF-8") from None
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


def rule_findings(rule: Rule, store: ox.Store, places: Places) -> Iterator[Finding]:
    """The findings of a rule over a store. Raises KgError when its query is no good."""
    try:
        rows = sparql.run(store, rule.sparql, name=rule.shown)
    except UsageError as error:
        raise KgError(error.what, error.where, error.remedy) from None
    if not isinstance(rows, ox.QuerySolutions):
        raise KgError("this rule is no SELECT", rule.shown, "write: SELECT ?focus WHERE { … }")
    names = [variable.value for variable in rows.variables]
    lost = ({"focus"} | rule.slots) - set(names)
    if lost:
        missing = ", ".join(f"?{name}" for name in sorted(lost))
        raise KgError(
            f"this rule's query gives no {missing}", rule.shown, f"add to its SELECT: {missing}"
        )
    for row in rows:
        focus, term = row["focus"], row["term"] if "term" in names else None
        if not isinstance(focus, ox.NamedNode | ox.BlankNode):
            raise KgError("?focus is no node", rule.shown, "give the claim or term that is wrong")
        words = {name: _shown(row[name]) for name in names}
        yield places.finding(
            (rule.check, rule.severity),
            focus,
            _filled(rule.problem, words),
            _filled(rule.remedy, words),
            term.value if isinstance(term, ox.NamedNode) else None,
        )


def _shown(value: object) -> str:
    if isinstance(value, ox.NamedNode):
        return shorten(value.value)
    return value.value if isinstance(value, ox.Literal) else "?"


def _filled(text: str, words: dict[str, str]) -> str:
    return _SLOT.sub(lambda slot: words[slot[1]], text)
