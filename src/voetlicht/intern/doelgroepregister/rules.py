"""What may be registered, and what a registration does to what is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.two_times import Change, Columns, Fact, Known, Period, supersede


@dataclass(frozen=True, slots=True)
class Grondslaggeldigheid:
    """A grondslag can be registered with a begin from ``van`` up to, not including, ``tot``."""

    code: str
    van: date | None
    tot: date | None

    def holds_on(self, day: date) -> bool:
        return (self.van is None or self.van <= day) and (self.tot is None or day < self.tot)


def grondslag_exists(
    grondslagen: Iterable[Grondslaggeldigheid], *, code_grondslag: str, on: date
) -> bool:
    """Whether a registration on this code may begin on that day."""
    return any(each.code == code_grondslag and each.holds_on(on) for each in grondslagen)


def demand_reden(code_reden_einde: str, period: Period) -> None:
    """Go on only when a reason is given for an end alone, in at most two characters."""
    if code_reden_einde and period.end is None:
        raise InputError("Een reden van einde hoort bij een einddatum; geef ook die.")
    if len(code_reden_einde) > 2 or not (code_reden_einde.isalnum() or code_reden_einde == ""):
        raise InputError("Een reden van einde is een code van hoogstens twee tekens.")


def registration(
    known: Sequence[Known[Columns]], *, period: Period, code_reden_einde: str, now: datetime
) -> Change[Columns]:
    """Registered over ``period``; replaces every registration on the same code that it overlaps.

    ``known`` has (code_reden_einde,) as values.
    """
    fact: Fact[Columns] = Fact(period, (code_reden_einde,))
    return supersede(known, fact, now=now)
