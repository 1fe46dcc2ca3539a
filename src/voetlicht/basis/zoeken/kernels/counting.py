"""What matches in a block, counted: per plane, per place, and per wish that alone stops it."""

import numpy as np

from voetlicht.basis.zoeken.kernels.bits import (
    NONE,
    WORDS,
    count,
    count_between,
    lowest,
    popcount,
)
from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import BLOCK, ONE, REQUIRED
from voetlicht.basis.zoeken.kernels.rows import run_of

FEW_WORDS = 10  # of 64: up to so many, only they are counted


@kernel
def count_gains(wishes, passes, live, matching, gains, room):
    """Those that only one wish stops, counted for that wish: all wishes in one pass."""
    for wish in range(len(wishes)):
        if not wishes[wish, REQUIRED]:
            continue
        for w in range(WORDS):
            room[w] = live[w] & ~matching[w]
        for other in range(len(wishes)):
            if other != wish and wishes[other, REQUIRED]:
                for w in range(WORDS):
                    room[w] &= passes[other, w]
        gains[wish] += count(room)


@kernel
def count_facets(planes, masks, facet_starts, facet_planes, facet_masks, counts):
    """Count the planes of each facet under its mask; if few words of that are on, only those."""
    for facet in range(len(facet_masks)):
        mask = masks[facet_masks[facet]]
        words = _words_on(mask)
        if words == NONE:
            continue
        for task in range(facet_starts[facet], facet_starts[facet + 1]):
            plane, total = planes[facet_planes[task]], 0
            if popcount(words) <= FEW_WORDS:
                left = words
                while left:
                    w = lowest(left)
                    left &= left - ONE
                    total += popcount(plane[w] & mask[w])
            else:
                for w in range(WORDS):
                    total += popcount(plane[w] & mask[w])
            counts[task] += total


@kernel
def _words_on(mask):
    """Which words of a mask have a row on, a bit each."""
    words = NONE
    for w in range(WORDS):
        if mask[w]:
            words |= ONE << np.uint64(w)
    return words


@kernel
def count_places(mask, block, starts, places, labels, counts):
    """Count a mask per run of rows of one place, for the label of that place."""
    begin = block * BLOCK
    run = run_of(starts, begin)
    while run < len(places) and starts[run] < begin + BLOCK:
        first = max(starts[run] - begin, 0)
        last = min(starts[run + 1] - begin, BLOCK)
        counts[labels[places[run]]] += count_between(mask, first, last)
        run += 1
