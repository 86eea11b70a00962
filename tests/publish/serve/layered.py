"""The program on another core than the checkout: ``python -m tests.publish.serve.layered FOLDER serve …``.

A build of a workspace reads all of its core; all of the checkout doubles its time.
"""

from __future__ import annotations

import runpy
import sys
from importlib import import_module
from pathlib import Path

from tests.program import ASKING_FOR_CORE

if __name__ == "__main__":
    folder = Path(sys.argv.pop(1))
    for name in ASKING_FOR_CORE:
        import_module(name).data_root = lambda: folder
    runpy.run_module("kg", run_name="__main__", alter_sys=True)
