"""The pass over a segment: per block filter, count, then score what may be among the best."""

import numpy as np

from voetlicht.basis.zoeken.kernels.answers import answer
from voetlicht.basis.zoeken.kernels.bits import (
    ALL,
    NONE,
    WORDS,
    copy,
    count,
    fill,
    lowest,
    popcount,
    put,
    value_at,
)
from voetlicht.basis.zoeken.kernels.compiling import kernel, outer_kernel
from voetlicht.basis.zoeken.kernels.fields import (
    ALL_OF,
    BLOCK,
    COLUMN,
    KIND,
    ONE,
    REQUIRED,
    UNKNOWN_PASSES,
    UNKNOWN_PLANE,
    WORDS_OF,
)
from voetlicht.basis.zoeken.kernels.points import add_earnings, add_varying
from voetlicht.basis.zoeken.kernels.rows import run_of, stand
from voetlicht.basis.zoeken.kernels.selection import offer, turn

FEW_WORDS = 24  # of 64: up to so many, only they are counted
STEP = 8  # words of 64 rows that are selected from at a time
FEW_ROWS = 24  # of 4096: so few are scored one by one
ROOM = 48  # masks of scratch


@outer_kernel
def search_segment(
    wishes, pool, groups, items, planes, live, words, starts, places, km,
    set_aside, facet_planes, facet_masks, facet_counts, place_mask, place_counts,
    keys, scores, turns, best_keys, best_rows, held, digits, seed, gains,
):  # fmt: skip
    """Search one segment; returns (how many match, how many of the best are held).

    ``set_aside``: per mask the column whose wishes do not count, -1 for none; the first is -1.
    ``facet_counts[i]`` grows by the rows of mask ``facet_masks[i]`` in plane ``facet_planes[i]``;
    ``place_counts`` by those of mask ``place_mask`` (-1: do not) per place, the last being unknown.
    ``gains``: per wish how many more would match without it; length 0 when nobody asks.
    """
    many = len(wishes)
    met, unknown = np.empty((many, WORDS), np.uint64), np.empty((many, WORDS), np.uint64)
    passes = np.empty((many, WORDS), np.uint64)
    masks = np.empty((len(set_aside), WORDS), np.uint64)
    total, room = np.empty((digits, WORDS), np.uint64), np.empty((ROOM, WORDS), np.uint64)
    matching = 0
    for block in range(len(planes)):
        here = planes[block]
        for number in range(many):
            if wishes[number, REQUIRED]:
                answer(wishes[number], pool, here, words, block, starts, places, km,
                       met[number], unknown[number], room)  # fmt: skip
                let_pass(wishes[number], met[number], unknown[number], passes[number])
        _masks(wishes, passes, live[block], set_aside, masks)
        if len(gains):
            _gains(wishes, passes, live[block], masks[0], gains, room[0])
        here_matching = count(masks[0])
        matching += here_matching
        _count_facets(here, masks, facet_planes, facet_masks, facet_counts)
        if place_mask >= 0:
            _count_places(masks[place_mask], block, starts, places, place_counts, room[0])
        if here_matching == 0 or len(scores) == 0:
            continue
        if here_matching <= FEW_ROWS:
            held = _select_few(wishes, pool, here, words, block, starts, places, km, masks[0],
                               keys, seed, scores, turns, best_keys, best_rows, held)  # fmt: skip
            continue
        for digit in range(digits):
            put(total[digit], NONE)
        for number in range(many):
            kind = wishes[number, KIND]
            if wishes[number, REQUIRED]:
                pass
            elif kind == ALL_OF or kind == WORDS_OF:  # earn by plane, whether met or not
                copy(here[wishes[number, UNKNOWN_PLANE]], unknown[number])
            else:
                answer(wishes[number], pool, here, words, block, starts, places, km,
                       met[number], unknown[number], room)  # fmt: skip
            add_varying(wishes[number], here, block, starts, places, km,
                        met[number], unknown[number], total, digits, room)  # fmt: skip
        add_earnings(groups, items, here, met, unknown, words, block, total, digits, room)
        held = _select(masks[0], total, digits, block, keys, seed,
                       scores, turns, best_keys, best_rows, held, room)  # fmt: skip
    return matching, held


