"""PNG: pixels that show the drawing."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from kg.publish.formats import svg


@pytest.mark.slow
def test_the_colours_of_the_drawing_are_seen(rendered):
    picture = Image.open(io.BytesIO(rendered("png"))).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(1 << 24)}
    # White ground, the blue of actors, the grey of places (kg/publish/page/kinds.py), the yellow of units (APP-6).
    assert {(255, 255, 255), (0x0B, 0x62, 0xA3), (0x6B, 0x72, 0x80), (255, 255, 128)} <= colours
    assert picture.getpixel((2, 2)) == (255, 255, 255)
    assert max(picture.size) <= 12_000


def test_no_variable_is_left_for_resvg(core):
    text = svg.render(core).decode()
    assert "var(" not in text
    assert "@media" not in text


@pytest.mark.slow
def test_hostile_names_are_pixels(rendered_worse):
    assert rendered_worse("png").startswith(b"\x89PNG")
