"""How a kernel is compiled; where Numba is absent it stays the plain function that it is.

Without Numba only `voetlicht.basis.zoeken.kernels.rows` is used: one record, one wish.
"""

from typing import Any

try:
    from numba import njit

    # Kept on disk per machine; Python's lock let go; division as the processor does it. Nothing is
    # allocated, so no references are counted: that halves the compiling, and what is counted is
    # counted per plane. Numba takes this option but its published signature does not name it.
    _OPTIONS: dict[str, Any] = {
        "nogil": True,
        "cache": True,
        "error_model": "numpy",
        "_nrt": False,
    }
    outer_kernel = njit(**_OPTIONS)
    # Called by kernels only: without wrappers it compiles in less time.
    kernel = njit(  # type: ignore[call-overload]
        **_OPTIONS, no_cpython_wrapper=True, no_cfunc_wrapper=True
    )
except ImportError:

    def outer_kernel(function: Any) -> Any:
        """The function itself."""
        return function

    kernel = outer_kernel
