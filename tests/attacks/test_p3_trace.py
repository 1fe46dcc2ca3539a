"""P3 Every look leaves a trace: nobody is shown anybody without a line that was there before."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import psutil
import psycopg
import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client

from attacks.traced_showing import shown_by
from medewerkers import medewerker, organisatie, sign_in, team, toewijzing
from population import Population, populate
from voetlicht.basis.kern import omgeving
from voetlicht.basis.kern.errors import Untraced
from voetlicht.intern.personen import queries as personen
from voetlicht.intern.sonar import queries as sonar
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.inzage import tracing
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.opdrachten.installatie import environment
from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.prepare import Installation

REQUESTS = int(os.environ.get("VOETLICHT_AANVRAGEN", "300"))
"""So many random requests; the promise speaks of 10,000."""

KILLS = 6
HTMX = {"HX-Request": "true"}
DATABASES = ["default", "spoor", "toezicht"]
SOURCE = Path(personen.__file__).parents[1]


@pytest.fixture
def superuser(
    installation: Installation, own_databases: dict[str, str]
) -> Iterator[psycopg.Connection]:
    name = own_databases["voetlicht"]
    with connect(installation.data, installation.cluster, database=name) as connection:
        yield connection


# --- Replay: what an answer names is in the log under the number of that answer.


@pytest.fixture
def population(db) -> Population:
    return populate(12)


@pytest.fixture
def people_at_work(population: Population) -> list[Aanstelling]:
    """Two teams that serve half of them each, and who serves nobody."""
    gemeente, uwv = organisatie("GM0599"), organisatie("uwv")
    first, second = team(gemeente), team(uwv)
    at_work = [
        medewerker(Rol.KLANTMANAGER, gemeente, first),
        medewerker(Rol.TEAMLEIDER, gemeente, first),
        medewerker(Rol.ADVISEUR_WERK, uwv, second),
        medewerker(Rol.ADVISEUR_WERKGEVERSDIENSTEN, uwv, second),
        medewerker(Rol.PRIVACY_OFFICER, uwv),
        medewerker(Rol.FUNCTIONEEL_BEHEERDER, uwv),
    ]
    for number, known in enumerate(population.people):
        toewijzing(known.klant, (first, second)[number % 2])
        if number % 3 == 0:
            toewijzing(known.klant, at_work[number % 2])
    return at_work


Answer = tuple[str, str, set[int]]
"""What was asked, the number of the request, and who stands in the answer."""


def replay(
    at_work: list[Aanstelling], population: Population, *, count: int, seed: int
) -> Iterator[Answer]:
    """Random requests of random medewerkers for random klanten."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    clients = [sign_in(Client(raise_request_exception=False), each) for each in at_work]
    for _ in range(count):
        client, known = draw.choice(clients), draw.choice(population.people)
        url = f"/klanten/{known.klant.uuid}/"
        word = draw.choice([known.achternaam, "Zwaluw", "niemand"])
        sought = draw.choice([{"naam": word}, {"bsn": known.bsn}])
        method, path, typed = draw.choice(
            [
                ("get", "/", None),
                ("get", url, None),
                ("post", url + "bsn", None),
                ("post", "/klanten/zoeken", sought),
                ("post", "/ga-naar", {"vraag": word}),
                ("get", "/keten/", None),
            ]
        )
        answer = getattr(client, method)(path, typed, headers=draw.choice([{}, HTMX]))
        marks = population.marks_in(answer.content.decode())
        echoed = {value.lower() for value in (typed or {}).values()}  # a form shows what was typed
        named = {known.klant.persoon_id for mark, known in marks.items() if mark not in echoed}
        yield f"{method} {path}", answer["X-Request-Id"], named


def untraced(answers: Iterator[Answer], superuser: psycopg.Connection) -> tuple[int, list[str]]:
    """How many persons were shown, and the answers that name somebody without a line."""
    shown, wrong = 0, []
    for asked, number, named in answers:
        lines = superuser.execute(
            "SELECT persoon_id FROM toegang_inzageregel WHERE trace_id = %s", [UUID(number)]
        ).fetchall()
        shown += len(named)
        if named - {persoon_id for (persoon_id,) in lines}:
            wrong.append(asked)
    return shown, wrong


