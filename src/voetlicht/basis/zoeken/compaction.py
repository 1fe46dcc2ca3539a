"""Several segments into one: what was withdrawn is left out, and all is sorted by place again."""

import sys
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.cells import positions_of
from voetlicht.basis.zoeken.engine import Engine, Mask
from voetlicht.basis.zoeken.memory import aligned_zeros, let_go
from voetlicht.basis.zoeken.pieces import pieces, positions_on, turned_around
from voetlicht.basis.zoeken.segment import (
    BLOCK,
    WORDS,
    Postings,
    Segment,
    runs_of,
    turned,
    unpacked,
)

Rows = NDArray[np.int64]
MOST_TURNS, _TURN = 1000, 0.001
"""So often, and after so many seconds, it is seen whether a search still goes on."""


def merged(segments: Sequence[Segment], lives: Sequence[Mask], engine: Engine) -> Segment:
    """One segment of all live rows; those of one place keep their order."""
    rows = [positions_on(unpacked(live)) for live in lives]
    places = np.concatenate([s.places_of(r) for s, r in zip(segments, rows, strict=True)])
    order = np.argsort(places, kind="stable")
    to = turned_around(order)
    cuts = np.cumsum([len(part) for part in rows])[:-1]
    sources = list(zip(segments, rows, np.split(to, cuts), strict=True))
    blocks = -(-len(order) // BLOCK)
    planes = aligned_zeros(blocks, segments[0].planes.shape[1], WORDS)
    engine.gather(sources, planes)
    keys = np.empty(len(order), dtype=np.int64)
    for segment, part, into in sources:
        keys[into] = segment.keys[part]
    key_rows = np.argsort(keys, kind="stable").astype(np.int32)
    texts = {name: _merged_texts(name, sources, len(order)) for name in segments[0].texts}
    runs = runs_of(places[order], blocks * BLOCK)
    let_go(*rows, places, order, to)
    return Segment(planes, keys, keys[key_rows], key_rows, *runs, texts)


def free(segments: list[Segment]) -> None:
    """Give back segments that no later state has, when the last search in them has ended.

    One of a single block is small, and may share its memory with the growing one that it was.
    """
    while segments:
        segment = segments.pop()
        for _ in range(MOST_TURNS if segment.blocks > 1 else 0):
            if sys.getrefcount(segment) == 2:  # ours, and that of the question
                let_go(*segment.arrays())
                break
            time.sleep(_TURN)


def _merged_texts(name: str, sources: Sequence[tuple[Segment, Rows, Rows]], size: int) -> Postings:
    """The tokens of every row that is kept, row after row, and the postings of those."""
    sizes = np.zeros(size, dtype=np.int64)
    for segment, rows, to in sources:
        sizes[to] = segment.texts[name].sizes_of(rows)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    forward = np.empty(int(starts[-1]), dtype=np.int32)
    for segment, rows, to in sources:
        for at in pieces(len(rows)):
            forward[positions_of(starts, to[at])] = segment.texts[name].of_rows(rows[at])
    return turned(forward, starts)
