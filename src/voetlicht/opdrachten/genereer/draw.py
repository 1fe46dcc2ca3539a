"""Random draws that depend on a seed and a name only, not on the order of work."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from voetlicht.opdrachten.genereer.moments import LONGEST_LAG

T = TypeVar("T")


class Draw:
    """A stream of draws of its own for every part of the population."""

    __slots__ = ("_random", "chance_of")

    def __init__(self, zaad: int, part: str) -> None:
        # A text seed is hashed with SHA-512, so it is the same in every process.
        self._random = Random(f"{zaad}:{part}")  # noqa: S311 - invented people, no secret
        self.chance_of = self._random.random

    def chance(self, probability: float) -> bool:
        return self.chance_of() < probability

    def whole(self, expected: float) -> int:
        """A whole number that is ``expected`` on average: 2.3 gives 2 or, three in ten, 3."""
        return int(expected + self.chance_of())

    def number(self, low: int, high: int) -> int:
        """Uniform over ``low`` up to and including ``high``."""
        return low + int(self.chance_of() * (high - low + 1))

    def one_of(self, options: Sequence[T]) -> T:
        return options[int(self.chance_of() * len(options))]

    def pick(self, shares: Mapping[T, float]) -> T:
        """One of the keys; shares add up to one, what is missing falls to the first key."""
        left = self.chance_of()
        for option, share in shares.items():
            left -= share
            if left < 0:
                return option
        return next(iter(shares))

    def day(self, first: date, last: date) -> date:
        """A day from ``first`` through ``last``; ``first`` when there is no day between."""
        span = (last - first).days
        return first + timedelta(days=self.number(0, span)) if span > 0 else first

    def soon(self, day: date) -> date:
        """The day on which an ordinary fact of ``day`` is recorded."""
        return day + timedelta(days=self.number(0, LONGEST_LAG))

    def normal(self, mean: float, spread: float) -> float:
        return self._random.normalvariate(mean, spread)

    def beta(self, mean: float, spread: float) -> float:
        """Beta-distributed share with this mean and standard deviation."""
        weight = mean * (1 - mean) / spread**2 - 1
        return self._random.betavariate(mean * weight, (1 - mean) * weight)
