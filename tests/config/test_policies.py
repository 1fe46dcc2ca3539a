"""Row-level security on every table with personal data: held to the catalog and the register.

The database says which tables point at a persoon, the field register which hold what is
persoonlijk or bijzonder. A table of either kind without a policy fails here, by name.
"""

from collections.abc import Iterator, Mapping

import psycopg
import pytest
from django.apps import apps

from huis.test_velden import whole_register
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.config import rollen
from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.prepare import Installation

PERSONAL = {Veldklasse.PERSOONLIJK, Veldklasse.BIJZONDER}

# About people at work, not about klanten: the site reads these to know who acts, and its own
# queries decide who else sees them.
OF_MEDEWERKERS = {
    "toegang_account",
    "toegang_aanstelling",
    "toegang_accountaanvraag",
    "toegang_aanvraagregel",
    "toegang_hercertificering",
    "toegang_sessie",
    "toegang_geheugen",
    "toegang_gebeurtenis",  # names klanten by a random uuid alone
}
LIBRARIES = ("account_", "axes_", "mfa_", "socialaccount_", "django_", "auth_", "procrastinate_")
# Says who is within reach: row-level security itself asks it.
DEFINITION = {"toegang_bereik"}
# Views that begin at the definition, for lists; ``test_bereik`` holds each of them to the rule.
WITHIN_REACH = DEFINITION | {"sonar_eigenklant", "toegang_relatie"}

# Functions of the owner that say who is within reach, and how each is asked for everybody.
SEARCHES = {"sonar_zoek_in_bereik": "sonar_zoek_in_bereik('{}', NULL, NULL)"}

POINTS_AT_PERSOON = """
SELECT relation.relname, relation.relkind = 'v'
FROM pg_class AS relation
JOIN pg_attribute AS attribute ON attribute.attrelid = relation.oid
WHERE relation.relnamespace = 'public'::regnamespace AND relation.relkind IN ('r', 'p', 'v', 'm')
    AND attribute.attname = 'persoon_id' AND NOT attribute.attisdropped
    AND NOT relation.relispartition
"""
GUARDED = """
SELECT relation.relname FROM pg_class AS relation
WHERE relation.relnamespace = 'public'::regnamespace AND relation.relrowsecurity
    AND EXISTS (SELECT FROM pg_policy WHERE pg_policy.polrelid = relation.oid)
"""
OPEN_TO_SITE = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
    AND (has_table_privilege('intern', oid, 'SELECT, INSERT, UPDATE, DELETE')
        OR has_any_column_privilege('intern', oid, 'SELECT, INSERT, UPDATE'))
"""
# Functions that do what their owner may, for the site, and tell of personen.
TELL_PERSONEN = """
SELECT proname FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND prosecdef AND 'persoon_id' = ANY (proargnames)
    AND has_function_privilege('intern', oid, 'EXECUTE')
