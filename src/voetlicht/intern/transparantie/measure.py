"""The measure: from a peilbestand to the figures of an edition.

What is counted is in ``sql/`` and ``rules.py``; here the pieces are put together, run, and laid
out over the gemeenten and regio's of the peildatum.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from voetlicht.basis.edities.editie import (
    COUNT_FIELDS,
    Aantallen,
    Gemeenterij,
    Regioblad,
    Restrij,
)
from voetlicht.basis.gebieden import queries as gebieden
from voetlicht.intern.transparantie.rules import Telregels

_NOBODY = (0, Aantallen())


@dataclass(frozen=True, slots=True)
class Meting:
    """The figures of the whole country on a peildatum.

    ``unfollowed`` gives, by code, the registered persons in a gemeente that the division of the
    peildatum cannot place (a gemeente that was split, a code that never was). They are counted
    in ``rest``, like those of unknown or foreign residence.
    """

    regios: tuple[Regioblad, ...]
    rest: Restrij
    unfollowed: Mapping[str, int]


def peilbestand_sql(regels: Telregels | None = None) -> str:
    """The query that freezes; parameters ``peildatum`` and ``known_at``."""
    return _sql("peilbestand.sql", regels)


def measure(path: Path, *, on: date, regels: Telregels | None = None) -> Meting:
    """Count the peilbestand at ``path`` in the division of ``on``."""
    counted = tuple(_count(path, on=on, regels=regels))
    placed = {row.gemeente_code: (row.register, row.aantallen) for row in counted if row.is_placed}
    unplaced = tuple(row for row in counted if not row.is_placed)
    return Meting(
        regios=tuple(_blad(regio.code, regio.naam, placed, on) for regio in gebieden.regios(on=on)),
        rest=Restrij(
            doelgroepregister=sum(row.register for row in unplaced),
            aantallen=sum((row.aantallen for row in unplaced), Aantallen()),
        ),
        unfollowed=MappingProxyType(
            {
                row.gemeente_code: row.register
                for row in sorted(unplaced, key=lambda row: row.gemeente_code)
                if row.gemeente_code not in (gebieden.ONBEKEND, gebieden.BUITENLAND)
            }
        ),
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """A row of the measure: persons in the register, and those served, of one gemeente code."""

    gemeente_code: str
    is_placed: bool
    register: int
    aantallen: Aantallen


def _count(path: Path, *, on: date, regels: Telregels | None) -> Iterator[_Counted]:
    import duckdb
    import pyarrow as pa

    codes = [(stored, code) for stored, code, _ in gebieden.division_table(on=on)]
    indeling = pa.table(
        {
            "opgeslagen_code": [stored for stored, _ in codes],
            "gemeente_code": [code for _, code in codes],
        }
    )
    with duckdb.connect(":memory:") as connection:
        connection.register("indeling", indeling)
        connection.from_parquet(str(path)).create_view("peilbestand")
        rows = connection.execute(_sql("meting.sql", regels)).fetchall()
    for code, unplaced_code, register, *counts in rows:
        aantallen = Aantallen(**dict(zip(COUNT_FIELDS, map(int, counts), strict=True)))
        yield _Counted(code or unplaced_code, code is not None, int(register), aantallen)


def _blad(code: int, naam: str, placed: Mapping[str, tuple[int, Aantallen]], on: date) -> Regioblad:
    """The sheet of one regio: all its gemeenten, also those where nobody is counted."""
    gemeenten = gebieden.gemeenten_of_regio(code, on=on)
    return Regioblad(
        doelgroepregister=sum(placed.get(one.code, _NOBODY)[0] for one in gemeenten),
        code=code,
        naam=naam,
        rijen=tuple(
            Gemeenterij(one.code, one.naam, placed.get(one.code, _NOBODY)[1]) for one in gemeenten
        ),
    )


def _sql(name: str, regels: Telregels | None) -> str:
    text = files("voetlicht.intern.transparantie") / "sql" / name
    return text.read_text(encoding="utf-8").format(**asdict(regels or Telregels()))
