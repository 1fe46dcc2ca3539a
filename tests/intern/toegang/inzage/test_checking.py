"""The check finds what an administrator of the database did, and names where."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from intern.toegang.inzage.conftest import write
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.errors import InputError, NotAllowed
from voetlicht.intern.toegang.actions.inzage import care_for_inzagelog
from voetlicht.intern.toegang.inzage import partitions
from voetlicht.intern.toegang.inzage.checking import Checked, check_all, check_day
from voetlicht.intern.toegang.inzage.writer import anchors
from voetlicht.intern.toegang.jobs import check_inzagelog
from voetlicht.intern.toegang.models import Gebeurtenis
from voetlicht.intern.toegang.rules.inzage import (
    FindingKind,
    Keten,
    Line,
    key_id,
    mac_of,
    microseconds,
    seed,
)
from voetlicht.intern.toegang.systeemactoren import INZAGELOG, LEVERING

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "toezicht"])

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = AT.date()
TABLE = "toegang_inzageregel"


@pytest.fixture(autouse=True)
def _as_processing() -> None:
    """Here the worker of the site works, in role ``intern``."""


@pytest.fixture
def log(writer, superuser):
    """Ten lines in two chains on one day, and the chain of six."""
    superuser.execute("DELETE FROM toegang_inzageregel")
    superuser.execute("DELETE FROM toegang_inzageketen")
    superuser.execute("SELECT toegang_inzage_maanden(%s, %s)", [DAY, DAY])
    for number in range(3):
        with clock.frozen_at(AT + timedelta(seconds=number)):
            trace_id = write(writer, 100 + number, 200 + number)
    with clock.frozen_at(AT + timedelta(seconds=9)):
        writer.close()
        write(writer, 300, 301)
        write(writer, 302, 303)
        writer.close()
    [[keten]] = superuser.execute(
        f"SELECT keten_id FROM {TABLE} WHERE trace_id = %s LIMIT 1", [trace_id]
    ).fetchall()
    return keten


def found(checked: Checked) -> list[tuple]:
    return [(each.kind, each.keten, each.line, each.last) for each in checked.findings]


def test_a_log_as_written_holds(log):
    for checked in (check_all(anchors()), check_day(DAY, anchors())):
        assert (checked.findings, checked.chains, checked.lines) == ([], 2, 10)


def test_a_log_that_grows_meanwhile_holds(log, writer):
    write(writer, 1)
    checked = check_all(anchors())
    assert (checked.findings, checked.lines) == ([], 11)


def test_an_altered_line_is_found(log, superuser):
    superuser.execute(
        f"UPDATE {TABLE} SET persoon_id = 1 WHERE keten_id = %s AND volgnummer = 3", [log]
    )
    checked = check_all(anchors())
    assert found(checked) == [(FindingKind.CHANGED, log, 3, 3)]
    assert str(checked.findings[0]) == (
        f"keten {log}, regel 3 (02-03-2026 10:00:01): is na het schrijven veranderd, verplaatst of "
        "opnieuw berekend."
    )


def test_a_deleted_line_is_found(log, superuser):
    superuser.execute(f"DELETE FROM {TABLE} WHERE keten_id = %s AND volgnummer = 3", [log])
    assert found(check_all(anchors())) == [(FindingKind.MISSING, log, 3, 3)]


def test_two_swapped_lines_are_found(log, superuser):
    superuser.execute(
        f"UPDATE {TABLE} SET volgnummer = 7 - volgnummer + 100 WHERE keten_id = %s"
        " AND volgnummer IN (3, 4)",
        [log],
    )
    superuser.execute(
        f"UPDATE {TABLE} SET volgnummer = volgnummer - 100"
        " WHERE keten_id = %s AND volgnummer > 100",
        [log],
    )
    assert found(check_all(anchors())) == [(FindingKind.CHANGED, log, 3, 5)]


def test_a_cut_tail_is_found(log, superuser):
    superuser.execute(f"DELETE FROM {TABLE} WHERE keten_id = %s AND volgnummer > 4", [log])
    assert found(check_all(anchors())) == [(FindingKind.CUT, log, 5, 6)]


def test_a_chain_without_a_line_left_is_found(log, superuser):
    superuser.execute(f"DELETE FROM {TABLE} WHERE keten_id = %s", [log])
    assert found(check_all(anchors())) == [(FindingKind.CUT, log, 1, 6)]


def test_a_dropped_chain_is_found(log, superuser):
    superuser.execute(f"DELETE FROM {TABLE} WHERE keten_id = %s", [log])
    superuser.execute("DELETE FROM toegang_inzageketen WHERE id = %s", [log])
    assert found(check_all(anchors())) == [(FindingKind.DROPPED, log, 1, 6)]


def test_a_chain_dropped_but_for_its_lines_is_found(log, superuser):
    superuser.execute("DELETE FROM toegang_inzageketen WHERE id = %s", [log])
    assert sorted(found(check_all(anchors()))) == [
        (FindingKind.DROPPED, log, 1, 6), (FindingKind.WITHOUT_CHAIN, log, 1, 6),
    ]  # fmt: skip


@pytest.mark.parametrize("key", [b"sleutel van de beheerder, 32 b.!", None])
def test_a_chain_that_a_superuser_made_anew_is_found(log, superuser, settings, key):
    """Without the key every line is wrong; with a stolen key the anchors still know better."""
    remake(superuser, log, key or settings.SPOOR_KEY)
    kinds = [(kind, line, last) for kind, _, line, last in found(check_all(anchors()))]
    assert kinds == (
        [(FindingKind.CHANGED, 1, 6)]
        if key
        else [(FindingKind.OTHER_HEAD, 2, 2), (FindingKind.OTHER_HEAD, 6, 6)]
    )


def remake(superuser, keten_id, key: bytes) -> None:
    """Say of every line that somebody else was seen, and compute all MACs again."""
    about = superuser.execute(
        "SELECT id, dag, begonnen_op FROM toegang_inzageketen WHERE id = %s", [keten_id]
    ).fetchone()
    mac = seed(Keten(*about, key_id(anchors().key)), key)
    for row in superuser.execute(
        "SELECT volgnummer, moment, actor_kind, actor_id, rol, organisatie, aanstelling,"
        f" persoon_id + 7, doel, veldklasse, kanaal, trace_id FROM {TABLE} WHERE keten_id = %s"
        " ORDER BY volgnummer",
        [keten_id],
    ).fetchall():
        line = Line(row[0], microseconds(row[1]), *row[2:])
        mac = mac_of(line, after=mac, key=key)
        superuser.execute(
            f"UPDATE {TABLE} SET persoon_id = %s, mac = %s WHERE keten_id = %s AND volgnummer = %s",
            [line.persoon_id, mac, keten_id, line.volgnummer],
        )


def test_a_chain_that_somebody_else_put_in_is_found(log, superuser):
    forged = uuid4()
    superuser.execute(
        "INSERT INTO toegang_inzageketen SELECT %s, dag, begonnen_op, sleutel"
        " FROM toegang_inzageketen WHERE id = %s",
        [forged, log],
    )
    assert found(check_all(anchors())) == [(FindingKind.NOT_ANCHORED, forged, None, None)]


def test_a_line_moved_to_another_day_is_found(log, superuser):
    superuser.execute(
        f"UPDATE {TABLE} SET moment = moment + interval '2 days'"
        " WHERE keten_id = %s AND volgnummer = 3",
        [log],
    )
    assert found(check_all(anchors())) == [
        (FindingKind.MISSING, log, 3, 3), (FindingKind.WITHOUT_CHAIN, log, 3, 3),
    ]  # fmt: skip


def test_a_line_on_a_day_of_which_nothing_is_known_is_found(log, superuser):
    superuser.execute(
        f"UPDATE {TABLE} SET moment = moment - interval '9 years'"
        " WHERE keten_id = %s AND volgnummer = 3",
        [log],
    )
    checked = check_all(anchors())
    assert [each.kind for each in checked.findings] == [
        FindingKind.MISSING, FindingKind.ELSEWHERE, FindingKind.ELSEWHERE,
    ]  # fmt: skip
    assert [str(each) for each in checked.findings][1:] == [
        "1 regels staan op een dag waarvan geen keten of anker bekend is.",
        "1 regels staan in geen maand; de taak van vannacht maakt die.",
    ]


def anchor_lines(ankers: Path) -> tuple[Path, list[str]]:
    [file] = ankers.glob("*.jsonl")
    return file, file.read_text().splitlines()


def told(checked: Checked) -> list[str]:
    return [str(each) for each in checked.findings if each.kind is FindingKind.ANCHORS]


def test_anchors_that_were_changed_are_found(log, ankers: Path):
    file, lines = anchor_lines(ankers)
    changed = json.loads(lines[1])
    lines[1] = json.dumps({**changed, "aantal": 1})
    file.write_text("\n".join(lines) + "\n")
    assert told(check_all(anchors())) == [
        f"ankerbestand {file.name}, regel 2: is veranderd of niet door Voetlicht geschreven.",
        f"ankerbestand {file.name}, regel 3: ervoor ontbreken een of meer regels.",
    ]


def test_anchors_taken_away_are_found(log, ankers: Path):
    file, lines = anchor_lines(ankers)
    file.write_text("\n".join([*lines[:1], *lines[2:]]) + "\n")
    assert told(check_all(anchors())) == [
        f"ankerbestand {file.name}, regel 2: ervoor ontbreken een of meer regels."
    ]


def test_a_file_of_anchors_taken_away_is_found(log, ankers: Path, writer):
    file, _ = anchor_lines(ankers)
    write(writer, 1)
    kept = file.read_bytes()
    file.unlink()
    checked = check_all(anchors())
    assert kept
    assert len(told(checked)) == 1
    assert {FindingKind.NOT_ANCHORED} < {each.kind for each in checked.findings}


def test_an_anchor_torn_off_by_a_failing_disk_is_said_and_the_next_goes_on(log, ankers, writer):
    file, _ = anchor_lines(ankers)
    with file.open("a") as stream:
        stream.write('{"soort": "sta')
    write(writer, 1)
    assert len(told(check_all(anchors()))) == 1


def test_a_key_that_was_replaced_still_checks_what_it_made(log, settings, writer):
    settings.SPOOR_KEY, settings.SPOOR_PREVIOUS_KEYS = b"n" * 32, [settings.SPOOR_KEY]
    write(writer, 1)
    assert check_all(anchors()).findings == []
    settings.SPOOR_PREVIOUS_KEYS = []
    assert {each.kind for each in check_all(anchors()).findings} >= {FindingKind.UNKNOWN_KEY}


def test_an_empty_log_holds(ankers, superuser):
    superuser.execute("DELETE FROM toegang_inzageregel")
    superuser.execute("DELETE FROM toegang_inzageketen")
    assert check_all(anchors()) == Checked()


@pytest.fixture
def as_owner(superuser):
    """The partitions are the owner's: ``toezicht`` steps aside for her in these tests."""
    from django.db import connections

    connection = connections["toezicht"]
    superuser.execute("GRANT eigenaar TO toezicht WITH INHERIT FALSE, SET TRUE")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE eigenaar")
    yield "toezicht"
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    superuser.execute("REVOKE eigenaar FROM toezicht")


