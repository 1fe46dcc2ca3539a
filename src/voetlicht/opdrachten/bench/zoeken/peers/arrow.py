"""Rows as Arrow columns, which databases read fast."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from voetlicht.opdrachten.bench.zoeken.peers.rijen import Lists, Rows

if TYPE_CHECKING:
    import pyarrow as pa


def table_of(rows: Rows, part: slice) -> "pa.Table":
    """Numbers as they are, lists as lists: ``codes`` and per facet ``<name>_codes``."""
    import pyarrow as pa

    columns: dict[str, Any] = {name: values[part] for name, values in rows.numbers.items()}
    columns["codes"] = list_array(rows.codes, part)
    columns |= {f"{name}_codes": list_array(lists, part) for name, lists in rows.lists.items()}
    return pa.table(columns)


def list_array(lists: Lists, part: slice, kind: type = np.int16) -> "pa.ListArray":
    """Rows ``part`` of lists of whole numbers of that kind."""
    import pyarrow as pa

    stop = min(part.stop, len(lists.starts) - 1)
    cut = lists.starts[part.start : stop + 1]
    values: NDArray[Any] = lists.values[cut[0] : cut[-1]].astype(kind)
    return pa.ListArray.from_arrays(pa.array((cut - cut[0]).astype(np.int32)), pa.array(values))
