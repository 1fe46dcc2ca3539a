"""The segment that new records go into: one block, filled row after row, never a row twice.

Searchers may read while it grows: a row is written whole before a live mask shows it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.cells import Cells, Many, Pair, Single, Texts
from voetlicht.basis.zoeken.layout import Layout, Planes
from voetlicht.basis.zoeken.memory import aligned_zeros
from voetlicht.basis.zoeken.records import Records
from voetlicht.basis.zoeken.schema import Schema, Text
from voetlicht.basis.zoeken.segment import BLOCK, WORDS, Segment
from voetlicht.basis.zoeken.tekst.vocabulary import Vocabulary
from voetlicht.basis.zoeken.tekst.words import words_of


class GrowingPostings:
    """Which rows hold which token, of a segment that grows."""

    def __init__(self) -> None:
        self._rows: dict[int, list[int]] = {}
        self._tokens: dict[int, NDArray[np.int32]] = {}

    def add(self, row: int, tokens: NDArray[np.int32]) -> None:
        """A new row and its tokens, each once."""
        self._tokens[row] = tokens
        for token in tokens.tolist():
            self._rows.setdefault(token, []).append(row)

    def rows_of(self, tokens: NDArray[np.int32]) -> Iterator[NDArray[np.int32]]:
        """The rows of each of these tokens."""
        for token in tokens.tolist():
            if rows := self._rows.get(token):
                yield np.array(rows, dtype=np.int32)

    def of_row(self, row: int) -> NDArray[np.int32]:
        """The tokens of one row."""
        return self._tokens[row]

    def of_rows(self, rows: NDArray[np.int64]) -> NDArray[np.int32]:
        """The tokens of several rows, one after another."""
        parts = [self._tokens[row] for row in rows.tolist()]
        return np.concatenate([*parts, np.zeros(0, dtype=np.int32)])

    def sizes_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many tokens each of these rows has."""
        return np.array([len(self._tokens[row]) for row in rows.tolist()], dtype=np.int64)

    def of_all(self) -> NDArray[np.int32]:
        """The tokens of all rows, one after another."""
        return np.concatenate([*self._tokens.values(), np.zeros(0, dtype=np.int32)])

    @property
    def nbytes(self) -> int:
        """Bytes that it takes, roughly: a token stands in two places."""
        return 16 * sum(len(tokens) for tokens in self._tokens.values())


class Growing:
    """A block of rows to come; ``segment`` is how it is searched."""

    def __init__(self, schema: Schema, layout: Layout) -> None:
        self.schema = schema
        self.layout = layout
        self.used = 0
        self.rows: dict[int, int] = {}  # of each key the last row that was written
        place = schema.place
        nowhere = 0 if place is None else len(place.places)
        texts = {name: GrowingPostings() for name in text_names(schema)}
        self.texts: Mapping[str, GrowingPostings] = texts
        empty = np.zeros(0, dtype=np.int64)
        self.segment = Segment(
            planes=aligned_zeros(1, layout.count, WORDS),
            keys=np.zeros(BLOCK, dtype=np.int64),
            sorted_keys=empty,
            key_rows=empty.astype(np.int32),
            run_starts=np.arange(BLOCK + 1, dtype=np.int64),
            run_places=np.full(BLOCK, nowhere, dtype=np.int32),
            texts=texts,
        )
        self._planes = self.segment.planes[0]

    @property
    def full(self) -> bool:
        """Whether no row is left."""
        return self.used == BLOCK

    def add(
        self, records: Records, at: int, vocabularies: Mapping[str, Vocabulary]
    ) -> tuple[int, dict[str, NDArray[np.int32]]]:
        """Write record ``at`` into the next row; returns the row and its tokens per text column."""
        row, tokens = self.used, {}
        self.segment.keys[row] = records.keys[at]
        for name, cells in records.cells.items():
            planes = self.layout[name]
            if isinstance(cells, Texts):
                words = words_of(cells.values[at] or "")
                found = vocabularies[name].add(words)
                tokens[name] = np.array(list(found.values()), dtype=np.int32)
                self.texts[name].add(row, tokens[name])
                self._put(row, [] if len(found) else [planes.unknown])
            else:
                self._put(row, _planes_on(planes, cells, at))
                self._put_place(row, name, cells, at)
        self.rows[int(records.keys[at])] = row
        self.used += 1
        return row, tokens

    def closed(self) -> Segment:
        """The segment as it stays: found by key like any other."""
        keys = self.segment.keys[: self.used]
        # Of a key that came twice the last row counts; the first is no longer live.
        key_rows = np.array([self.rows[key] for key in sorted(self.rows)], dtype=np.int32)
        return replace(self.segment, sorted_keys=keys[key_rows], key_rows=key_rows)

    def _put(self, row: int, planes: list[int]) -> None:
        self._planes[planes, row >> 6] |= np.uint64(1 << (row & 63))

    def _put_place(self, row: int, name: str, cells: Cells, at: int) -> None:
        place = self.schema.place
        if (
            place is not None
            and place.name == name
            and isinstance(cells, Single)
            and cells.known[at]
        ):
            self.segment.run_places[row] = cells.values[at]


def text_names(schema: Schema) -> list[str]:
    """The names of the text columns."""
    return [column.name for column in schema.columns if isinstance(column, Text)]


def _planes_on(planes: Planes, cells: Single | Pair | Many, at: int) -> list[int]:
    """The planes in which the bit of record ``at`` is on."""
    if not cells.known[at]:
        return [planes.unknown]
    match cells:
        case Many():
            items = range(int(cells.starts[at]), int(cells.starts[at + 1]))
            return [
                planes.plane(int(cells.values[item]), level)
                for item in items
                for level in range(1, int(cells.levels[item]) + 1)
            ]
        case Single() if planes.value_count:
            return [planes.plane(int(cells.values[at]))]
        case Single():
            low = high = int(cells.values[at])
        case Pair():
            low, high = int(cells.low[at]), int(cells.high[at])
    if not planes.bits:
        return []
    on = [*_digits(planes.low, planes.bits, low), *_digits(planes.high, planes.bits, high)]
    if planes.bin_count:
        on += range(planes.bins + planes.bin_of(low), planes.bins + planes.bin_of(high) + 1)
    return list(dict.fromkeys(on))


def _digits(first: int, bits: int, value: int) -> list[int]:
    return [first + digit for digit in range(bits) if value >> digit & 1]
