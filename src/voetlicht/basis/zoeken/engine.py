"""What an engine does with one segment; both implementations give the same answers."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    """What facets ask of a pass: planes to count, each under one mask.

    Mask i sets the wishes on column ``set_aside[i]`` aside (-1: none). ``columns`` says per facet
    which counts are its own, the last being unknown; those of a place are elsewhere.
    """

    set_aside: NDArray[np.int64]
    planes: NDArray[np.int64]
    masks: NDArray[np.int64]
    place_mask: int
    columns: dict[str, slice]


@dataclass(frozen=True, slots=True)
class Scan:
    """The answer of one segment: ``counts`` per task, ``places`` per place (the last unknown).

    ``gains``: per wish how many more match without it, empty if nobody asked. The best are in no
    order: ``scores``, ``turns`` (rank among equals), ``keys`` and ``rows``.
    """

    total: int
    counts: NDArray[np.int64]
    places: NDArray[np.int64]
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

    def words(self, segment: Segment, plan: Plan) -> NDArray[np.uint64]:
        """Which rows hold each word of the plan: shape (words, blocks, 64)."""

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


def counting_of(facets: Sequence[str], schema: Schema, layout: Layout, plan: Plan) -> Counting:
    """Lay out what to count. A column with required wishes is counted without those."""
    filtered = {row[Field.COLUMN] for row in plan.wishes.tolist() if row[Field.REQUIRED]}
    set_aside, columns = [-1], {}
    counted: list[int] = []
    masks: list[int] = []
    place_mask = -1
    for name in facets:
        column, number, mask = schema[name], layout[name].number, 0
        if number in filtered:
            set_aside.append(number)
            mask = len(set_aside) - 1
        if isinstance(column, Place):
            place_mask, columns[name] = mask, slice(0, 0)
            continue
        planes = layout.counted(name)
        columns[name] = slice(len(counted), len(counted) + len(planes))
        counted += planes
        masks += [mask] * len(planes)
    return Counting(
        np.array(set_aside, dtype=np.int64),
        np.array(counted, dtype=np.int64),
        np.array(masks, dtype=np.int64),
        place_mask,
        columns,
    )
