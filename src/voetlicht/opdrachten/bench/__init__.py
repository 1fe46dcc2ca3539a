"""``bench``: how fast this machine does what takes time. Figures to read, never a test to pass."""

import click

from voetlicht.opdrachten.bench.editie import editie
from voetlicht.opdrachten.bench.intern import intern
from voetlicht.opdrachten.bench.inzagelog import inzagelog
from voetlicht.opdrachten.bench.zoeken.command import zoeken


@click.group(subcommand_metavar="ONDERDEEL ...")
def bench() -> None:
    """Meet hoe snel Voetlicht is op deze machine.

    Alle metingen zijn met verzonnen gegevens. ‘intern’ vraagt een gevulde voorbeeldinstallatie;
    wat andere nodig hebben maken zij zelf, in een tijdelijke map.
    """


bench.add_command(editie)
bench.add_command(intern)
bench.add_command(inzagelog)
bench.add_command(zoeken)
