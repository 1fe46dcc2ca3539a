"""``publiceer``: make the edition of a quarter, hand it over to the archive, write its files."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.editie import Editie, Regioblad
from voetlicht.basis.gebieden import queries as gebieden
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.kwartaal import Kwartaal, parse_date
from voetlicht.basis.kern.numbers import format_count, format_percentage
from voetlicht.opdrachten.session import intern_side

if TYPE_CHECKING:
    from voetlicht.extern.publicaties.values import Bestandzending
    from voetlicht.intern.transparantie.actions import MadeEditie


def _date(ctx: click.Context, option: click.Parameter, text: str | None) -> date | None:
    return parse_date(text) if text else None


@click.command()
@click.option(
    "--peildatum",
    required=True,
    metavar="DATUM",
    callback=_date,
    help="Laatste dag van een kwartaal, zoals 2023-06-30.",
)
@click.option(
    "--regio",
    type=int,
    metavar="NUMMER",
    help="Schrijf alleen de bestanden van deze arbeidsmarktregio (1 tot en met 35).",
)
@click.option(
    "--bekend-op",
    metavar="DATUM",
    callback=_date,
    help="Tel wat tot en met deze dag was vastgelegd. Standaard: als bij het bevroren "
    "peilbestand, anders twee weken na de peildatum.",
)
@click.option(
    "--uit",
    "out",
    required=True,
    metavar="MAP",
    type=click.Path(file_okay=False, path_type=Path),
    help="Map waarin de bestanden komen.",
)
def publiceer(*, peildatum: date, regio: int | None, bekend_op: date | None, out: Path) -> None:
    """Maak de editie van een kwartaal en draag haar over aan het archief.

    De editie gaat over het hele land. Dezelfde peildatum en dezelfde dag bij --bekend-op geven
    dezelfde versie, tot op de byte; een latere dag geeft een volgende versie.
    """
    if regio is not None:
        gebieden.regio(regio)
    with intern_side():
        made = publish(peildatum=peildatum, bekend_op=bekend_op)
        names = write_files(files_of(made, regio), out)
    for line in report(made, regio):
        click.echo(line)
    click.echo(f"{len(names)} bestanden in {out}: {names[0]} en verder.")


def publish(*, peildatum: date, bekend_op: date | None = None) -> "MadeEditie":
    """Freeze if needed, make the edition, and see it arrive in the archive.

    ``bekend_op`` counts to the end of that day in the Netherlands.
    """
    from voetlicht.intern.toegang.systeemactoren import KOPPELING, PUBLICATIE
    from voetlicht.koppeling.actions import deliver_waiting, publish_editie

    moment = end_of_day(bekend_op) if bekend_op else None
    made = publish_editie(by=PUBLICATIE, peildatum=peildatum, bekend_op=moment)
    deliver_waiting(by=KOPPELING)
    return made


def publish_kwartalen(kwartalen: Iterable[Kwartaal], tell: Callable[[str], None]) -> None:
    """The editions of several quarters, as usual; all of them arrive at the end."""
    from voetlicht.intern.toegang.systeemactoren import KOPPELING, PUBLICATIE
    from voetlicht.koppeling.actions import deliver_waiting, publish_editie

    for kwartaal in kwartalen:
        made = publish_editie(by=PUBLICATIE, peildatum=kwartaal.peildatum)
        tell(_coverage("Nederland", made.editie, kwartaal))
    arrived = deliver_waiting(by=KOPPELING)
    tell(f"edities nieuw in het archief: {arrived}")


def files_of(made: "MadeEditie", regio: int | None) -> Iterator["Bestandzending"]:
    """The files to write: of one regio, or of the country and every regio."""
    from voetlicht.koppeling.rendering import render_document, render_files, render_pool

    if regio is not None:
        yield from render_document(made.content, regio)
        return
    with render_pool() as pool:
        yield from render_files(made.content, pool)


def write_files(files: Iterable["Bestandzending"], folder: Path) -> list[str]:
    """Write every file whole or not at all; the names, in the order of writing."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for file in files:
        handle, beside = tempfile.mkstemp(dir=folder, prefix=f".{file.file_name}-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(file.content)
            os.chmod(beside, 0o644)  # published: anyone may read it
            os.replace(beside, folder / file.file_name)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        names.append(file.file_name)
    return names


def report(made: "MadeEditie", regio: int | None) -> Iterator[str]:
    """What was made, for the person at the terminal."""
    editie = made.editie
    yield (
        f"Editie {editie.kwartaal}, versie {editie.versie} ({editie.status}), "
        f"bekend op {texts.known_on(editie.bekend_op)}: "
        f"{'nieuw gemaakt' if made.is_new else 'was al gemaakt'} en overgedragen aan het archief."
    )
    yield _coverage("Nederland", editie, editie.kwartaal)
    if regio is not None:
        blad = editie.regio(regio)
        yield _coverage(f"{blad.code} {blad.naam}", blad, editie.kwartaal)
    if made.unfollowed:
        codes = ", ".join(f"{code}: {count}" for code, count in made.unfollowed.items())
        yield (
            "Let op: deze gemeentecodes bestaan niet op de peildatum en zijn niet te volgen "
            f"({codes}). Deze personen staan in de rij ‘{texts.REST_NAME}’."
        )
    yield f"Controlegetal van het landelijke JSON-bestand (SHA-256): {made.checksum}"


def _coverage(place: str, whole: Editie | Regioblad, kwartaal: Kwartaal) -> str:
    return (
        f"{kwartaal} {place}: {format_count(whole.totaal.totaal)} in Sonar, "
        f"{format_percentage(whole.percentage_bekend)} van {format_count(whole.doelgroepregister)} "
        f"in het doelgroepregister."
    )
