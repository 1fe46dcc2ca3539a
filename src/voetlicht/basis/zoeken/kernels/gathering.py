"""Copying records, bit by bit, into planes that are laid out anew."""

import numpy as np

from voetlicht.basis.zoeken.kernels.compiling import outer_kernel
from voetlicht.basis.zoeken.kernels.fields import ONE


@outer_kernel
def gather_rows(planes, rows, to, into):
    """Copy the bits of ``rows`` to rows ``to`` of other planes, which are zero there.

    Plane after plane within a block: rows that follow each other stay in the nearest memory.
    """
    at = 0
    while at < len(rows):
        end, block, target = at, rows[at] >> 12, to[at] >> 12
        while end < len(rows) and rows[end] >> 12 == block and to[end] >> 12 == target:
            end += 1
        for plane in range(planes.shape[1]):
            source, aim = planes[block, plane], into[target, plane]
            for one in range(at, end):
                row, place = rows[one] & 4095, to[one] & 4095
                bit = (source[row >> 6] >> np.uint64(row & 63)) & ONE
                aim[place >> 6] |= bit << np.uint64(place & 63)
        at = end
