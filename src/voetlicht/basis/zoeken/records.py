"""Records as the engine takes them in: a key and, per column, cells. Checked, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.cells import Cells, join, take
from voetlicht.basis.zoeken.intake import cells_of
from voetlicht.basis.zoeken.schema import Schema

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Records:
    """Keys (int64, each once) and the cells of every column of ``schema``."""

    schema: Schema
    keys: NDArray[np.int64]
    cells: Mapping[str, Cells]

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def of_arrays(cls, schema: Schema, keys: ArrayLike, columns: Mapping[str, Any]) -> "Records":
        """Records from arrays; a column that is left out is unknown for everybody.

        ``keys``: whole numbers that fit in int64, shape (n,). ``columns`` gives per name, n long:

        - `Code`, `Place`: positions in the list (whole numbers, -1 unknown) or their names (str,
          None unknown);
        - `Codes`: a sequence per record of positions or names, or of pairs with a level; None is
          unknown. Or a tuple ``(starts, positions, levels, known)`` as in `Many`;
        - `Number`: whole numbers, None or a masked value unknown;
        - `Range`: pairs (least, most); None unknown. Or an integer array of shape (n, 2), where
          a least above its most is unknown;
        - `Date`: dates or datetime64[D], None or NaT unknown;
        - `Text`: str, None or without a word unknown.

        InputError names the column and the first record that cannot be used.
        """
        key_array = np.asarray(keys)
        if key_array.ndim != 1 or (key_array.size and key_array.dtype.kind not in "iu"):
            raise InputError("De sleutels zijn een rij gehele getallen.")
        if key_array.dtype.kind == "u" and key_array.size and key_array.max() >= 2**63:
            raise InputError(f"Sleutel {key_array.max()} past niet in 64 bits met een teken.")
        key_array = key_array.astype(np.int64)
        unique, counts = np.unique(key_array, return_counts=True)
        if len(unique) < len(key_array):
            raise InputError(f"Sleutel {unique[counts > 1][0]} komt meer dan eens voor.")
        for name in columns:
            schema[name]
        size = len(key_array)
        cells = {c.name: cells_of(c, columns.get(c.name), size) for c in schema.columns}
        return cls(schema, key_array, cells)

    @classmethod
    def of_arrow(cls, schema: Schema, table: "pa.Table", *, key: str = "key") -> "Records":
        """Records from an Arrow table with a column ``key``; lists, structs and nulls as expected.

        A `Range` is a struct or list of two; a level stands beside its code, as a struct
        ``{value, level}``.
        """
        if key not in table.column_names:
            raise InputError(f"De tabel heeft geen kolom ‘{key}’ met de sleutels.")
        columns = {name: _of_arrow(table[name]) for name in table.column_names if name != key}
        return cls.of_arrays(schema, table[key].to_numpy(), columns)

    def take(self, rows: NDArray[np.int64]) -> "Records":
        """Only those records, in that order."""
        cells = {name: take(cell, rows) for name, cell in self.cells.items()}
        return Records(self.schema, self.keys[rows], cells)

    def with_more(self, more: "Records") -> "Records":
        """These, then ``more``; keys of ``more`` must be new."""
        cells = {name: join(cell, more.cells[name]) for name, cell in self.cells.items()}
        return Records(self.schema, np.concatenate([self.keys, more.keys]), cells)


def _of_arrow(column: "pa.ChunkedArray") -> list[Any]:
    values = column.to_pylist()
    if values and any(isinstance(value, dict) for value in values):
        return [None if value is None else tuple(value.values()) for value in values]
    return [
        [tuple(item.values()) if isinstance(item, dict) else item for item in value]
        if isinstance(value, list)
        else value
        for value in values
    ]
