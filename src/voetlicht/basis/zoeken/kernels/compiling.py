"""How a kernel is compiled; where Numba is absent it stays the plain function that it is.

Without Numba only `voetlicht.basis.zoeken.kernels.rows` is used: one record, one wish.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_CONSTANTS = ("earnings.py", "plan.py", "wishes.py")
SOURCES = (
    *sorted(path for path in _FOLDER.glob("*.py") if path.name != "engine.py"),
    *(_FOLDER.parent / name for name in _CONSTANTS),
)
"""What kernels are made of: their own modules, and those that constants come from."""


def stamp(sources: tuple[Path, ...] = SOURCES) -> str:
    """A checksum of the sources; what was compiled from others is compiled anew."""
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


try:
    from numba import njit

    # Kept on disk per machine; Python's lock let go; division as the processor does it. Kernels
    # allocate nothing, so references need no counting (``_nrt``, which Numba takes though its
    # published signature does not name it): that would be done for every plane, and doubles the
    # time to compile.
    _OPTIONS: dict[str, Any] = {
        "nogil": True,
        "cache": True,
        "error_model": "numpy",
        "_nrt": False,
    }
    # Called by kernels only: without wrappers it compiles in less time.
    _INNER = _OPTIONS | {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    _STAMP = stamp()

    def _compiled(function: Callable[..., Any], options: dict[str, Any]) -> Any:
        dispatcher: Any = njit(**options)(function)
        # Numba sees only the file of a function; what that calls is compiled into it. There is no
        # public way to say so.
        dispatcher._cache._cache_file._source_stamp = _STAMP
        return dispatcher

    def outer_kernel(function: Callable[..., Any]) -> Any:
        """A kernel that Python calls."""
        return _compiled(function, _OPTIONS)

    def kernel(function: Callable[..., Any]) -> Any:
        """A kernel that kernels call."""
        return _compiled(function, _INNER)

    def is_kept(dispatcher: Any) -> bool:
        """Whether a kernel is compiled: in this process, or on this machine from these sources."""
        return bool(dispatcher.signatures or dispatcher._cache._cache_file._load_index())
except ImportError:

    def outer_kernel(function: Callable[..., Any]) -> Any:
        """The function itself."""
        return function

    kernel = outer_kernel
