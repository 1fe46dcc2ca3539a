"""Journeys in a real browser, through the real processes: their settings, server and headers.

What takes long to start is shared, and who shares it runs in one worker: the archive, the office
of the journeys, and the office in which every page is looked at. A browser and who signed in serve
a module.
"""

import base64
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from people_at_work import Office, enter, filled_office
from sample_archive import alias_at, database_copy, filled_database
from voetlicht.basis.kern import omgeving
from voetlicht.opdrachten import processes
from voetlicht.opdrachten.installatie.prepare import Installation

pytest.register_assert_rewrite("looking")  # so that it says what it found

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
STARTING_TIME = 60  # seconds
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw")
# What tests put into a database, the process behind the journey must be able to read.
TEST_KEYS = {
    "VOETLICHT_SECRET_KEY": settings.SECRET_KEY,
    "VOETLICHT_BSN_SLEUTEL": base64.b64encode(settings.BSN_KEY).decode(),
    "VOETLICHT_BSN_INDEX_SLEUTEL": base64.b64encode(settings.BSN_INDEX_KEY).decode(),
}


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(_shared_by(item)))


def _shared_by(item: pytest.Item) -> str:
    """What a test waits for: the same for all who can share it."""
    if "extern_site" in getattr(item, "fixturenames", ()):
        return "reisarchief"
    return item.path.stem if item.path.stem == "test_every_page" else "reiskantoor"


@pytest.fixture(scope="session")
def extern_site(installation: Installation, archive: str) -> Iterator[str]:
    """The address of the extern process, with the sample archive behind it."""
    with _running(installation, "extern", "extern", archive) as address:
        yield address


@pytest.fixture(scope="session")
def archive(installation: Installation, django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """The name of a database with the sample archive."""
    with (
        django_db_blocker.unblock(),
        filled_database(installation, f"reisarchief_{WORKER}") as name,
    ):
        yield name


@pytest.fixture(scope="module")
def browser(extern_site: str) -> Iterator[Browser]:
    """A browser for who has not signed in."""
    with _open_browser() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def open_office(
    installation: Installation, django_db_setup: None, django_db_blocker
) -> Callable[[str], AbstractContextManager[Office]]:
    """Opens an office: the intern process over a database of its own, with people at work in it."""

    @contextmanager
    def open_office(name: str) -> Iterator[Office]:
        copy = f"{name}_{WORKER}"
        with database_copy(installation, "voetlicht", copy):
            with django_db_blocker.unblock(), alias_at("default", copy):
                klanten = filled_office()
            with _running(installation, "intern", "intern", copy) as address:
                yield Office(address, copy, *klanten)

    return open_office


@pytest.fixture(scope="session")
def office(open_office: Callable[[str], AbstractContextManager[Office]]) -> Iterator[Office]:
    """The office of all journeys; none asks what is there beside what it does itself."""
    with open_office("reiskantoor") as opened:
        yield opened


@pytest.fixture(scope="module")
def office_browser(office: Office) -> Iterator[Browser]:
    """A browser for people at work."""
    with _open_browser() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def at_work(office: Office, office_browser: Browser) -> Iterator[Callable[[str], Page]]:
    """The page of somebody at work by her name, signed in when she is first asked for."""
    with ExitStack() as windows:

        @cache
        def page_of(naam: str) -> Page:
            page = windows.enter_context(office_browser.new_context()).new_page()
            enter(page, office.site, naam)
            return page

        yield page_of


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
