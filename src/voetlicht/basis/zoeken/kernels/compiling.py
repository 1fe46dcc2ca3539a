"""How a kernel is compiled; where Numba is absent it stays the plain function that it is.

Without Numba only `voetlicht.basis.zoeken.kernels.rows` is used: one record, one wish.
"""

from typing import Any

try:
    from numba import njit

    # Kept on disk per machine; Python's lock let go; division as the processor does it.
    kernel = njit(nogil=True, cache=True, error_model="numpy")
except ImportError:

    def kernel(function: Any) -> Any:
        """The function itself."""
        return function
