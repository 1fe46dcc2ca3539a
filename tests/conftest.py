"""One embedded cluster per test run; every worker has its own copy of both databases.

Tests connect as the application's roles: ``default`` is role intern, and ``koppeling``,
``extern``, ``lader``, ``statistiek``, ``spoor`` and ``toezicht`` are what their names say. Only
migrations run as owner. In a test ``intern`` may step over to ``verwerking`` (``roles.py``), as a
command has from the start.
Choose aliases with ``@pytest.mark.django_db(databases=["default", "koppeling", "extern"])``.
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from psycopg import Connection, sql

from restoring import State, restore, state_of
from roles import processing
from voetlicht.config import rollen
from voetlicht.intern.toegang.inzage.noting import Showing, collecting
from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.prepare import Installation, in_use

# No test is timed: a busy machine must not fail a property.
# Under CI a commit gets the same verdict every time; elsewhere chance goes on looking.
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "untimed")

CREATE_COPY = "CREATE DATABASE {copy} TEMPLATE {template} OWNER eigenaar STRATEGY FILE_COPY"
AS_COPIED: dict[str, State] = {}
"""The name of each copy -> what it held when it was copied."""


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    """The cluster of this test run, migrated; shared by all workers, removed by the last."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(tempfile.gettempdir()) / f"voetlicht-test-{run}"
    with in_use(folder, durable=False) as prepared:
        yield prepared
    if not prepared.cluster.is_running():
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """Room for an installation of a test's own, in a path with a space.

    Not ``tmp_path``: pytest closes that to other users, and PostgreSQL is one when we are root.
    """
    with tempfile.TemporaryDirectory(prefix="voetlicht test ") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def own_databases(installation: Installation) -> Iterator[dict[str, str]]:
    """This worker's copies: the name of the template -> the name of the copy."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw")
    copies = {name: f"{name}_{worker}" for name in rollen.CONNECT}
    with connect(installation.data, installation.cluster, database="postgres") as superuser:
        superuser.execute("GRANT verwerking TO intern WITH INHERIT FALSE, SET TRUE")
    for template, copy in copies.items():
        AS_COPIED[copy] = _copied(installation, template, copy)
    yield copies
    connections.close_all()
    with connect(installation.data, installation.cluster, database="postgres") as superuser:
        for copy in copies.values():
            superuser.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(copy)))


def _copied(installation: Installation, template: str, copy: str) -> State:
    """Copy the template; what the copy holds then."""
    with connect(installation.data, installation.cluster, database="postgres") as superuser:
        _copy_database(superuser, template, copy)
    with connect(installation.data, installation.cluster, database=copy) as superuser:
        return state_of(superuser)


def _copy_database(superuser: Connection, template: str, copy: str) -> None:
    """A copy with the same owner; the right to connect is not copied along, so give it again."""
    names = {"copy": sql.Identifier(copy), "template": sql.Identifier(template)}
    roles = sql.SQL(", ").join(map(sql.Identifier, rollen.CONNECT[template]))
    superuser.execute("SELECT pg_advisory_lock(1)")  # a template admits one copier at a time
    superuser.execute(sql.SQL("DROP DATABASE IF EXISTS {copy} WITH (FORCE)").format(**names))
    superuser.execute(
        sql.SQL(CREATE_COPY).format(**names)  # copying files takes a fifth of copying by WAL
    )
    superuser.execute("SELECT pg_advisory_unlock(1)")
    superuser.execute(sql.SQL("REVOKE ALL ON DATABASE {copy} FROM PUBLIC").format(**names))
    superuser.execute(
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {copy} TO {roles}").format(
            **names, roles=roles
        )
    )


@pytest.fixture(scope="session")
def django_db_setup(
    installation: Installation, own_databases: dict[str, str], tmp_path_factory
) -> None:
    """Point every alias at this worker's copy, as its own role."""
    for alias in settings.DATABASES:
        wanted = connections[alias].settings_dict
        wanted["NAME"] = own_databases[wanted["NAME"]]
        wanted["HOST"] = str(installation.cluster.socket)
        wanted["PASSWORD"] = installation.data.password(wanted["USER"])
    settings.PEILBESTANDEN = tmp_path_factory.mktemp("peilbestanden")
    settings.ANKERS = tmp_path_factory.mktemp("ankers")


@pytest.fixture(scope="session", autouse=True)
def _fresh_copies_after_commits(request: pytest.FixtureRequest) -> None:
    """After a test with real commits its copies are as they were: no role may TRUNCATE."""

    def make_as_new(test_case: TransactionTestCase) -> None:
        touched = {connections[alias].settings_dict["NAME"] for alias in test_case.databases}
        connections.close_all()
        installation = request.getfixturevalue("installation")
        for template, copy in request.getfixturevalue("own_databases").items():
            if copy in touched:
                with connect(installation.data, installation.cluster, database=copy) as superuser:
                    restored = restore(superuser, AS_COPIED[copy])
                if not restored:
                    AS_COPIED[copy] = _copied(installation, template, copy)

    TransactionTestCase._fixture_teardown = make_as_new


@pytest.fixture(scope="session", autouse=True)
def _loopback_only() -> Iterator[None]:
    """No test reaches past this machine."""
    real_connect = socket.socket.connect

    def connect_to_loopback(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX:
            host = str(address[0]) if isinstance(address, tuple) else str(address)
            if not (host in ("localhost", "::1") or host.startswith("127.")):
                raise AssertionError(f"een test zoekt verbinding met {host}; alleen loopback mag")
        real_connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect_to_loopback)
    yield
    patch.undo()


@pytest.fixture
def as_processing(request: pytest.FixtureRequest) -> Iterator[None]:
    """Record what is known of everybody, as commands do: ``default`` in role ``verwerking``."""
    marked = request.node.get_closest_marker("django_db")
    asked = set(request.fixturenames) & {"db", "transactional_db"}
    if marked is None and not asked:
        yield
        return
    commits = "transactional_db" in asked or (marked and marked.kwargs.get("transaction"))
    request.getfixturevalue("transactional_db" if commits else "db")
    with processing():
        yield


@pytest.fixture
def noted() -> Iterator[list[Showing]]:
    """What the queries of a test show to people, as the inzagelog would hear it."""
    with collecting() as showings:
        yield showings


class UndefinedVariable(str):
    """What Django shows for a variable that a template does not know; showing it fails."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, variable: object) -> str:
        raise AssertionError(f"het sjabloon kent de variabele ‘{variable}’ niet")


@pytest.fixture(scope="session", autouse=True)
def _undefined_template_variables_fail() -> None:
    for engine in settings.TEMPLATES:
        engine["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
