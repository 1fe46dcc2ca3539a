"""The live index: one writer at a time, any number of searching threads, never a wait for either.

What is searched at a moment is a `State` that never changes; a writer makes the next one and puts
it in its place. So a search sees a change whole or not at all, and all that began after a call of
the writer returned sees it.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from threading import Lock, Thread

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.answering import State, find_words, search
from voetlicht.basis.zoeken.compaction import free, merged
from voetlicht.basis.zoeken.engine import Engine, Mask
from voetlicht.basis.zoeken.engines import choose_engine
from voetlicht.basis.zoeken.growing import Growing, text_names
from voetlicht.basis.zoeken.layout import layout_of
from voetlicht.basis.zoeken.records import Records
from voetlicht.basis.zoeken.result import Result
from voetlicht.basis.zoeken.schema import Schema
from voetlicht.basis.zoeken.segment import Segment, all_live, build_segment, unpacked
from voetlicht.basis.zoeken.snapshot import Snapshot, load_snapshot, save_snapshot
from voetlicht.basis.zoeken.tekst.vocabulary import Vocabulary
from voetlicht.basis.zoeken.wishes import Query

MANY_SEGMENTS = 6  # when so many are searched, the later ones are taken together
LARGE_PART = 16  # and with the main one when they hold a 16th of all rows

Said = tuple[str, NDArray[np.int32]]
"""A text column and tokens of it."""


class Index:
    """Records of one schema, to be searched; ``engine`` is "numba", "roaring" or what is there.

    ``number`` is that of the last change which the caller says is in it; see `Follower`.
    """

    def __init__(
        self, schema: Schema, *, engine: str | None = None, compacts_itself: bool = True
    ) -> None:
        self.schema = schema
        self.layout = layout_of(schema)
        self.engine: Engine = choose_engine(engine)
        self.number = 0
        self._compacts_itself = compacts_itself
        self._writing, self._merging = Lock(), Lock()
        self._saving = False
        self._growing = Growing(schema, self.layout)
        vocabularies = {name: Vocabulary() for name in text_names(schema)}
        self._state = State((self._growing.segment,), (all_live(0, blocks=1),), 0, vocabularies)

    @classmethod
    def open(
        cls,
        path: Path,
        schema: Schema,
        *,
        engine: str | None = None,
        compacts_itself: bool = True,
    ) -> "Index":
        """The index of a snapshot, which stays mapped; SnapshotRefused when it is damaged."""
        snapshot = load_snapshot(path, schema)
        index = cls(schema, engine=engine, compacts_itself=compacts_itself)
        index._start_from(snapshot.segment, dict(snapshot.vocabularies))
        index.number = snapshot.number
        return index

    def __len__(self) -> int:
        return self._state.count

    def __contains__(self, key: int) -> bool:
        with self._writing:
            return self._find(key, self._state) is not None

    def search(self, query: Query) -> Result:
        """The best records and what there is to tell of all that match.

        InputError names the column of a wish or a facet that cannot be.
        """
        while True:
            state = self._state
            words = find_words(query, self.layout, state)
            if state is self._state:  # else words that it holds may have been forgotten meanwhile
                return search(query, self.schema, self.layout, state, words, self.engine)

    def suggest(self, column: str, beginning: str, best: int = 10) -> list[tuple[str, int]]:
        """Words of a text column that begin so, with how many records hold them, most first."""
        vocabularies = self._state.vocabularies
        if column not in vocabularies:
            raise InputError(f"Kolom ‘{column}’ is geen tekst; daar valt niets aan te vullen.")
        return vocabularies[column].suggest(beginning, best)

    def replace_all(self, records: Records) -> None:
        """Forget what there was; from the moment this returns only these records are found."""
        vocabularies = {name: Vocabulary() for name in text_names(self.schema)}
        segment = build_segment(records, vocabularies)
        for name, postings in segment.texts.items():
            vocabularies[name].count(postings.of_all(), 1)
        self._start_from(segment, vocabularies)

    def upsert(self, records: Records) -> None:
        """Add records, or replace those with the same key; all of them at once."""
        self.change(records)

    def change(self, records: Records | None, *, withdrawn: Iterable[int] = ()) -> None:
        """Withdraw some and upsert others: searchers see neither or both."""
        gone: list[Said] = []
        with self._writing:
            state = self._without(withdrawn, self._state, gone)
            if records is not None:
                state = self._without(records.keys.tolist(), state, gone)
                for at in range(len(records)):
                    state = self._with_one(records, at, state)
            self._show(state, gone)
        if (
            self._compacts_itself
            and len(self._state.segments) > MANY_SEGMENTS
            and not self._merging.locked()
        ):
            Thread(target=self._compact_later, daemon=True).start()

    def withdraw(self, keys: Iterable[int]) -> int:
        """Take records away; returns how many there were. Unknown keys are no error."""
        gone: list[Said] = []
        with self._writing:
            before = self._state.count
            self._show(self._without(keys, self._state, gone), gone)
            return before - self._state.count

    def compact(self) -> None:
        """Take all segments together now; searching and writing go on meanwhile."""
        with self._merging:
            free(self._merge(first=0))

    def save(self, path: Path) -> None:
        """Write all to a snapshot that replaces the one at ``path`` only when it is whole."""
        with self._merging:
            with self._writing:
                number = self.number  # what comes in meanwhile has a later one
                self._saving = True
            try:
                free(self._merge(first=0))
                state = self._state
                segment, live = state.segments[0], state.lives[0]
                if int(np.bitwise_count(live).sum()) < len(segment):  # withdrawn meanwhile
                    segment = merged((segment,), (live,), self.engine)
                save_snapshot(path, Snapshot(segment, state.vocabularies, number), self.schema)
            finally:
                with self._writing:
                    self._saving = False
                    self._forget_words()

    def memory(self) -> dict[str, int]:
        """Bytes by what they are for, those of words roughly.

        What is mapped from a file is counted too; scratch of searches is not.
        """
        state = self._state
        parts = {"planes": 0, "keys": 0, "texts": 0, "live": 0}
        parts["words"] = sum(vocabulary.nbytes for vocabulary in state.vocabularies.values())
        parts["sets"] = sum(self.engine.kept(segment) for segment in state.segments)
        for segment, live in zip(state.segments, state.lives, strict=True):
            parts["planes"] += segment.planes.nbytes
            parts["keys"] += segment.keys.nbytes + segment.sorted_keys.nbytes
            parts["keys"] += segment.key_rows.nbytes
            parts["texts"] += sum(texts.nbytes for texts in segment.texts.values())
            parts["live"] += live.nbytes
        return parts

    def _start_from(self, segment: Segment, vocabularies: dict[str, Vocabulary]) -> None:
        with self._merging, self._writing:
            gone = list(self._state.segments)
            self._growing = Growing(self.schema, self.layout)
            self._state = State(
                (segment, self._growing.segment),
                (all_live(len(segment)), all_live(0, blocks=1)),
                len(segment),
                vocabularies,
            )
        free(gone)

    def _with_one(self, records: Records, at: int, state: State) -> State:
        if self._growing.full:
            state = self._closed(state)
        row, tokens = self._growing.add(records, at, state.vocabularies)
        for name, numbers in tokens.items():
            state.vocabularies[name].count(numbers, 1)
        live = state.lives[-1].copy()
        live[0, row >> 6] |= np.uint64(1 << (row & 63))
        return replace(state, lives=(*state.lives[:-1], live), count=state.count + 1)

    def _closed(self, state: State) -> State:
        """The growing segment closed, and a new one begun."""
        closed = self._growing.closed()
        self._growing = Growing(self.schema, self.layout)
        return replace(
            state,
            segments=(*state.segments[:-1], closed, self._growing.segment),
            lives=(*state.lives, all_live(0, blocks=1)),
        )

    def _show(self, state: State, gone: list[Said]) -> None:
        """From here on the state is searched.

        Only then is counted down what is no longer said: a search in the state before still has to
        find it.
        """
        self._state = state
        for name, numbers in gone:
            state.vocabularies[name].count(numbers, -1)
        self._forget_words()

    def _without(self, keys: Iterable[int], state: State, gone: list[Said]) -> State:
        """The state without these records; the words that they held are added to ``gone``."""
        lives, count = list(state.lives), state.count
        for key in keys:
            found = self._find(key, replace(state, lives=tuple(lives)))
            if found is None:
                continue
            segment, row = found
            if lives[segment] is state.lives[segment]:
                lives[segment] = lives[segment].copy()
            lives[segment][row >> 12, row >> 6 & 63] &= ~np.uint64(1 << (row & 63))
            count -= 1
            texts = state.segments[segment].texts
            gone += [(name, postings.of_row(row)) for name, postings in texts.items()]
        return replace(state, lives=tuple(lives), count=count)

    def _forget_words(self) -> None:
        """What no live record says any more; a snapshot that is being written may still need it."""
        if not self._saving:
            for vocabulary in self._state.vocabularies.values():
                vocabulary.forget()

    def _find(self, key: int, state: State) -> tuple[int, int] | None:
        """Where a live record is: (segment, row)."""
        last = len(state.segments) - 1
        for number, (segment, live) in enumerate(zip(state.segments, state.lives, strict=True)):
            row = self._growing.rows.get(key, -1) if number == last else segment.row_of(key)
            if row >= 0 and _lives(live, row):
                return number, row
        return None

    def _compact_later(self) -> None:
        """One at a time; the later segments alone as long as they are small."""
        if not self._merging.acquire(blocking=False):
            return
        try:
            sizes = [len(segment) for segment in self._state.segments]
            free(self._merge(first=0 if LARGE_PART * sum(sizes[1:]) > sizes[0] else 1))
        finally:
            self._merging.release()

    def _merge(self, *, first: int) -> list[Segment]:
        """Take the segments from ``first`` on together; returns those that are no longer needed.

        The lock of merging is held.
        """
        with self._writing:
            begun = self._state = self._closed(self._state)
        old = slice(first, len(begun.segments) - 1)
        segment = merged(begun.segments[old], begun.lives[old], self.engine)
        live = all_live(len(segment))
        with self._writing:
            now = self._state
            for source, before, after in zip(
                begun.segments[old], begun.lives[old], now.lives[old], strict=True
            ):
                _take_off(live, segment, source.keys, before & ~after)
            self._state = replace(
                now,
                segments=(*now.segments[:first], segment, *now.segments[old.stop :]),
                lives=(*now.lives[:first], live, *now.lives[old.stop :]),
            )
        return list(begun.segments[old])


def _lives(live: Mask, row: int) -> bool:
    return bool(live[row >> 12, row >> 6 & 63] >> np.uint64(row & 63) & np.uint64(1))


def _take_off(live: Mask, segment: Segment, keys: NDArray[np.int64], withdrawn: Mask) -> None:
    """What was withdrawn while the segments were taken together."""
    if not withdrawn.any():
        return
    for row in np.flatnonzero(unpacked(withdrawn)).tolist():
        at = segment.row_of(int(keys[row]))
        live[at >> 12, at >> 6 & 63] &= ~np.uint64(1 << (at & 63))
