"""Who leads when two organisaties serve one person: the rule, in Python and in SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from voetlicht.intern.toegang.enums import Organisatiesoort

LATEST_OPENED_FIRST_SQL = "geopend_op DESC"
UWV_FIRST_SQL = "(soort = 'uwv') DESC"
LEADING_FIRST_SQL = f"{LATEST_OPENED_FIRST_SQL}, {UWV_FIRST_SQL}, organisatie_id"
"""The order of ``leading_first`` as an ORDER BY over columns of these names."""


@dataclass(frozen=True, slots=True)
class Bediening:
    """An open dienstverlening, as far as it matters to who leads."""

    organisatie_id: int
    soort: Organisatiesoort
    geopend_op: date


def leading_first(bediening: Bediening) -> tuple[int, bool, int]:
    """Sort key: the most recently opened first, on a tie UWV, then the lowest number.

    The last only makes the order total: it decides between two gemeenten that opened on one day,
    and the publication counts both alike.
    """
    return (
        -bediening.geopend_op.toordinal(),
        bediening.soort is not Organisatiesoort.UWV,
        bediening.organisatie_id,
    )


def leading_dienstverlening(open_now: Iterable[Bediening]) -> Bediening | None:
    """The one dienstverlening that a person counts under; None when nobody serves."""
    return min(open_now, key=leading_first, default=None)
