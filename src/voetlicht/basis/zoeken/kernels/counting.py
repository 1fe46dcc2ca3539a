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

FEW_WORDS = 24  # of 64: up to so many, only they are counted


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
def count_facets(planes, masks, facet_planes, facet_masks, counts):
    """Count each plane under its mask; of a mask with few words on, only those words."""
    current, words = -1, NONE
    for task in range(len(facet_planes)):
        mask, plane = masks[facet_masks[task]], planes[facet_planes[task]]
        if facet_masks[task] != current:
            current = facet_masks[task]
            words = _words_on(mask)
        total = 0
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
