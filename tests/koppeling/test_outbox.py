"""The door: offered with what it tells of, delivered once, whatever happens in between."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from django.db import connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from roles import processing
from voetlicht.basis.edities.editie import Aantallen, Editie, Gemeenterij, Regioblad
from voetlicht.basis.edities.enums import Editiestatus, Formaat, Herkomst
from voetlicht.basis.edities.renderers import render, render_all
from voetlicht.basis.edities.renderers.json import editie_from_json
from voetlicht.basis.kern.actor import Actor, ActorKind
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.errors import Conflict, NotAllowed, NotFound
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.extern.publicaties import queries as archive
from voetlicht.extern.publicaties.models import Archiefbestand, Archiefeditie
from voetlicht.intern.toegang.models import Gebeurtenis
from voetlicht.intern.toegang.systeemactoren import KOPPELING, PUBLICATIE
from voetlicht.intern.transparantie.actions import MadeEditie
from voetlicht.koppeling import actions, jobs, queries
from voetlicht.koppeling.models import Uitgaand

ALIASES = ["default", "koppeling", "extern", "statistiek"]
pytestmark = pytest.mark.django_db(transaction=True, databases=ALIASES)

KILLS = int(os.environ.get("VOETLICHT_KILLS", "3"))
Q2 = Kwartaal(2023, 2)
NOBODY = Actor(ActorKind.MEDEWERKER, "iemand")


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    """Renders in this process: the rendering itself is the real one."""
    with ThreadPoolExecutor(1) as executor:
        yield executor


def computed(kwartaal: Kwartaal = Q2, count: int = 5) -> Editie:
    rij = Gemeenterij("GM0599", "Rotterdam", Aantallen(count, 1, 2, 3))
    return Editie(
        kwartaal=kwartaal,
        peildatum=kwartaal.peildatum,
        bekend_op=end_of_day(date(kwartaal.jaar + 1, 1, 14)),
        versie=1,
        status=Editiestatus.DEFINITIEF,
        herkomst=Herkomst.BEREKEND,
        voorbeeld=True,
        regios=(Regioblad(100, 22, "Rijnmond", (rij,)),),
    )


def read_from_document(count: int = 5) -> Editie:
    return replace(
        computed(count=count), herkomst=Herkomst.GELEZEN, bekend_op=None, bron="editie.pdf"
    )


def made(editie: Editie) -> MadeEditie:
    content = render(editie, regio=None, formaat=Formaat.JSON)
    return MadeEditie(editie, content, sha256(content).hexdigest(), True, {})


def offer(editie: Editie | None = None) -> Uitgaand:
    return actions.hand_over_editie(by=PUBLICATIE, made=made(editie or computed()))


def deliver(row: Uitgaand, pool: Executor) -> bool:
    return actions.deliver(by=KOPPELING, uitgaand_id=row.pk, pool=pool)


def archived() -> set[tuple[str, str, str]]:
    """All that the archive holds: edition, file, content."""
    files = Archiefbestand.objects.values_list("editie_id", "file_name", "sha256")
    assert len(files) == len(set(files))
    return {*files, *((key, "", "") for key in Archiefeditie.objects.values_list("pk", flat=True))}


def test_what_is_offered_arrives_with_its_files(pool):
    row = offer()
    assert deliver(row, pool)
    publicatie = archive.newest(Q2)
    assert publicatie.editie == computed()
    assert publicatie.checksum == row.checksum
    for regio in (None, 22):
        assert [one.formaat for one in archive.bestanden(publicatie, regio=regio)] == [
            "pdf", "xlsx", "ods", "csv", "json", "html", "csv-metadata",
        ]  # fmt: skip
        json_file = archive.bestand(publicatie, regio=regio, formaat=Formaat.JSON)
        assert json_file.content == render(computed(), regio=regio, formaat=Formaat.JSON)
    assert queries.waiting() == ()


def test_an_edition_read_from_a_document_arrives_beside_it(pool):
    row = actions.hand_over_gelezen(by=PUBLICATIE, editie=read_from_document())
    assert deliver(row, pool)
    assert archive.gelezen(Q2, regio=22).editie == read_from_document()
    assert Archiefbestand.objects.count() == 7


def test_offering_again_changes_nothing():
    assert offer() == offer()
    assert Uitgaand.objects.count() == 1
    assert list(Gebeurtenis.objects.values_list("what", flat=True)) == ["koppeling.aangeboden"]


@pytest.mark.parametrize("gelezen", [False, True])
def test_another_content_under_the_same_number_is_refused(gelezen: bool):
    def hand_over(count: int) -> Uitgaand:
        if gelezen:
            return actions.hand_over_gelezen(by=PUBLICATIE, editie=read_from_document(count))
        return offer(computed(count=count))

    first = hand_over(5)
    with pytest.raises(Conflict, match="al een andere versie 1 aangeboden"):
        hand_over(6)
    assert Uitgaand.objects.get().checksum == first.checksum


def test_delivering_again_changes_nothing(pool):
    row = offer()
    assert deliver(row, pool)
    before = archived()
    assert not deliver(row, pool)
    Uitgaand.objects.update(delivered_at=None)  # as after a crash between the two commits
    assert deliver(row, pool)
    assert archived() == before


def test_the_archive_wins_from_an_outbox_that_says_otherwise(pool):
    row = offer()
    deliver(row, pool)
    other = made(computed(count=6))
    Uitgaand.objects.update(payload=other.content, checksum=other.checksum, delivered_at=None)
    with pytest.raises(Conflict, match="Het archief heeft al een andere editie"):
        deliver(row, pool)
    assert archive.newest(Q2).editie == computed()
    assert (queries.waiting(), queries.waiting_count()) == ((row.pk,), 1)


def test_a_damaged_payload_does_not_leave(pool):
    row = offer()
    Uitgaand.objects.update(payload=b"{}")
    with pytest.raises(Conflict, match="beschadigd"):
        deliver(row, pool)
    assert archived() == set()


def test_what_is_refused_stops_nothing_else():
    offer(computed(Kwartaal(2022, 1)))
    Uitgaand.objects.update(payload=b"{}")
    good = offer()
    with pytest.raises(Conflict, match="2022Q1"):
        actions.deliver_waiting(by=KOPPELING)
    assert archive.newest(Q2).checksum == good.checksum


def test_with_nothing_waiting_nothing_starts():
    assert actions.deliver_waiting(by=KOPPELING) == 0


def test_two_editions_leave_at_once():
    offer()
    offer(computed(Kwartaal(2022, 1)))
    assert actions.deliver_waiting(by=KOPPELING) == 2
    assert archive.kwartalen() == (Q2, Kwartaal(2022, 1))


def test_rights_are_demanded(pool):
    with pytest.raises(NotAllowed, match="aanbieden"):
        actions.hand_over_editie(by=NOBODY, made=made(computed()))
    row = offer()
    with pytest.raises(NotAllowed, match="overdragen"):
        actions.deliver(by=NOBODY, uitgaand_id=row.pk, pool=pool)
    assert archived() == set()


def test_what_was_never_offered_is_not_delivered(pool):
    with pytest.raises(NotFound):
        actions.deliver(by=KOPPELING, uitgaand_id=404, pool=pool)


def test_the_job_holds_a_key_and_no_content():
    row = offer()
    (job,) = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("koppeling.deliver", {"uitgaand_id": row.pk})
    jobs.deliver_uitgaand(**job.args)
    assert archive.newest(Q2).checksum == row.checksum


def test_an_edition_that_is_not_made_is_not_offered():
    """The outbox is written in the transaction of what it tells of."""

    @transaction.atomic
    def fail_after_offering() -> None:
        offer()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_offering()
    assert not Uitgaand.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_publishing_makes_and_offers_in_one_go():
    with processing():
        published = actions.publish_editie(by=PUBLICATIE, peildatum=Q2.peildatum)
    (row,) = Uitgaand.objects.all()
    assert (str(row), row.checksum) == ("editie 2023Q2 versie 1", published.checksum)
    assert bytes(row.payload) == published.content


def test_killed_at_any_moment_and_run_again_everything_arrives_once(pool):
    """Each round offers two editions, kills their delivery at random, and delivers again."""
    expected: set[tuple[str, str, str]] = set()
    undisturbed, cut_short = deliver_elsewhere([offer(computed(Kwartaal(1999, 4)))]), 0
    for turn in range(KILLS):
        rows = [offer(computed(Kwartaal(1900 + turn, nummer))) for nummer in (1, 2)]
        expected |= {entry for row in rows for entry in files_of(row)}
        deliver_elsewhere(rows, kill_after=random.SystemRandom().uniform(0, 2 * undisturbed))
        cut_short += len(queries.waiting())
        for row in rows:
            deliver(row, pool)
        assert expected <= archived()
        assert len(archived()) == len(expected) + 15
    assert queries.waiting() == ()
    assert cut_short or KILLS < 10


def files_of(row: Uitgaand) -> Iterator[tuple[str, str, str]]:
    """What an edition leaves in the archive, as ``archived`` tells it."""
    yield row.checksum, "", ""
    editie = editie_from_json(bytes(row.payload))
    for regio in (None, 22):
        for file in render_all(editie, regio=regio):
            yield row.checksum, file.name, sha256(file.content).hexdigest()


DELIVERER = """
import sys
from concurrent.futures import ThreadPoolExecutor
import django
from django.conf import settings
settings.DATABASES = eval(sys.stdin.readline())
django.setup()
from voetlicht.intern.toegang.systeemactoren import KOPPELING
from voetlicht.koppeling.actions import deliver
print("klaar", flush=True)
with ThreadPoolExecutor(1) as pool:
    for key in eval(sys.stdin.readline()):
        deliver(by=KOPPELING, uitgaand_id=key, pool=pool)
"""


def deliver_elsewhere(rows: list[Uitgaand], *, kill_after: float | None = None) -> float:
    """Deliver in a process of its own, killed ``kill_after`` seconds; how long it took."""
    databases = {
        alias: {
            key: connections[alias].settings_dict[key]
            for key in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
        }
        for alias in ("default", "koppeling")
    }
    with subprocess.Popen(
        [sys.executable, "-c", DELIVERER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as deliverer:
        deliverer.stdin.write(f"{databases!r}\n{[row.pk for row in rows]!r}\n")
        deliverer.stdin.flush()
        assert deliverer.stdout.readline() == "klaar\n"
        started = time.monotonic()
        if kill_after is not None:
            time.sleep(kill_after)
            deliverer.kill()
        deliverer.wait()
        return time.monotonic() - started
