"""Zip archives of which the bytes depend on their contents only."""

import io
import zipfile
from collections.abc import Iterable

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip archive can hold; says nothing, and says it always."""


def packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of the members in the order given.

    They are stored, not compressed: how small a compressed file gets depends on the machine's
    zlib, and an edition is small.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 0
            archive.writestr(info, content)
    return target.getvalue()


def members_of(data: bytes) -> list[tuple[str, bytes]]:
    """Name and content of each member, in the order of the archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]
