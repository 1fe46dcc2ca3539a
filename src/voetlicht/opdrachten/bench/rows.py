"""Invented rows of a peilbestand, the same for the same seed: columns in memory, CSV on disk.

Half of the persons are in the register and most of those are served, so a large peilbestand asks
more of the measure than the country ever will.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv

from voetlicht.basis.gebieden import queries as gebieden

SEED = 20230630
SERVED_BY = (None, "gemeente", "uwv")
BLOCK = 500_000
"""Rows that are text at one moment; a row is some 35 bytes of it."""

_IN_REGISTER = 0.5
_MET_PROFIEL = 0.4
_SERVED_BY = (0.3, 0.3, 0.4)
_UNPLACED = 0.01  # each of unknown and foreign residence


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The columns of a peilbestand as arrays of one length.

    ``gemeente`` holds positions in ``codes`` (of other dates too, and the two that are no
    gemeente), ``bediend_door`` positions in ``SERVED_BY``. ``sleutel`` ascends.
    """

    codes: tuple[str, ...]
    sleutel: NDArray[np.int64]
    gemeente: NDArray[np.int16]
    in_register: NDArray[np.bool_]
    bediend_door: NDArray[np.int8]
    met_profiel: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.sleutel)


def invent(n: int, *, on: date) -> Rows:
    """``n`` rows; their gemeenten are those of any date that the division of ``on`` can follow."""
    draw = np.random.default_rng((SEED, n))
    places = tuple(stored for stored, _, _ in gebieden.division_table(on=on))
    size = draw.exponential(size=len(places))
    shares = np.concatenate([size / size.sum() * (1 - 2 * _UNPLACED), [_UNPLACED, _UNPLACED]])
    limit = np.iinfo(np.int64)
    return Rows(
        codes=(*places, gebieden.ONBEKEND, gebieden.BUITENLAND),
        sleutel=np.sort(draw.integers(limit.min, limit.max, size=n)),
        gemeente=draw.choice(len(shares), size=n, p=shares).astype(np.int16),
        in_register=draw.random(n) < _IN_REGISTER,
        bediend_door=draw.choice(len(SERVED_BY), size=n, p=_SERVED_BY).astype(np.int8),
        met_profiel=draw.random(n) < _MET_PROFIEL,
    )


def write_csv(rows: Rows, path: Path) -> None:
    """The rows in the order and notation in which the database hands them over when freezing."""
    options = csv.WriteOptions(include_header=False, quoting_style="none")
    with csv.CSVWriter(path, _table(rows, slice(0)).schema, write_options=options) as writer:
        for start in range(0, len(rows), BLOCK):
            writer.write_table(_table(rows, slice(start, start + BLOCK)))


def _table(rows: Rows, part: slice) -> pa.Table:
    def words(positions: NDArray[Any], meaning: tuple[str | None, ...]) -> pa.Array:
        return pa.array(meaning, pa.string()).take(pa.array(positions[part]))

    return pa.table(
        {
            "sleutel": rows.sleutel[part],
            "gemeente_code": words(rows.gemeente, rows.codes),
            "in_register": words(rows.in_register.view(np.int8), ("f", "t")),
            "bediend_door": words(rows.bediend_door, SERVED_BY),
            "met_profiel": words(rows.met_profiel.view(np.int8), ("f", "t")),
        }
    )
