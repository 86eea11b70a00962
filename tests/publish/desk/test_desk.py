"""The desk over HTTP, by a real server: reading, drafts, what a claim would do, saving, undoing, who may."""

from __future__ import annotations

import base64
import json
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.publish.desk.material import FIRST, RIVAL, ROW, SECOND, TEXT, THIRD, Client, at, text_of

if TYPE_CHECKING:
    from tests.publish.serve.running import Served

RELATION = {
    "who": "Reed Battalion",
    "who kind": "military unit",
    "relation": "is part of",
    "whom": "Delta Army",
    "whom kind": "armed force",
    "speaker": "Harbour Institute",
    "speaker kind": "organisation",
    "quote": THIRD,
}
WRITES = [
    ("POST", "api/documents"),
    ("POST", "api/sheets"),
    ("POST", "api/documents/x/preview"),
    ("POST", "api/documents/x/draft"),
    ("POST", "api/documents/x/refuse"),
    ("POST", "api/documents/x/claims"),
    ("DELETE", "api/documents/x/claims/c001"),
    ("POST", "api/documents/x/review"),
    ("POST", "api/documents/x/undo"),
]
READS = [
    "api/form",
    "api/documents",
    "api/documents/x",
    "api/documents/x/drafts",
    "api/documents/x/findings",
    "api/documents/x/codings",
    "api/log",
    "api/complete?column=who&typed=a",
]


def problem(reply) -> str:
    told = json.loads(reply.content)
    return f"{told['title']} {told.get('detail', '')}"


def files(folder) -> dict[str, bytes]:
    return {
        str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file() and "cache" not in str(p)
    }


@pytest.mark.parametrize(("method", "path"), [*WRITES, *(("GET", path) for path in READS)])
def test_who_is_not_known_gets_and_changes_nothing(served, desk_workspace, method, path):
    before = files(desk_workspace)
    for token in ("", "kgt_wrong"):
        reply = Client(served, token).ask(method, path, {} if method == "POST" else None)
        assert reply.status in (401, 429)
    assert files(desk_workspace) == before


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_who_may_read_writes_nothing(reader, method, path):
    assert reader.ask(method, path, {} if method == "POST" else None).status == 403


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_page_of_another_origin_cannot_write(ana, method, path):
    sent = {} if method == "POST" else None
    for header in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert ana.ask(method, path, sent, **header).status == 403


def test_what_is_not_published_is_not_for_pages_of_other_origins(served: Served):
    """Without the header a browser keeps an answer from the page that asked (Fetch, section 3.3)."""
    path = "/sparql?" + urlencode({"query": "ASK {}"})
    reply = served.ask(path, Origin="https://evil.example")
    assert reply.status == 200
    assert "access-control-allow-origin" not in reply.headers
    # A name that its owner lets lead to this machine is of one origin with the page.
    for name in (
        "evil.example",
        f"evil.example:{served.port}",
        f"127.0.0.1.evil.example:{served.port}",
    ):
        refused = served.ask(path, Host=name)
        assert (refused.status, "by this name" in refused.text) == (421, True)
    for name in (f"LOCALHOST:{served.port}", f"[::1]:{served.port}", "127.0.0.1"):
        assert served.ask(path, Host=name).status == 200


def test_a_session_begins_with_a_token_and_ends(served, tokens):
    nobody = Client(served)
    assert nobody.ask("POST", "session", {"token": "kgt_no"}).status in (401, 429)
    begun = nobody.ask("POST", "session", {"token": tokens["ana"]})
    assert json.loads(begun.content) == {"name": "ana", "role": "curate"}
    cookie = begun.headers["set-cookie"]
    assert {"httponly", "samesite=strict", "path=/desk"} <= {
        p.strip().lower() for p in cookie.split(";")
    }
    held = {"Cookie": cookie.partition(";")[0]}
    assert nobody.ask("GET", "api/documents", **held).status == 200
    assert nobody.ask("DELETE", "session", **held).status == 200
    assert nobody.ask("GET", "api/documents", **held).status == 401


