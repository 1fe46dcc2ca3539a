"""How the records of one block stand to a wish: a mask of those that meet it, and of unknown."""

import numpy as np

from voetlicht.basis.zoeken.kernels.bits import (
    ALL,
    NONE,
    WORDS,
    at_least,
    at_least_between,
    copy,
    fetch,
    fill,
    fill_from,
    put,
)
from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import (
    ALL_OF,
    ANY,
    BLOCK,
    COUNT,
    IN,
    KIND,
    NEAR,
    NONE_BUT,
    OVERLAPS,
    SINCE,
    SLOPE,
    START,
    UNKNOWN_PLANE,
    UNTIL,
    WITHIN_REACH,
    WORDS_OF,
    A,
    B,
    C,
    D,
    E,
)
from voetlicht.basis.zoeken.kernels.rows import run_of

SHORT = 512  # rows of a run: so few are looked at alone


@kernel
def answer(wish, pool, planes, words, block, starts, places, km, met, unknown, room):
    """Fill ``met`` and ``unknown`` for one block, of which ``planes`` are; ``room``: a mask of
    scratch. A record that is unknown is never met."""
    copy(planes[wish[UNKNOWN_PLANE]], unknown)
    kind = wish[KIND]
    if kind == ANY or kind == NONE_BUT:
        put(met, NONE)
        for entry in range(wish[START], wish[START] + wish[COUNT]):
            plane = planes[pool[entry]]
            for w in range(WORDS):
                met[w] |= plane[w]
        if kind == NONE_BUT:
            for w in range(WORDS):
                met[w] = ~met[w]
    elif kind == ALL_OF:
        put(met, ALL)
        for entry in range(wish[START], wish[START] + wish[A]):
            plane = planes[pool[entry]]
            for w in range(WORDS):
                met[w] &= plane[w]
    elif kind == OVERLAPS:
        at_least(planes, wish[B], wish[C], wish[D], met)
        at_least(planes, wish[A], wish[C], wish[E] + 1, room)
        for w in range(WORDS):
            met[w] &= ~room[w]
    elif kind == UNTIL:
        at_least(planes, wish[A], wish[C], wish[D] + 1, met)
        for w in range(WORDS):
            met[w] = ~met[w]
    elif kind == SINCE:
        at_least(planes, wish[A], wish[C], wish[D], met)
    elif kind == WORDS_OF:
        _answer_words(wish, pool, words, block, met)
    else:
        _answer_place(wish, pool, planes, block, starts, places, km, met, unknown, room)
    for w in range(WORDS):
        met[w] &= ~unknown[w]


@kernel
def fetch_planes(wishes, pool, planes):
    """Have all planes of a block brought near that its answers and scores are read from."""
    for number in range(len(wishes)):
        wish = wishes[number]
        kind, start = wish[KIND], wish[START]
        fetch(planes[wish[UNKNOWN_PLANE]])
        if kind == ANY or kind == NONE_BUT:
            for entry in range(start, start + wish[COUNT]):
                fetch(planes[pool[entry]])
        elif kind == ALL_OF:
            for entry in range(start + wish[A], start + wish[COUNT], 2):
                fetch(planes[pool[entry]])
        elif kind == WITHIN_REACH:
            _fetch_digits(planes, wish[D], wish[C])
        elif kind == OVERLAPS or kind == UNTIL or kind == SINCE:
            _fetch_digits(planes, wish[A], wish[C])
            if wish[B] > wish[A]:
                _fetch_digits(planes, wish[B], wish[C])


@kernel
def _fetch_digits(planes, first, digits):
    for digit in range(digits):
        fetch(planes[first + digit])


@kernel
def _answer_words(wish, pool, words, block, met):
    """Any of the words, or every one; without words everybody meets the wish."""
    start, pairs, every = wish[START], wish[COUNT] // 2, wish[A] == 1
    put(met, ALL if every or pairs == 0 else NONE)
    for pair in range(pairs):
        plane = words[pool[start + 2 * pair], block]
        for w in range(WORDS):
            if every:
                met[w] &= plane[w]
            else:
                met[w] |= plane[w]


@kernel
def _answer_place(wish, pool, planes, block, starts, places, km, met, unknown, near_enough):
    """Place by place: within a block a place is a run of rows."""
    kind, begin = wish[KIND], block * BLOCK
    put(met, NONE)
    run = run_of(starts, begin)
    while run < len(places) and starts[run] < begin + BLOCK:
        first, place = max(starts[run] - begin, 0), places[run]
        last = min(starts[run + 1] - begin, BLOCK)
        run += 1
        if place == len(km):  # nobody knows where
            continue
        if kind == NEAR:
            if km[wish[A], place] <= wish[B]:
                fill(met, first, last)
        elif kind == IN:
            if pool[wish[START] + place]:
                fill(met, first, last)
        else:
            distance = np.int64(km[wish[A], place]) - wish[E]
            if last - first > SHORT:
                at_least(planes, wish[D], wish[C], distance, near_enough)
            else:
                at_least_between(planes, wish[D], wish[C], distance, near_enough, first, last)
            fill_from(near_enough, first, last, met)
    if kind == WITHIN_REACH:
        for w in range(WORDS):
            unknown[w] |= planes[wish[SLOPE], w]
