"""The best so far: a heap with the worst on top. Equals are ordered by rotation, then by key."""

import numpy as np

from voetlicht.basis.zoeken.kernels.compiling import kernel

FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


@kernel
def turn(key, seed):
    """Rank of a key among equals, a uint64: finaliser of splitmix64 (Steele and others 2014)."""
    mixed = np.uint64(key) ^ seed
    mixed = (mixed ^ (mixed >> np.uint64(30))) * FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * SECOND
    return mixed ^ (mixed >> np.uint64(31))


@kernel
def worse(scores, turns, keys, a, b):
    """Whether entry a ranks below entry b."""
    if scores[a] != scores[b]:
        return scores[a] < scores[b]
    if turns[a] != turns[b]:
        return turns[a] > turns[b]
    return keys[a] > keys[b]


@kernel
def swap(scores, turns, keys, rows, a, b):
    scores[a], scores[b] = scores[b], scores[a]
    turns[a], turns[b] = turns[b], turns[a]
    keys[a], keys[b] = keys[b], keys[a]
    rows[a], rows[b] = rows[b], rows[a]


@kernel
def offer(scores, turns, keys, rows, held, score, turned, key, row):
    """Offer a record; returns how many are held. The arrays are as long as the best may be many."""
    room = len(scores)
    if held < room:
        at = held
        scores[at], turns[at], keys[at], rows[at] = score, turned, key, row
        while at > 0 and worse(scores, turns, keys, at, (at - 1) // 2):
            swap(scores, turns, keys, rows, at, (at - 1) // 2)
            at = (at - 1) // 2
        return held + 1
    if score < scores[0] or (score == scores[0] and turned > turns[0]):
        return held
    if score == scores[0] and turned == turns[0] and key > keys[0]:
        return held
    scores[0], turns[0], keys[0], rows[0] = score, turned, key, row
    at = 0
    while True:
        least = at
        for child in (2 * at + 1, 2 * at + 2):
            if child < room and worse(scores, turns, keys, child, least):
                least = child
        if least == at:
            return held
        swap(scores, turns, keys, rows, at, least)
        at = least
