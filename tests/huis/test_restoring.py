"""What a test commits is gone before the next: deleted where that is enough, else copied anew."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections

import medewerkers as made
from restoring import State, restore, state_of
from voetlicht.opdrachten.installatie.databases import connect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def superuser(installation, own_databases) -> Iterator[psycopg.Connection]:
    name = own_databases["voetlicht"]
    with connect(installation.data, installation.cluster, database=name) as connection:
        yield connection


@pytest.fixture
def before(db, superuser) -> State:
    return state_of(superuser)


def test_rows_and_numbers_are_as_they_were(before, superuser):
    her = made.medewerker("adviseur_werk", made.organisatie("uwv"))
    made.toewijzing(made.klant(), her)
    connections.close_all()
    assert state_of(superuser) != before
    assert restore(superuser, before)
    assert state_of(superuser) == before


def test_what_is_not_committed_yet_never_is(before, superuser, installation, own_databases):
    name = own_databases["voetlicht"]
    with connect(installation.data, installation.cluster, database=name) as late:
        late.execute("BEGIN")
        late.execute("CREATE TABLE te_laat ()")
        assert restore(superuser, before)
        with pytest.raises(psycopg.OperationalError):
            late.execute("COMMIT")
    assert state_of(superuser) == before


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE nieuw ()",
        "CREATE SCHEMA nieuw",
        "GRANT USAGE ON SCHEMA public TO pg_monitor",
        "DROP TABLE toegang_toewijzing CASCADE",
        "ALTER TABLE sonar_klant ADD COLUMN erbij int",
        "ALTER TABLE sonar_klant DISABLE ROW LEVEL SECURITY",
        "GRANT SELECT ON sonar_klant TO extern",
        "GRANT SELECT (id) ON sonar_klant TO extern",
        "CREATE POLICY open ON sonar_klant USING (true)",
        "CREATE FUNCTION een() RETURNS int LANGUAGE sql RETURN 1",
        "ALTER TABLE sonar_klant DISABLE TRIGGER ALL",
        "UPDATE django_content_type SET model = 'anders' WHERE id = 1",
        "DELETE FROM auth_permission WHERE id = 1",
    ],
)
def test_what_rows_alone_do_not_mend_is_told(change, before, superuser):
    with superuser.transaction(force_rollback=True):
        superuser.execute(change)
        assert not restore(superuser, before)
