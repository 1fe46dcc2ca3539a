"""Segments searched with NumPy and pyroaring. Same answers as the kernels, without a compiler."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from voetlicht.basis.zoeken.engine import Mask, Order, Scan
from voetlicht.basis.zoeken.pieces import pieces
from voetlicht.basis.zoeken.plan import Field, Plan
from voetlicht.basis.zoeken.roaring.answers import answers, bits_of, places_of
from voetlicht.basis.zoeken.roaring.points import stand
from voetlicht.basis.zoeken.rotation import turns_of
from voetlicht.basis.zoeken.segment import BLOCK, WORDS, Segment, packed, unpacked


class RoaringEngine:
    """The set of rows of a plane is made when first asked for, and kept as long as its segment."""

    name = "roaring"

    def __init__(self) -> None:
        self._sets: WeakKeyDictionary[Segment, dict[int, BitMap]] = WeakKeyDictionary()

    def words(self, segments: Sequence[Segment], plan: Plan) -> list[NDArray[np.uint64]]:
        return [self._words(segment, plan) for segment in segments]

    def _words(self, segment: Segment, plan: Plan) -> NDArray[np.uint64]:
        masks = np.zeros((len(plan.words), segment.blocks, WORDS), dtype=np.uint64)
        for number, (column, tokens) in enumerate(plan.words):
            bits = np.zeros(segment.blocks * BLOCK, dtype=np.bool_)
            for rows in segment.texts[column].rows_of(tokens):
                bits[rows] = True
            masks[number] = packed(bits)
        return masks

    def scan(
        self, segment: Segment, live: Mask, plan: Plan, words: NDArray[np.uint64], order: Order
    ) -> Scan:
        passing = {}
        for number, wish in enumerate(plan.wishes):
            if wish[Field.REQUIRED]:
                met, unknown = answers(plan, number, segment, words, order.km)
                passing[number] = met | unknown if wish[Field.UNKNOWN_PASSES] else met
        columns = plan.wishes[:, Field.COLUMN]
        masks = []
        for aside in order.counting.set_aside:
            mask = live.copy()
            for number, passes in passing.items():
                if columns[number] != aside:
                    mask &= passes
            masks.append(mask)
        rows = _rows(masks[0])
        best = self._best(segment, plan, words, rows, order)
        gains = _gains(plan, live & ~masks[0], passing) if order.with_gains else _NO_GAINS
        counts = self._counts(segment, masks, order)
        _count_places(segment, masks, order, counts[len(order.counting.planes) :])
        return Scan(len(rows), counts, gains, *best)

    def stand(
        self,
        segment: Segment,
        plan: Plan,
        words: NDArray[np.uint64],
        rows: NDArray[np.int64],
        km: NDArray[np.uint16],
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        stands = [stand(plan, n, segment, words, rows, km) for n in range(len(plan.wishes))]
        given = np.zeros((len(rows), len(stands)), dtype=np.uint8)
        earned = np.zeros((len(rows), len(stands)), dtype=np.int64)
        for number, (answer, points) in enumerate(stands):
            given[:, number], earned[:, number] = answer, points
        return given, earned

    def gather(
        self, sources: Sequence[tuple[Segment, NDArray[np.int64], NDArray[np.int64]]], into: Mask
    ) -> None:
        for segment, rows, to in sources:
            for at in pieces(len(rows)):
                for plane in range(into.shape[1]):
                    on = to[at][bits_of(segment, plane, rows[at])]
                    words = into[:, plane, :]
                    marks = np.uint64(1) << (on % 64).astype(np.uint64)
                    np.bitwise_or.at(words, (on // BLOCK, on // 64 % WORDS), marks)

    def kept(self, segment: Segment) -> int:
        return sum(len(rows.serialize()) for rows in list(self._sets.get(segment, {}).values()))

    def _best(
        self,
        segment: Segment,
        plan: Plan,
        words: NDArray[np.uint64],
        rows: NDArray[np.int64],
        order: Order,
    ) -> tuple[NDArray[np.int64], NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
        scores = np.zeros(len(rows), dtype=np.int64)
        if order.best:
            for number in range(len(plan.wishes)):
                scores += stand(plan, number, segment, words, rows, order.km)[1]
        if len(rows) > order.best > 0:
            least = np.partition(scores, len(scores) - order.best)[len(scores) - order.best]
            rows, scores = rows[scores >= least], scores[scores >= least]
        keys = segment.keys[rows]
        turns = turns_of(keys, plan.seed)
        chosen = np.lexsort((keys, turns, -scores))[: order.best]
        return scores[chosen], turns[chosen], keys[chosen], rows[chosen]

    def _counts(self, segment: Segment, masks: list[Mask], order: Order) -> NDArray[np.int64]:
        planes = order.counting.planes
        under = np.repeat(order.counting.masks, np.diff(order.counting.starts)).tolist()
        counts = np.zeros(order.counting.size, dtype=np.int64)
        if segment.blocks == 1:  # small, or it grows: nothing to keep
            for task, (plane, mask) in enumerate(zip(planes, under, strict=True)):
                counts[task] = np.bitwise_count(segment.planes[:, plane, :] & masks[mask]).sum()
            return counts
        sets = {mask: BitMap(_rows(masks[mask]).astype(np.uint32)) for mask in set(under)}
        known = self._sets.setdefault(segment, {})
        for task, (plane, mask) in enumerate(zip(planes.tolist(), under, strict=True)):
            if plane not in known:
                known[plane] = BitMap(_rows(segment.planes[:, plane, :]).astype(np.uint32))
            counts[task] = known[plane].intersection_cardinality(sets[mask])
        return counts


_NO_GAINS = np.zeros(0, dtype=np.int64)


def _rows(mask: Mask) -> NDArray[np.int64]:
    return np.flatnonzero(unpacked(mask)).astype(np.int64)


def _gains(plan: Plan, missing: Mask, passing: dict[int, Mask]) -> NDArray[np.int64]:
    """Per wish those that only it stops."""
    gains = np.zeros(len(plan.wishes), dtype=np.int64)
    for number in passing:
        mask = missing.copy()
        for other, passes in passing.items():
            if other != number:
                mask &= passes
        gains[number] = np.bitwise_count(mask).sum()
    return gains


def _count_places(
    segment: Segment, masks: list[Mask], order: Order, counts: NDArray[np.int64]
) -> None:
    counting = order.counting
    if counting.place_mask >= 0:
        labels = counting.place_labels[places_of(segment)[unpacked(masks[counting.place_mask])]]
        counts += np.bincount(labels, minlength=len(counts))
