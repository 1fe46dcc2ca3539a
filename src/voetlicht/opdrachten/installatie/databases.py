"""Roles and databases in a cluster. Rights per table are given after migrating."""

import psycopg
from psycopg import sql

from voetlicht.opdrachten.installatie.cluster import Cluster
from voetlicht.opdrachten.installatie.datadir import ROLES, SUPERUSER, DataDir

DATABASES = ("voetlicht", "voetlicht_extern")
PASS_BY = ("verwerking", "lader", "toezicht")


def connect(data: DataDir, cluster: Cluster, *, database: str) -> psycopg.Connection:
    """A connection as superuser that commits every statement."""
    return psycopg.connect(
        host=str(cluster.socket),
        user=SUPERUSER,
        password=data.password(SUPERUSER),
        dbname=database,
        passfile="/dev/null",
        autocommit=True,
    )


def create_databases(data: DataDir, cluster: Cluster) -> None:
    """Roles with their passwords, and both databases, closed to everybody; repeatable."""
    with connect(data, cluster, database=SUPERUSER) as connection:
        present = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role in ROLES:
            verb = "ALTER" if role in present else "CREATE"
            connection.execute(
                sql.SQL(
                    verb + " ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}"
                ).format(sql.Identifier(role), sql.Literal(data.password(role)))
            )
        # What these do concerns everybody; all others are held by row-level security.
        for role in PASS_BY:
            connection.execute(sql.SQL("ALTER ROLE {} BYPASSRLS").format(sql.Identifier(role)))
        # To load much at once the owner sets constraints aside and then steps back to ``lader``.
        connection.execute("GRANT lader TO eigenaar WITH INHERIT FALSE, SET TRUE")
        present = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        for name in DATABASES:
            if name not in present:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER eigenaar").format(sql.Identifier(name))
                )
        for name in (*DATABASES, "postgres", "template1"):
            connection.execute(
                sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name))
            )
    for name in DATABASES:
        with connect(data, cluster, database=name) as connection:
            connection.execute("ALTER SCHEMA public OWNER TO eigenaar")
            connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
