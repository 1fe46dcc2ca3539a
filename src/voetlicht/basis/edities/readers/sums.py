"""Which reading of every row is the right one: the sums decide, never a position.

Proof of soundness. Rows that add up, five columns that add up to the total row: one damaged row
among sound ones then equals the total less the others, so it is not damaged. The same holds with
the grand total lost, since each row's total follows from its counts. With any other total lost
two swapped figures of a row could go unnoticed, so nothing less is accepted as proof.
"""

from dataclasses import dataclass
from itertools import product
from math import prod

from voetlicht.basis.edities.readers.gelezen import Cijfers
from voetlicht.basis.edities.readers.numbers import COLUMNS, adding_up, plain, readings
from voetlicht.basis.edities.readers.rows import Row

_MOST_COMBINATIONS = 4096


@dataclass(frozen=True, slots=True)
class Totals:
    """What a total row can stand for: five totals that add up, four without the grand total, or
    (``printed``) five that do not even add up themselves."""

    row: Row
    whole: tuple[Cijfers, ...]
    without_grand_total: tuple[tuple[int, ...], ...]
    printed: Cijfers | None

    def confirm(self, sums: Cijfers) -> bool:
        """Whether the row can be read as exactly these sums."""
        return sums in self.whole or sums[:-1] in self.without_grand_total

    @property
    def has_grand_total(self) -> bool:
        return bool(self.whole) or self.printed is not None


@dataclass(frozen=True, slots=True)
class Resolved:
    """Rows as chosen (None: unreadable, or readable in more than one way that the totals allow).

    ``confirmed`` when every column of every row is proven by a total row.
    """

    rijen: tuple[Cijfers | None, ...]
    sums: Cijfers | None
    confirmed: bool
    ambiguous: frozenset[int]


def totals_of(row: Row) -> Totals:
    """All readings of a total row."""
    whole = adding_up(row.words)
    counts = () if whole else tuple(readings(row.words, COLUMNS - 1))
    return Totals(row, whole, counts, plain(row.words))


def resolve(rows: tuple[Row, ...], totals: tuple[Totals, ...]) -> Resolved:
    """Choose the one combination of readings that the total row confirms."""
    options = [adding_up(row.words) or (plain(row.words),) for row in rows]
    unclear = frozenset(index for index, some in enumerate(options) if len(some) > 1)
    feasible = bool(totals) and prod(map(len, options)) <= _MOST_COMBINATIONS
    matching = [
        chosen
        for chosen in (product(*options) if feasible else ())
        if (sums := sum_of(chosen)) and all(total.confirm(sums) for total in totals)
    ]
    if len(matching) == 1:
        return Resolved(matching[0], sum_of(matching[0]), confirmed=True, ambiguous=frozenset())
    rijen = tuple(None if i in unclear else some[0] for i, some in enumerate(options))
    return Resolved(rijen, sum_of(rijen), confirmed=False, ambiguous=unclear)


def sum_of(rijen: tuple[Cijfers | None, ...]) -> Cijfers | None:
    """The sums of the five columns; None when a row is not readable."""
    known = [cijfers for cijfers in rijen if cijfers is not None]
    if len(known) < len(rijen):
        return None
    a, b, c, d, totaal = (sum(column) for column in zip(*known, strict=True))
    return a, b, c, d, totaal
