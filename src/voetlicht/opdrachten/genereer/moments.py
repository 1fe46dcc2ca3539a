"""When things happen and become known in the example population."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from voetlicht.basis.kern.clock import end_of_day

# First quarter that can be asked: 2021Q1; last: 2023Q4.
FIRST_DAY = date(2021, 1, 1)
LAST_DAY = date(2023, 12, 31)
# Everything older came in with the conversion from the systems before this one.
CONVERSION = date(2021, 1, 4)
DAYS_TO_BEKEND_OP = 14
# A fact that is not late is recorded within this many days after it began to hold.
LONGEST_LAG = 9
_RECORDED_AT = time(5, 0, tzinfo=UTC)


def recorded_on(day: date) -> datetime:
    """The moment at which a delivery of ``day`` is recorded; never before the conversion."""
    return datetime.combine(max(day, CONVERSION), _RECORDED_AT)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The peildatum at which a person's situation is laid down; the history is drawn around it."""

    peildatum: date

    @property
    def bekend_op(self) -> datetime:
        """The exclusive moment up to which recorded facts count for this peildatum."""
        return end_of_day(self.peildatum + timedelta(days=DAYS_TO_BEKEND_OP))

    @property
    def correction_day(self) -> date:
        """1 September after a peildatum of 30 June: the day on which corrections come in."""
        return (self.peildatum + timedelta(days=63)).replace(day=1)

    @property
    def quarters_before(self) -> float:
        return (self.peildatum - FIRST_DAY).days / 91.3

    @property
    def quarters_after(self) -> float:
        return (LAST_DAY - self.peildatum).days / 91.3

    def day(self, offset: int) -> date:
        """The day ``offset`` days after the peildatum; before it when negative."""
        return self.peildatum + timedelta(days=offset)