"""


def names(database: psycopg.Connection, statement: str) -> set[str]:
    return {row[0] for row in database.execute(statement)}


def classified() -> dict[str, set[Veldklasse]]:
    """Table of the intern side -> the classes of its fields."""
    register = whole_register()
    models = apps.get_models(include_auto_created=True)
    tables = {model._meta.label: model._meta.db_table for model in models}
    return {
        tables[label]: {veld.klasse for veld in velden.values()}
        for label, velden in register.items()
        if tables[label] in rollen.INTERN
    }


def unguarded(
    database: psycopg.Connection, classes: Mapping[str, set[Veldklasse]] | None = None
) -> set[str]:
    """Tables about klanten that have no policy, and views that pass by them for the site."""
    found = dict(database.execute(POINTS_AT_PERSOON).fetchall())
    views = {name for name, is_view in found.items() if is_view}
    tables = found.keys() - views
    tables |= {table for table, held in (classes or classified()).items() if held & PERSONAL}
    tables = {
        table
        for table in tables - OF_MEDEWERKERS - WITHIN_REACH - views
        if not table.startswith(LIBRARIES)
    }
    open_to_site = names(database, OPEN_TO_SITE)
    functions = names(database, TELL_PERSONEN) - SEARCHES.keys()
    passing = ((views & open_to_site) - WITHIN_REACH) | functions
    return (tables - names(database, GUARDED)) | passing


@pytest.fixture
def database(installation: Installation) -> Iterator[psycopg.Connection]:
    """The migrated database, as its superuser, in a transaction that leaves nothing."""
    with (
        connect(installation.data, installation.cluster, database="voetlicht") as superuser,
        superuser.transaction(force_rollback=True),
    ):
        yield superuser


def test_every_table_about_klanten_is_guarded(database: psycopg.Connection):
    assert unguarded(database) == set()


def test_the_check_names_a_new_table_that_points_at_a_persoon(database: psycopg.Connection):
    database.execute("CREATE TABLE sonar_taak (id bigint, persoon_id bigint)")
    assert unguarded(database) == {"sonar_taak"}
    database.execute("ALTER TABLE sonar_taak ENABLE ROW LEVEL SECURITY")
    assert unguarded(database) == {"sonar_taak"}
    database.execute("CREATE POLICY bereik ON sonar_taak TO intern USING (false)")
    assert unguarded(database) == set()


def test_the_check_names_a_new_table_with_a_personal_field(database: psycopg.Connection):
    database.execute("CREATE TABLE sonar_notitie (id bigint, tekst text)")
    register = {**classified(), "sonar_notitie": {Veldklasse.ZAKELIJK, Veldklasse.BIJZONDER}}
    assert unguarded(database, register) == {"sonar_notitie"}


def test_the_check_names_a_function_that_passes_by_the_policies(database: psycopg.Connection):
    database.execute(
        "CREATE FUNCTION sonar_iedereen() RETURNS TABLE (persoon_id bigint) LANGUAGE sql"
        " SECURITY DEFINER AS 'SELECT persoon_id FROM sonar_klant'"
    )
    assert unguarded(database) == {"sonar_iedereen"}
    database.execute("REVOKE ALL ON FUNCTION sonar_iedereen FROM PUBLIC")
    assert unguarded(database) == set()


def test_the_check_names_a_table_that_lost_its_policy(database: psycopg.Connection):
    database.execute("DROP POLICY bereik ON sonar_klant")
    assert unguarded(database) == {"sonar_klant"}


def test_the_check_names_a_view_that_passes_by_the_policies(database: psycopg.Connection):
    database.execute("CREATE VIEW sonar_lijst AS SELECT persoon_id FROM sonar_klant")
    assert unguarded(database) == set()
    database.execute("GRANT SELECT ON sonar_lijst TO intern")
    assert unguarded(database) == {"sonar_lijst"}


def test_part_of_a_table_is_open_to_nobody_beside_the_whole(database: psycopg.Connection):
    """The policy of a table does not hold for who reads one of its parts by name."""
    parts = names(database, "SELECT relname FROM pg_class WHERE relispartition")
    assert parts & names(database, OPEN_TO_SITE) == set()


def test_the_site_and_the_measure_are_held_by_the_policies(database: psycopg.Connection):
    """A role that passes by must not be one that serves pages; the owner is not forced."""
    pass_by = names(database, "SELECT rolname FROM pg_roles WHERE rolbypassrls OR rolsuper")
    assert pass_by & {"intern", "statistiek", "spoor", "koppeling", "extern"} == set()
    assert pass_by >= {"verwerking", "lader", "toezicht"}


def test_what_only_reads_or_writes_klanten_is_not_open_to_all_roles(database: psycopg.Connection):
    """Whoever is not held by a policy and holds a table about klanten is named here."""
    holders = database.execute(
        "SELECT DISTINCT grantee FROM information_schema.role_table_grants"
        " WHERE table_name = 'personen_persoon'"
    )
    assert {name for (name,) in holders} == {"eigenaar", "intern", "verwerking", "lader"}
