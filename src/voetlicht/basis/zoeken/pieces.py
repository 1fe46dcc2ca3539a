"""Work on long arrays piece by piece; after each piece, whoever waits for Python's lock gets it.

NumPy keeps that lock while it repeats, counts on or looks for what is on. On millions of rows that
is a pause for everybody who searches meanwhile.
"""

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

PIECE = 1 << 14  # some tenths of a millisecond
_TURN = 0.0001  # seconds: long enough for a thread that waits to wake up


def pieces(size: int) -> Iterator[slice]:
    """Slices of `PIECE` that together are ``size`` long."""
    for start in range(0, size, PIECE):
        if start:
            time.sleep(_TURN)
        yield slice(start, min(start + PIECE, size))


def positions_on(bits: NDArray[np.bool_]) -> NDArray[np.int64]:
    """As `numpy.flatnonzero`."""
    found = [np.flatnonzero(bits[at]) + at.start for at in pieces(len(bits))]
    return np.concatenate([*found, np.zeros(0, dtype=np.int64)]).astype(np.int64)


def beginnings(values: NDArray[Any]) -> NDArray[np.int64]:
    """Where a run of equal values begins."""
    differs = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return positions_on(differs)


def repeated(counts: NDArray[np.int64]) -> NDArray[np.int32]:
    """Number i as often as ``counts[i]`` says: the row of every item."""
    ends = np.cumsum(counts)
    rows = np.empty(int(ends[-1]) if len(ends) else 0, dtype=np.int32)
    for at in pieces(len(counts)):
        numbers = np.arange(at.start, at.stop, dtype=np.int32)
        begin = int(ends[at.start] - counts[at.start])
        rows[begin : int(ends[at.stop - 1])] = np.repeat(numbers, counts[at])
    return rows


def turned_around(order: NDArray[np.int64]) -> NDArray[np.int64]:
    """For every position its place in ``order``."""
    places = np.empty(len(order), dtype=np.int64)
    for at in pieces(len(order)):
        places[order[at]] = np.arange(at.start, at.stop)
    return places
