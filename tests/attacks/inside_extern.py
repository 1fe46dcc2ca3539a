"""What an intruder tries who runs code inside the extern process. Handed to it as text.

Standard library and what the process itself can import; prints one JSON object: per way in, what
was reached. Nothing reached is an empty list.
"""

import contextlib
import ctypes
import json
import os
import signal
import socket
import sys
from pathlib import Path

import psycopg

ROLES = ("postgres", "eigenaar", "intern", "koppeling", "statistiek", "spoor", "lader")
DATABASES = ("voetlicht", "voetlicht_extern", "postgres", "template1")


def own_connection() -> dict[str, str]:
    from django.db import connection

    own = connection.settings_dict
    return {"host": own["HOST"], "user": own["USER"], "password": own["PASSWORD"]}


def try_connection(**how: str) -> str | None:
    """Who we are then, or None."""
    who = "SELECT current_user || '@' || current_database()"
    with contextlib.suppress(psycopg.Error), psycopg.connect(connect_timeout=5, **how) as found:
        return found.execute(who).fetchone()[0]
    return None


def other_databases() -> list[str]:
    """Our own role and password, another database."""
    tried = (try_connection(**own_connection(), dbname=name) for name in DATABASES)
    return [found for found in tried if found and found != "extern@voetlicht_extern"]


def other_roles() -> list[str]:
    """Every other role over the same socket: without password, with ours, with likely ones."""
    own = own_connection()
    found = []
    for role in ROLES:
        for password in (None, own["password"], role):
            for database in DATABASES[:3]:
                how = {"host": own["host"], "user": role, "dbname": database}
                found.append(try_connection(**how, **({"password": password} if password else {})))
    return [each for each in found if each]


def libpq_defaults() -> list[str]:
    """Whatever libpq finds by itself: password files, services, default sockets and users."""
    own = own_connection()
    ways: list[dict[str, str]] = [{}, {"dbname": "voetlicht"}]
    ways += [{"service": name} for name in ("voetlicht", "intern", "postgres")]
    ways += [{"host": own["host"], "user": role, "dbname": "voetlicht"} for role in ROLES]
    ways += [{"host": "127.0.0.1", "user": role, "dbname": "voetlicht"} for role in ROLES]
    homes = [path for path in ("/root/.pgpass", os.path.expanduser("~/.pgpass")) if path]
    ways += [
        {"host": own["host"], "user": role, "dbname": "voetlicht", "passfile": home}
        for role in ROLES
        for home in homes
    ]
    return [found for how in ways if (found := try_connection(**how))]


def rise_inside_own_database() -> list[str]:
    """Statements that would make our role more than it is, or read outside its tables."""
    statements = [
        *(f"SET ROLE {role}" for role in ROLES),
        *(f"SET SESSION AUTHORIZATION {role}" for role in ROLES),
        *(f"GRANT {role} TO extern" for role in ROLES),
        "ALTER ROLE extern SUPERUSER",
        "ALTER ROLE intern PASSWORD 'bekend'",
        "CREATE ROLE achterdeur LOGIN",
        "CREATE EXTENSION dblink",
        "CREATE EXTENSION postgres_fdw",
        "CREATE EXTENSION file_fdw",
        "CREATE TABLE public.eigen (id int)",
        "CREATE SCHEMA eigen",
        "CREATE FUNCTION public.eigen() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
        "COPY (SELECT 1) TO '/dev/null'",
        "SELECT pg_read_file('pg_hba.conf')",
        "SELECT pg_ls_dir('.')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT rolpassword FROM pg_authid",
        "SELECT passwd FROM pg_shadow",
        "ALTER SYSTEM SET log_statement = 'all'",
        "SELECT pg_reload_conf()",
        "SELECT line FROM pg_hba_file_rules",
        "INSERT INTO publicaties_archiefeditie DEFAULT VALUES",
        "UPDATE publicaties_archiefeditie SET checksum = checksum",
        "DELETE FROM publicaties_archiefeditie",
        "TRUNCATE publicaties_archiefeditie",
        "DROP TABLE publicaties_archiefeditie",
    ]
    from django.db import connection, transaction

    done = []
    for statement in statements:
        with contextlib.suppress(Exception), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            done.append(statement)
    return done


def rooms_of_intern() -> list[str]:
    """The rooms' own models, through the ORM and through its connection."""
    reached = []
    for room, model in (("personen", "Persoon"), ("toegang", "Account"), ("sonar", "Klant")):
        with contextlib.suppress(Exception):
            module = __import__(f"voetlicht.intern.{room}.models", fromlist=[model])
            reached.append(f"{model}: {getattr(module, model).objects.count()}")
    from django.db import connection, transaction

    for table in ("personen_persoon", "toegang_account", "sonar_klant", "koppeling_uitgaand"):
        for name in (table, f"voetlicht.public.{table}"):
            with contextlib.suppress(Exception), transaction.atomic(), connection.cursor() as row:
                row.execute(f"SELECT count(*) FROM {name}")
                reached.append(name)
    return reached


