"""A graph, and its page, in a notebook."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from kg.store.sparql import select

if TYPE_CHECKING:
    from kg.graph.snapshot import Snapshot

_COUNTS = {
    "claims": "SELECT (COUNT(*) AS ?n) { ?c kg:source ?s }",
    "sources": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?c kg:source ?s }",
    "facts": "SELECT (COUNT(*) AS ?n) { ?f a kg:Fact }",
}


class Html(str):
    """A page as text; a notebook shows it in a frame that can do nothing to the notebook."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from html import escape

        return (
            f'<iframe srcdoc="{escape(self, quote=True)}" title="Entente" width="100%" height="640" '
            'sandbox="allow-scripts allow-downloads allow-popups" style="border:0"></iframe>'
        )


def summary(graph: Snapshot) -> str:
    """The still picture of a graph, where networkx is installed, and how much it holds, as HTML."""
    counts = ", ".join(
        f"{next(select(graph.store, query))[0].value} {name}" for name, query in _COUNTS.items()
    )
    try:
        from kg.publish.formats.svg import render

        drawing = render(graph)
    except ImportError:
        return f"<p>Entente: {counts}</p>"
    # As an image: the drawing's style and ids stay inside it, whatever else the notebook shows.
    address = "data:image/svg+xml;base64," + base64.b64encode(drawing).decode()
    picture = f'<img src="{address}" alt="The network as a picture" style="max-width:100%">'
    return f"{picture}<p>Entente: {counts}; graph.html() can be explored</p>"
