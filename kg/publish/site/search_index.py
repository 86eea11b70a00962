"""What the search page of the site looks through."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from kg.iris import KG
from kg.publish.site.content import kind_heading
from kg.text.display import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.graph.entities import Holdings
    from kg.graph.terms import Term
    from kg.publish.site.content import AnsweredQuestion


def entries_of(
    holdings: Holdings,
    terms: Mapping[str, Term],
    questions: Iterable[AnsweredQuestion],
    path_of: Callable[[str], str],
) -> Markup:
    """All that has a page, as JSON for a script element: name, kind, path, and further words."""
    rows = [
        (term.label, term.kind, path_of(term.iri), f"{term.name} {term.definition}")
        for term in terms.values()
    ]
    for iri, entity in holdings.entities.items():
        if iri not in terms:
            names = " · ".join(entity.other_names)
            rows.append(
                (entity.name, kind_heading(holdings.label, entity.type), path_of(iri), names)
            )
    rows += [
        (document.title, "source", path_of(iri), " ".join(document.creators))
        for iri, document in holdings.documents.items()
    ]
    rows += [(each.title, "question", f"questions/#{each.name}", each.text) for each in questions]
    for claim in holdings.claims.values():
        title = claim.get("statement") or claim.id
        words = claim.get("wording") or claim.evidence.get(KG + "wording", "")
        rows.append((title, "claim", path_of(claim.iri), f"{claim.id} {claim.speaker} {words}"))
    text = json.dumps([[shown(part) for part in row] for row in rows], separators=(",", ":"))
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704  # made safe on the lines above
