"""How a kernel is compiled; where Numba is absent it stays the plain function that it is.

Without Numba only `voetlicht.basis.zoeken.kernels.rows` is used: one record, one wish.
"""

from typing import Any

try:
    from numba import njit

    # Kept on disk per machine; Python's lock let go; division as the processor does it.
    outer_kernel = njit(nogil=True, cache=True, error_model="numpy")
    # Called by kernels only: without wrappers it compiles in less time. Numba takes both options
    # for that, but its published signature does not name them.
    kernel = njit(  # type: ignore[call-overload]
        nogil=True,
        cache=True,
        error_model="numpy",
        no_cpython_wrapper=True,
        no_cfunc_wrapper=True,
    )
except ImportError:

    def outer_kernel(function: Any) -> Any:
        """The function itself."""
        return function

    kernel = outer_kernel
