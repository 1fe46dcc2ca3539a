"""Numbered changes from elsewhere: each applied once, in order, and a gap heals by itself."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from basis.zoeken.naive import Truth
from basis.zoeken.strategies import KEYS, examples, populations, records_of, schemas, told
from basis.zoeken.wishing import queries
from voetlicht.basis.zoeken.following import Change, Follower
from voetlicht.basis.zoeken.index import Index
from voetlicht.basis.zoeken.schema import Schema


class Source:
    """Where changes are made: all that there is, and the later of its changes."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.population: dict[int, dict[str, Any]] = {}
        self.changes: list[Change] = []
        self.reloads = 0

    def change(self, more: dict[int, dict[str, Any]], withdrawn: tuple[int, ...]) -> None:
        kept = {key: r for key, r in self.population.items() if key not in withdrawn}
        self.population = kept | more
        records = records_of(self.schema, more) if more else None
        self.changes.append(Change(self.number + 1, records, withdrawn))

    @property
    def number(self) -> int:
        return self.changes[-1].number if self.changes else 0

    def reload(self, index: Index) -> int:
        self.reloads += 1
        index.replace_all(records_of(self.schema, self.population))
        return self.number


@given(data=st.data())
@examples(60)
def test_a_follower_ends_where_the_sequence_does(data: st.DataObject):
    schema = data.draw(schemas())
    source, index = Source(schema), Index(schema, engine="roaring")
    handed: list[Change] = []
    follower = Follower(index, changes_after=lambda number: handed, reload=source.reload)
    for _ in range(data.draw(st.integers(1, 4))):
        for _ in range(data.draw(st.integers(0, 3))):
            more = dict(data.draw(populations(schema, 5)))
            source.change(more, tuple(data.draw(st.lists(KEYS, max_size=4))))
        lost = data.draw(st.sets(st.integers(1, max(1, source.number - 1))))
        handed[:] = [
            change for change in source.changes if change.number not in lost - {source.number}
        ]
        new = [change.number for change in handed if change.number > index.number]
        gap = new != list(range(index.number + 1, source.number + 1))
        reloads = source.reloads
        assert follower.catch_up() == index.number == source.number
        assert source.reloads == reloads + gap
        query = data.draw(queries(schema))
        truth = Truth(schema, source.population)
        assert told(index.search(query)) == told(truth.search(query))
