"""Pages as HTML by the site's templates, in a frame that says where the others are: of a site, of a server."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import jinja2
from markupsafe import Markup

from kg.publish.draw.classes import Box, class_diagram
from kg.publish.draw.colours import for_print
from kg.publish.site import content
from kg.publish.site.addresses import anchor
from kg.text.display import shown, web_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph.terms import Term
    from kg.publish.site.sheets import Sheet, Sheets

TEMPLATES = Path(__file__).parent / "templates"


class Frame(Protocol):
    """Where a page finds the others; an address is empty where there is none."""

    def at(self, path: str) -> str:
        """The address of a page by its path in the site: "" the home, ``ns/``, ``conflicts/``."""

    def link(self, iri: str) -> str:
        """The address of the page of a thing."""

    def in_graph(self, name: str, iri: str = "") -> str:
        """The address of the interactive page, opened at ``claim:…``, ``source:…`` or an entity.

        ``iri`` is the entity that is looked at, where the whole is too large for one page.
        """


def environment(*folders: Path) -> jinja2.Environment:
    """An escaping environment of templates; a folder hides those of the same name in later ones."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def style() -> str:
    """The style of all pages."""
    return (TEMPLATES / "style.css").read_text("utf-8") + for_print()


class Renderer:
    """Renders the sheets of a graph; ``folders`` hold templates that stand in for the site's."""

    def __init__(self, sheets: Sheets, folders: Sequence[Path] = (), **values: Any) -> None:
        self._sheets = sheets
        self._environment = environment(*folders)
        self._environment.globals.update(
            short=partial(content.short_name, sheets.graph.prefixes),
            known_terms=sheets.terms,
            label=sheets.all_terms.label,
            uses=sheets.uses,
            own=sheets.is_own,
            workspace=sheets.workspace,
            shown=shown,
            web_address=web_address,
            document_title=lambda iri: sheets.documents[iri].title,
            kind_name=partial(content.kind_heading, sheets.label),
            said_by=sheets.clashes.said,
            **values,
        )

    def render(self, sheet: Sheet, frame: Frame, **values: Any) -> str:
        """The page of a sheet in a frame; ``values`` are what the frame's own template needs."""
        text: str = self._environment.get_template(sheet.template).render(
            **sheet.values,
            title=shown(sheet.title),
            frame=frame,
            at=frame.at,
            link=frame.link,
            to=partial(_linked, frame),
            in_graph=frame.in_graph,
            drawn=partial(self._diagram, frame),
            **values,
        )
        return text

    def _diagram(self, frame: Frame, term: Term, below: list[str]) -> Markup:
        sides = [[self._box(iri, frame) for iri in side] for side in (term.parents, below)]
        return Markup(class_diagram(term.label, *sides))  # noqa: S704  # escaped where it is drawn

    def _box(self, iri: str, frame: Frame) -> Box:
        return Box(self._sheets.all_terms.label(iri), frame.link(iri), self._sheets.is_own(iri))


def _linked(frame: Frame, iri: str, text: str, address: str = "") -> Markup:
    """A text as a link to the page of a thing (an IRI), else to an address, if there is one."""
    return anchor(text, frame.link(iri) if iri else "", address)
