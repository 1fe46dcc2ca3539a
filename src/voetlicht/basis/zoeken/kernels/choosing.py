"""Which rows of a block come among the best so far."""

from voetlicht.basis.zoeken.kernels.bits import ALL, NONE, WORDS, lowest, value_at
from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import BLOCK, ONE
from voetlicht.basis.zoeken.kernels.rows import run_of, stand
from voetlicht.basis.zoeken.kernels.selection import offer, turn

STEP = 8  # words of 64 rows that are looked at in one go


@kernel
def select(mask, total, digits, block, keys, seed, scores, turns, best_keys, best_rows, held, room):
    """Offer the rows that score more than the worst of the best, and its equals in turn.

    Eight words at a time: what is offered raises the worst, and most of the rest need no look.
    """
    better, equal = room[0], room[1]
    for begin in range(0, WORDS, STEP):
        if held < len(scores):
            for w in range(begin, begin + STEP):
                better[w], equal[w] = ALL, NONE
        else:
            _reaching(total, digits, scores[0] + 1, begin, better)
            _reaching(total, digits, scores[0], begin, equal)
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
def _reaching(total, digits, least, begin, out):
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
