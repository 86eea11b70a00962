"""Mermaid: every line is a node, an edge or a comment, whatever the names are."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from kg.publish.formats import mermaid
from tests.publish.material import open_denied, open_disputed
from tests.publish.reading import strings_of

# A quoted text of letters, digits, blanks and character codes: nothing else can be syntax.
_TEXT = r'"(?:[A-Za-z0-9 ]|#\d+;)+"'
_LINE = re.compile(rf"  (?:%% \S+|n\d+\[{_TEXT}\](?::::\w+)?|n\d+ (?:-->|-\.->)\|{_TEXT}\| n\d+)")
_CHROMIUM = Path("/usr/bin/chromium")
#: A copy of mermaid.min.js, for the test with Mermaid's own parser.
_LIBRARY = os.environ.get("KG_MERMAID_JS", "")


@pytest.mark.parametrize("which", ["core", "worse"])
def test_every_line_is_of_the_grammar(request, which):
    graph = request.getfixturevalue(which)
    first, *lines = mermaid.render(graph).decode("ascii").splitlines()
    assert first == "flowchart LR"
    assert [line[:80] for line in lines if not _LINE.fullmatch(line)] == []
    assert sum("|" in line for line in lines) == graph.network().number_of_edges()


def test_a_relation_of_the_article(rendered):
    text = rendered("mermaid").decode()
    nodes = dict(re.findall(r'^  (n\d+)\["(.*)"\]', text, re.MULTILINE))
    named = {label: node for node, label in nodes.items()}
    corps = named["11th Corps of the Korean People#39;s Army"]
    army = named["Korean People#39;s Army"]
    assert f'  {corps} -->|"is part of"| {army}\n' in text


def test_a_denied_fact_says_so(workspace):
    text = strings_of("mermaid", mermaid.render(open_disputed(workspace)))
    assert '"is part of (disputed)"' in text


def test_a_denial_says_so(workspace):
    text = strings_of("mermaid", mermaid.render(open_denied(workspace)))
    assert '"supports (claim, denied)"' in text


def test_a_long_name_is_cut_and_counted(worse, rendered_worse):
    text = rendered_worse("mermaid").decode()
    assert "x" * 190 in text
    assert "x" * 200 not in text
    carried = mermaid.carries(worse.holdings)
    assert any("Mermaid draws" not in remark for remark in carried.remarks)


@pytest.mark.browser
@pytest.mark.skipif(not _LIBRARY or not _CHROMIUM.exists(), reason="KG_MERMAID_JS names no copy")
@pytest.mark.parametrize("which", ["core", "worse"])
def test_mermaid_itself_draws_it(request, browser, which):
    text = mermaid.render(request.getfixturevalue(which)).decode()
    page = browser.new_page()
    page.add_script_tag(path=_LIBRARY)
    drawn = page.evaluate(
        """async text => {
            mermaid.initialize({startOnLoad: false, maxEdges: 5000, maxTextSize: 1e7});
            const {svg} = await mermaid.render('drawing', text);
            const box = document.createElement('div');
            box.innerHTML = svg;
            return {
                labels: [...box.querySelectorAll('.nodeLabel')].map(e => e.textContent),
                pwned: window.pwned ?? 0,
            };
        }""",
        text,
    )
    page.close()
    assert drawn["pwned"] == 0
    assert "11th Corps of the Korean People's Army" in drawn["labels"]
    if which == "worse":
        assert "</script><script>window.pwned=1</script>" in drawn["labels"]
        assert "style a: x#35; `code` #quot; click n0 call f()" in drawn["labels"]
