"""The cells of one column: one per record, with what is unknown beside it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Single:
    """One whole number per record; of a code or place its position, -1 for unknown."""

    values: NDArray[np.int32]
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pair:
    """Least and most per record, counted from the column's lowest."""

    low: NDArray[np.int32]
    high: NDArray[np.int32]
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Many:
    """``values[starts[i]:starts[i + 1]]`` are the codes of record i, each with its level."""

    starts: NDArray[np.int64]
    values: NDArray[np.int32]
    levels: NDArray[np.uint8]
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Texts:
    """One text per record, None for unknown."""

    values: tuple[str | None, ...]


Cells = Single | Pair | Many | Texts


def take(cell: Cells, rows: NDArray[np.int64]) -> Cells:
    """The cells of some records, in that order."""
    match cell:
        case Single():
            return Single(cell.values[rows], cell.known[rows])
        case Pair():
            return Pair(cell.low[rows], cell.high[rows], cell.known[rows])
        case Texts():
            return Texts(tuple(cell.values[row] for row in rows))
        case Many():
            at = positions_of(cell.starts, rows)
            sizes = np.diff(cell.starts)[rows]
            starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
            return Many(starts, cell.values[at], cell.levels[at], cell.known[rows])


def positions_of(starts: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the items of ``rows`` stand in a list cut up by ``starts``, row after row."""
    sizes = starts[rows + 1] - starts[rows]
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    shift = np.repeat(starts[rows] - (ends - sizes), sizes)
    at: NDArray[np.int64] = np.arange(total, dtype=np.int64) + shift
    return at


def join(first: Cells, second: Cells) -> Cells:
    """The cells of one column of some records, then of others."""

    def both(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([a, b])

    match first, second:
        case Single(), Single():
            return Single(both(first.values, second.values), both(first.known, second.known))
        case Pair(), Pair():
            return Pair(
                both(first.low, second.low),
                both(first.high, second.high),
                both(first.known, second.known),
            )
        case Many(), Many():
            return Many(
                both(first.starts, second.starts[1:] + first.starts[-1]),
                both(first.values, second.values),
                both(first.levels, second.levels),
                both(first.known, second.known),
            )
        case Texts(), Texts():
            return Texts(first.values + second.values)
    raise AssertionError
