"""What a command needs before it can use the rooms: a database and a configured Django."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from voetlicht.basis.kern import omgeving
from voetlicht.opdrachten import data_path
from voetlicht.opdrachten.installatie import environment
from voetlicht.opdrachten.installatie.datadir import Installatiesoort
from voetlicht.opdrachten.installatie.prepare import Installation, in_use


@contextmanager
def intern_side(*, soort: Installatiesoort | None = None) -> Iterator[Installation | None]:
    """Django as the intern side, on the installation that ``--data`` names.

    When the environment names a database (production), that one is used and there is no embedded
    installation: None. ``soort`` is demanded of an installation that exists, and made otherwise.
    Rooms with models may be imported inside the block only.
    """
    if omgeving.is_set("VOETLICHT_DATABASE_URL"):
        set_up_django()
        yield None
        return
    with in_use(data_path(), soort=soort, report=progress) as installation:
        enter(installation)
        yield installation


def enter(installation: Installation) -> None:
    """Django with the keys and the soort of this installation, whatever the shell says of them.

    Otherwise ``VOETLICHT_SOORT=echt`` in a shell would let numbers of real persons into an
    installation of invented ones, whose key to peilbestanden is known to all.
    """
    omgeving.replace(environment.command(installation.data, installation.cluster))
    set_up_django()


def set_up_django() -> None:
    """Load the intern settings and rooms, once."""
    import django

    omgeving.adopt({"DJANGO_SETTINGS_MODULE": "voetlicht.config.settings.intern"})
    django.setup()


def progress(step: str) -> None:
    """One line about what is going on, apart from the output of the command."""
    click.echo(f"{step} …", err=True)
