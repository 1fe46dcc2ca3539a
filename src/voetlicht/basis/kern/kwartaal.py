"""A calendar quarter, and the Dutch words for it and for dates."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from voetlicht.basis.kern.errors import InputError

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
ORDINALS = ("eerste", "tweede", "derde", "vierde")


@dataclass(frozen=True, slots=True, order=True)
class Kwartaal:
    """A quarter of a year; ``str()`` is ``2023Q2``, the form used in URLs and file names."""

    jaar: int
    nummer: int

    def __post_init__(self) -> None:
        if not (1 <= self.nummer <= 4 and 1900 <= self.jaar <= 2999):
            raise InputError(
                f"‘{self.jaar}Q{self.nummer}’ is geen kwartaal; schrijf bijvoorbeeld 2023Q2."
            )

    def __str__(self) -> str:
        return f"{self.jaar}Q{self.nummer}"

    @classmethod
    def parse(cls, text: str) -> "Kwartaal":
        """``2023Q2`` (any case) -> the quarter; InputError otherwise."""
        match = re.fullmatch(r"(\d{4})[Qq]([1-4])", text.strip())
        if not match:
            raise InputError(f"‘{text}’ is geen kwartaal; schrijf bijvoorbeeld 2023Q2.")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> "Kwartaal":
        """The quarter in which ``day`` falls."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def peildatum(self) -> date:
        """The last day of the quarter."""
        return self.next().first_day - timedelta(days=1)

    @property
    def first_day(self) -> date:
        return date(self.jaar, 3 * self.nummer - 2, 1)

    @property
    def words(self) -> str:
        """``tweede kwartaal 2023``, as the publication writes it."""
        return f"{ORDINALS[self.nummer - 1]} kwartaal {self.jaar}"

    def next(self) -> "Kwartaal":
        return Kwartaal(self.jaar + self.nummer // 4, self.nummer % 4 + 1)

    def previous(self) -> "Kwartaal":
        return Kwartaal(self.jaar - (self.nummer == 1), (self.nummer - 2) % 4 + 1)


def format_date(day: date) -> str:
    """2023-06-30 -> ``30 juni 2023``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def parse_date(text: str) -> date:
    """``2023-06-30`` -> the date; InputError otherwise, and for a day that none comes after."""
    try:
        day = date.fromisoformat(text.strip())
        day + timedelta(days=1)
        return day
    except (ValueError, OverflowError):
        raise InputError(
            f"‘{text}’ is geen datum; schrijf jaar-maand-dag, bijvoorbeeld 2023-06-30."
        ) from None
