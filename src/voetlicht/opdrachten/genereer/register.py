"""Registrations in the doelgroepregister: in, out, on which grondslagen."""

from datetime import date, datetime, timedelta

from voetlicht.opdrachten.genereer.draw import Draw
from voetlicht.opdrachten.genereer.heard import Heard, Subject, heard
from voetlicht.opdrachten.genereer.moments import FIRST_DAY, LAST_DAY, Anchor, recorded_on
from voetlicht.opdrachten.genereer.periods import begun_and_ended

IN_PER_QUARTER = 0.014
OUT_PER_QUARTER = 0.007
# Participatiewet, Wajong and Wsw at about 40, 45 and 15 of a hundred.
_GRONDSLAGEN = {
    "01": 0.22, "06": 0.06, "02": 0.02, "03": 0.01, "51": 0.02, "52": 0.02, "53": 0.01,
    "54": 0.02, "55": 0.02, "10": 0.45, "20": 0.06, "22": 0.02, "23": 0.04, "24": 0.02,
    "40": 0.01,
}  # fmt: skip
# Second grondslagen that count, for persons registered on several at once.
_SECOND = {"01": 0.45, "06": 0.35, "52": 0.1, "55": 0.1}
# In the wider landelijk doelgroepregister only.
NOT_COUNTING = {"05": 0.6, "31": 0.4}
# Wajong was split by regime until 2021.
_OLD_WAJONG = {"13": 0.5, "11": 0.3, "12": 0.05, "14": 0.15}
# Registration on these cannot begin earlier.
_EXISTS_FROM = {"05": date(2015, 1, 1), "06": date(2017, 1, 1)}
_REASONS = {"01": 0.4, "02": 0.1, "03": 0.25, "04": 0.25}

_USUAL = "usual"
_SECOND_GROUND = "second ground"
_ALSO_NOT_COUNTING = "also on a ground that does not count"
_OTHER_GROUND = "goes over to another ground"
_MENDED_BEGIN = "begin corrected"
_LATE_EXIT = "exit heard late"
_VARIANTS = {
    _USUAL: 0.822,
    _SECOND_GROUND: 0.08,
    _ALSO_NOT_COUNTING: 0.03,
    _OTHER_GROUND: 0.04,
    _MENDED_BEGIN: 0.02,
    _LATE_EXIT: 0.008,
}


def registered_at(draw: Draw, anchor: Anchor) -> list[Heard]:
    """Registered on the peildatum, on at least one grondslag that counts."""
    variant = draw.pick(_VARIANTS)
    start, end = _entry(draw, anchor), _exit_after(draw, anchor)
    code = draw.pick(_GRONDSLAGEN)
    if variant == _LATE_EXIT:
        left = draw.day(max(start + timedelta(days=1), anchor.day(-60)), anchor.day(-1))
        return _ground(draw, code, start, left, end_heard=late(draw, anchor))
    if variant == _OTHER_GROUND:
        change = draw.day(max(start, FIRST_DAY) + timedelta(days=5), anchor.day(-2))
        second = _ground(draw, _another(draw, code), change, end)
        return _ground(draw, code, start, change) + second
    if variant == _MENDED_BEGIN:
        return _mended_begin(draw, code, start, end)
    told = _since(draw, code, start, end)
    if variant == _SECOND_GROUND:
        told += _ground(draw, _another(draw, code), draw.day(start, anchor.day(-20)), end)
    if variant == _ALSO_NOT_COUNTING:
        told += _ground(draw, draw.pick(NOT_COUNTING), start, end)
    return told


def left_before(draw: Draw, anchor: Anchor) -> tuple[date, list[Heard]]:
    """Registered once, and left between the first quarter and the peildatum; with the last day."""
    end = draw.day(FIRST_DAY + timedelta(days=30), anchor.day(-1))
    start = end - timedelta(days=draw.number(200, 3000))
    return end, _ground(draw, draw.pick(_GRONDSLAGEN), start, end)


def entered_after(draw: Draw, anchor: Anchor) -> tuple[date, list[Heard]]:
    """Registered for the first time after the peildatum; with the first day."""
    start = draw.day(anchor.day(1), LAST_DAY)
    return start, _ground(draw, draw.pick(_GRONDSLAGEN), start, None)


def entry_heard_late(draw: Draw, anchor: Anchor) -> list[Heard]:
    """Registered before the peildatum, which was only heard after everything was counted."""
    start, moment = draw.day(anchor.day(-60), anchor.day(-1)), late(draw, anchor)
    return _ground(draw, draw.pick(_GRONDSLAGEN), start, None, start_heard=moment)


def not_counting_only(draw: Draw, anchor: Anchor) -> list[Heard]:
    """In the landelijk doelgroepregister on a grondslag that does not count."""
    start = _entry(draw, anchor)
    return _ground(draw, draw.pick(NOT_COUNTING), start, None)


def late(draw: Draw, anchor: Anchor) -> datetime:
    """A moment after the figures of the anchor are fixed; often the day of the corrections."""
    if draw.chance(0.6):
        return recorded_on(anchor.correction_day)
    return recorded_on(anchor.day(draw.number(20, 180)))


def _entry(draw: Draw, anchor: Anchor) -> date:
    if draw.chance(IN_PER_QUARTER * anchor.quarters_before):
        return draw.day(FIRST_DAY, anchor.day(-21))
    return FIRST_DAY - timedelta(days=draw.number(10, 2900))


def _exit_after(draw: Draw, anchor: Anchor) -> date | None:
    if draw.chance(OUT_PER_QUARTER * anchor.quarters_after):
        return draw.day(anchor.day(2), LAST_DAY)
    return None


def _ground(
    draw: Draw,
    code: str,
    start: date,
    end: date | None,
    *,
    start_heard: datetime | None = None,
    end_heard: datetime | None = None,
) -> list[Heard]:
    return begun_and_ended(
        draw,
        Subject.REGISTRATIE,
        code,
        start=_begin(code, start),
        end=end,
        value=("",),
        end_value=(draw.pick(_REASONS),),
        start_heard=start_heard,
        end_heard=end_heard,
    )


def _begin(code: str, start: date) -> date:
    return max(start, _EXISTS_FROM.get(code, start))


def _another(draw: Draw, code: str) -> str:
    second = draw.pick(_SECOND)
    return second if second != code else "53"


def _mended_begin(draw: Draw, code: str, start: date, end: date | None) -> list[Heard]:
    """First heard with a begin some weeks too late, put right a few days after."""
    start = _begin(code, start)
    too_late = start + timedelta(days=draw.number(1, 8))
    heard_first = recorded_on(draw.soon(too_late))
    wrong = heard(heard_first, Subject.REGISTRATIE, code, too_late, None, "")
    mended = heard_first + timedelta(days=draw.number(1, 5))
    return [wrong, *_ground(draw, code, start, end, start_heard=mended)]


def _since(draw: Draw, code: str, start: date, end: date | None) -> list[Heard]:
    """On one grondslag; an older Wajong registration went over to 10 when the codes were joined."""
    old = code == "10" and start < FIRST_DAY - timedelta(days=200) and draw.chance(0.3)
    if not old:
        return _ground(draw, code, start, end)
    before = _ground(draw, draw.pick(_OLD_WAJONG), start, FIRST_DAY)
    return before + _ground(draw, code, FIRST_DAY, end)
