"""What a target is, and what holds of every one: an answer or a KgError, within a time."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from hypothesis.strategies import SearchStrategy

from tests.fuzz import targets
from tests.fuzz.refusals import refusing

#: What broke a target once, a file each: ``cases/TARGET/NAME``.
CASES = Path(__file__).parent / "cases"
#: Seconds of the processor for one input of a few hundred kB at most; by far enough for any that
#: is read in linear time, also on a slow machine.
_LONGEST = 20.0


@dataclass(frozen=True, slots=True)
class Target:
    """A reader, and the inputs that it is tried with.

    ``hold`` reads an input and asserts what must hold of the outcome; it may raise KgError, but not
    for the input ``good``. ``examples``: how many inputs the suite tries; ``scripts/fuzz`` has no
    end but its time.
    """

    name: str
    hold: Callable[[bytes], None]
    inputs: SearchStrategy[bytes]
    good: bytes
    examples: int

    def cases(self) -> list[Path]:
        """The files that broke it once."""
        return sorted((CASES / self.name).glob("*"))

    def try_on(self, data: bytes) -> bool:
        """Read an input, and say whether it was answered and not refused.

        Raises AssertionError, or what the reader should not have raised.
        """
        with _limited(), refusing():
            self.hold(data)
            return True
        return False


@cache
def all_targets() -> dict[str, Target]:
    """Each module of ``targets/`` is one; by name."""
    names = sorted(module.name for module in iter_modules(targets.__path__))
    modules = [import_module(f"{targets.__name__}.{name}") for name in names]
    return {
        name: Target(name, module.hold, module.INPUTS, module.GOOD, module.EXAMPLES)
        for name, module in zip(names, modules, strict=True)
    }


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """Raise AssertionError in the block once it has taken too much time of the processor."""

    def stop(*_: object) -> None:
        raise AssertionError(f"not read after {_LONGEST:g} s of the processor")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
