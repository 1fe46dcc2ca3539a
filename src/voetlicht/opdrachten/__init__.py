"""The command line. Each command is a module of its own, named after it."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from voetlicht.basis.kern import omgeving
from voetlicht.opdrachten.dutch import speak_dutch

speak_dutch()

# The order is that of ``./voetlicht --help``: first what a newcomer needs.
COMMANDS = (
    "demo",
    "stop",
    "publiceer",
    "lees",
    "verwerk",
    "genereer",
    "beheerders",
    "inzagelog",
    "test",
    "check",
    "bench",
)


def _data_option() -> click.Option:
    """``--data``, which every command accepts; read it with ``data_path``."""

    def remember(ctx: click.Context, parameter: click.Parameter, value: Path) -> None:
        ctx.meta[__name__] = value

    return click.Option(
        ["--data"],
        metavar="MAP",
        type=click.Path(file_okay=False, path_type=Path),
        default=lambda: omgeving.text("VOETLICHT_DATA", ".voetlicht"),
        expose_value=False,
        is_eager=True,
        callback=remember,
        help="Map met de gegevens van deze installatie. Standaard: .voetlicht",
    )


def data_path() -> Path:
    """The folder that ``--data`` names in the present command, absolute."""
    chosen = click.get_current_context().meta[__name__]
    assert isinstance(chosen, Path)
    return chosen.absolute()


def _accept_data(command: click.Command) -> None:
    """Give a command ``--data``; of a command with parts, each part."""
    command.options_metavar = "[OPTIES]"
    if isinstance(command, click.Group):
        for part in command.commands.values():
            _accept_data(part)
    elif not any("--data" in parameter.opts for parameter in command.params):
        command.params.append(_data_option())


class Commands(click.Group):
    """Loads a command when it is asked for, and gives each of them ``--data``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if find_spec(f"{__name__}.{name}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name, None)
        if not isinstance(command, click.Command):
            return None
        _accept_data(command)
        return command


@click.command(
    cls=Commands,
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT ...",
    context_settings={"help_option_names": ["--help", "-h"]},
)
@click.version_option(package_name="voetlicht", prog_name="voetlicht")
def voetlicht() -> None:
    """Voetlicht: van doelgroepregister tot publicatie.

    Begin met ‘./voetlicht demo’. Uitleg per opdracht: ‘./voetlicht OPDRACHT --help’.
    """
