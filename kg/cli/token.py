"""``kg token``: who may use the desk of ``kg serve --write``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli._desk import users_file
from kg.cli._output import notify, terminal_width, workspace_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.cli._values import Others

_USERS = click.option(
    "--users",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file of users (default: desk/users.toml of the workspace).",
)


def _with_file(command: Callable[Others, None]) -> Callable[Others, None]:
    return _USERS(workspace_option(command))


@click.group("token")
def command() -> None:
    """Say who may use the desk of kg serve --write, each with a token of their own.

    Tokens are kept as hashes; a role is read, curate (claims) or admin (also others' changes, and reviews).

    \b
    Examples:
      kg token list
      kg token add --help
    """


@command.command("add")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["read", "curate", "admin"]),
    default="curate",
    show_default=True,
    help="What they may do.",
)
@click.option(
    "--days",
    type=click.IntRange(0, 36_500),
    default=90,
    show_default=True,
    help="How long it serves (0: without end).",
)
@click.option("--no-token", is_flag=True, help="For one whom a proxy names (--user-header).")
@_with_file
def add_command(
    name: str, role: str, days: int, no_token: bool, users: Path | None, workspace: str | None
) -> None:
    """Give NAME a token, which is told once, and a role; one that was given before serves no more."""
    from kg.publish.desk.users import added, new_token, read_users, write_users

    path = _path(users, workspace)
    expires = datetime.now(UTC).date() + timedelta(days=days) if days else None
    token = None if no_token else new_token()
    write_users(path, added(read_users(path), name, role, expires, token=token))
    until = f" until {expires.isoformat()}" if expires else ""
    notify(f"{name} may {role}{until}; the token is told this once")
    if token is not None:
        click.echo(token)


@command.command("list")
@_with_file
def list_command(users: Path | None, workspace: str | None) -> None:
    """List who may use the desk, with roles and last days."""
    from kg.publish.desk.users import read_users
    from kg.publish.terminal.grid import table

    today = datetime.now(UTC).date()
    rows = [
        [
            user.name,
            user.role,
            "a token" if user.sha256 else "named by a proxy",
            f"{user.expires.isoformat()}{' (over)' if user.is_over(today) else ''}"
            if user.expires
            else "without end",
        ]
        for user in read_users(_path(users, workspace)).values()
    ]
    if not rows:
        notify("there is nobody yet: kg serve --write then tells a token for this one run")
        return
    click.echo(table(["name", "role", "by", "until"], rows, terminal_width()), nl=False)


@command.command("revoke")
@click.argument("name")
@_with_file
def revoke_command(name: str, users: Path | None, workspace: str | None) -> None:
    """Take NAME's token away; a running server knows it at once."""
    from kg.publish.desk.users import read_users, without, write_users

    path = _path(users, workspace)
    write_users(path, without(read_users(path), name))
    notify(f"{name} may nothing any more")


def _path(users: Path | None, workspace: str | None) -> Path:
    """The file of users. Raises UsageError where there is no workspace and no file is named."""
    from kg.text.layout import find_layout

    return users or users_file(find_layout(workspace))
