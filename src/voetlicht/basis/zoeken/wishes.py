"""What a searcher wishes. A query is a conjunction of wishes; ``docs/zoeken.md`` has the formula.

Each wish gives a record points, a whole number of 0 to ``weight``, and one of three answers: met,
not met, unknown. A *required* wish drops the records that do not meet it; unknown passes unless
``unknown=False``, and earns a quarter. A wish that is only *desired* drops nobody.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from voetlicht.basis.kern.errors import InputError

MOST_HITS = 100
MOST_WISHES = 64
MOST_WEIGHT = 100_000
UNKNOWN_SHARE = 4  # unknown earns a quarter of the weight


class Answer(StrEnum):
    """How one record stands to one wish."""

    MET = "voldaan"
    UNMET = "niet voldaan"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True)
class _Wish:
    column: str
    required: bool = field(default=True, kw_only=True)
    weight: int = field(default=1000, kw_only=True)
    unknown: bool = field(default=True, kw_only=True)


@dataclass(frozen=True, slots=True)
class AnyOf(_Wish):
    """At least one of the codes, at ``level`` or above: all points or none."""

    values: tuple[str, ...]
    level: int = field(default=1, kw_only=True)


@dataclass(frozen=True, slots=True)
class AllOf(_Wish):
    """Every one of the codes, at ``level`` or above.

    Points per code: ``weight // codes``, times the part of ``level`` that is reached.
    """

    values: tuple[str, ...]
    level: int = field(default=1, kw_only=True)


@dataclass(frozen=True, slots=True)
class NoneBut(_Wish):
    """No other codes than these: what the record needs is among what is offered."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlaps(_Wish):
    """A number within, or a range that touches, ``low``..``high``; both ends included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Until(_Wish):
    """On ``day`` or before. Up to ``grace`` days later it still earns, less per day."""

    day: date
    grace: int = field(default=0, kw_only=True)


@dataclass(frozen=True, slots=True)
class Since(_Wish):
    """On ``day`` or after. Up to ``grace`` days earlier it still earns, less per day."""

    day: date
    grace: int = field(default=0, kw_only=True)


@dataclass(frozen=True, slots=True)
class Near(_Wish):
    """At most ``km`` from ``place``. All points at 0 km, half of them at ``km``."""

    place: str
    km: int


@dataclass(frozen=True, slots=True)
class In(_Wish):
    """In one of the places, or of the regions."""

    places: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WithinReach(_Wish):
    """``place`` lies within the record's own maximum, the `Number` column ``reach``, in km.

    All points at 0 km, half of them at ``span`` km and beyond.
    """

    place: str
    reach: str
    span: int = field(default=100, kw_only=True)


@dataclass(frozen=True, slots=True)
class Words(_Wish):
    """At least one of the words, or ``every`` one; rare words earn more."""

    text: str
    every: bool = field(default=False, kw_only=True)


Wish = AnyOf | AllOf | NoneBut | Overlaps | Until | Since | Near | In | WithinReach | Words


@dataclass(frozen=True, slots=True)
class Query:
    """Wishes, and what to tell of the answer.

    ``facets``: columns to count, each under the wishes on *other* columns. ``day`` and ``rotation``
    (any text, such as the searcher's organisation) fix the order among equals.
    """

    wishes: tuple[Wish, ...] = ()
    facets: tuple[str, ...] = ()
    best: int = 20
    day: date = date(2000, 1, 1)
    rotation: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.best <= MOST_HITS:
            raise InputError(f"Vraag hoogstens de beste {MOST_HITS}, niet {self.best}.")
        if len(self.wishes) > MOST_WISHES:
            raise InputError(f"Hoogstens {MOST_WISHES} wensen tegelijk, niet {len(self.wishes)}.")
        for wish in self.wishes:
            if not 0 <= wish.weight <= MOST_WEIGHT:
                raise InputError(f"Wens op ‘{wish.column}’: een gewicht is 0 tot {MOST_WEIGHT}.")
