"""Several segments into one: what was withdrawn is left out, and all is sorted by place again."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.cells import positions_of
from voetlicht.basis.zoeken.engine import Engine, Mask
from voetlicht.basis.zoeken.segment import (
    BLOCK,
    WORDS,
    Postings,
    RowsOfTokens,
    Segment,
    aligned_zeros,
    runs_of,
    turned,
    unpacked,
)

Rows = NDArray[np.int64]


def merged(segments: Sequence[Segment], lives: Sequence[Mask], engine: Engine) -> Segment:
    """One segment of all live rows; those of one place keep their order."""
    rows = [np.flatnonzero(unpacked(live)).astype(np.int64) for live in lives]
    places = np.concatenate([_places(s)[r] for s, r in zip(segments, rows, strict=True)])
    order = np.argsort(places, kind="stable")
    to = np.empty(len(order), dtype=np.int64)
    to[order] = np.arange(len(order))
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
    return Segment(planes, keys, keys[key_rows], key_rows, *runs, texts)


def _places(segment: Segment) -> NDArray[np.int32]:
    return np.repeat(segment.run_places, np.diff(segment.run_starts))


def _merged_texts(name: str, sources: Sequence[tuple[Segment, Rows, Rows]], size: int) -> Postings:
    """The tokens of every row that is kept, row after row, and the postings of those."""
    sizes = np.zeros(size, dtype=np.int64)
    parts = []
    for segment, rows, to in sources:
        tokens, counts = _tokens_of(segment.texts[name], rows)
        sizes[to] = counts
        parts.append((tokens, counts, to))
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    forward = np.empty(int(starts[-1]), dtype=np.int32)
    for tokens, counts, to in parts:
        begins = np.cumsum(counts) - counts
        forward[np.arange(len(tokens)) + np.repeat(starts[to] - begins, counts)] = tokens
    return turned(forward, starts)


def _tokens_of(texts: RowsOfTokens, rows: Rows) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    if isinstance(texts, Postings):
        at = positions_of(texts.forward_starts, rows)
        return texts.forward[at], np.diff(texts.forward_starts)[rows]
    lists = [texts.of_row(row) for row in rows.tolist()]
    counts = np.array([len(tokens) for tokens in lists], dtype=np.int64)
    return np.concatenate([*lists, np.zeros(0, dtype=np.int32)]), counts
