"""Journeys in a real browser, through the real processes: their settings, server and headers."""

import base64
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

from people_at_work import Office, filled_office
from sample_archive import alias_at, database_copy, filled_database
from voetlicht.basis.kern import omgeving
from voetlicht.opdrachten import processes
from voetlicht.opdrachten.installatie.prepare import Installation

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
STARTING_TIME = 60  # seconds
# What tests put into a database, the process behind the journey must be able to read.
TEST_KEYS = {
    "VOETLICHT_BSN_SLEUTEL": base64.b64encode(settings.BSN_KEY).decode(),
    "VOETLICHT_BSN_INDEX_SLEUTEL": base64.b64encode(settings.BSN_INDEX_KEY).decode(),
}


@pytest.fixture(scope="module")
def extern_site(installation: Installation, archive: str) -> Iterator[str]:
    """The address of the extern process, with the sample archive behind it."""
    with _running(installation, "extern", "extern", archive) as address:
        yield address


@pytest.fixture(scope="module")
def intern_site(installation: Installation, own_databases: dict[str, str]) -> Iterator[str]:
    """The address of the intern process, with nobody in its database."""
    with _running(installation, "intern", "intern", own_databases["voetlicht"]) as address:
        yield address


@pytest.fixture(scope="session")
def archive(installation: Installation, django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """The name of a database with the sample archive."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw")
    with (
        django_db_blocker.unblock(),
        filled_database(installation, f"reisarchief_{worker}") as name,
    ):
        yield name


@pytest.fixture(scope="module")
def browser(extern_site: str, intern_site: str) -> Iterator[Browser]:
    """A browser for who has not signed in."""
    with _open_browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def office(
    installation: Installation, django_db_setup: None, django_db_blocker
) -> Iterator[Office]:
    """The intern process over a database of its own, with people at work in it."""
    name = f"reiskantoor_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}"
    with django_db_blocker.unblock(), database_copy(installation, "voetlicht", name):
        with alias_at("default", name):
            klanten = filled_office()
        with _running(installation, "intern", "intern", name) as address:
            yield Office(address, name, *klanten)


@pytest.fixture(scope="module")
def office_browser(office: Office) -> Iterator[Browser]:
    """A browser for people at work."""
    with _open_browser() as chromium:
        yield chromium


@contextmanager
def _open_browser() -> Iterator[Browser]:
    """Closed before other tests run: while it is open, Django refuses its database."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=_find_browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


def _find_browser() -> str:
    """Where the browser is; without one, journeys are skipped, but not where CI is set."""
    named = os.environ.get("VOETLICHT_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    reason = "geen browser gevonden; installeer chromium of zet VOETLICHT_CHROMIUM"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def _running(installation: Installation, side: str, role: str, database: str) -> Iterator[str]:
    ports = {"intern": _free_port(), "extern": _free_port()}
    all_programs = processes.programs(
        installation, intern_port=ports["intern"], extern_port=ports["extern"]
    )
    program = next(one for one in all_programs if one.name == f"web {side}")
    urls = {"VOETLICHT_DATABASE_URL": role}
    if side == "intern":
        urls |= {"VOETLICHT_SPOOR_URL": "spoor", "VOETLICHT_TOEZICHT_URL": "toezicht"}
    given = {**program.environment, **(TEST_KEYS if side == "intern" else {})} | {
        name: omgeving.database_url(
            role=each,
            password=installation.data.password(each),
            name=database,
            socket=installation.cluster.socket,
        )
        for name, each in urls.items()
    }
    process = processes.start(replace(program, environment=given))
    host = {"intern": "intern.localhost", "extern": "localhost"}[side]
    try:
        _await(f"http://127.0.0.1:{ports[side]}/gezond")
        yield f"http://{host}:{ports[side]}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _await(url: str) -> None:
    """Go on once the server answers, whatever it answers (another host name gives a 400)."""
    for _ in range(STARTING_TIME * 10):
        try:
            urlopen(url, timeout=STARTING_TIME).close()  # noqa: S310 - our own address
        except HTTPError as answer:
            answer.close()
            return
        except OSError:  # not there yet
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{url} antwoordt niet")
