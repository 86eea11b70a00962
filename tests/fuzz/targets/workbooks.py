"""A workbook whose parts are edited inside the zip, or the zip itself: as a sheet, or refused."""

from __future__ import annotations

import io
import zipfile

from hypothesis import strategies as st

from kg.curate.sheets.rendering import render_xlsx
from tests.fuzz.inputs import edited
from tests.fuzz.targets.sheets import ROWS, hold, table_of

__all__ = ["EXAMPLES", "GOOD", "INPUTS", "hold"]

BOOK = render_xlsx(*table_of(list(ROWS)), {"hedge": ["more than", "between"]})
with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
    PARTS = {part: archive.read(part) for part in archive.namelist()}
_WORDS = [
    *(b't="s"', b't="b"', b't="n"', b't="e"', b't="d"', b't="inlineStr"', b"<v>1e400</v>", b"<v>-1</v>", b"<v>99</v>", b"<v>NaN</v>", b"<f>1+1</f>"),
    *(b'r="ZZZZ1"', b'r="A0"', b'r="A99999999999"', b"<c/>", b"<row/>", b'<mergeCell ref="A1:B2"/>', b"<!DOCTYPE x>", b"<v>45000</v>", b'dimension ref="A1:XFD1048576"'),
    *(b'Target="/x.xml"', b'Target="../../x"', b'r:id="rId99"', b'sheetId="-1"', b'name="claims"', b'count="-1"', b'encoding="UTF-16"', b'numFmtId="14"', b's="9"'),
]  # fmt: skip


@st.composite
def _edited_part(draw: st.DrawFn) -> bytes:
    parts = dict(PARTS)
    for _ in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from(sorted(PARTS)))
        if draw(st.integers(0, 9)) == 0:
            parts.pop(name, None)
        else:
            parts[name] = draw(edited([parts.get(name, b""), *PARTS.values()][:1], _WORDS))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", draw(st.sampled_from((0, 8)))) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


INPUTS = _edited_part() | edited([BOOK])
GOOD = BOOK
EXAMPLES = 12
