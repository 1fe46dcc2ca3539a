"""Rights per role: written down for every table, and in the database exactly as written."""

import re

import pytest

from voetlicht.config import rollen
from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.prepare import Installation

APPLICATION_ROLES = {
    "intern",
    "verwerking",
    "extern",
    "koppeling",
    "statistiek",
    "spoor",
    "toezicht",
    "lader",
}


@pytest.mark.parametrize("side", ["intern", "extern"])
def test_every_table_has_its_rights_written_down(installation: Installation, side: str):
    database = rollen.DATABASE[side]
    with connect(installation.data, installation.cluster, database=database) as superuser:
        present = superuser.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT relispartition"
        ).fetchall()
    assert {name for (name,) in present} == set(rollen.TABLES[side])


@pytest.mark.parametrize("side", ["intern", "extern"])
def test_roles_have_the_rights_that_are_written_down_and_no_others(
    installation: Installation, side: str
):
    database = rollen.DATABASE[side]
    with connect(installation.data, installation.cluster, database=database) as superuser:
        granted = superuser.execute(
            "SELECT table_name, grantee, array_agg(privilege_type::text ORDER BY privilege_type)"
            " FROM information_schema.role_table_grants"
            " WHERE table_schema = 'public' AND grantee <> 'eigenaar' GROUP BY 1, 2"
        ).fetchall()
    written = {
        (table, role): sorted(re.split(r",\s*", rights))
        for table, grants in rollen.TABLES[side].items()
        for role, rights in grants.items()
    }
    assert {(table, role): rights for table, role, rights in granted} == written


@pytest.mark.parametrize("side", ["intern", "extern"])
def test_functions_are_for_the_roles_that_are_written_down_and_no_others(
    installation: Installation, side: str
):
    database = rollen.DATABASE[side]
    with connect(installation.data, installation.cluster, database=database) as superuser:
        found = superuser.execute(
            "SELECT p.oid::regprocedure::text, array_agg(pg_get_userbyid(acl.grantee)::text)"
            " FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl"
            " WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef"
            " AND p.prorettype <> 'trigger'::regtype AND acl.grantee <> p.proowner GROUP BY 1"
        ).fetchall()
    granted = {name.replace(",", ", "): tuple(roles) for name, roles in found}
    assert granted == rollen.FUNCTIONS[side]


@pytest.mark.parametrize("side", ["intern", "extern"])
def test_a_function_with_the_rights_of_the_owner_looks_nothing_up_elsewhere(
    installation: Installation, side: str
):
    database = rollen.DATABASE[side]
    with connect(installation.data, installation.cluster, database=database) as superuser:
        open_paths = superuser.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
            " AND NOT coalesce(proconfig::text LIKE '%search_path=public, pg_temp%', false)"
        ).fetchall()
    assert open_paths == []


def test_no_role_may_truncate_and_the_door_only_inserts():
    for tables in rollen.TABLES.values():
        for table, grants in tables.items():
            assert set(grants) <= APPLICATION_ROLES, table
            assert "TRUNCATE" not in " ".join(grants.values()), table
            assert grants.get("koppeling", "INSERT") == "INSERT", table


@pytest.mark.parametrize("side", ["intern", "extern"])
def test_none_but_the_owner_owns_anything(installation: Installation, side: str):
    database = rollen.DATABASE[side]
    with connect(installation.data, installation.cluster, database=database) as superuser:
        owners = superuser.execute(
            "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace"
        ).fetchall()
    assert owners == [("eigenaar",)]
