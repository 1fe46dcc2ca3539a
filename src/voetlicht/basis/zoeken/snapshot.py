"""A snapshot on disk: mapped when it is read, checked before it is used, replaced when it is whole.

The file is a line of text, a header in JSON, and the arrays, each at a multiple of 64 bytes. The
header says of each array its name, type, shape, place and xxh3 checksum, and of the whole the
version of this layout and a description of the schema; its own checksum is in the first line.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from math import prod
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray
from xxhash import xxh3_64_hexdigest

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.schema import Place, Schema
from voetlicht.basis.zoeken.segment import Postings, Segment
from voetlicht.basis.zoeken.tekst.vocabulary import Vocabulary

VERSION = 1
ALIGNED = 64
_FIRST = "voetlicht-zoeken"


class SnapshotRefused(InputError):
    """The file is damaged, of another version or of another schema; the remedy is a new one."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A segment without withdrawn rows, its words, and the number of the last change in it."""

    segment: Segment
    vocabularies: Mapping[str, Vocabulary]
    number: int


def save_snapshot(path: Path, snapshot: Snapshot, schema: Schema) -> None:
    """Write beside ``path`` and put it in its place when all of it is on the disk.

    Whoever has the previous one mapped keeps it. A write that was cut off leaves a file that ends
    in ``.deel``; the next write removes it.
    """
    for left in path.parent.glob(f"{path.name}.*.deel"):
        left.unlink()
    arrays = {name: np.ascontiguousarray(array) for name, array in _arrays(snapshot)}
    entries: list[dict[str, Any]] = []
    place = 0
    for name, array in arrays.items():
        place = _aligned(place)
        entries.append(
            {
                "name": name,
                "dtype": array.dtype.str,
                "shape": array.shape,
                "place": place,
                "checksum": xxh3_64_hexdigest(array.data if array.size else b""),
            }
        )
        place += array.nbytes
    header = json.dumps(
        {"number": snapshot.number, "schema": fingerprint(schema), "arrays": entries}
    ).encode()
    first = f"{_FIRST} {VERSION} {len(header)} {xxh3_64_hexdigest(header)}\n".encode()
    with NamedTemporaryFile(
        dir=path.parent, prefix=f"{path.name}.", suffix=".deel", delete=False
    ) as file:
        file.write(first + header)
        begin = _aligned(file.tell())
        for entry, array in zip(entries, arrays.values(), strict=True):
            file.seek(begin + entry["place"])
            file.write(array.data if array.size else b"")
        file.truncate(max(begin + place, file.tell()))
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
    _flush_folder(path.parent)


def load_snapshot(path: Path, schema: Schema) -> Snapshot:
    """Map a snapshot and check all of it. SnapshotRefused says what is wrong and what to do."""
    try:
        header, end = _header(path)
        begin = _aligned(end)
        if header["schema"] != fingerprint(schema):
            raise _refused(path, "is van een ander schema")
        arrays = {entry["name"]: _mapped(path, begin, entry) for entry in header["arrays"]}
        if not _is_zero_between(path, end, header["arrays"]):
            raise _refused(path, "is beschadigd")
    except OSError as error:
        raise SnapshotRefused(f"{path.name} is niet te lezen: {error.strerror}.") from error
    except (KeyError, ValueError, TypeError) as error:
        raise _refused(path, "is beschadigd") from error
    texts, vocabularies = {}, {}
    for name in {key.split("/")[1] for key in arrays if key.startswith("texts/")}:
        texts[name] = Postings(*(arrays[f"texts/{name}/{part}"] for part in Postings.__slots__))
        vocabularies[name] = Vocabulary.restored(
            _lines(arrays[f"words/{name}/tokens"]),
            _lines(arrays[f"words/{name}/stems"]),
            arrays[f"words/{name}/counts"],
        )
    parts: dict[str, Any] = {part: arrays[part] for part in _SEGMENT_PARTS}
    return Snapshot(Segment(**parts, texts=texts), vocabularies, header["number"])


_SEGMENT_PARTS = ("planes", "keys", "sorted_keys", "key_rows", "run_starts", "run_places")


