"""Freezing and measuring give what a naive count of the rows gives, and no rule is idle.

The histories here are rows in two times, written straight into the tables by the owner of the
cluster and rolled back again; the naive count reads the same rows in plain Python.
"""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.range import DateRange, TimestamptzRange

from voetlicht.basis.edities.editie import COUNT_FIELDS, Aantallen
from voetlicht.basis.gebieden import queries as gebieden
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.two_times import Fact, Known, Period, overwrite, supersede
from voetlicht.intern.transparantie import peilbestanden
from voetlicht.intern.transparantie.measure import Meting, measure, peilbestand_sql
from voetlicht.intern.transparantie.rules import Telregels, known_at
from voetlicht.opdrachten.installatie.databases import connect

PEILDATUM = date(2023, 6, 30)
BEKEND_OP = end_of_day(date(2023, 7, 14))

TABLES = {
    "registratie": "doelgroepregister_registratie (persoon_id, code_grondslag, code_reden_einde",
    "verblijf": "personen_verblijf (persoon_id, gemeente_code, bron",
    "dienstverlening": "sonar_dienstverlening (persoon_id, organisatie_id, geopend_op",
    "inschrijving": "sonar_inschrijving (persoon_id, organisatie_id",
    "status": "klantprofielen_statusperiode (persoon_id, klantprofiel_id, status",
}
ORGANISATIES = {1: "uwv", 2: "gemeente", 3: "gemeente", 4: "samenwerkingsverband", 5: "wsp"}
COUNTING_GROUNDS = {"01", "10", "11", "20"}


@dataclass(frozen=True)
class Row:
    """A row as it stands in its table: whose, what it says, and its two times."""

    table: str
    persoon: int
    values: tuple
    valid: Period
    since: datetime
    until: datetime | None = None

    def holds(self, day: date, bekend_op: datetime) -> bool:
        known = self.since < bekend_op and (self.until is None or self.until >= bekend_op)
        return known and self.valid.contains(day)


@pytest.fixture
def database(installation, own_databases) -> Iterator[psycopg.Connection]:
    """The intern database as its owner sees it, with the organisaties above."""
    with connect(
        installation.data, installation.cluster, database=own_databases["voetlicht"]
    ) as connection:
        connection.autocommit = False
        connection.cursor().executemany(
            "INSERT INTO toegang_organisatie (id, code, naam, soort) VALUES (%s, %s, %s, %s)",
            [(900 + key, f"O-{key}", f"O{key}", soort) for key, soort in ORGANISATIES.items()],
        )
        yield connection
        connection.rollback()


def store(connection: psycopg.Connection, rows: Sequence[Row]) -> None:
    cursor = connection.cursor()
    for persoon in sorted({row.persoon for row in rows}):
        cursor.execute(
            "INSERT INTO personen_persoon (id, uuid, bsn_encrypted, bsn_index, peilsleutel) "
            "VALUES (%s, gen_random_uuid(), '', %s, %s)",
            (persoon, persoon.to_bytes(32), -persoon * 10**12),
        )
        cursor.executemany(
            "INSERT INTO klantprofielen_klantprofiel (id, uuid, persoon_id, organisatie_id) "
            "VALUES (%s, gen_random_uuid(), %s, %s)",
            [(persoon * 10 + organisatie, persoon, 900 + organisatie) for organisatie in (1, 2)],
        )
    for row in rows:
        columns = TABLES[row.table]
        places = ", ".join(["%s"] * (len(row.values) + 3))
        cursor.execute(
            f"INSERT INTO {columns}, valid, recorded) VALUES ({places})",
            (
                row.persoon,
                *row.values,
                DateRange(row.valid.start, row.valid.end),
                TimestamptzRange(row.since, row.until),
            ),
        )


def frozen(
    connection: psycopg.Connection,
    path: Path,
    *,
    bekend_op: datetime = BEKEND_OP,
    regels: Telregels | None = None,
) -> Path:
    parameters = {"peildatum": PEILDATUM, "known_at": known_at(bekend_op)}
    statement = f"COPY ({peilbestand_sql(regels)}) TO STDOUT (FORMAT csv)"
    with connection.cursor().copy(statement, parameters) as copy:
        peilbestanden.write(path, copy)
    return path


