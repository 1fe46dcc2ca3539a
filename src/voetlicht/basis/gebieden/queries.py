"""Reads of gebieden. All dates are calendar days; all look-ups are O(log n) or better.

Known from 1 January 2015; before it every query with a date raises InputError. After the last
known classification that one holds on.
"""

from datetime import date

from voetlicht.basis.gebieden.division import (
    changes_from,
    changes_into,
    days_of_change,
    division_on,
    known_codes,
)
from voetlicht.basis.gebieden.gebied import (
    BUITENLAND,
    ONBEKEND,
    Arbeidsmarktregio,
    Gemeente,
    Herindeling,
    Suggestie,
    Tegel,
)
from voetlicht.basis.gebieden.rules import slug, slug_number
from voetlicht.basis.gebieden.searching import find_gemeente, suggest_gemeenten
from voetlicht.basis.gebieden.tables import tegels
from voetlicht.basis.kern.errors import InputError, NotFound
from voetlicht.basis.kern.kwartaal import format_date

__all__ = [
    "BUITENLAND",
    "ONBEKEND",
    "Arbeidsmarktregio",
    "Gemeente",
    "Herindeling",
    "Suggestie",
    "Tegel",
    "code_on",
    "division_table",
    "find_gemeente",
    "gemeente",
    "gemeenten",
    "gemeenten_of_regio",
    "parse_slug",
    "predecessors",
    "regio",
    "regio_of",
    "regios",
    "slug",
    "successors",
    "suggest_gemeenten",
    "tile_grid",
]


def regios(*, on: date | None = None) -> tuple[Arbeidsmarktregio, ...]:
    """The 35 regio's by number, named as on ``on``; without a date, as they are named now."""
    return tuple(division_on(on or days_of_change()[-1]).regios.values())


def regio(code: int, *, on: date | None = None) -> Arbeidsmarktregio:
    """The regio with this UWV number, named as on ``on`` or as now; NotFound."""
    found = division_on(on or days_of_change()[-1]).regios.get(code)
    if found is None:
        raise NotFound(
            f"Arbeidsmarktregio {code} bestaat niet; de nummers lopen van 1 tot en met 35."
        )
    return found


def gemeenten(*, on: date) -> tuple[Gemeente, ...]:
    """All gemeenten of ``on`` in Dutch alphabetical order."""
    return tuple(division_on(on).gemeenten.values())


def gemeenten_of_regio(code: int, *, on: date) -> tuple[Gemeente, ...]:
    """The gemeenten of a regio on ``on`` in Dutch alphabetical order; NotFound for the regio."""
    return division_on(on).per_regio[regio(code).code]


def gemeente(code: str, *, on: date) -> Gemeente:
    """The gemeente that has this code on ``on``; NotFound when there is none then."""
    found = division_on(on).gemeenten.get(code)
    if found is None:
        raise NotFound(
            f"Gemeente {code} bestaat niet op {format_date(on)}; "
            "kijk de code na in de gemeentelijst van het CBS."
        )
    return found


def regio_of(gemeente_code: str, *, on: date) -> Arbeidsmarktregio:
    """The regio of a gemeente on ``on``, named as on that date; NotFound as ``gemeente``."""
    return division_on(on).regios[gemeente(gemeente_code, on=on).regio_code]


def successors(code: str) -> tuple[Herindeling, ...]:
    """What this gemeente directly went into; several for a splitsing, none while it exists."""
    return changes_from().get(code, ())


def predecessors(code: str) -> tuple[Herindeling, ...]:
    """What directly went into this gemeente, oldest first."""
    return changes_into().get(code, ())


def code_on(code: str, *, on: date) -> str:
    """The code on ``on`` of the gemeente that ``code`` is or wholly went into.

    Follows samenvoegingen and naamswijzigingen forward in time. NotFound for a code that never
    existed; InputError for one that was split or does not exist yet on ``on``.
    """
    followed = division_on(on).followed.get(code)
    if followed is not None:
        return followed
    if code not in known_codes():
        raise NotFound(f"Gemeentecode {code} bestaat niet; geef een code zoals GM0599 (Rotterdam).")
    raise InputError(_why_not_followed(code, on))


def division_table(*, on: date) -> tuple[tuple[str, str, int], ...]:
    """``(code as stored, code on the date, regio number)`` for each code that can be followed.

    A join table: a code that is not in it (unknown, split, not yet existing, or no gemeente at
    all) counts to no regio on ``on``.
    """
    return division_on(on).joined


def tile_grid() -> tuple[Tegel, ...]:
    """The tile map of the 35 regio's by number, with the names they have now."""
    return tegels()


def parse_slug(text: str) -> int:
    """``22-rijnmond``, ``22-oude-naam`` or ``22`` -> 22; NotFound when that is no regio."""
    number = slug_number(text)
    if number is None:
        raise NotFound(f"‘{text}’ is geen arbeidsmarktregio; schrijf bijvoorbeeld 22-rijnmond.")
    return regio(number).code


def _why_not_followed(code: str, day: date) -> str:
    changes = [change for change in successors(code) if change.datum <= day]
    if not changes:
        return (
            f"Gemeente {code} bestond nog niet op {format_date(day)}; "
            "geef de gemeente waarin het adres toen lag."
        )
    names = ", ".join(change.nieuw_naam for change in changes)
    return (
        f"Gemeente {changes[0].oud_naam} ({code}) is sinds {format_date(changes[0].datum)} "
        f"verdeeld ({names}); geef de gemeente waarin het adres nu ligt."
    )