def statements_of_others() -> list[str]:
    """What other sessions are running, if the server would show it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT query FROM pg_stat_activity WHERE usename <> current_user"
            " AND query NOT LIKE '<insufficient%' AND query <> ''"
        )
        return [query for (query,) in cursor.fetchall()]


def descriptors() -> list[str]:
    """Open files that we did not open ourselves and that are not our log or nothing."""
    found = []
    for number in range(64):
        with contextlib.suppress(OSError):
            os.fstat(number)
            found.append(number)
    return [str(number) for number in found if number > 2]


def files_beside_what_we_know() -> list[str]:
    """Start from every path we were given; look around it and in every folder above it."""
    given = [*os.environ.values(), *sys.argv, *sys.orig_argv, *map(str, sys.path), os.getcwd()]
    words = {part for text in given for part in text.replace("=", ":").split(":")}
    with contextlib.suppress(OSError):
        words |= {os.readlink(f"/proc/self/fd/{n}") for n in range(3)}
    from django.db import connection

    words.add(connection.settings_dict["HOST"])
    starts = {Path(word) for word in words if word.startswith("/") and len(word) < 400}
    reached = []
    for folder in sorted({above for start in starts for above in (start, *start.parents)}):
        for wanted in ("intern/geheimen.json", "geheimen.json", "intern", "postgres/PG_VERSION"):
            with contextlib.suppress(OSError):
                path = folder / wanted
                if path.is_dir():
                    reached += [
                        f"{path}/{name}"
                        for name in os.listdir(path)
                        if wanted == "intern" and name == "geheimen.json"
                    ]
                else:
                    path.read_bytes()
                    reached.append(str(path))
    return reached


def environments_of_others() -> list[str]:
    """What other processes of this user were given, and their memory."""
    reached = []
    for pid in (int(name) for name in _processes() if int(name) != os.getpid()):
        with contextlib.suppress(OSError):
            if b"VOETLICHT_KOPPELING_URL" in Path(f"/proc/{pid}/environ").read_bytes():
                reached.append(f"environ {pid}")
    return reached


def _processes() -> list[str]:
    try:
        return [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return [str(pid) for pid in range(2, 200_000) if _exists(pid)]


def _exists(pid: int) -> bool:
    return os.path.exists(f"/proc/{pid}")


def power_over_others() -> list[str]:
    """Signals to, and tracing of, the process whose number the test passes on."""
    victim = int(os.environ["SLACHTOFFER"])
    reached = []
    with contextlib.suppress(OSError):
        os.kill(victim, signal.SIGCONT)
        reached.append("signal")
    if ctypes.CDLL(None).ptrace(16, victim, 0, 0) == 0:  # PTRACE_ATTACH
        reached.append("ptrace")
        ctypes.CDLL(None).ptrace(17, victim, 0, 0)
    return reached


def other_sites() -> list[str]:
    """Any other program on this machine that listens; the test has one."""
    address = ("127.0.0.1", int(os.environ["POORT"]))
    with contextlib.suppress(OSError), socket.create_connection(address, timeout=5):
        return ["tcp"]
    return []


WAYS = {
    "own": lambda: [try_connection(**own_connection(), dbname="voetlicht_extern")],
    "other_databases": other_databases,
    "other_roles": other_roles,
    "libpq_defaults": libpq_defaults,
    "rise_inside_own_database": rise_inside_own_database,
    "rooms_of_intern": rooms_of_intern,
    "statements_of_others": statements_of_others,
    "descriptors": descriptors,
    "files_beside_what_we_know": files_beside_what_we_know,
    "environments_of_others": environments_of_others,
    "power_over_others": power_over_others,
    "other_sites": other_sites,
}


def everything_we_were_given() -> str:
    """All settings and the whole environment, as text; the test looks for secrets in it."""
    from django.conf import settings

    shown = {name: repr(getattr(settings, name)) for name in dir(settings) if name.isupper()}
    return json.dumps([shown, dict(os.environ), sys.orig_argv])


def main() -> None:
    descriptors_at_start = descriptors()
    import django

    django.setup()
    answers = {name: way() for name, way in WAYS.items() if name != "descriptors"}
    answers["descriptors"] = descriptors_at_start
    sys.stdout.write(
        "REACHED " + json.dumps({"ways": answers, "given": everything_we_were_given()})
    )


main()
