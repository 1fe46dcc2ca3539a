"""``inzagelog``: check the log of who saw whom, hand it out, and remove what is past its term."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voetlicht.basis.kern.errors import Conflict, InputError
from voetlicht.basis.kern.kwartaal import parse_date
from voetlicht.basis.kern.numbers import format_count
from voetlicht.opdrachten.session import intern_side

if TYPE_CHECKING:
    from voetlicht.intern.toegang.inzage.checking import Checked

NOT_WHOLE = 1
OWNER = "eigenaar"


def _date(ctx: click.Context, option: click.Parameter, text: str | None) -> date | None:
    return parse_date(text) if text else None


@click.group(subcommand_metavar="ONDERDEEL ...")
def inzagelog() -> None:
    """Controleer het inzagelog, geef het uit, of ruim op wat lang genoeg bewaard is."""


@inzagelog.command()
@click.option("--dag", "day", metavar="DATUM", callback=_date, help="Alleen deze dag.")
@click.pass_context
def controleer(ctx: click.Context, *, day: date | None) -> None:
    """Controleer of er niets aan het inzagelog is veranderd.

    Elke regel wordt nagerekend met een sleutel die niet in de database staat, en elke keten
    vergeleken met de ankers buiten de database.

    Uitkomst: 0 in orde, 1 er klopt iets niet (de melding noemt keten, regel en tijdstip).
    """
    with intern_side():
        from voetlicht.intern.toegang.inzage.checking import check_all, check_day
        from voetlicht.intern.toegang.inzage.writer import anchors

        checked = check_day(day, anchors()) if day else check_all(anchors())
    click.echo("\n".join(_report(checked)))
    if checked.findings:
        ctx.exit(NOT_WHOLE)


def _report(checked: "Checked") -> list[str]:
    counted = f"{format_count(checked.lines)} regels in {format_count(checked.chains)} ketens"
    if not checked.findings:
        return [f"In orde: {counted}."]
    return [
        *map(str, checked.findings),
        f"NIET in orde: {format_count(len(checked.findings))} bevindingen bij {counted}.",
    ]


@inzagelog.command()
@click.option("--van", "since", required=True, metavar="DATUM", callback=_date, help="Eerste dag.")
@click.option("--tot", "until", required=True, metavar="DATUM", callback=_date, help="Laatste dag.")
@click.option(
    "--uit",
    "out",
    required=True,
    metavar="BESTAND",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Bestand dat wordt gemaakt: één JSON-object per regel.",
)
def uitvoer(*, since: date, until: date, out: Path) -> None:
    """Geef het inzagelog uit als Logboek dataverwerkingen.

    Eén regel per betrokkene en doel in één aanvraag, zonder medewerkers; de betrokkene is
    versleuteld. Het bestand is er helemaal of niet.
    """
    if until < since:
        raise InputError("De laatste dag ligt voor de eerste; wissel --van en --tot om.")
    with intern_side():
        from voetlicht.intern.toegang.inzage.logboek import export

        count = export(out, since=since, until=until)
    click.echo(f"{format_count(count)} verwerkingen in {out}.")


@inzagelog.command()
@click.option("--echt", "for_real", is_flag=True, help="Ruim op; anders alleen tonen wat zou gaan.")
def opschonen(*, for_real: bool) -> None:
    """Ruim maanden op waarvan de bewaartermijn voorbij is.

    De termijn is VOETLICHT_INZAGE_BEWAREN_MAANDEN (ten minste 12). Wat voor een onderzoek nodig is
    staat in VOETLICHT_INZAGE_VASTGEHOUDEN en blijft. Zonder --echt verandert er niets.
    """
    with intern_side():
        from django.conf import settings

        from voetlicht.intern.toegang.inzage import partitions
        from voetlicht.intern.toegang.inzage.writer import anchors

        if OWNER not in settings.DATABASES:
            raise Conflict(
                "Alleen de eigenaar van de database ruimt het inzagelog op; zet "
                "VOETLICHT_EIGENAAR_URL, zie docs/omgeving.md."
            )
        months = partitions.expired(OWNER)
        if for_real:
            partitions.remove(months, alias=OWNER, anchors=anchors())
    done = "opgeruimd" if for_real else "op te ruimen met --echt"
    for month in months:
        click.echo(f"{month.name}: ongeveer {format_count(month.lines)} regels, {done}.")
    if not months:
        click.echo("Niets is lang genoeg bewaard om op te ruimen.")
