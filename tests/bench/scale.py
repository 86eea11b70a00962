"""How the cost of a command grows with the graph: ratios within one run, which travel between machines.

Each number is CPU time (or peak memory) of a process beside that of a peer: the same command on a
quarter of the sources, raw pyoxigraph on the same quads, the build of all, the import of rdflib.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: The ratios that are kept, by the number of sources and what was measured.
RATIOS = Path(__file__).with_name("ratios.json")
#: By so much a ratio may be above the one that is kept.
TOLERATED = 1.15
_RUNS = 3
_ASKED = {
    "show": ("show", "11 Made Brigade"),
    "ask": ("ask", "casualties"),
    "find": ("find", "Made Brigade"),
    "find, no name": ("find", "about 120"),
    "why": ("why", "11 Made Brigade", "is part of"),
    "claims, by id": ("claims", "made-0007/c003"),
    "estimates": ("estimates", "losses of made unit 3"),
    "conflicts": ("conflicts", "losses of made unit 3"),
    "path": ("path", "11 Made Brigade", "12 Made Brigade"),
    "stats": ("stats",),
    "export html, a part": ("export", "html", "--about", "11 Made Brigade"),
}
_RAW = """
import sys, pyoxigraph as ox
store = ox.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_QUADS, lenient=True)
store.optimize()
"""


class Cost(NamedTuple):
    """What a process took: CPU seconds with its children, and its peak memory in megabytes."""

    seconds: float
    megabytes: float


class Ratio(NamedTuple):
    """A ratio, its target (None: none), and the two numbers in words."""

    value: float
    target: float | None
    said: str


def measured(
    folder: Path,
    sources: int,
    made: Callable[[Path, int], Path],
    kg: Sequence[object],
) -> dict[str, Ratio]:
    """The ratios at so many sources; ``made`` makes a workspace of them, ``kg`` is the command."""
    few, many = max(sources // 4, 20), sources
    places = {
        count: (made(folder / f"made{count}", count), folder / f"cache{count}")
        for count in (few, many)
    }

    def run(count: int, *command: str) -> Cost:
        workspace, cache = places[count]
        more = ("-o", str(folder / "out")) if command[0] == "export" else ()
        return cost([*kg, *command, *more, "--workspace", workspace], cache)

    built = {count: run(count, "build") for count in places}
    ratios = {"build": _grown("build", built[few], built[many], many / few)}
    ratios |= _beside_raw(folder, built[many], places[many][1])
    ratios |= _one_changed(run, places[many][0], many, built[many])
    ratios |= _one_checked(run, places[many][0], many)
    for name, command in _ASKED.items():
        took = {count: [run(count, *command) for _ in range(_RUNS)] for count in places}
        one, other = (
            Cost(*map(statistics.median, zip(*took[c], strict=True))) for c in (few, many)
        )
        ratios[name] = _grown(name, one, other, 1.5)
    query = [run(many, "query", "SELECT * {?s ?p ?o} LIMIT 3").seconds for _ in range(_RUNS)]
    peer = [cost([sys.executable, "-c", "import rdflib"], folder).seconds for _ in range(_RUNS)]
    mine, other_side = statistics.median(query), statistics.median(peer)
    said = f"{mine:.2f} s to {other_side:.2f} s"
    ratios["query, cold, to import rdflib"] = Ratio(mine / other_side, 1.0, said)
    return ratios


def cost(command: Sequence[object], cache: Path) -> Cost:
    """What a command takes."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "KG_CACHE": str(cache)},
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {said.decode()[-500:]}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _grown(name: str, few: Cost, many: Cost, target: float) -> Ratio:
    said = f"{many.seconds:.2f} s to {few.seconds:.2f} s"
    return Ratio(many.seconds / few.seconds, target, f"{said}, at most {many.megabytes:.0f} MB")


def _beside_raw(folder: Path, built: Cost, cache: Path) -> dict[str, Ratio]:
    """The build beside pyoxigraph, which parses and loads the same quads."""
    build = next(cache.glob("*/builds/*/build.json"))
    claims = json.loads(build.read_text())["record"]["counts"]["claims"]
    raw = cost([sys.executable, "-c", _RAW, build.with_name("graph.nq"), folder / "raw"], cache)
    own = built.seconds - claims * 20e-6
    return {
        "build, less 20 µs a claim, to raw load": Ratio(
            own / raw.seconds, 2.0, f"{own:.2f} s to {raw.seconds:.2f} s"
        ),
        "build, peak memory to raw load": Ratio(
            built.megabytes / raw.megabytes, 1.3, f"{built.megabytes:.0f} to {raw.megabytes:.0f} MB"
        ),
    }


def _one_changed(
    run: Callable[..., Cost], workspace: Path, many: int, built: Cost
) -> dict[str, Ratio]:
    """A build after one source was changed, beside that of all."""
    path = workspace / "seeds" / "made-0007.ttl"
    took = []
    for number in range(_RUNS):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("kg:best 1", "kg:best 2", 1 + number), encoding="utf-8")
        took.append(run(many, "build"))
    seconds = statistics.median(each.seconds for each in took)
    said = f"{seconds:.2f} s to {built.seconds:.2f} s"
    return {"build, one source changed, to all": Ratio(seconds / built.seconds, None, said)}


def _one_checked(run: Callable[..., Cost], workspace: Path, many: int) -> dict[str, Ratio]:
    """A check after one source was changed, beside that of all: over a check where nothing was."""
    every = run(many, "check")
    idle = statistics.median(run(many, "check").seconds for _ in range(_RUNS))
    path = workspace / "seeds" / "made-0007.ttl"
    took = []
    for number in range(_RUNS):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("kg:best 2", "kg:best 3", 1 + number), encoding="utf-8")
        took.append(run(many, "check").seconds)
    more = statistics.median(took) - idle
    said = f"{more:.2f} s to {every.seconds:.2f} s, at most {every.megabytes:.0f} MB"
    return {"check, one source changed, to all": Ratio(more / every.seconds, None, said)}


def compared(
    found: dict[str, Ratio], kept: dict[str, dict[str, float]], sources: int, *, keep: bool
) -> int:
    """Print the ratios; gives how many were lost against those kept, or keeps them and gives 0."""
    before = kept.get(str(sources), {})
    lost = 0
    for name, ratio in found.items():
        is_lost = name in before and ratio.value > before[name] * TOLERATED
        lost += is_lost
        marks = ["LOST" if is_lost and not keep else ""]
        marks += [f"(was {before[name]:.2f})" if name in before else ""]
        if ratio.target is not None:
            marks += [f"{'met' if ratio.value <= ratio.target else 'MISSED'}: ≤ {ratio.target:g}"]
        print(f"{name:<40} {ratio.value:6.2f} ×  {ratio.said}  {' '.join(filter(None, marks))}")
    if keep:
        kept[str(sources)] = {name: round(ratio.value, 3) for name, ratio in found.items()}
        RATIOS.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        return 0
    return lost