@pytest.mark.django_db(databases=DATABASES)
def test_whoever_stands_in_an_answer_stands_in_the_log(people_at_work, population, superuser):
    answers = replay(people_at_work, population, count=REQUESTS, seed=REQUESTS)
    shown, wrong = untraced(answers, superuser)
    assert shown > REQUESTS / 4  # a replay that shows nobody proves nothing
    assert wrong == []


@pytest.mark.django_db(databases=DATABASES)
@pytest.mark.parametrize("room", [sonar], ids=["lists"])
def test_the_control_a_query_that_forgets_to_note_is_noticed(
    people_at_work, population, superuser, monkeypatch, room
):
    monkeypatch.setattr(room, "note", lambda *_, **__: None)
    answers = replay(people_at_work, population, count=40, seed=3)
    assert untraced(answers, superuser)[1]


# --- Without a line no answer: the connection of ``spoor`` is gone, and the disk of the anchors.


@pytest.fixture
def no_spoor(db) -> Iterator[None]:
    """The inzagelog cannot be reached; what else goes over ``spoor`` still can."""
    tracing.writer.close()
    about = connections.settings["spoor"]
    reachable, about["HOST"] = about["HOST"], "/var/empty"
    yield
    about["HOST"] = reachable
    tracing.writer.close()


@pytest.fixture
def no_anchors(db, settings, tmp_path: Path) -> Iterator[None]:
    tracing.writer.close()
    settings.ANKERS = tmp_path / "geen map"
    settings.ANKERS.write_text("")
    yield
    tracing.writer.close()


def dossier_of_hers(people_at_work, population: Population) -> HttpResponse:
    client = sign_in(Client(raise_request_exception=False), people_at_work[0])
    connections["spoor"].ensure_connection()
    return client.get(f"/klanten/{population.people[0].klant.uuid}/")


@pytest.mark.django_db(databases=DATABASES)
@pytest.mark.parametrize("broken", ["no_spoor", "no_anchors"])
def test_what_cannot_be_written_is_not_shown(people_at_work, population, broken, request):
    connections["spoor"].ensure_connection()
    whole = dossier_of_hers(people_at_work, population)
    assert (whole.status_code, bool(population.named_in(whole.content.decode()))) == (200, True)
    request.getfixturevalue(broken)
    answer = dossier_of_hers(people_at_work, population)
    assert answer.status_code == 500
    assert population.named_in(answer.content.decode()) == set()
    assert population.named_in(str(answer.headers)) == set()


@pytest.mark.django_db(databases=DATABASES)
def test_the_control_a_middleware_that_goes_on_would_show_it(
    people_at_work, population, no_spoor, monkeypatch
):
    written = tracing.writer.write

    def goes_on(*about: object, **more: object) -> None:
        with suppress(psycopg.Error):
            written(*about, **more)

    monkeypatch.setattr(tracing.writer, "write", goes_on)
    answer = dossier_of_hers(people_at_work, population)
    assert population.named_in(answer.content.decode())


