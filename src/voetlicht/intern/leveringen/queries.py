"""All reads of the room."""

from collections.abc import Iterator
from dataclasses import dataclass

from voetlicht.intern.leveringen.enums import Leveringssoort, Oordeel, Weigering
from voetlicht.intern.leveringen.models import Levering, Leveringsregel
from voetlicht.intern.leveringen.rules import REMEDIES, Vorige


@dataclass(frozen=True, slots=True)
class Regeloordeel:
    """The verdict on a line, with what to do about a refusal; no line for who is absent."""

    regel: int | None
    oordeel: Oordeel
    kolom: str
    uitleg: str


def levering(*, leverancier: str, soort: Leveringssoort, volgnummer: int) -> Levering | None:
    """The delivery of this number, when it was processed."""
    return Levering.objects.filter(
        leverancier=leverancier, soort=soort, volgnummer=volgnummer
    ).first()


def last_levering(*, leverancier: str, soort: Leveringssoort) -> Vorige | None:
    """The newest delivery of a supplier and soort."""
    last = (
        Levering.objects.filter(leverancier=leverancier, soort=soort)
        .order_by("-volgnummer")
        .values_list("volgnummer", "stand")
        .first()
    )
    return Vorige(*last) if last else None


def verdicts(levering: Levering, *, only: Oordeel | None = None) -> Iterator[Regeloordeel]:
    """The verdicts in the order of the file, then who is absent by the person's public id."""
    rows = Leveringsregel.objects.filter(levering=levering).order_by("regel", "id")
    if only is not None:
        rows = rows.filter(oordeel=only)
    fields = ("regel", "oordeel", "kolom", "weigering", "persoon__uuid")
    for regel, oordeel, kolom, weigering, persoon in rows.values_list(*fields).iterator():
        uitleg = REMEDIES[Weigering(weigering)] if weigering else ""
        if oordeel == Oordeel.AFWEZIG:
            uitleg = f"persoon {persoon} staat niet in het bestand; niets is beëindigd"
        yield Regeloordeel(regel, Oordeel(oordeel), kolom, uitleg)
