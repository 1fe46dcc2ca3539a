"""What invented people are called: drawn apart from their histories, millions within seconds."""

from collections.abc import Iterator
from functools import cache
from itertools import count, product
from typing import TYPE_CHECKING, NamedTuple

from voetlicht.intern.personen.rules import Naam, zoeknaam
from voetlicht.opdrachten.genereer.words import (
    FIRST_NAMES,
    SURNAME_BEGINNINGS,
    SURNAME_ENDS,
    SURNAMES_FROM_ELSEWHERE,
    VOORVOEGSELS,
)

if TYPE_CHECKING:
    import numpy as np

_STREAM = 7001  # apart from the streams of other parts
_BLOCK = 100_000
_FAMILIES = 6_000
_SHARE_RELATIVE = 0.06
_SHARE_DOUBLE = 0.05
_SHARE_VOORVOEGSEL = 0.25
_SHARE_ELSEWHERE = 0.2


class Called(NamedTuple):
    """A name with its zoeknaam, in the order of the columns of a Persoon."""

    voornaam: str
    voorvoegsel: str
    achternaam: str
    zoeknaam: str


class _Family(NamedTuple):
    """A surname, and its zoeknaam in two halves: before and after the first name."""

    voorvoegsel: str
    achternaam: str
    before: str
    after: str


def names(zaad: int) -> Iterator[Called]:
    """Names without end, the same for the same seed. Some carry the surname of who went before:
    they are relatives."""
    import numpy as np

    families, folded = _families(zaad), [zoeknaam(Naam("", "", name)) for name in FIRST_NAMES]
    for block in count():
        draw = np.random.default_rng([zaad, _STREAM, block])
        chosen = _in_families(draw, draw.choice(_FAMILIES, _BLOCK, p=_zipf(_FAMILIES)))
        given = draw.choice(len(FIRST_NAMES), _BLOCK, p=_zipf(len(FIRST_NAMES)))
        for voornaam, number in zip(given.tolist(), chosen.tolist(), strict=True):
            voorvoegsel, achternaam, before, after = families[number]
            yield Called(
                FIRST_NAMES[voornaam], voorvoegsel, achternaam, before + folded[voornaam] + after
            )


def _in_families(draw: "np.random.Generator", drawn: "np.ndarray") -> "np.ndarray":
    """Who is a relative gets the family of the last before that is not."""
    import numpy as np

    first = draw.random(len(drawn)) >= _SHARE_RELATIVE
    first[0] = True
    return drawn[np.maximum.accumulate(np.where(first, np.arange(len(drawn)), 0))]


@cache
def surnames() -> tuple[str, ...]:
    """All single surnames, the frequent ones first."""
    pairs = list(product(SURNAME_BEGINNINGS, SURNAME_ENDS))
    # A step without a factor in common with the number of pairs passes every pair once.
    made = ("".join(pairs[number * 181 % len(pairs)]) for number in range(len(pairs)))
    return tuple(made)


@cache
def _families(zaad: int) -> tuple[_Family, ...]:
    """The families of this seed; the same surname occurs with and without a voorvoegsel."""
    import numpy as np

    draw = np.random.default_rng([zaad, _STREAM])
    return tuple(_family(*_surname(draw)) for _ in range(_FAMILIES))


def _surname(draw: "np.random.Generator") -> tuple[str, str]:
    """A surname and its voorvoegsel."""
    kind, here = draw.random(), surnames()
    if kind < _SHARE_ELSEWHERE:
        return _one_of(draw, SURNAMES_FROM_ELSEWHERE), ""
    surname = here[draw.choice(len(here), p=_zipf(len(here)))]
    if kind > 1 - _SHARE_DOUBLE:
        surname = f"{surname}-{_one_of(draw, here)}"
    return surname, _one_of(draw, VOORVOEGSELS) if draw.random() < _SHARE_VOORVOEGSEL else ""


def _one_of(draw: "np.random.Generator", words: tuple[str, ...]) -> str:
    return words[draw.integers(len(words))]


def _family(achternaam: str, voorvoegsel: str) -> _Family:
    before, after = zoeknaam(Naam("\0", voorvoegsel, achternaam)).split("\0")
    return _Family(voorvoegsel, achternaam, before, after)


@cache
def _zipf(size: int) -> "np.ndarray":
    """Shares that fall with the rank, so that some names are many people's."""
    import numpy as np

    weights = 1 / (np.arange(size) + 20)
    return weights / weights.sum()
