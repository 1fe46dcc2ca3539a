"""tantivy on disk: a field per facet, filters that score nothing, points by constant scores.

It cannot be told a formula from Python, so recency comes in steps of 20 days, as terms.
"""

import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from voetlicht.basis.kern.errors import Conflict
from voetlicht.opdrachten.bench.zoeken import geheugen
from voetlicht.opdrachten.bench.zoeken.eigen import Built
from voetlicht.opdrachten.bench.zoeken.peers.rijen import Rows
from voetlicht.opdrachten.bench.zoeken.peers.vraag import BEST, Answer, Filter, Vraag
from voetlicht.opdrachten.bench.zoeken.profielen import FACETS
from voetlicht.opdrachten.bench.zoeken.workloads import DAYS, PER_DAY

STEP = 20  # days
_NUMBERS = ("sleutel", "uren_laag", "uren_hoog", "vanaf")
_HEAP, _WRITERS = 512_000_000, 2
_BLOCK = 100_000  # rows that are text at once


class Tantivy:
    """One thread per search."""

    name = "tantivy"
    exact = False

    def __init__(self) -> None:
        try:
            import tantivy
        except ImportError:
            raise Conflict(
                "tantivy ontbreekt; installeer het met ‘uv sync’ in de werkmap, of meet met "
                "--zonder-buren."
            ) from None
        self.api = tantivy
        self.folder = tempfile.TemporaryDirectory(prefix="voetlicht-tantivy-")
        self.vocabulary: Sequence[str] = ()
        self.first: dict[str, int] = {}
        self.code_count = 0

    def build(self, rows: Rows, words: Sequence[str]) -> Built:
        """Documents as JSON; two threads write."""
        self.first, self.code_count, self.vocabulary = rows.first, rows.code_count, words
        before, started = geheugen.resident_mb(), time.perf_counter()
        geheugen.forget_peak()
        self.schema = self._schema()
        index = self.api.Index(self.schema, path=self.folder.name)
        writer = index.writer(heap_size=_HEAP, num_threads=_WRITERS)
        for document in _documents(rows, words):
            writer.add_json(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher = index.searcher()
        seconds = time.perf_counter() - started
        own = geheugen.resident_mb() - before
        disk = sum(file.stat().st_size for file in Path(self.folder.name).iterdir()) / 1e6
        return Built(self.name, len(rows), seconds, geheugen.peak_mb(), own, disk)

    def answer(self, vraag: Vraag) -> Answer:
        """The best and the total, the facets, and each facet that is counted without its filter."""
        filters = {one.column: self._filter(one) for one in vraag.filters}
        words = self._words(vraag)
        counted = [words] if words is not None else []
        whole = self._all([*filters.values(), *counted])
        scored = self._all([*map(self._silent, filters.values()), *counted], self._points(vraag))
        found: Any = self.searcher.search(scored, limit=BEST, count=True)
        aside = {one.column for one in vraag.set_aside}
        counts = [0] * self.code_count
        self._count(counts, whole, [name for name in FACETS if name not in aside])
        for name in sorted(aside):
            others = [query for column, query in filters.items() if column != name]
            self._count(counts, self._all([*others, *counted]), [name])
        addresses = [address for _, address in found.hits]
        keys: Any = self.searcher.fast_field_values("sleutel", addresses)
        scores = (round(score) for score, _ in found.hits)
        return Answer(found.count, tuple(counts), tuple(zip(keys, scores, strict=True)))

    def close(self) -> None:
        """Remove the index from disk."""
        self.folder.cleanup()

    def _schema(self) -> Any:
        builder = self.api.SchemaBuilder()
        for name in (*_NUMBERS, "plek", "stap", *FACETS):
            builder.add_unsigned_field(name, indexed=True, fast=True)
        builder.add_text_field("tekst", tokenizer_name="whitespace", index_option="basic")
        return builder.build()

    def _filter(self, one: Filter) -> Any:
        if one.column == "uren":
            low = self._span("uren_laag", 0, one.high)
            return self._all([low, self._span("uren_hoog", one.low, 1000)])
        if one.column == "vanaf":
            return self._span("vanaf", 0, one.high)
        if one.column == "plaats":
            return self._set("plek", list(one.values))
        return self._set(one.column, [self.first[one.column] + value for value in one.values])

    def _points(self, vraag: Vraag) -> list[Any]:
        codes = [
            self._constant(self._term(column, self.first[column] + code), points)
            for column, code, points in vraag.wanted
        ]
        steps = [
            self._constant(self._term("stap", step), PER_DAY * (DAYS - STEP * step - STEP // 2))
            for step in range(DAYS // STEP)
        ]
        return codes + steps

    def _words(self, vraag: Vraag) -> Any:
        if not vraag.words:
            return None
        found = [[self._word(self.vocabulary[at]) for at in word.found] for word in vraag.words]
        return self._any(
            [
                self._constant(self._any(queries), word.points)
                for queries, word in zip(found, vraag.words, strict=True)
            ]
        )

    def _count(self, counts: list[int], query: Any, names: list[str]) -> None:
        asked = {name: {"terms": {"field": name, "size": 64}} for name in names}
        found = self.searcher.aggregate(query, asked)
        for name in names:
            for bucket in found[name]["buckets"]:
                counts[int(bucket["key"])] += int(bucket["doc_count"])

    def _term(self, name: str, value: int) -> Any:
        return self.api.Query.term_query(self.schema, name, value, "basic")

    def _word(self, word: str) -> Any:
        return self.api.Query.term_query(self.schema, "tekst", word, "basic")

    def _set(self, name: str, values: list[int]) -> Any:
        return self.api.Query.term_set_query(self.schema, name, values)

    def _span(self, name: str, low: int, high: int) -> Any:
        unsigned = self.api.FieldType.Unsigned
        return self.api.Query.range_query(self.schema, name, unsigned, low, high)

    def _constant(self, query: Any, points: float) -> Any:
        return self.api.Query.const_score_query(query, float(points))

    def _silent(self, query: Any) -> Any:
        return self._constant(query, 0)

    def _any(self, queries: list[Any]) -> Any:
        should = self.api.Occur.Should
        return self.api.Query.boolean_query([(should, query) for query in queries])

    def _all(self, required: list[Any], optional: Sequence[Any] = ()) -> Any:
        must, should = self.api.Occur.Must, self.api.Occur.Should
        clauses = [(must, query) for query in required or [self.api.Query.all_query()]]
        return self.api.Query.boolean_query([*clauses, *((should, query) for query in optional)])


def _documents(rows: Rows, words: Sequence[str]) -> Iterator[str]:
    """Every row as JSON; a step of recency only where it earns anything."""
    for start in range(0, len(rows), _BLOCK):
        part = slice(start, min(start + _BLOCK, len(rows)))
        numbers = {name: rows.numbers[name][part].tolist() for name in _NUMBERS}
        places = rows.numbers["plaats"][part].tolist()
        ages = rows.numbers["ouderdom"][part].tolist()
        lists = {name: rows.lists[name].parts(part) for name in FACETS}
        texts = rows.words.parts(part)
        for at in range(part.stop - part.start):
            document: dict[str, Any] = {name: values[at] for name, values in numbers.items()}
            document |= {name: codes[at] for name, codes in lists.items()}
            document["tekst"] = " ".join(words[word] for word in texts[at])
            if places[at] >= 0:
                document["plek"] = places[at]
            if ages[at] < DAYS:
                document["stap"] = ages[at] // STEP
            yield json.dumps(document)
