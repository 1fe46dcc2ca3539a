"""The pass over a segment: per block filter, count, then score what may be among the best."""

import numpy as np

from voetlicht.basis.zoeken.kernels.adding import (
    TERMS,
    add_terms,
    add_times,
    clear,
    lay_out,
    lots,
)
from voetlicht.basis.zoeken.kernels.answers import answer, fetch_planes
from voetlicht.basis.zoeken.kernels.bits import NONE, WORDS, any_on, at_least, copy, count, put
from voetlicht.basis.zoeken.kernels.choosing import select, select_few, select_late
from voetlicht.basis.zoeken.kernels.compiling import kernel, outer_kernel
from voetlicht.basis.zoeken.kernels.counting import count_facets, count_gains, count_places
from voetlicht.basis.zoeken.kernels.fields import (
    ALL_OF,
    BLOCK,
    COLUMN,
    KIND,
    NEAR,
    ONE,
    REQUIRED,
    SLOPE,
    UNKNOWN_PASSES,
    UNKNOWN_PLANE,
    VARIES,
    WITHIN_REACH,
    WORDS_OF,
)
from voetlicht.basis.zoeken.kernels.points import add_varying, most_varying
from voetlicht.basis.zoeken.wishes import MOST_WEIGHT, MOST_WISHES, UNKNOWN_SHARE

