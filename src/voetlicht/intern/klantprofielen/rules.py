"""Which status may follow which, and what a status does to what is known."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from voetlicht.basis.kern.two_times import Change, Columns, Fact, Known, overwrite, until_next
from voetlicht.intern.klantprofielen.enums import Profielstatus

FOLLOWS: Mapping[Profielstatus | None, frozenset[Profielstatus]] = {
    None: frozenset({Profielstatus.CONCEPT, Profielstatus.VASTGESTELD}),
    Profielstatus.CONCEPT: frozenset({Profielstatus.VASTGESTELD, Profielstatus.VERVALLEN}),
    Profielstatus.VASTGESTELD: frozenset({Profielstatus.VERVALLEN}),
    Profielstatus.VERVALLEN: frozenset({Profielstatus.CONCEPT, Profielstatus.VASTGESTELD}),
}
"""What may come after a status when one works on a klantprofiel.

A delivery is not held to it: it tells what was so in the supplier's own system.
"""


def may_follow(previous: Profielstatus | None, status: Profielstatus) -> bool:
    """Whether one may go from one status to the other; staying the same is no step."""
    return status == previous or status in FOLLOWS[previous]


def status_on(known: Sequence[Known[Columns]], day: date) -> Profielstatus | None:
    """The status known for a day; ``known`` has (status,) as values."""
    covering = [row for row in known if row.valid.contains(day)]
    return Profielstatus(str(covering[0].value[0])) if covering else None


def status_from(
    known: Sequence[Known[Columns]], *, status: Profielstatus, vanaf: date, now: datetime
) -> Change[Columns]:
    """The status holds from ``vanaf`` until the next one that is known."""
    fact: Fact[Columns] = Fact(until_next(known, vanaf), (status.value,))
    return overwrite(known, fact, now=now)
