"""The database itself keeps what is known of people in order, whoever writes."""

import pytest
from django.db import DatabaseError, connections, transaction

from voetlicht.intern.personen.models import Persoon, Verblijf

pytestmark = pytest.mark.django_db(databases=["default", "lader"])

ADD = (
    "INSERT INTO personen_verblijf (persoon_id, gemeente_code, bron, valid, recorded) "
    "VALUES (%s, %s, 'brp', %s, tstzrange(now() + %s::interval, now() + %s::interval))"
)


def add(
    persoon: Persoon,
    *,
    code: str = "GM0599",
    valid: str = "[2020-01-01,)",
    since: str | None = "0",
    until: str | None = None,
    using: str = "default",
) -> None:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(ADD, [persoon.pk, code, valid, since, until])


def run(statement: str, *, using: str = "default") -> None:
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(statement)


def test_two_periods_of_one_person_may_not_overlap_in_both_times(persoon):
    add(persoon, valid="[2020-01-01,2021-01-01)")
    add(persoon, valid="[2021-01-01,)")
    with pytest.raises(DatabaseError, match="verblijf_geen_overlap"):
        add(persoon, valid="[2020-12-31,2021-06-01)")


@pytest.mark.parametrize("valid", ["empty", "(,2021-01-01)"])
def test_a_period_has_a_begin_and_is_not_empty(persoon, valid: str):
    with pytest.raises(DatabaseError, match="verblijf_begin_voor_einde"):
        add(persoon, valid=valid)


@pytest.mark.parametrize("code", ["Rotterdam", "GM599", "gm0599", ""])
def test_a_residence_is_a_code_or_a_word(persoon, code: str):
    with pytest.raises(DatabaseError, match="verblijf_gemeente_code"):
        add(persoon, code=code)


@pytest.mark.parametrize("since", ["-2 minutes", "1 hour"])
def test_intern_says_only_what_is_known_from_now_on(persoon, since: str):
    with pytest.raises(DatabaseError, match="begint en eindigt nu"):
        add(persoon, since=since)


def test_intern_adds_no_row_that_is_closed_already(persoon):
    with pytest.raises(DatabaseError, match="begint en eindigt nu"):
        add(persoon, until="1 second")


@pytest.mark.parametrize(
    "change",
    [
        "gemeente_code = 'GM0606'",
        "valid = '[2021-01-01,)'",
        "recorded = tstzrange(lower(recorded), NULL)",
        "recorded = tstzrange(lower(recorded) - interval '1 second', now())",
    ],
)
def test_nothing_of_a_row_changes_but_its_open_end(persoon, change: str):
    add(persoon, since="-1 second")
    with pytest.raises(DatabaseError, match="alleen de bekendheid"):
        run(f"UPDATE personen_verblijf SET {change}")


@pytest.mark.parametrize("moment", ["now() - interval '2 minutes'", "now() + interval '1 hour'"])
def test_a_row_is_closed_now(persoon, moment: str):
    add(persoon, since="-30 seconds")
    run("UPDATE personen_verblijf SET recorded = tstzrange(lower(recorded), now())")
    assert not Verblijf.objects.filter(recorded__upper_inf=True).exists()
    add(persoon)
    with pytest.raises(DatabaseError):
        run(
            "UPDATE personen_verblijf SET "
            f"recorded = tstzrange(lower(recorded), greatest({moment}, lower(recorded)))"
            " WHERE upper_inf(recorded)"
        )


def test_a_closed_row_stays_closed(persoon):
    add(persoon, since="-30 seconds")
    run("UPDATE personen_verblijf SET recorded = tstzrange(lower(recorded), now())")
    with pytest.raises(DatabaseError, match="alleen de bekendheid"):
        run("UPDATE personen_verblijf SET recorded = tstzrange(lower(recorded), now())")


def test_intern_deletes_nothing(persoon):
    add(persoon)
    with pytest.raises(DatabaseError):
        run("DELETE FROM personen_verblijf")


@pytest.mark.usefixtures("as_loader")
def test_the_loader_may_go_back_in_recorded_time_but_not_change_a_row(persoon):
    add(persoon, since="-2 years", until="-1 year")
    add(persoon, since="-1 year")
    run(
        "UPDATE personen_verblijf SET recorded = "
        "tstzrange(lower(recorded), now() - interval '6 months') WHERE upper_inf(recorded)"
    )
    assert Verblijf.objects.count() == 2
    with pytest.raises(DatabaseError, match="alleen de bekendheid"):
        run("UPDATE personen_verblijf SET gemeente_code = 'GM0606'")


def test_one_bsn_is_one_persoon(persoon):
    with pytest.raises(DatabaseError, match="bsn_index"), transaction.atomic():
        Persoon.objects.create(bsn_encrypted=b"", bsn_index=bytes(persoon.bsn_index), peilsleutel=1)


TABLES = [
    "personen_verblijf",
    "doelgroepregister_registratie",
    "sonar_inschrijving",
    "sonar_dienstverlening",
    "klantprofielen_statusperiode",
]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_in_two_times_has_the_guard_and_refuses_overlap(table: str):
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE tgname = 'guard_recorded_time' AND tgenabled = 'O'), "
            "(SELECT count(*) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'x') "
            "FROM pg_trigger WHERE tgrelid = %s::regclass",
            [table, table],
        )
        assert cursor.fetchone() == (1, 1)