FEW_ROWS = 8  # of 4096: so few are scored one by one
NO_COLUMN = -2
FEW_LATE = 24  # and so few get one by one what is not counted in units
MASKS = MOST_WISHES + 1  # under which facets are counted, at most
DIGITS = (MOST_WISHES * (MOST_WEIGHT + MOST_WEIGHT // UNKNOWN_SHARE)).bit_length()
"""Of the highest score there can be, and more: of all that is earned in whole, met and unknown."""
POOL = 3 * TERMS
ROOM = 3 * MOST_WISHES + MASKS + 2 * DIGITS + 4 + POOL  # masks of scratch


@outer_kernel
def search_segment(
    wishes, pool, terms, multiples, unit, unit_digits,
    planes, live, words, starts, places, km,
    set_aside, facet_starts, facet_planes, facet_masks, place_labels, place_mask, counts,
    keys, scores, turns, best_keys, best_rows, held, digits, seed, gains, columns, room,
):  # fmt: skip
    """Search one segment; returns (how many match, how many of the best are held).

    ``terms`` and what follows are `Earnings`; ``set_aside`` and what follows `Counting`, whose
    ``counts`` grow. ``gains``: per wish how many more would match without it; length 0 when nobody
    asks. ``room``, of `ROOM` masks, and ``columns``, DIGITS per lot of terms and for one number,
    are scratch.
    """
    met, unknown, passes = room[:MOST_WISHES], room[MOST_WISHES:], room[2 * MOST_WISHES :]
    masks = room[3 * MOST_WISHES :]
    scratch = masks[MASKS:]
    matching = 0
    lay_out(terms, 0, multiples, columns[1:])
    lay_out(terms, multiples, len(terms), columns[1 + lots(multiples) :])
    for block in range(len(planes)):
        here = planes[block]
        if not _match(wishes, pool, here, live[block], words, block, starts, places, km,
                      set_aside, met, unknown, passes, masks, scratch[0], len(gains)):  # fmt: skip
            continue
        if block + 1 < len(planes):  # while this one is counted: what to read of the next
            fetch_planes(wishes, pool, planes[block + 1])
        if len(gains):
            count_gains(wishes, passes, live[block], masks[0], gains, scratch[0])
        here_matching = count(masks[0])
        matching += here_matching
        count_facets(here, masks, facet_starts, facet_planes, facet_masks, counts, scratch)
        if place_mask >= 0:
            count_places(masks[place_mask], block, starts, places, place_labels,
                         counts[len(facet_planes):])  # fmt: skip
        if here_matching and len(scores):
            held = _choose(wishes, pool, terms, multiples, unit, unit_digits, here, words, block,
                           starts, places, km, masks[0], here_matching, met, unknown,
                           keys, seed, scores, turns, best_keys, best_rows, held, digits,
                           columns, scratch)  # fmt: skip
    return matching, held


@kernel
def _match(
    wishes, pool, planes, live, words, block, starts, places, km,
    set_aside, met, unknown, passes, masks, room, with_gains,
):  # fmt: skip
    """Answer the required wishes; per mask those that pass them, but for the column set aside.

    Returns whether anybody can be in a mask. A column that nobody passes by leaves only the mask
    that sets it aside: places and words, which do so for whole blocks, are looked at first.
    """
    stopped = NO_COLUMN
    for at in range(2 * len(wishes)):
        number, leading = at % len(wishes), at < len(wishes)
        wish = wishes[number]
        if not wish[REQUIRED] or (wish[KIND] >= NEAR) != leading:
            continue
        answer(wish, pool, planes, words, block, starts, places, km,
               met[number], unknown[number], room)  # fmt: skip
        if _let_pass(wish, met[number], unknown[number], passes[number]) or with_gains:
            continue
        if stopped != NO_COLUMN and stopped != wish[COLUMN]:
            return False
        if not _holds(set_aside, wish[COLUMN]):
            return False
        stopped = wish[COLUMN]
    for number in range(len(set_aside)):
        mask, aside = masks[number], set_aside[number]
        if stopped != NO_COLUMN and stopped != aside:
            put(mask, NONE)
            continue
        copy(live, mask)
        for wish in range(len(wishes)):
            if wishes[wish, REQUIRED] and wishes[wish, COLUMN] != aside:
                for w in range(WORDS):
                    mask[w] &= passes[wish, w]
    return True


@kernel
def _holds(columns, column):
    found = False
    for at in range(len(columns)):
        found = found or columns[at] == column
    return found


@kernel
def _let_pass(wish, met, unknown, passes):
    """Those that a required wish does not drop; returns whether there are any."""
    if wish[UNKNOWN_PASSES]:
        for w in range(WORDS):
            passes[w] = met[w] | unknown[w]
    else:
        copy(met, passes)
    return any_on(passes)


@kernel
def _choose(
    wishes, pool, terms, multiples, unit, unit_digits, planes, words, block, starts, places, km,
    mask, matching, met, unknown,
    keys, seed, scores, turns, best_keys, best_rows, held, digits, columns, scratch,
):  # fmt: skip
    """Offer the best of a block: few row by row, many by adding up on planes.

    Units come first; when few can still win, the rest is added to those alone. What varies is last.
    """
    if matching <= FEW_ROWS:
        return select_few(wishes, pool, planes, words, block, starts, places, km, mask,
                          keys, seed, scores, turns, best_keys, best_rows, held)  # fmt: skip
    room, total, parts = scratch[:4], scratch[4:], scratch[4 + DIGITS :]
    adding = scratch[4 + 2 * DIGITS :]
    _earn_units(wishes, pool, terms, multiples, unit_digits, planes, words, block,
                starts, places, km, met, unknown, columns, room[0], parts, adding)  # fmt: skip
    varying, left = most_varying(wishes, block, starts, places, km), BLOCK
    if held == len(scores):
        least = scores[0] - varying - _most(terms, multiples)
        left = _promising(mask, parts, unit_digits, -(-least // unit), room[0])
    if left > FEW_LATE:
        _earn(terms, multiples, unit, unit_digits, planes, words, block, met, unknown,
              parts, total, digits, columns, adding)  # fmt: skip
        if held == len(scores) and multiples < len(terms):
            left = _promising(mask, total, digits, scores[0] - varying, room[0])
    if left <= FEW_LATE:
        return select_late(wishes, pool, planes, words, block, starts, places, km, room[0],
                           parts, unit_digits, unit,
                           keys, seed, scores, turns, best_keys, best_rows, held)  # fmt: skip
    if varying:
        _vary(wishes, pool, planes, words, block, starts, places, km,
              met, unknown, total, digits, columns[0], room, adding)  # fmt: skip
    return select(mask, total, digits, block,
                  keys, seed, scores, turns, best_keys, best_rows, held, room)  # fmt: skip


@kernel
def _earn_units(
    wishes, pool, terms, multiples, unit_digits, planes, words, block, starts, places, km,
    met, unknown, columns, room, parts, adding,
):  # fmt: skip
    """How many units each row earns; the required wishes are answered already."""
    for number in range(len(wishes)):
        wish = wishes[number]
        kind = wish[KIND]
        if wish[REQUIRED]:
            continue
        if wish[VARIES] or kind == ALL_OF or kind == WORDS_OF:  # not by who meets it
            copy(planes[wish[UNKNOWN_PLANE]], unknown[number])
            if kind == WITHIN_REACH:
                for w in range(WORDS):
                    unknown[number, w] |= planes[wish[SLOPE], w]
        else:
            answer(wish, pool, planes, words, block, starts, places, km,
                   met[number], unknown[number], room)  # fmt: skip
    clear(parts, unit_digits)
    add_terms(terms, 0, multiples, columns[1:],
              planes, met, unknown, words, block, parts, unit_digits, adding)  # fmt: skip


@kernel
def _most(terms, first):
    """What the terms from ``first`` on come to for who has all."""
    points = 0
    for term in range(first, len(terms)):
        points += terms[term, 2]
    return points


@kernel
def _earn(
    terms, multiples, unit, unit_digits, planes, words, block, met, unknown,
    parts, total, digits, columns, adding,
):  # fmt: skip
    """What each row earns in whole: its units, and what is not counted in those."""
    clear(total, digits)
    for digit in range(unit_digits):
        copy(parts[digit], adding[digit])
    add_times(total, digits, unit_digits, unit, columns[0], adding)
    add_terms(terms, multiples, len(terms), columns[1 + lots(multiples) :],
              planes, met, unknown, words, block, total, digits, adding)  # fmt: skip


@kernel
def _promising(mask, number, digits, least, out):
    """Whose number is ``least`` or more; returns how many."""
    at_least(number, 0, digits, least, out)
    for w in range(WORDS):
        out[w] &= mask[w]
    return count(out)


@kernel
def _vary(
    wishes, pool, planes, words, block, starts, places, km,
    met, unknown, total, digits, columns, room, adding,
):  # fmt: skip
    """Add what differs per row."""
    for number in range(len(wishes)):
        wish = wishes[number]
        if wish[VARIES]:
            if not wish[REQUIRED]:
                answer(wish, pool, planes, words, block, starts, places, km,
                       met[number], unknown[number], room[0])  # fmt: skip
            add_varying(wish, planes, block, starts, places, km, met[number], unknown[number],
                        total, digits, columns, room, adding)  # fmt: skip


@outer_kernel
def mark(mask, rows):
    """Put on some rows in a mask of whole blocks, of shape (blocks, 64)."""
    flat = mask.reshape(-1)
    for at in range(len(rows)):
        row = np.int64(rows[at])
        flat[row >> 6] |= ONE << np.uint64(row & 63)
