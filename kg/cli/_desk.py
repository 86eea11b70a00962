"""The options of the desk, which ``kg serve`` and ``kg token`` share, and where its users stand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate

import click

from kg.cli._values import Others, with_options
from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.publish.serve.settings import DeskSettings
    from kg.text.layout import Layout


@dataclass(frozen=True, slots=True)
class DeskOptions:
    """Whether the desk is open, the file of its users, and the header in which a proxy names one."""

    write: bool
    users: Path | None
    user_header: str


_OPTIONS = (
    click.option(
        "--write",
        is_flag=True,
        help="Open the desk, where those who sign in read documents into claims.",
    ),
    click.option(
        "--users",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Who may use the desk (default: desk/users.toml of the workspace; see kg token).",
    ),
    click.option(
        "--user-header",
        default="",
        metavar="NAME",
        help="The header in which a proxy of --proxy names the user, such as X-Remote-User.",
    ),
)


def desk_options(
    command: Callable[Concatenate[DeskOptions, Others], None],
) -> Callable[Others, None]:
    """Give a command the options of ``DeskOptions``; it gets them as its first parameter."""
    return with_options(command, DeskOptions, _OPTIONS)


def desk_settings(
    options: DeskOptions, layout: Layout, proxies: tuple[str, ...]
) -> DeskSettings | None:
    """What the server is told of the desk; None where it is closed. Raises UsageError."""
    from kg.publish.serve.settings import DeskSettings

    if not options.write:
        if options.users is not None or options.user_header:
            raise UsageError("the desk is closed", "--users, --user-header", "open it: --write")
        return None
    users = users_file(layout)  # a workspace there must be
    if options.user_header and not proxies:
        raise UsageError(
            "nobody but a proxy may name the user", "--user-header", "give --proxy too"
        )
    return DeskSettings(options.users or users, options.user_header)


def users_file(layout: Layout) -> Path:
    """The file of those who may use the desk of a workspace. Raises UsageError outside one."""
    if layout.workspace is None:
        raise UsageError(
            "the desk is of a workspace, and there is none here",
            "--workspace",
            "make one: kg new workspace DIR; then: kg serve --write --workspace DIR",
        )
    return layout.root / "desk" / "users.toml"
