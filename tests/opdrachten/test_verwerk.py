"""The command ``verwerk``: its report, its exit codes, its silence about numbers."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from roles import processing
from voetlicht.intern.doelgroepregister.models import Registratie
from voetlicht.intern.leveringen.models import Levering
from voetlicht.intern.personen.bsn import is_bsn
from voetlicht.opdrachten.__main__ import run

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("environment_of_a_server"),
]
HEAD = "bsn;code_grondslag;begindatum;einddatum;code_reden_einde\n"
ONE, TWO = [str(n) for n in range(900_000_100, 900_000_200) if is_bsn(str(n))][:2]


@pytest.fixture
def environment_of_a_server(
    monkeypatch: pytest.MonkeyPatch, transactional_db: None
) -> Iterator[None]:
    """As in production: the environment names the database, so none is started."""
    monkeypatch.setenv("VOETLICHT_DATABASE_URL", "postgresql://verwerking@localhost/voetlicht")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", os.environ["DJANGO_SETTINGS_MODULE"])
    with processing():
        yield


def verwerk(path: Path, *more: str, volgnummer: int = 1) -> int:
    given = {"soort": "register", "leverancier": "UWV", "stand": "2023-06-30"}
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    return run(["verwerk", str(path), *options, "--volgnummer", str(volgnummer), *more])


def test_a_delivery_is_taken_in_once_and_then_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(HEAD + f"{ONE};10;2019-01-01;;\n{TWO};01;2020-01-01;;\n")
    assert verwerk(path) == 0
    shown = capsys.readouterr()
    assert "Levering 1 van UWV: register, mutaties, stand 30 juni 2023" in shown.out
    assert "nieuw                2" in shown.out
    assert "2 van 2 regels …" in shown.err
    assert verwerk(path) == 0
    assert "al verwerkt" in capsys.readouterr().out
    assert Registratie.objects.count() == 2


def test_refused_rows_leave_with_1_and_are_reported_without_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, report = tmp_path / "register.csv", tmp_path / "rapport.csv"
    path.write_text(HEAD + f"{ONE};{TWO};2019-01-01;;\n{ONE};10;2019-01-01;;\n{TWO}1;10;;;\n")
    with structlog.testing.capture_logs() as logged:
        assert verwerk(path, "--volledig", "--rapport", str(report)) == 1
        shown = capsys.readouterr()
        assert verwerk(path) == 0
    assert "regel 2, kolom code_grondslag: op deze code kan" in shown.out
    assert report.read_text("utf-8-sig").splitlines()[1].startswith("2;geweigerd;code_grondslag;")
    for text in (shown.out, shown.err, report.read_text("utf-8-sig"), str(logged)):
        assert ONE not in text
        assert TWO not in text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f"{ONE};10;2019-01-01;;\n", "kolom 1 onbekend"),
        (HEAD.replace("bsn;", ""), "ontbreekt kolom bsn"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_with_2_and_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, says: str
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(content)
    assert verwerk(path) == 2
    shown = capsys.readouterr()
    assert says in shown.err
    assert ONE not in shown.err
    assert shown.out == ""
    assert not Levering.objects.exists()


def test_an_older_number_or_an_impossible_date_leaves_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(HEAD + f"{ONE};10;2019-01-01;;\n")
    assert verwerk(path, volgnummer=3) == 0
    path.write_text(HEAD + f"{TWO};10;2019-01-01;;\n")
    assert verwerk(path, volgnummer=2) == 2
    assert verwerk(path, volgnummer=3) == 2
    assert verwerk(path, "--stand", "30-06-2023", volgnummer=4) == 2
    assert "Geef een verbeterd bestand een nieuw volgnummer" in capsys.readouterr().err
    assert Registratie.objects.count() == 1


def test_a_report_that_cannot_be_written_is_said_and_can_be_asked_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, report = tmp_path / "register.csv", tmp_path / "rapport.csv"
    path.write_text(HEAD + f"{ONE};10;2019-01-01;;\n")
    nowhere = tmp_path / "is er niet" / "rapport.csv"
    assert verwerk(path, "--rapport", str(nowhere)) == 2
    assert f"‘{nowhere}’ kan niet worden" in capsys.readouterr().err
    assert verwerk(path, "--rapport", str(report)) == 0
    assert report.exists()


@pytest.mark.parametrize("name", ["\udcff", "een\nander", "\x1b[2J"])
def test_a_supplier_whose_name_cannot_be_shown_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verwerk(tmp_path / "register.csv", "--leverancier", name) == 2
    assert "niet te tonen" in capsys.readouterr().err


def test_a_day_after_which_none_comes_is_refused_in_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "verblijf.csv"
    path.write_text(f"bsn;gemeente_code;vanaf\n{ONE};onbekend;9999-12-31\n")
    assert verwerk(path, "--soort", "verblijf") == 1
    assert "regel 2, kolom vanaf: geen datum" in capsys.readouterr().out
