"""Which deliveries are taken, what a row must look like, and what a refusal says."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.two_times import Change, Columns, Period
from voetlicht.intern.leveringen.enums import Leveringssoort, Oordeel, Weigering, Wijze

REMEDIES: Mapping[Weigering, str] = {
    Weigering.CELLEN: "heeft niet evenveel cellen als de kop; kijk scheidingstekens en "
    "aanhalingstekens na",
    Weigering.BSN: "geen burgerservicenummer dat hier gebruikt mag worden; kijk de "
    "negen cijfers na",
    Weigering.DATUM: "geen datum; schrijf jaar-maand-dag, bijvoorbeeld 2023-06-30",
    Weigering.VOLGORDE: "ligt voor het begin; kijk beide datums na",
    Weigering.GRONDSLAG: "op deze code kan op de begindatum geen registratie beginnen; kijk code "
    "en begindatum na",
    Weigering.REDEN: "hoort bij een einddatum en is een code van hoogstens twee tekens",
    Weigering.GEMEENTE: "geen gemeente op die dag; schrijf bijvoorbeeld GM0599, onbekend of "
    "buitenland",
    Weigering.SONARSOORT: "schrijf inschrijving, dienstverlening of klantprofiel",
    Weigering.ORGANISATIE: "deze organisatie is hier niet bekend; kijk de code na of laat haar "
    "toevoegen",
    Weigering.OPGEVOLGD: "deze organisatie is opgevolgd; lever op de code van de opvolger",
    Weigering.GEOPEND: "ligt na de begindatum; kijk beide datums na",
    Weigering.STATUS: "schrijf concept, vastgesteld of vervallen",
    Weigering.OVERBODIG: "hoort bij deze soort regel leeg te zijn",
    Weigering.TEGENSTRIJDIG: "spreekt een eerdere regel van dit bestand over dezelfde persoon "
    "tegen; lever alleen wat geldt",
}
"""What is wrong and what to do about it, behind the place; never with what was in the cell."""

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NEVER = date.max.isoformat()
MOST_DELIVERIES = 999_999_999


class RowRefused(Exception):
    """A row cannot be taken; says which column is wrong and why, not what was in it."""

    def __init__(self, kolom: str, weigering: Weigering) -> None:
        super().__init__(kolom, weigering)
        self.kolom, self.weigering = kolom, weigering


@dataclass(frozen=True, slots=True)
class Aanbieding:
    """What the supplier says about the file it offers."""

    leverancier: str
    soort: Leveringssoort
    volgnummer: int
    stand: date
    wijze: Wijze


@dataclass(frozen=True, slots=True)
class Vorige:
    """A delivery of the same supplier and soort that was processed before."""

    volgnummer: int
    stand: date


def demand_next(aanbieding: Aanbieding, *, last: Vorige | None, today: date) -> None:
    """Go on only with a delivery that is newer than the last one; else InputError.

    An older one would overwrite what has been learned since. What it brought is asked for anew,
    under the next number.
    """
    if not 1 <= len(aanbieding.leverancier) <= 60:
        raise InputError("De naam van een leverancier heeft hoogstens 60 tekens.")
    if not 1 <= aanbieding.volgnummer <= MOST_DELIVERIES:
        raise InputError("Een volgnummer is 1 of hoger, en heeft hoogstens negen cijfers.")
    if aanbieding.stand > today:
        raise InputError(f"De stand {aanbieding.stand} ligt in de toekomst; kijk de datum na.")
    if last is None:
        return
    if aanbieding.volgnummer < last.volgnummer:
        raise InputError(
            f"Levering {aanbieding.volgnummer} is ouder dan levering {last.volgnummer}, die al is "
            f"verwerkt. Vraag {aanbieding.leverancier} om een nieuwe levering met een hoger "
            "volgnummer."
        )
    if aanbieding.stand < last.stand:
        raise InputError(
            f"De stand {format_date(aanbieding.stand)} is ouder dan die van levering "
            f"{last.volgnummer} ({format_date(last.stand)}). Kijk volgnummer en stand na."
        )


def missing_numbers(aanbieding: Aanbieding, *, last: Vorige | None) -> str:
    """A sentence on deliveries that were skipped; empty when there are none."""
    expected = last.volgnummer + 1 if last else aanbieding.volgnummer
    if aanbieding.volgnummer == expected:
        return ""
    skipped = (
        f"Levering {expected} is"
        if aanbieding.volgnummer == expected + 1
        else f"Leveringen {expected} t/m {aanbieding.volgnummer - 1} zijn"
    )
    return f"{skipped} niet ontvangen. Vraag {aanbieding.leverancier} om een volledige levering."


def verdict_of(change: Change[Columns]) -> Oordeel:
    """What a row did, from the change it made."""
    if change.is_empty:
        return Oordeel.GELIJK
    return Oordeel.GEWIJZIGD if change.close else Oordeel.NIEUW


class Said:
    """What rows of one file have said so far, so that a later row cannot contradict them."""

    def __init__(self) -> None:
        self._said: defaultdict[Columns, list[tuple[Period, Columns]]] = defaultdict(list)

    def agree(self, key: Columns, period: Period, value: Columns, *, kolom: str) -> None:
        """Remember; RowRefused when it overlaps something else said of the same ``key``."""
        for earlier in self._said[key]:
            if earlier != (period, value) and earlier[0].overlaps(period):
                raise RowRefused(kolom, Weigering.TEGENSTRIJDIG)
        self._said[key].append((period, value))


def parse_day(cells: Mapping[str, str], kolom: str) -> date | None:
    """The date in a cell; None when empty, RowRefused when it is none.

    Nor is 9999-12-31, by which some systems mean "never": no day comes after it.
    """
    text = cells[kolom]
    if not text:
        return None
    if ISO_DATE.fullmatch(text) and text != NEVER:
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise RowRefused(kolom, Weigering.DATUM)


def demand_day(cells: Mapping[str, str], kolom: str) -> date:
    """The date in a cell that may not be empty."""
    day = parse_day(cells, kolom)
    if day is None:
        raise RowRefused(kolom, Weigering.DATUM)
    return day


def one_day(day: date) -> Period:
    """The day on which a state begins: two that begin on one day contradict each other."""
    return Period(day, day + timedelta(days=1))


def parse_period(cells: Mapping[str, str]) -> Period:
    """``begindatum`` through ``einddatum``; the latter is the last day, or empty."""
    first, last = demand_day(cells, "begindatum"), parse_day(cells, "einddatum")
    if last is not None and last < first:
        raise RowRefused("einddatum", Weigering.VOLGORDE)
    return Period.through(first, last)
