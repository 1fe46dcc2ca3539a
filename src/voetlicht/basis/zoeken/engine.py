"""What an engine does with one segment; both implementations give the same answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.earnings import Earnings
from voetlicht.basis.zoeken.layout import Layout
from voetlicht.basis.zoeken.plan import Field, Plan
from voetlicht.basis.zoeken.schema import Place, Schema
from voetlicht.basis.zoeken.segment import Segment

Mask = NDArray[np.uint64]  # of a segment: shape (blocks, 64)


@dataclass(frozen=True, slots=True)
class Counting:
    """What facets ask of a pass: planes to count, then labels of places.

    Mask i sets the wishes on column ``set_aside[i]`` aside (-1: none). Facet i counts
    ``planes[starts[i]:starts[i + 1]]`` under mask ``masks[i]``. ``place_labels`` says per place
    which label, all under ``place_mask`` (-1: nobody asks). ``columns`` says per facet which of the
    ``size`` counts are its own, the last being unknown.
    """

    set_aside: NDArray[np.int64]
    starts: NDArray[np.int64]
    planes: NDArray[np.int64]
    masks: NDArray[np.int64]
    place_labels: NDArray[np.int64]
    place_mask: int
    columns: dict[str, slice]
    size: int


@dataclass(frozen=True, slots=True)
class Scan:
    """The answer of one segment: ``counts`` as `Counting` says.

    ``gains``: per wish how many more match without it, empty if nobody asked. The best are in no
    order: ``scores``, ``turns`` (rank among equals), ``keys`` and ``rows``.
    """

    total: int
    counts: NDArray[np.int64]
    gains: NDArray[np.int64]
    scores: NDArray[np.int64]
    turns: NDArray[np.uint64]
    keys: NDArray[np.int64]
    rows: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Order:
    """What one pass has to do, beside the plan."""

    counting: Counting
    earnings: Earnings
    best: int
    with_gains: bool
    km: NDArray[np.uint16]


class Engine(Protocol):
    """Answers plans from segments. No answer depends on its state; many threads share it."""

    name: str

    def words(self, segments: Sequence[Segment], plan: Plan) -> list[NDArray[np.uint64]]:
        """Per segment which rows hold each word of the plan: shape (words, blocks, 64).

        They are good until this thread asks for those of another plan.
        """

    def scan(
        self, segment: Segment, live: Mask, plan: Plan, words: NDArray[np.uint64], order: Order
    ) -> Scan:
        """Match, count and select in one segment, of which only live rows exist."""

    def stand(
        self,
        segment: Segment,
        plan: Plan,
        words: NDArray[np.uint64],
        rows: NDArray[np.int64],
        km: NDArray[np.uint16],
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """Answers (0 not met, 1 met, 2 unknown) and points, both of shape (rows, wishes)."""

    def gather(
        self, sources: Sequence[tuple[Segment, NDArray[np.int64], NDArray[np.int64]]], into: Mask
    ) -> None:
        """Copy rows: per source ``rows`` to rows ``to`` of the planes ``into``, zero there."""

    def kept(self, segment: Segment) -> int:
        """Bytes that the engine keeps beside a segment."""


def counting_of(facets: Sequence[str], schema: Schema, layout: Layout, plan: Plan) -> Counting:
    """Lay out what to count. A column with required wishes is counted without those.

    A column that is asked twice is counted once: there are no more masks than wishes and one.
    """
    frame = _frame(tuple(dict.fromkeys(facets)), schema, layout)
    filtered = {row[Field.COLUMN] for row in plan.wishes.tolist() if row[Field.REQUIRED]}
    set_aside = [-1]
    mask_of_facet = [0] * len(frame.numbers)
    for number, column in enumerate(frame.numbers):
        if column in filtered:
            mask_of_facet[number] = len(set_aside)
            set_aside.append(column)
    return Counting(
        np.array(set_aside, dtype=np.int64),
        frame.starts,
        frame.planes,
        np.array(mask_of_facet, dtype=np.int64),
        layout.label_of,
        -1 if frame.place < 0 else mask_of_facet[frame.place],
        frame.columns,
        frame.size,
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the same facets have in common, whatever is wished."""

    numbers: tuple[int, ...]  # of the columns
    starts: NDArray[np.int64]
    planes: NDArray[np.int64]
    place: int  # which facet is of the place column, -1 for none
    columns: dict[str, slice]
    size: int


@lru_cache(maxsize=64)
def _frame(facets: tuple[str, ...], schema: Schema, layout: Layout) -> _Frame:
    columns: dict[str, slice] = {}
    planes: list[int] = []
    starts = [0]
    place = -1
    for facet, name in enumerate(facets):
        if isinstance(schema[name], Place):
            place = facet
        else:
            planes += layout.counted(name)
            columns[name] = slice(starts[-1], len(planes))
        starts.append(len(planes))
    size = len(planes)
    if place >= 0:
        size += len(layout.labels[facets[place]]) + 1
        columns[facets[place]] = slice(len(planes), size)
    return _Frame(
        tuple(layout[name].number for name in facets),
        np.array(starts, dtype=np.int64),
        np.array(planes, dtype=np.int64),
        place,
        columns,
        size,
    )
