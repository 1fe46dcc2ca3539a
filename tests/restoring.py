"""Take out of a database what a test committed, without making the database anew.

Whatever a test left in tables that were empty is deleted. When it changed anything else (a row of
the reference data, a right, a policy, a table) the database is copied again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from psycopg import Connection

CATALOGS = (
    *("pg_attrdef", "pg_attribute", "pg_class", "pg_constraint", "pg_default_acl", "pg_extension"),
    *("pg_index", "pg_inherits", "pg_namespace", "pg_policy", "pg_proc", "pg_rewrite"),
    *("pg_sequence", "pg_trigger", "pg_type"),
)
"""Where PostgreSQL keeps what it knows of tables, rights, policies and functions."""

TABLES = """
SELECT format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
WHERE relkind = 'r' AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' ORDER BY 1
"""
SEQUENCES = """
SELECT format('%I.%I', schemaname, sequencename), start_value, last_value FROM pg_sequences
"""
END_OTHERS = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

Marks = dict[str, tuple[int, int]]
"""Table -> how many rows it has, and the newest transaction that wrote one of them."""


@dataclass(frozen=True, slots=True)
class State:
    """What a database held when it was copied."""

    catalogs: Marks
    tables: Marks
    sequences: dict[str, tuple[int, int | None]]


def state_of(superuser: Connection) -> State:
    tables = [name for (name,) in superuser.execute(TABLES)]
    return State(_marks(superuser, CATALOGS), _marks(superuser, tables), _sequences(superuser))


def restore(superuser: Connection, state: State) -> bool:
    """Whether the database is as it was; False when it has to be copied again."""
    superuser.execute(END_OTHERS)
    if _marks(superuser, CATALOGS) != state.catalogs:
        return False
    marks = _marks(superuser, state.tables)
    written = [name for name, mark in marks.items() if mark != state.tables[name]]
    if any(state.tables[name] != (0, 0) for name in written):
        return False
    superuser.execute("SET session_replication_role = replica")  # foreign keys and guards rest
    for name in written:
        superuser.execute(f"DELETE FROM {name}")
    for name, (start, last) in _sequences(superuser).items():
        if (start, last) != state.sequences[name]:
            before = state.sequences[name][1]
            superuser.execute(
                "SELECT setval(%s, %s, %s)",
                [name, start if before is None else before, before is not None],
            )
    return True


def _marks(superuser: Connection, tables: Iterable[str]) -> Marks:
    asked = " UNION ALL ".join(
        f"SELECT '{name}', count(*), coalesce(max(xmin::text::bigint), 0) FROM {name}"
        for name in tables
    )
    return {name: (count, newest) for name, count, newest in superuser.execute(asked)}


def _sequences(superuser: Connection) -> dict[str, tuple[int, int | None]]:
    return {name: (start, last) for name, start, last in superuser.execute(SEQUENCES)}
