"""Timing: what is compared runs in turns, so that a busy moment of the machine hits all alike."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from voetlicht.basis.kern.errors import Conflict


@dataclass(frozen=True, slots=True)
class Work:
    """A part to time: ``run`` does it once, for ``n`` of something, and gives its answer.

    The answer must be the same every time; a fast program that answers differently is not fast.
    """

    part: str
    n: int
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """The times of one part, in milliseconds.

    ``floor_ms`` is what the least that any program must do takes, ``bound_ms`` the longest that
    the work may take, ``size`` what it wrote in bytes; each only where there is one.
    """

    part: str
    n: int
    durations_ms: tuple[float, ...]
    floor_ms: float | None = None
    bound_ms: float | None = None
    size: int | None = None

    @property
    def repetitions(self) -> int:
        return len(self.durations_ms)

    @property
    def p50_ms(self) -> float:
        """The median."""
        return statistics.median(self.durations_ms)

    @property
    def ratio_to_floor(self) -> float | None:
        """How many times the floor, median over median; None without a floor."""
        return self.p50_ms / self.floor_ms if self.floor_ms else None

    @property
    def per_second(self) -> float:
        """How many of ``n`` in a second, by the median."""
        return 1000 * self.n / self.p50_ms

    def beside(self, *floors: "Measured") -> "Measured":
        """The same times beside their floor: the sum of these parts."""
        return replace(self, floor_ms=sum(floor.p50_ms for floor in floors))


def in_turns(
    works: Sequence[Work],
    *,
    repetitions: int,
    timer: Callable[[], float] = time.perf_counter,
) -> tuple[Measured, ...]:
    """Warm every part up once, then time all of them, one round after another.

    Conflict when a part gives another answer than it gave while warming up.
    """
    answers = [work.run() for work in works]
    durations: list[list[float]] = [[] for _ in works]
    for _ in range(repetitions):
        for work, answer, taken in zip(works, answers, durations, strict=True):
            started = timer()
            again = work.run()
            taken.append(1000 * (timer() - started))
            if again != answer:
                raise Conflict(
                    f"‘{work.part}’ gaf de ene keer een ander antwoord dan de andere keer; zulke "
                    "metingen zeggen niets. Meld dit, met de opdracht die u gaf."
                )
    return tuple(
        Measured(work.part, work.n, tuple(taken))
        for work, taken in zip(works, durations, strict=True)
    )
