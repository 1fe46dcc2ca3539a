"""The half-yearly question: who is asked, who answers, and what no answer does."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

import medewerkers as made
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import Conflict, NotAllowed, NotFound
from voetlicht.intern.toegang.actions.hercertificering import (
    answer_hercertificering,
    ask_hercertificering,
    end_unanswered,
)
from voetlicht.intern.toegang.enums import Hercertificeringsantwoord, Rol
from voetlicht.intern.toegang.models import Gebeurtenis, Hercertificering, Organisatie, Team
from voetlicht.intern.toegang.queries import hercertificering as queries
from voetlicht.intern.toegang.queries.medewerkers import aanstelling_now
from voetlicht.intern.toegang.systeemactoren import HERCERTIFICERING, KOPPELING

pytestmark = pytest.mark.django_db

KEEP, END = Hercertificeringsantwoord.BEHOUDEN, Hercertificeringsantwoord.BEEINDIGEN


@pytest.fixture(autouse=True)
def _as_site(db):
    """These actions are the site's: role ``intern``."""
    with made.in_role("intern"):
        yield


@pytest.fixture
def gemeente() -> Organisatie:
    return made.organisatie("GM0599")


@pytest.fixture
def team(gemeente) -> Team:
    return made.team(gemeente)


def later(weeks: int):
    return clock.frozen_at(clock.now() + timedelta(weeks=weeks))


def asked_about(held) -> Hercertificering:
    return Hercertificering.objects.filter(aanstelling=held).latest("id")


def beheerder(code: str = "uwv") -> Actor:
    return made.actor(made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, made.organisatie(code)))


def answer(by: Actor, held, antwoord=KEEP, purpose=Purpose.BEHEER, toelichting=""):
    return answer_hercertificering(
        by=by,
        purpose=purpose,
        uuid=asked_about(held).uuid,
        antwoord=antwoord,
        toelichting=toelichting,
    )


def test_a_role_is_asked_about_once_its_half_year_is_nearly_over(gemeente):
    old = made.medewerker(Rol.KLANTMANAGER, gemeente)
    made.medewerker(Rol.KLANTMANAGER, gemeente, since=made.days_ago(100))
    made.medewerker(Rol.KLANTMANAGER, gemeente, until=made.days_ago(1))
    assert ask_hercertificering(by=HERCERTIFICERING) == 1
    assert asked_about(old).uiterlijk == clock.today() + timedelta(weeks=4)
    assert ask_hercertificering(by=HERCERTIFICERING) == 0
    (event,) = Gebeurtenis.objects.filter(what="toegang.hercertificering_gevraagd")
    assert event.details == {"aantal": 1}


def test_an_answer_counts_for_half_a_year(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    ask_hercertificering(by=HERCERTIFICERING)
    by = beheerder()
    answer(by, held, toelichting=" Blijft ")
    known = asked_about(held)
    assert (known.antwoord, known.toelichting) == ("behouden", "Blijft")
    assert str(known.beantwoord_door.uuid) == by.id
    assert aanstelling_now(held.account, held.pk) is not None
    with later(weeks=21):
        ask_hercertificering(by=HERCERTIFICERING)
        assert asked_about(held) == known
    with later(weeks=23):
        ask_hercertificering(by=HERCERTIFICERING)
        assert asked_about(held) != known


def test_a_role_that_is_not_needed_ends_today_and_lets_klanten_go(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    own = made.toewijzing(made.klant(), held)
    ask_hercertificering(by=HERCERTIFICERING)
    answer(beheerder(), held, END)
    assert aanstelling_now(held.account, held.pk) is None
    with made.in_role("verwerking"):
        own.refresh_from_db()
    assert own.valid.upper == clock.today()
    with pytest.raises(Conflict, match="al beantwoord"):
        answer(beheerder(), held)


def test_a_role_ends_two_weeks_after_the_last_day_without_an_answer(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    own = made.toewijzing(made.klant(), held)
    ask_hercertificering(by=HERCERTIFICERING)
    with later(weeks=6):
        assert end_unanswered(by=HERCERTIFICERING) == 0
        assert aanstelling_now(held.account, held.pk) is not None
    with clock.frozen_at(clock.now() + timedelta(weeks=6, days=1)):
        assert end_unanswered(by=HERCERTIFICERING) == 1
        assert aanstelling_now(held.account, held.pk) is None
        assert end_unanswered(by=HERCERTIFICERING) == 0
        with made.in_role("verwerking"):
            own.refresh_from_db()
        assert own.valid.upper == clock.today()
    known = asked_about(held)
    assert (known.antwoord, known.beantwoord_door) == ("uitgebleven", None)
    assert Gebeurtenis.objects.filter(about=str(held.uuid)).count() == 2


def test_the_last_beheerder_of_uwv_keeps_her_role_without_an_answer(gemeente):
    last = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, made.organisatie("uwv"))
    other = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, gemeente)
    ask_hercertificering(by=HERCERTIFICERING)
    with later(weeks=7):
        assert end_unanswered(by=HERCERTIFICERING) == 1
        assert aanstelling_now(last.account, last.pk) is not None
        assert aanstelling_now(other.account, other.pk) is None


def test_of_two_beheerders_one_remains(gemeente):
    uwv = made.organisatie("uwv")
    both = [made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, uwv) for _ in range(2)]
    ask_hercertificering(by=HERCERTIFICERING)
    with later(weeks=7):
        assert end_unanswered(by=HERCERTIFICERING) == 1
        left = [each for each in both if aanstelling_now(each.account, each.pk)]
        assert len(left) == 1


