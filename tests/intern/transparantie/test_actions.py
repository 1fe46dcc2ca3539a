"""Freezing and making editions: once, by whom it may, and as known at a moment."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import connections, transaction

from voetlicht.basis.edities.editie import Aantallen, Editie
from voetlicht.basis.edities.enums import Editiestatus, Herkomst
from voetlicht.basis.edities.renderers.json import editie_from_json
from voetlicht.basis.kern.actor import Actor, ActorKind
from voetlicht.basis.kern.clock import end_of_day, frozen_at
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.basis.web.locks import writer_lock
from voetlicht.intern.toegang.models import Gebeurtenis
from voetlicht.intern.toegang.systeemactoren import PUBLICATIE
from voetlicht.intern.transparantie import actions, peilbestanden, queries
from voetlicht.intern.transparantie.models import Editieversie, Peilbestand

ALIASES = ["default", "lader", "statistiek"]
pytestmark = pytest.mark.django_db(transaction=True, databases=ALIASES)

PEILDATUM = date(2023, 6, 30)
BEKEND_OP = end_of_day(date(2023, 7, 14))
LATER = end_of_day(date(2023, 9, 1))
KWARTAAL = Kwartaal(2023, 2)


def know(persoon: int, since: str = "2023-01-01", gemeente: str = "GM0599") -> None:
    """One more person in the register who lives in a gemeente, known since a day."""
    recorded = f"[{since}T12:00Z,)"
    with transaction.atomic(using="lader"), connections["lader"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO personen_persoon (id, uuid, bsn_encrypted, bsn_index, peilsleutel) "
            "VALUES (%s, gen_random_uuid(), '', %s, %s)",
            (persoon, persoon.to_bytes(32), persoon * 1000),
        )
        cursor.execute(
            "INSERT INTO personen_verblijf (persoon_id, gemeente_code, bron, valid, recorded) "
            "VALUES (%s, %s, 'brp', '[2020-01-01,)', %s)",
            (persoon, gemeente, recorded),
        )
        cursor.execute(
            "INSERT INTO doelgroepregister_registratie "
            "(persoon_id, code_grondslag, code_reden_einde, valid, recorded) "
            "VALUES (%s, '01', '', '[2020-01-01,)', %s)",
            (persoon, recorded),
        )


def freeze(bekend_op: datetime = BEKEND_OP) -> Peilbestand:
    return actions.freeze_peilbestand(by=PUBLICATIE, peildatum=PEILDATUM, bekend_op=bekend_op)


def make(bekend_op: datetime | None = None, peildatum: date = PEILDATUM) -> actions.MadeEditie:
    return actions.make_editie(by=PUBLICATIE, peildatum=peildatum, bekend_op=bekend_op)


def register_of_rotterdam(editie: Editie) -> int:
    return editie.regio(22).doelgroepregister


def events() -> list[str]:
    return list(Gebeurtenis.objects.order_by("id").values_list("what", flat=True))


def test_freezing_writes_the_file_once_and_leaves_a_trace():
    know(1)
    frozen = freeze()
    path = queries.path_of(frozen)
    assert frozen.rows == 1
    assert str(frozen) == "peilbestand 2023-06-30, bekend tot 2023-07-14 22:00:00+00:00"
    assert frozen.checksum == peilbestanden.sha256_of(path)
    before = path.stat().st_mtime_ns
    know(2)
    assert freeze() == frozen
    assert path.stat().st_mtime_ns == before
    assert events() == ["transparantie.peilbestand_bevroren"]
    assert queries.stand() == queries.Stand(peilbestanden=1, editieversies=0)


def test_freezing_the_same_database_again_gives_the_same_bytes():
    for persoon in (3, 1, 2):
        know(persoon)
    with transaction.atomic():
        undone = freeze()
        transaction.set_rollback(True)
    content = queries.path_of(undone).read_bytes()
    queries.path_of(undone).unlink()
    frozen = freeze()
    assert frozen.checksum == undone.checksum
    assert queries.path_of(frozen).read_bytes() == content


def test_an_edition_holds_the_whole_country_and_says_what_it_is():
    know(1)
    know(2, gemeente="onbekend")
    know(3, gemeente="GM0788")
    made = make()
    editie = made.editie
    assert made.is_new
    assert (editie.kwartaal, editie.peildatum, editie.bekend_op) == (KWARTAAL, PEILDATUM, BEKEND_OP)
    assert (editie.versie, editie.status) == (1, Editiestatus.DEFINITIEF)
    assert (editie.herkomst, editie.voorbeeld) == (Herkomst.BEREKEND, True)
    assert len(editie.regios) == 35
    assert editie.doelgroepregister == 3
    assert editie.rest.doelgroepregister == 2
    assert made.unfollowed == {"GM0788": 1}
    assert editie_from_json(made.content) == editie
    assert editie.totaal == Aantallen()
    assert events() == ["transparantie.peilbestand_bevroren", "transparantie.editie_gemaakt"]


def test_real_figures_are_no_example(settings):
    settings.SOORT = "echt"
    assert not make().editie.voorbeeld


def test_the_same_question_gives_the_same_version_again():
    know(1)
    first = make()
    again = make(BEKEND_OP)
    assert not again.is_new
    assert (again.editie, again.content, again.checksum) == (
        first.editie, first.content, first.checksum,
    )  # fmt: skip
    assert Editieversie.objects.count() == 1


def test_a_late_correction_leaves_the_edition_and_gives_a_second_version():
    know(1)
    first = make()
    know(2, since="2023-09-01")
    assert make().content == first.content
    second = make(LATER)
    assert (second.editie.versie, second.editie.status) == (2, Editiestatus.GECORRIGEERD)
    assert register_of_rotterdam(first.editie) == 1
    assert register_of_rotterdam(second.editie) == 2
    assert make().content == first.content
    assert [uitgave.versie for uitgave in queries.uitgaven(KWARTAAL)] == [1, 2]


def test_the_usual_moment_is_that_of_the_frozen_peilbestand():
    know(1, since="2023-09-01")
    freeze(LATER)
    made = make()
    assert made.editie.bekend_op == LATER
    assert register_of_rotterdam(made.editie) == 1


def test_an_early_edition_is_provisional():
    made = make(end_of_day(PEILDATUM))
    assert made.editie.status is Editiestatus.VOORLOPIG
    assert make().content == made.content
    assert make(BEKEND_OP).editie.status is Editiestatus.DEFINITIEF


def test_what_cannot_be_known_is_refused_and_nothing_is_written():
    with frozen_at(datetime(2023, 7, 10, tzinfo=UTC)), pytest.raises(InputError, match="gisteren"):
        make()
    with pytest.raises(InputError, match="2023-03-31 of 2023-06-30"):
        make(peildatum=date(2023, 5, 1))
    make()
    with pytest.raises(Conflict, match="versie 1"):
        make(end_of_day(PEILDATUM))
    assert Editieversie.objects.count() == 1


def test_a_damaged_peilbestand_is_not_counted():
    path = queries.path_of(freeze())
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(Conflict, match="beschadigd"):
        make()
    assert Editieversie.objects.count() == 0


def test_a_damaged_version_is_not_handed_out():
    make()
    stored = Editieversie.objects.get()
    stored.content = bytes(stored.content).replace(b"Rijnmond", b"Rynmond")
    with pytest.raises(Conflict, match="beschadigd"):
        actions._made_before(stored)


@pytest.mark.parametrize("action", [actions.freeze_peilbestand, actions.make_editie])
def test_without_the_right_nothing_happens(action: Callable):
    nobody = Actor(ActorKind.MEDEWERKER, "iemand")
    with pytest.raises(NotAllowed, match="transparantie"):
        action(by=nobody, peildatum=PEILDATUM, bekend_op=BEKEND_OP)
    assert Peilbestand.objects.count() == Editieversie.objects.count() == 0


def test_a_version_is_found_by_its_number():
    make()
    assert queries.editieversie(KWARTAAL, 1).status == "definitief"
    with pytest.raises(NotFound, match="versie 2"):
        queries.editieversie(KWARTAAL, 2)


def test_freezing_waits_for_who_is_still_recording():
    """A writer that began before holds it up; what that writer records is in the file."""
    recording, may_finish = threading.Event(), threading.Event()

    def record() -> None:
        with transaction.atomic(using="lader"):
            writer_lock(using="lader")
            recording.set()
            may_finish.wait(30)
            know(1)
        connections["lader"].close()

    frozen: list[Peilbestand] = []

    def freeze_elsewhere() -> None:
        frozen.append(freeze())
        connections.close_all()

    writer, freezer = threading.Thread(target=record), threading.Thread(target=freeze_elsewhere)
    writer.start()
    assert recording.wait(30)
    freezer.start()
    freezer.join(0.5)
    assert freezer.is_alive()
    may_finish.set()
    writer.join(30)
    freezer.join(30)
    assert frozen[0].rows == 1


def test_the_role_that_freezes_sees_neither_bsn_nor_name():
    with connections["statistiek"].cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public'"
        )
        seen = cursor.fetchall()
    tables = {table for table, _ in seen}
    assert not {table for table in tables if table.startswith(("personen_", "sonar_"))}
    assert not {
        column for _, column in seen if "bsn" in column or column in ("uuid", "geboortedatum")
    }
    assert {"statistiek_persoon", "statistiek_verblijf"} <= tables


def test_peilbestanden_are_kept_in_the_folder_of_the_settings():
    assert queries.path_of(freeze()).parent == settings.PEILBESTANDEN
