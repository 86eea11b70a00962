"""All of the W3C's tests of SPARQL 1.1, for ``scripts/w3c``."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.publish.serve import running, w3c


def main() -> int:
    if not w3c.RUNNER.exists():
        print(f"the W3C's tests are not there: {w3c.RUNNER}", file=sys.stderr)
        return 2
    served = running.start("--scratch", *w3c.ALLOWED)
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = w3c.results(served, Path(folder))
        finally:
            served.stop()
    for name, (status, _) in found.items():
        if status in ("fail", "error") and name in w3c.KNOWN:
            print(f"{status:6}{name}: {w3c.KNOWN[name]}")
    wrong = w3c.unexpected(found)
    for name, note in wrong.items():
        print(f"NEW   {name}: {note}")
    counts = Counter(status for status, _ in found.values())
    print(", ".join(f"{count} {status}" for status, count in counts.most_common()))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
