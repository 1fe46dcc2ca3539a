"""Where invented people live, and which organisatie of the gemeente side serves them there."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import takewhile

from voetlicht.basis.gebieden.enums import Herindelingssoort
from voetlicht.basis.gebieden.queries import code_on, gemeenten, regio, regios, successors
from voetlicht.opdrachten.genereer.moments import FIRST_DAY, LAST_DAY

# From this day some gemeenten leave the work to a samenwerkingsverband that did not exist before.
JOINED = date(2022, 1, 1)
UWV = "uwv"
# What lies before it is not in basis.gebieden; then the oldest code serves.
DIVISION_KNOWN_FROM = date(2015, 1, 1)


@dataclass(frozen=True, slots=True)
class Spell:
    """``code`` holds from ``start`` until ``end``; None is without bound."""

    code: str
    start: date | None
    end: date | None

    def holds_on(self, day: date) -> bool:
        return (not self.start or self.start <= day) and (not self.end or day < self.end)


@dataclass(frozen=True, slots=True)
class Place:
    """A gemeente of 1 January 2021, and what it and its organisatie became after that."""

    regio_code: int
    gemeenten: tuple[Spell, ...]
    organisaties: tuple[Spell, ...]

    @property
    def known_from(self) -> date:
        """The first day on which its code exists; before it no stay can begin."""
        return _known_from(self.gemeenten[0].code)

    def code_on(self, day: date) -> str:
        """The gemeente code that a delivery about ``day`` carries."""
        return next(spell.code for spell in self.gemeenten if spell.holds_on(day))


@cache
def nowhere(value: str) -> Place:
    """Residence ``onbekend`` or ``buitenland``; served by the largest gemeente if by any."""
    rotterdam = next(place for place in places() if place.gemeenten[0].code == "GM0599")
    return Place(0, (Spell(value, None, None),), rotterdam.organisaties)


@cache
def places() -> tuple[Place, ...]:
    """All gemeenten of 1 January 2021, in the order of their codes."""
    found = []
    for gemeente in sorted(gemeenten(on=FIRST_DAY), key=lambda one: one.code):
        chain = _chain(gemeente.code)
        found.append(Place(gemeente.regio_code, chain, _served_by(gemeente.code, chain)))
    return tuple(found)


@cache
def places_of(gemeente_code: str, on: date) -> tuple[Place, ...]:
    """The places that make up this gemeente of ``on``: one, or more after a merger."""
    return tuple(
        place for place in places() if code_on(place.gemeenten[0].code, on=on) == gemeente_code
    )


@cache
def places_of_regio(regio_code: int) -> tuple[Place, ...]:
    """The places of a regio on 1 January 2021."""
    return tuple(place for place in places() if place.regio_code == regio_code)


def _chain(code: str) -> tuple[Spell, ...]:
    spells, start = [], None
    while change := _merger(code):
        spells.append(Spell(code, start, change[0]))
        start, code = change
    return (*spells, Spell(code, start, None))


def _merger(code: str) -> tuple[date, str] | None:
    for change in successors(code):
        whole = change.soort is not Herindelingssoort.SPLITSING
        if whole and FIRST_DAY < change.datum <= LAST_DAY:
            return change.datum, change.nieuw_code
    return None


@dataclass(frozen=True, slots=True)
class Samenwerkingsverband:
    """Several gemeenten that serve their klanten together, from ``start`` (None: always)."""

    code: str
    naam: str
    gemeente_codes: tuple[str, ...]
    start: date | None


@cache
def samenwerkingsverbanden() -> tuple[Samenwerkingsverband, ...]:
    """One old one in every regio, and one that begins in 2022 where there are gemeenten enough."""
    found = []
    for area in regios():
        lasting = _lasting_gemeenten(area.code)
        found.append(_joint(area.code, 1, lasting[:2], None))
        if len(lasting) >= 6:
            found.append(_joint(area.code, 2, lasting[2:4], JOINED))
    return tuple(one for one in found if len(one.gemeente_codes) > 1)


def _lasting_gemeenten(regio_code: int) -> list[tuple[str, str]]:
    """(code, naam) of gemeenten that never merge, without the centrumgemeente."""
    centre = regio(regio_code).centrumgemeente_code
    return [
        (one.code, one.naam)
        for one in sorted(gemeenten(on=FIRST_DAY), key=lambda one: one.code)
        if one.regio_code == regio_code and one.code != centre and not successors(one.code)
        if one.code in _codes_on(LAST_DAY)
    ]


@cache
def _known_from(code: str) -> date:
    days = (date(year, 1, 1) for year in range(FIRST_DAY.year, 2014, -1))
    exists = takewhile(lambda day: code in _codes_on(day), days)
    first = min(exists, default=FIRST_DAY)
    return first if first > DIVISION_KNOWN_FROM else date.min


@cache
def _codes_on(day: date) -> frozenset[str]:
    return frozenset(one.code for one in gemeenten(on=day))


def _joint(
    regio_code: int, number: int, members: list[tuple[str, str]], start: date | None
) -> Samenwerkingsverband:
    naam = "Samenwerkingsverband " + " en ".join(naam for _, naam in members)
    codes = tuple(code for code, _ in members)
    return Samenwerkingsverband(f"SV-{regio_code}-{number}", naam, codes, start)


def _served_by(code: str, chain: tuple[Spell, ...]) -> tuple[Spell, ...]:
    for joint in samenwerkingsverbanden():
        if code in joint.gemeente_codes:
            own = (Spell(code, None, joint.start),) if joint.start else ()
            return (*own, Spell(joint.code, joint.start, None))
    return chain
