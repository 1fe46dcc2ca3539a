"""``bench``: how fast this machine does what takes time. Figures to read, never a test to pass."""

import click

from voetlicht.opdrachten.bench.editie import editie


@click.group(subcommand_metavar="ONDERDEEL ...")
def bench() -> None:
    """Meet hoe snel Voetlicht is op deze machine.

    Alle metingen zijn met verzonnen gegevens in een tijdelijke map; een database is niet nodig.
    """


bench.add_command(editie)
