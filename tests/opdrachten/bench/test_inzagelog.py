"""``bench inzagelog`` from the command line, on a tiny scale."""

import json
import os
import subprocess
import sys
from pathlib import Path

from voetlicht.opdrachten.bench.inzagemeting import Timed


def test_everything_is_measured_and_written(data_folder: Path) -> None:
    """In a process of its own: it sets Django up for an installation of its own."""
    file = data_folder / "metingen.json"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "voetlicht.opdrachten", "bench", "inzagelog"),
            *("--schaal", "500", "--schaal", "1500", "--herhalingen", "3"),
            *("--in", str(data_folder), "--json", str(file)),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={name: os.environ[name] for name in ("PATH",)},
    )
    assert done.returncode == 0, done.stderr
    rows = json.loads(file.read_text())["rows"]
    assert [(row["part"], row["n"]) for row in rows] == [
        ("wie zag een klant", 500),
        ("wie zag een klant", 1500),
        ("bodem: een keer naar de schijf", 1),
        ("tonen, 1 per antwoord", 1),
        ("tonen, 25 per antwoord", 25),
        ("tonen, 1 per antwoord, zonder wachten op schijf", 1),
        ("tonen, 25 per antwoord, zonder wachten op schijf", 25),
        ("controleren", 2000),
    ]
    assert all(row["part"] in done.stdout for row in rows)
    assert [each.name for each in data_folder.iterdir()] == [file.name]


def test_p95_is_one_of_the_slowest() -> None:
    timed = Timed("x", 1, tuple(float(ms) for ms in range(1, 101)), bound_ms=96)
    assert (timed.p50_ms, timed.p95_ms, timed.max_ms, timed.verdict) == (51, 96, 100, "BOVEN")
