"""One interactive HTML file that needs no network, and in which nothing of the data can run.

The model and the rendering are pyvis', with our own template (``page/browser/``) and an unmodified
vis-network (``page/vendor/``). Data stands only in JSON blocks (the large one compressed, as the library
and our own script are), the script shows it only as text, and a Content-Security-Policy names the hash
of each script and style, also of these two when they are unpacked, and forbids all else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import UsageError
from kg.plugins import Option
from kg.publish.draw.colours import variables
from kg.publish.draw.signs import FRAME
from kg.publish.formats.svg import drawing
from kg.publish.page.bundle import bundle
from kg.publish.page.folded import first_picture, largest
from kg.publish.page.intro import intro_of, release_of
from kg.publish.page.kinds import FAMILIES
from kg.publish.page.places import land_path
from kg.text.atomic import write_atomic
from kg.text.display import shown, web_address

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import CodeType

    import jinja2
    from jinja2.bccache import Bucket
    from markupsafe import Markup
    from pyvis.network import Network

    from kg.graph.snapshot import Snapshot
    from kg.publish.page.page import Page

SUMMARY = "one interactive page that works offline"
SUFFIX = ".html"
GROUP = "pages and pictures"
EXTRA = "html"
PICTURE = True
OPTIONS = (
    Option(
        "texts",
        "a folder with your copies of the texts, NAME-OF-THE-SOURCE.txt; each claim shows its sentence.",
        "folder",
        "a folder with .txt files",
    ),
    Option("title", "what stands above the page and names it; by default whom it is about."),
    Option(
        "story",
        "steps that a reader clicks through, a TOML file as the page saves it.",
        "file",
        "a TOML file",
    ),
    Option(
        "docs",
        "where a site of kg docs lies, such as ../site, from the page or on the web; all that has a page there links to it.",
        "text",
        "a relative or a web address",
    ),
)
_NAMED = 5  # names of sources in one line of a message
_PARTS = Path(__file__).parents[1] / "page" / "browser"
_VENDOR = _PARTS.parent / "vendor"
# Without JavaScript a picture shows at most so many of the largest nodes, a table so many claims.
_STILL, _LISTED = 200, 400
_FAST = 600  # edges from which curves and edges while dragging are given up for speed
_VIEW = re.compile(r'^(?:if .*\) )?addView\(\{ id: "(\w+)"', re.MULTILINE)


class Packed(NamedTuple):
    """Data as a page carries it (base64 of deflate), and the SHA-256 of the JSON inside."""

    text: str
    sha256: str


def write(
    graph: Snapshot,
    path: Path,
    *,
    texts: Path | None = None,
    title: str = "",
    story: Path | None = None,
    docs: str = "",
) -> None:
    """Write the page, all of it or nothing. Raises OSError.

    With ``texts``, a folder of the user's copies of the texts, each claim shows its sentence; the
    sources without a fitting text are told to ``graph.notify``. ``title`` names the page, ``story`` is a
    file with its steps (``kg.publish.page.story``), ``docs`` the address of a site of ``kg docs``. Raises
    KgError for such a file that cannot be read, UsageError for an address that is none.
    """
    from kg.publish.page.page import page_of

    docs = _docs_address(docs)
    page = page_of(graph, texts, asked=True)
    told = None
    if story is not None:
        from kg.publish.page.story import read_story

        told = read_story(story, page, _VIEW.findall(script_of_page()))
    write_atomic(path, rendered(graph, page, title, docs, told).encode())
    if page.without_text:
        graph.notify(_without_sentences(page.without_text))


def render(graph: Snapshot) -> str:
    """The page as text. The same graph gives the same bytes."""
    from kg.publish.page.page import page_of

    return rendered(graph, page_of(graph, asked=True))


def _docs_address(given: str) -> str:
    """An address with "/" at its end. Raises UsageError for one that is neither relative nor http(s)."""
    text = given.removesuffix("index.html")
    is_web = bool(web_address(text))
    if not text.isprintable() or (not is_web and (":" in text or text.startswith(("//", "\\")))):
        raise UsageError(
            f"“{shown(given)}” is no address of a site",
            "--docs",
            "write a path from the page (../site) or an address that begins with https://",
        )
    return text if text.endswith("/") or not text else f"{text}/"


def _without_sentences(reasons: Mapping[str, str]) -> str:
    """Which sources show no sentences, those of one reason together."""
    sources: dict[str, list[str]] = {}
    for source, reason in reasons.items():
        alike = reason.replace(f"no {source}.txt", "no text").replace(f"{source}.txt", "the text")
        sources.setdefault(alike, []).append(source)
    words = (f"{_first(names)}: {reason}" for reason, names in sources.items())
    return "without sentences: " + "; ".join(words)


def _first(names: list[str]) -> str:
    """Some of the names, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:_NAMED])} and {more} more"


