"""``verwerk``: take in a file that a supplier delivered."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.kwartaal import parse_date
from voetlicht.basis.kern.numbers import format_count
from voetlicht.opdrachten.session import intern_side

if TYPE_CHECKING:
    from voetlicht.intern.leveringen.actions import Uitkomst

SOME_REFUSED = 1


def _name(ctx: click.Context, option: click.Parameter, text: str) -> str:
    """The name without blanks around it; InputError for what cannot be shown or kept."""
    if not text.isprintable():
        raise InputError("De naam van de leverancier heeft tekens die niet te tonen zijn.")
    return text.strip()


@click.command()
@click.argument("bestand", type=click.Path(path_type=Path))
@click.option(
    "--soort", type=click.Choice(["register", "verblijf", "sonar"]), required=True,
    help="Waarover het bestand gaat.",
)  # fmt: skip
@click.option(
    "--mutaties/--volledig", "only_changes", default=True, show_default=True,
    help="Alleen wat veranderd is, of alles wat de leverancier weet.",
)  # fmt: skip
@click.option(
    "--leverancier", required=True, metavar="NAAM", callback=_name, help="Wie het bestand leverde."
)
@click.option(
    "--volgnummer", type=int, required=True, metavar="N",
    help="Nummer van de levering, oplopend per leverancier en soort.",
)  # fmt: skip
@click.option(
    "--stand", required=True, metavar="DATUM", help="Dag waarop de gegevens zijn opgemaakt."
)
@click.option(
    "--rapport", "report", type=click.Path(dir_okay=False, path_type=Path), metavar="PAD",
    help="Bewaar het oordeel per regel als csv.",
)  # fmt: skip
@click.pass_context
def verwerk(
    ctx: click.Context,
    bestand: Path,
    *,
    soort: str,
    only_changes: bool,
    leverancier: str,
    volgnummer: int,
    stand: str,
    report: Path | None,
) -> None:
    """Verwerk een levering van het doelgroepregister, de BRP of Sonar.

    BESTAND is een csv met een kop, gescheiden door puntkomma of komma. Een levering wordt in haar
    geheel verwerkt of niet; wie haar nog eens aanbiedt, verandert niets. Wie in een volledige
    levering ontbreekt wordt gemeld en nooit beëindigd.

    Uitkomst: 0 alle regels verwerkt, 1 een of meer regels geweigerd, 2 bestand niet te verwerken.
    """
    stand_op = parse_date(stand)
    with intern_side():
        from voetlicht.intern.leveringen.report import summary, write_report

        uitkomst = take_in(
            bestand,
            soort=soort,
            only_changes=only_changes,
            leverancier=leverancier,
            volgnummer=volgnummer,
            stand=stand_op,
        )
        if report is not None:
            write_report(uitkomst.levering, report)
        click.echo("\n".join(summary(uitkomst)))
    if uitkomst.levering.geweigerd and not uitkomst.was_processed:
        ctx.exit(SOME_REFUSED)


def take_in(
    path: Path, *, soort: str, only_changes: bool, leverancier: str, volgnummer: int, stand: date
) -> "Uitkomst":
    """Take in a file inside ``intern_side``, with progress on stderr."""
    from voetlicht.intern.leveringen.actions import process_levering
    from voetlicht.intern.leveringen.enums import Leveringssoort, Wijze
    from voetlicht.intern.leveringen.rules import Aanbieding
    from voetlicht.intern.toegang.systeemactoren import LEVERING

    wijze = Wijze.MUTATIES if only_changes else Wijze.VOLLEDIG
    aanbieding = Aanbieding(leverancier, Leveringssoort(soort), volgnummer, stand, wijze)
    return process_levering(by=LEVERING, path=path, aanbieding=aanbieding, progress=show_progress)


def show_progress(done: int, total: int) -> None:
    """One line a chunk, apart from the report."""
    click.echo(f"{format_count(done)} van {format_count(total)} regels …", err=True)
