"""``bench inzagelog``: finding who saw somebody, writing what is shown, and checking the chains."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voetlicht.basis.kern.numbers import format_count

if TYPE_CHECKING:
    from voetlicht.opdrachten.bench.inzagemeting import Timed

SCALES = (1_000_000, 20_000_000)
"""A few weeks of the country; a year of it."""


@click.command()
@click.option(
    "--schaal",
    "scales",
    type=click.IntRange(100),
    multiple=True,
    default=SCALES,
    show_default=True,
    metavar="N",
    help="Aantal regels in het inzagelog; mag meer dan eens.",
)
@click.option(
    "--herhalingen",
    "repetitions",
    type=click.IntRange(1, 100_000),
    default=300,
    show_default=True,
    metavar="KEER",
    help="Hoe vaak elk onderdeel wordt gemeten.",
)
@click.option(
    "--in",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="MAP",
    help="Map op de schijf die wordt gemeten; er komt een tijdelijke database in.",
)
@click.option(
    "--json",
    "json_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PAD",
    help="Bewaar de metingen als JSON.",
)
def inzagelog(
    *, scales: tuple[int, ...], repetitions: int, folder: Path | None, json_file: Path | None
) -> None:
    """Meet het inzagelog: wie zag een klant, wat kost een regel, hoe snel is de controle.

    Maakt een tijdelijke installatie met verzonnen regels over een jaar; 20 miljoen regels vragen
    10 GB en een half uur. Schrijven is met een commit die op de schijf staat; ‘bodem’ is wat de
    schijf alleen daarvoor nodig heeft.
    """
    from voetlicht.opdrachten.bench import report

    machine = report.machine()
    click.echo(machine)
    click.echo(HEADS)
    timed = []
    with tempfile.TemporaryDirectory(prefix="voetlicht-bench-", dir=folder) as name:
        for one in time_all(Path(name), scales, repetitions=repetitions):
            timed.append(one)
            click.echo(_line(one))
    if json_file:
        rows = [one.as_row() for one in timed]
        json_file.write_text(json.dumps({"machine": machine, "rows": rows}, indent=2) + "\n")


def time_all(folder: Path, scales: tuple[int, ...], *, repetitions: int) -> "Iterator[Timed]":
    """Everything, in an installation that is made in ``folder``."""
    from voetlicht.basis.kern import omgeving
    from voetlicht.opdrachten.installatie import environment
    from voetlicht.opdrachten.installatie.prepare import in_use
    from voetlicht.opdrachten.session import progress, set_up_django

    folder.chmod(0o711)  # the database may be another user's
    with in_use(folder / "data", report=progress) as installation:
        data, cluster = installation.data, installation.cluster
        as_site = {"VOETLICHT_DATABASE_URL": environment.url(data, cluster, "intern")}
        omgeving.replace({**environment.command(data, cluster), **as_site})
        set_up_django()
        from voetlicht.opdrachten.bench import inzagemeting

        for n in sorted(scales):
            progress(f"{format_count(n)} regels maken")
            inzagemeting.fill(n)
            yield inzagemeting.time_finding(n, repetitions=repetitions)
        yield from inzagemeting.time_writing(folder, repetitions=repetitions)
        yield inzagemeting.time_checking(min(200_000, max(scales)))


HEADS = f"{'onderdeel':44}{'aantal':>12}{'keer':>7}{'p50 ms':>10}{'p95 ms':>10}{'max ms':>10}"


def _line(one: "Timed") -> str:
    times = "".join(f"{ms:10.3f}" for ms in (one.p50_ms, one.p95_ms, one.max_ms))
    bound = "" if one.bound_ms is None else f"  {one.verdict} {one.bound_ms:.0f} ms (p95)"
    return f"{one.part:44}{format_count(one.n):>12}{len(one.durations_ms):>7}{times}{bound}"
