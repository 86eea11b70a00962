"""The browser's rules without a browser: the page's own files, run by QuickJS."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import quickjs

import kg.publish.page
from kg.publish.page.bundle import bundle

BROWSER = Path(kg.publish.page.__file__).parent / "browser"


class Script:
    """Some modules of the page, with all that they import, in one context without a page."""

    def __init__(self, *entries: str) -> None:
        self._context = quickjs.Context()
        self._context.eval(bundle(BROWSER, entries))

    def run(self, body: str, **given: object) -> Any:
        """What the body of a function returns; both ways all values go as JSON.

        The body sees ``given`` by its names. JSON has no sets: give lists, and ``sorted`` results.
        """
        self._context.set("GIVEN", json.dumps(given))
        names = ", ".join(given)
        return json.loads(
            self._context.eval(f"JSON.stringify((({{{names}}}) => {{{body}}})(JSON.parse(GIVEN)))")
        )


_MARKED = """
  const filters = { kinds: new Set(), layers: new Set(), relations: new Set(),
    sources: new Set(without), speakers: new Set(), likelihoods: new Set() };
  const world = makeWorld(data, view);
  const { verdicts } = markAll(world, filters,
    { asOf: as_of, knownAt: known_at, clashing: false, fallen: true, around: null });
  const iri = (id) => world.nodes.get(id).iri;
  const claims = [...world.claims.values()];
  return {
    claims: claims.filter((claim) => claim.held).map((claim) => [claim.id, claim.status]),
    facts: [...world.edges.values()].filter((edge) => edge.drawn === "fact" && edge.known)
      .map((edge) => [iri(edge.from), edge.iri, iri(edge.to)]),
    disputed: [...world.edges.values()].filter((edge) => edge.contested)
      .map((edge) => [iri(edge.from), edge.iri, iri(edge.to)]),
    implied: [...world.edges.values()].filter((edge) => edge.implied)
      .map((edge) => [iri(edge.from), edge.iri, iri(edge.to)]),
    origins: [...world.edges.values()].filter((edge) => edge.drawn === "fact")
      .map((edge) => [iri(edge.from), edge.iri, iri(edge.to), edge.support]),
    verdicts: verdicts.map(({ kind, claims: ends }) => [kind, ...ends.map((id) => world.claims.get(id).id)]),
  };
"""


def marked(
    data: dict[str, Any],
    view: str,
    as_of: str | None = None,
    known_at: str | None = None,
    without: tuple[str, ...] = (),
) -> dict[str, Any]:
    """What the rules say of a page's data at two clocks, without some sources (by name).

    ``claims`` (id, status) that hold, ``facts`` and ``disputed`` ones between two entities, and
    ``verdicts`` (kind, first, second).
    """
    names = [document["name"] for document in data["documents"]]
    numbers = [names.index(name) for name in without]
    return Script("parts/world.js").run(
        _MARKED, data=data, view=view, as_of=as_of, known_at=known_at, without=numbers
    )
