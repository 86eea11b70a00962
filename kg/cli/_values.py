"""Options that belong together, handed to a command as one value in place of a parameter each."""

from __future__ import annotations

from dataclasses import fields
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import DataclassInstance

    Option = Callable[[Callable[..., None]], Callable[..., None]]

Value = TypeVar("Value", bound="DataclassInstance")
Others = ParamSpec("Others")


def with_options(
    command: Callable[Concatenate[Value, Others], None],
    value_class: type[Value],
    options: tuple[Option, ...],
) -> Callable[Others, None]:
    """A command with these options of click, whose values it gets as its first parameter.

    ``value_class`` has a field for the parameter of each option.
    """

    @wraps(command)
    def with_value(*arguments: Others.args, **parameters: Others.kwargs) -> None:
        command(_taken_from(parameters, value_class), *arguments, **parameters)

    decorated: Callable[Others, None] = with_value
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def _taken_from(parameters: dict[str, Any], value_class: type[Value]) -> Value:
    """Take the values of a value's options, as click has read them, out of a command's parameters."""
    return value_class(**{field.name: parameters.pop(field.name) for field in fields(value_class)})
