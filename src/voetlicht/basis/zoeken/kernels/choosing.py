"""Which rows of a block come among the best so far."""

from voetlicht.basis.zoeken.kernels.bits import (
    ALL,
    NONE,
    WORDS,
    at_least,
    lowest,
    put,
    value_at,
)
from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import (
    BLOCK,
    KIND,
    ONE,
    UNKNOWN,
    VARIES,
    WEIGHT,
    WORDS_OF,
)
from voetlicht.basis.zoeken.kernels.rows import run_of, stand
from voetlicht.basis.zoeken.kernels.selection import offer, turn

STEP = 4  # words of 64 rows between two looks


@kernel
def select(mask, total, digits, block, keys, seed, scores, turns, best_keys, best_rows, held, room):
    """Offer the rows that score more than the worst of the best, and its equals in turn.

    What is offered raises the worst: now and then it is looked up anew who reaches that.
    """
    better, equal, reached = room[0], room[1], -1
    put(better, ALL)
    put(equal, NONE)
    for w in range(WORDS):
        if w % STEP == 0 and held == len(scores) and scores[0] != reached:
            reached = scores[0]
            at_least(total, 0, digits, reached + 1, better)
            at_least(total, 0, digits, reached, equal)
        left = mask[w] & better[w]
        while left:
            row = 64 * w + lowest(left)
            left &= left - ONE
            score, key = value_at(total, digits, row), keys[block * BLOCK + row]
            held = offer(scores, turns, best_keys, best_rows, held,
                         score, turn(key, seed), key, block * BLOCK + row)  # fmt: skip
        left = mask[w] & equal[w] & ~better[w]
        while left and scores[0] == reached:
            row = 64 * w + lowest(left)
            left &= left - ONE
            key = keys[block * BLOCK + row]
            turned = turn(key, seed)
            if turned <= turns[0]:
                held = offer(scores, turns, best_keys, best_rows, held,
                             reached, turned, key, block * BLOCK + row)  # fmt: skip
    return held


@kernel
def select_few(
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
                if wishes[wish, WEIGHT]:
                    score += stand(wishes[wish], pool, planes, words, block, row, place, km)[1]
            if held == len(scores) and score < scores[0]:
                continue
            key = keys[block * BLOCK + row]
            held = offer(scores, turns, best_keys, best_rows, held,
                         score, turn(key, seed), key, block * BLOCK + row)  # fmt: skip
    return held


@kernel
def select_late(
    wishes, pool, planes, words, block, starts, places, km, mask,
    parts, digits, unit, keys, seed, scores, turns, best_keys, best_rows, held,
):  # fmt: skip
    """Add what is not counted in units row by row, for the few that could be among the best."""
    for w in range(WORDS):
        left = mask[w]
        while left:
            row = 64 * w + lowest(left)
            left &= left - ONE
            place = places[run_of(starts, block * BLOCK + row)]
            score = unit * value_at(parts, digits, row)
            for wish in range(len(wishes)):
                of_words = wishes[wish, KIND] == WORDS_OF and wishes[wish, WEIGHT] > 0
                if of_words or wishes[wish, VARIES]:
                    answer, points = stand(wishes[wish], pool, planes, words, block, row, place, km)
                    if of_words or answer != UNKNOWN:  # else they are in already
                        score += points
            if score < scores[0]:
                continue
            key = keys[block * BLOCK + row]
            held = offer(scores, turns, best_keys, best_rows, held,
                         score, turn(key, seed), key, block * BLOCK + row)  # fmt: skip
    return held
