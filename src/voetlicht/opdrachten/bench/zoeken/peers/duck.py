"""DuckDB in memory: a table sorted by place, and the postings of words sorted by word."""

import time
from collections.abc import Sequence

import numpy as np

from voetlicht.opdrachten.bench.zoeken import geheugen
from voetlicht.opdrachten.bench.zoeken.eigen import Built
from voetlicht.opdrachten.bench.zoeken.peers import sql
from voetlicht.opdrachten.bench.zoeken.peers.arrow import table_of
from voetlicht.opdrachten.bench.zoeken.peers.rijen import Rows
from voetlicht.opdrachten.bench.zoeken.peers.vraag import Answer, Vraag


class DuckDB:
    """One thread, as every engine here."""

    name = "duckdb"
    exact = True

    def __init__(self) -> None:
        import duckdb

        self.connection = duckdb.connect()
        self.connection.execute("SET threads = 1")
        self.code_count = 0

    def build(self, rows: Rows, words: Sequence[str]) -> Built:
        """Both tables. Memory is what the process holds more than before."""
        import pyarrow as pa

        self.code_count = rows.code_count
        before, started = geheugen.resident_mb(), time.perf_counter()
        geheugen.forget_peak()
        given = table_of(rows, slice(0, len(rows)))
        self.connection.register("gegeven", given)
        self.connection.execute("CREATE TABLE bezit AS SELECT * FROM gegeven")
        self.connection.unregister("gegeven")
        holders = np.repeat(rows.numbers["sleutel"], np.diff(rows.words.starts))
        by_word = np.argsort(rows.words.values, kind="stable")
        postings = pa.table({"woord": rows.words.values[by_word], "sleutel": holders[by_word]})
        self.connection.register("gegeven", postings)
        self.connection.execute("CREATE TABLE woorden AS SELECT * FROM gegeven")
        self.connection.unregister("gegeven")
        seconds = time.perf_counter() - started
        own = geheugen.resident_mb() - before
        return Built(self.name, len(rows), seconds, geheugen.peak_mb(), own)

    def answer(self, vraag: Vraag) -> Answer:
        """One statement; each filter that is set aside is another pass over the table."""
        found = self.connection.execute(_statement(vraag)).fetchall()
        return sql.answer_of(found, self.code_count)

    def close(self) -> None:
        """Forget everything."""
        self.connection.close()


def _statement(vraag: Vraag) -> str:
    source = "bezit JOIN gehouden USING (sleutel)" if vraag.words else "bezit"
    return sql.statement(vraag, source=source, words=(), before=_words(vraag))


def _words(vraag: Vraag) -> str:
    """Who holds a word, and what the words of each earn."""
    if not vraag.words:
        return ""
    pairs = [
        f"({number}, {at}, {word.points})"
        for at, word in enumerate(vraag.words)
        for number in word.found
    ]
    listed = sql.numbers(number for word in vraag.words for number in word.found)
    return f"""
        gehouden AS MATERIALIZED (
            SELECT sleutel, sum(punten) AS punten FROM (
                SELECT DISTINCT sleutel, gevraagd, punten
                FROM woorden JOIN (VALUES {", ".join(pairs)}) AS v (woord, gevraagd, punten)
                USING (woord) WHERE woord IN ({listed})
            ) GROUP BY sleutel
        ),
    """  # noqa: S608 - numbers and our own names