# The naive count ---------------------------------------------------------------------------------


def naive(rows: Sequence[Row], bekend_op: datetime) -> tuple[dict, Counter]:
    """Per gemeente of the peildatum (or 'rest'): the five cells, and the register."""
    cells: dict[str, Counter] = {}
    register: Counter = Counter()
    for persoon in {row.persoon for row in rows}:
        held = [row for row in rows if row.persoon == persoon and row.holds(PEILDATUM, bekend_op)]
        said = {name: [row for row in held if row.table == name] for name in TABLES}
        if not any(row.values[0] in COUNTING_GROUNDS - {"11"} for row in said["registratie"]):
            continue
        place = naive_place(said["verblijf"])
        register[place] += 1
        served = [row for row in said["dienstverlening"] if row.values[0] != 905]
        if served:
            newest = max(row.values[1] for row in served)
            by_uwv = any(row.values == (901, newest) for row in served)
            profile = any(row.values[1] == "vastgesteld" for row in said["status"])
            cell = f"{'uwv' if by_uwv else 'gemeente'}_{'met' if profile else 'zonder'}_profiel"
            cells.setdefault(place, Counter())[cell] += 1
    return {place: aantallen_of(counted) for place, counted in cells.items()}, register


def naive_place(residences: Sequence[Row]) -> str:
    code = residences[0].values[0] if residences else "onbekend"
    moved = {"GM0501": "GM1992", "GM0614": "GM1992"}
    return moved.get(code, code) if code in {*moved, "GM0599", "GM1992"} else "rest"


def aantallen_of(counted: Counter) -> Aantallen:
    return Aantallen(*(counted[name] for name in COUNT_FIELDS))


def figures(meting: Meting) -> tuple[dict, dict]:
    """The same shape as ``naive``, without what counts nobody; the register per regio."""
    cells = {
        rij.gemeente_code: rij.aantallen
        for blad in meting.regios
        for rij in blad.rijen
        if rij.aantallen != Aantallen()
    }
    if meting.rest.aantallen != Aantallen():
        cells["rest"] = meting.rest.aantallen
    register = {blad.code: blad.doelgroepregister for blad in meting.regios}
    return cells, {**register, "rest": meting.rest.doelgroepregister}


# Random histories --------------------------------------------------------------------------------

DAYS = [
    date(2020, 12, 1), date(2023, 1, 1), date(2023, 6, 29), date(2023, 6, 30), date(2023, 7, 1),
    date(2023, 7, 20),
]  # fmt: skip
MOMENTS = [
    datetime(2023, 1, 5, tzinfo=UTC),
    known_at(BEKEND_OP),
    BEKEND_OP,
    datetime(2023, 9, 1, tzinfo=UTC),
]
periods = st.builds(
    lambda first, second: Period(
        min(first, second), None if first == second else max(first, second)
    ),
    st.sampled_from(DAYS),
    st.sampled_from(DAYS),
)
gemeenten = st.sampled_from(
    ["GM0599", "GM0501", "GM0614", "GM1992", "GM0788", "GM9999", "onbekend", "buitenland"]
)
values = {
    "registratie": st.tuples(st.sampled_from(["01", "05", "10", "11"]), st.just("")),
    "verblijf": st.tuples(gemeenten, st.just("brp")),
    "dienstverlening": st.tuples(
        st.sampled_from([901, 902, 903, 904, 905]),
        st.sampled_from([date(2019, 1, 1), date(2020, 1, 1)]),
    ),
    "inschrijving": st.tuples(st.sampled_from([901, 902])),
    "status": st.tuples(
        st.sampled_from([1, 2]), st.sampled_from(["concept", "vastgesteld", "vervallen"])
    ),
}
facts = st.sampled_from(list(TABLES)).flatmap(
    lambda table: st.tuples(
        st.just(table), st.integers(1, 4), values[table], periods, st.sampled_from(MOMENTS)
    )
)


