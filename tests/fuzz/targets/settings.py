"""The settings of a workspace, kg.toml."""

from __future__ import annotations

from kg.iris import CORE
from kg.text.workspace import read_workspace
from tests.fuzz.inputs import ROOT, edited
from tests.fuzz.material import written

SEEDS = (
    b'name = "My graph"\nprefix = "my"\nnamespace = "https://example.org/my/"\ncore = "0.1.0"\n',
    b'prefix = "my-x2"\nname = \'x\'\nnamespace = "http://e/x#"\ncore = "0.1"\n# a comment\n',
)
_WORDS = [
    *(b"[table]", b"[[x]]", b"= 1", b'""', b"'''", b'"\\u0000"', b'"\\uD800"', b"{ a = 1 }", b"1979-05-27", b"core = \"9.0\""),
    *(b"kgd", b"\xc3\xa9", b"https://w3id.org/entente/", b"99999999999999999999.1", b"inf", b"0x1F", b"a.b = "),
]  # fmt: skip
INPUTS = edited(SEEDS, _WORDS)
GOOD = SEEDS[0]
EXAMPLES = 30


def hold(data: bytes) -> None:
    """What is read can stand beside the core."""
    workspace = read_workspace(written("kg.toml", data), ROOT)
    assert workspace.name.isprintable()
    extended = CORE.extended(workspace.prefix, workspace.namespace)
    assert extended.expand(f"{workspace.prefix}:x") == f"{workspace.namespace}x"
