"""A query lowered to numbers that both engines read: one row per wish, lists in a pool beside it.

The meaning of each field is in `Field`, of each kind of wish in `Kind`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.layout import Layout, Planes
from voetlicht.basis.zoeken.schema import (
    MOST_BITS,
    Code,
    Codes,
    Date,
    Number,
    Place,
    Range,
    Schema,
    Text,
)
from voetlicht.basis.zoeken.tekst.weights import QueryWord
from voetlicht.basis.zoeken.wishes import (
    UNKNOWN_SHARE,
    AllOf,
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


class Kind(IntEnum):
    """How a wish is answered; what it keeps in the pool is after the colon."""

    ANY = 0  # one of the planes: planes
    ALL = 1  # all of the first A planes; then points per plane: A planes, B pairs (plane, points)
    NONE_BUT = 2  # none of the planes: planes
    OVERLAPS = 3  # digits A.. (least) and B.. (most), C digits, from D to E
    UNTIL = 4  # digits A.., C digits, day D, E days that count
    SINCE = 5
    NEAR = 6  # place A, km B; from here on wishes that stop whole blocks
    IN = 7  # 1 or 0 per place
    WITHIN_REACH = 8  # place A, span B, digits D.., C digits, lowest E; second unknown in SLOPE
    WORDS = 9  # A is 1 if every word is asked: pairs (word, points)


class Field(IntEnum):
    """Columns of a row of `Plan.wishes`."""

    KIND = 0
    REQUIRED = 1
    UNKNOWN_PASSES = 2
    WEIGHT = 3  # points when met; of nearness, at 0 km
    UNKNOWN_POINTS = 4
    UNKNOWN_PLANE = 5
    START = 6  # in the pool
    COUNT = 7  # entries in the pool
    A = 8
    B = 9
    C = 10
    D = 11
    E = 12
    SLOPE = 13  # points per day; of WITHIN_REACH the plane of the unknown reach
    COLUMN = 14  # number of the column in the schema
    VARIES = 15  # whether who meets it does not always earn the same: nearness, days of grace


FIELDS = len(Field)
MOST_DAYS = 2**22  # more than a date can lie from another
MOST_KM = 100_000  # twice around the world


@dataclass(frozen=True, slots=True)
class Plan:
    """``wishes``: int64 of shape (wishes, FIELDS). ``pool``: int64. ``words``: tokens per word.

    ``score_bits``: binary digits that the highest score can take. ``seed``: of the rotation.
    """

    wishes: NDArray[np.int64]
    pool: NDArray[np.int64]
    words: tuple[tuple[str, NDArray[np.int32]], ...]
    score_bits: int
    seed: int


class _Own(NamedTuple):
    """The fields whose meaning depends on the kind; see `Kind`."""

    kind: int
    a: int = 0
    b: int = 0
    c: int = 0
    d: int = 0
    e: int = 0
    slope: int = 0
    varies: bool = False


@dataclass(slots=True)
class _Lowering:
    schema: Schema
    layout: Layout
    rows: list[int] = field(default_factory=list)
    pool: list[int] = field(default_factory=list)
    words: list[tuple[str, NDArray[np.int32]]] = field(default_factory=list)


def plan_of(
    query: Query, schema: Schema, layout: Layout, words: Mapping[int, tuple[QueryWord, ...]]
) -> Plan:
    """Lower a query. ``words`` gives, per position of a `Words` wish, what its words find.

    InputError names the column and what is wrong with the wish.
    """
    lowering = _Lowering(schema, layout)
    for position, wish in enumerate(query.wishes):
        start = len(lowering.pool)
        own = _lower(lowering, wish, words.get(position, ()))
        planes = layout[wish.column]
        unknown = wish.weight // UNKNOWN_SHARE if wish.unknown else 0
        rows = lowering.rows
        rows += (own.kind, wish.required, wish.unknown, wish.weight, unknown, planes.unknown)
        rows += (start, len(lowering.pool) - start, own.a, own.b, own.c, own.d, own.e)
        rows += (own.slope, planes.number, own.varies and wish.weight > 0)
    highest = sum(wish.weight for wish in query.wishes)
    return Plan(
        np.array(lowering.rows, dtype=np.int64).reshape(-1, FIELDS),
        np.array(lowering.pool, dtype=np.int64),
        tuple(lowering.words),
        max(1, highest.bit_length()),
        seed_of(query),
    )


def seed_of(query: Query) -> int:
    """The day and the rotation's text as 64 bits."""
    text = f"{query.day.isoformat()} {query.rotation}".encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "little")


