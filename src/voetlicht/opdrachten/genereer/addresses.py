"""Addresses of invented people who are served now: streets that do not exist, in postcodes that
fit the notation and not the gemeente."""

from collections.abc import Sequence
from functools import cache
from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING

from django.db.backends.utils import CursorWrapper

from voetlicht.basis.gebieden.queries import gemeenten
from voetlicht.intern.personen.adressen import AdresIndex
from voetlicht.opdrachten.genereer.columns import lines
from voetlicht.opdrachten.genereer.loading import copy
from voetlicht.opdrachten.genereer.moments import FIRST_DAY, LAST_DAY
from voetlicht.opdrachten.genereer.served import Served
from voetlicht.opdrachten.genereer.tables import ADRES, bytea
from voetlicht.opdrachten.genereer.words import (
    STREET_BEGINNINGS,
    STREET_ENDS,
    STREET_FRONTS,
)

if TYPE_CHECKING:
    import numpy as np

_STREAM = 7002  # apart from the streams of other parts
_SHARE_TOGETHER = 0.8
_AREAS = 24  # of four digits, per gemeente
_NEVER = {"SA", "SD", "SS"}
_LETTERS = [
    a + b for a, b in product(ascii_uppercase, repeat=2) if not ({a, b} & set("FIOQUY"))
]  # fmt: skip
_LETTERS = [pair for pair in _LETTERS if pair not in _NEVER]
_HIGHEST_NUMBER = 180
_TOEVOEGINGEN = ("",) * 6 + ("A", "B", "2HOOG")


def load_addresses(cursor: CursorWrapper, served: Served, zaad: int) -> dict[int, bytes]:
    """An address for who is served and lives in a gemeente: persoon -> adres_index.

    Relatives who come after one another in the same gemeente mostly share one.
    """
    import numpy as np

    chosen = np.flatnonzero(served.first_of_persoon & served.in_gemeente)
    draw = np.random.default_rng([zaad, _STREAM])
    place = draw.integers(0, _AREAS * len(_LETTERS), len(chosen))
    number = draw.integers(1, _HIGHEST_NUMBER + 1, len(chosen))
    extra = draw.integers(0, len(_TOEVOEGINGEN), len(chosen))
    own = _own_address(served, chosen, draw)
    place, number, extra = place[own], number[own], extra[own]
    gemeente = served.gemeente[chosen]
    postcodes = _postcodes(gemeente, place)
    streets = np.array(_streets())[(place * 7919 + gemeente * 104_729) % len(_streets())]
    toevoegingen = np.array(_TOEVOEGINGEN)[extra]
    indexes = _indexes(postcodes, number.tolist(), toevoegingen.tolist())
    persoon = served.persoon[chosen]
    woonplaatsen = np.array([_name(code) for code in served.gemeente_codes])[gemeente]
    texts = lines(
        persoon, streets, number, toevoegingen, postcodes, woonplaatsen, list(map(bytea, indexes))
    )
    copy(cursor, ADRES, [texts])
    return dict(zip(persoon.tolist(), indexes, strict=True))


def _own_address(served: Served, chosen: "np.ndarray", draw: "np.random.Generator") -> "np.ndarray":
    """Per person whose address is hers: her own place in the row, or that of a relative before."""
    import numpy as np

    persoon, family = served.persoon[chosen], served.family[chosen]
    gemeente = served.gemeente[chosen]
    with_previous = np.zeros(len(chosen), dtype=bool)
    with_previous[1:] = (
        (persoon[1:] == persoon[:-1] + 1)
        & (family[1:] == family[:-1])
        & (gemeente[1:] == gemeente[:-1])
        & (draw.random(max(0, len(chosen) - 1)) < _SHARE_TOGETHER)
    )
    places = np.where(with_previous, 0, np.arange(len(chosen)))
    return np.maximum.accumulate(places)


def _postcodes(gemeente: "np.ndarray", place: "np.ndarray") -> list[str]:
    """Areas that no two gemeenten share, as long as there are no more than 375."""
    areas = 1000 + (gemeente * _AREAS + place // len(_LETTERS)) % 9000
    letters = (place % len(_LETTERS)).tolist()
    return [f"{area}{_LETTERS[pair]}" for area, pair in zip(areas.tolist(), letters, strict=True)]


def _indexes(
    postcodes: Sequence[str], numbers: Sequence[int], toevoegingen: Sequence[str]
) -> list[bytes]:
    index = AdresIndex()
    return [
        index.of(postcode=postcode, huisnummer=number, toevoeging=toevoeging)
        for postcode, number, toevoeging in zip(postcodes, numbers, toevoegingen, strict=True)
    ]


@cache
def _streets() -> tuple[str, ...]:
    every = product(STREET_FRONTS, STREET_BEGINNINGS, STREET_ENDS)
    return tuple(dict.fromkeys("".join(parts) for parts in every))


def _name(code: str) -> str:
    """What the gemeente is called: the place of everybody in it."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    both = (*gemeenten(on=FIRST_DAY), *gemeenten(on=LAST_DAY))
    return {one.code: one.naam for one in both}
