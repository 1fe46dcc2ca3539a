"""A search (S) in plain numbers, and the answer of a peer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from voetlicht.basis.zoeken.schema import Code, Codes, Date, Place
from voetlicht.basis.zoeken.tekst.weights import query_words
from voetlicht.basis.zoeken.wishes import (
    AllOf,
    AnyOf,
    In,
    Near,
    Overlaps,
    Query,
    Until,
    Wish,
    Words,
)
from voetlicht.opdrachten.bench.zoeken.eigen import Built
from voetlicht.opdrachten.bench.zoeken.peers.rijen import Rows
from voetlicht.opdrachten.bench.zoeken.profielen import FACETS, Profiles

BEST = 20


@dataclass(frozen=True, slots=True)
class Filter:
    """One of ``values`` (codes or places); or the span that hours must touch, or the last day."""

    column: str
    values: tuple[int, ...] = ()
    low: int = 0
    high: int = 0

    @property
    def faceted(self) -> bool:
        """Whether a facet counts this column without this filter."""
        return self.column in FACETS


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a search: the numbers of what it finds, and what that earns."""

    found: tuple[int, ...]
    points: int


@dataclass(frozen=True, slots=True)
class Vraag:
    """A search: filters that must hold, words of which one must, ``(column, code, points)``."""

    filters: tuple[Filter, ...]
    words: tuple[Word, ...]
    wanted: tuple[tuple[str, int, int], ...]

    @property
    def set_aside(self) -> tuple[Filter, ...]:
        """Filters of columns with a facet."""
        return tuple(one for one in self.filters if one.faceted)


@dataclass(frozen=True, slots=True)
class Answer:
    """``counts`` by the number of the code; ``hits`` are (key, score), the best first."""

    total: int
    counts: tuple[int, ...]
    hits: tuple[tuple[int, int], ...]


class Peer(Protocol):
    """Another engine; ``exact`` if it scores as we do."""

    name: str
    exact: bool

    def build(self, rows: Rows, words: Sequence[str]) -> Built:
        """Take everything in."""

    def answer(self, vraag: Vraag) -> Answer:
        """Search."""

    def close(self) -> None:
        """Leave nothing behind."""


def vraag_of(query: Query, profiles: Profiles) -> Vraag:
    """The same search in numbers."""
    filters: list[Filter] = []
    words: tuple[Word, ...] = ()
    wanted: list[tuple[str, int, int]] = []
    for wish in query.wishes:
        match wish:
            case Words():
                words = _words(wish, profiles)
            case AllOf():
                codes = _codes(wish, profiles)
                wanted += [(wish.column, code, wish.weight // len(codes)) for code in codes]
            case _ if wish.required:
                filters.append(_filter(wish, profiles))
    return Vraag(tuple(filters), words, tuple(wanted))


def _words(wish: Words, profiles: Profiles) -> tuple[Word, ...]:
    found = query_words(
        wish.text,
        weight=wish.weight,
        meanings={},
        vocabulary=profiles.vocabulary,
        records=len(profiles),
    )
    return tuple(Word(tuple(word.tokens.tolist()), word.points) for word in found)


def _codes(wish: AnyOf | AllOf, profiles: Profiles) -> tuple[int, ...]:
    column = profiles.records.schema[wish.column]
    assert isinstance(column, Code | Codes)
    return tuple(map(column.values.index, wish.values))


def _filter(wish: Wish, profiles: Profiles) -> Filter:
    column = profiles.records.schema[wish.column]
    match wish, column:
        case AnyOf(), Code() | Codes():
            return Filter(wish.column, _codes(wish, profiles))
        case In(), Place():
            chosen = [at for at, name in enumerate(column.regions) if name in wish.regions]
            return Filter(wish.column, tuple(chosen))
        case Near(), Place():
            near = column.km[column.places.index(wish.place)] <= wish.km
            return Filter(wish.column, tuple(np.flatnonzero(near).tolist()))
        case Overlaps(), _:
            return Filter(wish.column, low=wish.low, high=wish.high)
        case Until(), Date():
            return Filter(wish.column, high=(wish.day - column.first).days)
    raise AssertionError
