"""Run the server: its socket, its processes, signals, and the lines that it writes."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import signal
import socket
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from kg.errors import UsageError, missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.publish.desk.routes import DeskRoutes
    from kg.publish.serve.settings import Settings

_KEEP_ALIVE, _SHUTDOWN, _MOST_CONNECTIONS = 15, 15, 1_000


def serve(settings: Settings, notify: Callable[[str], None]) -> None:
    """Serve until a signal (SIGINT, SIGTERM) ends it; requests that are answered by then are finished.

    Raises KgError where a package is missing, and UsageError where the address cannot be taken.
    """
    for name in (
        "uvicorn",
        "starlette",
        "httptools",
        "python_multipart",
        "prometheus_client",
        "jinja2",
    ):
        if find_spec(name) is None:
            raise missing(name, "serve")
    from kg.publish.serve.keeper import start_nursery

    listening = _bound(settings.host, settings.port)
    nursery = start_nursery(settings, listening)
    desk = _opened_desk(settings, listening)
    import uvicorn
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    from kg.publish.serve.app import application
    from kg.publish.serve.observing import WithPeer
    from kg.publish.serve.offers import Http
    from kg.publish.serve.pool import Pool

    _write_lines()
    pool = Pool(nursery, settings)
    app = application(pool, notify, lambda: notify(_told_address(listening, desk)), desk)
    if settings.proxies:
        app = WithPeer(ProxyHeadersMiddleware(app, list(settings.proxies)))  # type: ignore[arg-type]  # uvicorn's own types of ASGI
    config = uvicorn.Config(
        app,
        http=Http,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_SHUTDOWN,
        limit_concurrency=_MOST_CONNECTIONS,
        proxy_headers=False,  # believed in front of the application, behind what notes the peer
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)  # uvicorn raises it again when all is done
    with contextlib.suppress(SystemExit):  # so it ends where the data could not be loaded
        uvicorn.Server(config).run(sockets=[listening])
    if pool.problem is not None:
        raise pool.problem


def _opened_desk(settings: Settings, listening: socket.socket) -> DeskRoutes | None:
    """The desk, where claims may be written. Raises KgError for a file of users that cannot be read."""
    if settings.desk is None:
        return None
    from kg.publish.desk.clerk import start_clerk
    from kg.publish.desk.routes import DeskRoutes
    from kg.publish.desk.signing import Signing

    signing = Signing(settings.desk.users, settings.desk.header, settings.proxies)
    signing.make_own()
    return DeskRoutes(start_clerk(settings.layout, listening), signing)


def _told_address(listening: socket.socket, desk: DeskRoutes | None) -> str:
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    base = f"http://{shown}:{port}"
    lines = [f"{base}/ (SPARQL: /sparql); Ctrl+C ends it"]
    if desk is not None:
        # Behind “#” a browser keeps it to itself: it comes into no log.
        token = f"#token={desk.signing.own_token}" if desk.signing.own_token else ""
        lines.append(f"the desk: {base}/desk{token}")
    return "\n    ".join(lines)


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises UsageError where that cannot be."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except OSError:
        raise UsageError(
            f"there is no host {host}", "--host", "give 127.0.0.1 or 0.0.0.0"
        ) from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise _unbindable(error, host, port) from None
    return listening


def _unbindable(error: OSError, host: str, port: int) -> UsageError:
    where = f"{host}, port {port}"
    if error.errno == errno.EADDRINUSE:
        return UsageError(
            "another program listens there", where, "give another --port (0: any that is free)"
        )
    if error.errno == errno.EACCES:
        return UsageError("this port needs more rights", where, "give a --port above 1023")
    if error.errno == errno.EADDRNOTAVAIL:
        return UsageError(
            "this machine has no such address", where, "give --host 127.0.0.1, or 0.0.0.0"
        )
    return UsageError(
        f"the server cannot listen there: {error.strerror}", where, "give another --port"
    )


def _write_lines() -> None:
    """Lines of JSON go to stderr, as do errors of the server itself, without their traces."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("kg.serve")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    for name in ("uvicorn", "uvicorn.error", "uvicorn.asgi"):
        other = logging.getLogger(name)
        other.propagate = False
        other.handlers = [handler] if os.environ.get("KG_TRACEBACK") else [logging.NullHandler()]
