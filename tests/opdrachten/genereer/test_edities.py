"""The real measure over the invented people: the published figures, by every rule together.

The people of scale demo are put into the tables by the superuser, inside a transaction that is
rolled back at the end.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from voetlicht.basis.edities.editie import Regioblad
from voetlicht.basis.edities.gepubliceerd import Gepubliceerd, equal_published, published
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.two_times import SMALLEST_STEP
from voetlicht.intern.transparantie import peilbestanden
from voetlicht.intern.transparantie.measure import measure, peilbestand_sql
from voetlicht.intern.transparantie.rules import Telregels
from voetlicht.opdrachten.genereer.heard import Subject
from voetlicht.opdrachten.genereer.places import UWV
from voetlicht.opdrachten.genereer.tables import COLUMNS, TABLE, row_line
from voetlicht.opdrachten.genereer.tally import Rule
from voetlicht.opdrachten.installatie.databases import connect

pytestmark = pytest.mark.xdist_group("bevolking")
COUNTED = (Subject.VERBLIJF, Subject.REGISTRATIE, Subject.DIENSTVERLENING, Subject.STATUS)
WITHOUT = {
    Rule.REGISTER: {"only_registered": "TRUE"},
    Rule.GRONDSLAG: {"ground_counts": "TRUE"},
    Rule.OPEN: {"service_is_open": "TRUE"},
    Rule.PRIORITY: {"served_by_latest": "(SELECT 1)"},
    Rule.TIE: {"uwv_on_tie": "(soort = 'uwv')"},
    Rule.STATUS: {"profile_counts": "TRUE"},
    Rule.MOVE: {"resides": "TRUE"},
    Rule.RECORDED: {"as_known": "upper_inf(recorded)"},
    Rule.ONCE: {"each_person_once": ""},
}


@pytest.fixture(scope="module")
def database(installation, own_databases, demo_population) -> Iterator[psycopg.Connection]:
    """The intern database holding the invented people, as the superuser sees it."""
    with connect(
        installation.data, installation.cluster, database=own_databases["voetlicht"]
    ) as connection:
        connection.autocommit = False
        cursor = connection.cursor()
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers, no references
        without_overlap_checks(cursor)
        organisaties = add_organisaties(cursor, demo_population)
        with cursor.copy(
            "COPY personen_persoon (id, uuid, bsn_encrypted, bsn_index, peilsleutel) FROM STDIN"
        ) as copy:
            for number in range(len(demo_population)):
                copy.write(f"{number}\t{number:032x}\t\t\\\\x{number:08x}\t{number}\n")
        for subject in COUNTED:
            table = TABLE[subject]
            with cursor.copy(f"COPY {table} ({', '.join(COLUMNS[table])}) FROM STDIN") as copy:
                for number, one in enumerate(demo_population):
                    for row in one.rows:
                        if row.subject is subject:
                            copy.write(row_line(number, organisaties, row))
        cursor.execute("ANALYZE")
        yield connection
        connection.rollback()


def without_overlap_checks(cursor: psycopg.Cursor) -> None:
    """They are proven elsewhere and would take most of the time."""
    cursor.execute(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'x' "
        "AND conrelid = ANY (%s::regclass[])",
        [[TABLE[subject] for subject in COUNTED]],
    )
    for table, constraint in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")


def add_organisaties(cursor: psycopg.Cursor, population) -> dict[str, int]:
    codes = {
        row.key
        for one in population
        for row in one.rows
        if row.subject in (Subject.DIENSTVERLENING, Subject.STATUS)
    }
    numbered = {code: number for number, code in enumerate(sorted(codes), start=1)}
    cursor.executemany(
        "INSERT INTO toegang_organisatie (id, code, naam, soort) VALUES (%s, %s, %s, %s)",
        [
            (number, code, code, "uwv" if code == UWV else "gemeente")
            for code, number in numbered.items()
        ],
    )
    return numbered


@pytest.fixture(params=published(), ids=lambda edition: f"{edition.kwartaal}-{edition.blad.naam}")
def edition(request) -> Gepubliceerd:
    return request.param


def computed(
    database: psycopg.Connection,
    folder: Path,
    edition: Gepubliceerd,
    regels: Telregels | None = None,
) -> Regioblad:
    """The sheet of the edition's regio, frozen and measured as two weeks after the peildatum."""
    peildatum = edition.kwartaal.peildatum
    bekend_op = end_of_day(peildatum + timedelta(days=14))
    statement = f"COPY ({peilbestand_sql(regels)}) TO STDOUT (FORMAT csv)"
    parameters = {"peildatum": peildatum, "known_at": bekend_op - SMALLEST_STEP}
    with database.cursor().copy(statement, parameters) as copy:
        peilbestanden.write(folder / "peil.parquet", copy)
    meting = measure(folder / "peil.parquet", on=peildatum, regels=regels)
    (blad,) = (one for one in meting.regios if one.code == edition.blad.code)
    return blad


def test_every_cell_and_the_register_equal_the_published_edition(database, tmp_path, edition):
    blad = computed(database, tmp_path, edition)
    assert [(rij.gemeente_code, rij.aantallen) for rij in blad.rijen] == [
        (rij.gemeente_code, rij.aantallen) for rij in edition.blad.rijen
    ]
    assert blad.doelgroepregister == edition.blad.doelgroepregister
    assert blad.percentage_bekend == edition.percentage_bekend
    assert equal_published(edition.kwartaal, blad) == edition


@pytest.mark.parametrize("rule", WITHOUT, ids=lambda rule: rule.name)
def test_a_rule_switched_off_alone_changes_a_cell(database, tmp_path, edition, rule):
    regels = replace(Telregels(), **WITHOUT[rule])
    without = computed(database, tmp_path, edition, regels)
    published_cells = {rij.gemeente_code: rij.aantallen for rij in edition.blad.rijen}
    assert {rij.gemeente_code: rij.aantallen for rij in without.rijen} != published_cells


def test_every_rule_of_the_publication_is_switched_off():
    assert set(WITHOUT) == set(Rule)
