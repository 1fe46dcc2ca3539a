"""Both engines take every test; the one that needs a compiler only where there is one."""

from importlib.util import find_spec

import pytest

from voetlicht.basis.zoeken.engines import NUMBA, ROARING

COMPILER = find_spec("numba") is not None
ENGINES = [
    ROARING,
    pytest.param(NUMBA, marks=pytest.mark.skipif(not COMPILER, reason="Numba ontbreekt hier")),
]
