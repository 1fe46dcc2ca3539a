"""PostgreSQL (the embedded one): GIN over the codes of all facets and over the words.

No compiling of queries and no second worker: both made every search slower.
"""

import secrets
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from voetlicht.opdrachten.bench.zoeken.eigen import Built
from voetlicht.opdrachten.bench.zoeken.peers import sql
from voetlicht.opdrachten.bench.zoeken.peers.arrow import list_array
from voetlicht.opdrachten.bench.zoeken.peers.rijen import NUMBERS, Rows
from voetlicht.opdrachten.bench.zoeken.peers.vraag import Answer, Filter, Vraag
from voetlicht.opdrachten.bench.zoeken.profielen import FACETS
from voetlicht.opdrachten.installatie.cluster import Cluster
from voetlicht.opdrachten.installatie.datadir import SUPERUSER

if TYPE_CHECKING:
    import pyarrow as pa

_BLOCK = 250_000  # rows that are text at once
_SETTINGS = (
    "SET jit = off",
    "SET max_parallel_workers_per_gather = 0",
    "SET work_mem = '256MB'",
    "SET maintenance_work_mem = '1GB'",
)
_INDEXES = (
    "CREATE INDEX ON bezit USING gin (codes) WITH (fastupdate = off)",
    "CREATE INDEX ON bezit USING gin (woorden) WITH (fastupdate = off)",
    "CREATE INDEX ON bezit (plaats)",
    "VACUUM (ANALYZE, FREEZE) bezit",
)
_SIZE = "SELECT pg_total_relation_size('bezit')"


class PostgreSQL:
    """A cluster of its own in a temporary folder, that need not survive a power cut."""

    name = "postgresql"
    exact = True

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="voetlicht-bench-")
        Path(self.folder.name).chmod(0o711)  # the database may be another user's
        self.cluster = Cluster(
            Path(self.folder.name) / "postgres", secrets.token_urlsafe(), durable=False
        )
        self.first: dict[str, int] = {}
        self.code_count = 0
        self.vocabulary: Sequence[str] = ()

    def build(self, rows: Rows, words: Sequence[str]) -> Built:
        """One unlogged table, filled in order of place, and its indexes."""
        self.first, self.code_count, self.vocabulary = rows.first, rows.code_count, words
        self.connection = self._connected()
        started = time.perf_counter()
        self.connection.execute(_table())
        with self.connection.cursor().copy("COPY bezit FROM STDIN") as copy:
            for block in _text(rows, words):
                copy.write(block)
        for statement in _INDEXES:
            self.connection.execute(statement)
        seconds = time.perf_counter() - started
        (size,) = self.connection.execute(_SIZE).fetchone()
        return Built(self.name, len(rows), seconds, disk_mb=size / 1e6)

    def answer(self, vraag: Vraag) -> Answer:
        """One statement: a search by index for all filters, and one for each set aside."""
        found = self.connection.execute(self._statement(vraag)).fetchall()
        return sql.answer_of(found, self.code_count)

    def close(self) -> None:
        """Stop the cluster and remove it."""
        if hasattr(self, "connection"):
            self.connection.close()
        self.cluster.stop()
        self.folder.cleanup()

    def _connected(self) -> Any:
        import psycopg

        self.cluster.start()
        connection = psycopg.connect(
            host=str(self.cluster.socket),
            user=SUPERUSER,
            password=self.cluster.password,
            dbname="postgres",
            autocommit=True,
            prepare_threshold=None,
        )
        for statement in _SETTINGS:
            connection.execute(statement)
        return connection

    def _statement(self, vraag: Vraag) -> str:
        found = [number for word in vraag.words for number in word.found]
        points = f"LATERAL (SELECT {self._points(vraag)} AS punten) AS gehouden"
        return sql.statement(
            vraag,
            source=f"bezit CROSS JOIN {points}",
            words=[f"woorden @@ {self._tsquery(found)}"] if vraag.words else [],
            indexed=self._indexed,
        )

    def _indexed(self, one: Filter) -> str:
        """The filter as the GIN index can use it, where it is over codes."""
        if not one.faceted or one.column in ("plaats", "uren"):
            return sql.condition(one)
        codes = sql.numbers(self.first[one.column] + value for value in one.values)
        return f"codes && '{{{codes}}}'::smallint[]"

    def _points(self, vraag: Vraag) -> str:
        earned = [
            f"CASE WHEN woorden @@ {self._tsquery(word.found)} THEN {word.points} ELSE 0 END"
            for word in vraag.words
        ]
        return " + ".join(earned) or "0"

    def _tsquery(self, found: Sequence[int]) -> str:
        words = " | ".join(f"''{self.vocabulary[number]}''" for number in found)
        return f"'{words}'::tsquery"


def _table() -> str:
    numbers = ", ".join(f"{name} integer NOT NULL" for name in NUMBERS)
    lists = ", ".join(f"{name}_codes smallint[] NOT NULL" for name in FACETS)
    return f"""
        CREATE UNLOGGED TABLE bezit (
            {numbers}, codes smallint[] NOT NULL, {lists}, woorden tsvector NOT NULL
        )
    """


def _text(rows: Rows, words: Sequence[str]) -> Iterator[bytes]:
    """The rows as COPY reads them, in blocks."""
    import pyarrow as pa
    from pyarrow import csv

    options = csv.WriteOptions(include_header=False, delimiter="\t", quoting_style="none")
    for start in range(0, len(rows), _BLOCK):
        part = slice(start, min(start + _BLOCK, len(rows)))
        columns: dict[str, Any] = {name: rows.numbers[name][part] for name in NUMBERS}
        columns["codes"] = _braced(list_array(rows.codes, part))
        columns |= {f"{name}_codes": _braced(list_array(rows.lists[name], part)) for name in FACETS}
        columns["woorden"] = _spaced(list_array(rows.words, part, np.int32), words)
        sink = pa.BufferOutputStream()
        csv.write_csv(pa.table(columns), sink, write_options=options)
        yield sink.getvalue().to_pybytes()


def _braced(lists: "pa.ListArray") -> "pa.Array":
    """Lists of numbers as arrays in the notation of PostgreSQL."""
    import pyarrow as pa
    import pyarrow.compute as pc

    joined = pc.binary_join(lists.cast(pa.list_(pa.string())), ",")
    return pc.binary_join_element_wise("{", pc.binary_join_element_wise(joined, "}", ""), "")


def _spaced(lists: "pa.ListArray", words: Sequence[str]) -> "pa.Array":
    """Lists of numbers of words as the words, which is the notation of a tsvector."""
    import pyarrow as pa
    import pyarrow.compute as pc

    taken = pa.array(words).take(lists.values)
    return pc.binary_join(pa.ListArray.from_arrays(lists.offsets, taken), " ")
