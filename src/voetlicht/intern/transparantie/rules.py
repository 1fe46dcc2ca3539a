"""What is counted, which status and version an edition gets, and as known when. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from voetlicht.basis.edities.enums import Editiestatus
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.errors import Conflict, InputError
from voetlicht.basis.kern.kwartaal import Kwartaal, format_date
from voetlicht.basis.kern.two_times import SMALLEST_STEP
from voetlicht.intern.sonar.rules import LATEST_OPENED_FIRST_SQL, UWV_FIRST_SQL


@dataclass(frozen=True, slots=True)
class Telregels:
    """The counting rules, each a named piece of SQL in ``sql/peilbestand.sql`` and ``meting.sql``.

    They are apart so that a test can switch one off alone and see the figures change. Columns are
    those of the row at hand; ``%(peildatum)s`` is a date, ``%(known_at)s`` a moment.
    """

    as_known: str = "recorded @> %(known_at)s::timestamptz"
    registered: str = "valid @> %(peildatum)s::date"
    ground_counts: str = "telt_mee"
    each_person_once: str = "DISTINCT"
    service_is_open: str = "valid @> %(peildatum)s::date"
    served_by_latest: str = LATEST_OPENED_FIRST_SQL
    uwv_on_tie: str = UWV_FIRST_SQL
    profile_counts: str = "status = 'vastgesteld'"
    resides: str = "valid @> %(peildatum)s::date"
    only_registered: str = "in_register"


def known_at(bekend_op: datetime) -> datetime:
    """The last moment before ``bekend_op``, which is an exclusive bound."""
    return bekend_op - SMALLEST_STEP


def kwartaal_of_peildatum(peildatum: date) -> Kwartaal:
    """The quarter that ends on ``peildatum``; InputError, with the nearest ends, for other days."""
    kwartaal = Kwartaal.of(peildatum)
    if kwartaal.peildatum != peildatum:
        raise InputError(
            f"{format_date(peildatum)} is geen laatste dag van een kwartaal, en een editie gaat "
            f"over een kwartaal; kies {kwartaal.previous().peildatum} of {kwartaal.peildatum}."
        )
    return kwartaal


def definitive_from(peildatum: date, *, days: int) -> datetime:
    """The first ``bekend_op`` that is not provisional: ``days`` days after the peildatum."""
    return end_of_day(peildatum + timedelta(days=days))


def default_bekend_op(peildatum: date, frozen: Iterable[datetime], *, days: int) -> datetime:
    """That of the frozen peilbestand of this peildatum, else ``definitive_from``.

    ``frozen`` are the ``bekend_op`` of the peilbestanden of this peildatum, first frozen first. Of
    several the first that is not provisional counts, so that a later correction leaves it alone.
    """
    frozen = tuple(frozen)
    earliest = definitive_from(peildatum, days=days)
    final = tuple(moment for moment in frozen if moment >= earliest)
    return next(iter((*final, *frozen)), earliest)


def demand_knowable(bekend_op: datetime, *, peildatum: date, now: datetime) -> None:
    """InputError for a moment to come, or one before the peildatum has ended."""
    if bekend_op > now:
        raise InputError(
            "Wat nog bekend moet worden, is niet te tellen; kies voor ‘bekend op’ uiterlijk "
            "gisteren."
        )
    if bekend_op < end_of_day(peildatum):
        raise InputError(
            f"‘Bekend op’ ligt voor het einde van de peildatum {peildatum}; "
            f"kies {peildatum} of later."
        )


@dataclass(frozen=True, slots=True)
class Uitgave:
    """What decides number and status of the next version: an earlier version of the edition."""

    versie: int
    status: Editiestatus
    bekend_op: datetime


def next_uitgave(
    bekend_op: datetime, earlier: Iterable[Uitgave], *, peildatum: date, days: int
) -> Uitgave:
    """Number and status of the version known on ``bekend_op``, given the versions there are.

    The same moment gives the same version again. A later one gets the next number: ``voorlopig``
    while late facts are still to be expected, ``definitief`` the first time they are not,
    ``gecorrigeerd`` after that. Conflict for a moment between versions: numbers follow knowledge.
    """
    earlier = tuple(earlier)
    for uitgave in earlier:
        if uitgave.bekend_op == bekend_op:
            return uitgave
    last = max(earlier, key=lambda uitgave: uitgave.versie, default=None)
    if last and bekend_op < last.bekend_op:
        raise Conflict(
            f"Van deze editie is versie {last.versie} al gemaakt, met wat later bekend was. Een "
            "eerdere stand krijgt geen nieuwe versie meer; kies een latere datum voor ‘bekend op’."
        )
    status = _status(bekend_op, earlier, definitive_from(peildatum, days=days))
    return Uitgave(last.versie + 1 if last else 1, status, bekend_op)


def _status(bekend_op: datetime, earlier: Iterable[Uitgave], earliest: datetime) -> Editiestatus:
    if bekend_op < earliest:
        return Editiestatus.VOORLOPIG
    if all(uitgave.status is Editiestatus.VOORLOPIG for uitgave in earlier):
        return Editiestatus.DEFINITIEF
    return Editiestatus.GECORRIGEERD
