"""The command ``genereer``."""

import time

import click

from voetlicht.basis.kern.numbers import format_count
from voetlicht.opdrachten.genereer.plan import Scale, population
from voetlicht.opdrachten.installatie.datadir import Installatiesoort
from voetlicht.opdrachten.session import intern_side, progress

DEFAULT_ZAAD = 1


@click.command()
@click.option(
    "--schaal",
    type=click.Choice([scale.value for scale in Scale]),
    default=Scale.DEMO.value,
    show_default=True,
    help="demo: Rijnmond, Twente en een dun gevulde rest. landelijk: het hele register. vol: ook "
    "4,1 miljoen dossiers.",
)
@click.option(
    "--zaad",
    type=click.IntRange(0),
    default=DEFAULT_ZAAD,
    show_default=True,
    metavar="GETAL",
    help="Hetzelfde zaad geeft dezelfde personen en dezelfde cijfers.",
)
def genereer(*, schaal: str, zaad: int) -> None:
    """Vul een lege voorbeeldinstallatie met verzonnen personen."""
    with intern_side(soort=Installatiesoort.VOORBEELD):
        generate(Scale(schaal), zaad)


def generate(scale: Scale, zaad: int = DEFAULT_ZAAD) -> None:
    """Fill the installation that Django is set up for; tells how it goes."""
    from voetlicht.intern.toegang.systeemactoren import GENERATOR
    from voetlicht.opdrachten.genereer.filling import fill_installation
    from voetlicht.opdrachten.genereer.report import rule_table

    started = time.monotonic()
    filled = fill_installation(by=GENERATOR, population=population(scale, zaad), report=progress)
    click.echo(
        f"Geladen: {format_count(filled.personen)} personen, van wie "
        f"{format_count(filled.klanten)} met een dossier, en {format_count(filled.medewerkers)} "
        f"medewerkers, in {time.monotonic() - started:.0f} s"
    )
    for text in rule_table(filled):
        click.echo(text)
