"""Invented profiles with the gaps of the real ones, the same for the same seed.

A scale holds the profiles of every smaller one: they are drawn in blocks. Three in ten persons
have no profile yet, only a registration; of the others much is unknown too. The shares follow
what was published of the register: no niveau 42 %, no sector 38 %, no hours 26 %.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.records import Records
from voetlicht.basis.zoeken.schema import Code, Codes, Date, Number, Range, Schema, Text
from voetlicht.basis.zoeken.tekst.vocabulary import Vocabulary
from voetlicht.opdrachten.bench.zoeken.kaart import PLACES, invent_places
from voetlicht.opdrachten.bench.zoeken.woorden import invent_words

SEED = 20261101
TODAY = date(2026, 11, 1)
BLOCK = 250_000  # profiles that are drawn at once
VOCABULARY = 20_000  # words
HOURS = 40
FACETS = (
    "plaats",
    "sector",
    "taken",
    "competenties",
    "niveau",
    "rijbewijs",
    "vaardigheden",
    "uren",
)
"""Eight, of 154 values: 35 + 13 + 30 + 25 + 8 + 14 + 20 + 9."""

_FIRST_CONFIRMED, _FIRST_FREE = date(2016, 1, 1), date(2025, 11, 1)
_NO_PROFILE = 0.3
_NEEDS = 8
# The first five are in a profile only, and unknown in a part of those too.
_UNKNOWN = {
    "taken": 0.05,
    "competenties": 0.1,
    "vaardigheden": 0.2,
    "nodig": 0.2,
    "tekst": 0.1,
    "niveau": 0.42,
    "sector": 0.38,
    "uren": 0.26,
    "reis": 0.26,
    "rijbewijs": 0.2,
    "vanaf": 0.4,
    "bevestigd": 0.05,
    "plaats": 0.005,
}
_OF_PROFILE = ("taken", "competenties", "vaardigheden", "nodig", "tekst")
# How many codes a person has of each column, on average.
_AVERAGE = {"taken": 3.0, "competenties": 5.0, "vaardigheden": 2.0, "nodig": 1.2, "rijbewijs": 0.7}
_RIJBEWIJZEN = ("B", "AM", "BE", "C", "A", "T", "CE", "C1", "A2", "A1", "D", "D1", "DE", "B+")
_NIVEAUS = (
    "n.v.t.",
    "geen basisopleiding",
    "basisniveau",
    "vmbo",
    "mbo",
    "hbo",
    "wo",
    "niet bekend",
)
_NIVEAU_SHARES = (0.01, 0.03, 0.36, 0.28, 0.23, 0.06, 0.02, 0.01)


@dataclass(frozen=True, slots=True, eq=False)
class Profiles:
    """Records for the engine, and their texts as numbers for those that take in no text.

    Words ``text_words[text_starts[i]:text_starts[i + 1]]`` of ``words`` are the text of record i,
    each once; ``vocabulary`` knows the words by the same numbers, counted.
    """

    records: Records
    words: tuple[str, ...]
    text_starts: NDArray[np.int64]
    text_words: NDArray[np.int32]
    vocabulary: Vocabulary

    def __len__(self) -> int:
        return len(self.records)


def invent(n: int) -> Profiles:
    """``n`` profiles with keys 0 to n - 1."""
    words = invent_words(np.random.default_rng((SEED, 1)), VOCABULARY)
    schema = _schema()
    blocks = [
        _Block(np.random.default_rng((SEED, 2, start)), min(BLOCK, n - start))
        for start in range(0, n, BLOCK)
    ]
    columns = {name: _joined([block.columns[name] for block in blocks]) for name in _NAMES}
    starts, numbers, _, known = columns.pop("tekst")
    columns["tekst"] = list(_texts(words, starts, numbers, known))
    records = Records.of_arrays(schema, np.arange(n), columns)
    vocabulary = Vocabulary()
    vocabulary.add(words)
    vocabulary.count(numbers, 1)
    return Profiles(records, words, starts, numbers, vocabulary)


def _schema() -> Schema:
    return Schema(
        (
            invent_places(np.random.default_rng((SEED, 0))),
            Code("sector", _named("sector", 13)),
            Codes("taken", _named("taak", 30)),
            Codes("competenties", _named("competentie", 25), levels=3),
            Code("niveau", _NIVEAUS),
            Codes("rijbewijs", _RIJBEWIJZEN),
            Codes("vaardigheden", _named("vaardigheid", 20)),
            Range("uren", 0, HOURS, (4, 8, 12, 16, 20, 24, 28, 32)),
            Number("reis", 0, 100),
            Codes("nodig", _named("voorziening", _NEEDS)),
            Date("vanaf", _FIRST_FREE, _FIRST_FREE + timedelta(days=800)),
            Date("bevestigd", _FIRST_CONFIRMED, TODAY),
            Text("tekst"),
        )
    )


def _named(name: str, count: int) -> tuple[str, ...]:
    return tuple(f"{name} {number:02}" for number in range(1, count + 1))


_SIZES = {"taken": 30, "competenties": 25, "vaardigheden": 20, "nodig": _NEEDS, "rijbewijs": 14}
_NAMES = tuple(_UNKNOWN)


class _Block:
    """The columns of ``size`` profiles, in the forms that `Records.of_arrays` takes."""

    def __init__(self, draw: np.random.Generator, size: int) -> None:
        self.draw, self.size = draw, size
        profiled = draw.random(size) >= _NO_PROFILE
        self.known = {
            name: (draw.random(size) >= share) & (profiled if name in _OF_PROFILE else True)
            for name, share in _UNKNOWN.items()
        }
        self.columns: dict[str, Any] = {
            "plaats": self._codes("plaats", _falling(PLACES, 0.6, shuffled_by=SEED)),
            "sector": self._codes("sector", _falling(13, 0.7)),
            "niveau": self._codes("niveau", np.array(_NIVEAU_SHARES)),
            "uren": self._hours(),
            "reis": self._travel(),
            "vanaf": self._day("vanaf", TODAY, self._ahead()),
            "bevestigd": self._day("bevestigd", TODAY, -self._age()),
            "tekst": self._words(),
            **{name: self._many(name) for name in _SIZES},
        }

    def _codes(self, name: str, shares: NDArray[np.float64]) -> NDArray[np.int32]:
        drawn = self.draw.choice(len(shares), size=self.size, p=shares / shares.sum())
        return np.where(self.known[name], drawn, -1).astype(np.int32)

    def _many(self, name: str) -> tuple[NDArray[Any], ...]:
        """Each code by its own chance, some ten times those of others; levels 1, 2, 2 and 3."""
        count, known = _SIZES[name], self.known[name]
        falling = _falling(count, 2.5 if name == "rijbewijs" else 0.8)
        chances = np.minimum(0.9, falling / falling.sum() * _AVERAGE[name]).astype(np.float32)
        has = self.draw.random((self.size, count), dtype=np.float32) < chances
        has &= known[:, None]
        rows, values = np.nonzero(has)
        levels = self.draw.choice(np.array([1, 2, 2, 3], dtype=np.uint8), size=len(rows))
        if name != "competenties":
            levels[:] = 1
        return _starts(rows, self.size), values.astype(np.int32), levels, known

    def _hours(self) -> NDArray[np.int32]:
        low = self.draw.choice([4, 8, 12, 16, 20, 24, 32], size=self.size)
        high = np.minimum(HOURS, low + self.draw.choice([0, 4, 8, 12, 16], size=self.size))
        pairs = np.stack([low, high], axis=1)
        pairs[~self.known["uren"]] = (1, 0)  # least above most: unknown
        return pairs.astype(np.int32)

    def _travel(self) -> np.ma.MaskedArray[Any, Any]:
        km = self.draw.choice([5, 10, 15, 20, 25, 30, 40, 60], size=self.size)
        return np.ma.MaskedArray(km, ~self.known["reis"])

    def _ahead(self) -> NDArray[np.int64]:
        """Days until somebody is free: six in ten are, some since a year."""
        days = np.round(self.draw.exponential(90, size=self.size)).astype(np.int64)
        free = self.draw.random(self.size) < 0.6
        return np.where(free, -np.minimum(days, 360), np.minimum(days, 400))

    def _age(self) -> NDArray[np.int64]:
        """Days since a profile was confirmed; one in ten more than two years."""
        days = self.draw.exponential(320, size=self.size)
        return np.minimum(days, 3900).astype(np.int64)

    def _day(self, name: str, base: date, days: NDArray[np.int64]) -> NDArray[np.datetime64]:
        day = np.datetime64(base, "D") + days
        return np.where(self.known[name], day, np.datetime64("NaT", "D"))

    def _words(self) -> tuple[NDArray[Any], ...]:
        """Eight to twelve words by Zipf's law, each once."""
        known = self.known["tekst"]
        sizes = np.where(known, self.draw.integers(8, 13, size=self.size), 0)
        bounds = np.cumsum(_falling(VOCABULARY, 1.0, first=10))
        drawn = np.searchsorted(bounds, self.draw.random(sizes.sum()) * bounds[-1])
        rows = np.repeat(np.arange(self.size, dtype=np.int64), sizes)
        pairs = np.sort(rows * VOCABULARY + np.minimum(drawn, VOCABULARY - 1))
        rows, words = np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], VOCABULARY)
        return _starts(rows, self.size), words.astype(np.int32), np.zeros(0), known


