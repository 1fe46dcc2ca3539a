"""What matches in a block, counted: per plane, per place, and per wish that alone stops it."""

from voetlicht.basis.zoeken.kernels.bits import (
    NONE,
    WORDS,
    count,
    count_between,
    fetch,
    popcount,
)
from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import BLOCK, REQUIRED
from voetlicht.basis.zoeken.kernels.rows import run_of

FEW_WORDS = 20  # of 64: up to so many, only they are counted
AHEAD = 8  # planes: so far before it is counted one is fetched


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
def count_facets(planes, masks, facet_starts, facet_planes, facet_masks, counts, room):
    """Count the planes of each facet under its mask; if few words of that are on, only those."""
    places, on, last = room[0], room[1], len(facet_planes) - 1
    for facet in range(len(facet_masks)):
        mask = masks[facet_masks[facet]]
        held = _words_on(mask, places, on)
        if not held:
            continue
        for task in range(facet_starts[facet], facet_starts[facet + 1]):
            plane, total = planes[facet_planes[task]], 0
            if held <= FEW_WORDS:
                for at in range(held):
                    total += popcount(plane[places[at]] & on[at])
            else:
                fetch(planes[facet_planes[min(task + AHEAD, last)]])
                for w in range(WORDS):
                    total += popcount(plane[w] & mask[w])
            counts[task] += total


@kernel
def _words_on(mask, places, on):
    """The words of a mask that have a row on, and which of the 64 they are; returns how many."""
    held = 0
    for w in range(WORDS):
        places[held], on[held] = w, mask[w]
        held += mask[w] != NONE
    return held


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
