"""The claims of a graph, chosen by the names of what they are about, who says them, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.claim import KINDS
from kg.errors import UsageError
from kg.graph.claims import Claims
from kg.graph.names import resolve, source_named, vocabulary_term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.claims.claim import Claim
    from kg.graph.snapshot import Snapshot


class GraphClaims(Claims):
    """The claims of a graph: a mapping by IRI, and called it gives those that are asked for."""

    def __init__(self, graph: Snapshot) -> None:
        super().__init__(graph.store, graph.labels)
        self._graph = graph

    def __call__(
        self,
        ids: Sequence[str] = (),
        *,
        about: str | None = None,
        speaker: str | None = None,
        source: str | None = None,
        kind: str | None = None,
        terms: Mapping[str, str] | None = None,
    ) -> list[Claim]:
        """The claims that fit all that is given: in the order of ``ids``, else of their IRIs.

        ``about`` and ``speaker`` are names, aliases or ids of entities, ``source`` the id of a
        document, ``kind`` is ``claim``, ``estimate`` or ``judgement``; ``terms`` maps properties
        (``modality``, ``measure``) to words of a vocabulary. Raises UsageError for a name that
        stands for nothing, or for several things.
        """
        values = {name: vocabulary_term(self._graph, word) for name, word in (terms or {}).items()}
        chosen = [self.named(name) for name in ids] if ids else None
        for narrowed in (
            None if about is None else self.about([resolve(self._graph, about)]),
            None if speaker is None else self.said_by(resolve(self._graph, speaker)),
            None if source is None else self.of_source(source_named(self._graph, source)),
        ):
            if narrowed is not None:
                inside = {claim.iri for claim in narrowed}
                chosen = [c for c in (narrowed if chosen is None else chosen) if c.iri in inside]
        if kind is not None and kind.lower() not in KINDS:
            raise UsageError(
                f"there is no kind of claim “{kind}”", None, "give claim, estimate or judgement"
            )
        claims = list(self.values()) if chosen is None else chosen
        return [
            claim
            for claim in claims
            if (kind is None or claim.kind.lower() == kind.lower())
            and all(claim.get(name) == value for name, value in values.items())
        ]
