"""What ``bench zoeken`` found, for people (tables) and for machines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from voetlicht.basis.kern.numbers import format_count
from voetlicht.opdrachten.bench.report import aligned

if TYPE_CHECKING:
    from voetlicht.opdrachten.bench.zoeken.command import Measured
    from voetlicht.opdrachten.bench.zoeken.eigen import Built
    from voetlicht.opdrachten.bench.zoeken.meten import Timed
    from voetlicht.opdrachten.bench.zoeken.vloer import Floor

_HEADS = (
    *("onderdeel", "profielen", "motor", "draden", "keer"),
    *("p50 ms", "p95 ms", "p99 ms", "per s", "× bodem", "× eigen", ""),
)
_BUILT = ("bouwen", "profielen", "s", "piek MB", "eigen MB", "schijf MB", "openen s", "")
_FLOORS = ("bodem", "profielen", "kB", "GB/s", "ms", "")


def lines(measured: "Measured") -> Iterator[str]:
    """The tables, in Dutch numbers. "× bodem" is of the mean, "× eigen" of p99."""
    yield from aligned([_HEADS, *(_times(one, measured) for one in measured.timed)])
    yield ""
    yield from aligned([_BUILT, *(_built(one) for one in measured.built)])
    yield ""
    yield from aligned([_FLOORS, *(_floor(one) for one in measured.floors)])
    yield from remarks(measured)


def remarks(measured: "Measured") -> list[str]:
    """What the figures of our own engines are judged by, then what was found of peers."""
    own = dict.fromkeys((one.engine, one.n) for one in measured.timed if one.workload == "V")
    return [*(_judged(engine, n, measured) for engine, n in own), *measured.remarks]


def _judged(engine: str, n: int, measured: "Measured") -> str:
    """How much dearer explaining, changing and merging are, and what a second thread gives."""
    timed = {(t.workload, t.threads): t for t in measured.timed if (t.engine, t.n) == (engine, n)}

    def slower(workload: str, threads: int) -> str:
        both = (timed[workload, threads], timed["S", threads])
        return number(both[0].percentile(0.99) / both[1].percentile(0.99))

    def gained(workload: str) -> str:
        return number(timed[workload, 2].per_second / timed[workload, 1].per_second)

    def spread(workload: str) -> str:
        middle, most = (number(timed[workload, 1].percentile(share)) for share in (0.5, 1))
        return f"in het midden {middle} en hoogstens {most} ms"

    return (
        f"{engine}, {format_count(n)} profielen: S+ kost bij p99 {slower('S+', 1)} keer S, gemengd "
        f"{slower('gemengd S', 2)} keer; een tweede draad geeft {gained('S')} keer zoveel S per "
        f"seconde en {gained('V')} keer zoveel V. Terwijl alles werd samengevoegd duurde dezelfde "
        f"zoekvraag {spread('samenvoegen')}; in rust {spread('in rust')}."
    )


def as_json(measured: "Measured") -> dict[str, Any]:
    """``{"rows": [{workload, engine, n, threads, p50_ms, ...}], "builds": ..., "floors": ...}``."""
    return {
        "rows": [one.as_row() | _ratios(one, measured) for one in measured.timed],
        "builds": [one.as_row() for one in measured.built],
        "floors": [one.as_row() for one in measured.floors],
        "remarks": remarks(measured),
    }


def number(value: float | None, decimals: int = 2) -> str:
    """1234.567 -> ``1.234,57``; nothing for what is unknown."""
    if value is None or value != value:
        return ""
    whole, _, rest = f"{value:.{decimals}f}".partition(".")
    return format_count(int(whole)) + (f",{rest}" if rest else "")


def _ratios(one: "Timed", measured: "Measured") -> dict[str, float | None]:
    floor, own = _floor_of(one, measured), _own_of(one, measured)
    return {
        "mean_to_floor": None if floor is None else round(one.mean_ms / floor.ms, 1),
        "p99_to_own": None
        if own is None
        else round(one.percentile(0.99) / own.percentile(0.99), 1),
    }


def _floor_of(one: "Timed", measured: "Measured") -> "Floor | None":
    """The floor is of one thread."""
    return next(
        (f for f in measured.floors if (f.workload, f.n, 1) == (one.workload, one.n, one.threads)),
        None,
    )


def _own_of(one: "Timed", measured: "Measured") -> "Timed | None":
    """The same work on the first engine that was measured; None for that engine itself."""
    first = measured.timed[0].engine
    if one.engine == first:
        return None
    same = (one.workload, one.n, one.threads, first)
    return next((t for t in measured.timed if (t.workload, t.n, t.threads, t.engine) == same), None)


def _times(one: "Timed", measured: "Measured") -> tuple[str, ...]:
    ratios = _ratios(one, measured)
    return (
        one.workload,
        format_count(one.n),
        one.engine,
        str(one.threads),
        format_count(len(one.durations_ms)),
        *(number(one.percentile(share)) for share in (0.5, 0.95, 0.99)),
        number(one.per_second, 0),
        number(ratios["mean_to_floor"], 1),
        number(ratios["p99_to_own"], 1),
        "",
    )


def _built(one: "Built") -> tuple[str, ...]:
    sizes = (number(size, 0) for size in (one.peak_mb, one.own_mb, one.disk_mb))
    times = (number(one.seconds, 1), number(one.load_s, 2))
    return one.engine, format_count(one.n), times[0], *sizes, times[1], ""


def _floor(one: "Floor") -> tuple[str, ...]:
    figures = (number(one.bytes / 1000, 1), number(one.gb_per_s, 1), number(one.ms, 4))
    return one.workload, format_count(one.n), *figures, ""
