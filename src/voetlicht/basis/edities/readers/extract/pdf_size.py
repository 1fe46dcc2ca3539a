"""How much a PDF unpacks to, looked at before it is unpacked into memory.

Half a megabyte can hold a page of hundreds of megabytes, on which a reader would work for hours.
"""

import re
import zlib

from voetlicht.basis.kern.errors import InputError

MOST_BYTES_UNPACKED = 25_000_000
"""Of all packed parts together: fonts, images and text. An edition has less than a million."""

_PART = re.compile(rb"stream\r?\n")
_MOST_LAYERS = 4


def demand_modest_pdf(data: bytes) -> None:
    """InputError for a PDF that would grow beyond all measure."""
    left = MOST_BYTES_UNPACKED
    for part in _PART.finditer(data):
        left -= _unpacked(memoryview(data)[part.end() :], left)
        if left <= 0:
            raise InputError(
                f"De pdf pakt uit tot meer dan {MOST_BYTES_UNPACKED // 1_000_000} MB. Bewaar de "
                "pagina's met de tabel, zonder grote afbeeldingen, als een eigen bestand."
            )


def _unpacked(packed: bytes | memoryview, most: int) -> int:
    """Bytes that a part grows to, packed several times over or not; no more than ``most``."""
    total = 0
    for _ in range(_MOST_LAYERS):
        try:
            packed = zlib.decompressobj().decompress(packed, most - total + 1)
        except zlib.error:
            break
        total += len(packed)
        if total >= most:
            break
    return min(total, most)