def rendered(
    graph: Snapshot,
    page: Page,
    title: str = "",
    docs: str = "",
    story: dict[str, Any] | None = None,
    served: Mapping[str, Any] | None = None,
) -> str:
    """A page of a graph as HTML; ``docs`` is the address of a site of ``kg docs``, with "/" at its end.

    ``served`` is of a page of a server, whose pages it links to, and which it asks for more: ``kept``,
    the parameters that its links keep, and ``centres``, the entities (IRIs) that it is a part around.
    """
    net = _model(page)
    net.templateEnv = _environment(graph, page, title, fetches=served is not None)
    net.templateEnv.globals["served"] = served
    net.templateEnv.globals["docs"] = docs
    net.templateEnv.globals["story"] = story or {"title": "", "steps": []}
    net.templateEnv.globals["intro"] = intro_of(graph, page, title)
    net.path = "page.html"
    html: str = net.generate_html()
    return html


def _model(page: Page) -> Network:
    """The picture as pyvis knows it; what it does not know rides along as extra attributes."""
    from pyvis.network import Network

    net = Network(directed=True)
    for node in page.nodes:
        kind = page.kinds[node["kind"]]
        own = {name: value for name, value in node.items() if name not in ("id", "label")}
        color = FAMILIES[kind.family][1]
        net.add_node(node["id"], node["label"] or " ", kind.shape, color, **own)
    for edge in page.edges:
        own = {name: value for name, value in edge.items() if name not in ("from", "to")}
        net.add_edge(edge["from"], edge["to"], **own)
    many = len(page.edges) > _FAST
    net.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "hideEdgesOnDrag": many,
            "hoverConnectedEdges": False,
            "selectConnectedEdges": False,
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
        "edges": {"smooth": False if many else {"enabled": True, "type": "curvedCW"}},
    }
    return net


def _environment(graph: Snapshot, page: Page, title: str, *, fetches: bool) -> jinja2.Environment:
    """An escaping environment that holds all which pyvis does not hand to a template."""
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PARTS),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled(),
    )
    library, unpack, script, style = _own_text()
    environment.filters["data"] = _data
    environment.filters["packed"] = _packed
    environment.globals.update(
        page=page,
        kinds=[asdict(kind) for kind in page.kinds],
        symbols=[asdict(symbol) for symbol in page.symbols],
        land=land_path(),
        frame=FRAME,
        families=[family[0] for family in FAMILIES],
        about=release_of(graph),
        record=_record(graph, page, title),
        still=_still(graph, page),
        listed=_LISTED,
        library=_deflated_once(library),
        unpack=Markup(unpack),  # noqa: S704  # our own file
        script=_deflated_once(script),
        style=Markup(style),  # noqa: S704  # our own file
        policy=_policy((unpack, library, script), style, fetches=fetches),
    )
    return environment


@cache
def _own_text() -> tuple[str, str, str, str]:
    """What no data changes: the library, the script that unpacks, our own script, the style."""
    unpack = (_PARTS / "parts" / "unpack.js").read_text("utf-8")
    sheets = "".join(path.read_text("utf-8") for path in sorted(_PARTS.glob("*.css")))
    return _library(), unpack, script_of_page(), _switchable(_palette() + variables() + sheets)


@cache
def _compiled() -> jinja2.BytecodeCache:
    """Keeps the compiled template, for whoever makes several pages: to compile it takes longer than to fill it."""
    import jinja2

    class Compiled(jinja2.BytecodeCache):
        def __init__(self) -> None:
            self.codes: dict[tuple[str, str], CodeType | None] = {}

        def load_bytecode(self, bucket: Bucket) -> None:
            bucket.code = self.codes.get((bucket.key, bucket.checksum))

        def dump_bytecode(self, bucket: Bucket) -> None:
            self.codes[bucket.key, bucket.checksum] = bucket.code

    return Compiled()


