"""A search engine that finds records in a millisecond and says why. It knows no people.

Declare columns, put records in, ask for wishes; every hit tells per wish how it stands and what
that earned, and those points sum to its score. ``docs/zoeken.md`` has the formula and the layout.

>>> schema = Schema((Code("niveau", ("mbo", "hbo", "wo")), Range("uren", 0, 40)))
>>> columns = {"niveau": ["mbo", None, "wo"], "uren": [(8, 24), (16, 32), (32, 40)]}
>>> index = Index(schema)
>>> index.replace_all(Records.of_arrays(schema, [1, 2, 3], columns))
>>> wishes = (AnyOf("niveau", ("mbo", "hbo")), Overlaps("uren", 28, 40, required=False))
>>> result = index.search(Query(wishes, facets=("niveau",)))
>>> for hit in result.hits:
...     print(hit.key, hit.score, [f"{part.answer}: {part.points}" for part in hit.parts])
2 1250 ['onbekend: 250', 'voldaan: 1000']
1 1000 ['voldaan: 1000', 'niet voldaan: 0']
>>> result.total, result.facets["niveau"].counts, result.facets["niveau"].unknown
(2, {'mbo': 1, 'hbo': 0, 'wo': 1}, 1)

Give a query its ``day`` to have equals take turns. With Numba the first search on a machine waits
for a compiler, or `warm_up` does so beforehand; importing this package loads none.
"""

from voetlicht.basis.zoeken.following import Change, Follower
from voetlicht.basis.zoeken.index import Index
from voetlicht.basis.zoeken.matching import Vacancies
from voetlicht.basis.zoeken.records import Records
from voetlicht.basis.zoeken.result import Facet, Hit, Part, Relaxation, Result
from voetlicht.basis.zoeken.schema import Code, Codes, Date, Number, Place, Range, Schema, Text
from voetlicht.basis.zoeken.snapshot import SnapshotRefused
from voetlicht.basis.zoeken.warming import warm_up
from voetlicht.basis.zoeken.wishes import (
    AllOf,
    Answer,
    AnyOf,
    In,
    Near,
    NoneBut,
    Overlaps,
    Query,
    Since,
    Until,
    Wish,
    WithinReach,
    Words,
)

__all__ = [
    "AllOf",
    "Answer",
    "AnyOf",
    "Change",
    "Code",
    "Codes",
    "Date",
    "Facet",
    "Follower",
    "Hit",
    "In",
    "Index",
    "Near",
    "NoneBut",
    "Number",
    "Overlaps",
    "Part",
    "Place",
    "Query",
    "Range",
    "Records",
    "Relaxation",
    "Result",
    "Schema",
    "Since",
    "SnapshotRefused",
    "Text",
    "Until",
    "Vacancies",
    "Wish",
    "WithinReach",
    "Words",
    "warm_up",
]