@st.composite
def histories(draw) -> list[Row]:
    """Rows as they come to stand when facts are heard one after another."""
    rows: list[Row] = []
    for table, persoon, value, period, moment in sorted(
        draw(st.lists(facts, min_size=1, max_size=40)), key=lambda fact: fact[4]
    ):
        if table == "status":
            value = (persoon * 10 + value[0], value[1])
        rows = heard(rows, Row(table, persoon, value, period, moment))
    return rows


def heard(rows: list[Row], new: Row) -> list[Row]:
    """Close what the new fact contradicts and add what it says."""
    one_history = 0 if new.table == "verblijf" else 1  # how many values tell which history it is
    known = [
        Known(place, row.valid, row.values, row.since)
        for place, row in enumerate(rows)
        if row.until is None
        and (row.table, row.persoon) == (new.table, new.persoon)
        and row.values[:one_history] == new.values[:one_history]
    ]
    change = (overwrite if new.table == "verblijf" else supersede)(
        known, Fact(new.valid, new.values), now=new.since
    )
    closed = {row.key for row in change.close}
    return [
        replace(row, until=change.moment) if place in closed else row
        for place, row in enumerate(rows)
    ] + [Row(new.table, new.persoon, fact.value, fact.valid, change.moment) for fact in change.add]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=histories(), bekend_op=st.sampled_from([BEKEND_OP, end_of_day(date(2023, 9, 30))]))
def test_freezing_and_measuring_equals_the_naive_count(database, tmp_path, rows, bekend_op):
    with database.transaction(force_rollback=True):
        store(database, rows)
        path = frozen(database, tmp_path / "peil.parquet", bekend_op=bekend_op)
    expected_cells, expected_register = naive(rows, bekend_op)
    cells, register = figures(measure(path, on=PEILDATUM))
    assert cells == expected_cells
    assert register[22] == expected_register["GM0599"] + expected_register["GM1992"]
    assert register["rest"] == expected_register["rest"]
    assert sum(register.values()) == expected_register.total()


# Each rule by itself -----------------------------------------------------------------------------

EARLIER = datetime(2023, 5, 1, tzinfo=UTC)
SINCE_2020 = Period(date(2020, 1, 1))

# Every person lives in Rotterdam, is registered on 01 and served by UWV, but for what is said.
PEOPLE = {
    "registered on a ground that does not count": {"registratie": [("05", "")]},
    "registered on two grounds": {"registratie": [("01", ""), ("10", "")]},
    "not registered": {"registratie": []},
    "not served": {"dienstverlening": [], "inschrijving": [(901,)]},
    "served most recently by the gemeente": {
        "dienstverlening": [(901, date(2019, 1, 1)), (902, date(2020, 1, 1))]
    },
    "served by both since one day": {
        "dienstverlening": [(902, date(2020, 1, 1)), (901, date(2020, 1, 1))]
    },
    "with a profile": {"status": [("vastgesteld",)]},
    "with a concept": {"status": [("concept",)]},
    "plain": {},
}

SWITCHED_OFF = {
    "register-only filter": {"only_registered": "TRUE"},
    "codes that do not count": {"ground_counts": "TRUE"},
    "period of the registration": {"registered": "TRUE"},
    "open dienstverlening": {"service_is_open": "TRUE"},
    "two-organisation priority": {"served_by_latest": "(SELECT 1)"},
    "tie to UWV": {"uwv_on_tie": "(soort = 'uwv')"},
    "profile status": {"profile_counts": "TRUE"},
    "residence move around the peildatum": {"resides": "TRUE"},
    "recorded-time filter": {"as_known": "upper_inf(recorded)"},
    "one person with several grounds": {"each_person_once": ""},
}


def people() -> list[Row]:
    """One person per line of ``PEOPLE``, and four whose history matters."""
    rows = []
    for number, differences in enumerate(PEOPLE.values(), start=1):
        rows += person(number, **differences)
    moved, ended, late, left = (len(PEOPLE) + extra for extra in (1, 2, 3, 4))
    rows += person(moved, verblijf=[])
    rows += [
        Row(
            "verblijf",
            moved,
            ("GM0599", "brp"),
            Period(date(2020, 1, 1), date(2023, 7, 3)),
            EARLIER,
        ),
        Row("verblijf", moved, ("GM0606", "brp"), Period(date(2023, 7, 3)), EARLIER),
    ]
    rows += person(ended, dienstverlening=[])
    closed = Period(date(2020, 1, 1), date(2023, 6, 30))
    rows.append(Row("dienstverlening", ended, (901, date(2020, 1, 1)), closed, EARLIER))
    rows += person(late, registratie=[])
    rows.append(Row("registratie", late, ("01", ""), SINCE_2020, datetime(2023, 9, 1, tzinfo=UTC)))
    rows += person(left, registratie=[])
    rows.append(Row("registratie", left, ("01", ""), closed, EARLIER))
    return rows