def _falling(
    count: int, power: float, *, first: int = 1, shuffled_by: int | None = None
) -> NDArray[np.float64]:
    """Shares that fall with their number, as towns and words do."""
    shares = 1 / np.arange(first, first + count, dtype=np.float64) ** power
    if shuffled_by is not None:
        np.random.default_rng(shuffled_by).shuffle(shares)
    return shares


def _starts(rows: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Where the items of each row begin; ``rows`` is the row of each item, ascending."""
    return np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=size))]).astype(np.int64)


def _joined(blocks: list[Any]) -> Any:
    """One column of several blocks."""
    if not isinstance(blocks[0], tuple):
        return np.ma.concatenate(blocks) if np.ma.isMA(blocks[0]) else np.concatenate(blocks)
    ends = np.cumsum([0, *(starts[-1] for starts, *_ in blocks)])
    later = [starts[1:] + end for (starts, *_), end in zip(blocks, ends, strict=False)]
    rest = [np.concatenate(parts) for parts in zip(*(parts for _, *parts in blocks), strict=True)]
    return np.concatenate([[0], *later]).astype(np.int64), *rest


def _texts(
    words: tuple[str, ...],
    starts: NDArray[np.int64],
    numbers: NDArray[np.int32],
    known: NDArray[np.bool_],
) -> Iterator[str | None]:
    """The texts; joined by Arrow, ten times as fast as one by one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for first in range(0, len(known), BLOCK):
        cut = starts[first : first + BLOCK + 1]
        taken = pa.array(words).take(pa.array(numbers[cut[0] : cut[-1]]))
        lists = pa.ListArray.from_arrays(pa.array((cut - cut[0]).astype(np.int32)), taken)
        joined = pc.binary_join(lists, " ").to_pylist()
        there = known[first : first + BLOCK].tolist()
        yield from (text if each else None for text, each in zip(joined, there, strict=True))
