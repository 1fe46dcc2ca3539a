"""The pass over a segment: per block filter, count, then score what may be among the best."""

import numpy as np

from voetlicht.basis.zoeken.kernels.answers import answer
from voetlicht.basis.zoeken.kernels.bits import NONE, WORDS, copy, count, put
from voetlicht.basis.zoeken.kernels.choosing import select, select_few
from voetlicht.basis.zoeken.kernels.compiling import kernel, outer_kernel
from voetlicht.basis.zoeken.kernels.counting import count_facets, count_gains, count_places
from voetlicht.basis.zoeken.kernels.fields import (
    ALL_OF,
    COLUMN,
    KIND,
    ONE,
    REQUIRED,
    UNKNOWN_PASSES,
    UNKNOWN_PLANE,
    WORDS_OF,
)
from voetlicht.basis.zoeken.kernels.points import add_earnings, add_varying

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
    answers = np.empty((3, len(wishes), WORDS), np.uint64)  # met, unknown, passing
    masks = np.empty((len(set_aside), WORDS), np.uint64)
    total, room = np.empty((digits, WORDS), np.uint64), np.empty((ROOM, WORDS), np.uint64)
    matching = 0
    for block in range(len(planes)):
        here = planes[block]
        _match(wishes, pool, here, live[block], words, block, starts, places, km,
               set_aside, answers, masks, room)  # fmt: skip
        if len(gains):
            count_gains(wishes, answers[2], live[block], masks[0], gains, room[0])
        here_matching = count(masks[0])
        matching += here_matching
        count_facets(here, masks, facet_planes, facet_masks, facet_counts)
        if place_mask >= 0:
            count_places(masks[place_mask], block, starts, places, place_counts, room[0])
        if here_matching == 0 or len(scores) == 0:
            continue
        if here_matching <= FEW_ROWS:
            held = select_few(wishes, pool, here, words, block, starts, places, km, masks[0],
                              keys, seed, scores, turns, best_keys, best_rows, held)  # fmt: skip
        else:
            _score(wishes, pool, groups, items, here, words, block, starts, places, km,
                   answers[0], answers[1], total, digits, room)  # fmt: skip
            held = select(masks[0], total, digits, block, keys, seed,
                          scores, turns, best_keys, best_rows, held, room)  # fmt: skip
    return matching, held


@kernel
def _match(
    wishes, pool, planes, live, words, block, starts, places, km, set_aside, answers, masks, room
):
    """Answer the required wishes; per mask those that pass them, but for the column set aside."""
    met, unknown, passes = answers[0], answers[1], answers[2]
    for number in range(len(wishes)):
        if wishes[number, REQUIRED]:
            answer(wishes[number], pool, planes, words, block, starts, places, km,
                   met[number], unknown[number], room)  # fmt: skip
            _let_pass(wishes[number], met[number], unknown[number], passes[number])
    for number in range(len(set_aside)):
        mask, aside = masks[number], set_aside[number]
        copy(live, mask)
        for wish in range(len(wishes)):
            if wishes[wish, REQUIRED] and wishes[wish, COLUMN] != aside:
                for w in range(WORDS):
                    mask[w] &= passes[wish, w]


@kernel
def _let_pass(wish, met, unknown, passes):
    """Those that a required wish does not drop."""
    if wish[UNKNOWN_PASSES]:
        for w in range(WORDS):
            passes[w] = met[w] | unknown[w]
    else:
        copy(met, passes)


@kernel
def _score(
    wishes, pool, groups, items, planes, words, block, starts, places, km,
    met, unknown, total, digits, room,
):  # fmt: skip
    """The totals of all rows of a block; the required wishes are answered already."""
    for digit in range(digits):
        put(total[digit], NONE)
    for number in range(len(wishes)):
        kind = wishes[number, KIND]
        if not wishes[number, REQUIRED]:
            if kind == ALL_OF or kind == WORDS_OF:  # earn by plane, whether met or not
                copy(planes[wishes[number, UNKNOWN_PLANE]], unknown[number])
            else:
                answer(wishes[number], pool, planes, words, block, starts, places, km,
                       met[number], unknown[number], room)  # fmt: skip
        add_varying(wishes[number], planes, block, starts, places, km,
                    met[number], unknown[number], total, digits, room)  # fmt: skip
    add_earnings(groups, items, planes, met, unknown, words, block, total, digits, room)


@outer_kernel
def mark(mask, rows):
    """Put on some rows in a mask of whole blocks, of shape (blocks, 64)."""
    flat = mask.reshape(-1)
    for at in range(len(rows)):
        row = np.int64(rows[at])
        flat[row >> 6] |= ONE << np.uint64(row & 63)
