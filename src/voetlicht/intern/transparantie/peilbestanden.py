"""Peilbestanden as files: written whole or not at all, the same rows in the same bytes.

A file is written beside its place, flushed to disk and renamed into place, so that a crash at any
moment leaves either no file or the whole file. Compression, types and size of the row groups are
fixed, and the file names no moment and no machine.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from voetlicht.basis.kern.errors import Conflict

if TYPE_CHECKING:
    import pyarrow as pa

# Bytes of CSV that become one row group: some 700,000 persons, and the memory that freezing takes.
BLOCK_SIZE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file in place: its SHA-256 (hexadecimal) and the number of persons in it."""

    checksum: str
    rows: int


def file_name(peildatum: date, bekend_op: datetime) -> str:
    """``peilbestand-2023-06-30-bekend-20230714T220000000000Z.parquet``; one per moment."""
    moment = bekend_op.astimezone(UTC)
    return f"peilbestand-{peildatum}-bekend-{moment:%Y%m%dT%H%M%S%f}Z.parquet"


def write(path: Path, csv_blocks: Iterable[bytes | memoryview]) -> WrittenFile:
    """Write the rows, given as CSV in the order and columns of ``_schema``, to ``path``.

    The CSV passes through a nameless file on the same disk, the rows through memory a block at a
    time; what was at ``path`` is replaced. One process writes at a time (the caller's lock), so
    half a file that lies about was left by one that was killed, and goes.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for leftover in path.parent.glob(f".*{path.suffix}-*"):
        leftover.unlink()
    with tempfile.TemporaryFile(dir=path.parent) as csv_file:
        csv_file.writelines(csv_blocks)
        csv_file.seek(0)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}-", delete=False
        ) as parquet_file:
            try:
                rows = _convert(csv_file, parquet_file)
                parquet_file.flush()
                os.fsync(parquet_file.fileno())
                os.replace(parquet_file.name, path)
            except BaseException:
                Path(parquet_file.name).unlink(missing_ok=True)
                raise
    _flush_folder(path.parent)
    return WrittenFile(sha256_of(path), rows)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def demand_intact(path: Path, checksum: str) -> None:
    """Conflict when the file is gone or is not, byte for byte, what was frozen."""
    remedy = "Zet het terug uit de reservekopie; opnieuw maken kan niet altijd meer."
    if not path.is_file():
        raise Conflict(f"Het peilbestand {path.name} ontbreekt in {path.parent}. {remedy}")
    if sha256_of(path) != checksum:
        raise Conflict(f"Het peilbestand {path.name} is beschadigd of veranderd. {remedy}")


def _schema() -> "pa.Schema":
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("sleutel", pa.int64(), nullable=False),
            pa.field("gemeente_code", pa.string(), nullable=False),
            pa.field("in_register", pa.bool_(), nullable=False),
            pa.field("bediend_door", pa.string()),
            pa.field("met_profiel", pa.bool_(), nullable=False),
        ]
    )


def _convert(csv_file: IO[bytes], parquet_file: IO[bytes]) -> int:
    """CSV to Parquet; the number of rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema()
    rows = 0
    with pq.ParquetWriter(
        parquet_file, schema, compression="zstd", version="2.6", store_schema=False
    ) as writer:
        for batch in _batches(csv_file, schema):
            writer.write_table(pa.Table.from_batches([batch]).cast(schema))
            rows += batch.num_rows
    return rows


def _batches(csv_file: IO[bytes], schema: "pa.Schema") -> Iterator["pa.RecordBatch"]:
    from pyarrow import csv

    if not csv_file.read(1):  # pyarrow refuses an empty file
        return
    csv_file.seek(0)
    yield from csv.open_csv(
        csv_file,
        read_options=csv.ReadOptions(
            use_threads=False, block_size=BLOCK_SIZE, column_names=schema.names
        ),
        convert_options=csv.ConvertOptions(
            column_types={field.name: field.type for field in schema},
            null_values=[""],
            strings_can_be_null=True,
            true_values=["t"],
            false_values=["f"],
        ),
    )


def _flush_folder(folder: Path) -> None:
    """Make the rename itself survive a crash of the machine."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