@kernel
def let_pass(wish, met, unknown, passes):
    """Those that a required wish does not drop."""
    if wish[UNKNOWN_PASSES]:
        for w in range(WORDS):
            passes[w] = met[w] | unknown[w]
    else:
        copy(met, passes)


@kernel
def _masks(wishes, passes, live, set_aside, masks):
    """Per mask those that pass every required wish, but for the column that is set aside."""
    for number in range(len(set_aside)):
        mask, aside = masks[number], set_aside[number]
        copy(live, mask)
        for wish in range(len(wishes)):
            if wishes[wish, REQUIRED] and wishes[wish, COLUMN] != aside:
                for w in range(WORDS):
                    mask[w] &= passes[wish, w]


@kernel
def _gains(wishes, passes, live, matching, gains, room):
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
def _count_facets(planes, masks, facet_planes, facet_masks, facet_counts):
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
def _count_places(mask, block, starts, places, place_counts, room):
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


@kernel
def _select(
    mask, total, digits, block, keys, seed, scores, turns, best_keys, best_rows, held, room
):
    """Offer the rows that score more than the worst of the best, and its equals in turn.

    Eight words at a time: what is offered raises the worst, and most of the rest need no look.
    """
    better, equal = room[0], room[1]
    for begin in range(0, WORDS, STEP):
        if held < len(scores):
            for w in range(begin, begin + STEP):
                better[w], equal[w] = ALL, NONE
        else:
            reaching(total, digits, scores[0] + 1, begin, better)
            reaching(total, digits, scores[0], begin, equal)
        for w in range(begin, begin + STEP):
            left = mask[w] & better[w]
            while left:
                row = 64 * w + lowest(left)
                left &= left - ONE
                key, score = keys[block * BLOCK + row], value_at(total, digits, row)
                held = offer(scores, turns, best_keys, best_rows, held,
                             score, turn(key, seed), key, block * BLOCK + row)  # fmt: skip
            left = mask[w] & equal[w] & ~better[w]
            while left:
                row = 64 * w + lowest(left)
                left &= left - ONE
                key = keys[block * BLOCK + row]
                turned = turn(key, seed)
                if turned <= turns[0]:
                    score = value_at(total, digits, row)
                    held = offer(scores, turns, best_keys, best_rows, held,
                                 score, turned, key, block * BLOCK + row)  # fmt: skip
    return held


@kernel
def _select_few(
    wishes, pool, planes, words, block, starts, places, km, mask,
    keys, seed, scores, turns, best_keys, best_rows, held,
):  # fmt: skip
    """Score and offer row by row; for few rows that is cheaper than planes."""
    for w in range(WORDS):
        left = mask[w]
        while left:
            row = 64 * w + lowest(left)
            left &= left - ONE
            place, score = places[run_of(starts, block * BLOCK + row)], 0
            for wish in range(len(wishes)):
                score += stand(wishes[wish], pool, planes, words, block, row, place, km)[1]
            if held == len(scores) and score < scores[0]:
                continue
            key = keys[block * BLOCK + row]
            held = offer(scores, turns, best_keys, best_rows, held,
                         score, turn(key, seed), key, block * BLOCK + row)  # fmt: skip
    return held


@kernel
def reaching(total, digits, least, begin, out):
    """As `at_least`, of the eight words from ``begin`` on."""
    if least >> digits:
        for w in range(begin, begin + STEP):
            out[w] = NONE
        return
    for w in range(begin, begin + STEP):
        out[w] = ALL
    for digit in range(digits):
        plane = total[digit]
        if (least >> digit) & 1:
            for w in range(begin, begin + STEP):
                out[w] &= plane[w]
        else:
            for w in range(begin, begin + STEP):
                out[w] |= plane[w]


@outer_kernel
def mark(mask, rows):
    """Put on some rows in a mask of whole blocks, of shape (blocks, 64)."""
    flat = mask.reshape(-1)
    for at in range(len(rows)):
        row = np.int64(rows[at])
        flat[row >> 6] |= ONE << np.uint64(row & 63)
