"""Both engines take every test; the one that needs a compiler only where there is one.

``VOETLICHT_ZONDER_NUMBA=1`` takes the compiler away, so that the other engine passes them alone.
"""

import os
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import pytest

from voetlicht.basis.zoeken.engines import NUMBA, ROARING

if os.environ.get("VOETLICHT_ZONDER_NUMBA"):
    sys.modules["numba"] = None  # as Python marks what is not there
COMPILER = find_spec("numba") is not None
ENGINES = [
    ROARING,
    pytest.param(NUMBA, marks=pytest.mark.skipif(not COMPILER, reason="Numba ontbreekt hier")),
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """All on one worker: what one test compiles, the next has."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("zoeken"))
