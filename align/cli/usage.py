"""click's classes, speaking the chosen language: headings of the help, and usage errors."""

from __future__ import annotations

import difflib
from typing import Any

import click

from align.cli.language import say


class Command(click.Command):
    """A command whose help is in the chosen language, its examples kept as they are typed."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how to call it."""
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=say("cli.usage") + " ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a heading."""
        rows = [row for param in self.get_params(ctx) if (row := param.get_help_record(ctx))]
        if rows:
            with formatter.section(say("cli.options")):
                formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, line by line."""
        if self.epilog:
            formatter.write_paragraph()
            for line in self.epilog.strip().splitlines():
                formatter.write(f"{line}\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give ``--help`` a text in the chosen language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("cli.show_help")
        return option


class Group(Command, click.Group):
    """A group of commands, its list under a heading in the chosen language."""

    command_class = Command

    def line_of(self, name: str) -> str:
        """What the list says of a command."""
        command = self.commands[name]
        return command.get_short_help_str(limit=80)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        with formatter.section(say("cli.commands")):
            formatter.write_dl([(name, self.line_of(name)) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown name is a usage error with the nearest one."""
        name = args[0]
        if self.get_command(ctx, name) is None:
            near = difflib.get_close_matches(name, self.list_commands(ctx), n=1)
            key = "cli.no_command_near" if near else "cli.no_command"
            values: dict[str, Any] = {"name": name, "near": near[0] if near else ""}
            raise click.UsageError(say(key, **values), ctx)
        return super().resolve_command(ctx, args)


def usage_message(error: click.UsageError) -> str:
    """A usage error in the chosen language, with where to find help."""
    message = error.format_message()
    if isinstance(error, click.NoSuchOption):
        known = error.possibilities or []
        message = say("cli.no_option", name=error.option_name)
        if known:
            message += " " + say("cli.did_you_mean", names=", ".join(sorted(known)))
    elif isinstance(error, click.MissingParameter):
        param = error.param
        name = error.param_hint or (param.make_metavar(error.ctx) if param and error.ctx else "?")
        if isinstance(param, click.Option):
            name = param.opts[-1]
        message = say("cli.missing", name=str(name))
    elif isinstance(error, click.BadParameter):
        hint = error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""
        message = say("cli.bad_value", name=hint.strip("'"), reason=error.message)
    path = error.ctx.command_path if error.ctx else "align"
    return f"{message}\n{say('cli.try_help', command=path)}"
