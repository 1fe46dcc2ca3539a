"""The fast path: hands segments to the kernels that Numba compiles."""

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.engine import Mask, Order, Scan
from voetlicht.basis.zoeken.kernels.adding import TERMS
from voetlicht.basis.zoeken.kernels.compiling import is_kept
from voetlicht.basis.zoeken.kernels.gathering import gather_rows
from voetlicht.basis.zoeken.kernels.rows import stand_of_rows
from voetlicht.basis.zoeken.kernels.searching import DIGITS, ROOM, mark, search_segment
from voetlicht.basis.zoeken.memory import aligned_zeros
from voetlicht.basis.zoeken.plan import Plan
from voetlicht.basis.zoeken.segment import WORDS, Segment

MOST_KEPT = 1 << 15  # masks of 512 bytes: of thirty words in four million records


class NumbaEngine:
    """Kernels of `voetlicht.basis.zoeken.kernels`."""

    name = "numba"

    def __init__(self) -> None:
        self._threads = threading.local()

    def words(self, segments: Sequence[Segment], plan: Plan) -> list[NDArray[np.uint64]]:
        count = len(plan.words)
        room = self._room("words", count * sum(segment.blocks for segment in segments))
        room.fill(0)
        masks, used = [], 0
        for segment in segments:
            end = used + count * segment.blocks
            masks.append(room[used:end].reshape(count, segment.blocks, WORDS))
            used = end
            for number, (column, tokens) in enumerate(plan.words):
                for rows in segment.texts[column].rows_of(tokens):
                    mark(masks[-1][number], rows)
        return masks

    def scan(
        self, segment: Segment, live: Mask, plan: Plan, words: NDArray[np.uint64], order: Order
    ) -> Scan:
        counting, earnings, best = order.counting, order.earnings, order.best
        counts = np.zeros(counting.size, dtype=np.int64)
        gains = np.zeros(len(plan.wishes) if order.with_gains else 0, dtype=np.int64)
        scores, keys, rows = np.empty((3, best), dtype=np.int64)
        turns = np.empty(best, dtype=np.uint64)
        lots = len(earnings.terms) // TERMS + 3
        total, held = search_segment(
            plan.wishes, plan.pool,
            earnings.terms, earnings.multiples, earnings.unit, earnings.digits,
            segment.planes, live, words, segment.run_starts, segment.run_places, order.km,
            counting.set_aside, counting.starts, counting.planes, counting.masks,
            counting.place_labels, counting.place_mask, counts,
            segment.keys, scores, turns, keys, rows, 0, plan.score_bits, np.uint64(plan.seed),
            gains, np.empty((lots, DIGITS), dtype=np.uint64), self._room("search", ROOM),
        )  # fmt: skip
        return Scan(total, counts, gains, scores[:held], turns[:held], keys[:held], rows[:held])

    def _room(self, use: str, masks: int) -> Mask:
        """Scratch of this thread, kept unless it is large.

        A search that asks the system for memory waits while a large piece is given back elsewhere.
        """
        room: Mask | None = getattr(self._threads, use, None)
        if room is None or len(room) < masks:
            room = aligned_zeros(masks, WORDS)
            if masks <= MOST_KEPT:
                setattr(self._threads, use, room)
        return room[:masks]

    def stand(
        self,
        segment: Segment,
        plan: Plan,
        words: NDArray[np.uint64],
        rows: NDArray[np.int64],
        km: NDArray[np.uint16],
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        answers = np.zeros((len(rows), len(plan.wishes)), dtype=np.uint8)
        points = np.zeros((len(rows), len(plan.wishes)), dtype=np.int64)
        stand_of_rows(
            plan.wishes,
            plan.pool,
            segment.planes,
            words,
            rows,
            segment.run_starts,
            segment.run_places,
            km,
            answers,
            points,
        )
        return answers, points

    def gather(
        self, sources: Sequence[tuple[Segment, NDArray[np.int64], NDArray[np.int64]]], into: Mask
    ) -> None:
        for segment, rows, to in sources:
            gather_rows(segment.planes, rows, to, into)

    def kept(self, segment: Segment) -> int:
        return 0  # scratch is of threads, not of segments


def is_compiled() -> bool:
    """Whether the kernels are there, in this process or kept on this machine."""
    return is_kept(search_segment)