def fingerprint(schema: Schema) -> str:
    """A checksum of all that a schema declares, distances and synonyms included."""
    described: list[list[Any]] = []
    for column in schema.columns:
        kind = type(column).__name__
        if isinstance(column, Place):
            km = xxh3_64_hexdigest(np.ascontiguousarray(column.km).data)
            described.append([kind, column.name, column.places, km, column.regions])
        else:
            described.append([kind, asdict(column)])
    return xxh3_64_hexdigest(json.dumps(described, default=str).encode())


def _arrays(snapshot: Snapshot) -> Iterator[tuple[str, NDArray[Any]]]:
    segment = snapshot.segment
    for part in _SEGMENT_PARTS:
        yield part, getattr(segment, part)
    for name, postings in segment.texts.items():
        assert isinstance(postings, Postings)
        yield from _text_arrays(name, postings, snapshot.vocabularies[name])


def _text_arrays(
    name: str, postings: Postings, vocabulary: Vocabulary
) -> Iterator[tuple[str, NDArray[Any]]]:
    """The texts with words numbered anew: what only withdrawn records said is not written."""
    renumbered = replace(
        postings,
        tokens=np.arange(len(postings.tokens), dtype=np.int32),
        forward=np.searchsorted(postings.tokens, postings.forward).astype(np.int32),
    )
    for part in Postings.__slots__:
        yield f"texts/{name}/{part}", getattr(renumbered, part)
    kept = postings.tokens.tolist()
    for part, words in (("tokens", vocabulary.tokens), ("stems", vocabulary.stems)):
        text = "\n".join([words[number] for number in kept]).encode()
        yield f"words/{name}/{part}", np.frombuffer(text, dtype=np.uint8)
    yield f"words/{name}/counts", np.diff(postings.starts)


def _header(path: Path) -> tuple[dict[str, Any], int]:
    """The header, and where it ends."""
    with path.open("rb") as file:
        first = file.readline(200)
        name, version, length, checksum = first.decode("ascii").split()
        if name != _FIRST:
            raise _refused(path, "is beschadigd")
        if int(version) != VERSION:
            raise _refused(path, f"is van versie {version}, niet {VERSION}")
        text = file.read(int(length))
    if xxh3_64_hexdigest(text) != checksum:
        raise _refused(path, "is beschadigd")
    header: dict[str, Any] = json.loads(text)
    return header, len(first) + len(text)


def _mapped(path: Path, begin: int, entry: dict[str, Any]) -> NDArray[Any]:
    """An array of the file. Mapped copy-on-write: the kernels are compiled for writable arrays."""
    shape, dtype = tuple(entry["shape"]), np.dtype(entry["dtype"])
    if 0 in shape:
        return np.zeros(shape, dtype=dtype)
    array = np.memmap(path, dtype, mode="c", offset=begin + entry["place"], shape=shape)
    if xxh3_64_hexdigest(array.data) != entry["checksum"]:
        raise _refused(path, "is beschadigd")
    return array.view(np.ndarray)


def _is_zero_between(path: Path, end: int, entries: list[dict[str, Any]]) -> bool:
    """Whether nothing was written between the header and the arrays, and nothing after them."""
    begin = _aligned(end)
    used = [(begin + entry["place"], _size(entry)) for entry in entries]
    ends = [end, *(place + size for place, size in used)]
    with path.open("rb") as file:
        for last, (place, _) in zip(ends, used, strict=False):
            file.seek(last)
            if any(file.read(place - last)):
                return False
        size: int = file.seek(0, os.SEEK_END)
    return size == int(ends[-1])


def _size(entry: dict[str, Any]) -> int:
    size: int = np.dtype(entry["dtype"]).itemsize
    return size * prod(int(length) for length in entry["shape"])


def _lines(characters: NDArray[np.uint8]) -> list[str]:
    return characters.tobytes().decode().split("\n") if characters.size else []


def _aligned(place: int) -> int:
    return -(-place // ALIGNED) * ALIGNED


def _refused(path: Path, why: str) -> SnapshotRefused:
    return SnapshotRefused(f"{path.name} {why}. Maak een nieuwe momentopname.")


def _flush_folder(folder: Path) -> None:
    """A rename is only certain when the folder is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
