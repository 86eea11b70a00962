"""Stories: steps with notes, read with errors by line, written by the page as they are read."""

from __future__ import annotations

import tomllib

import pytest

from kg.errors import KgError
from kg.publish.formats import html
from kg.publish.page.address import Addresses
from kg.publish.page.page import page_of
from kg.publish.page.story import read_story
from tests.publish.page.browsing import MARKS
from tests.publish.page.script import Script

VIEWS = ("graph", "map", "conflicts")


@pytest.fixture(scope="module")
def page(small):
    return page_of(small)


def _read(tmp_path, page, text: str):
    path = tmp_path / "story.toml"
    path.write_text(text, encoding="utf-8")
    return read_story(path, page, VIEWS)


def test_a_story_has_a_title_and_steps(tmp_path, page):
    claim = next(iter(page.claims.values()))["id"]
    text = f"""title = "A \\u202e story"
[[step]]
title = "One"
note = '''Two
lines'''
state = "#view=map&as-of=2025-01-31&no-kinds=Place&open=state-north-korea"
[[step]]
state = "open=claim:{claim}&size=origins&around=2|state-russia"
"""
    story = _read(tmp_path, page, text)
    assert (
        story["title"] == "A \\u202e story"
    )  # what would turn text round is shown, as in all names
    assert story["steps"] == [
        {
            "title": "One",
            "note": "Two\nlines",
            "state": "view=map&as-of=2025-01-31&no-kinds=Place&open=state-north-korea",
        },
        {
            "title": "",
            "note": "",
            "state": f"open=claim:{claim}&size=origins&around=2|state-russia",
        },
    ]


