"""P1 Wall: from inside the extern process, as deployed, nothing intern can be reached."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from voetlicht.opdrachten import processes
from voetlicht.opdrachten.installatie import environment
from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.datadir import KEYS, ROLES, SUPERUSER
from voetlicht.opdrachten.installatie.enclosure import landlock_version
from voetlicht.opdrachten.installatie.prepare import Installation, in_use

ATTACK = Path(__file__).with_name("inside_extern.py")

# In the database and in what the process was given: these hold on every system.
BY_CREDENTIALS = (
    "other_databases",
    "other_roles",
    "libpq_defaults",
    "rise_inside_own_database",
    "rooms_of_intern",
    "statements_of_others",
    "descriptors",
)
# Between two processes of one user: these hold where the kernel has Landlock.
BY_ENCLOSURE = (
    "files_beside_what_we_know",
    "environments_of_others",
    "power_over_others",
    "other_sites",
)


@pytest.fixture(scope="module")
def victim(installation: Installation) -> Iterator[subprocess.Popen[bytes]]:
    """A process that was given what the intern process is given."""
    given = environment.intern(installation.data, installation.cluster)
    with subprocess.Popen(["sleep", "300"], env=given) as process:
        yield process
        process.kill()


@pytest.fixture(scope="module")
def listening_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def attack(
    installation: Installation, victim: subprocess.Popen, port: int, *, enclosed: bool
) -> dict[str, Any]:
    """Start the extern web process as ``demo`` does, with the intruder in the place of gunicorn."""
    web = next(
        program
        for program in processes.programs(installation, intern_port=1, extern_port=2)
        if program.name == "web extern"
    )
    end = web.command.index("--") + 1
    python = web.command[end]
    intruder = (python, "-c", ATTACK.read_text("utf-8"))
    log = installation.data.logs / f"aanval-{os.getpid()}.log"
    log.unlink(missing_ok=True)
    started = processes.start(
        replace(
            web,
            command=(*web.command[:end], *intruder) if enclosed else intruder,
            environment={**web.environment, "SLACHTOFFER": str(victim.pid), "POORT": str(port)},
            log=log,
        )
    )
    code = started.wait(timeout=120)
    said = log.read_text("utf-8")
    assert code == 0, said
    answer: dict[str, Any] = json.loads(said.partition("REACHED ")[2])
    return answer


@pytest.fixture(scope="module")
def reached(installation, victim, listening_port) -> dict[str, Any]:
    return attack(installation, victim, listening_port, enclosed=True)


def test_the_intruder_does_run_as_the_extern_role(reached):
    assert reached["ways"]["own"] == ["extern@voetlicht_extern"]


@pytest.mark.parametrize("way", BY_CREDENTIALS)
def test_nothing_intern_is_reached_with_what_the_process_was_given(reached, way):
    assert reached["ways"][way] == []


@pytest.mark.skipif(landlock_version() < 6, reason="deze kernel heeft geen Landlock 6; ADR 0003")
@pytest.mark.parametrize("way", BY_ENCLOSURE)
def test_nothing_of_the_same_user_is_reached(reached, way):
    assert reached["ways"][way] == []


def test_no_secret_of_intern_is_in_settings_environment_or_command(installation, reached):
    data = installation.data
    secrets = [data.password(role) for role in (*ROLES, SUPERUSER) if role != "extern"]
    secrets += [data.key(name) for name in (*KEYS, "SECRET_KEY")]
    assert data.password("extern") in reached["given"]
    assert [secret for secret in secrets if secret in reached["given"]] == []


def test_without_the_enclosure_the_same_intruder_does_reach_the_files_of_its_user(
    installation, victim, listening_port
):
    """The attack can succeed: this is what one OS user cannot protect by passwords alone."""
    loose = attack(installation, victim, listening_port, enclosed=False)["ways"]
    assert any(path.endswith("geheimen.json") for path in loose["files_beside_what_we_know"])
    assert loose["environments_of_others"]
    assert loose["other_sites"] == ["tcp"]
    for way in BY_CREDENTIALS:
        assert loose[way] == [], way


def test_a_cluster_that_trusted_its_users_would_be_noticed(data_folder, victim, listening_port):
    """The attack can succeed in the database too: with trust for all, roles are reached."""
    with in_use(data_folder / "vertrouwend", durable=False) as trusting:
        (trusting.cluster.folder / "pg_hba.conf").write_text("local all all trust\n", "utf-8")
        with connect(trusting.data, trusting.cluster, database="postgres") as superuser:
            superuser.execute("SELECT pg_reload_conf()")
        loose = attack(trusting, victim, listening_port, enclosed=True)["ways"]
    assert "postgres@voetlicht" in loose["other_roles"]
    assert loose["libpq_defaults"]


def test_all_roles_need_their_password_after_a_restart_too(installation):
    hba = (installation.cluster.folder / "pg_hba.conf").read_text("utf-8").split()
    assert hba == ["local", "all", "all", "scram-sha-256"]


def test_the_secrets_of_intern_are_in_a_folder_for_this_user_only(installation):
    assert installation.data.intern.stat().st_mode & 0o777 == 0o700
    assert (installation.data.intern / "geheimen.json").stat().st_mode & 0o777 == 0o600
    assert installation.data.extern.stat().st_mode & 0o777 == 0o700


def test_the_sides_share_no_cookie_key_or_host(installation):
    data, cluster = installation.data, installation.cluster
    intern, extern = environment.intern(data, cluster), environment.extern(data, cluster)
    for name in ("VOETLICHT_SECRET_KEY", "VOETLICHT_ALLOWED_HOSTS", "VOETLICHT_DATABASE_URL"):
        assert intern[name] != extern[name]
    cookies = {
        side: (given["SESSION_COOKIE_NAME"], given["CSRF_COOKIE_NAME"])
        for side, given in (("intern", settings_of(intern)), ("extern", settings_of(extern)))
    }
    assert not set(cookies["intern"]) & set(cookies["extern"])


def settings_of(given: dict[str, str]) -> dict[str, str]:
    code = (
        "import django; django.setup(); from django.conf import settings; import json;"
        "print(json.dumps({n: str(getattr(settings, n)) for n in dir(settings) if n.isupper()}))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found
