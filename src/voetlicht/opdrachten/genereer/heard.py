"""What is heard about a person, in the order in which it is recorded.

A person's history is a list of ``Heard``: a fact over a valid period, recorded at a moment. Played
back through the actions or through ``histories.replay`` it gives the same rows.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from voetlicht.basis.kern.two_times import Columns, Fact, Period


class Subject(StrEnum):
    """Which table a fact goes to; the comment tells key | value."""

    VERBLIJF = "verblijf"  # | gemeente_code, bron
    REGISTRATIE = "registratie"  # code_grondslag | code_reden_einde
    INSCHRIJVING = "inschrijving"  # organisatie |
    DIENSTVERLENING = "dienstverlening"  # organisatie | geopend_op
    STATUS = "statusperiode"  # organisatie that drew up the klantprofiel | status


@dataclass(frozen=True, slots=True)
class Heard:
    """One fact as it came in. ``key`` tells apart the histories of one subject of a person."""

    moment: datetime
    subject: Subject
    key: str
    fact: Fact[Columns]


def heard(
    moment: datetime,
    subject: Subject,
    key: str,
    start: date,
    end: date | None = None,
    *value: object,
) -> Heard:
    """Shorthand: a fact over [start, end)."""
    return Heard(moment, subject, key, Fact(Period(start, end), value))


@dataclass(slots=True)
class Person:
    """An invented person: birth, perhaps death, and everything heard in recorded order."""

    geboortedatum: date
    overlijdensdatum: date | None = None
    heard: list[Heard] = field(default_factory=list)

    @property
    def is_klant(self) -> bool:
        """Whether there is a dossier in Sonar."""
        return any(one.subject in _SONAR for one in self.heard)


_SONAR = (Subject.INSCHRIJVING, Subject.DIENSTVERLENING)
