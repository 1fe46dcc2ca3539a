"""``bench zoeken``: how fast the search engine finds people, beside others and beside the floor."""

import json
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.numbers import format_count, parse_count
from voetlicht.opdrachten.session import progress

if TYPE_CHECKING:
    from voetlicht.opdrachten.bench.zoeken.eigen import Built, Questions
    from voetlicht.opdrachten.bench.zoeken.meten import Timed
    from voetlicht.opdrachten.bench.zoeken.profielen import Profiles
    from voetlicht.opdrachten.bench.zoeken.vloer import Floor

SCALES = "250k,1m,4m"
"""The register of the country; four times that; everybody who ever had a dossier."""
ENGINES = ("numba", "roaring")
_LETTERS = {"k": 1_000, "m": 1_000_000}


@dataclass(slots=True)
class Measured:
    """Everything that was measured so far."""

    timed: "list[Timed]" = field(default_factory=list)
    built: "list[Built]" = field(default_factory=list)
    floors: "list[Floor]" = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def _scales(ctx: click.Context, option: click.Parameter, text: str) -> tuple[int, ...]:
    try:
        scales = tuple(_scale(word.strip().lower()) for word in text.split(","))
    except ValueError as error:
        raise InputError(f"{error}; schrijf bij --schaal bijvoorbeeld {SCALES}.") from None
    if min(scales) < 100:
        raise InputError("Met zo weinig profielen valt niets te meten; kies ten minste 100.")
    return scales


def _present() -> tuple[str, ...]:
    """The engines that this machine has."""
    return tuple(name for name in ENGINES if name != "numba" or find_spec("numba"))


def _scale(word: str) -> int:
    return parse_count(word.rstrip("km")) * _LETTERS.get(word[-1:], 1)


@click.command()
@click.option(
    "--schaal",
    "scales",
    default=SCALES,
    show_default=True,
    metavar="N,...",
    callback=_scales,
    help="Aantal profielen; meer dan één mag.",
)
@click.option(
    "--motor",
    "engines",
    type=click.Choice(ENGINES),
    multiple=True,
    help="Welke van de eigen zoekmotoren; mag meer dan eens. Anders alle die er zijn.",
)
@click.option(
    "--zonder-buren",
    "alone",
    is_flag=True,
    help="Meet alleen de eigen zoekmotoren, niet tantivy, DuckDB en PostgreSQL.",
)
@click.option(
    "--vragen",
    "count",
    type=click.IntRange(4, 10_000),
    default=300,
    show_default=True,
    metavar="AANTAL",
    help="Hoeveel verschillende vragen van elke soort.",
)
@click.option(
    "--herhalingen",
    "repetitions",
    type=click.IntRange(1, 1000),
    default=3,
    show_default=True,
    metavar="KEER",
    help="Hoe vaak elke vraag wordt gesteld, na een keer proefdraaien.",
)
@click.option(
    "--json",
    "json_file",
    metavar="BESTAND",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Schrijf de metingen ook hierheen.",
)
def zoeken(
    *,
    scales: tuple[int, ...],
    engines: tuple[str, ...],
    alone: bool,
    count: int,
    repetitions: int,
    json_file: Path | None,
) -> None:
    """Meet hoe snel de zoekmotor mensen vindt, met verzonnen profielen.

    S zoekt met strenge filters en telt acht facetten, S+ laat bij de helft van de wensen onbekend
    door en leest de uitleg, V legt alle profielen naast een vacature, U wijzigt en zoekt, T vult
    een begin van een woord aan. De bodem is wat het geheugen van deze machine alleen al vraagt.
    Wat anders telt dan de eigen zoekmotor stopt de meting.
    """
    from voetlicht.opdrachten.bench import report
    from voetlicht.opdrachten.bench.zoeken import tabel

    machine = report.machine()
    click.echo(machine)
    measured = Measured()
    for n in scales:
        _measure(
            measured, n, engines or _present(), alone=alone, count=count, repetitions=repetitions
        )
    for line in tabel.lines(measured):
        click.echo(line)
    if json_file:
        content = {"machine": machine, **tabel.as_json(measured)}
        json_file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _measure(
    measured: Measured,
    n: int,
    engines: tuple[str, ...],
    *,
    alone: bool,
    count: int,
    repetitions: int,
) -> None:
    """Everything at one scale."""
    from voetlicht.opdrachten.bench.zoeken import profielen, vloer

    progress(f"{format_count(n)} profielen verzinnen")
    profiles = profielen.invent(n)
    asked: Questions | None = None
    for engine in engines:
        asked = _measure_own(measured, profiles, engine, asked, count, repetitions)
    assert asked is not None
    progress("Snelheid van het geheugen meten")
    totals = [answer.total for answer in asked.answers]
    measured.floors += vloer.floors(profiles, asked.searches, totals)
    if not alone:
        _measure_peers(measured, profiles, asked, repetitions)


def _measure_own(
    measured: Measured,
    profiles: "Profiles",
    engine: str,
    asked: "Questions | None",
    count: int,
    repetitions: int,
) -> "Questions":
    """One of our own engines; the first one draws the questions."""
    from voetlicht.opdrachten.bench.zoeken import eigen
    from voetlicht.opdrachten.bench.zoeken.meten import Subject

    progress(f"{engine}: bouwen")
    index, built = eigen.build(profiles, engine)
    measured.built.append(built)
    progress(f"{engine}: vragen stellen")
    asked = asked or eigen.questions(profiles, index, count)
    eigen.demand_equal_answers(index, asked, engine)
    subject = Subject(engine, len(profiles))
    measured.timed += eigen.time_all(profiles, index, asked, subject, repetitions=repetitions)
    return asked


def _measure_peers(
    measured: Measured, profiles: "Profiles", asked: "Questions", repetitions: int
) -> None:
    """The same searches by others."""
    from voetlicht.opdrachten.bench.zoeken.peers import vergelijken
    from voetlicht.opdrachten.bench.zoeken.peers.duck import DuckDB
    from voetlicht.opdrachten.bench.zoeken.peers.postgres import PostgreSQL
    from voetlicht.opdrachten.bench.zoeken.peers.tantivy_peer import Tantivy

    progress("Rijen voor de buren maken")
    kinds = (Tantivy, DuckDB, PostgreSQL)
    for one in vergelijken.compare(profiles, asked, kinds, repetitions=repetitions):
        measured.built.append(one.built)
        measured.timed.append(one.timed)
        measured.remarks.append(one.remark)
