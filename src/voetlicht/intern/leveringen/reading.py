"""A delivered file: its checksum, encoding and header; and its rows, person by person.

Rows of one person come in one chunk, in the order of the file, however large the file: a first
pass notes where each row begins (16 bytes a row), by the remainder of its BSN.
"""

import codecs
import csv
import hashlib
import re
from array import array
from collections.abc import Iterator, MutableSequence, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from voetlicht.basis.kern.errors import InputError

CHUNK_ROWS = 25_000
BLOCK_BYTES = 1 << 20
NOT_A_DIGIT = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True, repr=False)
class Rij:
    """One row: its line in the file, and its cells by column; None when they do not fit."""

    nummer: int
    cells: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Leveringsbestand:
    """A file that can be read: header known, columns right."""

    path: Path
    checksum: str
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    row_count: int


def examine(path: Path, *, columns: Sequence[str]) -> Leveringsbestand:
    """Look whether the file can be read and has exactly these columns, in any order.

    InputError says what is wrong; never with text of the file, which could be a BSN.
    """
    try:
        checksum, row_count, encoding = _scan(path)
        with path.open("rb") as file:
            header = file.readline().decode(encoding).rstrip("\r\n")
    except OSError as error:
        raise InputError(f"Het bestand {path.name} kan niet worden gelezen.") from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"Het bestand {path.name} is geen CSV in UTF-8 of Windows-1252; bewaar het opnieuw "
            "als CSV (UTF-8)."
        ) from error
    delimiter = ";" if header.count(";") >= header.count(",") else ","
    names = tuple(name.strip().lower() for name in _cells(header, delimiter))
    _demand_columns(path, names, columns)
    return Leveringsbestand(path, checksum, encoding, delimiter, names, row_count)


def chunks(bestand: Leveringsbestand) -> Iterator[list[Rij]]:
    """All rows, so divided that those of one person come together; blank lines are skipped."""
    count = max(1, -(-bestand.row_count // CHUNK_ROWS))
    with bestand.path.open("rb") as file:
        for offsets, numbers in _divide(file, bestand, count):
            yield list(_rows(file, bestand, offsets, numbers))


def _scan(path: Path) -> tuple[str, int, str]:
    """Checksum, number of lines below the header and encoding, in one pass."""
    digest, ends, last = hashlib.sha256(), 0, b""
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
            ends, last = ends + block.count(b"\n"), block[-1:]
            if b"\0" in block:
                raise UnicodeDecodeError("utf-8", b"", 0, 1, "NUL")
            decoder = _still_utf8(decoder, block, final=False)
    decoder = _still_utf8(decoder, b"", final=True)
    rows = ends - (last == b"\n")
    return digest.hexdigest(), rows, "utf-8-sig" if decoder else "cp1252"


def _still_utf8(
    decoder: codecs.IncrementalDecoder | None, block: bytes, *, final: bool
) -> codecs.IncrementalDecoder | None:
    if decoder is None:
        return None
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return None
    return decoder


def _demand_columns(path: Path, names: Sequence[str], columns: Sequence[str]) -> None:
    wanted = f"Verwacht: {';'.join(columns)}."
    for place, name in enumerate(names, start=1):
        if name not in columns:
            raise InputError(
                f"In de kop van {path.name} is kolom {place} onbekend. {wanted} "
                "Begin het bestand met een regel met kolomnamen."
            )
        if name in names[: place - 1]:
            raise InputError(f"In de kop van {path.name} staat kolom {name} twee keer. {wanted}")
    missing = [column for column in columns if column not in names]
    if missing:
        raise InputError(f"In de kop van {path.name} ontbreekt kolom {missing[0]}. {wanted}")


def _divide(
    file: BinaryIO, bestand: Leveringsbestand, count: int
) -> list[tuple[MutableSequence[int], MutableSequence[int]]]:
    parts: list[tuple[MutableSequence[int], MutableSequence[int]]] = [
        (array("Q"), array("Q")) for _ in range(count)
    ]
    place = bestand.columns.index("bsn")
    file.seek(0)
    offset = len(file.readline())
    for number, line in enumerate(file, start=2):
        if line.strip():
            offsets, numbers = parts[_part_of(line, bestand, place, count)]
            offsets.append(offset)
            numbers.append(number)
        offset += len(line)
    return parts


def _part_of(line: bytes, bestand: Leveringsbestand, place: int, count: int) -> int:
    if count == 1:
        return 0
    cells = _cells(line.decode(bestand.encoding, "replace"), bestand.delimiter)
    digits = NOT_A_DIGIT.sub("", cells[place])[:18] if place < len(cells) else ""
    return int(digits or 0) % count


def _rows(
    file: BinaryIO, bestand: Leveringsbestand, offsets: Sequence[int], numbers: Sequence[int]
) -> Iterator[Rij]:
    width = len(bestand.columns)
    for offset, number in zip(offsets, numbers, strict=True):
        file.seek(offset)
        line = file.readline().decode(bestand.encoding, "replace").rstrip("\r\n")
        cells = [cell.strip() for cell in _cells(line, bestand.delimiter)]
        fits = len(cells) == width
        yield Rij(number, dict(zip(bestand.columns, cells, strict=True)) if fits else None)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
