"""The interactive page and its first picture, of the whole graph or of a part around some entities."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import missing
from kg.graph.names import resolve
from kg.graph.part import around_all, largest
from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.pages.held import held
from kg.text.display import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.snapshot import Snapshot
    from kg.publish.serve.evaluation import Output
    from kg.publish.serve.pages.held import Held
    from kg.publish.serve.settings import Settings
    from kg.publish.serve.wire import Message
    from kg.store.base import Store

#: Of more entities a part shows those with the most claims.
_NODES = 600


def still(store: Store, asked: Message, out: Output, settings: Settings) -> None:
    """Write the first picture as SVG. Raises KgError where a package is missing."""
    known = held(store, asked, settings)
    if not known.few:
        raise Refusal(404, "the graph is too large for one picture", "see a part: /graph?about=")
    with _installed():
        from kg.publish.page.page import page_of
        from kg.publish.site.picture import drawn_picture

        drawn = drawn_picture(known.graph, page_of(known.graph))
    out.begin("image/svg+xml")
    out.write(drawn)


def interactive(store: Store, asked: Message, out: Output, settings: Settings) -> None:
    """Write the interactive page. Raises Refusal where the whole is too large, KgError."""
    known = held(store, asked, settings)
    graph, centres = _part(known, asked)
    title = ", ".join(shown(known.graph.labels(iri)) for iri in centres)
    served = {
        "kept": known.frame(asked, settings).to("").removeprefix("?"),
        "centres": [shown(iri) for iri in centres],
    }
    with _installed():
        from kg.publish.formats.html import rendered
        from kg.publish.page.page import page_of

        page = page_of(graph, asked=not centres)
        html = rendered(graph, page, title, served=served)
    out.begin("text/html")
    out.write(html.encode("utf-8", "replace"))


@contextmanager
def _installed() -> Iterator[None]:
    """Say which package is missing, whichever is asked for first; some are only when something is drawn."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = str(error.name).partition(".")[0]
        if package == "kg":
            raise
        raise missing(package, "html") from None


def _part(known: Held, asked: Message) -> tuple[Snapshot, list[str]]:
    """The graph that is drawn, and the entities in its middle (IRIs); none where it is the whole."""
    if not asked["about"]:
        if not known.few:
            raise Refusal(
                422,
                "the graph is too large for one picture",
                "name an entity: /graph?about=NAME (look for it: /search)",
            )
        return known.graph, []
    centres = list(dict.fromkeys(resolve(known.graph, name) for name in asked["about"]))
    part = around_all(known.graph, centres, asked["depth"])
    return largest(part, _NODES)[0], centres