_STEP = '[[step]]\nstate = ""\n\n[[step]]\nnote = "x"\n'


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("", "story.toml", "has no step"),
        ('title = "x"\nstep = 3\n', "story.toml", "has no step"),
        ('title = "x"\n[[step]]\nstate = \n', "story.toml", "line 3"),
        ('title = "x"\ncolour = "red"\n', "story.toml:2", "“colour”"),
        ("title = 3\n", "story.toml:1", "the title is no text"),
        ('title = "x"\nstep = [1]\n', "story.toml:1", "step 1 is no table"),
        (_STEP, "story.toml:4", "step 2 has no state"),
        (_STEP + 'state = "view=table"', "story.toml:6", "“view=table”"),
        (_STEP + 'state = "as-of=2025"', "story.toml:6", "as-of=2025: this is no day"),
        (_STEP + 'state = "as-of=2025-02-30"', "story.toml:6", "is no day"),
        (_STEP + 'state = "only=clashes"', "story.toml:6", "“only=clashes”"),
        (_STEP + 'state = "zoom=3"', "story.toml:6", "an address has no “zoom”"),
        (_STEP + 'state = "no-kind=Place"', "story.toml:6", "an address has no “no-kind”"),
        (_STEP + 'state = "no-kinds=Plaice"', "story.toml:6", "“no-kinds=Plaice”"),
        (_STEP + 'state = "no-sources=nobody"', "story.toml:6", "“no-sources=nobody”"),
        (_STEP + 'state = "no-speakers=state-x"', "story.toml:6", "“no-speakers=state-x”"),
        (_STEP + 'state = "size=weight"', "story.toml:6", "“size=weight”"),
        (_STEP + 'state = "colour=red"', "story.toml:6", "“colour=red”"),
        (_STEP + 'state = "view=map&view=map"', "story.toml:6", "view stands twice"),
        (_STEP + 'state = "open=state-atlantis"', "story.toml:6", "“state-atlantis”"),
        (_STEP + 'state = "around=2|state-atlantis"', "story.toml:6", "“state-atlantis”"),
        (_STEP + 'state = "around=4|state-russia"', "story.toml:6", "“4” is no number of steps"),
        (_STEP + 'state = "open=claim:x/c001"', "story.toml:6", "“x/c001”"),
        (_STEP + 'state = "open=flow:state-russia|nobody|arms"', "story.toml:6", "“state-russia|nobody|arms”"),
        (_STEP + 'state = "open=path:state-russia"', "story.toml:6", "a path has two ends"),
        (_STEP + 'state = "open=box:1"', "story.toml:6", "nothing is opened by “box:”"),
        (_STEP + 'state = "compare=nobody|no"', "story.toml:6", "“nobody”"),
        (_STEP + 'state = "ask=why"', "story.toml:6", "“ask=why”"),
        (_STEP + 'state = "ask-day=2025"', "story.toml:6", "has no ask-day"),
        (_STEP + 'state = "view=map"\ntitle = ["x"]', "story.toml:4", "the title is no text"),
        (_STEP + 'state = ""\ntext = "x"', "story.toml:4", "step 2 has no “text”"),
        (_STEP + "state = 7", "story.toml:6", "the state is no text"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(tmp_path, page, text, where, what):
    with pytest.raises(KgError) as told:
        _read(tmp_path, page, text)
    assert str(told.value.where).endswith(where)
    assert what in told.value.what
    assert told.value.remedy


def test_what_is_nearly_right_is_named(tmp_path, page):
    with pytest.raises(KgError) as told:
        _read(tmp_path, page, _STEP + 'state = "view=conflict"')
    assert "conflicts" in told.value.remedy


def test_the_number_of_a_step_is_no_part_of_its_view(tmp_path, page):
    """Who copies an address from a page with a story copies the number too."""
    for state in ("view=map&step=2", "step=2&view=map", "#view=map&step=1"):
        story = _read(tmp_path, page, f'[[step]]\nstate = "{state}"\n')
        assert story["steps"][0]["state"] == "view=map"


def test_a_story_that_is_not_there(tmp_path, page):
    with pytest.raises(KgError, match=r"no such|not there|cannot"):
        read_story(tmp_path / "none.toml", page, VIEWS)


def test_what_the_page_downloads_is_what_is_read():
    story = {
        "title": 'He said "no" \\ \u007f',
        "steps": [
            {"title": "1", "note": "two\nlines\t'''\"\"\"", "state": "open=claim%3Ax%2Fc001"},
            {"title": "조선", "note": "", "state": ""},
        ],
    }
    run = Script("rules/story.js").run
    text = run("return storyAsToml(story);", story=story)
    assert tomllib.loads(text) == {"title": story["title"], "step": story["steps"]}
    body = "return movedTo(['a', 'b', 'c'], from, to);"
    assert run(body, **{"from": 2, "to": 0}) == ["c", "a", "b"]
    assert run(body, **{"from": 0, "to": 1}) == ["b", "a", "c"]
    assert run(body, **{"from": 0, "to": 3}) == ["a", "b", "c"]


class TestInTheBrowser:
    pytestmark = MARKS

    @pytest.mark.usefixtures("unasked")
    def test_a_reader_clicks_through_and_a_writer_adds_a_step(self, opened, small, tmp_path):
        told = tmp_path / "story.toml"
        told.write_text(
            'title = "<b>Arms</b>"\n[[step]]\ntitle = "First"\nnote = "On the map."\nstate = "view=map"\n'
            '[[step]]\ntitle = "Second"\nstate = "view=conflicts&open=state-russia"\n',
            encoding="utf-8",
        )
        path = tmp_path / "told.html"
        html.write(small, path, story=told)
        it = opened(path)
        story = it.tab.locator("#story")
        assert "<b>Arms</b>" in story.inner_text()
        assert "a story in 2 steps" in story.inner_text()
        story.get_by_role("button", name="Start").click()
        assert it.tab.locator("#tab-map").get_attribute("aria-selected") == "true"
        assert "On the map." in story.inner_text()
        story.get_by_role("button", name="Next").click()
        it.tab.wait_for_selector("#panel h2")
        assert it.tab.locator("#panel h2").inner_text() == "Russia"
        assert "step 2 of 2" in story.inner_text()
        assert story.get_by_role("button", name="Next").is_disabled()
        it.tab.locator("#tab-table").click()  # who strays finds back
        story.get_by_role("button", name="back to the step").click()
        assert it.tab.locator("#tab-conflicts").get_attribute("aria-selected") == "true"
        # Back goes through what was seen, steps too; a link to a step opens it in the story.
        it.tab.go_back()
        it.tab.go_back()
        it.tab.go_back()
        it.tab.wait_for_function(
            "() => document.querySelector('#story').innerText.includes('step 1 of 2')"
        )
        assert it.tab.locator("#tab-map").get_attribute("aria-selected") == "true"
        assert it.js("() => location.hash") == "#view=map&step=1"
        it.tab.go_forward()
        it.tab.wait_for_function(
            "() => document.querySelector('#story').innerText.includes('step 2 of 2')"
        )
        linked = opened(path, "#view=map&step=1")
        assert "step 1 of 2" in linked.tab.locator("#story").inner_text()
        for no_step in ("#step=3", "#step=0", "#step=x&view=map"):
            strayed = opened(path, no_step)
            assert "a story in 2 steps" in strayed.tab.locator("#story").inner_text()
        # What the page writes of its filters is what a story may have.
        hidden = linked.js(
            "() => { for (const list of document.querySelectorAll('#lists .list')) { list.open = true;"
            " [...list.querySelectorAll('input')].at(-1).click(); }"
            " document.querySelector('[data-kind=\"1\"]').click(); return location.hash.slice(1); }"
        )
        assert {name.partition("=")[0] for name in hidden.split("&")} >= {
            *("no-kinds", "no-relations", "no-sources", "no-speakers")
        }
        views = ("map", "conflicts", "timeline")
        addresses = Addresses(page_of(small), views)
        assert list(addresses.faults(hidden.replace("&step=1", ""))) == []
        it.tab.locator("#tab-timeline").click()
        it.tab.locator("#save summary").click()
        it.tab.get_by_role("button", name="Story: add this view").click()
        story.get_by_label("Note of step 3").fill('The "last"\none.')
        story.get_by_role("button", name="Move up step 3").click()
        with it.tab.expect_download() as got:
            story.get_by_role("button", name="Download").click()
        again = read_story(got.value.path(), page_of(small), views)
        assert [step["title"] for step in again["steps"]] == ["First", "Russia", "Second"]
        assert again["steps"][1]["note"] == 'The "last"\none.'
        assert again["steps"][1]["state"] == "view=timeline&open=state-russia"
        assert it.complaints_of_all == []
