"""A loss of more than 15 % against the ratios that are kept is told; without --check they are kept anew."""

from __future__ import annotations

import json

import pytest

from tests.bench import scale
from tests.bench.scale import Ratio, compared


@pytest.mark.parametrize(
    ("now", "lost"), [(1.0, 0), (2.0, 0), (2.3, 0), (2.31, 1)]
)  # 2 × 1.15 = 2.3
def test_a_loss(capsys, now, lost):
    found = {"show": Ratio(now, 1.5, "1 s to 2 s"), "new": Ratio(9.0, None, "")}
    assert compared(found, {"400": {"show": 2.0}}, 400, keep=False) == lost
    assert ("LOST" in capsys.readouterr().out) is bool(lost)


def test_ratios_of_another_size_are_not_compared(capsys):
    assert compared({"show": Ratio(9.0, 1.5, "")}, {"100": {"show": 2.0}}, 400, keep=False) == 0
    assert "MISSED" in capsys.readouterr().out


def test_ratios_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(scale, "RATIOS", tmp_path / "ratios.json")
    found = {"show": Ratio(1.23456, 1.5, "")}
    assert compared(found, {"100": {"show": 2.0}, "400": {"gone": 1.0}}, 400, keep=True) == 0
    assert json.loads((tmp_path / "ratios.json").read_text()) == {
        "100": {"show": 2.0},
        "400": {"show": 1.235},
    }
