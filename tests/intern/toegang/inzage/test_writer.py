"""Writing: each showing once, committed apart, in one chain per process and day, anchored."""

import os
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from intern.toegang.inzage.conftest import WHO, adviseur, showing, write
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.errors import NotAllowed, Untraced
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.intern.toegang.enums import Kanaal
from voetlicht.intern.toegang.inzage import writer as writing
from voetlicht.intern.toegang.inzage.noting import note
from voetlicht.intern.toegang.inzage.tracing import tracing
from voetlicht.intern.toegang.systeemactoren import LEVERING

SHOWN = {"purpose": Purpose.DIENSTVERLENING, "veldklasse": Veldklasse.PERSOONLIJK}


def stands(dag: date | None = None) -> list[tuple[int, ...]]:
    """The anchored counts per chain."""
    anchored = writing.anchors().stands_of(dag or clock.today())
    return sorted(tuple(stand.aantal for stand in of) for of in anchored.values())


def test_a_line_says_who_saw_whom_why_and_through_what(writer, lines):
    trace_id = write(writer, 5)
    assert lines(trace_id) == [
        (1, "medewerker", WHO, "adviseur_werk", "uwv", 3, 5, "dienstverlening", "persoonlijk",
         "site")
    ]  # fmt: skip


def test_a_showing_noted_twice_in_one_answer_is_one_line(writer, lines):
    trace_id = uuid4()
    shown = [showing(5), showing(6), showing(5), showing(5, klasse=Veldklasse.BIJZONDER)]
    writer.write(shown, kanaal=Kanaal.SITE, trace_id=trace_id)
    assert [(line[6], line[8]) for line in lines(trace_id)] == [
        (5, "persoonlijk"), (6, "persoonlijk"), (5, "bijzonder"),
    ]  # fmt: skip


def test_lines_stay_when_the_request_is_rolled_back(writer, lines):
    with transaction.atomic():
        trace_id = write(writer, 5)
        transaction.set_rollback(True)
    assert len(lines(trace_id)) == 1


def test_answers_of_one_process_go_on_in_one_chain(writer, lines):
    first, second = write(writer, 5, 6), write(writer, 7)
    assert [line[0] for trace in (first, second) for line in lines(trace)] == [1, 2, 3]


def test_a_chain_is_anchored_before_and_after_its_first_lines_and_at_the_end(writer):
    write(writer, 5, 6)
    assert stands() == [(0, 2)]
    write(writer, 7)
    assert stands() == [(0, 2)]
    writer.anchor()
    writer.anchor()
    assert stands() == [(0, 2, 3)]
    write(writer, 8)
    writer.close()
    assert stands() == [(0, 2, 3, 4)]


def test_the_writer_anchors_by_itself_while_it_lives(writer, monkeypatch):
    monkeypatch.setattr(writing, "EVERY", 0.01)
    write(writer, 5)
    write(writer, 6)
    writer._ticking.join(0.001)
    for _ in range(1000):
        if stands() == [(0, 1, 2)]:
            break
        writer._stopped.wait(0.01)
    writer._stopped.set()
    writer._ticking.join()
    assert stands() == [(0, 1, 2)]


def test_a_new_day_in_the_netherlands_begins_a_new_chain(writer, lines):
    with clock.frozen_at(datetime(2026, 3, 2, 22, 59, tzinfo=UTC)):
        write(writer, 5)
        write(writer, 6)
    with clock.frozen_at(datetime(2026, 3, 2, 23, 0, tzinfo=UTC)):
        trace_id = write(writer, 7)
    assert [line[0] for line in lines(trace_id)] == [1]
    assert stands(date(2026, 3, 2)) == [(0, 1, 2)]
    assert stands(date(2026, 3, 3)) == [(0, 1)]


def test_a_lost_connection_is_made_again_and_begins_a_new_chain(writer, lines, superuser):
    write(writer, 5)
    superuser.execute("SELECT pg_terminate_backend(%s)", [writer._connection.info.backend_pid])
    trace_id = write(writer, 6)
    assert [line[0] for line in lines(trace_id)] == [1]
    assert stands() == [(0, 1), (0, 1)]


