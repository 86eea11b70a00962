"""A page in a real browser, with all that it asked for and complained of."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = os.environ.get("KG_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CORPS = "11th Corps of the Korean People's Army"
CASUALTIES = "casualties of the North Korean troops deployed with Russia"
#: The address of the picture of all entities: the first one is of actors and what passes.
EVERYTHING = "#picture=all"
DEPLOYMENT = "North Korea's deployment of troops alongside Russia (2024)"

MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs Chromium (or KG_CHROMIUM)"),
]

_WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""

_AXE = """async ([tags, rules, sparing, known]) => {
  // Of what the contrast of an element is made: how it is written, and the grounds that it lies on.
  const written = ["color", "fill", "stroke", "font-size", "font-weight", "text-decoration",
    "text-shadow", "visibility", "position"];
  const { looks, seen } = (window.axeKnown ??=
    { looks: new Map(known[0].map((one, at) => [one, at])), seen: new Set(known[1]) });
  const number = (one) => looks.get(one) ?? (looks.set(one, looks.size), looks.get(one));
  const look = (element, above) => {
    const style = getComputedStyle(element);
    const ground = `${style.backgroundColor} ${style.backgroundImage} ${style.opacity}`;
    const on = ground === "rgba(0, 0, 0, 0) none 1" ? above.on : number(`${above.on} ${ground}`);
    const ink = number(written.map((one) => style.getPropertyValue(one)).join(" "));
    const text = [...element.childNodes].some((e) => e.nodeType === 3 && e.data.trim());
    const own = [element.tagName, element.getAttribute("role"), text, on, ink, above.ink].join(" ");
    return { on, ink, own: number(own) };
  };
  const shown = new Map(), spared = [];
  const isKnown = (element, above) => {
    const here = look(element, above);
    const inside = [...element.children].map((one) => isKnown(one, here));
    const visible = element.checkVisibility(), known = inside.every(Boolean) && (!visible || seen.has(here.own));
    if (known) spared.push(element);
    if (visible) shown.set(element, here.own);
    return known;
  };
  if (sparing) {
    document.querySelectorAll("[data-spared]").forEach((one) => one.removeAttribute("data-spared"));
    isKnown(document.documentElement, { on: "", ink: "" });
    spared.forEach((one) => one.setAttribute("data-spared", ""));
  }
  const exclude = sparing ? [["[data-spared]"]] : [];
  const resultTypes = ["violations", "incomplete"];
  const options = { runOnly: { type: "tag", values: tags }, rules, resultTypes, elementRef: true };
  const all = document.documentElement.hasAttribute("data-spared");
  const none = { violations: [], incomplete: [] };
  const found = sparing && all ? none : await axe.run({ include: [["html"]], exclude }, options);
  const open = new Set(found.incomplete.flatMap((rule) => rule.nodes).map((node) => shown.get(node.element)));
  shown.forEach((one) => open.has(one) || seen.add(one));
  return found.violations.map((rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 120)}`);
}"""
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: The rules that look at colours, which another theme changes; most of axe's time is theirs.
_COLOURS = ["color-contrast", "link-in-text-block"]


class Axe:
    """Looks with axe-core for what WCAG 2.2 AA forbids, in one state of a page after another.

    The colours of an element are not looked at again where all that makes them was so of one that
    axe has judged before, be it of another page; all other rules are applied to all of a page each time.
    """

    def __init__(self) -> None:
        self._known: list[list] = [[], []]

    def finds(self, tab, *, colours_only: bool = False) -> list[str]:
        """What axe finds, each with the first element that it finds it at.

        It is put in by the test, which a page's own policy refuses: open it with ``bypass_csp``.
        """
        axe = pytest.importorskip(
            "axe_playwright_python.base", reason="needs axe-playwright-python"
        )
        if not tab.evaluate("() => 'axe' in window"):
            tab.evaluate(axe.AXE_SCRIPT)
        others = tab.evaluate("(tags) => axe.getRules(tags).map((rule) => rule.ruleId)", _TAGS)
        others = [rule for rule in others if rule not in _COLOURS]
        colours = {rule: {"enabled": False} for rule in others}
        found = tab.evaluate(_AXE, [_TAGS, colours, True, self._known])
        self._known = tab.evaluate("() => [[...axeKnown.looks.keys()], [...axeKnown.seen]]")
        if not colours_only:
            rest = {rule: {"enabled": False} for rule in _COLOURS}
            found += tab.evaluate(_AXE, [_TAGS, rest, False, self._known])
        return found


class Tabs:
    """Tabs of one browser. What a test gives back is used again: to make one takes a second.

    Each has a context of its own. A page keeps nothing there (no cookie, no storage), so that
    whoever gets the tab next, with the same settings, finds it as new. The size of its window and
    what its reader prefers are set anew each time, and need no other tab.
    """

    _SPARE = 4  # each is a process
    _ANEW: ClassVar = {
        "viewport": {"width": 1280, "height": 800},
        "color_scheme": "light",
        "reduced_motion": "reduce",
    }

    def __init__(self, browser) -> None:
        self._browser = browser
        self._free: list[tuple[dict[str, object], Page]] = []

    def take(self, settings: dict[str, object]) -> Page:
        """A blank tab in a context with these settings."""
        tab = self._with({k: v for k, v in settings.items() if k not in self._ANEW})
        anew = {name: settings.get(name, usual) for name, usual in self._ANEW.items()}
        tab.set_viewport_size(anew.pop("viewport"))
        tab.emulate_media(media="null", **anew)
        return tab

    def _with(self, fixed: dict[str, object]) -> Page:
        for entry in self._free:
            if entry[0] == fixed:
                self._free.remove(entry)
                return entry[1]
        tab = self._browser.new_context(**fixed).new_page()
        tab.add_init_script(_WATCH)
        return tab

    def give_back(self, settings: dict[str, object], tab: Page) -> None:
        """Make a tab blank."""
        tab.goto("about:blank")
        self._free.append(({k: v for k, v in settings.items() if k not in self._ANEW}, tab))
        if len(self._free) > self._SPARE:
            self._free.pop(0)[1].context.close()


class Opened:
    """A page that is open, with all that it asked for and complained of."""

    def __init__(self, tabs: Tabs, path: Path, address: str = "", **context) -> None:
        self._tabs, self._settings = tabs, context
        self.tab = tabs.take(context)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._heard = {
            "request": lambda request: self.requests.append(request.url),
            "console": lambda message: self.complaints.append(message.text),
            "pageerror": lambda error: self.complaints.append(str(error)),
            "dialog": lambda dialog: self.complaints.append(f"dialog {dialog.message}"),
        }
        for event, hear in self._heard.items():
            self.tab.on(event, hear)
        self.tab.goto(path.as_uri() + address)
        if context.get("java_script_enabled", True):
            self.tab.wait_for_selector(":root.drawn, .empty", state="attached")

    def close(self) -> None:
        """Give the tab back; what happens in it is no longer ours."""
        for event, hear in self._heard.items():
            self.tab.remove_listener(event, hear)
        self._tabs.give_back(self._settings, self.tab)

    def js(self, expression: str, argument: object = None):
        return self.tab.evaluate(expression, argument)

    def node(self, label: str) -> str:
        return self.js("(l) => entente.nodes.find((n) => n.label === l).id", label)

    def edge(self, subject: str, predicate: str, value: str, layer: str = "fact") -> str:
        return self.js(
            """([s, p, o, layer]) => {
              const name = (id) => entente.nodes.find((n) => n.id === id).label;
              return entente.edges.find((e) => name(e.from) === s && e.label === p
                && name(e.to) === o && e.layer === layer).id;
            }""",
            [subject, predicate, value, layer],
        )

    def unfold_legend(self) -> None:
        """Show the kinds of each family."""
        self.js(
            "() => document.querySelectorAll('.family details').forEach((e) => { e.open = true; })"
        )

    def point(self, position: dict[str, float]) -> tuple[float, float]:
        """A point of the picture as a point of the window."""
        at = self.js("(p) => entente.network.canvasToDOM(p)", position)
        box = self.tab.locator("#picture").bounding_box()
        return box["x"] + at["x"], box["y"] + at["y"]

    def drawn_at(self, label: str) -> bool:
        """Whether a symbol is drawn where an entity stands."""
        return self.js(
            """(id) => entente.network.getNodeAt(
              entente.network.canvasToDOM(entente.network.getPosition(id))) === id""",
            self.node(label),
        )

    def panel(self) -> str:
        return self.tab.locator("#panel").inner_text()

    @property
    def complaints_of_all(self) -> list[str]:
        """What the page complained of, and what its policy had to stop."""
        return [*self.complaints, *self.js("() => window.violations")]

    def ids(self) -> set[str]:
        """The ids of the claims that pass all filters now."""
        return set(self.js("() => entente.shownNow().claims.map((c) => c.id)"))

    def choose(self, label: str) -> None:
        """Open an entity by its name."""
        self.js("(id) => entente.openNode(id)", self.node(label))
