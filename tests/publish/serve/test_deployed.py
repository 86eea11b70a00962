"""What ``deploy/`` is made of fits the program, and a proxy is believed where it was named alone."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import ROOT
from tests.publish.serve.running import Served

UNITS = ("entente.service", "entente-build.service")
FORWARDED = {"X_Forwarded_Proto": "https", "X_Forwarded_For": "192.0.2.7"}


def text_of(name: str) -> str:
    return (ROOT / "deploy" / name).read_text("utf-8")


def test_a_proxy_that_was_named_tells_the_scheme_and_who_asks(empty_store: Served):
    told = json.loads(empty_store.ask("/reconcile", **FORWARDED).content)
    assert told["view"]["url"].startswith("https://127.0.0.1:")
    empty_store.ask("/health")  # the line of the request before it is written then
    assert any('"client": "192.0.2.7"' in line for line in empty_store.lines)


def test_nobody_else_does(server: Served):
    told = json.loads(server.ask("/reconcile", **FORWARDED).content)
    assert told["view"]["url"].startswith("http://127.0.0.1:")
    server.ask("/health")
    assert not any("192.0.2.7" in line for line in server.lines)


def test_a_proxy_is_an_address(run):
    done = run("serve", "--proxy", "proxy.example")
    assert done.returncode == 2
    assert "is no address" in done.stderr


@pytest.mark.parametrize("origin", ["x.org", "https://x.org/", "https://x.org/a", "ftp://x.org"])
def test_an_origin_is_a_scheme_and_a_host(run, origin):
    """RFC 6454, section 6.2: what a browser sends of a page."""
    done = run("serve", "--origin", origin)
    assert done.returncode == 2
    assert "is no origin" in done.stderr


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_calls_a_command_with_options_that_it_has(name):
    from kg.cli import group

    (line,) = re.findall(r"^ExecStart=/opt/entente/.venv/bin/kg (.+)$", text_of(name), re.MULTILINE)
    command, *words = line.split()
    found = group.get_command(None, command)
    assert found is not None
    known = {option for parameter in found.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_the_server_is_on_loopback_and_writes_nothing_but_its_cache():
    unit = text_of("entente.service")
    assert "--host 127.0.0.1" in unit
    for line in ("ProtectSystem=strict", "DynamicUser=yes", "CacheDirectory=entente"):
        assert line in unit.splitlines()
    assert "ReadWritePaths" not in unit


def test_the_image_holds_what_is_installed():
    lines = text_of("Containerfile").splitlines()
    copied = [word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]]
    here = [word for word in copied if not word.startswith(("--", "/"))]
    assert all((ROOT / name).exists() for name in here)
    assert {"kg", "ontology", "seeds", "requirements", "scripts", "pyproject.toml"} <= set(here)