@pytest.mark.django_db(databases=DATABASES)
def test_an_answer_that_is_made_while_it_leaves_shows_nobody(people_at_work, population):
    """A stream reads after the log was written; ``note`` refuses, and nothing comes out."""

    def stream(request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(shown_by(population.people[0].klant.persoon_id))

    answer = tracing.TracedAnswers(stream)(HttpRequest())
    with pytest.raises(Untraced):
        b"".join(answer.streaming_content)


# --- kill -9, at chosen and at random moments, of the process as it is deployed.


class OverSocket(http.client.HTTPConnection):
    """HTTP over the socket of a server on this machine."""

    def __init__(self, path: Path) -> None:
        super().__init__("intern.localhost", timeout=30)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(str(self._path))


class Server:
    """gunicorn with the pages of ``traced_app``; ``get`` answers None when no whole answer came."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.socket = folder / "s"
        with (folder / "log").open("w") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", "traced_app:application"),
                    *("--bind", f"unix:{self.socket}", "--workers", "2", "--threads", "4"),
                    *("--worker-tmp-dir", str(folder), "--no-control-socket"),
                ],
                env=settings,
                cwd=Path(__file__).parent,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def get(self, number: int, moment: str = "nooit") -> str | None:
        connection = OverSocket(self.socket)
        try:
            connection.request("GET", f"/toon/{number}/{moment}")
            answer = connection.getresponse()
            text = answer.read().decode()
            return text if answer.status == 200 and len(text) > 100_000 else None
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def wait(self) -> None:
        """Until it answers; its start takes seconds."""
        for _ in range(600):
            if self.get(1) is not None:
                return
            time.sleep(0.1)
        raise AssertionError((self.socket.parent / "log").read_text()[-3000:])

    def kill_a_worker(self) -> None:
        workers = psutil.Process(self.process.pid).children()
        if workers:
            with suppress(psutil.NoSuchProcess):
                random.choice(workers).send_signal(signal.SIGKILL)  # noqa: S311 - no secret

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def serve(
    installation: Installation, own_databases: dict[str, str]
) -> Iterator[Callable[..., Server]]:
    started: list[Server] = []
    with tempfile.TemporaryDirectory(prefix="voetlicht-p3-") as folder:

        def start(**more: str) -> Server:
            given = environment.intern(installation.data, installation.cluster)
            roles = {"VOETLICHT_DATABASE_URL": "intern", "VOETLICHT_SPOOR_URL": "spoor"}
            urls = {
                name: omgeving.database_url(
                    role=role,
                    password=installation.data.password(role),
                    name=own_databases["voetlicht"],
                    socket=installation.cluster.socket,
                )
                for name, role in roles.items()
            }
            ankers = {"VOETLICHT_ANKERS": f"{folder}/ankers", "PYTHONSAFEPATH": ""}
            server = Server(Path(folder), {**given, **urls, **ankers, **more})
            started.append(server)
            server.wait()
            return server

        yield start
        for server in started:
            server.stop()


def count_of(superuser: psycopg.Connection, number: int) -> int:
    return superuser.execute(
        "SELECT count(*) FROM toegang_inzageregel WHERE persoon_id = %s", [number]
    ).fetchone()[0]


MOMENTS = {
    # moment: whether an answer may be there, and how many lines must be
    "nooit": (True, {1}),
    "lezen": (False, {0}),
    "schrijven": (False, {1}),
    "verzonden": (True, {1}),
}


@pytest.mark.django_db
def test_killed_at_any_moment_no_answer_is_without_a_line(serve, superuser):
    server = serve()
    for number, (moment, (answered, lines)) in enumerate(MOMENTS.items(), 8_000_001):
        assert (server.get(number, moment) is not None) is answered, moment
        assert count_of(superuser, number) in lines, moment
    assert random_kills(server, superuser) == []


@pytest.mark.django_db
def test_the_control_lines_written_after_the_answer_are_lost(serve, superuser):
    server = serve(VOETLICHT_TEST_LAAT="ja")
    assert server.get(8_100_001, "verzonden") is not None
    assert count_of(superuser, 8_100_001) == 0


def random_kills(server: Server, superuser: psycopg.Connection) -> list[int]:
    """Answers without a line, when four ask at once and workers are killed between answers."""
    answered: list[int] = []
    numbers = iter(range(8_200_000, 8_300_000))
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            number = next(numbers)
            if server.get(number) is not None:
                answered.append(number)
            else:
                done.wait(0.05)  # a new worker takes seconds

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(KILLS):
        enough = len(answered) + random.randint(1, 40)  # noqa: S311 - no secret
        while len(answered) < enough:
            time.sleep(0.001)
        server.kill_a_worker()
    done.set()
    for thread in threads:
        thread.join()
    return [number for number in answered if not count_of(superuser, number)]