def test_a_claim_is_read_previewed_saved_and_served(ana, desk_workspace, served):
    text = TEXT.replace("Reed", "Alder")
    first = FIRST.replace("Reed", "Alder")
    row = {**ROW, "who": "Alder Battalion", "quote": first}
    source = ana.bring("Losses one", text)
    document = ana.document(source)
    assert document["text"] == text
    assert document["claims"] == []
    preview = ana.told("POST", f"{at(source)}/preview", {"cells": row})
    assert preview["ok"]
    (sentence,) = preview["claims"].values()
    assert sentence == "Alder Battalion, personnel killed: 300 (soldier)."
    assert preview["verdicts"] == []
    assert "kg:best 300" in preview["difference"]
    assert "c001" not in text_of(desk_workspace, source)
    saved = ana.save(source, row)
    assert list(saved["claims"]) == [f"{source}/c001"]
    assert "kg:best 300" in text_of(desk_workspace, source)
    (claim,) = ana.document(source)["claims"]
    start = text.index(first)
    assert claim["spans"] == [[start, start + len(first)]]
    assert claim["cells"]["figure"] in ("exactly 300", "300")
    found = ana.told("GET", f"{at(source)}/findings")
    assert found["verified"][f"{source}/c001"]["result"] == "verified"
    for _ in range(300):  # the new build is served as soon as it is there
        if served.holds(f"<https://w3id.org/entente/source/{source}/c001> ?p ?o"):
            break
        time.sleep(0.2)
    else:
        pytest.fail("the claim is not served")


def test_what_a_claim_contradicts_is_told_before_it_is_saved(ana):
    source = ana.bring("Losses two")
    own = {**ROW, "who": "Sedge Battalion", "speaker": "Marsh Institute"}
    text = TEXT.replace("Reed", "Sedge").replace("Harbour", "Marsh")
    source = ana.bring("Losses two of Sedge", text)
    own["quote"] = FIRST.replace("Reed", "Sedge").replace("Harbour", "Marsh")
    ana.save(source, own)
    rival = {**RIVAL, "who": "Sedge Battalion", "quote": SECOND.replace("Reed", "Sedge")}
    told = ana.told("POST", f"{at(source)}/preview", {"cells": rival})
    (verdict,) = told["verdicts"]
    assert (verdict["outcome"], verdict["claim"]) == ("contradicts", f"{source}/c001")
    assert "300" in verdict["statement"]
    assert verdict["reason"]


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_written(ana, desk_workspace):
    source = ana.bring("Losses three")
    before = text_of(desk_workspace, source)
    wrong = {**ROW, "measure": "personnel kiled", "figure": "3OO", "as of": "soonish"}
    told = ana.told("POST", f"{at(source)}/preview", {"cells": wrong})
    assert not told["ok"]
    assert {"measure", "figure", "as of"} <= {finding["column"] for finding in told["findings"]}
    assert all(finding["remedy"] for finding in told["findings"])
    tag = ana.document(source)["tag"]
    assert ana.ask("POST", f"{at(source)}/claims", {"cells": wrong}, tag).status == 422
    assert text_of(desk_workspace, source) == before


def test_a_claim_is_changed_taken_out_and_brought_back(ana, ben, chief, desk_workspace):
    source = ana.bring("Losses four")
    ana.save(source, ROW)
    first = text_of(desk_workspace, source)
    (claim,) = ana.document(source)["claims"]
    changed = {**claim["cells"], "figure": "about 300", "note": "as printed"}
    ana.save(source, changed)
    assert "as printed" in text_of(desk_workspace, source)
    emptied = {name: text for name, text in changed.items() if name != "note"}
    ana.save(source, emptied)
    assert "as printed" not in text_of(desk_workspace, source)
    for expected in (True, False):
        ana.told("POST", f"{at(source)}/undo", {}, ana.document(source)["tag"])
        assert ("as printed" in text_of(desk_workspace, source)) is expected
    assert text_of(desk_workspace, source) == first
    tag = ana.document(source)["tag"]
    ana.told("DELETE", f"{at(source)}/claims/c001", None, tag)
    assert ana.document(source)["claims"] == []
    tag = ana.document(source)["tag"]
    assert ben.ask("POST", f"{at(source)}/undo", {}, tag).status == 409
    assert chief.told("POST", f"{at(source)}/undo", {}, tag)["undone"] == "took out a claim"
    assert text_of(desk_workspace, source) == first


