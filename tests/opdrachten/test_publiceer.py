"""The command ``publiceer``: what it makes, writes, hands over and says."""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connections

from roles import processing
from voetlicht.basis.edities.editie import Aantallen, Editie, Gemeenterij, Regioblad
from voetlicht.basis.edities.enums import Editiestatus, Formaat, Herkomst
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.extern.publicaties import queries as archive
from voetlicht.extern.publicaties.values import Bestandzending
from voetlicht.intern.transparantie.actions import MadeEditie
from voetlicht.opdrachten.__main__ import run
from voetlicht.opdrachten.publiceer import (
    files_of,
    publish,
    publish_kwartalen,
    report,
    write_files,
)

pytestmark = [
    pytest.mark.django_db(
        transaction=True, databases=["default", "lader", "statistiek", "koppeling", "extern"]
    ),
    pytest.mark.usefixtures("environment_of_a_server"),
]
Q2 = Kwartaal(2023, 2)
RIJNMOND = ("publiceer", "--peildatum", "2023-06-30", "--regio", "22", "--uit")


@pytest.fixture
def environment_of_a_server(
    monkeypatch: pytest.MonkeyPatch, transactional_db: None
) -> Iterator[None]:
    """As in production: the environment names the database, so none is started."""
    monkeypatch.setenv("VOETLICHT_DATABASE_URL", "postgresql://verwerking@localhost/voetlicht")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", os.environ["DJANGO_SETTINGS_MODULE"])
    with processing():
        yield


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def live_in(gemeente: str) -> None:
    """Somebody in the register lives there."""
    with connections["lader"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO personen_persoon (uuid, bsn_encrypted, bsn_index, peilsleutel) "
            "VALUES (gen_random_uuid(), '', %s, 1) RETURNING id",
            (bytes(32),),
        )
        (persoon,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO personen_verblijf (persoon_id, gemeente_code, bron, valid, recorded) "
            "VALUES (%s, %s, 'brp', '[2020-01-01,)', '[2020-01-01,)')",
            (persoon, gemeente),
        )
        cursor.execute(
            "INSERT INTO doelgroepregister_registratie "
            "(persoon_id, code_grondslag, code_reden_einde, valid, recorded) "
            "VALUES (%s, '01', '', '[2020-01-01,)', '[2020-01-01,)')",
            (persoon,),
        )


def test_the_files_of_a_regio_are_written_and_the_edition_is_archived(tmp_path, capsys):
    live_in("GM0599")
    assert run([*RIJNMOND, str(tmp_path)]) == 0
    said = capsys.readouterr().out
    base = "transparantie-2023Q2-22-rijnmond-v1"
    assert set(content_of(tmp_path)) == {
        f"{base}.csv-metadata.json",
        *(f"{base}.{formaat}" for formaat in Formaat),
    }
    assert "Editie 2023Q2, versie 1 (definitief), bekend op 14 juli 2023: nieuw gemaakt" in said
    assert "2023Q2 22 Rijnmond: 0 in Sonar, 0% van 1 in het doelgroepregister." in said
    publicatie = archive.newest(Q2)
    assert publicatie.checksum in said
    for formaat in Formaat:
        archived = archive.bestand(publicatie, regio=22, formaat=formaat)
        assert archived.content == (tmp_path / f"{base}.{formaat}").read_bytes()
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o644}


def test_again_gives_identical_bytes_and_a_later_day_a_second_version(tmp_path, capsys):
    assert run([*RIJNMOND, str(tmp_path / "een")]) == 0
    live_in("GM0599")
    assert run([*RIJNMOND, str(tmp_path / "twee")]) == 0
    assert content_of(tmp_path / "een") == content_of(tmp_path / "twee")
    assert "was al gemaakt" in capsys.readouterr().out
    assert run([*RIJNMOND, str(tmp_path / "drie"), "--bekend-op", "2023-09-30"]) == 0
    content = json.loads(
        (tmp_path / "drie" / "transparantie-2023Q2-22-rijnmond-v2.json").read_bytes()
    )
    assert (content["versie"], content["status"]) == (2, "gecorrigeerd")
    assert content["bekend_op"] == "2023-09-30T22:00:00Z"
    assert content["doelgroepregister"] == 1
    assert len(archive.versions(Q2)) == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--peildatum", "2023-06-29"], "2023-03-31 of 2023-06-30"),
        (["--peildatum", "30-06-2023"], "jaar-maand-dag"),
        (["--peildatum", "2023-06-30", "--bekend-op", "2999-01-01"], "uiterlijk gisteren"),
        (["--peildatum", "2023-06-30", "--regio", "36"], "van 1 tot en met 35"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(tmp_path, capsys, arguments, sentence):
    assert run(["publiceer", *arguments, "--uit", str(tmp_path / "map")]) != 0
    said = capsys.readouterr().err
    assert sentence in said
    assert "Traceback" not in said
    assert not (tmp_path / "map").exists()


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    def breaking_off():
        yield Bestandzending(22, "csv", "een.csv", "text/csv", b"nieuw")
        yield Bestandzending(22, "pdf", "map", "application/pdf", b"nieuw")

    (tmp_path / "een.csv").write_bytes(b"oud")
    (tmp_path / "map").mkdir()
    with pytest.raises(IsADirectoryError):
        write_files(breaking_off(), tmp_path)
    assert (tmp_path / "een.csv").read_bytes() == b"nieuw"
    assert {path.name for path in tmp_path.iterdir()} == {"een.csv", "map"}


def test_the_demo_publishes_quarters_of_which_all_files_can_be_written(tmp_path):
    told = []
    publish_kwartalen([Q2], told.append)
    assert archive.kwartalen() == (Q2,)
    assert told[-1] == "edities nieuw in het archief: 1"
    made = publish(peildatum=Q2.peildatum)
    assert len(write_files(files_of(made, None), tmp_path)) == 36 * 7
    assert len(content_of(tmp_path)) == 36 * 7


def test_people_who_cannot_be_placed_are_said():
    regio = Regioblad(2, 22, "Rijnmond", (Gemeenterij("GM0599", "Rotterdam", Aantallen(1)),))
    editie = Editie(
        kwartaal=Q2,
        peildatum=Q2.peildatum,
        bekend_op=end_of_day(date(2023, 7, 14)),
        versie=1,
        status=Editiestatus.DEFINITIEF,
        herkomst=Herkomst.BEREKEND,
        voorbeeld=True,
        regios=(regio,),
    )
    said = list(report(MadeEditie(editie, b"", "abc", True, {"GM0788": 3, "GM9999": 1}), 22))
    assert any("(GM0788: 3, GM9999: 1)" in line for line in said)
    assert "2023Q2 22 Rijnmond: 1 in Sonar, 50% van 2 in het doelgroepregister." in said
