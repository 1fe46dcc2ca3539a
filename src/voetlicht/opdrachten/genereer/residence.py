"""Where somebody lives through the years, and what the BRP or the person told of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from voetlicht.basis.gebieden.queries import BUITENLAND, ONBEKEND
from voetlicht.intern.personen.enums import Verblijfsbron
from voetlicht.opdrachten.genereer.draw import Draw
from voetlicht.opdrachten.genereer.heard import Heard, Subject, heard
from voetlicht.opdrachten.genereer.moments import FIRST_DAY, LAST_DAY, Anchor, recorded_on
from voetlicht.opdrachten.genereer.places import Place, nowhere, places, places_of_regio
from voetlicht.opdrachten.genereer.plan import published_anchors
from voetlicht.opdrachten.genereer.register import late

# Moves a year to another gemeente, apart from those around the peildatum.
_MOVES_PER_DAY = 0.02 / 365
_REGIO, _COUNTRY = "regio", "country"
_WHERE_TO = {_REGIO: 0.92, _COUNTRY: 0.05, BUITENLAND: 0.02, ONBEKEND: 0.01}

_SETTLED = "settled"
_MOVED_EARLIER = "moved in some quarters before"
_MOVED_IN = "moved in during the quarter"
_MOVES_OUT = "moves out just after the peildatum"
_LATE_MOVE = "moved away before the peildatum, heard late"
_OWN_STATEMENT = "no BRP delivery yet: own statement"
_CONTRADICTED = "own statement that contradicts the BRP"
_VARIANTS = {
    _SETTLED: 0.885,
    _MOVED_EARLIER: 0.02,
    _MOVED_IN: 0.025,
    _MOVES_OUT: 0.025,
    _LATE_MOVE: 0.01,
    _OWN_STATEMENT: 0.025,
    _CONTRADICTED: 0.01,
}


@dataclass(frozen=True, slots=True)
class _Stay:
    place: Place
    start: date
    moment: datetime
    bron: Verblijfsbron = Verblijfsbron.BRP


def residence_at(draw: Draw, anchor: Anchor, place: Place) -> list[Heard]:
    """Residence in ``place`` on the peildatum, as known at the anchor's moment."""
    variant = draw.pick(_VARIANTS)
    first = FIRST_DAY - timedelta(days=draw.number(30, 7000))
    stays = _stays(draw, anchor, _first_stay(place, first), variant)
    stays += _later(draw, anchor, stays[-1])
    ends = [*(stay.start for stay in stays[1:]), None]
    told = [one for stay, end in zip(stays, ends, strict=True) for one in _told(draw, stay, end)]
    return told + _statements(draw, anchor, stays[0], variant)


def _stays(draw: Draw, anchor: Anchor, here: _Stay, variant: str) -> list[_Stay]:
    """One stay, or two of which one holds on the peildatum as known at the anchor's moment."""
    if variant == _MOVED_EARLIER:
        day = draw.day(FIRST_DAY, anchor.day(-92))
        return _moved(draw, _elsewhere(draw, here.place), here.place, here.start, day)
    if variant == _MOVED_IN:
        day = draw.day(anchor.day(-80), anchor.day(-1))
        return _moved(draw, _elsewhere(draw, here.place), here.place, here.start, day)
    if variant == _MOVES_OUT:
        day = anchor.day(draw.number(1, 4))
        return _moved(draw, here.place, _elsewhere(draw, here.place), here.start, day)
    if variant == _LATE_MOVE:
        day = draw.day(anchor.day(-60), anchor.day(-1))
        return [here, _Stay(_elsewhere(draw, here.place), day, late(draw, anchor))]
    if variant == _OWN_STATEMENT:
        return [_Stay(here.place, here.start, here.moment, Verblijfsbron.EIGEN_OPGAVE)]
    return [here]


def _moved(draw: Draw, old: Place, new: Place, first: date, day: date) -> list[_Stay]:
    return [_first_stay(old, first), _Stay(new, day, recorded_on(draw.soon(day)))]


def _first_stay(place: Place, first: date) -> _Stay:
    """From before the conversion; not longer ago than the gemeente exists."""
    start = max(first, place.known_from)
    return _Stay(place, start, recorded_on(start))


def _later(draw: Draw, anchor: Anchor, stay: _Stay) -> list[_Stay]:
    """Sometimes a next move, long after the peildatum."""
    first = anchor.day(200)
    if first >= LAST_DAY or not draw.chance(_MOVES_PER_DAY * (LAST_DAY - first).days):
        return []
    day = draw.day(first, LAST_DAY)
    return [_Stay(_elsewhere(draw, stay.place), day, recorded_on(draw.soon(day)))]


def _elsewhere(draw: Draw, place: Place) -> Place:
    """Another place; never one of a regio whose published edition the person is not part of."""
    where = draw.pick(_WHERE_TO)
    if where in (BUITENLAND, ONBEKEND):
        return nowhere(where)
    options = places_of_regio(place.regio_code) if where == _REGIO and place.regio_code else ()
    while True:
        other = draw.one_of(options or places())
        foreign = other.regio_code in published_anchors() and other.regio_code != place.regio_code
        if not foreign and other.gemeenten[-1].code != place.gemeenten[-1].code:
            return other


def _told(draw: Draw, stay: _Stay, end: date | None) -> list[Heard]:
    """The stay itself and, in half the cases, a new BRP row when the gemeente merged."""
    told = [_verblijf(stay, stay.place.code_on(stay.start), stay.start, stay.moment)]
    for spell in stay.place.gemeenten[1:]:
        assert spell.start is not None
        lived_there = stay.start < spell.start and (end is None or spell.start < end)
        if lived_there and stay.bron is Verblijfsbron.BRP and draw.chance(0.5):
            moment = recorded_on(spell.start + timedelta(days=draw.number(3, 9)))
            told.append(_verblijf(stay, spell.code, spell.start, moment))
    return told


def _statements(draw: Draw, anchor: Anchor, stay: _Stay, variant: str) -> list[Heard]:
    """What does not change where somebody counts: a contradiction, a confirmation."""
    if variant == _CONTRADICTED:
        moment = recorded_on(anchor.day(-30))
        wrong = _Stay(_elsewhere(draw, stay.place), FIRST_DAY, moment, Verblijfsbron.EIGEN_OPGAVE)
        return [_verblijf(wrong, wrong.place.code_on(wrong.start), wrong.start, moment)]
    if variant == _OWN_STATEMENT and draw.chance(0.5):
        moment = recorded_on(anchor.day(90))
        confirmed = _Stay(stay.place, stay.start, moment)
        return [_verblijf(confirmed, stay.place.code_on(stay.start), stay.start, moment)]
    return []


def _verblijf(stay: _Stay, code: str, start: date, moment: datetime) -> Heard:
    return heard(moment, Subject.VERBLIJF, "", start, None, code, stay.bron)
