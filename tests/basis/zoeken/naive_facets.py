"""The naive truth of facets: what they count, and under which labels a value falls."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from voetlicht.basis.zoeken.schema import Code, Codes, Column, Date, Place, Text


def bins(column: Column) -> list[tuple[str, Any, Any]]:
    """Label, first and last value of each bin; None for no end."""
    edges: tuple[Any, ...] = getattr(column, "edges", ())
    if not edges:
        return []
    step: Any = timedelta(days=1) if isinstance(column, Date) else 1
    between = [(f"{low} t/m {high - step}", low, high - step) for low, high in pairwise(edges)]
    last = edges[0] - step
    return [(f"tot en met {last}", None, last), *between, (f"vanaf {edges[-1]}", edges[-1], None)]


def labels(column: Column) -> list[str]:
    """What a facet counts, in order."""
    if isinstance(column, Code | Codes):
        return list(column.values)
    if isinstance(column, Place):
        return list(dict.fromkeys(column.regions or column.places))
    return [label for label, _, _ in bins(column)]


def labels_of(column: Column, value: Any) -> list[str]:
    """Under which labels of a facet a known value is counted."""
    if isinstance(column, Code | Codes):
        return list(value)
    if isinstance(column, Place):
        return [column.regions[column.places.index(value)] if column.regions else value]
    if isinstance(column, Text):
        return []
    least, most = (value, value) if isinstance(value, date) else value
    return [
        label
        for label, low, high in bins(column)
        if (low is None or most >= low) and (high is None or least <= high)
    ]
