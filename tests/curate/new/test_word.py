"""kg new word: a word with the kind and the scheme of another."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_small_core")]


def test_a_word_stands_below_or_beside_another(tmp_path, run):
    run("new", "workspace", "minsk", cwd=tmp_path)
    folder = tmp_path / "minsk"

    def kg(*arguments: str):
        return run(*arguments, cwd=folder)

    refused = kg("new", "class", "loitering drone", "--parent", "drone")
    assert refused.returncode == 2
    assert 'kg new word "loitering drone" --below "drone"' in refused.stderr
    assert kg("new", "word", "loitering drone", "--below", "drone").returncode == 0
    assert kg("new", "word", "drones lost", "--like", "weapons sent").returncode == 0
    text = (folder / "ontology" / "vocab" / "minsk.ttl").read_text(encoding="utf-8")
    assert "minsk:loiteringDrone a kg:WeaponType" in text
    assert "skos:broader kg:drone" in text
    assert "minsk:dronesLost a kg:Measure" in text
    assert "kg:measureKind kg:cumulative" in text
    assert text.count("skos:broader") == 1
    checked = kg("check")
    assert "4 to review" in checked.stdout  # a definition and an example each
    assert checked.returncode == 0
    for wrong, told in (
        (("--below", "state"), "kg:State is no word of a scheme"),
        (("--below", "drone", "--like", "drone"), "give the one or the other"),
        (("--like", "drone", "--measure-kind", "flow"), "kg:drone is no measure"),
    ):
        done = kg("new", "word", "a thing", *wrong)
        assert done.returncode == 2
        assert told in done.stderr
