"""P1 Wall: a row that the database refuses is quoted in no log and in no crash file."""

import io
import logging  # noqa: TID251 - Django and procrastinate log with it
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import psycopg
import pytest
import structlog
from django.db import DataError, IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from voetlicht.basis.web.tracebacks import traceback_text
from voetlicht.config import urls_intern
from voetlicht.intern.personen.models import Persoon
from voetlicht.opdrachten.__main__ import run
from voetlicht.opdrachten.installatie.prepare import Installation

BSN, BORN = "900000007", date(1871, 4, 9)
TRACES = (BSN, BSN.encode().hex(), "1871-04-09", "1870-01-01")


def refused_row() -> None:
    """Somebody who dies before birth: the database answers with the whole row."""
    with transaction.atomic():
        Persoon.objects.create(
            bsn_encrypted=BSN.encode(),
            bsn_index=BSN.encode(),
            peilsleutel=int(BSN),
            geboortedatum=BORN,
            overlijdensdatum=date(1870, 1, 1),
        )


def refused_value() -> None:
    """A number where a date should be: here the message itself has it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT %s::date", [BSN + "x"])


pytestmark = pytest.mark.usefixtures("as_processing")

REFUSALS = [
    pytest.param(refused_row, "constraint persoon_geboren_voor_overleden", id="row"),
    pytest.param(refused_value, "sqlstate 22", id="value"),
]


def traces(text: str) -> list[str]:
    return [trace for trace in TRACES if trace in text]


@pytest.fixture
def server_log(installation: Installation) -> Path:
    return installation.cluster.folder / "log"


@pytest.fixture
def log_lines() -> Iterator[io.StringIO]:
    """What the processes write to stderr, through the handler that they have."""
    [handler] = [
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
    ]
    lines = io.StringIO()
    stderr = handler.setStream(lines)
    yield lines
    handler.setStream(stderr)


@pytest.mark.django_db
def test_the_control_the_database_does_quote_the_row():
    with pytest.raises(IntegrityError) as row:
        refused_row()
    with pytest.raises(DataError) as value:
        refused_value()
    assert set(traces(str(row.value))) >= {BSN, BSN.encode().hex(), BORN.isoformat()}
    assert traces(str(value.value)) == [BSN]


@pytest.mark.django_db
@pytest.mark.parametrize(("refuse", "told"), REFUSALS)
def test_the_crash_file_of_a_command_says_what_broke_and_not_for_whom(
    refuse, told, monkeypatch, capsys, log_lines, server_log
):
    @click.command()
    def stop() -> None:
        try:
            refuse()
        except Exception as error:
            raise RuntimeError("dit ging mis") from error

    monkeypatch.setattr("voetlicht.opdrachten.stop.stop", stop)
    assert run(["stop"]) == 70
    shown = capsys.readouterr()
    file = Path(shown.err.partition("staan in ")[2].partition(";")[0])
    crash = file.read_text("utf-8")
    file.unlink()
    assert traces(crash + shown.out + shown.err + log_lines.getvalue()) == []
    assert told in crash
    assert f"in {refuse.__name__}" in crash
    assert crash.endswith("RuntimeError: dit ging mis\n")
    assert traces(server_log.read_text("utf-8")) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("refuse", "told"), REFUSALS)
def test_a_page_that_fails_logs_what_broke_and_not_for_whom(
    refuse, told, settings, capfd, log_lines, server_log
):
    def view(request: HttpRequest) -> HttpResponse:
        refuse()
        return HttpResponse()

    class Urls:
        urlpatterns = [path("mis", view), *urls_intern.urlpatterns]
        handler500 = urls_intern.handler500

    settings.ROOT_URLCONF = Urls
    answer = Client(raise_request_exception=False).get("/mis")
    assert answer.status_code == 500
    shown = capfd.readouterr()
    logged = log_lines.getvalue()
    assert traces(answer.content.decode() + shown.out + shown.err + logged) == []
    assert "Internal Server Error: /mis" in logged
    assert told in logged
    assert traces(server_log.read_text("utf-8")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["procrastinate.worker", "voetlicht.koppeling"])
def test_a_job_that_fails_logs_what_broke_and_not_for_whom(name, log_lines):
    try:
        refused_row()
    except IntegrityError:
        logging.getLogger(name).exception("job ended")
        structlog.get_logger(name).exception("taak mislukt")
    logged = log_lines.getvalue()
    assert traces(logged) == []
    assert logged.count("constraint persoon_geboren_voor_overleden") == 4  # psycopg's and Django's


def test_what_ends_a_process_is_shown_without_the_row():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import psycopg, voetlicht.config.logboek\n"
            f"raise psycopg.DataError('value too long: {BSN}')",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert traces(done.stdout + done.stderr) == []
    assert "psycopg.DataError: no more is written down" in done.stderr


def test_why_the_database_cannot_be_reached_is_said():
    assert "no such host" in traceback_text(psycopg.OperationalError("no such host"))
