"""A segment: records that never change, as planes of bits, sorted by place.

Records stand in rows, rows in blocks of 4096, the planes of a block side by side: what one query
touches of a block fits in the processor's nearest memory. A last block that is not full is filled
up with rows that are not live.
"""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.cells import Cells, Many, Pair, Single, Texts, positions_of
from voetlicht.basis.zoeken.layout import Planes, layout_of
from voetlicht.basis.zoeken.memory import aligned_zeros, let_go
from voetlicht.basis.zoeken.pieces import beginnings, repeated
from voetlicht.basis.zoeken.records import Records
from voetlicht.basis.zoeken.tekst.vocabulary import Vocabulary
from voetlicht.basis.zoeken.tekst.words import words_of

BLOCK = 4096  # rows
WORDS = BLOCK // 64  # of 64 bits, per plane of a block


class RowsOfTokens(Protocol):
    """Which rows hold which token, whether the segment is done or grows."""

    def rows_of(self, tokens: NDArray[np.int32]) -> Iterator[NDArray[np.int32]]:
        """The rows of each of these tokens."""

    def of_row(self, row: int) -> NDArray[np.int32]:
        """The tokens of one row."""

    def of_rows(self, rows: NDArray[np.int64]) -> NDArray[np.int32]:
        """The tokens of several rows, one after another."""

    def sizes_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many tokens each of these rows has."""

    def of_all(self) -> NDArray[np.int32]:
        """The tokens of all rows, one after another."""

    @property
    def nbytes(self) -> int:
        """Bytes that it takes."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Which rows hold which token, both ways. Tokens by their number in the vocabulary.

    ``rows[starts[i]:starts[i + 1]]`` hold ``tokens[i]``, ascending; ``forward[forward_starts[r]:
    forward_starts[r + 1]]`` are the tokens of row r.
    """

    tokens: NDArray[np.int32]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    forward_starts: NDArray[np.int64]
    forward: NDArray[np.int32]

    def rows_of(self, tokens: NDArray[np.int32]) -> Iterator[NDArray[np.int32]]:
        """The rows of each of these tokens."""
        places = np.searchsorted(self.tokens, tokens)
        for place, token in zip(places.tolist(), tokens.tolist(), strict=True):
            if place < len(self.tokens) and self.tokens[place] == token:
                yield self.rows[self.starts[place] : self.starts[place + 1]]

    def of_row(self, row: int) -> NDArray[np.int32]:
        """The tokens of one row."""
        return self.forward[self.forward_starts[row] : self.forward_starts[row + 1]]

    def of_rows(self, rows: NDArray[np.int64]) -> NDArray[np.int32]:
        """The tokens of several rows, one after another."""
        return self.forward[positions_of(self.forward_starts, rows)]

    def sizes_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many tokens each of these rows has."""
        return self.forward_starts[rows + 1] - self.forward_starts[rows]

    def of_all(self) -> NDArray[np.int32]:
        """The tokens of all rows, one after another."""
        return self.forward

    @property
    def nbytes(self) -> int:
        """Bytes that it takes."""
        parts = (self.tokens, self.starts, self.rows, self.forward_starts, self.forward)
        return sum(part.nbytes for part in parts)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Segment:
    """``planes``: uint64 of shape (blocks, planes, 64); bit i of a word is row 64 x word + i.

    ``keys``: int64 per row. ``sorted_keys`` and ``key_rows`` find a row by key. Run i of rows,
    ``run_starts[i]:run_starts[i + 1]``, is of place ``run_places[i]``, which is the number of
    places where it is unknown; the last run ends with the last block.
    """

    planes: NDArray[np.uint64]
    keys: NDArray[np.int64]
    sorted_keys: NDArray[np.int64]
    key_rows: NDArray[np.int32]
    run_starts: NDArray[np.int64]
    run_places: NDArray[np.int32]
    texts: Mapping[str, RowsOfTokens]

    def __len__(self) -> int:
        return len(self.keys)

    def arrays(self) -> Iterator[NDArray[Any]]:
        """All that it holds of memory, but for a text that grows."""
        yield from (self.planes, self.keys, self.sorted_keys, self.key_rows)
        for texts in self.texts.values():
            if isinstance(texts, Postings):
                yield from (texts.rows, texts.forward, texts.forward_starts)

    @property
    def blocks(self) -> int:
        """How many blocks of 4096 rows there are."""
        return len(self.planes)

    def row_of(self, key: int) -> int:
        """The row of a key, -1 if it is not here."""
        at = int(np.searchsorted(self.sorted_keys, key))
        found = at < len(self.sorted_keys) and int(self.sorted_keys[at]) == key
        return int(self.key_rows[at]) if found else -1

    def places_of(self, rows: NDArray[np.int64]) -> NDArray[np.int32]:
        """The place of each of these rows."""
        return self.run_places[np.searchsorted(self.run_starts, rows, side="right") - 1]