def listed(by: Actor, purpose=Purpose.BEHEER, **asked) -> list[int]:
    found = queries.open_questions(actor=by, purpose=purpose, **asked)
    return [each.aanstelling_id for each in found]


def test_a_teamleider_is_asked_about_her_own_team_and_not_about_herself(gemeente, team):
    leads = made.medewerker(Rol.TEAMLEIDER, gemeente, team)
    second = made.medewerker(Rol.TEAMLEIDER, gemeente, team)
    member = made.medewerker(Rol.KLANTMANAGER, gemeente, team)
    other = made.medewerker(Rol.KLANTMANAGER, gemeente, made.team(gemeente))
    ask_hercertificering(by=HERCERTIFICERING)
    by = made.actor(leads)
    assert listed(by, Purpose.LEIDING) == [member.pk]
    for held in (leads, second, other):
        with pytest.raises(NotFound):
            answer(by, held, purpose=Purpose.LEIDING)
    answer(by, member, END, Purpose.LEIDING)
    assert aanstelling_now(member.account, member.pk) is None


def test_a_beheerder_is_asked_about_all_she_manages_but_herself(gemeente, team):
    own = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, gemeente)
    held = made.medewerker(Rol.TEAMLEIDER, gemeente, team)
    elsewhere = made.medewerker(Rol.KLANTMANAGER, made.organisatie("GM0606"))
    by = beheerder()
    ask_hercertificering(by=HERCERTIFICERING)
    assert listed(made.actor(own)) == [held.pk]
    assert {own.pk, held.pk, elsewhere.pk} <= set(listed(by))
    with pytest.raises(NotFound):
        answer(made.actor(own), own)
    with pytest.raises(NotFound):
        queries.question(actor=by, purpose=Purpose.BEHEER, uuid=uuid4())


def test_overdue_questions_are_told_apart_and_ended_roles_are_not_asked_about(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    gone = made.medewerker(Rol.KLANTMANAGER, gemeente, until=made.days_ago(-7))
    by = beheerder("GM0599")
    ask_hercertificering(by=HERCERTIFICERING)
    assert listed(by) == [held.pk, gone.pk]
    assert listed(by, overdue=True) == []
    assert queries.open_count(actor=by, purpose=Purpose.BEHEER) == 2
    with later(weeks=5):
        assert listed(by, overdue=True) == [held.pk]
        assert queries.open_count(actor=by, purpose=Purpose.BEHEER, overdue=True) == 1


def test_the_list_takes_as_many_statements_for_many_as_for_one(gemeente, django_assert_num_queries):
    for _ in range(20):
        made.medewerker(Rol.KLANTMANAGER, gemeente, made.team(gemeente))
    by = beheerder()
    ask_hercertificering(by=HERCERTIFICERING)
    with django_assert_num_queries(2):
        page = queries.open_questions(actor=by, purpose=Purpose.BEHEER)
        assert len([each.aanstelling.team.naam for each in page if each.aanstelling.team]) == 20


@pytest.mark.parametrize("action", [ask_hercertificering, end_unanswered])
def test_only_who_recertifies_asks_and_ends(action):
    with pytest.raises(NotAllowed):
        action(by=KOPPELING)


def test_a_klantmanager_answers_nothing(gemeente, team):
    member = made.medewerker(Rol.KLANTMANAGER, gemeente, team)
    other = made.medewerker(Rol.KLANTMANAGER, gemeente, team)
    ask_hercertificering(by=HERCERTIFICERING)
    with pytest.raises(NotAllowed):
        answer(made.actor(other), member, purpose=Purpose.DIENSTVERLENING)


def test_the_database_keeps_half_an_answer_out(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    with pytest.raises(IntegrityError, match="heel_beantwoord"), transaction.atomic():
        Hercertificering.objects.create(
            aanstelling=held,
            uiterlijk=clock.today(),
            antwoord=KEEP,
            beantwoord_op=datetime(2026, 1, 1, tzinfo=UTC),
        )
