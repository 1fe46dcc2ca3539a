"""Writing a peilbestand, and making a national edition from it, beside the floor of both."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Editiestatus, Formaat, Herkomst
from voetlicht.basis.edities.renderers import render
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.intern.transparantie import peilbestanden
from voetlicht.intern.transparantie.measure import Meting, measure
from voetlicht.opdrachten.bench.counting import (
    demand_equal,
    figures_of_meting,
    figures_of_tally,
    tally,
)
from voetlicht.opdrachten.bench.rows import Rows, invent, write_csv
from voetlicht.opdrachten.bench.timing import Measured, Work, in_turns

KWARTAAL = Kwartaal(2023, 2)
PEILDATUM = KWARTAAL.peildatum
BOUND_MS = 2000
"""The longest that a national edition may take, also from the peilbestand of the whole country."""

_READ_BLOCK = 1024 * 1024
_COUNTED_COLUMNS = ["gemeente_code", "in_register", "bediend_door", "met_profiel"]


@dataclass(frozen=True, slots=True)
class Invented:
    """Rows in memory and as CSV, and the peilbestand that is made of them."""

    rows: Rows
    csv_file: Path
    parquet_file: Path

    def write(self) -> peilbestanden.WrittenFile:
        """Write the peilbestand, as freezing does with what the database hands over."""
        return peilbestanden.write(self.parquet_file, _blocks(self.csv_file))


def peilbestand_file(folder: Path, n: int) -> Path:
    """Where the peilbestand of ``n`` persons is."""
    return folder / f"peilbestand-{n}.parquet"


def prepare(n: int, folder: Path) -> Invented:
    """``n`` invented persons, with their CSV in ``folder``."""
    rows = invent(n, on=PEILDATUM)
    invented = Invented(rows, folder / f"{n}.csv", peilbestand_file(folder, n))
    write_csv(invented.rows, invented.csv_file)
    return invented


def time_writing(invented: Invented, *, repetitions: int) -> Measured:
    """How long writing the peilbestand takes, and its size."""
    n = len(invented.rows)
    works = [Work("peilbestand schrijven", n, invented.write)]
    (written,) = in_turns(works, repetitions=repetitions)
    return replace(written, size=invented.parquet_file.stat().st_size)


def time_measuring(invented: Invented, *, repetitions: int) -> tuple[Measured, ...]:
    """The measure and the whole edition from the peilbestand, after the two parts of the floor.

    The floor is what no program can do without: reading the columns that are counted, and
    counting them. Conflict when the measure and the floor count differently.
    """
    n = len(invented.rows)
    path = invented.parquet_file
    checksum = peilbestanden.sha256_of(path)
    demand_equal(
        figures_of_meting(measure(path, on=PEILDATUM)),
        figures_of_tally(tally(invented.rows), invented.rows, on=PEILDATUM),
    )
    reading, counting, measuring, making = in_turns(
        [
            Work("bodem: lezen", n, lambda: _read(path)),
            Work("bodem: tellen", n, lambda: tally(invented.rows).tolist()),
            Work("editie meten", n, lambda: measure(path, on=PEILDATUM)),
            Work("editie maken", n, lambda: _make(path, checksum)),
        ],
        repetitions=repetitions,
    )
    floor = (reading, counting)
    return (
        *floor,
        measuring.beside(*floor),
        replace(making.beside(*floor), bound_ms=BOUND_MS),
    )


def editie_of(meting: Meting) -> Editie:
    """The figures as a first, definitive edition; marked as invented."""
    return Editie(
        kwartaal=KWARTAAL,
        peildatum=PEILDATUM,
        bekend_op=end_of_day(date(2023, 7, 14)),
        versie=1,
        status=Editiestatus.DEFINITIEF,
        herkomst=Herkomst.BEREKEND,
        voorbeeld=True,
        regios=meting.regios,
        rest=meting.rest,
    )


def _make(path: Path, checksum: str) -> bytes:
    """All that making a version does outside the database: is it intact, count, set as JSON."""
    peilbestanden.demand_intact(path, checksum)
    editie = editie_of(measure(path, on=PEILDATUM))
    return render(editie, regio=None, formaat=Formaat.JSON)


def _read(path: Path) -> int:
    """The columns that the measure needs, in memory; the number of rows."""
    import pyarrow.parquet as pq

    rows: int = pq.read_table(
        path, columns=_COUNTED_COLUMNS, read_dictionary=["gemeente_code", "bediend_door"]
    ).num_rows
    return rows


def _blocks(csv_file: Path) -> Iterator[bytes]:
    with csv_file.open("rb") as stream:
        while block := stream.read(_READ_BLOCK):
            yield block
