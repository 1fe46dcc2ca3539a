"""Invented rows, counting them by numpy and by the measure, and noticing a difference."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from voetlicht.basis.kern.errors import Conflict
from voetlicht.intern.transparantie import peilbestanden
from voetlicht.intern.transparantie.measure import measure
from voetlicht.opdrachten.bench import counting, measuring, rows

PEILDATUM = date(2023, 6, 30)


def persons(*stored: tuple[str, bool, str | None, bool]) -> rows.Rows:
    """Rows as they are given: gemeente, in register, served by, with a profile."""
    codes = tuple(dict.fromkeys(one[0] for one in stored))
    return rows.Rows(
        codes=codes,
        sleutel=np.arange(len(stored), dtype=np.int64),
        gemeente=np.array([codes.index(one[0]) for one in stored], np.int16),
        in_register=np.array([one[1] for one in stored]),
        bediend_door=np.array([rows.SERVED_BY.index(one[2]) for one in stored], np.int8),
        met_profiel=np.array([one[3] for one in stored]),
    )


def written(made: rows.Rows, folder: Path) -> Path:
    """The rows as a peilbestand."""
    folder.mkdir(exist_ok=True)
    invented = measuring.Invented(made, folder / "rijen.csv", folder / "peil.parquet")
    rows.write_csv(made, invented.csv_file)
    assert invented.write().rows == len(made)
    return invented.parquet_file


def test_a_registered_person_is_in_one_cell_of_the_gemeente_of_the_date() -> None:
    made = persons(
        ("GM0599", True, "gemeente", True),
        ("GM0599", True, "gemeente", False),
        ("GM0599", True, "uwv", True),
        ("GM0599", True, "uwv", False),
        ("GM0599", True, "uwv", False),
        ("GM0599", True, None, True),
        ("GM0599", False, "uwv", True),
        ("GM0501", True, "uwv", True),  # Brielle: since 2023-01-01 in Voorne aan Zee
        ("GM0530", True, "gemeente", True),  # Hellevoetsluis: likewise
        ("onbekend", True, "uwv", False),
    )
    assert counting.figures_of_tally(counting.tally(made), made, on=PEILDATUM) == {
        "22 doelgroepregister": 8,
        "GM0599 gemeente_met_profiel": 1,
        "GM0599 gemeente_zonder_profiel": 1,
        "GM0599 uwv_met_profiel": 1,
        "GM0599 uwv_zonder_profiel": 2,
        "GM1992 gemeente_met_profiel": 1,
        "GM1992 uwv_met_profiel": 1,
        "rest doelgroepregister": 1,
        "rest uwv_zonder_profiel": 1,
    }


def test_the_measure_counts_the_same(tmp_path: Path) -> None:
    made = rows.invent(20_000, on=PEILDATUM)
    counted = counting.figures_of_tally(counting.tally(made), made, on=PEILDATUM)
    measured = counting.figures_of_meting(measure(written(made, tmp_path), on=PEILDATUM))
    assert measured == counted
    assert len(counted) > 1000
    counting.demand_equal(measured, counted)


def test_one_person_more_is_noticed_and_the_place_is_named() -> None:
    counted = {"GM0599 uwv_met_profiel": 3, "22 doelgroepregister": 9}
    with pytest.raises(Conflict, match=r"GM0599 uwv_met_profiel: de maat geeft 4, .* geeft 3\."):
        counting.demand_equal(counted | {"GM0599 uwv_met_profiel": 4}, counted)
    with pytest.raises(Conflict, match="de maat geeft 0, natellen geeft 9"):
        counting.demand_equal({"GM0599 uwv_met_profiel": 3}, counted)


def test_a_peilbestand_that_differs_from_the_rows_is_never_timed(tmp_path: Path) -> None:
    invented = measuring.prepare(500, tmp_path)
    invented.write()
    forgotten = np.flatnonzero(invented.rows.in_register)[0]
    invented.rows.in_register[forgotten] = False
    with pytest.raises(Conflict, match="De telling klopt niet bij"):
        measuring.time_measuring(invented, repetitions=1)


def test_rows_on_disk_are_the_rows_in_memory(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(rows, "BLOCK", 70)
    made = rows.invent(200, on=PEILDATUM)
    read = pq.read_table(written(made, tmp_path)).to_pydict()
    assert read["sleutel"] == made.sleutel.tolist() == sorted(read["sleutel"])
    assert read["gemeente_code"] == [made.codes[position] for position in made.gemeente]
    assert read["bediend_door"] == [rows.SERVED_BY[position] for position in made.bediend_door]
    assert read["in_register"] == made.in_register.tolist()
    assert read["met_profiel"] == made.met_profiel.tolist()


def test_the_same_number_gives_the_same_peilbestand(tmp_path: Path) -> None:
    first, second = (
        peilbestanden.sha256_of(written(rows.invent(1000, on=PEILDATUM), tmp_path / name))
        for name in ("een", "twee")
    )
    assert first == second
