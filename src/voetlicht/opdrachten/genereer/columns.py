"""Columns of many rows at once, and the text of them that PostgreSQL's COPY reads."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

EPOCH = date(1970, 1, 1)


def dates(days: "np.ndarray") -> "pa.Array":
    """Days since 1970 as text."""
    import pyarrow as pa

    return pa.array(days.astype("int32")).cast(pa.date32()).cast(pa.string())


def ends(closed: "np.ndarray") -> "pa.Array":
    """Days since 1970 as text, empty for 0: what has no end."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.if_else(pa.array(closed > 0), dates(closed), "")


def ranges(start: "pa.Array", end: "pa.Array | None") -> "pa.Array":
    """Half-open periods."""
    import pyarrow.compute as pc

    return pc.binary_join_element_wise("[", start, ",", "" if end is None else end, ")", "")


def lines(*columns: object) -> bytes:
    """The text of a whole block for COPY; a column is a list, an array, or one value for all."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = [
        column if isinstance(column, str) else pa.array(column).cast(pa.string())
        for column in columns
    ]
    ended = pc.binary_join_element_wise(pc.binary_join_element_wise(*texts, "\t"), "\n", "")
    # The characters of all texts lie one after another; the last offset is where they end.
    _, offsets, characters = ended.buffers()
    end = int.from_bytes(offsets.slice(4 * len(ended), 4), "little")
    return bytes(characters.slice(0, end))
