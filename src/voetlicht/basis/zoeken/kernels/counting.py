"""What matches in a block, counted: per plane, per place, and per wish that alone stops it."""

import numpy as np

from voetlicht.basis.zoeken.kernels.bits import NONE, WORDS, count, fill, popcount, put
from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import BLOCK, REQUIRED
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
def count_facets(planes, masks, facet_planes, facet_masks, facet_counts):
    """Count each plane under its mask; of a mask with few words on, only those words."""
    chosen, few, current = np.empty(FEW_WORDS, np.int64), 0, -1
    for task in range(len(facet_planes)):
        mask, plane = masks[facet_masks[task]], planes[facet_planes[task]]
        if facet_masks[task] != current:
            current = facet_masks[task]
            few = 0
            for w in range(WORDS):
                if mask[w]:
                    if few < FEW_WORDS:
                        chosen[few] = w
                    few += 1
        total = 0
        if few <= FEW_WORDS:
            for at in range(few):
                total += popcount(plane[chosen[at]] & mask[chosen[at]])
        else:
            for w in range(WORDS):
                total += popcount(plane[w] & mask[w])
        facet_counts[task] += total


@kernel
def count_places(mask, block, starts, places, place_counts, room):
    """Count a mask per run of rows of one place."""
    begin = block * BLOCK
    run = run_of(starts, begin)
    while run < len(places) and starts[run] < begin + BLOCK:
        first = max(starts[run] - begin, 0)
        last = min(starts[run + 1] - begin, BLOCK)
        put(room, NONE)
        fill(room, first, last)
        for w in range(first >> 6, ((last - 1) >> 6) + 1):
            place_counts[places[run]] += popcount(mask[w] & room[w])
        run += 1
