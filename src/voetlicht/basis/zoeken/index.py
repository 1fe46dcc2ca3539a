"""The live index: one writer at a time, any number of searching threads, never a wait for either.

What is searched at a moment is a `State` that never changes; a writer makes the next one and puts
it in its place. So a search sees a change whole or not at all, and all that began after a call of
the writer returned sees it.
"""

from collections.abc import Iterable
from threading import Lock

import numpy as np

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.answering import State, search
from voetlicht.basis.zoeken.engine import Engine, Mask
from voetlicht.basis.zoeken.engines import choose_engine
from voetlicht.basis.zoeken.growing import Growing, text_names
from voetlicht.basis.zoeken.layout import layout_of
from voetlicht.basis.zoeken.records import Records
from voetlicht.basis.zoeken.result import Result
from voetlicht.basis.zoeken.schema import Schema
from voetlicht.basis.zoeken.segment import all_live, build_segment
from voetlicht.basis.zoeken.tekst.vocabulary import Vocabulary
from voetlicht.basis.zoeken.wishes import Query

NOWHERE = (-1, -1)


class Index:
    """Records of one schema, to be searched; ``engine`` is "numba", "roaring" or what is there."""

    def __init__(self, schema: Schema, *, engine: str | None = None) -> None:
        self.schema = schema
        self.layout = layout_of(schema)
        self.engine: Engine = choose_engine(engine)
        self._writing = Lock()
        self._vocabularies = {name: Vocabulary() for name in text_names(schema)}
        self._growing = Growing(schema, self.layout)
        # Where the records are that came after the main segment: (segment, row).
        self._later: dict[int, tuple[int, int]] = {}
        self._state = self._emptied()

    def _emptied(self) -> State:
        return State((self._growing.segment,), (all_live(0, blocks=1),), 0)

    def __len__(self) -> int:
        return self._state.count

    def __contains__(self, key: int) -> bool:
        with self._writing:
            return self._find(key, self._state) != NOWHERE

    def search(self, query: Query) -> Result:
        """The best records and what there is to tell of all that match.

        InputError names the column of a wish or a facet that cannot be.
        """
        state = self._state
        return search(query, self.schema, self.layout, state, self._vocabularies, self.engine)

    def suggest(self, column: str, beginning: str, best: int = 10) -> list[tuple[str, int]]:
        """Words of a text column that begin so, with how many records hold them, most first."""
        if column not in self._vocabularies:
            raise InputError(f"Kolom ‘{column}’ is geen tekst; daar valt niets aan te vullen.")
        return self._vocabularies[column].suggest(beginning, best)

    def replace_all(self, records: Records) -> None:
        """Forget what there was; from the moment this returns only these records are found."""
        vocabularies = {name: Vocabulary() for name in self._vocabularies}
        segment = build_segment(records, vocabularies)
        for name, postings in segment.texts.items():
            vocabularies[name].count(postings.of_all(), 1)
        with self._writing:
            self._growing = Growing(self.schema, self.layout)
            self._later = {}
            self._vocabularies = vocabularies
            self._state = State(
                (segment, self._growing.segment),
                (all_live(len(segment)), all_live(0, blocks=1)),
                len(segment),
            )

    def upsert(self, records: Records) -> None:
        """Add records, or replace those with the same key; all of them at once."""
        with self._writing:
            state = self._without(records.keys.tolist(), self._state)
            for at in range(len(records)):
                state = self._with_one(records, at, state)
            self._state = state

    def withdraw(self, keys: Iterable[int]) -> int:
        """Take records away; returns how many there were. Unknown keys are no error."""
        with self._writing:
            before = self._state.count
            self._state = self._without(keys, self._state)
            return before - self._state.count

    def _with_one(self, records: Records, at: int, state: State) -> State:
        if self._growing.full:
            self._growing = Growing(self.schema, self.layout)
            state = State(
                (*state.segments, self._growing.segment),
                (*state.lives, all_live(0, blocks=1)),
                state.count,
            )
        row, tokens = self._growing.add(records, at, self._vocabularies)
        for name, numbers in tokens.items():
            self._vocabularies[name].count(numbers, 1)
        self._later[int(records.keys[at])] = (len(state.segments) - 1, row)
        live = state.lives[-1].copy()
        live[0, row >> 6] |= np.uint64(1 << (row & 63))
        return State(state.segments, (*state.lives[:-1], live), state.count + 1)

    def _without(self, keys: Iterable[int], state: State) -> State:
        """The state without these records; the words that they held are counted down."""
        lives, count = list(state.lives), state.count
        for key in keys:
            segment, row = self._find(key, state)
            if segment < 0:
                continue
            if lives[segment] is state.lives[segment]:
                lives[segment] = lives[segment].copy()
            lives[segment][row >> 12, row >> 6 & 63] &= ~np.uint64(1 << (row & 63))
            self._later.pop(key, None)
            count -= 1
            for name, postings in state.segments[segment].texts.items():
                self._vocabularies[name].count(postings.of_row(row), -1)
        return State(state.segments, tuple(lives), count)

    def _find(self, key: int, state: State) -> tuple[int, int]:
        """Where a live record is: (segment, row), or (-1, -1)."""
        if key in self._later:
            return self._later[key]
        row = state.segments[0].row_of(key)
        if row >= 0 and _lives(state.lives[0], row):
            return 0, row
        return NOWHERE


def _lives(live: Mask, row: int) -> bool:
    return bool(live[row >> 12, row >> 6 & 63] >> np.uint64(row & 63) & np.uint64(1))
