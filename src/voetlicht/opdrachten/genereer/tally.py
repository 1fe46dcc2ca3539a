"""Counting the slow and simple way, person by person, with every rule apart.

This is a second, independent statement of what the publication counts. It knows nothing of the
real measure and the real measure knows nothing of it. The generator uses it to say which rules its
people exercise, the tests to check that the figures follow from all the rules together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from voetlicht.basis.gebieden.queries import BUITENLAND, ONBEKEND, code_on
from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.opdrachten.genereer.heard import Subject
from voetlicht.opdrachten.genereer.histories import Row
from voetlicht.opdrachten.genereer.moments import Anchor
from voetlicht.opdrachten.genereer.places import UWV
from voetlicht.opdrachten.genereer.register import NOT_COUNTING


class Rule(StrEnum):
    """The rules that decide who counts where; the values are how the report calls them."""

    REGISTER = "alleen wie in het register staat"
    GRONDSLAG = "alleen grondslagen die meetellen"
    OPEN = "alleen lopende dienstverlening"
    PRIORITY = "laatst geopende dienstverlening gaat voor"
    TIE = "op dezelfde dag geopend: UWV gaat voor"
    STATUS = "alleen een vastgesteld profiel"
    MOVE = "woonplaats op de peildatum"
    RECORDED = "alleen wat op tijd bekend was"
    ONCE = "één persoon telt één keer"


@dataclass(frozen=True, slots=True)
class Counted:
    """How one person counts: where, how often in the register and how in Sonar.

    ``cell`` is (side, has a profile), None for somebody who is not counted in Sonar.
    """

    gemeente_code: str
    registered: int
    cell: tuple[str, bool] | None


def counted(rows: Sequence[Row], anchor: Anchor, off: Rule | None = None) -> Counted:
    """How the person with these rows counts at the anchor, with one rule switched off."""
    known = _known(rows, anchor, off)
    usual = _situation(known, anchor.peildatum)
    return _without(usual, known, anchor.peildatum, off).counted(off)


def exercised(rows: Sequence[Row], anchor: Anchor) -> tuple[Rule, ...]:
    """The rules without which this person would count differently."""
    known, day = _known(rows, anchor, None), anchor.peildatum
    situation = _situation(known, day)
    usual = situation.counted()
    without = {rule: _without(situation, known, day, rule).counted(rule) for rule in Rule}
    if any(row.until is not None or row.since >= anchor.bekend_op for row in rows):
        without[Rule.RECORDED] = counted(rows, anchor, Rule.RECORDED)
    return tuple(rule for rule in Rule if without[rule] != usual)


@dataclass(frozen=True, slots=True)
class _Situation:
    """The four answers that together decide how somebody counts."""

    gemeente_code: str
    grounds: int
    leading: str | None
    has_profile: bool

    def counted(self, off: Rule | None = None) -> Counted:
        in_sonar = self.leading and (self.grounds or off is Rule.REGISTER)
        cell = (self.leading, self.has_profile) if in_sonar and self.leading else None
        return Counted(self.gemeente_code, self.grounds, cell)


Known = Mapping[Subject, Sequence[Row]]


def _situation(known: Known, day: date) -> _Situation:
    return _Situation(
        _gemeente(known, day), _grounds(known, day), _leading(known, day), _has_profile(known, day)
    )


def _without(usual: _Situation, known: Known, day: date, off: Rule | None) -> _Situation:
    """The situation with one rule switched off; every rule touches at most one of the answers."""
    match off:
        case Rule.GRONDSLAG | Rule.ONCE:
            return replace(usual, grounds=_grounds(known, day, off))
        case Rule.OPEN | Rule.PRIORITY | Rule.TIE:
            return replace(usual, leading=_leading(known, day, off))
        case Rule.STATUS:
            return replace(usual, has_profile=_has_profile(known, day, off))
        case Rule.MOVE:
            return replace(usual, gemeente_code=_gemeente(known, day, off))
        case _:
            return usual


def _known(rows: Iterable[Row], anchor: Anchor, off: Rule | None) -> Known:
    """The rows known at the anchor's moment, by subject; without the rule those known now."""
    found: defaultdict[Subject, list[Row]] = defaultdict(list)
    moment = anchor.bekend_op
    for row in rows:
        if row.until is None if off is Rule.RECORDED else _known_at(row, moment):
            found[row.subject].append(row)
    return found


def _known_at(row: Row, moment: datetime) -> bool:
    return row.since < moment and (row.until is None or row.until >= moment)


def _grounds(known: Known, day: date, off: Rule | None = None) -> int:
    open_grounds = [
        row
        for row in known[Subject.REGISTRATIE]
        if row.valid.contains(day) and (row.key not in NOT_COUNTING or off is Rule.GRONDSLAG)
    ]
    return len(open_grounds) if off is Rule.ONCE else min(1, len(open_grounds))


def _leading(known: Known, day: date, off: Rule | None = None) -> str | None:
    """``uwv`` or ``gemeente``."""
    serving = [row for row in known[Subject.DIENSTVERLENING] if row.valid.contains(day)]
    if off is Rule.OPEN:
        ever = (*known[Subject.DIENSTVERLENING], *known[Subject.INSCHRIJVING])
        serving = [row for row in ever if row.valid.start <= day]
    if not serving:
        return None
    order = -1 if off is Rule.PRIORITY else 1
    tie = -1 if off is Rule.TIE else 1
    first = max(serving, key=lambda row: (order * _opened(row), tie * (row.key == UWV)))
    return UWV if first.key == UWV else "gemeente"


def _opened(row: Row) -> int:
    opened = row.value[0] if row.value else row.valid.start
    assert isinstance(opened, date)
    return opened.toordinal()


def _has_profile(known: Known, day: date, off: Rule | None = None) -> bool:
    return any(
        row.valid.contains(day)
        and (row.value == (Profielstatus.VASTGESTELD,) or off is Rule.STATUS)
        for row in known[Subject.STATUS]
    )


def _gemeente(known: Known, day: date, off: Rule | None = None) -> str:
    """Where the person lives; without the rule the last address that is known."""
    stays = known[Subject.VERBLIJF]
    if off is Rule.MOVE:
        code = max(stays, key=lambda row: row.valid.start).value[0]
    else:
        code = next((row.value[0] for row in stays if row.valid.contains(day)), ONBEKEND)
    assert isinstance(code, str)
    return code if code in (ONBEKEND, BUITENLAND) else _now(code, day)


@cache
def _now(code: str, day: date) -> str:
    return code_on(code, on=day)


def table(everybody: Iterable[Counted], gemeente_codes: Iterable[str]) -> Counter[tuple[str, ...]]:
    """Persons per (gemeente, side, met/zonder) and per (gemeente, register)."""
    wanted, counts = frozenset(gemeente_codes), Counter[tuple[str, ...]]()
    for one in everybody:
        if one.gemeente_code not in wanted:
            continue
        counts[one.gemeente_code, "register"] += one.registered
        if one.cell:
            side, has_profile = one.cell
            counts[one.gemeente_code, side, "met" if has_profile else "zonder"] += max(
                1, one.registered
            )
    return counts
