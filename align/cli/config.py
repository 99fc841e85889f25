"""``align config show``: every setting, its value and where it comes from."""

from __future__ import annotations

from pathlib import Path

import click

from align.cli import console
from align.cli.language import say
from align.cli.options import READABLE
from align.cli.usage import Group
from align.settings import flat, load


@click.group("config", cls=Group, help=say("config.help"))
def command() -> None:
    """Hold the commands on settings together."""


@command.command("show", help=say("config.show"), epilog=say("config.examples"))
@click.option("--settings", "settings_file", type=READABLE, help=say("cli.settings"))
@click.option("--json", "as_json", is_flag=True, help=say("cli.json"))
def show(settings_file: Path | None, *, as_json: bool) -> None:
    """Show the settings."""
    settings, origins = load(settings_file)
    values = flat(settings)
    if as_json:
        console.result(
            {name: {"value": value, "origin": origins[name]} for name, value in values.items()}
        )
        return
    console.table(
        [say("config.name"), say("config.value"), say("config.origin"), say("config.meaning")],
        [
            [name, _shown(value), say(f"config.from_{origins[name]}"), say("setting." + _key(name))]
            for name, value in values.items()
        ],
    )


def _key(name: str) -> str:
    return name.replace(".", "_")


def _shown(value: str | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
