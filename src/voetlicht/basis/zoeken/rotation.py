"""Who comes first among equals: another order every day, and for every searcher, fair over days."""

import numpy as np
from numpy.typing import NDArray

_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def turns_of(keys: NDArray[np.int64], seed: int) -> NDArray[np.uint64]:
    """Rank of each key among equals: the finaliser of splitmix64 (Steele and others 2014)."""
    mixed = keys.view(np.uint64) ^ np.uint64(seed)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    turned: NDArray[np.uint64] = mixed ^ (mixed >> np.uint64(31))
    return turned
