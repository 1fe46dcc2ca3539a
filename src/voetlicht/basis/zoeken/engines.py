"""Which engine there is on this machine."""

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.engine import Engine

NUMBA, ROARING = "numba", "roaring"


def choose_engine(name: str | None = None) -> Engine:
    """The engine of that name; without a name the fastest that can be loaded.

    InputError for a name that does not exist. Asking for "numba" where it is absent is an
    ImportError: that is for whoever installs.
    """
    if name not in (None, NUMBA, ROARING):
        raise InputError(f"Zoekmotor ‘{name}’ bestaat niet; kies {NUMBA} of {ROARING}.")
    if name != ROARING:
        try:
            from voetlicht.basis.zoeken.kernels.engine import NumbaEngine
        except ImportError:
            if name == NUMBA:
                raise
        else:
            return NumbaEngine()
    from voetlicht.basis.zoeken.roaring.engine import RoaringEngine

    return RoaringEngine()
