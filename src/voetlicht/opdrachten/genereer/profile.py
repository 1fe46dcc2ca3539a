"""Klantprofielen: drawn up, established, lapsed, by either organisatie."""

from datetime import date, datetime, timedelta

from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.opdrachten.genereer.draw import Draw
from voetlicht.opdrachten.genereer.heard import Heard, Subject, heard
from voetlicht.opdrachten.genereer.moments import FIRST_DAY, LAST_DAY, Anchor, recorded_on
from voetlicht.opdrachten.genereer.places import Place
from voetlicht.opdrachten.genereer.register import late
from voetlicht.opdrachten.genereer.service import Side

_MADE_PER_QUARTER = 0.012
_LAPSED_PER_QUARTER = 0.006
# Of those without: UWV draws up most of them in the end, gemeenten few.
_MADE_LATER_PER_QUARTER = {Side.UWV: 0.035, Side.GEMEENTE: 0.003}
# Of the lapsed ones: the share that lapsed since the first quarter, not longer ago.
_LAPSED_LATELY = {Side.UWV: 0.6, Side.GEMEENTE: 0.1}
_SHARE_WITH = {Side.UWV: 0.82, Side.GEMEENTE: 0.10}

_USUAL = "usual"
_BY_THE_OTHER = "drawn up by the other side"
_OTHER_LAPSED = "a second one by the other side has lapsed"
_LATE_LAPSE = "lapsed before the peildatum, heard late"
_WITH = {_USUAL: 0.922, _BY_THE_OTHER: 0.04, _OTHER_LAPSED: 0.03, _LATE_LAPSE: 0.008}
_NONE = "none"
_CONCEPT = "concept only"
_LAPSED = "lapsed"
_LATE_MADE = "established before the peildatum, heard late"
_WITHOUT = {_NONE: 0.71, _CONCEPT: 0.13, _LAPSED: 0.15, _LATE_MADE: 0.01}


def with_profile(draw: Draw, anchor: Anchor, place: Place, side: Side) -> list[Heard]:
    """A klantprofiel that is vastgesteld on the peildatum, as known at the anchor's moment."""
    variant = draw.pick(_WITH)
    made = _made(draw, anchor)
    author = _author(side.other if variant == _BY_THE_OTHER else side, place, made)
    told = _drawn_up(draw, author, made)
    if variant == _OTHER_LAPSED:
        told += _has_lapsed(
            draw, anchor, _author(side.other, place, FIRST_DAY), _LAPSED_LATELY[side]
        )
    if variant == _LATE_LAPSE:
        lapsed = draw.day(anchor.day(-60), anchor.day(-1))
        if lapsed > made:
            told.append(_status(author, Profielstatus.VERVALLEN, lapsed, late(draw, anchor)))
    elif draw.chance(_LAPSED_PER_QUARTER * anchor.quarters_after):
        lapsed = draw.day(anchor.day(1), LAST_DAY)
        told.append(_soon(draw, author, Profielstatus.VERVALLEN, lapsed))
    return told


def without_profile(draw: Draw, anchor: Anchor, place: Place, side: Side) -> list[Heard]:
    """No klantprofiel that is vastgesteld on the peildatum, as known at the anchor's moment."""
    variant = draw.pick(_WITHOUT)
    author = _author(side, place, anchor.peildatum)
    if variant == _LATE_MADE:
        made = draw.day(anchor.day(-60), anchor.day(-1))
        return [_status(author, Profielstatus.VASTGESTELD, made, late(draw, anchor))]
    told = []
    if variant == _CONCEPT:
        told.append(_soon(draw, author, Profielstatus.CONCEPT, _made(draw, anchor)))
    if variant == _LAPSED:
        told += _has_lapsed(draw, anchor, author, _LAPSED_LATELY[side])
    if draw.chance(_MADE_LATER_PER_QUARTER[side] * anchor.quarters_after):
        made = draw.day(anchor.day(15), LAST_DAY)
        told.append(_soon(draw, author, Profielstatus.VASTGESTELD, made))
    return told


def perhaps_profile(draw: Draw, anchor: Anchor, place: Place, side: Side) -> list[Heard]:
    """With or without, in the proportion of those whom ``side`` serves."""
    drawn = with_profile if draw.chance(_SHARE_WITH[side]) else without_profile
    return drawn(draw, anchor, place, side)


def profile_after(draw: Draw, place: Place, side: Side, opened: date) -> list[Heard]:
    """Perhaps one that is drawn up in the months after the dienstverlening was opened."""
    if not draw.chance(_SHARE_WITH[side]):
        return []
    made = opened + timedelta(days=draw.number(15, 150))
    return _drawn_up(draw, _author(side, place, made), made) if made <= LAST_DAY else []


def _author(side: Side, place: Place, day: date) -> str:
    return next(spell.code for spell in side.organisaties(place) if spell.holds_on(day))


def _made(draw: Draw, anchor: Anchor) -> date:
    if draw.chance(_MADE_PER_QUARTER * anchor.quarters_before):
        return draw.day(FIRST_DAY + timedelta(days=40), anchor.day(-2))
    return FIRST_DAY - timedelta(days=draw.number(1, 1500))


def _drawn_up(draw: Draw, author: str, made: date) -> list[Heard]:
    """First a concept for some weeks; of old profiles only the end result is known."""
    begun = made - timedelta(days=draw.number(10, 35))
    concept = [_soon(draw, author, Profielstatus.CONCEPT, begun)] if made > FIRST_DAY else []
    return [*concept, _soon(draw, author, Profielstatus.VASTGESTELD, made)]


def _has_lapsed(draw: Draw, anchor: Anchor, author: str, share_lately: float) -> list[Heard]:
    if draw.chance(share_lately):
        lapsed = draw.day(FIRST_DAY + timedelta(days=20), anchor.day(-1))
    else:
        lapsed = FIRST_DAY - timedelta(days=draw.number(20, 600))
    made = lapsed - timedelta(days=draw.number(200, 1200))
    return [
        _soon(draw, author, Profielstatus.VASTGESTELD, made),
        _soon(draw, author, Profielstatus.VERVALLEN, lapsed),
    ]


def _soon(draw: Draw, author: str, status: Profielstatus, day: date) -> Heard:
    return _status(author, status, day, recorded_on(draw.soon(day)))


def _status(author: str, status: Profielstatus, day: date, moment: datetime) -> Heard:
    return heard(moment, Subject.STATUS, author, day, None, status)
