"""``bench editie`` from the command line, on a tiny scale; and its report."""

import json
from pathlib import Path

import pytest

from voetlicht.opdrachten.__main__ import run
from voetlicht.opdrachten.bench.report import as_row, table
from voetlicht.opdrachten.bench.timing import Measured

KEYS = ["part", "n", "repetitions", "p50_ms", "min_ms", "max_ms", "ratio_to_floor"]


def test_everything_is_measured_and_written(tmp_path: Path, capsys) -> None:
    file = tmp_path / "metingen.json"
    answer = run(["bench", "editie", "--schaal", "200,300", "--herhalingen", "1",
                  "--json", str(file), "--data", str(tmp_path)])  # fmt: skip
    shown = capsys.readouterr()
    assert (answer, [line for line in shown.err.splitlines() if "Peilbestand" in line]) == (
        0,
        ["Peilbestand van 200 personen …", "Peilbestand van 300 personen …"],
    )
    machine, heads, *lines = shown.out.splitlines()
    assert "Python" in machine
    assert heads.split()[:3] == ["onderdeel", "aantal", "keer"]
    content = json.loads(file.read_text("utf-8"))
    assert content["machine"] == machine
    assert all(list(row) == KEYS for row in content["rows"])
    assert [row["part"] for row in content["rows"]] == [line.split("  ")[0] for line in lines]
    assert [row["n"] for row in content["rows"] if row["part"] == "editie maken"] == [200, 300]
    assert [row["n"] for row in content["rows"] if row["part"] == "regio's als PDF"] == [35]


@pytest.mark.parametrize(
    ("scale", "sentence"),
    [
        ("veel", "‘veel’ is geen aantal; schrijf bij --schaal bijvoorbeeld"),
        ("100,", "‘’ is geen aantal"),
        ("100,0", "Van nul personen valt niets te meten"),
    ],
)
def test_a_scale_that_is_no_number_is_refused_with_an_example(scale, sentence, capsys) -> None:
    assert run(["bench", "editie", "--schaal", scale]) == 2
    assert sentence in capsys.readouterr().err


def test_the_table_in_dutch_numbers() -> None:
    within = Measured("snel", 35, (1234.56, 1000.0, 2000.0), bound_ms=3000)
    beyond = Measured("traag werk", 1, (3000.0,), floor_ms=400.0, bound_ms=3000)
    written = Measured("schrijven", 4_100_000, (2000.0,), size=40_100_000)
    bare = Measured("kaal", 1, (0.04,))
    assert list(table([within, beyond, written, bare])) == [
        "onderdeel      aantal  keer   p50 ms   min ms   max ms  × bodem",
        "snel               35     3  1.234,6  1.000,0  2.000,0           "
        "onder de grens van 3.000 ms",
        "traag werk          1     1  3.000,0  3.000,0  3.000,0      7,5  "
        "BOVEN de grens van 3.000 ms",
        "schrijven   4.100.000     1  2.000,0  2.000,0  2.000,0           "
        "2.050.000 per seconde, 40,1 MB",
        "kaal                1     1      0,0      0,0      0,0",
    ]


def test_a_row_for_machines() -> None:
    one = Measured("meten", 1000, (10.00049, 30.0, 20.0), floor_ms=3.0)
    assert as_row(one) == {
        "part": "meten", "n": 1000, "repetitions": 3, "p50_ms": 20.0, "min_ms": 10.0,
        "max_ms": 30.0, "ratio_to_floor": 6.67,
    }  # fmt: skip
    assert as_row(Measured("schrijven", 1, (1.0,)))["ratio_to_floor"] is None
