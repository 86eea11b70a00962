"""The W3C's own tests of SPARQL 1.1, run against a server: by their runner, which knows nothing of us.

Neither is part of the repository: they lie beside it (``../shared/w3c/``), as the article's text does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from pathlib import Path

from tests.conftest import ROOT
from tests.publish.serve.running import Served

BESIDE = ROOT.parent / "shared" / "w3c"
RUNNER, TESTS = BESIDE / "run_sparql.py", BESIDE / "sparql.tgz"
#: What the runner may reach: the servers that it opens itself, and one that does not answer.
ALLOWED = ("--allow", "http://127.0.0.1:*")

_GRAPH = "Oxigraph evaluates a pattern that does not itself use ?g once, not once for each graph"
_PATH = "Oxigraph finds no path of length zero from a term that is not in the data"
_LEXICAL = "Oxigraph keeps numbers by their value: 1.0E6 becomes 1000000, negativeInteger integer"
_CONCAT = "Oxigraph keeps the language that all concatenated texts have, as drafts of SPARQL 1.2 do"
#: The tests that do not pass, each with the reason.
KNOWN = {
    "sparql11/aggregates#agg-groupconcat-04": _CONCAT,
    "sparql11/aggregates#agg-groupconcat-06": _CONCAT,
    "sparql11/aggregates#agg-empty-group-count-graph": _GRAPH,
    "sparql11/bindings#graph": _GRAPH,
    "sparql11/negation#graph-minus": _GRAPH,
    "sparql11/csv-tsv-res#csv03": _LEXICAL,
    "sparql11/csv-tsv-res#tsv03": _LEXICAL,
    "sparql11/functions#bnode01": "Oxigraph gives one blank node for one text, in all rows",
    "sparql11/property-path#zero_or_more_set_start": _PATH,
    "sparql11/property-path#zero_or_more_set_end": _PATH,
    "sparql11/property-path#zero_or_one_set_start": _PATH,
    "sparql11/property-path#zero_or_one_set_end": _PATH,
    "sparql11/service#service5": "a SERVICE whose address is a variable is always refused",
}


def results(served: Served, folder: Path, *options: str) -> dict[str, tuple[str, str]]:
    """The outcome of each test (pass, fail, error, skip) with a note; ``folder`` is of no other use."""
    with tarfile.open(TESTS) as archive:
        archive.extractall(folder, filter="data")
    told = folder / "results.json"
    done = subprocess.run(
        [
            *(sys.executable, RUNNER, "--data", folder / "rdf-tests", "--json", told),
            *("--query", f"{served.address}/query", "--update", f"{served.address}/update"),
            *("--gsp", f"{served.address}/store", "--gsp-direct", *options),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.exists(), done.stderr
    return {each["id"]: (each["status"], each["note"]) for each in json.loads(told.read_text())}


def unexpected(found: dict[str, tuple[str, str]]) -> dict[str, str]:
    """What failed and is not known to, and what is known to fail and passed."""
    return {
        name: note or status
        for name, (status, note) in found.items()
        if (status in ("fail", "error")) != (name in KNOWN)
    }
