"""What a search answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from voetlicht.basis.zoeken.wishes import Answer, Wish

_ANSWERS = (Answer.UNMET, Answer.MET, Answer.UNKNOWN)


class Part(NamedTuple):
    """How a record stands to one wish, and what that earns."""

    wish: Wish
    answer: Answer
    points: int


class Hit(NamedTuple):
    """A record that was found. ``answers`` and ``points``, one per wish; see `parts`."""

    key: int
    score: int
    wishes: tuple[Wish, ...]
    answers: tuple[int, ...]
    points: tuple[int, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The explanation, one part per wish in order: also what is not met, and what is unknown.

        Their points sum to ``score``.
        """
        answers = map(_ANSWERS.__getitem__, self.answers)
        return tuple(map(Part, self.wishes, answers, self.points))


@dataclass(frozen=True)
class Facet:
    """Records per value (code, region, place or bin), under the wishes on other columns."""

    labels: tuple[str, ...]
    numbers: tuple[int, ...]
    unknown: int

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Records by label."""
        return dict(zip(self.labels, self.numbers, strict=True))


class Relaxation(NamedTuple):
    """``gain`` more records are found without ``wish``."""

    wish: Wish
    gain: int


@dataclass(frozen=True, slots=True)
class Result:
    """``total`` is exact. ``relaxations`` are given under five hits, the largest gain first."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Facet]
    relaxations: tuple[Relaxation, ...]
