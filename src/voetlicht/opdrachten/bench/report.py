"""What was measured, for people (a table) and for machines (JSON)."""

import json
import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from voetlicht.basis.kern.numbers import format_count
from voetlicht.opdrachten.bench.timing import Measured

_HEADS = ("onderdeel", "aantal", "keer", "p50 ms", "min ms", "max ms", "× bodem", "")


def machine() -> str:
    """The machine in one line, without its name; how busy it is decides what figures are worth."""
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} {'kern' if cores == 1 else 'kernen'} ({platform.machine()}), "
        f"Python {platform.python_version()}, belasting {decimal(os.getloadavg()[0])}"
    )


def table(measured: Sequence[Measured]) -> Iterator[str]:
    """The lines of a table: Dutch numbers, and beside a bound whether it was kept."""
    yield from aligned([_HEADS, *(_cells(one) for one in measured)])


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of equal length as lines: first and last column to the left, numbers to the right."""
    last = len(rows[0]) - 1
    widths = [max(len(row[column]) for row in rows) for column in range(last + 1)]
    for row in rows:
        cells = [
            f"{cell:<{width}}" if column in (0, last) else f"{cell:>{width}}"
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def write_json(path: Path, measured: Sequence[Measured], *, on: str) -> None:
    """``{"machine": on, "rows": [{part, n, repetitions, p50_ms, ...}]}``; times in ms."""
    content = {"machine": on, "rows": [as_row(one) for one in measured]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def as_row(one: Measured) -> dict[str, Any]:
    """One part as the JSON has it."""
    ratio = one.ratio_to_floor
    return {
        "part": one.part,
        "n": one.n,
        "repetitions": one.repetitions,
        "p50_ms": round(one.p50_ms, 3),
        "min_ms": round(min(one.durations_ms), 3),
        "max_ms": round(max(one.durations_ms), 3),
        "ratio_to_floor": None if ratio is None else round(ratio, 2),
    }


def _cells(one: Measured) -> tuple[str, ...]:
    ratio = one.ratio_to_floor
    return (
        one.part,
        format_count(one.n),
        str(one.repetitions),
        *(decimal(ms) for ms in (one.p50_ms, min(one.durations_ms), max(one.durations_ms))),
        "" if ratio is None else decimal(ratio),
        _remark(one),
    )


def _remark(one: Measured) -> str:
    if one.bound_ms is not None:
        word = "onder" if one.p50_ms < one.bound_ms else "BOVEN"
        return f"{word} de grens van {format_count(round(one.bound_ms))} ms"
    if one.size is not None:
        return f"{format_count(round(one.per_second))} per seconde, {decimal(one.size / 1e6)} MB"
    return ""


def decimal(number: float) -> str:
    """1234.56 -> ``1.234,6``."""
    whole, _, tenth = f"{number:.1f}".partition(".")
    return f"{format_count(int(whole))},{tenth}"
