"""Run the targets for minutes, each in a process of its own: what ``scripts/fuzz`` starts.

A process may be ended by what it reads; its last input is then in a file, and is kept as well.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import resource
import secrets
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import HypothesisWarning

from tests.fuzz.inputs import ROOT
from tests.fuzz.target import CASES, Target, all_targets

FINE, FOUND = 0, 1
#: Seconds for one input, after which native code that cannot be stopped ends with its process.
_STUCK = 120
_MEMORY = 4 << 30
_AT_ONCE = 200  # inputs between two looks at the clock
_TO_REDUCE = 60.0  # seconds


def main() -> int:
    """Exit code 0 where nothing was found, else 1."""
    parser = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("targets", metavar="TARGET", nargs="*", help="default: all of them")
    parser.add_argument("--minutes", type=float, default=10, help="of all together (default: 10)")
    parser.add_argument("--jobs", type=int, default=1, help="so many at once (default: 1)")
    parser.add_argument(
        "--seed", type=int, help="to do the same again (default: another each time)"
    )
    parser.add_argument("--child", help=argparse.SUPPRESS)
    given_ = parser.parse_args()
    names = given_.targets or list(all_targets())
    if unknown := set(names) - all_targets().keys():
        parser.error(f"there is no target {unknown.pop()}; there are: {', '.join(all_targets())}")
    start = secrets.randbits(32) if given_.seed is None else given_.seed
    if given_.child:
        return _run(all_targets()[names[0]], given_.minutes * 60, start, Path(given_.child))
    seconds = given_.minutes * 60 * given_.jobs / len(names)
    print(f"{len(names)} targets, {seconds:.0f} s each, seed {start}", flush=True)
    return _run_all(names, seconds, start, given_.jobs)


def _run_all(names: list[str], seconds: float, start: int, jobs: int) -> int:
    waiting, running, outcome = list(reversed(names)), {}, FINE
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        while waiting or running:
            while waiting and len(running) < jobs:
                name = waiting.pop()
                current = Path(folder) / name
                words = [name, "--minutes", str(seconds / 60), "--seed", str(start)]
                command = [sys.executable, "-m", "tests.fuzz.run", *words, "--child", str(current)]
                running[name] = subprocess.Popen(command, cwd=ROOT)
            time.sleep(0.2)
            for name, process in list(running.items()):
                if process.poll() is None:
                    continue
                del running[name]
                if process.returncode not in (FINE, FOUND):
                    print(f"{name}: its process ended with {process.returncode}", flush=True)
                    _keep(name, (Path(folder) / name).read_bytes())
                outcome = outcome if process.returncode == FINE else FOUND
    return outcome


def _run(target: Target, seconds: float, start: int, current: Path) -> int:
    """Try one target until its time is over or something is found; ``current`` gets each input."""
    warnings.simplefilter("ignore", HypothesisWarning)  # of inputs too long to be shown
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    end, count, answered, slowest = time.monotonic() + seconds, 0, 0, 0.0
    failed: dict[bytes, Exception] = {}

    def read(data: bytes) -> None:
        nonlocal end, count, answered, slowest
        if time.monotonic() > end and data not in failed:
            return  # over; or no smaller one is looked for any longer
        count, began = count + 1, time.process_time()
        current.write_bytes(data)
        faulthandler.dump_traceback_later(_STUCK, exit=True)
        try:
            answered += target.try_on(data)
        except Exception as error:
            end = max(end, time.monotonic() + _TO_REDUCE) if not failed else end
            failed.pop(data, None)
            failed[data] = error  # as the last
            raise
        finally:
            faulthandler.cancel_dump_traceback_later()
            if time.process_time() - began > slowest:
                slowest = time.process_time() - began
                current.with_suffix(".slow").write_bytes(data)

    rounds = 0
    while time.monotonic() < end:
        try:
            seed(start + rounds)(_SETTINGS(given(target.inputs)(read)))()
        except Exception:  # whatever it is, it is what we look for
            if not failed:
                raise
            data, error = failed.popitem()  # the last is the smallest that Hypothesis found
            data = _reduced(data, _fails_alike(target, error))
            traceback.print_exception(error)
            print(f"{target.name}: {type(error).__name__}, after {count} inputs", flush=True)
            _keep(target.name, data)
            return FOUND
        rounds += 1
    tried = f"{count} inputs, of which {answered} answered and the others refused"
    print(f"{target.name}: {tried}, none for more than {slowest:.1f} s", flush=True)
    return FINE


_SETTINGS = settings(
    max_examples=_AT_ONCE,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


def _fails_alike(target: Target, error: Exception) -> Callable[[bytes], bool]:
    """Whether an input makes the same kind of error at the same place."""

    def place(of: BaseException) -> tuple[type, str, int]:
        last = traceback.extract_tb(of.__traceback__)[-1]
        return type(of), last.filename, last.lineno or 0

    def fails(data: bytes) -> bool:
        try:
            target.try_on(data)
        except Exception as other:  # noqa: BLE001
            return place(other) == place(error)
        return False

    return fails


def _reduced(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """The input without all the pieces that it fails without."""
    end, size = time.monotonic() + _TO_REDUCE, len(data) // 2
    while size and time.monotonic() < end:
        at = 0
        while at < len(data) and time.monotonic() < end:
            shorter = data[:at] + data[at + size :]
            if fails(shorter):
                data = shorter
            else:
                at += size
        size //= 2
    return data


def _keep(name: str, data: bytes) -> None:
    path = CASES / name / hashlib.sha256(data).hexdigest()[:12]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"{name}: kept as {path.relative_to(ROOT)}; the suite reads it again", flush=True)


if __name__ == "__main__":
    sys.exit(main())
