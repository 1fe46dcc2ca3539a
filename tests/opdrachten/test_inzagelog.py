"""The command ``inzagelog``: what it says, writes and ends with."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connections

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.intern.toegang.enums import Kanaal
from voetlicht.intern.toegang.inzage.noting import Showing
from voetlicht.intern.toegang.inzage.writer import Writer
from voetlicht.opdrachten.__main__ import run
from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.prepare import Installation

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "toezicht"]),
    pytest.mark.usefixtures("environment_of_a_server"),
]
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WHO = Actor(ActorKind.MEDEWERKER, str(UUID(int=4)), "uwv", rol="adviseur_werk")


@pytest.fixture
def environment_of_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in production: the environment names the database, so none is started."""
    monkeypatch.setenv("VOETLICHT_DATABASE_URL", "postgresql://intern@localhost/voetlicht")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", os.environ["DJANGO_SETTINGS_MODULE"])


@pytest.fixture
def superuser(
    installation: Installation, own_databases: dict[str, str]
) -> Iterator[psycopg.Connection]:
    name = own_databases["voetlicht"]
    with connect(installation.data, installation.cluster, database=name) as connection:
        yield connection


@pytest.fixture
def log(superuser: psycopg.Connection, settings, tmp_path: Path) -> None:
    """Two persons shown at a moment in March."""
    settings.ANKERS = tmp_path / "ankers"
    superuser.execute("DELETE FROM toegang_inzageregel")
    superuser.execute("DELETE FROM toegang_inzageketen")
    superuser.execute("SELECT toegang_inzage_maanden(%s, %s)", [AT.date(), AT.date()])
    writer = Writer()
    shown = [
        Showing(WHO, Purpose.DIENSTVERLENING, number, Veldklasse.PERSOONLIJK) for number in (5, 6)
    ]
    with clock.frozen_at(AT):
        writer.write(shown, kanaal=Kanaal.SITE, trace_id=uuid4())
        writer.close()


@pytest.mark.parametrize("day", [(), ("--dag", "2026-03-02")])
def test_a_log_that_is_whole(log, capsys, day):
    assert run(["inzagelog", "controleer", *day]) == 0
    assert capsys.readouterr().out == "In orde: 2 regels in 1 ketens.\n"


def test_a_log_that_was_touched_names_the_place_and_ends_with_one(log, superuser, capsys):
    superuser.execute("UPDATE toegang_inzageregel SET persoon_id = 7 WHERE volgnummer = 2")
    assert run(["inzagelog", "controleer"]) == 1
    finding, total = capsys.readouterr().out.splitlines()
    assert "regel 2 (02-03-2026 10:00:00): is na het schrijven veranderd" in finding
    assert total == "NIET in orde: 1 bevindingen bij 2 regels in 1 ketens."


def test_the_log_as_logboek_dataverwerkingen(log, tmp_path: Path, capsys):
    file = tmp_path / "logboek.jsonl"
    asked = ["inzagelog", "uitvoer", "--van", "2026-03-01", "--tot", "2026-03-31"]
    assert run([*asked, "--uit", str(file)]) == 0
    # Nobody knows these two persons any more, so they are one betrokkene without a code.
    assert capsys.readouterr().out == f"1 verwerkingen in {file}.\n"
    assert [json.loads(line)["status"] for line in file.read_text().splitlines()] == ["OK"]


def test_a_period_the_wrong_way_round_is_refused(capsys):
    days = ["--van", "2026-03-02", "--tot", "2026-03-01"]
    assert run(["inzagelog", "uitvoer", *days, "--uit", "x"]) == 2
    assert "wissel --van en --tot om" in capsys.readouterr().err


def test_only_the_owner_removes(log, capsys):
    assert run(["inzagelog", "opschonen"]) == 5
    assert "Alleen de eigenaar" in capsys.readouterr().err


@pytest.fixture
def owner(superuser, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """``toezicht`` is the owner for a while, under her name."""
    superuser.execute("GRANT eigenaar TO toezicht WITH INHERIT FALSE, SET TRUE")
    with connections["toezicht"].cursor() as cursor:
        cursor.execute("SET ROLE eigenaar")
    monkeypatch.setattr("voetlicht.opdrachten.inzagelog.OWNER", "toezicht")
    yield
    with connections["toezicht"].cursor() as cursor:
        cursor.execute("RESET ROLE")
    superuser.execute("REVOKE eigenaar FROM toezicht")


def test_what_is_past_its_term_goes_only_when_asked_for_real(log, owner, superuser, capsys):
    def lines() -> int:
        return superuser.execute("SELECT count(*) FROM toegang_inzageregel").fetchone()[0]

    with clock.frozen_at(datetime(2027, 3, 31, tzinfo=UTC)):
        assert run(["inzagelog", "opschonen"]) == 0
        assert capsys.readouterr().out == "Niets is lang genoeg bewaard om op te ruimen.\n"
    with clock.frozen_at(datetime(2027, 4, 1, tzinfo=UTC)):
        assert run(["inzagelog", "opschonen"]) == 0
        assert capsys.readouterr().out.startswith("2026-03: ongeveer 0 regels, op te ruimen met")
        assert lines() == 2
        assert run(["inzagelog", "opschonen", "--echt"]) == 0
        assert (capsys.readouterr().out, lines()) == (
            "2026-03: ongeveer 0 regels, opgeruimd.\n", 0,
        )  # fmt: skip
    assert run(["inzagelog", "controleer", "--dag", str(date(2026, 3, 2))]) == 0
