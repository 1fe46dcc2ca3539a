"""Times of many questions, asked by one thread or by several at once."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier, Thread
from typing import Any

Ask = Callable[[], object]
"""Asks one question and reads the answer; returns nothing that is kept."""

SECONDS, WARMING_SECONDS, LEAST = 10.0, 3.0, 20
"""A slow engine is asked no more after so long, if it answered that often."""

ROUND = 4
"""So many questions belong together: what is taken away is seen to go, put back and seen again."""


@dataclass(frozen=True, slots=True)
class Timed:
    """The times of one workload on one engine, in milliseconds in ascending order.

    ``seconds``: from the first question to the last answer, all threads together.
    """

    workload: str
    engine: str
    n: int
    threads: int
    durations_ms: tuple[float, ...]
    seconds: float

    def percentile(self, share: float) -> float:
        """The least time within which this share was answered; nan when nothing was asked."""
        if not self.durations_ms:
            return float("nan")
        place = -(-round(share * 1000) * len(self.durations_ms) // 1000) - 1
        return self.durations_ms[max(0, place)]

    @property
    def mean_ms(self) -> float:
        """The mean, which the floor is given as; nan when nothing was asked."""
        times = self.durations_ms
        return sum(times) / len(times) if times else float("nan")

    @property
    def per_second(self) -> float:
        """Questions answered per second, all threads together."""
        return len(self.durations_ms) / self.seconds if self.seconds else float("nan")

    def as_row(self) -> dict[str, Any]:
        """For machines."""
        named = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99}
        times = {name: round(self.percentile(share), 4) for name, share in named.items()}
        return {
            "workload": self.workload,
            "engine": self.engine,
            "n": self.n,
            "threads": self.threads,
            "count": len(self.durations_ms),
            **times,
            "mean_ms": round(self.mean_ms, 4),
            "max_ms": round(self.percentile(1), 4),
            "qps": round(self.per_second, 1),
        }


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured: an engine with so many profiles, for ``seconds`` per workload at most."""

    engine: str
    n: int
    seconds: float = SECONDS

    def timed(self, workload: str, lanes: Sequence[Sequence[Ask]]) -> Timed:
        """Ask all of these, each lane in a thread of its own."""
        durations, seconds = _asked(lanes, self.seconds)
        return Timed(
            workload,
            self.engine,
            self.n,
            len(lanes),
            tuple(sorted(ms for lane in durations for ms in lane)),
            seconds,
        )

    def timed_apart(self, lanes: Sequence[Sequence[tuple[str, Ask]]]) -> list[Timed]:
        """The same for questions of several workloads among each other; one of each name."""
        durations, seconds = _asked([[ask for _, ask in lane] for lane in lanes], self.seconds)
        found: dict[str, list[float]] = {}
        for lane, times in zip(lanes, durations, strict=True):
            for (workload, _), ms in zip(lane, times, strict=False):
                found.setdefault(workload, []).append(ms)
        return [
            Timed(
                name,
                self.engine,
                self.n,
                len(lanes),
                tuple(sorted(times)),
                seconds if len(lanes) > 1 else sum(times) / 1000,
            )
            for name, times in found.items()
        ]


def in_lanes(asks: Sequence[Any], threads: int, repetitions: int = 1) -> list[list[Any]]:
    """The questions dealt out, each so many times; a lane starts where the last one ended."""
    return [list(asks[at::threads]) * repetitions for at in range(threads)]


@contextmanager
def at_rest() -> Iterator[None]:
    """What was built before is not walked through by the collector of garbage meanwhile."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def warm_up(asks: Sequence[Ask]) -> None:
    """Ask everything once, as far as there is time for."""
    _one_lane(asks, WARMING_SECONDS)


def _asked(lanes: Sequence[Sequence[Ask]], limit: float) -> tuple[list[list[float]], float]:
    """Times per lane, and how long everything took."""
    if len(lanes) == 1:
        started = time.perf_counter()
        times = [_one_lane(lanes[0], limit)]
        return times, time.perf_counter() - started
    return _in_threads(lanes, limit)


def _in_threads(lanes: Sequence[Sequence[Ask]], limit: float) -> tuple[list[list[float]], float]:
    begin = Barrier(len(lanes) + 1)
    durations: list[list[float]] = [[] for _ in lanes]
    raised: list[BaseException] = []

    def run(number: int) -> None:
        begin.wait()
        try:
            durations[number] = _one_lane(lanes[number], limit)
        except BaseException as error:
            raised.append(error)

    threads = [Thread(target=run, args=(number,)) for number in range(len(lanes))]
    for thread in threads:
        thread.start()
    begin.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    if raised:
        raise raised[0]
    return durations, seconds


def _one_lane(asks: Sequence[Ask], limit: float) -> list[float]:
    """Until all are asked or the time is up; after a whole round."""
    times: list[float] = []
    until = time.perf_counter() + limit
    for ask in asks:
        started = time.perf_counter()
        if started > until and len(times) >= LEAST and len(times) % ROUND == 0:
            break
        ask()
        times.append(1000 * (time.perf_counter() - started))
    return times
