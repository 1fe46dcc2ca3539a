"""Which rows of a block come among the best so far."""

from voetlicht.basis.zoeken.kernels.bits import WORDS, at_least, lowest, value_at
from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import BLOCK, ONE, UNKNOWN
from voetlicht.basis.zoeken.kernels.points import varies
from voetlicht.basis.zoeken.kernels.rows import run_of, stand
from voetlicht.basis.zoeken.kernels.selection import offer, turn


@kernel
def select(mask, total, digits, block, keys, seed, scores, turns, best_keys, best_rows, held, room):
    """Offer the rows that score as much as the worst of the best, or more.

    As long as there is room among the best, what is offered may raise the worst: word by word.
    """
    begin = 0
    while begin < WORDS and held < len(scores):
        held = _offer_word(mask[begin], begin, total, digits, block, keys, seed,
                           scores, turns, best_keys, best_rows, held)  # fmt: skip
        begin += 1
    if begin == WORDS:
        return held
    at_least(total, 0, digits, scores[0], room)
    for w in range(begin, WORDS):
        if mask[w] & room[w]:
            held = _offer_word(mask[w] & room[w], w, total, digits, block, keys, seed,
                               scores, turns, best_keys, best_rows, held)  # fmt: skip
    return held


@kernel
def _offer_word(
    left, w, total, digits, block, keys, seed, scores, turns, best_keys, best_rows, held
):
    while left:
        row = 64 * w + lowest(left)
        left &= left - ONE
        score = value_at(total, digits, row)
        if held == len(scores) and score < scores[0]:
            continue
        key = keys[block * BLOCK + row]
        held = offer(scores, turns, best_keys, best_rows, held,
                     score, turn(key, seed), key, block * BLOCK + row)  # fmt: skip
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
    total, digits, keys, seed, scores, turns, best_keys, best_rows, held,
):  # fmt: skip
    """Add what varies row by row, to the totals of the few that could still be among the best."""
    for w in range(WORDS):
        left = mask[w]
        while left:
            row = 64 * w + lowest(left)
            left &= left - ONE
            place, score = places[run_of(starts, block * BLOCK + row)], value_at(total, digits, row)
            for wish in range(len(wishes)):
                if varies(wishes[wish]):
                    answer, points = stand(wishes[wish], pool, planes, words, block, row, place, km)
                    if answer != UNKNOWN:  # of whom is unknown the points are in already
                        score += points
            if score < scores[0]:
                continue
            key = keys[block * BLOCK + row]
            held = offer(scores, turns, best_keys, best_rows, held,
                         score, turn(key, seed), key, block * BLOCK + row)  # fmt: skip
    return held
