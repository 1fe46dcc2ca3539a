"""Who serves somebody: inschrijving and dienstverlening, by UWV or the gemeente side."""

from datetime import date, timedelta
from enum import StrEnum

from voetlicht.opdrachten.genereer.draw import Draw
from voetlicht.opdrachten.genereer.heard import Heard, Subject
from voetlicht.opdrachten.genereer.moments import FIRST_DAY, LAST_DAY, Anchor
from voetlicht.opdrachten.genereer.periods import served
from voetlicht.opdrachten.genereer.places import UWV, Place, Spell
from voetlicht.opdrachten.genereer.register import late

# Of those served: opened, and closed, per quarter. Of those not served: opened per quarter.
_OPENED_PER_QUARTER = 0.011
_CLOSED_PER_QUARTER = 0.013
_FOUND_PER_QUARTER = 0.04
_BY_UWV = (Spell(UWV, None, None),)

_USUAL = "usual"
_SECOND_EARLIER = "also served by the other side, opened earlier"
_TIE = "also served by the other side, opened on the same day"
_TOOK_OVER = "the other side closed when this one opened"
_LATE_CLOSE = "closed before the peildatum, heard late"
_WHEN_SERVED = {
    _USUAL: 0.853,
    _SECOND_EARLIER: 0.06,
    _TIE: 0.035,
    _TOOK_OVER: 0.04,
    _LATE_CLOSE: 0.012,
}
_NOTHING = "not in Sonar"
_INSCHRIJVING_ONLY = "inschrijving only"
_CLOSED = "closed before the peildatum"
_LATE_OPEN = "opened before the peildatum, heard late"
_WHEN_NOT = {_NOTHING: 0.34, _INSCHRIJVING_ONLY: 0.2, _CLOSED: 0.43, _LATE_OPEN: 0.03}


class Side(StrEnum):
    """Which side of the table somebody is on."""

    GEMEENTE = "gemeente"
    UWV = "uwv"

    @property
    def other(self) -> "Side":
        return Side.UWV if self is Side.GEMEENTE else Side.GEMEENTE

    def organisaties(self, place: Place) -> tuple[Spell, ...]:
        """Who serves on this side in ``place``, one after another."""
        return place.organisaties if self is Side.GEMEENTE else _BY_UWV


def any_side(draw: Draw) -> Side:
    return Side.UWV if draw.chance(0.65) else Side.GEMEENTE


def served_at(draw: Draw, anchor: Anchor, place: Place, side: Side) -> list[Heard]:
    """Led by ``side`` on the peildatum, as known at the anchor's moment."""
    variant = draw.pick(_WHEN_SERVED)
    if variant == _TIE and side is Side.GEMEENTE:
        variant = _SECOND_EARLIER  # a tie never leads to the gemeente side
    opened, closed = _opened(draw, anchor), _closed_after(draw, anchor)
    ours, theirs = side.organisaties(place), side.other.organisaties(place)
    if variant == _LATE_CLOSE:
        closed = draw.day(max(opened + timedelta(days=1), anchor.day(-60)), anchor.day(-1))
        return _inschrijving(draw, ours, opened, None) + served(
            draw,
            Subject.DIENSTVERLENING,
            ours,
            start=opened,
            end=closed,
            end_heard=late(draw, anchor),
        )
    told = _both(draw, ours, opened, closed)
    before = opened - timedelta(days=draw.number(40, 900))
    if variant == _SECOND_EARLIER:
        told += _both(draw, theirs, before, _closed_after(draw, anchor))
    if variant == _TIE:
        told += served(
            draw,
            Subject.DIENSTVERLENING,
            theirs,
            start=opened,
            end=_closed_after(draw, anchor),
        )
    if variant == _TOOK_OVER:
        told += _both(draw, theirs, before, opened)
    return told


def not_served_at(draw: Draw, anchor: Anchor, place: Place, side: Side) -> list[Heard]:
    """Without open dienstverlening on the peildatum, as known at the anchor's moment."""
    variant = draw.pick(_WHEN_NOT)
    organisaties = side.organisaties(place)
    if variant == _LATE_OPEN:
        opened = draw.day(anchor.day(-60), anchor.day(-1))
        return served(
            draw,
            Subject.DIENSTVERLENING,
            organisaties,
            start=opened,
            end=None,
            start_heard=late(draw, anchor),
        )
    told = []
    if variant == _INSCHRIJVING_ONLY:
        told += _inschrijving(draw, organisaties, _opened(draw, anchor), None)
    if variant == _CLOSED:
        closed = _day_before(draw, anchor, share_recent=0.06 * anchor.quarters_before)
        told += _both(draw, organisaties, closed - timedelta(days=draw.number(90, 1500)), closed)
    return told + _found_after(draw, anchor, organisaties)


def served_between(
    draw: Draw, place: Place, side: Side, opened: date, closed: date | None
) -> list[Heard]:
    """Served by ``side`` without regard to any peildatum."""
    return _both(draw, side.organisaties(place), opened, closed)


def _both(
    draw: Draw, organisaties: tuple[Spell, ...], opened: date, closed: date | None
) -> list[Heard]:
    return _inschrijving(draw, organisaties, opened, closed) + served(
        draw, Subject.DIENSTVERLENING, organisaties, start=opened, end=closed
    )


def _inschrijving(
    draw: Draw, organisaties: tuple[Spell, ...], opened: date, closed: date | None
) -> list[Heard]:
    start = opened - timedelta(days=draw.number(0, 20))
    return served(draw, Subject.INSCHRIJVING, organisaties, start=start, end=closed)


def _found_after(draw: Draw, anchor: Anchor, organisaties: tuple[Spell, ...]) -> list[Heard]:
    if not draw.chance(_FOUND_PER_QUARTER * anchor.quarters_after):
        return []
    opened = draw.day(anchor.day(21), LAST_DAY)
    return served(draw, Subject.DIENSTVERLENING, organisaties, start=opened, end=None)


def _opened(draw: Draw, anchor: Anchor) -> date:
    return _day_before(draw, anchor, share_recent=_OPENED_PER_QUARTER * anchor.quarters_before)


def _day_before(draw: Draw, anchor: Anchor, *, share_recent: float) -> date:
    """A day before the peildatum: since the first quarter in ``share_recent``, else longer ago."""
    if draw.chance(share_recent):
        return draw.day(FIRST_DAY, anchor.day(-3))
    return FIRST_DAY - timedelta(days=draw.number(1, 1800))


def _closed_after(draw: Draw, anchor: Anchor) -> date | None:
    if draw.chance(_CLOSED_PER_QUARTER * anchor.quarters_after):
        return draw.day(anchor.day(1), LAST_DAY)
    return None
