"""The dossiers of people outside the register: millions, most of them closed long ago.

They have one short history each, all of it from the conversion, so they are drawn as columns and
not one by one. They change no figure: nobody of them is in the register.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from django.db.backends.utils import CursorWrapper

from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.intern.personen.bsn import guard
from voetlicht.intern.personen.enums import Verblijfsbron
from voetlicht.opdrachten.genereer.columns import EPOCH, dates, ends, lines, ranges
from voetlicht.opdrachten.genereer.heard import Subject
from voetlicht.opdrachten.genereer.loading import copy, copy_numbered, persoon_line
from voetlicht.opdrachten.genereer.moments import FIRST_DAY, recorded_on
from voetlicht.opdrachten.genereer.names import Called
from voetlicht.opdrachten.genereer.numbers import public_ids
from voetlicht.opdrachten.genereer.places import UWV, Place, places, places_of
from voetlicht.opdrachten.genereer.plan import Part, Population
from voetlicht.opdrachten.genereer.tables import KLANT, KLANTPROFIEL, PERSOON, TABLE

if TYPE_CHECKING:
    import numpy as np

_BLOCK = 100_000
_SHARE_OPEN = 0.2
_SHARE_UWV = 0.6
_SHARE_WITH_PROFILE = 0.12
Identity = tuple[str, Called]
"""A BSN and a name."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Columns of equal length; days are counted from 1970, ``closed`` is 0 for an open dossier."""

    place: "np.ndarray"
    by_uwv: "np.ndarray"
    born: "np.ndarray"
    opened: "np.ndarray"
    closed: "np.ndarray"
    lives_since: "np.ndarray"
    has_profile: "np.ndarray"


def load_dossiers(
    cursor: CursorWrapper,
    *,
    count: int,
    population: Population,
    identities: Iterator[Identity],
    organisaties: Mapping[str, int],
) -> Iterator[int]:
    """Load this many, in blocks; yields how many each block held."""
    shares = _shares(population.parts)
    for number, first in enumerate(range(0, count, _BLOCK)):
        size = min(_BLOCK, count - first)
        block = _draw(population.zaad, number, size, shares)
        _load_block(cursor, block, list(islice(identities, size)), organisaties)
        yield size


def _shares(parts: Sequence[Part]) -> "np.ndarray":
    """Per place its part of the people, as in the register."""
    import numpy as np

    weights: dict[Place, float] = {}
    for part in parts:
        there = places_of(part.gemeente_code, part.anchor.peildatum) if part.regio_code else ()
        weights |= {place: part.register / len(there) for place in there}
    each = np.array([weights.get(place, 0.0) for place in places()])
    return each / each.sum()


def _draw(zaad: int, number: int, size: int, shares: "np.ndarray") -> _Block:
    import numpy as np

    draw = np.random.default_rng([zaad, number])
    conversion = _day(FIRST_DAY)
    is_open = draw.random(size) < _SHARE_OPEN
    opened = np.where(is_open, conversion - 1800, conversion - 5500) + draw.integers(0, 1500, size)
    closed = np.where(is_open, 0, opened + draw.integers(60, 3600, size))
    place = draw.choice(len(shares), size, p=shares)
    # A gemeente that hands over its klanten later has closed dossiers only.
    lasting = np.array([len(one.organisaties) == 1 for one in places()])
    known_from = np.array([_day(one.known_from) for one in places()])
    return _Block(
        place=place,
        by_uwv=(draw.random(size) < _SHARE_UWV) | (is_open & ~lasting[place]),
        born=conversion - draw.integers(18 * 366, 75 * 365, size),
        opened=opened,
        closed=closed,
        lives_since=np.maximum(conversion - draw.integers(30, 7000, size), known_from[place]),
        has_profile=draw.random(size) < _SHARE_WITH_PROFILE,
    )


def _day(day: date) -> int:
    return (day - EPOCH).days if day > EPOCH else 0


def _load_block(
    cursor: CursorWrapper,
    block: _Block,
    identities: Sequence[Identity],
    organisaties: Mapping[str, int],
) -> None:
    import numpy as np

    persoon = _load_personen(cursor, block, identities)
    copy(cursor, KLANT, [lines(public_ids(len(persoon)), persoon)])
    since = ranges(dates(block.lives_since), None)
    codes = _each_place(block, [one.gemeenten[0].code for one in places()])
    copy(
        cursor,
        TABLE[Subject.VERBLIJF],
        [lines(persoon, codes, Verblijfsbron.BRP.value, since, _RECORDED)],
    )
    own = _each_place(block, [organisaties[one.organisaties[0].code] for one in places()])
    organisatie = np.where(block.by_uwv, organisaties[UWV], own)
    opened, served = dates(block.opened), ranges(dates(block.opened), ends(block.closed))
    copy(
        cursor,
        TABLE[Subject.INSCHRIJVING],
        [lines(persoon, organisatie, served, _RECORDED)],
    )
    copy(
        cursor,
        TABLE[Subject.DIENSTVERLENING],
        [lines(persoon, organisatie, opened, served, _RECORDED)],
    )
    chosen = block.has_profile
    _load_profiles(
        cursor, persoon[chosen], organisatie[chosen], block.opened[chosen], block.closed[chosen]
    )


def _load_personen(
    cursor: CursorWrapper, block: _Block, identities: Sequence[Identity]
) -> "np.ndarray":
    """The numbers that these persons get."""
    import numpy as np

    guarded, count = guard(bsn for bsn, _ in identities), len(identities)
    personen = [
        persoon_line(uuid, secret, called, day, None)
        for uuid, secret, (_, called), day in zip(
            public_ids(count), guarded, identities, dates(block.born).to_pylist(), strict=True
        )
    ]
    first = copy_numbered(cursor, PERSOON, personen)
    return np.arange(first, first + count)


def _load_profiles(
    cursor: CursorWrapper,
    persoon: "np.ndarray",
    organisatie: "np.ndarray",
    opened: "np.ndarray",
    closed: "np.ndarray",
) -> None:
    """One klantprofiel each: vastgesteld while served, vervallen when the dossier was closed."""
    import numpy as np

    texts = lines(public_ids(len(persoon)), persoon, organisatie).splitlines(keepends=True)
    first = copy_numbered(cursor, KLANTPROFIEL, texts)
    status = np.where(closed > 0, Profielstatus.VERVALLEN.value, Profielstatus.VASTGESTELD.value)
    since = ranges(dates(np.where(closed > 0, closed, opened)), None)
    ids = np.arange(first, first + len(persoon))
    copy(cursor, TABLE[Subject.STATUS], [lines(persoon, ids, status, since, _RECORDED)])


_RECORDED = f"[{recorded_on(FIRST_DAY).isoformat()},)"


def _each_place(block: _Block, values: Sequence[object]) -> "np.ndarray":
    import numpy as np

    return np.array(values)[block.place]