def months(superuser) -> list[str]:
    return [
        name
        for (name,) in superuser.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits"
            " WHERE inhparent = 'toegang_inzageregel'::regclass ORDER BY 1"
        ).fetchall()
    ]


def test_a_month_that_was_late_takes_its_lines_out_of_the_rest(log, superuser, writer):
    in_may = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    with clock.frozen_at(in_may):
        write(writer, 1, 2)
        assert [each.kind for each in check_all(anchors()).findings] == [FindingKind.ELSEWHERE]
        assert partitions.make_ahead() == 3
        assert partitions.make_ahead() == 0
    counted = superuser.execute(
        "SELECT (SELECT count(*) FROM toegang_inzageregel_2026_05),"
        " (SELECT count(*) FROM toegang_inzageregel_rest)"
    ).fetchone()
    assert counted == (2, 0)
    assert check_all(anchors()).findings == []


def test_what_is_past_its_term_is_removed_and_the_check_knows(log, superuser, writer, as_owner):
    with clock.frozen_at(AT):
        partitions.make_ahead()
    write(writer, 1)
    with clock.frozen_at(datetime(2027, 3, 31, 12, tzinfo=UTC)):
        assert partitions.expired(as_owner) == ()
    with clock.frozen_at(datetime(2027, 4, 1, 12, tzinfo=UTC)):
        [month] = partitions.expired(as_owner)
        assert (month.name, month.table) == ("2026-03", "toegang_inzageregel_2026_03")
        partitions.remove([month], alias=as_owner, anchors=anchors())
    assert "toegang_inzageregel_2026_03" not in months(superuser)
    checked = check_all(anchors())
    assert (checked.findings, checked.chains, checked.lines) == ([], 1, 1)