def person(number: int, **differences: list[tuple]) -> list[Row]:
    said = {
        "registratie": [("01", "")],
        "verblijf": [("GM0599", "brp")],
        "dienstverlening": [(901, date(2020, 1, 1))],
        **differences,
    }
    return [
        Row(table, number, (number * 10 + 1, *value) if table == "status" else value, SINCE_2020,
            EARLIER)
        for table, all_values in said.items()
        for value in all_values
    ]  # fmt: skip


def test_the_people_are_counted_as_the_rules_say(database, tmp_path):
    store(database, people())
    cells, register = figures(measure(frozen(database, tmp_path / "a.parquet"), on=PEILDATUM))
    # UWV without profile: two grounds, the tie, a concept, plain, the one who moved later.
    assert cells == {
        "GM0599": Aantallen(gemeente_zonder_profiel=1, uwv_met_profiel=1, uwv_zonder_profiel=5)
    }
    assert register[22] == 9


@pytest.mark.parametrize("rule", SWITCHED_OFF)
def test_a_rule_switched_off_alone_changes_the_figures(database, tmp_path, rule):
    store(database, people())
    regels = replace(Telregels(), **SWITCHED_OFF[rule])
    as_it_is = measure(frozen(database, tmp_path / "a.parquet"), on=PEILDATUM)
    without = frozen(database, tmp_path / "b.parquet", regels=regels)
    assert figures(measure(without, on=PEILDATUM, regels=regels))[0] != figures(as_it_is)[0]


def test_every_rule_can_be_switched_off():
    switched = {name for pieces in SWITCHED_OFF.values() for name in pieces}
    assert switched == set(Telregels.__slots__)


# Places ------------------------------------------------------------------------------------------


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "peil.parquet"
    peilbestanden.write(path, io.BytesIO("".join(f"{line}\n" for line in lines).encode()))
    return path


def test_every_gemeente_of_the_date_has_a_row(tmp_path):
    meting = measure(written(tmp_path), on=PEILDATUM)
    assert len(meting.regios) == 35
    codes = {rij.gemeente_code for blad in meting.regios for rij in blad.rijen}
    assert codes == {gemeente.code for gemeente in gebieden.gemeenten(on=PEILDATUM)}
    assert figures(meting)[0] == {}


def test_a_gemeente_that_was_merged_counts_in_its_successor(tmp_path):
    meting = measure(written(tmp_path, "1,GM0501,t,uwv,t"), on=PEILDATUM)
    assert figures(meting)[0] == {"GM1992": Aantallen(uwv_met_profiel=1)}
    assert not meting.unfollowed


def test_a_code_that_cannot_be_followed_is_said_and_counted_in_the_rest(tmp_path):
    path = written(
        tmp_path,
        "1,GM0788,t,uwv,t",
        "2,GM0788,t,,f",
        "3,GM9999,t,gemeente,f",
        "4,onbekend,t,,f",
        "5,buitenland,t,gemeente,f",
        "6,GM9998,f,gemeente,f",
    )
    meting = measure(path, on=PEILDATUM)
    assert meting.unfollowed == {"GM0788": 2, "GM9999": 1}
    assert meting.rest.doelgroepregister == 5
    assert meting.rest.aantallen == Aantallen(gemeente_zonder_profiel=2, uwv_met_profiel=1)


def test_the_measure_reads_a_file_in_a_folder_with_odd_names(tmp_path):
    folder = tmp_path / "map met 'spaties' en (haken)"
    path = written(folder, "1,GM0599,t,gemeente,t")
    assert figures(measure(path, on=PEILDATUM))[0] == {"GM0599": Aantallen(gemeente_met_profiel=1)}
