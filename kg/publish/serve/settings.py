"""What the server was started with, and the limits of what it does for one request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.text.layout import Layout
    from kg.text.store_settings import Addresses

#: The most bytes of a query or an update, and of a graph that is written (scratch).
QUERY_BYTES, GRAPH_BYTES = 1 << 20, 64 << 20
#: How long (s) a client may take to send a body.
BODY_SECONDS = 30.0
#: The addresses that only this machine reaches.
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """Who may write at the desk: the file of users, and the header in which a proxy names one ("": none)."""

    users: Path
    header: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of ``kg serve``: limits of one evaluation (0: none), and how many at a time.

    ``seconds`` of time, ``rows`` (or triples) and ``bytes`` of one answer, ``megabytes`` of memory
    beyond what the data take. ``workers``: how many are meant to evaluate at a time. ``scratch`` is ``copy`` or ``empty``, or None: nothing can be written. ``allowed`` are
    the addresses that SERVICE and LOAD may reach, ``proxies`` (addresses, or networks) those that are
    believed when they tell who asks, and by which scheme; ``origins`` those whose pages may read (``*``: any). ``texts`` is a folder with texts of sources that
    may be shown to all who ask. ``desk``: None, where nobody may write.
    """

    layout: Layout
    remote: Addresses | None = None
    scratch: str | None = None
    host: str = "127.0.0.1"
    port: int = 8765
    seconds: float = 10.0
    rows: int = 1_000_000
    bytes: int = 512 << 20
    megabytes: int = 1_024
    workers: int = 2
    allowed: tuple[str, ...] = ()
    log_queries: bool = False
    proxies: tuple[str, ...] = ()
    origins: tuple[str, ...] = ("*",)
    desk: DeskSettings | None = None
    texts: Path | None = None

    @property
    def names(self) -> frozenset[str] | None:
        """The names by which alone it may be asked; None: any.

        A page elsewhere can let its own name lead to this machine, and is then of one origin with it. What
        is not for pages of any origin is therefore not given by any name.
        """
        if "*" in self.origins or self.proxies or self.host not in LOOPBACK:
            return None
        return frozenset({"localhost", "127.0.0.1", "[::1]"})

    @property
    def union(self) -> bool:
        """Whether the default graph of a query is the union of all graphs."""
        return self.scratch != "empty"

    @property
    def known_prefixes(self) -> dict[str, str]:
        """The prefixes that a query need not declare: none for an empty store, which is not ours."""
        return dict(self.layout.prefixes) if self.scratch != "empty" else {}