def test_what_cannot_be_written_is_an_error_and_leaves_no_line(writer, lines):
    trace_id = uuid4()
    nobody = Actor(ActorKind.MEDEWERKER, str(WHO), organisatie="x" * 41)
    shown = writing.Showing(nobody, Purpose.DIENSTVERLENING, 5, Veldklasse.PERSOONLIJK)
    with pytest.raises(psycopg.DataError):
        writer.write([showing(4), shown], kanaal=Kanaal.SITE, trace_id=trace_id)
    assert lines(trace_id) == []
    assert len(lines(write(writer, 6))) == 1


def test_no_line_is_written_where_no_anchor_can_be(writer, ankers: Path, lines):
    ankers.write_text("geen map")
    with pytest.raises(FileExistsError):
        write(writer, 5)
    ankers.unlink()
    assert len(lines(write(writer, 5))) == 1


def test_an_anchor_that_fails_later_is_tried_again(writer, ankers: Path):
    write(writer, 5)
    write(writer, 6)
    kept = ankers.rename(ankers.with_name("weg"))
    ankers.write_text("geen map")
    writer.anchor()
    ankers.unlink()
    kept.rename(ankers)
    writer.close()
    assert stands() == [(0, 1, 2)]


def test_a_disk_that_fails_at_the_end_ends_nothing_else(writer, ankers: Path):
    write(writer, 5)
    write(writer, 6)
    kept = ankers.rename(ankers.with_name("weg"))
    ankers.write_text("geen map")
    writer.close()
    ankers.unlink()
    kept.rename(ankers)
    assert stands() == [(0, 1)]


def test_threads_share_one_chain_without_gaps(writer, superuser):
    traces: list = []
    threads = [
        threading.Thread(target=lambda: traces.extend(write(writer, 5, 6) for _ in range(10)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = superuser.execute(
        "SELECT array_agg(volgnummer ORDER BY volgnummer), count(DISTINCT keten_id)"
        " FROM toegang_inzageregel WHERE trace_id = ANY(%s)",
        [traces],
    ).fetchone()
    assert numbers == (list(range(1, 81)), 1)


def test_a_child_begins_its_own_chain_and_leaves_the_parents_connection(writer, lines, superuser):
    first = write(writer, 5)
    os.register_at_fork(after_in_child=writer._forget)
    done = os.fork()
    if done == 0:
        try:
            write(writer, 6)
            writer.close()
        finally:
            os._exit(0)
    os.waitpid(done, 0)
    second = write(writer, 7)
    assert [line[0] for trace in (first, second) for line in lines(trace)] == [1, 2]
    writer.close()
    assert stands() == [(0, 1), (0, 1, 2)]


def test_noting_without_a_trace_is_refused():
    token = noting_off()
    try:
        with pytest.raises(Untraced, match="waar het inzagelog meeschrijft"):
            note([5], actor=adviseur(), **SHOWN)
    finally:
        noting_on(token)


def noting_off():
    from voetlicht.intern.toegang.inzage.noting import _noted

    return _noted.set(None)


def noting_on(token) -> None:
    from voetlicht.intern.toegang.inzage.noting import _noted

    _noted.reset(token)


def test_what_the_system_reads_is_shown_to_nobody(noted):
    note([5], actor=LEVERING, **SHOWN)
    assert noted == []


def test_a_purpose_that_is_not_the_roles_is_refused(noted):
    with pytest.raises(NotAllowed):
        note([5], actor=adviseur(), purpose=Purpose.LEIDING, veldklasse=Veldklasse.PERSOONLIJK)
    assert noted == []


@pytest.mark.django_db
def test_a_command_writes_at_the_end_of_its_block(ankers, superuser, monkeypatch):
    marked = 900_000_000_000 + os.getpid()
    with tracing(Kanaal.OPDRACHT):
        note([marked], actor=adviseur(), **SHOWN)
        assert count(superuser, marked) == 0
    assert count(superuser, marked) == 1
    writing.writer.close()


def count(superuser, persoon_id: int) -> int:
    return superuser.execute(
        "SELECT count(*) FROM toegang_inzageregel WHERE persoon_id = %s AND kanaal = 'opdracht'",
        [persoon_id],
    ).fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM toegang_inzageregel",
        "UPDATE toegang_inzageregel SET persoon_id = 1",
        "DELETE FROM toegang_inzageregel",
        "INSERT INTO toegang_inzageketen VALUES (gen_random_uuid(), now(), now(), '')",
    ],
)
def test_the_site_itself_may_do_nothing_with_the_inzagelog(statement):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        with pytest.raises(DatabaseError, match="permission denied"):
            cursor.execute(statement)
