"""The export: one record per betrokkene and processing, without medewerkers, whole or not there."""

import json
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

import medewerkers as made
from intern.toegang.inzage.conftest import WHO, showing
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.intern.toegang.enums import Kanaal
from voetlicht.intern.toegang.inzage.logboek import Subjects, export

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "toezicht"])

AT = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)
DAY = date(2026, 3, 2)


def written(tmp_path, *, since=DAY, until=DAY) -> list[dict]:
    file = tmp_path / "logboek.jsonl"
    count = export(file, since=since, until=until)
    records = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert len(records) == count
    return records


def test_a_record_per_betrokkene_and_request_that_names_nobody(writer, tmp_path, settings):
    one, other = made.klant().persoon, made.klant().persoon
    traces = [uuid4(), uuid4()]
    shown = [showing(one.pk), showing(other.pk), showing(one.pk, klasse=Veldklasse.BIJZONDER)]
    with clock.frozen_at(AT):
        writer.write(shown, kanaal=Kanaal.SITE, trace_id=traces[0])
        writer.write([showing(one.pk), showing(-1)], kanaal=Kanaal.SITE, trace_id=traces[1])
    records = written(tmp_path)
    subjects = Subjects(settings.SPOOR_KEY)
    codes = {each: subjects.encrypt(each.uuid) for each in (one, other)}
    assert [
        (record["trace_id"], record["attributes"]["dpl.core.data_subject_id"])
        for record in records
    ] == [
        (traces[0].hex, codes[one]), (traces[0].hex, codes[other]),
        (traces[1].hex, codes[one]), (traces[1].hex, ""),
    ]  # fmt: skip
    assert records[0] == {
        "trace_id": traces[0].hex,
        "operation_id": records[0]["operation_id"],
        "status": "OK",
        "name": "Persoonsgegevens tonen",
        "start_time": "2026-03-02T09:00:00.123+00:00",
        "end_time": "2026-03-02T09:00:00.123+00:00",
        "attributes": {
            "dpl.core.processing_activity_id": (
                "urn:voetlicht:verwerkingsactiviteit:dienstverlening"
            ),
            "dpl.core.data_subject_id": codes[one],
            "dpl.core.data_subject_id_type": "urn:voetlicht:persoon",
        },
    }
    assert {len(bytes.fromhex(record["operation_id"])) for record in records} == {8}
    assert len({record["operation_id"] for record in records}) == 4
    text = json.dumps(records)
    assert not [name for name in (str(WHO), WHO.hex, "adviseur", str(one.uuid)) if name in text]
    assert subjects.decrypt(codes[one]) == one.uuid


def test_only_the_days_asked_for(writer, tmp_path):
    for day in (1, 2, 3):
        with clock.frozen_at(datetime(2026, 3, day, 23, 30, tzinfo=UTC)):  # the day after, here
            writer.write([showing(day)], kanaal=Kanaal.SITE, trace_id=uuid4())
    assert len(written(tmp_path)) == 1
    assert len(written(tmp_path, until=date(2026, 3, 4))) == 3


def test_a_file_is_whole_or_not_there(writer, tmp_path, settings):
    persoon = made.klant().persoon
    with clock.frozen_at(AT):
        writer.write([showing(persoon.pk)], kanaal=Kanaal.SITE, trace_id=uuid4())
    settings.SPOOR_KEY = None
    with pytest.raises(TypeError):
        export(tmp_path / "logboek.jsonl", since=DAY, until=DAY)
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".jsonl"] == []
