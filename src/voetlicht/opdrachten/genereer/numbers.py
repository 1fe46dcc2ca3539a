"""Numbers for invented people: BSNs nobody has, and public ids."""

import os
from collections.abc import Iterator

# A BSN of an invented person is 9, seven digits and a check digit; nine million of them pass.
_MIDDLES = 10_000_000
_BLOCK = 100_000


def bsns(zaad: int) -> Iterator[str]:
    """All BSNs that start with 9 and pass the 11-test, in an order that the seed decides."""
    import numpy as np

    # A step without a factor 2 or 5 visits every number below ten million once.
    step = 3_141_591 + 10 * (zaad % 500_000)
    weights = np.arange(2, 9)
    powers = 10 ** np.arange(7)
    for first in range(0, _MIDDLES, _BLOCK):
        middles = (np.arange(first, first + _BLOCK, dtype=np.int64) * step + zaad) % _MIDDLES
        digits = middles[:, None] // powers % 10
        check = (9 * 9 + digits @ weights) % 11
        passes = check < 10
        numbers = 900_000_000 + middles[passes] * 10 + check[passes]
        yield from map(str, numbers.tolist())


def public_ids(count: int) -> list[str]:
    """Random UUIDs of version 4, in hexadecimal."""
    octets = os.urandom(16 * count)
    return [_version_4(octets[start : start + 16]) for start in range(0, 16 * count, 16)]


def _version_4(octets: bytes) -> str:
    number = int.from_bytes(octets) & ~(0xF << 76) & ~(0x3 << 62) | 0x4 << 76 | 0x2 << 62
    return f"{number:032x}"
