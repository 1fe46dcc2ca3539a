"""Who leaves a team leaves its klanten to it; the teamleider sees that they wait."""

from datetime import timedelta

import pytest

import medewerkers as made
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import NotAllowed
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.actions.aanstellingen import let_go_of_ended
from voetlicht.intern.toegang.actions.accountaanvragen import (
    Form,
    carry_out_aanvraag,
    register_aanvraag,
)
from voetlicht.intern.toegang.actions.accounts import end_aanstelling
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.jobs import recertify
from voetlicht.intern.toegang.models import Bereik
from voetlicht.intern.toegang.queries.accountaanvragen import change_by
from voetlicht.intern.toegang.queries.toewijzingen import klanten_of_team
from voetlicht.intern.toegang.rules.accounts import Wanted
from voetlicht.intern.toegang.systeemactoren import AANMELDEN, HERCERTIFICERING
from voetlicht.intern.toegang.transaction import acting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_site(db):
    with made.in_role("intern"):
        yield


@pytest.fixture
def office():
    """A gemeente with two teams, and a mover with klanten: of her team, of both, of no team."""
    gemeente = made.organisatie("GM0599")
    old, new = made.team(gemeente, "Noord"), made.team(gemeente, "Zuid")
    mover = made.medewerker(Rol.KLANTMANAGER, gemeente, old)
    rows = {}
    for name, teams in (("old", (old,)), ("both", (old, new)), ("none", ())):
        klant = made.klant()
        rows[name] = made.toewijzing(klant, mover)
        for team in teams:
            made.toewijzing(klant, team)
    return gemeente, old, new, mover, rows


def ends(rows) -> dict:
    with made.in_role("verwerking"):
        for row in rows.values():
            row.refresh_from_db()
    return {name: row.valid.upper for name, row in rows.items()}


def beheerder():
    uwv = made.organisatie("uwv")
    return made.actor(made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, uwv))


def move(gemeente, mover, team) -> None:
    asked = Form(
        email=mover.account.email,
        naam=mover.account.naam,
        reden="Ander team",
        aanvrager="Piet Baas",
        aanvrager_email="p.baas@rotterdam.test",
        aangevraagd_op=clock.today(),
        elearning_op=clock.today(),
        wanted=(Wanted(Rol.KLANTMANAGER, team and team.pk, Period(clock.today())),),
    )
    entered = register_aanvraag(by=beheerder(), organisatie=gemeente, form=asked)
    change = change_by(entered, actor=beheerder(), purpose=Purpose.BEHEER)
    carry_out_aanvraag(by=beheerder(), uuid=entered.uuid, mark=change.mark)


def reached(aanstelling) -> set[int]:
    with acting(made.actor(aanstelling)):
        return set(Bereik.objects.values_list("persoon_id", flat=True))


def test_a_mover_leaves_the_klanten_of_the_team_she_left(office) -> None:
    gemeente, old, new, mover, rows = office
    leider = made.actor(made.medewerker(Rol.TEAMLEIDER, gemeente, old))
    move(gemeente, mover, new)
    assert ends(rows) == {"old": clock.today(), "both": None, "none": None}
    with acting(leider):
        waiting = klanten_of_team(actor=leider, purpose=Purpose.LEIDING, zonder=True)
    assert [line.persoon_id for line in waiting.lines] == [rows["old"].persoon_id]


def test_she_hands_over_for_thirty_days_while_she_works_there_and_then_no_more(office) -> None:
    gemeente, _old, new, mover, rows = office
    move(gemeente, mover, new)
    there = mover.account.aanstellingen.get(team=new)
    assert rows["old"].persoon_id in reached(there)
    with clock.frozen_at(clock.now() + timedelta(days=31)):
        assert reached(there) == {rows["both"].persoon_id, rows["none"].persoon_id}


def test_a_leaver_has_no_handover_window(office) -> None:
    _gemeente, _old, _new, mover, rows = office
    end_aanstelling(by=beheerder(), uuid=mover.uuid)
    assert set(ends(rows).values()) == {clock.today()}
    assert reached(mover) == set()


def test_who_works_outside_any_team_keeps_her_klanten(office) -> None:
    gemeente, _old, _new, mover, rows = office
    move(gemeente, mover, None)
    assert set(ends(rows).values()) == {None}


def test_what_ended_by_its_date_is_let_go_at_night(office) -> None:
    gemeente, _old, new, mover, rows = office
    with made.in_role("intern"):
        mover.valid = (made.LONG_AGO, clock.today())
        mover.save()
    made.medewerker(Rol.KLANTMANAGER, gemeente, new, account=mover.account)
    recertify(timestamp=0)
    assert ends(rows) == {"old": clock.today(), "both": None, "none": None}
    assert let_go_of_ended(by=HERCERTIFICERING) == 0


def test_letting_go_takes_a_right() -> None:
    with pytest.raises(NotAllowed):
        let_go_of_ended(by=AANMELDEN)