def all_live(size: int, *, blocks: int | None = None) -> NDArray[np.uint64]:
    """A live mask, uint64 of shape (blocks, 64), in which the first ``size`` rows live."""
    blocks = -(-size // BLOCK) if blocks is None else blocks
    bits = np.zeros(blocks * BLOCK, dtype=np.uint8)
    bits[:size] = 1
    return packed(bits)


def packed(bits: NDArray[np.uint8] | NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Bits of whole blocks, one per row, as words of shape (blocks, 64)."""
    return np.packbits(bits, bitorder="little").view(np.uint64).reshape(-1, WORDS)


def unpacked(words: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """The reverse of `packed`; takes any number of blocks."""
    flat = np.ascontiguousarray(words).view(np.uint8).reshape(-1)
    return np.unpackbits(flat, bitorder="little").view(np.bool_)


def build_segment(records: Records, vocabularies: Mapping[str, Vocabulary]) -> Segment:
    """Sort by place and lay out; new words go into the vocabularies, held by nobody yet."""
    schema = records.schema
    order, runs = _by_place(records)
    layout = layout_of(schema)
    blocks = -(-len(records) // BLOCK)
    planes = aligned_zeros(blocks, layout.count, WORDS)
    writer = _Writer(planes, order)
    texts = {}
    for column in schema.columns:
        cells = records.cells[column.name]
        if isinstance(cells, Texts):
            texts[column.name], known = _postings(cells, order, vocabularies[column.name])
            writer.put(layout[column.name].unknown, ~known, arranged=True)
        else:
            _write(writer, layout[column.name], cells)
    keys = records.keys[order]
    key_rows = np.argsort(keys, kind="stable").astype(np.int32)
    return Segment(planes, keys, keys[key_rows], key_rows, *runs, texts)


class _Writer:
    """Puts one bit per record into a plane, in the order of the rows."""

    def __init__(self, planes: NDArray[np.uint64], order: NDArray[np.int64]) -> None:
        self.planes = planes
        self.order = order
        self.bits = np.zeros(len(planes) * BLOCK, dtype=np.bool_)

    def put(self, plane: int, bits: NDArray[np.bool_], *, arranged: bool = False) -> None:
        self.bits[: len(self.order)] = bits if arranged else bits[self.order]
        self.planes[:, plane, :] = packed(self.bits)


def _by_place(
    records: Records,
) -> tuple[NDArray[np.int64], tuple[NDArray[np.int64], NDArray[np.int32]]]:
    """The order of the rows, and the runs of each place; equals keep their order."""
    column, size = records.schema.place, len(records)
    end = -(-size // BLOCK) * BLOCK
    if column is None:
        places = np.zeros(size, dtype=np.int32)
    else:
        cells = records.cells[column.name]
        assert isinstance(cells, Single)
        places = np.where(cells.known, cells.values, len(column.places)).astype(np.int32)
    order = np.argsort(places, kind="stable").astype(np.int64)
    return order, runs_of(places[order], end)


def runs_of(places: NDArray[np.int32], end: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Where each run of equal places begins, ``end`` added; and of which place it is."""
    first = beginnings(places)
    return np.concatenate([first, [end]]).astype(np.int64), places[first]


def _write(writer: _Writer, planes: Planes, cells: Cells) -> None:
    assert not isinstance(cells, Texts)
    writer.put(planes.unknown, ~cells.known)
    match cells:
        case Many():
            _write_many(writer, planes, cells)
        case Single() if planes.value_count:
            for value in range(planes.value_count):
                writer.put(planes.plane(value), cells.values == value)
        case Single() if planes.bits:
            _write_digits(writer, planes.low, planes.bits, cells.values, cells.known)
            _write_bins(writer, planes, cells.values, cells.values, cells.known)
        case Pair():
            _write_digits(writer, planes.low, planes.bits, cells.low, cells.known)
            _write_digits(writer, planes.high, planes.bits, cells.high, cells.known)
            _write_bins(writer, planes, cells.low, cells.high, cells.known)


def _write_many(writer: _Writer, planes: Planes, cells: Many) -> None:
    rows = np.repeat(np.arange(len(cells.known)), np.diff(cells.starts))
    by_value = np.argsort(cells.values, kind="stable")
    cuts = np.searchsorted(cells.values[by_value], np.arange(planes.value_count + 1))
    bits = np.zeros(len(cells.known), dtype=np.bool_)
    for value in range(planes.value_count):
        items = by_value[cuts[value] : cuts[value + 1]]
        for level in range(1, planes.levels + 1):
            at = rows[items[cells.levels[items] >= level]]
            bits[at] = True
            writer.put(planes.plane(value, level), bits)
            bits[at] = False


def _write_digits(
    writer: _Writer, first: int, bits: int, values: NDArray[np.int32], known: NDArray[np.bool_]
) -> None:
    for digit in range(bits):
        writer.put(first + digit, ((values >> digit) & 1).astype(np.bool_) & known)


def _write_bins(
    writer: _Writer,
    planes: Planes,
    low: NDArray[np.int32],
    high: NDArray[np.int32],
    known: NDArray[np.bool_],
) -> None:
    edges = np.array(planes.edges, dtype=np.int64)
    first, last = np.searchsorted(edges, low, "right"), np.searchsorted(edges, high, "right")
    for number in range(planes.bin_count):
        writer.put(planes.bins + number, (first <= number) & (number <= last) & known)


def _postings(
    cells: Texts, order: NDArray[np.int64], vocabulary: Vocabulary
) -> tuple[Postings, NDArray[np.bool_]]:
    """Tokens per row and rows per token, and which rows have any; each token once per row."""
    local: dict[str, int] = {}
    numbers, sizes = array("i"), array("q")
    for row in order.tolist():
        text = cells.values[row]
        tokens = dict.fromkeys(words_of(text)) if text else {}
        numbers.extend([local.setdefault(token, len(local)) for token in tokens])
        sizes.append(len(tokens))
    known = np.array(list(vocabulary.add(local).values()), dtype=np.int32)
    forward = known[np.frombuffer(numbers, dtype=np.int32)] if numbers else known[:0]
    held = np.frombuffer(sizes, dtype=np.int64) if sizes else np.zeros(0, dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(held)]).astype(np.int64)
    return turned(forward, starts), held > 0


def turned(forward: NDArray[np.int32], forward_starts: NDArray[np.int64]) -> Postings:
    """The postings of rows whose tokens are given."""
    rows = repeated(np.diff(forward_starts))
    by_token = np.argsort(forward, kind="stable")
    in_order = forward[by_token]
    first = beginnings(in_order)
    starts = np.concatenate([first, [len(forward)]]).astype(np.int64)
    postings = Postings(in_order[first], starts, rows[by_token], forward_starts, forward)
    let_go(rows, by_token, in_order)
    return postings
