"""The tables of this room, read once from ``data/``; ``data/bronnen.md`` names the sources."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from voetlicht.basis.gebieden.enums import Herindelingssoort, Indelingsbasis
from voetlicht.basis.gebieden.gebied import Herindeling, Tegel
from voetlicht.basis.kern.two_times import Period


@dataclass(frozen=True, slots=True)
class Gemeenteperiode:
    """A stretch of time in which a gemeente kept both its name and its regio."""

    code: str
    naam: str
    regio_code: int
    basis: Indelingsbasis
    geldig: Period


@dataclass(frozen=True, slots=True)
class Regioperiode:
    """A stretch of time in which a regio kept its name."""

    code: int
    naam: str
    centrumgemeente_code: str
    geldig: Period


@cache
def gemeenteperioden() -> tuple[Gemeenteperiode, ...]:
    """All gemeenten since 2015, by code and then by time."""
    return tuple(
        Gemeenteperiode(
            row["code"],
            row["naam"],
            int(row["regio"]),
            Indelingsbasis(row["basis"]),
            _period(row),
        )
        for row in _rows("gemeenten")
    )


@cache
def regioperioden() -> tuple[Regioperiode, ...]:
    """The 35 regio's since 2015, by number and then by time."""
    return tuple(
        Regioperiode(int(row["code"]), row["naam"], row["centrumgemeente"], _period(row))
        for row in _rows("arbeidsmarktregios")
    )


@cache
def herindelingen() -> tuple[Herindeling, ...]:
    """All changes since 1 January 2015 included, by date."""
    return tuple(
        Herindeling(
            datum=(datum := date.fromisoformat(row["datum"])),
            oud_code=row["oud_code"],
            oud_naam=row["oud_naam"],
            nieuw_code=row["nieuw_code"],
            nieuw_naam=_naam_on(row["nieuw_code"], datum),
            soort=Herindelingssoort(row["soort"]),
        )
        for row in _rows("herindelingen")
    )


@cache
def aliassen() -> tuple[tuple[str, str], ...]:
    """``(other name, gemeente code)``; spellings that ``rules.name_key`` equates are left out."""
    return tuple((row["alias"], row["code"]) for row in _rows("aliassen"))


@cache
def tegels() -> tuple[Tegel, ...]:
    """The tile map, with the newest names of the regio's."""
    names: Mapping[int, str] = MappingProxyType({r.code: r.naam for r in regioperioden()})
    return tuple(
        Tegel(code := int(row["regio"]), int(row["kolom"]), int(row["rij"]), names[code])
        for row in _rows("tegels")
    )


def _rows(table: str) -> tuple[dict[str, str], ...]:
    source = files("voetlicht.basis.gebieden") / "data" / f"{table}.csv"
    return tuple(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


def _period(row: Mapping[str, str]) -> Period:
    until = row["geldig_tot"]
    return Period(
        date.fromisoformat(row["geldig_van"]), date.fromisoformat(until) if until else None
    )


def _naam_on(code: str, day: date) -> str:
    return next(p.naam for p in gemeenteperioden() if p.code == code and p.geldig.contains(day))
