"""kg diff as a user meets it: folders, caches, git revisions, wheels and dumps."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

ARTICLE = "khaled-north-korea-russia"


def replace_in(path: Path, old: str, new: str) -> None:
    """Change one text for another in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, text.count(old)
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def edit(workspace):
    """Change one text for another in a file of the workspace."""
    return lambda name, old, new: replace_in(workspace / name, old, new)


def told(run, *arguments: object) -> dict:
    done = run("diff", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_order_layout_and_blank_nodes_make_no_difference(run, whole_workspace):
    for path in (whole_workspace / "seeds").glob("*.ttl"):
        prefixes, *blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
        backwards = "\n\n".join([prefixes, *reversed(blocks)])
        named = re.sub(
            r"kg:evidence \[ (.*) \] \.", r"kg:evidence _:e . _:e \1 .", backwards, count=1
        )
        path.write_text(named + "\n", encoding="utf-8")
    done = run("diff", ROOT, whole_workspace, "--fail")
    assert (done.returncode, done.stdout) == (0, "no difference\n")


def test_a_figure_that_changed_and_what_follows(run, whole_workspace):
    """14,000 to 15,000 becomes 24,000 to 25,000; the article also says up to 15,000, of no day."""
    replace_in(
        whole_workspace / "seeds" / f"{ARTICLE}.ttl",
        "kg:lower 14000 ;\n    kg:upper 15000 ;",
        "kg:lower 24000 ;\n    kg:upper 25000 ;",
    )
    found = told(run, ROOT, whole_workspace)
    (change,) = found["changes"]
    assert (change["sort"], change["change"]) == ("claim", "changed")
    assert change["iri"].endswith(f"{ARTICLE}/c012")
    assert change["fields"] == [
        {"name": "kg:lower", "before": "14000", "after": "24000"},
        {"name": "kg:upper", "before": "15000", "after": "25000"},
    ]
    words = [effect["words"] for effect in found["effects"]]
    assert any(
        f"{ARTICLE}/c012 now may contradict" in text or f"now may contradict {ARTICLE}/c012" in text
        for text in words
    ), words
    # It is of no day that is said: the range is that of another figure's day, and stays.
    assert not any(text.startswith("range changed") for text in words)
    back = [e["words"] for e in told(run, whole_workspace, ROOT)["effects"]]
    assert sum("no longer may contradict" in text for text in back) == sum(
        "now may contradict" in text for text in words
    )


def test_a_denial_disputes(run, workspace, edit, small_core):
    denial = """
c:c900 a kg:Claim ;
    kg:statement "The Storm Corps is not a unit of the Korean People's Army." ;
    rdf:subject kgd:unit-kpa-11th-corps ;
    rdf:predicate kg:partOf ;
    rdf:object kgd:force-korean-peoples-army ;
    kg:stance kg:denies ;
    kg:attributedTo kgd:group-western-officials ;
    kg:evidence [ a oa:TextPositionSelector ; oa:start 631 ; oa:end 714 ] .
"""
    path = workspace / "seeds" / f"{ARTICLE}.ttl"
    path.write_text(path.read_text(encoding="utf-8") + denial, encoding="utf-8")
    done = run("diff", small_core, workspace)
    flat = " ".join(done.stdout.split())
    assert f"+ {ARTICLE}/c900: The Storm Corps is not a unit" in flat
    assert "fact newly disputed: 11th Corps" in flat or "newly disputed: " in flat
    gone = " ".join(run("diff", workspace, small_core).stdout.split())
    assert f"- {ARTICLE}/c900: The Storm Corps is not a unit" in gone


def test_a_fact_that_is_lost(run, workspace, edit, small_core):
    path = workspace / "seeds" / f"{ARTICLE}.ttl"
    text = path.read_text(encoding="utf-8")
    block = re.search(r"^c:c016 .*?\.\n\n", text, re.DOTALL | re.M)
    path.write_text(text.replace(block[0], ""), encoding="utf-8")
    flat = " ".join(run("diff", small_core, workspace).stdout.split())
    assert f"- {ARTICLE}/c016" in flat
    assert "is part of Korean People's Army" in flat


def test_an_entity_that_moves_to_another_file(run, workspace, small_core):
    seeds = workspace / "seeds"
    text = (seeds / f"{ARTICLE}.ttl").read_text(encoding="utf-8")
    block = re.search(r"^kgd:group-western-officials .*?\.\n\n", text, re.DOTALL | re.M)[0]
    (seeds / f"{ARTICLE}.ttl").write_text(text.replace(block, ""), encoding="utf-8")
    states = seeds / "reference-states.ttl"
    states.write_text(f"{states.read_text(encoding='utf-8')}\n{block}", encoding="utf-8")
    (change,) = told(run, small_core, workspace)["changes"]
    assert (change["change"], change["sort"]) == ("moved", "entity")
    assert change["fields"] == [
        {"name": "file", "before": f"{ARTICLE}.ttl", "after": "reference-states.ttl"}
    ]


def test_terms_and_sources(run, workspace, edit, small_core):
    edit("ontology/vocab/tactics.ttl", '"drone warfare"@en', '"war with drones"@en')
    edit(
        f"seeds/{ARTICLE}.ttl",
        "kg:reviewStatus kg:draft",
        "kg:reviewStatus kg:reviewed",
    )
    found = told(run, small_core, workspace)
    assert [(c["sort"], c["change"]) for c in found["changes"]] == [
        ("source", "changed"),
        ("term", "changed"),
    ]


def test_exit_codes(run, workspace, edit, small_core):
    edit("seeds/reference-states.ttl", "dcterms:language", "dcterms:format")
    assert run("diff", small_core, workspace).returncode == 0
    assert run("diff", small_core, workspace, "--fail").returncode == 1
    assert run("diff", small_core, small_core, "--fail").returncode == 0


@pytest.fixture
def repository(workspace):
    """The workspace in git, with a first state tagged v1 and a second."""

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(
            ["git", "-C", str(workspace), *who, *arguments], check=True, capture_output=True
        )

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    git("tag", "v1")
    path = workspace / "seeds" / "reference-events.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace('"Kursk Oblast"', '"Kursk province"'))
    git("commit", "-q", "-a", "-m", "second")
    return workspace


@pytest.mark.parametrize("revision", ["HEAD~1", "v1", "HEAD^"])
def test_git_revisions(run, repository, revision):
    (change,) = told(run, revision, repository)["changes"]
    assert change["iri"].endswith("place-kursk-region")
    assert change["fields"] == [
        {"name": "skos:altLabel", "before": "Kursk Oblast@en", "after": "Kursk province@en"}
    ]
    assert told(run, "HEAD", revision, "--workspace", repository)["changes"]


@pytest.mark.parametrize(
    "revision", ["--output=owned", "-h", "HEAD:seeds", "a b", "nothing", "$(id)"]
)
def test_no_revision_becomes_an_option_or_a_path(run, repository, revision):
    done = run("diff", "--workspace", repository, "--", revision, repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert "git revision" in done.stderr


def test_a_folder_without_a_graph_is_there_all_the_same(run, tmp_path, core):
    (tmp_path / "empty").mkdir()
    done = run("diff", tmp_path / "empty")
    assert done.returncode == 2
    assert "empty: this folder holds no graph" in done.stderr
    assert "there is no such" not in done.stderr


def test_a_folder_that_git_does_not_know(run, tmp_path):
    inner = tmp_path / "clone" / "mine"
    for part in ("ontology", "seeds"):
        (inner / part).mkdir(parents=True)
    bare = run("diff", "HEAD", "--workspace", inner)
    assert (bare.returncode, "no git repository holds" in bare.stderr) == (2, True)

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(inner.parent)]
        subprocess.run(["git", *who, *arguments], check=True, capture_output=True)

    git("init", "-q")
    empty = run("diff", "HEAD", "--workspace", inner)
    assert (empty.returncode, "nothing is committed" in empty.stderr) == (2, True)
    git("commit", "-q", "--allow-empty", "-m", "first")
    around = run("diff", "HEAD", "--workspace", inner)
    assert (around.returncode, around.stdout) == (2, "")
    assert "git does not know this folder" in around.stderr
    for done in (bare, empty, around):
        assert "git add ., git commit" in done.stderr
    assert "git init" in around.stderr
    assert "git init" in bare.stderr


def test_git_follows_no_link_and_runs_no_filter(run, repository, tmp_path):
    secret = tmp_path / "secret.ttl"
    secret.write_text("<http://e/secret> a <http://e/Secret> .")
    (repository / "seeds" / "link.ttl").symlink_to(secret)
    (repository / ".gitattributes").write_text("*.ttl filter=evil\n")
    config = repository / ".git" / "config"

    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(
            ["git", "-C", str(repository), *who, *arguments], check=True, capture_output=True
        )

    git("add", ".")
    git("commit", "-q", "-m", "link")
    config.write_text(config.read_text() + f'[filter "evil"]\n\tsmudge = touch {tmp_path}/ran\n')
    done = run("diff", "v1", "HEAD", "--workspace", repository)
    assert done.returncode == 0, done.stderr
    assert "ecret" not in done.stdout
    assert not (tmp_path / "ran").exists()


def test_a_built_cache_a_dump_and_a_wheel(run, workspace, edit, tmp_path):
    assert run("build", "--workspace", workspace, KG_CACHE=str(tmp_path / "cache")).returncode == 0
    (cache,) = (path for path in (tmp_path / "cache").iterdir() if path.is_dir())
    dump = tmp_path / "graph.nq"
    assert run("export", "nq", "--workspace", workspace, "-o", dump).returncode == 0
    wheel = tmp_path / "entente_kg-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        for part in ("ontology", "seeds"):
            for path in (workspace / part).rglob("*.ttl"):
                packed.write(path, f"kg/_data/{path.relative_to(workspace)}")
        packed.writestr("kg/_data/seeds/../../../../evil.ttl", "no Turtle")
    edit(f"seeds/{ARTICLE}.ttl", "kg:textLength 3820", "kg:textLength 3821")
    for side in (cache, dump, wheel):
        (change,) = told(run, side, workspace)["changes"]
        assert change["fields"] == [{"name": "kg:textLength", "before": "3820", "after": "3821"}], (
            side
        )


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("a.txt", b"x", 2, "nothing that can be compared"),
        ("a.nq", b"<x", 3, "this is broken"),
        ("a.whl", b"x", 3, "this is no wheel"),
    ],
)
def test_files_that_are_no_state(run, tmp_path, name, data, code, words, small_core):
    (tmp_path / name).write_bytes(data)
    done = run("diff", tmp_path / name, small_core)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr


def test_broken_text_is_named(run, workspace, small_core):
    (workspace / "seeds" / "reference-states.ttl").write_text("kgd:x a .")
    done = run("diff", small_core, workspace)
    assert done.returncode == 1
    assert "seeds/reference-states.ttl:1: error [syntax]" in done.stderr


def test_the_page_is_whole_and_inert(run, workspace, edit, tmp_path, small_core):
    edit("seeds/reference-events.ttl", '"Kursk Oblast"@en', '"<script>alert(1)</script>\\u202E"@en')
    done = run("diff", small_core, workspace, "--format", "html")
    assert done.returncode == 0
    assert "<script" not in done.stdout
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\u202e" in done.stdout
    assert "default-src &#x27;none&#x27;" in done.stdout or "default-src 'none'" in done.stdout
    assert not re.search(r"(src|href)=", done.stdout)
    assert Path(tmp_path).exists()
