"""From a query and the segments of a moment to a result; the engine does the work per segment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.earnings import earnings_of
from voetlicht.basis.zoeken.engine import Counting, Engine, Mask, Order, Scan, counting_of
from voetlicht.basis.zoeken.layout import Layout
from voetlicht.basis.zoeken.plan import Plan, plan_of
from voetlicht.basis.zoeken.result import Facet, Hit, Relaxation, Result
from voetlicht.basis.zoeken.schema import Schema
from voetlicht.basis.zoeken.segment import Segment
from voetlicht.basis.zoeken.tekst.vocabulary import Vocabulary
from voetlicht.basis.zoeken.tekst.weights import QueryWord, query_words
from voetlicht.basis.zoeken.wishes import Query, Words

Found = dict[int, tuple[QueryWord, ...]]
FEW_HITS = 5  # under so many, it is told which wish to relax


@dataclass(frozen=True, slots=True)
class State:
    """What is searched at one moment: segments, each with its live rows, and ``count`` of those.

    ``vocabularies``, per text column, number the words of the segments; no number gets another.
    """

    segments: tuple[Segment, ...]
    lives: tuple[Mask, ...]
    count: int
    vocabularies: Mapping[str, Vocabulary]


def search(
    query: Query, schema: Schema, layout: Layout, state: State, words: Found, engine: Engine
) -> Result:
    """Answer a query, of which ``words`` are found in the same state.

    InputError names the column of a wish or facet that cannot be.
    """
    plan = plan_of(query, schema, layout, words)
    km = km_of(schema)
    counting = counting_of(query.facets, schema, layout, plan)
    order = Order(counting, earnings_of(plan), query.best, False, km)
    searched = [
        (segment, live)
        for segment, live in zip(state.segments, state.lives, strict=True)
        if segment.blocks > 1 or live.any()  # nobody has come into the growing one yet
    ]
    masks = engine.words([segment for segment, _ in searched], plan)
    pairs = [(*both, mask) for both, mask in zip(searched, masks, strict=True)]
    scans = [engine.scan(segment, live, plan, mask, order) for segment, live, mask in pairs]
    total = sum(scan.total for scan in scans)
    hits = _hits(query, plan, scans, pairs, engine, km)
    facets = _facets(query.facets, layout, counting, scans)
    relaxations: tuple[Relaxation, ...] = ()
    if total < FEW_HITS and any(wish.required for wish in query.wishes):
        nothing = counting_of((), schema, layout, plan)
        again = Order(nothing, order.earnings, 0, True, km)
        gains = [
            engine.scan(segment, live, plan, mask, again).gains for segment, live, mask in pairs
        ]
        relaxations = _relaxations(query, gains)
    return Result(total, hits, facets, relaxations)


def find_words(query: Query, layout: Layout, state: State) -> Found:
    """Per position of a `Words` wish what its words find and earn."""
    found = {}
    for position, wish in enumerate(query.wishes):
        if isinstance(wish, Words) and wish.column in layout.meanings:
            found[position] = query_words(
                wish.text,
                weight=wish.weight,
                meanings=layout.meanings[wish.column],
                vocabulary=state.vocabularies[wish.column],
                records=state.count,
            )
    return found


def km_of(schema: Schema) -> NDArray[np.uint16]:
    """The distances of the place column; of shape (0, 0) without one."""
    return np.zeros((0, 0), dtype=np.uint16) if schema.place is None else schema.place.km


def _hits(
    query: Query,
    plan: Plan,
    scans: Sequence[Scan],
    pairs: Sequence[tuple[Segment, Mask, NDArray[np.uint64]]],
    engine: Engine,
    km: NDArray[np.uint16],
) -> tuple[Hit, ...]:
    """The best of all segments, in order, each with how it stands to every wish."""
    found: list[tuple[int, int, int, tuple[int, ...], tuple[int, ...]]] = []
    for scan, (segment, _, mask) in zip(scans, pairs, strict=True):
        if len(scan.rows):
            answers, points = engine.stand(segment, plan, mask, scan.rows, km)
            order = ((-scan.scores).tolist(), scan.turns.tolist(), scan.keys.tolist())
            stands = (map(tuple, answers.tolist()), map(tuple, points.tolist()))
            found += zip(*order, *stands, strict=True)
    found.sort()  # no key is there twice
    return tuple(
        Hit(key, -below, query.wishes, answers, points)
        for below, _, key, answers, points in found[: query.best]
    )


def _facets(
    names: Sequence[str], layout: Layout, counting: Counting, scans: Sequence[Scan]
) -> dict[str, Facet]:
    none = np.zeros(counting.size, dtype=np.int64)
    summed = tuple(sum((scan.counts for scan in scans), none).tolist())
    facets = {}
    for name in names:
        columns = counting.columns[name]
        last = columns.stop - 1
        facets[name] = Facet(layout.labels[name], summed[columns.start : last], summed[last])
    return facets


def _relaxations(query: Query, gains: Sequence[NDArray[np.int64]]) -> tuple[Relaxation, ...]:
    summed = sum(gains, np.zeros(len(query.wishes), dtype=np.int64)).tolist()
    helpful = [
        Relaxation(wish, gain) for wish, gain in zip(query.wishes, summed, strict=True) if gain
    ]
    return tuple(sorted(helpful, key=lambda relaxation: -relaxation.gain))