def test_who_comes_second_is_told_of_the_first(ana, ben):
    source = ana.bring("Losses five")
    tag = ana.document(source)["tag"]
    assert ben.ask("POST", f"{at(source)}/claims", {"cells": ROW}).status == 428
    ana.told("POST", f"{at(source)}/claims", {"cells": ROW}, tag)
    late = ben.ask("POST", f"{at(source)}/claims", {"cells": RELATION}, tag)
    assert late.status == 412
    assert "ana added a claim" in problem(late)
    assert len(ana.document(source)["claims"]) == 1
    assert ben.save(source, RELATION)["claims"]


def test_drafts_are_offered_until_they_are_taken_or_refused(ana):
    source = ana.bring("Losses six")
    drafts = ana.told("GET", f"{at(source)}/drafts")
    of = {draft["cells"].get("figure"): draft for draft in drafts}
    assert {"Exactly 300", "Exactly 500"} <= of.keys() or {
        "exactly 300",
        "exactly 500",
    } <= of.keys()
    refused, taken = drafts[0], drafts[-1]
    ana.told("POST", f"{at(source)}/refuse", {"draft": refused["key"]})
    ana.save(source, RELATION, draft=taken["key"])
    left = {draft["key"] for draft in ana.told("GET", f"{at(source)}/drafts")}
    assert left == {draft["key"] for draft in drafts} - {refused["key"], taken["key"]}


def test_selected_words_fill_the_form(ana):
    source = ana.bring("Losses seven")
    start = TEXT.index("Exactly 500 soldiers")
    told = ana.told("POST", f"{at(source)}/draft", {"start": start, "end": start + 20})
    cells = told["cells"]
    assert cells["figure"].lower() == "exactly 500"
    assert cells["speaker"] == "Coast Agency"
    assert cells["quote"] == SECOND
    emoji = TEXT.index("😀")  # a place behind it is counted in characters, not in UTF-16
    told = ana.told("POST", f"{at(source)}/draft", {"start": emoji + 2, "end": emoji + 8})
    assert "потери" in told["cells"]["quote"]


@pytest.mark.parametrize(
    ("column", "typed", "wanted"),
    [
        ("speaker", "국가정보", "National Intelligence Service of South Korea"),
        ("who", "north k", "North Korea"),
        ("relation", "part of", "is part of"),
        ("measure", "kill", "personnel killed"),
        ("who kind", "military u", "military unit"),
    ],
)
def test_names_and_words_are_completed(ana, column, typed, wanted):
    from urllib.parse import urlencode

    found = ana.told("GET", f"api/complete?{urlencode({'column': column, 'typed': typed})}")
    assert wanted in [one["text"] for one in found]


def test_a_review_is_the_admins(ana, chief, desk_workspace):
    source = ana.bring("Losses eight")
    tag = ana.document(source)["tag"]
    sent = {"status": "reviewed"}
    assert ana.ask("POST", f"{at(source)}/review", sent, tag).status == 403
    chief.told("POST", f"{at(source)}/review", sent, tag)
    assert "kg:reviewStatus kg:reviewed" in text_of(desk_workspace, source)
    assert ana.document(source)["review"] == "reviewed"


def test_two_curators_claims_of_one_text_stand_side_by_side(ana, ben):
    first, second = ana.bring("Losses nine"), ben.bring("Losses nine again")
    ana.save(first, ROW)
    ana.save(first, RELATION)
    ben.save(second, {**ROW, "figure": "about 300"})
    others = ana.told("GET", f"{at(first)}/codings")["others"]
    assert second in [one["id"] for one in others]
    told = ana.told("GET", f"{at(first)}/codings?other={second}")
    (pair,) = told["pairs"]
    assert {one["field"] for one in pair["differences"]} >= {"qualifier"}
    assert [one["id"] for one in told["only first"]] == [f"{first}/c002"]


