"""What Python and the C library do with memory, while there are millions of small values: the search
for circles of garbage, of which there are none among them, and keeping what is free.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from functools import _lru_cache_wrapper


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without the garbage collector of Python; also as a decorator.

    It looks at all values again and again as their number grows: a quarter to a half of the time.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def give_back(*caches: _lru_cache_wrapper[str]) -> None:
    """Give the system the memory that is free, where the C library can (glibc); else does nothing.

    What one thread let go of is not used by another: a store that is filled by threads of its own
    would else need all of its memory beside that of one before it. ``caches``, functions that keep
    what they gave, forget it: few values that were made among many keep whole arenas of Python from being free.
    """
    for cache in caches:
        cache.cache_clear()
    import ctypes  # 8 ms, for those who build

    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
