"""``align completion SHELL``: the script that completes commands and options in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from align.cli.language import say
from align.cli.usage import Command


@click.command(
    "completion", cls=Command, help=say("completion.help"), epilog=say("completion.examples")
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script."""
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(ctx.find_root().command, {}, "align", "_ALIGN_COMPLETE").source())