def script_of_page() -> str:
    """Our own code as one script: each view that is there, then what starts the page."""
    views = sorted(path.relative_to(_PARTS).as_posix() for path in _PARTS.glob("views/view_*.js"))
    return bundle(_PARTS, [*views, "parts/start.js"])


@cache
def _library() -> str:
    """vis-network without its last comment, which would make a developer tool look for a map."""
    text = (_VENDOR / "vis-network.min.js").read_text("utf-8")
    return text[: text.rindex("//# sourceMappingURL=")]


def _palette() -> str:
    """The colours of the families as CSS variables, for light and for dark ground."""
    light = "".join(f"--family-{i}:{family[1]};" for i, family in enumerate(FAMILIES))
    dark = "".join(f"--family-{i}:{family[2]};" for i, family in enumerate(FAMILIES))
    uses = "".join(f".family-{i}{{color:var(--family-{i})}}" for i in range(len(FAMILIES)))
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{uses}\n"


def _switchable(style: str) -> str:
    """Colours for dark ground also where the reader has switched to it, and not where away from it."""
    pattern = r"@media \(prefers-color-scheme: ?dark\) ?\{\s*:root ?\{([^}]*)\}\s*\}"
    both = (
        r'@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){\1}}'
        r':root[data-theme="dark"]{\1}'
    )
    return re.sub(pattern, both, style)


def _policy(scripts: tuple[str, ...], style: str, *, fetches: bool) -> str:
    """The Content-Security-Policy: these scripts and styles, pictures made here, nothing else.

    With ``fetches`` it may ask the server that it comes from.

    Only the library and our own script, unpacked, are put in by a script: by the one policy of Trusted Types that there is.

    ``styles`` of the lock file are the hashes of the style elements that vis-network makes.
    """
    vendored = json.loads((_VENDOR / "VENDOR.json").read_text("utf-8"))["styles"]
    script_hashes = " ".join(f"'{_hash(script)}'" for script in scripts)
    connections = "connect-src 'self'; " if fetches else ""
    style_hashes = " ".join(f"'{value}'" for value in (_hash(style), *vendored))
    return (
        f"default-src 'none'; script-src {script_hashes}; style-src {style_hashes}; "
        f"{connections}img-src data: blob:; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types library"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(value: Any) -> Markup:
    """JSON that cannot leave its script element: ASCII, without "<", ">" and "&"."""
    from markupsafe import Markup

    text = json.dumps(value, separators=(",", ":"))
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704  # made safe on the line above


def _packed(value: Any) -> Packed:
    """JSON made small; the browser unpacks it (DecompressionStream, format "deflate")."""
    text = json.dumps(value, separators=(",", ":")).encode()
    return Packed(_deflated(text), hashlib.sha256(text).hexdigest())


def _deflated(text: bytes) -> str:
    return base64.b64encode(zlib.compress(text, 9)).decode()


@cache
def _deflated_once(text: str) -> str:
    """What is the same on each page: who makes several need not press it again."""
    return _deflated(text.encode())


def _still(graph: Snapshot, page: Page) -> str:
    """The first picture for a browser without JavaScript, as an address; of many nodes the largest."""
    text = drawing(largest(first_picture(graph, page), _STILL), named=False)
    return "data:image/svg+xml;base64," + base64.b64encode(text).decode()


def _record(graph: Snapshot, page: Page, title: str) -> dict[str, Any]:
    """What the file is of, for machines: build, rule of the facts, scope, sources."""
    scope = graph.scope
    record: dict[str, Any] = {
        "title": intro_of(graph, page, title).title,
        "licence": release_of(graph)["licence"],
        "build": graph.build,
        "view": graph.view,
        "scope": {
            "as of": shown(scope.as_of or ""),
            "known at": shown(scope.known_at or ""),
            "only sources": [shown(name) for name in scope.sources],
            "part": shown(scope.part),
        },
        "claims": len(page.claims),
        "entities": len(page.nodes),
        "sources": [
            {name: document[name] for name in ("name", "title", "claims")}
            for document in page.documents
        ],
    }
    if page.without_text is not None:
        record["sources without text"] = {
            shown(name): shown(why) for name, why in page.without_text.items()
        }
    return record
