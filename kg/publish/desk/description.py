"""The desk's addresses that answer in JSON, as OpenAPI 3.1 describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.publish.serve.schemas import (
    NUMBER,
    TEXT,
    TEXT_OR_NONE,
    TRUTH,
    by_name,
    in_path,
    in_query,
    list_of,
    record,
    responses,
    sent_as,
)

if TYPE_CHECKING:
    from kg.publish.serve.schemas import Schema

_ALWAYS = ("400", "401", "403", "404", "422", "429", "503")
_SENDING = ("408", "409", "413", "415")
_ONE = "/desk/api/documents/{source}"

SECURITY = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "a token of kg token add"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "kg_desk"},
}
_CELLS = {**by_name(TEXT), "description": "the cells of a claim, by column"}
_SPAN = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
_USER = {**record(name=TEXT, role=TEXT), "type": ["object", "null"]}
_DESCRIBED: dict[str, Schema] = dict.fromkeys(
    (
        *("id", "title", "publisher", "authors", "issued", "language"),
        *("address", "curator", "review", "hash", "tag"),
    ),
    TEXT,
)
_CLAIM = record(id=TEXT, statement=TEXT, spans=list_of(_SPAN), cells=_CELLS, denied=TRUTH)
_DRAFT = record(
    {"key": TEXT, "place": NUMBER, "start": NUMBER, "end": NUMBER},
    cells=_CELLS,
    level=TEXT,
    why=list_of(TEXT),
)
#: Of selected words: the form, and those of the other sentences that they touch.
_DRAFTED = {
    **_DRAFT,
    "required": [*_DRAFT["required"], "others"],
    "properties": {**_DRAFT["properties"], "others": list_of(_DRAFT)},
}
_KNOWN_DRAFT = {**_DRAFT, "required": ["cells", "level", "why", "key", "place", "start", "end"]}
#: What may be done about a cell at once: cells to fill, kinds of a new name, statuses of an event, a word to make.
_OFFERS: dict[str, Schema] = {
    "offers": list_of(record(say=TEXT, cells=_CELLS)),
    "kinds": list_of(TEXT),
    "event": TEXT,
    "statuses": list_of(TEXT),
    "make": record(sort=TEXT, label=TEXT, said={"type": "object"}),
}
_FINDING = record(
    {"claim": TEXT, "from": TEXT, **_OFFERS},
    check=TEXT,
    severity=TEXT,
    column=TEXT,
    cell=TEXT,
    row=NUMBER,
    where=TEXT,
    term=TEXT,
    problem=TEXT,
    remedy=TEXT_OR_NONE,
)
_VERIFIED = record(result=TEXT, reasons=list_of(record(problem=TEXT, remedy=TEXT)))
_ENTRY = record(
    {"draft": TEXT, "undoes": TEXT, "sheet": TEXT},
    id=TEXT,
    when=TEXT,
    who=TEXT,
    did=TEXT,
    source=TEXT,
    claims=list_of(TEXT),
    files=list_of(TEXT),
)
_CODING = record(id=TEXT, statement=TEXT, spans=list_of(_SPAN))
_DIFFERENCE = record(field=TEXT, first=TEXT, second=TEXT)
_SIDES = record(
    first=record(**_DESCRIBED),
    second=record(**_DESCRIBED),
    pairs=list_of(record(first=_CODING, second=_CODING, differences=list_of(_DIFFERENCE))),
    scores=list_of(
        record(field=TEXT, n=NUMBER, agreed=NUMBER, alpha={"type": ["number", "null"]}, note=TEXT)
    ),
    **{"only first": list_of(_CODING), "only second": list_of(_CODING)},
)
_VERDICT = record(
    kind=TEXT,
    outcome=TEXT,
    suspect=TRUTH,
    claim=TEXT,
    statement=TEXT,
    reason=TEXT,
    remedy=TEXT,
)
_EFFECT = record(kind=TEXT, change=TEXT, what=TEXT, before=TEXT, after=TEXT, why=TEXT)
_ADDED: dict[str, Schema] = {
    "claims": by_name(TEXT),
    "present": list_of(TEXT),
    "entities": list_of(TEXT),
    "difference": TEXT,
    "reviews": list_of(_FINDING),
}
_WRONG = record(ok={"const": False}, findings=list_of(_FINDING))
_FORESEEN = record(
    ok={"const": True}, verdicts=list_of(_VERDICT), effects=list_of(_EFFECT), **_ADDED
)
_WRITTEN: dict[str, Schema] = {"tag": TEXT, "difference": TEXT}
_SHEET_ADDED = record(ok={"const": True}, added={"const": True}, count=NUMBER, claims=list_of(TEXT))
_SHEET_SEEN = record(
    ok={"const": True},
    claims=list_of(record(id=TEXT, row=NUMBER, statement=TEXT)),
    count=NUMBER,
    present=NUMBER,
    entities=NUMBER,
    difference=TEXT,
    **{"left out": by_name(NUMBER)},
)
_SHEET_WRONG = record(
    ok={"const": False},
    causes=list_of(TEXT),
    findings=list_of(_FINDING),
    count=NUMBER,
    rows=list_of(record(row=NUMBER, cells=list_of(TEXT))),
)
_SHEET_MAPPED = record(
    ok={"const": False},
    mapping=TEXT,
    columns=list_of(
        record(letters=TEXT, header=TEXT, column=TEXT, reason=TEXT, samples=list_of(TEXT))
    ),
)

_ROW_SENT = record({"draft": TEXT_OR_NONE, "statuses": by_name(TEXT)}, cells=_CELLS)
_DOCUMENT_SENT = record({"text": TEXT_OR_NONE}, fields=by_name(TEXT))
_SHEET_SENT = record(
    {"add": TRUTH, "source": TEXT, "mapping": TEXT},
    name=TEXT,
    content={"type": "string", "contentEncoding": "base64"},
)
#: The operations: the path, the method, what it does, and what it takes and gives.
_OPERATIONS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("/desk/session", "get", "Who is signed in", {"answer": _USER}),
    ("/desk/session", "post", "Sign in", {"answer": _USER, "sent": record(token=TEXT)}),
    ("/desk/session", "delete", "Sign out", {"answer": {"type": "null"}}),
    (
        "/desk/api/form",
        "get",
        "The fields of a claim",
        {"answer": list_of(record(name=TEXT, group=TEXT, means=TEXT, example=TEXT, usual=TRUTH))},
    ),
    (
        "/desk/api/complete",
        "get",
        "What completes a cell",
        {
            "answer": list_of(record({"label": TEXT, "note": TEXT}, text=TEXT)),
            "asked": ("typed", "column", "relation", "source"),
        },
    ),
    ("/desk/api/log", "get", "Who changed what, and when", {"answer": list_of(_ENTRY)}),
    (
        "/desk/api/documents",
        "get",
        "The documents",
        {"answer": list_of(record(claims=NUMBER, **_DESCRIBED))},
    ),
    (
        "/desk/api/documents",
        "post",
        "Bring a document",
        {"answer": record(source=TEXT), "sent": _DOCUMENT_SENT},
    ),
    (
        "/desk/api/sheets",
        "post",
        "Look at a sheet, or add it",
        {
            "answer": {"anyOf": [_SHEET_SEEN, _SHEET_ADDED, _SHEET_WRONG, _SHEET_MAPPED]},
            "sent": _SHEET_SENT,
        },
    ),
    (
        _ONE,
        "get",
        "A document with its claims",
        {
            "answer": record(
                text=TEXT_OR_NONE,
                why=TEXT,
                claims=list_of(_CLAIM),
                sentences=list_of(_SPAN),
                **_DESCRIBED,
            )
        },
    ),
    (f"{_ONE}/drafts", "get", "What could be claims", {"answer": list_of(_KNOWN_DRAFT)}),
    (
        f"{_ONE}/findings",
        "get",
        "What checks find",
        {"answer": record(findings=list_of(_FINDING), verified=by_name(_VERIFIED))},
    ),
    (
        "/desk/api/words",
        "post",
        "Make a relation or a word",
        {
            "answer": record(label=TEXT, new=TRUTH),
            "sent": record(
                sort={"enum": ["property", "word"]}, label=TEXT, said={"type": "object"}
            ),
        },
    ),
    (
        f"{_ONE}/codings",
        "get",
        "The claims of two documents side by side; without the other one, which there are",
        {
            "answer": {"anyOf": [_SIDES, record(others=list_of(record(**_DESCRIBED)))]},
            "asked": ("other",),
        },
    ),
    (f"{_ONE}/log", "get", "Its changes", {"answer": list_of(_ENTRY)}),
    (
        f"{_ONE}/draft",
        "post",
        "A form filled from selected words",
        {"answer": _DRAFTED, "sent": record(start=NUMBER, end=NUMBER)},
    ),
    (
        f"{_ONE}/preview",
        "post",
        "What a claim would say and contradict",
        {"answer": {"anyOf": [_FORESEEN, _WRONG]}, "sent": _ROW_SENT},
    ),
    (
        f"{_ONE}/refuse",
        "post",
        "Refuse a draft",
        {"answer": record(tag=TEXT), "sent": record(draft=TEXT)},
    ),
    (
        f"{_ONE}/claims",
        "post",
        "Save a claim",
        {"answer": record(tag=TEXT, **_ADDED), "sent": _ROW_SENT, "tagged": True},
    ),
    (
        f"{_ONE}/claims/{{claim}}",
        "delete",
        "Take a claim out",
        {"answer": record(**_WRITTEN), "tagged": True},
    ),
    (
        f"{_ONE}/review",
        "post",
        "Say how far it is reviewed",
        {
            "answer": record(**_WRITTEN),
            "sent": record(status={"enum": ["draft", "reviewed"]}),
            "tagged": True,
        },
    ),
    (
        f"{_ONE}/undo",
        "post",
        "Undo the last change",
        {
            "answer": record(undone=TEXT, claims=list_of(TEXT), **_WRITTEN),
            "sent": {"type": "object"},
            "tagged": True,
        },
    ),
]


def _operation(
    path: str,
    summary: str,
    answer: Schema,
    sent: Schema | None = None,
    *,
    tagged: bool = False,
    asked: tuple[str, ...] = (),
) -> Schema:
    codes = {*_ALWAYS, *(_SENDING if sent else ()), *(("409", "412", "428") if tagged else ())}
    parameters = [in_path(name) for name in ("source", "claim") if f"{{{name}}}" in path]
    parameters += [in_query(name, "what it is asked for") for name in asked]
    if tagged:
        parameters += [{"name": "If-Match", "in": "header", "required": True, "schema": TEXT}]
    told: Schema = {
        "summary": summary,
        "parameters": parameters,
        "responses": responses(answer, codes),
        "security": [{"bearer": []}, {"cookie": []}, *([{}] if path == "/desk/session" else [])],
    }
    if sent:
        told["requestBody"] = sent_as(("application/json", sent))
    return told


def paths() -> dict[str, Any]:
    """The paths of the desk, each with its methods."""
    told: dict[str, Any] = {}
    for path, method, summary, more in _OPERATIONS:
        told.setdefault(path, {})[method] = _operation(path, summary, **more)
    return told
