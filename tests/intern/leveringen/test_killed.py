"""Killed at any moment, a delivery leaves nothing; run again, it leaves what it should.

``VOETLICHT_KILLS=50`` kills fifty times in a delivery of 20,000 rows; without it, a few times in
a smaller one.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from psycopg import sql
from tests.intern.leveringen.delivering import hand_in, write

from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.prepare import Installation

KILLS = int(os.environ.get("VOETLICHT_KILLS", "6"))
ROWS = 20_000 if KILLS >= 50 else 2_000
ROOT = Path(__file__).parents[3]
WRITTEN = (
    "leveringen_leveringsregel",
    "leveringen_levering",
    "doelgroepregister_registratie",
    "personen_persoon",
    "toegang_gebeurtenis",
)

Snapshot = tuple[list[tuple[object, ...]], ...]
Fresh = Callable[[], None]


def snapshot() -> Snapshot:
    """Everything that deliveries wrote, without ids and moments."""
    statements = (
        "SELECT encode(bsn_index, 'hex'), peilsleutel FROM personen_persoon ORDER BY 1",
        "SELECT encode(bsn_index, 'hex'), code_grondslag, code_reden_einde, valid::text, "
        "upper_inf(recorded) FROM doelgroepregister_registratie r "
        "JOIN personen_persoon p ON p.id = r.persoon_id ORDER BY 1, 2, 3, 4, 5",
        "SELECT volgnummer, nieuw, gewijzigd, gelijk, geweigerd FROM leveringen_levering "
        "ORDER BY 1",
        "SELECT l.volgnummer, regel, oordeel, kolom, weigering, persoon_id IS NULL "
        "FROM leveringen_leveringsregel r JOIN leveringen_levering l ON l.id = r.levering_id "
        "ORDER BY 1, 2",
        "SELECT what, about, details::text FROM toegang_gebeurtenis ORDER BY 1, 2",
    )
    found = []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            found.append(cursor.fetchall())
    return tuple(found)


@pytest.fixture
def delivery(tmp_path: Path, bsns: Iterator[str]) -> tuple[Path, Path]:
    """A first delivery, and one that changes half of it, adds the rest and has some bad rows."""
    people = [next(bsns) for _ in range(ROWS)]
    known = people[: ROWS // 2]
    first = write(tmp_path / "1.csv", "register", [f"{bsn};10;2019-01-01;;" for bsn in known])
    rows = [
        f"{bsn};10;2019-01-01;2022-12-31;02" if number % 50 else f"{bsn};10;geen datum;;"
        for number, bsn in enumerate(people)
    ]
    return first, write(tmp_path / "2.csv", "register", rows)


@pytest.fixture
def fresh(transactional_db, installation: Installation, delivery: tuple[Path, Path]) -> Fresh:
    """Put the database back to where only the first delivery was taken in."""

    def start_afresh() -> None:
        name = connection.settings_dict["NAME"]
        tables = sql.SQL(", ").join(map(sql.Identifier, WRITTEN))
        with connect(installation.data, installation.cluster, database=name) as superuser:
            superuser.execute(sql.SQL("TRUNCATE {} CASCADE").format(tables))
        hand_in(delivery[0], "register", volgnummer=1)

    return start_afresh


def start(path: Path) -> subprocess.Popen[str]:
    """The second delivery in a process of its own, at the point where it begins."""
    database = {key: connection.settings_dict[key] for key in ("NAME", "HOST", "PASSWORD")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.intern.leveringen.killed", str(path)],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "voetlicht.config.settings.test",
            "VOETLICHT_TEST_DATABASE": json.dumps(database),
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n"
    return process


def finish(process: subprocess.Popen[str]) -> int:
    process.communicate()
    return process.returncode


def test_a_killed_delivery_leaves_nothing_and_can_be_run_again(
    fresh: Fresh, delivery: tuple[Path, Path]
):
    fresh()
    before = snapshot()
    with transaction.atomic():
        hand_in(delivery[1], "register", volgnummer=2)
        undisturbed = snapshot()
        transaction.set_rollback(True)
    assert snapshot() == before
    assert len(undisturbed[0]) > len(before[0])

    process, begun = start(delivery[1]), time.monotonic()
    assert finish(process) == 0
    duration = time.monotonic() - begun
    assert snapshot() == undisturbed
    fresh()

    draw, cut_short = random.Random(), 0  # noqa: S311
    for turn in range(KILLS):
        process = start(delivery[1])
        # The first at once, so that on any machine one at least comes before the end.
        time.sleep(draw.uniform(0, duration) if turn else 0)
        process.kill()
        finish(process)
        after = snapshot()
        assert after in (before, undisturbed)
        if after == undisturbed:
            fresh()
        else:
            cut_short += 1
    assert cut_short

    assert finish(start(delivery[1])) == 0
    assert snapshot() == undisturbed
    assert finish(start(delivery[1])) == 0
    assert snapshot() == undisturbed


def test_two_at_once_take_it_in_once(fresh: Fresh, delivery: tuple[Path, Path]):
    fresh()
    both = [start(delivery[1]) for _ in range(2)]
    assert [finish(process) for process in both] == [0, 0]
    first, second = snapshot()[2]
    assert (first[0], second[0]) == (1, 2)
    assert sum(second[1:]) == ROWS
