"""What a facet calls the values of a column, in order."""

from datetime import timedelta

from voetlicht.basis.zoeken.schema import Code, Codes, Column, Date, Number, Place, Range


def labels_of(column: Column) -> tuple[str, ...]:
    """What a facet calls the values or bins of a column, in order."""
    match column:
        case Place():
            return tuple(dict.fromkeys(column.regions or column.places))
        case Code() | Codes():
            return column.values
        case Number() | Range():
            return _bins([str(edge) for edge in column.edges], [str(e - 1) for e in column.edges])
        case Date():
            before = [(edge - timedelta(days=1)).isoformat() for edge in column.edges]
            return _bins([edge.isoformat() for edge in column.edges], before)
    return ()


def _bins(edges: list[str], before: list[str]) -> tuple[str, ...]:
    if not edges:
        return ()
    between = [f"{low} t/m {high}" for low, high in zip(edges, before[1:], strict=False)]
    return (f"tot en met {before[0]}", *between, f"vanaf {edges[-1]}")
