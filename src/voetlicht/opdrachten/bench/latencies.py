"""Times of answers per page: percentiles, for people and for machines."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voetlicht.basis.kern.numbers import format_count
from voetlicht.opdrachten.bench.report import aligned, decimal

BOUND_MS = 150.0
_HEADS = ("pagina", "aantal", "fout", "p50 ms", "p95 ms", "p99 ms", "max ms", "× gezond", "")


@dataclass(frozen=True, slots=True)
class Latencies:
    """The answers of one page; times in ms, in ascending order, of good answers only.

    ``trivial_ms`` is the median of the trivial page in the same run, None for that page itself.
    """

    page: str
    times_ms: tuple[float, ...]
    errors: tuple[str, ...]
    trivial_ms: float | None

    def percentile(self, share: float) -> float:
        """The least time within which this share was answered; nan when nothing was."""
        if not self.times_ms:
            return float("nan")
        place = max(0, -(-round(share * 1000) * len(self.times_ms) // 1000) - 1)
        return self.times_ms[place]

    @property
    def keeps_bound(self) -> bool:
        """Whether every answer was good and 95 of a hundred came within ``BOUND_MS``."""
        return not self.errors and self.percentile(0.95) < BOUND_MS

    @property
    def ratio(self) -> float | None:
        """How many times the trivial page, median over median; None without answers."""
        if not self.times_ms or not self.trivial_ms:
            return None
        return self.percentile(0.5) / self.trivial_ms


def per_page(told: Mapping[str, Any], pages: Sequence[str], *, trivial: str) -> list[Latencies]:
    """What the driving process told, in the order of ``pages``; the trivial page last."""
    floor = _of(told, trivial, None)
    median = floor.percentile(0.5) if floor.times_ms else None
    return [*(_of(told, page, median) for page in pages), floor]


def _of(told: Mapping[str, Any], page: str, trivial_ms: float | None) -> Latencies:
    times = tuple(sorted(told["good"].get(page, [])))
    return Latencies(page, times, tuple(told["errors"].get(page, [])), trivial_ms)


def table(latencies: Sequence[Latencies]) -> Iterator[str]:
    """The lines of a table in Dutch numbers."""
    yield from aligned([_HEADS, *(_cells(one) for one in latencies)])


def _cells(one: Latencies) -> tuple[str, ...]:
    percentiles = (one.percentile(share) for share in (0.5, 0.95, 0.99, 1.0))
    return (
        one.page,
        format_count(len(one.times_ms)),
        format_count(len(one.errors)),
        *(decimal(each) if each == each else "-" for each in percentiles),
        "" if one.ratio is None else decimal(one.ratio),
        _remark(one),
    )


def _remark(one: Latencies) -> str:
    if one.trivial_ms is None:
        return ""
    word = "onder" if one.keeps_bound else "BOVEN"
    return f"{word} de grens van {format_count(round(BOUND_MS))} ms bij p95"


def write_json(path: Path, latencies: Sequence[Latencies], *, on: str, rate: float) -> None:
    """``{"machine": on, "rate": ..., "rows": [{page, n, errors, p50_ms, ...}]}``; times in ms."""
    rows = [_row(one) for one in latencies]
    content = {"machine": on, "rate": rate, "rows": rows}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _row(one: Latencies) -> dict[str, Any]:
    named = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99, "max_ms": 1.0}
    measured = {name: round(one.percentile(share), 3) for name, share in named.items()}
    return {
        "page": one.page,
        "n": len(one.times_ms),
        "errors": len(one.errors),
        **(measured if one.times_ms else dict.fromkeys(named)),
        "ratio_to_trivial": None if one.ratio is None else round(one.ratio, 2),
    }
