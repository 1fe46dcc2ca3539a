"""The division of the country on a date.

It changes on a score of days in all; between two of them every question has the same answer. So
there is one frozen ``Division`` per stretch, built when first asked for, and finding it is a
binary search among the days of change.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from voetlicht.basis.gebieden.enums import Aandeel
from voetlicht.basis.gebieden.gebied import Arbeidsmarktregio, Gemeente, Herindeling
from voetlicht.basis.gebieden.tables import gemeenteperioden, herindelingen, regioperioden
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.sorting import dutch_sort_key


@dataclass(frozen=True, slots=True)
class Division:
    """Gemeenten and regio's as they are from one day of change up to the next.

    ``followed`` leads from every code that ever existed and went whole into a gemeente of this
    division to that gemeente's code; a code of this division leads to itself. ``joined`` is the
    same as a join table: (code as stored, code now, regio number).
    """

    gemeenten: Mapping[str, Gemeente]
    regios: Mapping[int, Arbeidsmarktregio]
    per_regio: Mapping[int, tuple[Gemeente, ...]]
    followed: Mapping[str, str]
    joined: tuple[tuple[str, str, int], ...]


@cache
def days_of_change() -> tuple[date, ...]:
    """The days on which a division begins, oldest first; before the first nothing is known."""
    of_gemeenten = {p.geldig.start for p in gemeenteperioden()}
    of_regios = {p.geldig.start for p in regioperioden()}
    return tuple(sorted(of_gemeenten | of_regios | {h.datum for h in herindelingen()}))


def division_on(day: date) -> Division:
    """The division of ``day``; the last known one holds on. InputError before the first."""
    stretch = bisect_right(days_of_change(), day) - 1
    if stretch < 0:
        first = days_of_change()[0]
        raise InputError(
            f"De gebiedsindeling is bekend vanaf {format_date(first)}, niet op "
            f"{format_date(day)}; kies een datum vanaf {format_date(first)}."
        )
    return _division(stretch)


@cache
def changes_from() -> Mapping[str, tuple[Herindeling, ...]]:
    """Old code -> what it went into."""
    return _grouped({h: h.oud_code for h in herindelingen()})


@cache
def changes_into() -> Mapping[str, tuple[Herindeling, ...]]:
    """New code -> what went into it."""
    return _grouped({h: h.nieuw_code for h in herindelingen()})


@cache
def known_codes() -> frozenset[str]:
    """Every code of a gemeente that existed in 2015 or later, or went into one that did."""
    return frozenset({p.code for p in gemeenteperioden()} | set(changes_from()))


@cache
def _division(stretch: int) -> Division:
    day = days_of_change()[stretch]
    gemeenten = sorted(
        (
            Gemeente(p.code, p.naam, p.regio_code)
            for p in gemeenteperioden()
            if p.geldig.contains(day)
        ),
        key=lambda gemeente: dutch_sort_key(gemeente.naam),
    )
    by_code = {gemeente.code: gemeente for gemeente in gemeenten}
    regios = {
        p.code: Arbeidsmarktregio(p.code, p.naam, p.centrumgemeente_code)
        for p in regioperioden()
        if p.geldig.contains(day)
    }
    ends = {code: _follow(code, day, by_code) for code in sorted(known_codes())}
    followed = {code: end for code, end in ends.items() if end}
    return Division(
        gemeenten=MappingProxyType(by_code),
        regios=MappingProxyType(regios),
        per_regio=MappingProxyType(
            {code: tuple(g for g in gemeenten if g.regio_code == code) for code in regios}
        ),
        followed=MappingProxyType(followed),
        joined=tuple((code, end, by_code[end].regio_code) for code, end in followed.items()),
    )


def _follow(code: str, day: date, gemeenten: Mapping[str, Gemeente]) -> str | None:
    """The code of ``day`` that ``code`` became, None when it was split or does not exist yet."""
    while code not in gemeenten:
        match changes_from().get(code, ()):
            case (Herindeling(datum=datum, aandeel=Aandeel.GEHEEL) as change,) if datum <= day:
                code = change.nieuw_code
            case _:
                return None
    return code


def _grouped(keys: Mapping[Herindeling, str]) -> Mapping[str, tuple[Herindeling, ...]]:
    grouped: dict[str, tuple[Herindeling, ...]] = {}
    for change, key in keys.items():
        grouped[key] = (*grouped.get(key, ()), change)
    return MappingProxyType(grouped)
