"""A comparison as one HTML page without scripts, outside styles and network."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING

from kg.curate.diff.changes import SORTS
from kg.curate.diff.report import MARKS, TITLES, effect_words, shown_fields
from kg.text.display import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.curate.diff.changes import Change
    from kg.curate.diff.compare import Diff

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1b1b1b; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
ul { list-style: none; padding: 0; } li { margin: .4rem 0; padding: .3rem .8rem; border-left: 4px solid; }
.added { border-color: #1a7f37; } .removed { border-color: #b3261e; }
.changed, .moved, .effect { border-color: #6b6b6b; }
.word { font-weight: 600; } code { overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: .3rem 0; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .15rem .8rem .15rem 0; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) {
  body { color: #eee; background: #161616; } .added { border-color: #4ac26b; }
  .removed { border-color: #ff8a80; } .changed, .moved, .effect { border-color: #999; }
}
"""


def page(diff: Diff) -> str:
    """The HTML of the page. All text from data is escaped, and its invisible characters are shown."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    title = f"{_safe(diff.before)} → {_safe(diff.after)}"
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Difference: {title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>What differs: {title}</h1>\n{''.join(_body(diff))}</main>\n</body>\n</html>\n"
    )


def _body(diff: Diff) -> Iterator[str]:
    if not diff.changes:
        yield "<p>No difference.</p>\n"
        return
    counted = "; ".join(f"{sort} {what}: {number}" for sort, what, number in diff.counts)
    yield f"<p>{_safe(counted)}</p>\n"
    if diff.effects:
        yield f"<h2>What follows ({len(diff.effects)})</h2>\n<ul>\n"
        for effect in diff.effects:
            yield f'<li class="effect">{_safe(effect_words(effect))}</li>\n'
        yield "</ul>\n"
    for sort in SORTS:
        changes = [change for change in diff.changes if change.sort == sort]
        if changes:
            yield f"<h2>{TITLES[sort]} ({len(changes)})</h2>\n<ul>\n{''.join(map(_item, changes))}</ul>\n"


def _item(change: Change) -> str:
    head = (
        f'<li class="{change.what}"><span class="word">{MARKS[change.what]} {change.what}</span>'
        f" <bdi>{_safe(change.name)}</bdi> <code>{_safe(change.id)}</code>"
    )
    rows = "".join(
        f'<tr><th scope="row">{_safe(field.name)}</th><td><bdi>{_safe(field.before or "—")}</bdi>'
        f"</td><td><bdi>{_safe(field.after or '—')}</bdi></td></tr>"
        for field in shown_fields(change)
    )
    if rows:
        columns = "".join(f'<th scope="col">{name}</th>' for name in ("field", "before", "after"))
        head += f"<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
    return f"{head}</li>\n"


def _safe(text: str) -> str:
    return escape(visible(text))
