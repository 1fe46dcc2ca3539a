"""``bench editie``: writing peilbestanden, measuring editions and setting them as files."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.numbers import format_count, parse_count

if TYPE_CHECKING:
    from voetlicht.opdrachten.bench.timing import Measured

SCALES = "250.000,1.000.000,4.100.000"
"""A register of the country; a large peilbestand; everybody who ever had a dossier."""


def _scales(ctx: click.Context, option: click.Parameter, text: str) -> tuple[int, ...]:
    try:
        scales = tuple(parse_count(word) for word in text.split(","))
    except ValueError as error:
        raise InputError(f"{error}; schrijf bij --schaal bijvoorbeeld {SCALES}.") from None
    if 0 in scales:
        raise InputError("Van nul personen valt niets te meten; kies bij --schaal ten minste 1.")
    return scales


@click.command()
@click.option(
    "--schaal",
    "scales",
    default=SCALES,
    show_default=True,
    metavar="N,...",
    callback=_scales,
    help="Aantal personen in het peilbestand; meer dan één mag.",
)
@click.option(
    "--herhalingen",
    "repetitions",
    type=click.IntRange(1, 1000),
    default=7,
    show_default=True,
    metavar="KEER",
    help="Hoe vaak elk onderdeel wordt gemeten, na een keer proefdraaien.",
)
@click.option(
    "--json",
    "json_file",
    metavar="BESTAND",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Schrijf de metingen ook hierheen.",
)
def editie(*, scales: tuple[int, ...], repetitions: int, json_file: Path | None) -> None:
    """Meet het maken van een editie, van peilbestand tot bestanden.

    De getallen zijn milliseconden; p50 is de mediaan. De bodem is het minste dat elk programma
    moet doen: de kolommen lezen en tellen. Beide tellingen worden vergeleken; bij een verschil
    stopt de meting.
    """
    from voetlicht.opdrachten.bench import report

    machine = report.machine()
    click.echo(machine)
    measured = tuple(time_all(scales, repetitions=repetitions))
    for line in report.table(measured):
        click.echo(line)
    if json_file:
        report.write_json(json_file, measured, on=machine)


def time_all(scales: tuple[int, ...], *, repetitions: int) -> "Iterator[Measured]":
    """Everything, in a temporary folder; the files are of the edition of the first scale."""
    from voetlicht.intern.transparantie.measure import measure
    from voetlicht.opdrachten.bench import measuring, rendering

    with tempfile.TemporaryDirectory(prefix="voetlicht-bench-") as name:
        for n in scales:
            click.echo(f"Peilbestand van {format_count(n)} personen …", err=True)
            invented = measuring.prepare(n, Path(name))
            yield measuring.time_writing(invented, repetitions=repetitions)
            yield from measuring.time_measuring(invented, repetitions=repetitions)
            invented.csv_file.unlink()
        first = measuring.peilbestand_file(Path(name), scales[0])
        editie = measuring.editie_of(measure(first, on=measuring.PEILDATUM))
    click.echo("Bestanden in alle formaten …", err=True)
    yield from rendering.time_rendering(editie, repetitions=repetitions)
