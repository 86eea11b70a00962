"""The frame that all pages of the server stand in: its links, its search field, its policy.

``render`` makes a page of a template that extends ``base.html``; its folder is given where it is not
one of ours. Nothing is written into a page that a browser would run: style and script are files below
``/assets/``, whose addresses change with their content.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from kg.claims.scope import Scope
from kg.publish.draw.ranges import style as drawing_style
from kg.publish.serve.spaces import path_of
from kg.publish.site.addresses import GRAPH, name_in_graph
from kg.publish.site.rendering import environment, style
from kg.text.display import shown
from kg.text.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import jinja2

    from kg.publish.serve.settings import Settings

_DRAWN = base64.b64encode(hashlib.sha256(drawing_style().encode()).digest()).decode()
#: What the browser may do on a page: load our own style (drawings have theirs in them), script, pictures
#: and answers, nothing else.
POLICY = (
    f"default-src 'none'; style-src 'self' 'sha256-{_DRAWN}'; script-src 'self'; connect-src 'self'; img-src 'self' data:;"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: Of which languages labels can be asked for, beside English.
LANGUAGES = {
    "en": "English",
    "ko": "한국어",
    "ru": "Русский",
    "uk": "Українська",
    "ja": "日本語",
    "zh": "中文",
    "fr": "Français",
    "de": "Deutsch",
}
_FOLDER = Path(__file__).parent
TEMPLATES, ASSETS = _FOLDER / "templates", _FOLDER / "assets"
_NAV = (
    ("Graph", "/graph"),
    ("Entities", "/id/"),
    ("Sources", "/source/"),
    ("Questions", "/questions"),
    ("Conflicts", "/conflicts"),
    ("Ontology", "/ns/"),
    ("Query", "/query"),
)
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@cache
def assets() -> Mapping[str, tuple[bytes, str]]:
    """The style and the scripts, by their names with a hash of what they hold: content and media type."""
    files = {
        path.name: read_text(path, path.name, root=ASSETS) for path in map(ASSETS.joinpath, _FILES)
    }
    files["pages.css"] = style() + files["pages.css"]
    return {
        f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:12]}{suffix}": (
            text.encode(),
            _TYPES[suffix],
        )
        for name, text in files.items()
        for stem, suffix in [(name.rpartition(".")[0], f".{name.rpartition('.')[2]}")]
    }


_FILES = ("pages.css", "suggest.js")


@cache
def asset(name: str) -> str:
    """The address of a style or script (``pages.css``)."""
    stem, _, suffix = name.rpartition(".")
    return next(
        f"/assets/{each}"
        for each in assets()
        if each.startswith(f"{stem}-") and each.endswith(suffix)
    )


def kept_of(scope: Scope, language: str) -> list[tuple[str, str]]:
    """The parameters that links keep: both clocks, view, sources, and the language of labels."""
    kept = [("as-of", scope.as_of), ("known-at", scope.known_at), ("view", scope.view)]
    kept += [("source", name) for name in scope.sources]
    kept += [("stated-only", "true" if scope.stated_only else None)]
    kept += [("lang", language if language != "en" else None)]
    return [(name, value) for name, value in kept if value]


class ServerFrame:
    """The frame of a page on the server, at its clocks: addresses begin at the root, and keep these."""

    def __init__(
        self,
        settings: Settings | None = None,
        scope: Scope | None = None,
        language: str = "en",
        path: str = "/",
        described: Iterable[str] = (),
        others: Sequence[tuple[str, str]] = (),
        *,
        fits: bool = True,
    ) -> None:
        """``described`` are things of other namespaces that have a page; ``others`` are parameters of the
        page's own; ``fits``: the whole graph is one picture.
        """
        self.scope, self.language, self.path = scope or Scope(), language, path
        self._workspace = settings.layout.workspace if settings else None
        self.name = self._workspace.name if self._workspace else "Entente"
        self.kept, self.others = kept_of(self.scope, language), others
        self._described, self._fits = frozenset(described), fits
        self.has_graph = find_spec("pyvis") is not None
        self.has_desk = settings is not None and settings.desk is not None
        self.languages = LANGUAGES
        self.asset = asset

    def to(self, path: str, **given: str) -> str:
        """The address of a path, with what links keep and what is given beside."""
        pairs = [*given.items(), *self.kept]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def now(self) -> str:
        """The address of the same page of the whole graph as it is now."""
        pairs = [*self.others, *kept_of(Scope(), self.language)]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def hidden(self) -> list[tuple[str, str]]:
        """The parameters that the form of dates, view and language has no field for."""
        return [*self.others, *(p for p in self.kept if p[0] in ("source", "stated-only"))]

    def nav(self) -> list[tuple[str, str, bool]]:
        """The links at the top: name, address, whether one is there."""
        places = [(n, p) for n, p in _NAV if p != "/graph" or self.has_graph]
        places += [("Desk", "/desk")] if self.has_desk else []
        return [(name, self.to(path), self.path == path) for name, path in places]

    def at(self, path: str) -> str:
        """The address of a page by its path in the site."""
        listed = path in ("ns/", "id/", "source/") or path.rstrip("/").count("/") > 0
        return self.to("/" + (path if listed else path.removesuffix("/")))

    def link(self, iri: str) -> str:
        """The address of a thing's page; empty where it has none."""
        if path := path_of(iri, self._workspace):
            return self.to(path)
        return self.to("/thing", iri=iri) if iri in self._described else ""

    def in_graph(self, name: str, iri: str = "") -> str:
        """The address of the interactive page, opened at a thing; empty where it cannot be drawn."""
        if not self.has_graph or not (self._fits or iri):
            return ""
        whole = self.at(GRAPH) if self._fits else self.to("/graph", about=iri)
        return f"{whole}#open={quote(name_in_graph(name))}"

    def told_kept(self) -> str:
        """What links keep, in words."""
        words = [
            f"names in {LANGUAGES.get(value, value)}" if name == "lang" else f"{name} {value}"
            for name, value in self.kept
        ]
        return shown(", ".join(words))

    def told_scope(self) -> str:
        """What of the graph is shown, in words; empty where it is the whole as it is now."""
        return shown("; ".join(self.scope.words()))


@cache
def _environment(folder: Path | None) -> jinja2.Environment:
    return environment(*filter(None, (folder, TEMPLATES)))


def render(
    template: str, frame: ServerFrame | None = None, folder: Path | None = None, **values: Any
) -> bytes:
    """A page by a template of ours, or of a folder; what it shows is escaped."""
    there = frame or ServerFrame()
    page: str = _environment(folder).get_template(template).render(frame=there, **values)
    return page.encode("utf-8", "replace")