def test_removing_nothing_says_nothing(log, as_owner, ankers):
    _, before = anchor_lines(ankers)
    partitions.remove([], alias=as_owner, anchors=anchors())
    assert anchor_lines(ankers)[1] == before


def test_what_is_held_for_an_investigation_is_kept(log, as_owner, settings):
    with clock.frozen_at(AT):
        partitions.make_ahead()
    with clock.frozen_at(datetime(2027, 5, 1, tzinfo=UTC)):
        assert [month.name for month in partitions.expired(as_owner)] == ["2026-03", "2026-04"]
        settings.INZAGE_VASTGEHOUDEN = ["2026-03"]
        assert [month.name for month in partitions.expired(as_owner)] == ["2026-04"]
        settings.INZAGE_VASTGEHOUDEN = ["maart"]
        with pytest.raises(InputError, match="geen maand"):
            partitions.expired(as_owner)


def test_a_term_of_less_than_a_year_is_refused(as_owner, settings):
    settings.INZAGE_BEWAREN_MAANDEN = 11
    with pytest.raises(InputError, match="ten minste 12 maanden"):
        partitions.expired(as_owner)


def test_every_night_the_log_is_checked_and_the_outcome_told(log, superuser):
    care_for_inzagelog(by=INZAGELOG)
    superuser.execute(f"UPDATE {TABLE} SET rol = 'x' WHERE keten_id = %s AND volgnummer = 2", [log])
    check_inzagelog(timestamp=0)
    told = Gebeurtenis.objects.filter(actor_id="inzagelog").order_by("id")
    assert [each.details for each in told] == [
        {"chains": 2, "lines": 10, "findings": 0}, {"chains": 2, "lines": 10, "findings": 1},
    ]  # fmt: skip


def test_only_who_cares_for_the_log_may(ankers):
    with pytest.raises(NotAllowed):
        care_for_inzagelog(by=LEVERING)
