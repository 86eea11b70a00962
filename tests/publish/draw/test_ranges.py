"""Ranges on an axis: where figures stand, on a terminal and as SVG."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.interval import Interval
from kg.graph.estimates import Clash, Group, Range, read_groups
from kg.publish.draw.axis import Axis, axis_of, label_span
from kg.publish.draw.colours import COLOURS
from kg.publish.draw.ranges import estimates_svg
from kg.publish.terminal.ranges import bar_text, estimate_lines, speaker_letter
from kg.text.display import display_width, wrap
from tests.publish.material import open_counts

SVG = "{http://www.w3.org/2000/svg}"


def a_range(interval: Interval, **more) -> Range:
    given = {
        "claim": "https://w3id.org/entente/source/paper/c001",
        "best": None,
        "figure": "a figure",
        "speaker": "kgd:a",
        "speaker_name": "Agency",
        "when": "June 2025",
        "dated": True,
    }
    return Range(interval=interval, **given | more)


def a_group(*ranges: Range, **more) -> Group:
    given = {
        "about": "kgd:x",
        "about_name": "losses",
        "measure": "personnel killed",
        "facts": (("unit", "person"),),
        "share": False,
        "claims": len(ranges),
        "origins": 1,
        "support": "1 claim, 1 independent origin",
    }
    return Group(ranges=ranges, **given | more)


def text_of(groups, width: int) -> list[str]:
    return [
        "".join(piece.text for piece in line).rstrip() for line in estimate_lines(groups, width)
    ]


def test_places_on_a_linear_and_on_a_logarithmic_axis():
    linear = Axis(100, 300)
    assert [linear.place(v) for v in (50, 100, 150, 300, 999)] == [0, 0, 0.25, 1, 1]
    log = Axis(10, 1000, log=True)
    assert [round(log.place(v), 9) for v in (0, 10, 100, 1000)] == [0, 0, 0.5, 1]


def test_a_thousand_and_twelve_million_share_a_readable_axis():
    axis = axis_of([1_000, 12_000_000], 60)
    assert axis.log  # 12,000 to 1
    labels = [tick.label for tick in axis.ticks]
    assert {"1,000", "1,000,000"} <= set(labels)
    assert 0 < axis.place(1_000) < axis.place(12_000) < axis.place(12_000_000) < 1
    # On a linear axis these two would lie within a thousandth of each other.
    assert axis.place(12_000) - axis.place(1_000) > 0.1


@pytest.mark.parametrize(("high", "log"), [(100, False), (101, True)])
def test_the_scale_is_logarithmic_above_a_hundred_to_one(high, log):
    assert axis_of([1, high], 60).log is log


def test_ticks_are_at_one_two_and_five():
    # From 14,000 to 15,000 there is room for steps of 200.
    axis = axis_of([14_000, 15_000], 60)
    assert [t.label for t in axis.ticks] == [
        "14,000", "14,200", "14,400", "14,600", "14,800", "15,000",
    ]  # fmt: skip
    assert [t.label for t in axis_of([0.4, 0.5], 40, share=True).ticks] == [
        "0%", "20%", "40%", "60%", "80%", "100%",
    ]  # fmt: skip


def test_a_zero_beside_large_figures_stands_at_the_left_end():
    axis = axis_of([0, 5, 12_000_000], 60)
    assert axis.log
    assert (axis.ticks[0].place, axis.ticks[0].label) == (0, "0")


@given(
    st.lists(st.floats(0, 1e15) | st.integers(0, 10**9), max_size=6),
    st.integers(20, 200),
    st.booleans(),
)
def test_every_figure_is_on_the_axis_and_no_label_on_another(values, room, share):
    axis = axis_of([float(v) for v in values], room, share=share)
    places = [axis.place(float(v)) for v in sorted(values)]
    assert places == sorted(places)
    assert all(0 <= place <= 1 for place in places)
    spans = [label_span(tick, room) for tick in axis.ticks]
    assert all(one[1] < other[0] for one, other in pairwise(spans))


# An axis from 0 to 10 in 25 columns: two are kept on either side, so a figure n is in column 2 + 2n.
TEN = Axis(0, 10)


@pytest.mark.parametrize(
    ("interval", "more", "bar"),
    [
        (Interval(2, 8), {}, "      ┣━━━━━━━━━━━┫"),
        (Interval(2, 8, lower_inclusive=False), {}, "      ○━━━━━━━━━━━┫"),
        (Interval(2, 8, upper_inclusive=False), {}, "      ┣━━━━━━━━━━━○"),
        (Interval(8, None), {}, "                  ┣━━━━━▸"),
        (Interval(8, None, lower_inclusive=False), {}, "                  ○━━━━━▸"),
        (Interval(None, 8), {}, "◂━━━━━━━━━━━━━━━━━┫"),
        (Interval(5, 5), {}, "            ●"),
        (Interval(2, 8), {"best": 5.0}, "      ┣━━━━━●━━━━━┫"),
        (Interval(2, 8), {"status": "superseded by x"}, "      ├╌╌╌╌╌╌╌╌╌╌╌┤"),
        (Interval(), {}, " (no range is said)"),
    ],
)
def test_bars(interval, more, bar):
    assert bar_text(a_range(interval, **more), TEN, 25) == bar


GROUPS = [
    a_group(
        a_range(
            Interval(900, 1100), best=1000.0, figure="about 1,000", speaker_name="폭풍군단" * 9
        ),
        a_range(Interval(600, None, lower_inclusive=False), speaker="b", when="", dated=False),
        clashes=(Clash("contradicts", "contradicts: " + "a – b " * 30, "look again", ("x", "y")),),
    ),
    a_group(
        a_range(Interval(1, 10**9)), about_name="조선인민군" * 12, facts=(("scope", "x" * 90),)
    ),
]


@pytest.mark.parametrize("width", range(40, 201, 8))
def test_it_fits_every_terminal(width):
    lines = text_of(GROUPS, width)
    assert max(map(display_width, lines)) <= width
    assert "contradicts: a" in "\n".join(lines)
    if width >= 100:  # the bar stands beside its words
        assert any("about 1,000" in line and "━" in line for line in lines)


def test_undated_figures_stand_apart_and_say_so():
    lines = text_of(GROUPS[:1], 60)
    apart = lines.index("of no stated day:")
    assert any(line.startswith("A about 1,000") for line in lines[:apart])
    assert lines[apart + 1].startswith("B a figure")


def test_a_logarithmic_scale_is_named():
    assert "logarithmic scale" in "\n".join(text_of(GROUPS[1:], 80))
    assert "logarithmic scale" not in "\n".join(text_of(GROUPS[:1], 80))


def test_letters_go_on_after_z():
    assert [speaker_letter(n) for n in (0, 25, 26, 27, 702)] == ["A", "Z", "AA", "AB", "AAA"]


def test_nothing_in_a_name_steers_the_terminal():
    lines = text_of([a_group(a_range(Interval(1, 2), speaker_name="\x1b[31m\u202ename"))], 80)
    assert r"\u001b[31m\u202ename" in "\n".join(lines)


@given(st.text(max_size=60), st.integers(8, 40), st.integers(0, 4))
def test_wrapping_keeps_every_word_and_the_width(text, width, hang):
    lines = wrap(text, width, 0, hang)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(display_width(line) <= width for line in lines)


def parsed(*groups: Group, name: str = "losses") -> ET.Element:
    return ET.fromstring(estimates_svg(groups, name))


def test_the_drawing_is_self_contained_and_says_what_it_shows():
    text = estimates_svg(GROUPS, "losses")
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert title.text == "Estimates: losses"
    assert "about 1,000" in described.text
    assert "1 independent origin" in described.text
    assert "prefers-color-scheme:dark" in text
    addresses = re.findall(r"https?://[^\s\"'<]+", text)
    assert addresses == ["http://www.w3.org/2000/svg"]
    assert not [e for e in root.iter() if e.tag in (f"{SVG}script", f"{SVG}image", f"{SVG}a")]


def test_ends_of_the_drawing_differ():
    def shapes(interval: Interval, **more) -> tuple[int, int, int, int]:
        root = parsed(a_group(a_range(interval, **more)))
        bars = [e for g in root.iter(f"{SVG}g") for e in g]
        kinds = [e.get("class") for e in bars if e.tag != f"{SVG}text"]
        arrows = sum(e.tag == f"{SVG}path" and e.get("class") == "full" for e in bars)
        dots = sum(e.tag == f"{SVG}circle" and e.get("class") == "full" for e in bars)
        return kinds.count("end"), kinds.count("hollow"), arrows, dots

    # Strokes (included), rings (not included), arrowheads (open), dots (the figure).
    assert shapes(Interval(2, 8)) == (2, 0, 0, 0)
    assert shapes(Interval(2, 8, lower_inclusive=False)) == (1, 1, 0, 0)
    assert shapes(Interval(2, None)) == (1, 0, 1, 0)
    assert shapes(Interval(None, 8)) == (1, 0, 1, 0)
    assert shapes(Interval(2, 8), best=5.0) == (2, 0, 0, 1)
    assert shapes(Interval(5, 5)) == (0, 0, 0, 1)


def test_what_was_superseded_is_faint():
    root = parsed(a_group(a_range(Interval(2, 8)), a_range(Interval(2, 8), status="superseded")))
    classes = [g.get("class") for g in root.iter(f"{SVG}g")]
    assert [("faint" in name) for name in classes] == [False, True]


@pytest.mark.parametrize(
    "name", ["</title><script>x()</script>", 'a"b&c<d', "\u202eback\x07 \ufffe"]
)
def test_hostile_text_stays_text(name):
    root = parsed(a_group(a_range(Interval(1, 2), speaker_name=name)), name=name)
    assert not list(root.iter(f"{SVG}script"))
    text = "".join(root.itertext())
    assert "\u202e" not in text
    if "script" in name:
        assert name in text


def test_without_a_figure_the_drawing_says_so():
    assert "No figure is given." in "".join(ET.fromstring(estimates_svg([], "losses")).itertext())


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("pair", COLOURS)
def test_colours_stand_out_from_their_ground(pair):
    for colour, ground in zip(pair, ("#ffffff", "#1d2129"), strict=True):
        high, low = sorted((_luminance(colour), _luminance(ground)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 3  # WCAG 2.2, 1.4.11


def test_groups_of_a_graph(workspace):
    """Two agencies, a relay, a retraction, an author: as ``open_counts`` lays them out."""
    from kg.graph.near import estimates_near

    graph = open_counts(workspace)
    (group,) = read_groups(
        graph, estimates_near(graph, "https://w3id.org/entente/id/casualties-test")
    )
    # By the last day that each may mean; the undated one last.
    assert [r.id for r in group.ranges] == [
        "paper/c001", "relay/c001", "paper/c002", "paper/c003", "relay/c002", "own/c001",
    ]  # fmt: skip
    assert [r.dated for r in group.ranges] == [True] * 5 + [False]
    status = {r.id: r.status for r in group.ranges}
    assert status["paper/c003"] == "retracted by relay/c003"
    assert status["paper/c002"] == "superseded by relay/c002"  # the same agency, in June
    assert status["paper/c001"] == ""  # its later figure was retracted
    assert (group.claims, group.origins) == (6, 2)
    pairs = {clash.claims for clash in group.clashes}
    ids = {tuple(claim.rpartition("source/")[2] for claim in pair) for pair in pairs}
    assert ("paper/c001", "paper/c002") in ids  # 900 to 1,100 in January, 540 to 660 in April
    assert not [pair for pair in ids if "paper/c003" in pair]
    text = next(c.text for c in group.clashes if c.claims[0].endswith("paper/c001"))
    assert "about 1,000 (Agency One, 15 January 2025)" in text
    assert "the later is smaller, though the count can only grow" in text
