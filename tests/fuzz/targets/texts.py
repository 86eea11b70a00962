"""A source's text: a quote is found at its very place, and claims are compared with any bytes.

An input is a quote, a line end, and the text.
"""

from __future__ import annotations

import hashlib
import unicodedata

from kg.claims.evidence.passages import Evidence, Origin, Passage
from kg.claims.evidence.quotes import Passages
from kg.claims.evidence.verify import FAILED, verify_source
from tests.fuzz.inputs import edited, files
from tests.fuzz.refusals import refusing

SEEDS = [
    "about 1,200 soldiers\nOfficials said on 3 May 2025 that “about 1,200\u00a0soldiers” had been sent.".encode(),
    "’e\u0301te\u0301’\nUn ‘été’ — l’e\u0301te\u0301 de 2024… ﬁn.".encode(),
    "폭풍 군단\n제11군단, 곧 폭풍 군단은 10,000명이다.".encode(),
    b"x\n" + b"x y " * 50,
]
INPUTS = edited([*SEEDS, *(b"the text\n" + data for data in files("seeds/*.md", "*.md"))])
GOOD = SEEDS[0]
EXAMPLES = 20


def hold(data: bytes) -> None:
    """A quote is found within the text, with all that it says; nothing outside is compared."""
    quote, _, rest = data.partition(b"\n")
    text = rest.decode(errors="replace")
    with refusing():
        start, end = Passages(text, "x.txt").find(quote.decode(errors="replace"))
        assert 0 <= start < end <= len(text)
        assert not unicodedata.combining(text[end : end + 1] or "x")
        assert Passages(text, "x.txt").find(text[start:end], start) == (start, end)
    sha256 = hashlib.sha256(rest).hexdigest()
    spans = [(0, len(text)), (0, 1), (len(text) // 2, len(text)), (5, 9**9)]
    evidence = [
        Evidence(
            f"c:{number}",
            Passage([span], [quote.decode(errors="replace")], 1),
            estimate=True,
            figures=(("kg:best", 1200.0),),
            times=(("kg:time", "2025-05-03"), ("kg:asOf", "2024/..")),
        )
        for number, span in enumerate(spans)
    ]
    outcomes = verify_source(evidence, Origin("x", sha256, str(len(text))), rest)
    assert [outcome.iri for outcome in outcomes] == [item.iri for item in evidence]
    assert outcomes[-1].result == FAILED
    other = verify_source(evidence, Origin("x", sha256, str(len(text))), rest + b"x")
    assert {outcome.result for outcome in other} == {FAILED}
