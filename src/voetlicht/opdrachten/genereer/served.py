"""Who is served now, and by which organisatie: as columns, read from the filled database."""

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from django.db.backends.utils import CursorWrapper

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_SERVED = """
COPY (
    SELECT dienst.persoon_id, dienst.organisatie_id, dienst.geopend_op - DATE '1970-01-01',
        coalesce(verblijf.gemeente_code, 'onbekend'),
        persoon.voorvoegsel || '|' || persoon.achternaam
      FROM sonar_dienstverlening AS dienst
      JOIN personen_persoon AS persoon ON persoon.id = dienst.persoon_id
      LEFT JOIN personen_verblijf AS verblijf ON verblijf.persoon_id = dienst.persoon_id
       AND upper_inf(verblijf.valid) AND upper_inf(verblijf.recorded)
     WHERE upper_inf(dienst.valid) AND upper_inf(dienst.recorded)
     ORDER BY dienst.persoon_id, dienst.organisatie_id
) TO STDOUT (FORMAT csv)
"""
_COLUMNS = ("persoon", "organisatie", "opened", "gemeente", "family")


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """Columns of equal length: one row per person and organisatie, in the order of persons.

    ``gemeente`` and ``family`` (voorvoegsel and surname) are places in ``gemeente_codes`` and
    ``families``; ``opened`` counts days from 1970.
    """

    persoon: "np.ndarray"
    organisatie: "np.ndarray"
    opened: "np.ndarray"
    gemeente: "np.ndarray"
    gemeente_codes: tuple[str, ...]
    family: "np.ndarray"
    families: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.persoon)

    @property
    def first_of_persoon(self) -> "np.ndarray":
        """Whether the row is the first of its person."""
        import numpy as np

        return np.diff(self.persoon, prepend=-1) != 0

    @property
    def in_gemeente(self) -> "np.ndarray":
        """Whether the person lives in a gemeente, and not abroad or where nobody knows."""
        import numpy as np

        known = np.array([code.startswith("GM") for code in self.gemeente_codes], dtype=bool)
        return known[self.gemeente]


def read_served(cursor: CursorWrapper) -> Served:
    """Everybody whose dienstverlening has no end, as known now."""
    import pyarrow as pa
    from pyarrow import csv

    received = BytesIO()
    with cursor.copy(_SERVED) as stream:
        for block in stream:
            received.write(block)
    types = dict.fromkeys(_COLUMNS[:3], pa.int64()) | dict.fromkeys(_COLUMNS[3:], pa.string())
    if not received.tell():
        table = pa.table({name: pa.array([], kind) for name, kind in types.items()})
    else:
        received.seek(0)
        table = csv.read_csv(
            received,
            read_options=csv.ReadOptions(column_names=list(_COLUMNS)),
            convert_options=csv.ConvertOptions(column_types=types),
        )
    return _as_served(table)


def _as_served(table: "pa.Table") -> Served:
    whole = {name: table[name].to_numpy() for name in _COLUMNS[:3]}
    gemeente, codes = _numbered(table["gemeente"])
    family, families = _numbered(table["family"])
    return Served(
        **whole, gemeente=gemeente, gemeente_codes=codes, family=family, families=families
    )


def _numbered(column: "pa.ChunkedArray") -> tuple["np.ndarray", tuple[str, ...]]:
    """Each text as its place among the different texts, and those."""
    encoded = column.combine_chunks().dictionary_encode()
    return encoded.indices.to_numpy().astype("int64"), tuple(encoded.dictionary.to_pylist())
