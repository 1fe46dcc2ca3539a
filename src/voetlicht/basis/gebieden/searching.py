"""From a name to the gemeente it stands for, whether typed by a person or read from a document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from voetlicht.basis.gebieden.division import (
    Division,
    changes_from,
    changes_into,
    days_of_change,
    division_on,
)
from voetlicht.basis.gebieden.enums import Aandeel, Herindelingssoort
from voetlicht.basis.gebieden.gebied import Gemeente, Herindeling, Suggestie
from voetlicht.basis.gebieden.rules import name_key
from voetlicht.basis.gebieden.tables import aliassen, gemeenteperioden, herindelingen
from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.sorting import dutch_sort_key

# How alike two keys must be (difflib's ratio) for one to be offered as a slip of the pen.
NEARNESS = 0.75
# From so many letters on a text is also looked for inside a name, not only at its beginning.
INSIDE_FROM = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a gemeente has or had, or that people use for it."""

    naam: str
    code: str


def find_gemeente(naam: str, *, on: date | None = None) -> Gemeente | None:
    """The gemeente of ``on`` (default: now) that this name stands for, whatever its spelling.

    Knows the names of every date, also of gemeenten that ended, and aliases: "Den Haag", "Brielle".
    None when nothing, or not exactly one gemeente of that date, answers to the name: so also for a
    gemeente that was split, or did not exist yet.
    """
    division = division_on(on or days_of_change()[-1])
    codes = {
        division.followed[name.code]
        for name in _names_by_key().get(name_key(naam), ())
        if name.code in division.followed
    }
    return division.gemeenten[codes.pop()] if len(codes) == 1 else None


def suggest_gemeenten(text: str, *, on: date, limit: int = 10) -> tuple[Suggestie, ...]:
    """The gemeenten of ``on`` that may be meant, best first, each once, at most ``limit``.

    First the whole name, then its beginning, then a part of it; only when none of these is found,
    names that are written nearly so.
    """
    division = division_on(on)
    found: dict[str, Suggestie] = {}
    for name in _matching(name_key(text)):
        for suggestie in _meanings(name, on, division):
            found.setdefault(suggestie.gemeente.code, suggestie)
    return tuple(found.values())[:limit]


@cache
def _names_by_key() -> Mapping[str, tuple[Name, ...]]:
    by_key: dict[str, tuple[Name, ...]] = {}
    names = {
        *(Name(p.naam, p.code) for p in gemeenteperioden()),
        *(Name(change.oud_naam, change.oud_code) for change in herindelingen()),
        *(Name(alias, code) for alias, code in aliassen()),
    }
    for name in sorted(names, key=lambda name: (dutch_sort_key(name.naam), name.code)):
        key = name_key(name.naam)
        by_key[key] = (*by_key.get(key, ()), name)
    return by_key


def _matching(key: str) -> tuple[Name, ...]:
    by_key = _names_by_key()
    if not key:
        return ()
    keys = [known for known in by_key if known.startswith(key)]
    if len(key) >= INSIDE_FROM:
        keys += [known for known in by_key if key in known]
    keys = keys or get_close_matches(key, by_key, n=5, cutoff=NEARNESS)
    return tuple(name for known in dict.fromkeys(keys) for name in by_key[known])


def _meanings(name: Name, day: date, division: Division) -> Iterator[Suggestie]:
    """What a name stands for on a day, following changes both ways and parts too."""
    if name.code in division.gemeenten:
        gemeente = division.gemeenten[name.code]
        yield Suggestie(gemeente, name.naam, _says_other_name(name, gemeente))
    for change in _past(name.code, day):
        for code in _codes_on(change.nieuw_code, day, division):
            gemeente = division.gemeenten[code]
            yield Suggestie(gemeente, name.naam, _says_became(name, change, gemeente))
    for change in _coming(name.code, day, division):
        for code in _codes_on(change.oud_code, day, division):
            gemeente = division.gemeenten[code]
            yield Suggestie(gemeente, name.naam, _says_not_yet(name, change, gemeente))


def _codes_on(code: str, day: date, division: Division) -> tuple[str, ...]:
    if code in division.gemeenten:
        return (code,)
    onward = [change.nieuw_code for change in _past(code, day)]
    back = [change.oud_code for change in _coming(code, day, division)]
    return tuple(end for step in onward + back for end in _codes_on(step, day, division))


def _past(code: str, day: date) -> list[Herindeling]:
    """The changes that had ended this gemeente by ``day``."""
    return [change for change in changes_from().get(code, ()) if change.datum <= day]


def _coming(code: str, day: date, division: Division) -> list[Herindeling]:
    """The changes after ``day`` from which this gemeente, not existing yet, is to come."""
    if code in division.gemeenten:
        return []
    return [change for change in changes_into().get(code, ()) if change.datum > day]


def _says_other_name(name: Name, gemeente: Gemeente) -> str:
    same = name.naam == gemeente.naam
    return "" if same else f"{name.naam} is een andere naam voor {gemeente.naam}."


def _says_became(name: Name, change: Herindeling, gemeente: Gemeente) -> str:
    day = format_date(change.datum)
    happened = {
        Herindelingssoort.SAMENVOEGING: f"ging op {day} op in",
        Herindelingssoort.SPLITSING: f"ging op {day} voor een deel op in",
        Herindelingssoort.NAAMSWIJZIGING: f"heet sinds {day}",
    }[change.soort]
    later = "" if change.nieuw_code == gemeente.code else f", nu {gemeente.naam}"
    return f"{name.naam} {happened} {change.nieuw_naam}{later}."


def _says_not_yet(name: Name, change: Herindeling, gemeente: Gemeente) -> str:
    part = "voor een deel " if change.aandeel is Aandeel.DEEL else ""
    return (
        f"{name.naam} bestaat vanaf {format_date(change.datum)}; "
        f"{gemeente.naam} hoort er dan {part}bij."
    )
