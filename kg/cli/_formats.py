"""How a call of ``kg export`` is read: which word is the format, and which options that has."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.errors import KgError
    from kg.plugins import Option
    from kg.publish.formats._registry import Format

# In the help text: where the formats are listed.
_LIST_MARK = "FORMATS"
# In the context: the format whose options are read, and all formats where they are listed.
_TRIED_FORMAT, _ALL_FORMATS = "kg.cli.export.tried", "kg.cli.export.all"
# Before the names of a format's own options, which may be called as those of every export are.
_OWN_PREFIX = "own_"


@dataclass(frozen=True, slots=True)
class ChosenFormat:
    """The format that was asked for, and the values that were given for its own options."""

    form: Format
    options: dict[str, object]


class ExportCommand(click.Command):
    """A command whose argument is a format, and which has the options of that format as well.

    Which word is the format shows when the arguments are read with the options of the format that a
    word names. Formats of other packages are looked up only where no word names one of ``kg``.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first_failure: tuple[Format, click.UsageError] | None = None
        for form in _formats_named(args):
            ctx.meta[_TRIED_FORMAT] = form
            trial = click.Context(
                self, ctx.parent, ctx.info_name, resilient_parsing=ctx.resilient_parsing
            )
            try:
                super().parse_args(trial, list(args))
            except click.UsageError as error:
                first_failure = first_failure or (form, error)
                continue
            if trial.params.pop("form", None) == form.name:
                ctx.obj = ChosenFormat(form, _given_options(trial, form))
                ctx.params = {
                    n: v for n, v in trial.params.items() if not n.startswith(_OWN_PREFIX)
                }
                ctx.args = trial.args
                return ctx.args
        if first_failure is not None:
            raise _naming_other_formats(*first_failure)
        ctx.meta.pop(_TRIED_FORMAT, None)
        # Shows the help, or says what is wrong with the format.
        return super().parse_args(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The format, the options of every export, and those of the format that is tried, else of all."""
        params = super().get_params(ctx)
        form: Format | None = ctx.meta.get(_TRIED_FORMAT)
        names = (
            None if form is not None else [form_listed.name for form_listed in _all_formats(ctx)[0]]
        )
        argument = click.Argument(
            ["form"], metavar="FORMAT", type=click.Choice(names) if names else str
        )
        taken = {flag for param in params for flag in param.opts}
        if form is not None:
            _refuse_taken(form, taken)
        format_options = [
            _click_option(option, forms)
            for option, forms in _options(_all_formats(ctx)[0] if form is None else [form]).items()
            if option.flag not in taken
        ]
        after_query = [param.name for param in params].index("query") + 1
        return [argument, *params[:after_query], *format_options, *params[after_query:]]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        ctx.meta.pop(_TRIED_FORMAT, None)  # all options, also where one format was named
        super().format_help(ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        text = inspect.cleandoc(self.help or "").replace(_LIST_MARK, _listed(*_all_formats(ctx)))
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text)


def _formats_named(args: Sequence[str]) -> Iterator[Format]:
    """The formats that words of the call name; those of other packages last."""
    from kg.plugins import FORMATS, plugins
    from kg.publish.formats._registry import built_in, load

    words = [word for word in dict.fromkeys(args) if not word.startswith("-")]
    built_in_names = set(built_in())
    for word in words:
        if word in built_in_names and (form := load(word)) is not None:
            yield form
    if built_in_names.issuperset(words):
        return
    plugin_names = {plugin.name for plugin in plugins(FORMATS)} - built_in_names
    for word in words:
        if word in plugin_names and (form := load(word)) is not None:
            yield form


def _given_options(trial: click.Context, form: Format) -> dict[str, object]:
    """The values of a format's own options that were given in the call, by name."""
    return {
        option.name: trial.params[_OWN_PREFIX + option.name]
        for option in form.options
        if trial.get_parameter_source(_OWN_PREFIX + option.name) is ParameterSource.COMMANDLINE
    }


def _naming_other_formats(form: Format, error: click.UsageError) -> click.UsageError | UsageError:
    """The error of a call with a format; of an option that other formats have, it names those."""
    if not isinstance(error, click.NoSuchOption):
        return error
    from kg.publish.formats._registry import formats

    others = [other.name for other in formats() if error.option_name in _flags(other)]
    if not others:
        return error
    remedy = f"give it with {' or '.join(others)} only"
    return UsageError(f"{form.name} has no such option", error.option_name, remedy)


def _flags(form: Format) -> list[str]:
    """The options of a format as they are typed: ``--texts``."""
    return [option.flag for option in form.options]


def _all_formats(ctx: click.Context) -> tuple[list[Format], list[KgError]]:
    """All formats, and why plug-ins cannot be used: found once in a call."""
    if _ALL_FORMATS not in ctx.meta:
        from kg.publish.formats._registry import survey

        ctx.meta[_ALL_FORMATS] = survey()
    surveyed: tuple[list[Format], list[KgError]] = ctx.meta[_ALL_FORMATS]
    return surveyed


def _options(forms: Sequence[Format]) -> dict[Option, list[Format]]:
    """The options of some formats, and which formats have each."""
    options: dict[Option, list[Format]] = {}
    for form in forms:
        for option in form.options:
            options.setdefault(option, []).append(form)
    return options


def _refuse_taken(form: Format, taken: set[str]) -> None:
    """Raises KgError for a plug-in with an option that every export has."""
    for option in form.options:
        if option.flag in taken and form.plugin is not None:
            raise form.plugin.error(f"cannot be used: every export has an option {option.flag}")


def _click_option(option: Option, forms: Sequence[Format]) -> click.Option:
    """An option of some formats as click reads it."""
    metavars = {"text": "TEXT", "number": "N", "folder": "DIR", "file": "FILE"}
    return click.Option(
        [option.flag, _OWN_PREFIX + option.name],
        is_flag=option.kind == "flag",
        type=int if option.kind == "number" else None,
        metavar=metavars.get(option.kind),
        help=f"{', '.join(form.name for form in forms)} only: {option.help}",
    )


def _listed(forms: Sequence[Format], refused: Sequence[KgError]) -> str:
    """The formats by their groups, a line each, and the plug-ins that cannot be used."""
    by_group = max(len(form.group) for form in forms) + 3
    by_name = max(len(form.name) for form in forms) + 3
    lines, group = [], ""
    for form in forms:
        heading = "" if form.group == group else form.group
        group = form.group
        source = f" (from {form.package})" if form.plugin else ""
        lines.append(f"{heading:{by_group}}{form.name:{by_name}}{form.summary}{source}")
    lines += [f"not used: {error.what}" for error in refused]
    return "\n".join(lines)
