"""The command ``lees``: what it prints, what it leaves with, what it keeps."""

import json
import os
from importlib.resources import files
from pathlib import Path

import pytest

from voetlicht.basis.edities.gepubliceerd import published
from voetlicht.basis.kern.errors import NotFound
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.extern.publicaties import queries as archive
from voetlicht.opdrachten.__main__ import run

TWENTE = files("voetlicht.opdrachten") / "voorbeelden" / "twente-2022Q2.md"
Q2 = Kwartaal(2022, 2)


@pytest.fixture
def twente(tmp_path: Path) -> Path:
    path = tmp_path / "twente-2022Q2.md"
    path.write_text(TWENTE.read_text("utf-8"), "utf-8")
    return path


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "beschadigd.md"
    path.write_text(TWENTE.read_text("utf-8").replace("1.650", "1.651"), "utf-8")
    return path


def test_a_reliable_edition_is_shown_with_its_findings(
    twente: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lees", str(twente)]) == 0
    shown = capsys.readouterr().out

    assert shown.startswith("Twente, tweede kwartaal 2022\n")
    assert "Hof van Twente             2            59           164" in shown
    assert "Doelgroepregister: 11.649. Bekend in Sonar: 74%." in shown
    assert "(totaalrij_verschoven)" in shown
    assert shown.endswith("Betrouwbaar.\n")


def test_json_is_one_object_and_nothing_else(
    twente: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lees", str(twente), "--json"]) == 0
    shown = capsys.readouterr()
    content = json.loads(shown.out)

    assert shown.err == ""
    assert content["editie"] == "2022Q2"
    assert content["totaal"]["totaal"] == 8613
    assert [tuple(rij.values())[2:] for rij in content["rijen"]] == [
        rij.aantallen.cells for rij in published()[1].blad.rijen
    ]


def test_an_unreliable_edition_is_shown_and_leaves_with_1(
    damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lees", str(damaged)]) == 1
    assert capsys.readouterr().out.endswith("Niet betrouwbaar.\n")


def test_what_is_unknown_is_shown_as_unknown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kaal.txt"
    path.write_text("Utopia 1 2 3 4 11\nRotterdam 1 2 3\n")

    assert run(["lees", str(path)]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("regio onbekend, kwartaal onbekend\n")
    assert "Doelgroepregister: onbekend. Bekend in Sonar: –." in shown
    assert "?" in shown


def test_an_unreadable_file_leaves_with_2_and_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lees", str(tmp_path / "weg.pdf"), "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "weg.pdf: Dit bestand bestaat niet. Controleer de naam en de map.\n"


@pytest.fixture
def environment_of_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in production: the environment names the database, so none is started."""
    monkeypatch.setenv("VOETLICHT_DATABASE_URL", "postgresql://intern@localhost/voetlicht")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", os.environ["DJANGO_SETTINGS_MODULE"])


databases = pytest.mark.django_db(transaction=True, databases=["default", "koppeling", "extern"])


@databases
@pytest.mark.usefixtures("environment_of_a_server")
def test_a_reliable_edition_is_kept_in_the_archive_once(
    twente: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lees", str(twente), "--bewaar"]) == 0
    assert run(["lees", str(twente), "--bewaar"]) == 0
    kept = archive.gelezen(Q2, regio=9)

    assert "Bewaard in het archief." in capsys.readouterr().err
    assert kept.editie.regios == (published()[1].blad,)
    assert kept.editie.bron == (
        "Transparantie van klantprofielen, tweede kwartaal 2022, Twente (twente-2022Q2.md)"
    )


@databases
@pytest.mark.usefixtures("environment_of_a_server")
def test_an_unreliable_edition_is_never_kept(
    damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lees", str(damaged), "--bewaar"]) == 1
    assert "Niet bewaard" in capsys.readouterr().err
    with pytest.raises(NotFound):
        archive.gelezen(Q2, regio=9)
