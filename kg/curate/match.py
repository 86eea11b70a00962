"""``kg match``: which entities of the graph the names of a list stand for, how surely, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.curate.sheets.lexicon import lexicon_of
from kg.curate.sheets.table import plain_name
from kg.errors import KgError, UnclearError, UsageError, did_you_mean, nearest
from kg.graph.naming.known import is_installed
from kg.iris import KG, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.curate.sheets.table import RawSheet
    from kg.graph.names import Names
    from kg.graph.naming.index import Likely, NameIndex
    from kg.graph.snapshot import Snapshot

#: What comes out for a name, the surest first.
OUTCOMES = MATCH, AMBIGUOUS, UNSURE, NONE = "match", "ambiguous", "unsure", "none"
#: So many choices of classes a matcher has its names prepared for.
_KEPT = 16


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that may be meant: which of its names fits, the score (100: the same), and why."""

    iri: str
    label: str
    kind: str
    name: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A name, its matches with the best first, and the outcome (one of OUTCOMES)."""

    name: str
    verdict: str
    matches: tuple[Match, ...]


class Matcher:
    """The names of a graph, prepared to be compared with many others."""

    def __init__(self, graph: Snapshot, kind: str | None = None) -> None:
        """``kind``: the name of a class, to whose entities the matches are limited.

        Raises UsageError for an unknown class, KgError without what compares names.
        """
        if not is_installed():
            raise KgError(
                "this needs rigour and opencc, which are not installed",
                None,
                'run: pip install "entente-kg[match]"',
            )
        self._shorten = graph.prefixes.shorten
        self.names: Names = lexicon_of(graph.store, graph.prefixes).names
        self._kinds = (_class_of(self.names, kind),) if kind else ()
        self._indexes: dict[tuple[str, ...], NameIndex] = {}

    def match(
        self, name: str, best: int = 3, least: int = 60, kinds: tuple[str, ...] = ()
    ) -> Reconciliation:
        """The entities that a name may stand for: at most ``best``, with a score from ``least`` on.

        ``kinds``: the IRIs of classes, of one of which they must be, in place of that of the matcher.
        """
        from kg.graph.naming.index import outcome

        ranked = self._index_of(kinds or self._kinds).likely(name.strip(), least)
        return Reconciliation(name, outcome(ranked), tuple(map(self._match, ranked[:best])))

    def _index_of(self, kinds: tuple[str, ...]) -> NameIndex:
        """The names of the entities of some classes, prepared once."""
        if kinds not in self._indexes:
            if len(self._indexes) >= _KEPT:
                self._indexes.pop(next(iter(self._indexes)))
            self._indexes[kinds] = self.names.index_of(kinds)
        return self._indexes[kinds]

    def _match(self, likely: Likely) -> Match:
        known, reason = likely.name, likely.reason
        if reason == "its name" and not known.preferred and not known.claim:
            reason = f"its alias ({known.language})" if known.language else "its alias"
        if known.claim:
            reason = f"a nickname ({self._shorten(known.claim)}), {reason}"
        kinds = sorted(map(local_name, self.names.types[known.iri]))
        kind = next((k for k in kinds if k not in ("NamedIndividual",)), "")
        label = self.names.label(known.iri)
        return Match(known.iri, label, kind, known.text, likely.score, reason)


def _class_of(names: Names, kind: str) -> str:
    hint = ""
    for above in ("Entity", "Weapon", "Tactic"):
        try:
            return names.kind(kind, KG + above)
        except UnclearError as fault:
            hint = hint or fault.remedy
    raise UsageError(f"there is no kind “{kind}”", "--kind", hint or "name a class: military unit")


def filled_cells(sheet: RawSheet, column: str) -> Iterator[tuple[int, str]]:
    """The filled cells of a column as (number of the row, text).

    Raises UsageError unless the header has the column once.
    """
    header = [plain_name(name) for name in sheet.header.names]
    wanted = plain_name(column)
    if header.count(wanted) != 1:
        quoted = [f"“{name}”" for name in header if name]
        meant = [f"“{name}”" for name in nearest(wanted, filter(None, header))]
        hint = did_you_mean(meant, f"the columns are: {', '.join(quoted)}")
        if wanted in header:
            hint = "rename one of the two"
        elif not meant:
            hint += "; if the header stands elsewhere: --header-row 3"
        problem = "twice a column" if wanted in header else "no column"
        raise UsageError(f"there is {problem} “{column}”", sheet.name, hint)
    index = header.index(wanted)
    for number, cells in sheet.rows:
        row = [cell.text for cell in cells]
        if index < len(row) and row[index].strip():
            yield number, row[index].strip()
