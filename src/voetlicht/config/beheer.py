"""Bring one side's database up to date: migrate, then grant. Run as a process of its own.

``python -m voetlicht.config.beheer`` with ``VOETLICHT_ZIJDE`` and ``VOETLICHT_EIGENAAR_URL``; see
``docs/omgeving.md``. Repeating it changes nothing.
"""

import django
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from voetlicht.basis.kern import omgeving
from voetlicht.config import rollen


def main() -> None:
    """Migrate and grant for the side of this environment."""
    omgeving.adopt({"DJANGO_SETTINGS_MODULE": "voetlicht.config.settings.beheer"})
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    grant(omgeving.text("VOETLICHT_ZIJDE"))


def grant(side: str) -> None:
    """Take every right away and give exactly those of ``rollen.py``."""
    roles = sorted({role for grants in rollen.TABLES[side].values() for role in grants})
    names = sql.SQL(", ").join(map(sql.Identifier, roles))
    database = sql.Identifier(rollen.DATABASE[side])
    connecting = sql.SQL(", ").join(map(sql.Identifier, rollen.CONNECT[rollen.DATABASE[side]]))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(database, connecting)
        )
        for statement in (
            "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {roles}",
            "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {roles}",
            "GRANT USAGE ON SCHEMA public TO {roles}",
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {roles}",
        ):
            cursor.execute(sql.SQL(statement).format(roles=names))
        present = set(connection.introspection.table_names(cursor, include_views=True))
        for table, grants in rollen.TABLES[side].items():
            if table not in present:
                continue
            for role, rights in grants.items():
                cursor.execute(
                    sql.SQL("GRANT {rights} ON {table} TO {role}").format(
                        rights=sql.SQL(rights),
                        table=sql.Identifier(table),
                        role=sql.Identifier(role),
                    )
                )
        _grant_functions(cursor, side)


def _grant_functions(cursor: CursorWrapper, side: str) -> None:
    """The same for functions: each to the roles that are written down, and to nobody else."""
    for function, roles in rollen.FUNCTIONS[side].items():
        # Names and types of arguments are written in ``rollen.py``, never taken from elsewhere.
        cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {', '.join(roles)}")


if __name__ == "__main__":
    main()