def _lower(lowering: _Lowering, wish: Wish, words: tuple[QueryWord, ...]) -> _Own:
    column = lowering.schema[wish.column]
    planes = lowering.layout[wish.column]
    match wish, column:
        case (AnyOf() | AllOf() | NoneBut(), Code() | Codes()):
            return _lower_codes(lowering, wish, column, planes)
        case Overlaps(), Number() | Range():
            if wish.low > wish.high:
                raise InputError(f"Wens op ‘{wish.column}’: {wish.low} ligt boven {wish.high}.")
            ends = (wish.low - column.lowest, wish.high - column.lowest)
            low, high = (min(max(end, -1), 2**MOST_BITS) for end in ends)  # beyond: all the same
            return _Own(Kind.OVERLAPS, a=planes.low, b=planes.high, c=planes.bits, d=low, e=high)
        case (Until() | Since(), Date()):
            days = wish.grace + 1
            if not 1 <= days <= MOST_DAYS:
                raise InputError(
                    f"Wens op ‘{wish.column}’: dagen van respijt zijn 0 tot {MOST_DAYS - 1}."
                )
            return _Own(
                Kind.UNTIL if isinstance(wish, Until) else Kind.SINCE,
                a=planes.low,
                c=planes.bits,
                d=(wish.day - column.first).days,
                e=days,
                slope=wish.weight // days,
                varies=days > 1,
            )
        case (Near() | In() | WithinReach(), Place()):
            return _lower_place(lowering, wish, column)
        case Words(), Text():
            lowering.pool += [
                number
                for word in words
                for number in (_word(lowering, wish.column, word), word.points)
            ]
            return _Own(Kind.WORDS, a=int(wish.every))
    kind, given = type(wish).__name__, type(column).__name__
    raise InputError(f"Kolom ‘{wish.column}’ is een {given}; een wens {kind} past daar niet op.")


def _word(lowering: _Lowering, column: str, word: QueryWord) -> int:
    lowering.words.append((column, word.tokens))
    return len(lowering.words) - 1


def _lower_codes(
    lowering: _Lowering, wish: AnyOf | AllOf | NoneBut, column: Code | Codes, planes: Planes
) -> _Own:
    numbers = lowering.layout.numbers(wish.column, wish.values)
    if len(set(numbers)) < len(numbers):
        raise InputError(f"Wens op ‘{wish.column}’: een waarde staat er twee keer in.")
    if isinstance(wish, NoneBut):
        others = set(range(len(column.values))) - set(numbers)
        lowering.pool += [planes.plane(number) for number in sorted(others)]
        return _Own(Kind.NONE_BUT)
    if not 1 <= wish.level <= planes.levels:
        raise InputError(f"Wens op ‘{wish.column}’: een niveau is 1 tot {planes.levels}.")
    asked = [planes.plane(number, wish.level) for number in numbers]
    if isinstance(wish, AnyOf):
        lowering.pool += asked
        return _Own(Kind.ANY)
    steps = _steps(wish.weight // max(1, len(numbers)), wish.level)
    lowering.pool += asked
    for plane in asked:
        for below, points in steps:
            lowering.pool += (plane - below, points)
    return _Own(Kind.ALL, a=len(asked), b=len(asked) * len(steps))


def _steps(points: int, level: int) -> list[tuple[int, int]]:
    """What each level adds, if anything, by how far it is below the one that is asked."""
    reached = [points * step // level for step in range(level + 1)]
    added = zip(range(level - 1, -1, -1), reached, reached[1:], strict=False)
    return [(below, after - before) for below, before, after in added if after > before]


def _lower_place(lowering: _Lowering, wish: Near | In | WithinReach, column: Place) -> _Own:
    if isinstance(wish, In):
        chosen = [0] * len(column.places)
        alone = lowering.layout.numbers(wish.column, wish.places)
        for number in alone + lowering.layout.places_in(wish.column, wish.regions):
            chosen[number] = 1
        lowering.pool += chosen
        return _Own(Kind.IN)
    [place] = lowering.layout.numbers(wish.column, (wish.place,))
    if isinstance(wish, Near):
        if not 0 <= wish.km <= MOST_KM:
            raise InputError(f"Wens op ‘{wish.column}’: een afstand is 0 tot {MOST_KM} km.")
        return _Own(Kind.NEAR, a=place, b=wish.km, varies=True)
    reach = lowering.schema[wish.reach]
    if not isinstance(reach, Number) or not 1 <= wish.span <= MOST_KM:
        raise InputError(f"Wens op ‘{wish.column}’: ‘{wish.reach}’ is geen getal, of span geen km.")
    planes = lowering.layout[wish.reach]
    return _Own(
        Kind.WITHIN_REACH,
        a=place,
        b=wish.span,
        c=planes.bits,
        d=planes.low,
        e=reach.lowest,
        slope=planes.unknown,
        varies=True,
    )