def test_a_sheet_shows_its_cells_and_remedies_and_is_added_whole(ana, desk_workspace):
    source = ana.bring("Losses ten")

    def sheet(*rows: str, **more: object) -> dict:
        head = "who,who kind,relation,whom,whom kind,speaker,speaker kind,quote"
        content = base64.b64encode("\n".join([head, *rows]).encode()).decode()
        return ana.told(
            "POST", "api/sheets", {"name": "rows.csv", "content": content, "source": source, **more}
        )

    good = f'Reed Battalion,military unit,is part of,Delta Army,armed force,Harbour Institute,organisation,"{THIRD}"'
    before = text_of(desk_workspace, source)
    told = sheet(good.replace(",is part of,", ",is partt off,"))
    assert not told["ok"]
    (finding,) = told["findings"]
    assert (finding["cell"], finding["column"]) == ("C2", "relation")
    assert "is part of" in finding["remedy"]
    assert sheet(good)["count"] == 1
    assert text_of(desk_workspace, source) == before
    assert sheet(good, add=True)["added"]
    assert "c001" in text_of(desk_workspace, source)
    foreign = base64.b64encode(b"Country A,Verb,Country B,Said by\nX,is part of,Y,Z\n").decode()
    asked = ana.told("POST", "api/sheets", {"name": "x.csv", "content": foreign, "source": source})
    assert {column["header"] for column in asked["columns"]} >= {"Country A", "Said by"}
    assert asked["mapping"]


def test_the_log_tells_who_did_what(ana, ben):
    source = ana.bring("Losses eleven")
    ana.save(source, ROW)
    ben.save(source, RELATION)
    told = [(one["who"], one["did"]) for one in ana.told("GET", f"{at(source)}/log")]
    assert told == [
        ("ben", "added a claim"),
        ("ana", "added a claim"),
        ("ana", "brought a document"),
    ]


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("POST", "api/documents/nothing/preview", {"cells": {}}, 404),
        ("POST", "api/documents/..%2f..%2fetc/preview", {"cells": {}}, 404),
        ("POST", "api/documents/x/preview", {"cells": 3}, 400),
        ("POST", "api/documents/x/preview", {"cells": {"who": 3}}, 400),
        ("POST", "api/documents/x/preview", b"{", 400),
        ("POST", "api/documents/x/preview", b"\xff", 400),
        ("POST", "api/documents/x/preview", b"[" * 100_000, 400),
        ("POST", "api/documents/x/draft", {"start": -1, "end": 3}, 400),
        ("POST", "api/documents/x/draft", {"start": 9, "end": 3}, 400),
        ("POST", "api/documents", {"fields": {"title": ""}}, 422),
        ("POST", "api/documents", {"fields": {"title": "x", "issued": "soon"}}, 422),
        ("POST", "api/documents", {"fields": {"title": "x", "id": "../../evil"}}, 422),
        ("POST", "api/documents", {"fields": 3}, 400),
        ("POST", "api/sheets", {"name": "x.csv", "content": "no base64!"}, 400),
        ("POST", "api/sheets", {"name": "x.xlsx", "content": "UEsDBA=="}, 422),
        ("POST", "api/sheets", {"name": "x.csv", "content": ""}, 422),
        ("GET", "api/complete?column=nonsense", None, 404),
        ("PUT", "api/documents", {}, 405),
    ],
)
def test_bad_requests_are_answered_in_words(ana, desk_workspace, method, path, sent, status):
    before = files(desk_workspace)
    reply = ana.ask(method, path, sent)
    assert reply.status == status, reply.text
    assert "Traceback" not in reply.text
    assert str(desk_workspace) not in reply.text
    assert files(desk_workspace) == before


def test_without_write_there_is_no_desk(run, workspace):
    told = run("serve", "--write", "--scratch", "--workspace", str(workspace))
    assert told.returncode == 2
    assert "the desk writes the text of a workspace" in told.stderr
    assert run("serve", "--write").returncode == 2  # the core is no workspace
    assert run("serve", "--users", "x.toml").returncode == 2


def test_a_token_that_is_revoked_serves_no_more(served, desk_workspace, ana):
    from kg.publish.desk.users import added, new_token, read_users, without, write_users

    path, token = desk_workspace / "desk" / "users.toml", new_token()
    write_users(path, added(read_users(path), "gone", "curate", None, token=token))
    gone = Client(served, token)
    assert gone.ask("GET", "api/documents").status == 200
    write_users(path, without(read_users(path), "gone"))
    assert gone.ask("GET", "api/documents").status in (401, 429)
