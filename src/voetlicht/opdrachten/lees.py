"""``lees``: read a published edition from a document, and keep it when it is reliable."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from voetlicht.basis.edities.readers import Gelezen, read
from voetlicht.basis.edities.readers.gelezen import Cijfers
from voetlicht.basis.edities.texts import TITLE
from voetlicht.basis.kern.numbers import format_count, format_percentage
from voetlicht.opdrachten.session import intern_side

NOT_RELIABLE = 1

_HEADS = ("gem. profiel", "gem. geen", "UWV profiel", "UWV geen", "totaal")


@click.command()
@click.argument("bestand", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Druk één JSON-object af en niets anders.")
@click.option(
    "--bewaar", "keep_it", is_flag=True, help="Bewaar een betrouwbare editie in het archief."
)
@click.pass_context
def lees(ctx: click.Context, bestand: Path, *, as_json: bool, keep_it: bool) -> None:
    """Lees een uitgegeven editie van één arbeidsmarktregio.

    BESTAND is een pdf, xlsx, ods, csv, html, json, Markdown of tekst. De inhoud telt, niet de
    naam. Alles wordt nagerekend; wat hersteld is of niet klopt, staat bij de bevindingen.

    Uitkomst: 0 betrouwbaar, 1 gelezen maar niet betrouwbaar, 2 niet te lezen.
    """
    gelezen = read(bestand)
    if as_json:
        click.echo(json.dumps(gelezen.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_report(gelezen)))
    if not gelezen.betrouwbaar:
        if keep_it:
            click.echo("Niet bewaard: alleen wat betrouwbaar is komt in het archief.", err=True)
        ctx.exit(NOT_RELIABLE)
    if keep_it:
        keep(gelezen, bestand)
        click.echo("Bewaard in het archief.", err=True)


def keep(gelezen: Gelezen, bestand: Path) -> None:
    """Put the edition in the archive; the only part of this command that needs a database."""
    editie = gelezen.as_editie(bron=_source(gelezen, bestand))
    with intern_side():
        from voetlicht.intern.toegang import systeemactoren
        from voetlicht.koppeling.actions import deliver_waiting, hand_over_gelezen

        hand_over_gelezen(by=systeemactoren.PUBLICATIE, editie=editie)
        deliver_waiting(by=systeemactoren.KOPPELING)


def _source(gelezen: Gelezen, bestand: Path) -> str:
    """The document by its title, and by the name of the file."""
    assert gelezen.kwartaal is not None
    return f"{TITLE}, {gelezen.kwartaal.words}, {gelezen.regio_naam} ({bestand.name})"


def _report(gelezen: Gelezen) -> Iterator[str]:
    """The outcome for people."""
    quarter = gelezen.kwartaal.words if gelezen.kwartaal else "kwartaal onbekend"
    yield f"{gelezen.regio_naam or 'regio onbekend'}, {quarter}"
    yield ""
    width = max(len(rij.gemeente) for rij in gelezen.rijen)
    yield _columns("", _HEADS, width)
    for rij in gelezen.rijen:
        yield _columns(rij.gemeente, _cells(rij.cijfers), width)
    yield _columns("Totaal", _cells(gelezen.totaal), width)
    yield ""
    register = gelezen.doelgroepregister
    count = "onbekend" if register is None else format_count(register)
    share = format_percentage(gelezen.percentage_bekend)
    yield f"Doelgroepregister: {count}. Bekend in Sonar: {share}."
    yield ""
    for bevinding in gelezen.bevindingen:
        yield f"{bevinding.ernst}, {bevinding.plaats}: {bevinding.tekst} ({bevinding.code})"
    yield "Betrouwbaar." if gelezen.betrouwbaar else "Niet betrouwbaar."


def _columns(name: str, cells: tuple[str, ...], width: int) -> str:
    return f"{name:{width}}" + "".join(f"{cell:>14}" for cell in cells)


def _cells(cijfers: Cijfers | None) -> tuple[str, ...]:
    return tuple(format_count(count) for count in cijfers) if cijfers else ("?",) * len(_HEADS)
