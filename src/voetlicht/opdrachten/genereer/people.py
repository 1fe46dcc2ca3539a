"""The people of one part of the plan: those that fill its cells, and those around them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from voetlicht.basis.gebieden.queries import BUITENLAND, ONBEKEND
from voetlicht.opdrachten.genereer.draw import Draw
from voetlicht.opdrachten.genereer.heard import Heard, Person
from voetlicht.opdrachten.genereer.moments import Anchor
from voetlicht.opdrachten.genereer.places import Place, nowhere, places_of
from voetlicht.opdrachten.genereer.plan import Part
from voetlicht.opdrachten.genereer.profile import (
    perhaps_profile,
    profile_after,
    with_profile,
    without_profile,
)
from voetlicht.opdrachten.genereer.register import (
    IN_PER_QUARTER,
    OUT_PER_QUARTER,
    entered_after,
    entry_heard_late,
    left_before,
    not_counting_only,
    registered_at,
)
from voetlicht.opdrachten.genereer.residence import residence_at
from voetlicht.opdrachten.genereer.service import (
    Side,
    any_side,
    not_served_at,
    served_at,
    served_between,
)

# Age at the peildatum, from and up to, of persons in the register (domain study, UWV 2025).
_AGES = {(18, 24): 0.082, (25, 34): 0.301, (35, 44): 0.318, (45, 54): 0.157, (55, 66): 0.142}
_SHARE_DECEASED_NOT_PROCESSED = 0.001
_SHARE_KNOWN = 0.74
# People outside the figures, as a share of the register of the part.
_OUTSIDERS = 0.03
_NOT_COUNTING = 0.025
_LATE_ENTRIES = 0.008


def people_of(part: Part, zaad: int) -> Iterator[Person]:
    """Everybody of the part, in a fixed order; the same for the same seed."""
    draw = Draw(zaad, f"people {part.gemeente_code}")
    met = part.cells.counts[0::2]
    zonder = part.cells.counts[1::2]
    for side, with_count, without_count in zip((Side.GEMEENTE, Side.UWV), met, zonder, strict=True):
        for _ in range(with_count):
            yield _known(draw, part, side, with_profile)
        for _ in range(without_count):
            yield _known(draw, part, side, without_profile)
    for _ in range(part.register_only):
        yield _register_only(draw, part)
    for kind, share in _around(part.anchor).items():
        for _ in range(draw.whole(share * part.register)):
            yield kind(draw, part)


def _around(anchor: Anchor) -> dict[Callable[[Draw, Part], Person], float]:
    return {
        _left: OUT_PER_QUARTER * anchor.quarters_before,
        _entrant: IN_PER_QUARTER * anchor.quarters_after,
        _outsider: _OUTSIDERS,
        _not_counting: _NOT_COUNTING,
        _late_entry: _LATE_ENTRIES,
    }


def _known(
    draw: Draw,
    part: Part,
    side: Side,
    profile: Callable[[Draw, Anchor, Place, Side], list[Heard]],
) -> Person:
    """In the register and served by ``side`` on the peildatum: one person of one cell."""
    place = _place(draw, part)
    told = [
        *registered_at(draw, part.anchor),
        *served_at(draw, part.anchor, place, side),
        *profile(draw, part.anchor, place, side),
    ]
    return _person(draw, part, place, told)


def _register_only(draw: Draw, part: Part) -> Person:
    place, side = _place(draw, part), any_side(draw)
    told = not_served_at(draw, part.anchor, place, side)
    if told:
        told += perhaps_profile(draw, part.anchor, place, side)
    return _person(draw, part, place, [*registered_at(draw, part.anchor), *told])


def _left(draw: Draw, part: Part) -> Person:
    """Left the register before the peildatum; half of them are still served after it."""
    place, side = _place(draw, part), any_side(draw)
    end, told = left_before(draw, part.anchor)
    opened = end - timedelta(days=draw.number(30, 700))
    told += served_between(draw, place, side, opened, None if draw.chance(0.5) else end)
    told += profile_after(draw, place, side, opened)
    return _person(draw, part, place, told)


def _entrant(draw: Draw, part: Part) -> Person:
    place, side = _place(draw, part), any_side(draw)
    start, told = entered_after(draw, part.anchor)
    if draw.chance(_SHARE_KNOWN):
        opened = start + timedelta(days=draw.number(-30, 60))
        told += served_between(draw, place, side, opened, None)
        told += profile_after(draw, place, side, opened)
    return _person(draw, part, place, told)


def _late_entry(draw: Draw, part: Part) -> Person:
    return _served_and(draw, part, entry_heard_late(draw, part.anchor))


def _outsider(draw: Draw, part: Part) -> Person:
    """Served, but not from the target group of the banenafspraak."""
    return _served_and(draw, part, [])


def _not_counting(draw: Draw, part: Part) -> Person:
    return _served_and(draw, part, not_counting_only(draw, part.anchor))


def _served_and(draw: Draw, part: Part, told: list[Heard]) -> Person:
    place, side = _place(draw, part), any_side(draw)
    told += served_at(draw, part.anchor, place, side)
    told += perhaps_profile(draw, part.anchor, place, side)
    return _person(draw, part, place, told)


def _place(draw: Draw, part: Part) -> Place:
    if part.gemeente_code in (ONBEKEND, BUITENLAND):
        return nowhere(part.gemeente_code)
    return draw.one_of(places_of(part.gemeente_code, part.anchor.peildatum))


def _person(draw: Draw, part: Part, place: Place, told: list[Heard]) -> Person:
    told += residence_at(draw, part.anchor, place)
    # Stable: of facts of one moment the one drawn first is recorded first.
    told.sort(key=lambda one: one.moment)
    return Person(_born(draw, part.anchor.peildatum), _deceased(draw, part.anchor), told)


def _born(draw: Draw, peildatum: date) -> date:
    youngest, oldest = draw.pick(_AGES)
    return peildatum - timedelta(days=draw.number(youngest * 366, oldest * 365 + 300))


def _deceased(draw: Draw, anchor: Anchor) -> date | None:
    """Died shortly before the peildatum, while register and Sonar do not know yet."""
    if draw.chance(_SHARE_DECEASED_NOT_PROCESSED):
        return anchor.day(-draw.number(1, 90))
    return None
