"""Request forms: entering, carrying out, turning down; who may, and what changes."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

import medewerkers as made
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.actions.accountaanvragen import (
    Form,
    carry_out_aanvraag,
    register_aanvraag,
    reject_aanvraag,
)
from voetlicht.intern.toegang.actions.teams import dissolve_team
from voetlicht.intern.toegang.enums import Aanvraagstatus, Rol
from voetlicht.intern.toegang.models import (
    Aanstelling,
    Account,
    Accountaanvraag,
    Gebeurtenis,
    Organisatie,
    Toewijzing,
)
from voetlicht.intern.toegang.queries import accountaanvragen as queries
from voetlicht.intern.toegang.rules.accounts import Wanted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_site(db):
    """These actions are the site's: role ``intern``."""
    with made.in_role("intern"):
        yield


@pytest.fixture
def gemeente() -> Organisatie:
    return made.organisatie("GM0599", naam="Rotterdam")


def beheerder(code: str = "uwv") -> Actor:
    return made.actor(made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, made.organisatie(code)))


def from_today(days: int = 0) -> Period:
    return Period(clock.today() + timedelta(days=days))


def form(*wanted: Wanted, email: str = "Nieuw@Rotterdam.test") -> Form:
    return Form(
        email=email,
        naam="Noor Nieuw",
        reden="Begint bij ons",
        aanvrager="Piet Baas",
        aanvrager_email="p.baas@rotterdam.test",
        aangevraagd_op=clock.today(),
        elearning_op=clock.today(),
        wanted=wanted,
    )


def klantmanager(team: int | None = None, period: Period | None = None) -> Wanted:
    return Wanted(Rol.KLANTMANAGER, team, period or from_today())


def carried_out(organisatie: Organisatie, asked: Form) -> Account:
    entered = register_aanvraag(by=beheerder(), organisatie=organisatie, form=asked)
    return carry_out(entered)


def carry_out(entered: Accountaanvraag, by: Actor | None = None) -> Account:
    by = by or beheerder()
    return carry_out_aanvraag(by=by, uuid=entered.uuid, mark=mark_of(entered, by))


def mark_of(entered: Accountaanvraag, by: Actor) -> str:
    return queries.change_by(entered, actor=by, purpose=Purpose.BEHEER).mark


def roles(account: Account) -> list[tuple]:
    rows = Aanstelling.objects.filter(account=account).order_by("id")
    return [
        (each.organisatie.code, each.rol, each.team_id, each.valid.lower, each.valid.upper)
        for each in rows
    ]


def told(about: object) -> list[str]:
    return [each.what for each in Gebeurtenis.objects.filter(about=str(about)).order_by("id")]


def test_a_joiner_gets_an_account_with_the_roles_of_the_form(gemeente):
    team = made.team(gemeente)
    entered = register_aanvraag(
        by=beheerder(), organisatie=gemeente, form=form(klantmanager(team.pk))
    )
    account = carry_out(entered)
    assert (account.email, account.naam) == ("nieuw@rotterdam.test", "Noor Nieuw")
    assert not account.has_usable_password()
    assert roles(account) == [("GM0599", "klantmanager", team.pk, clock.today(), None)]
    assert told(account.uuid) == ["toegang.account_gemaakt"]
    assert told(Aanstelling.objects.get(account=account).uuid) == ["toegang.aanstelling_begonnen"]
    assert told(entered.uuid) == ["toegang.aanvraag_ingevoerd", "toegang.aanvraag_uitgevoerd"]
    entered.refresh_from_db()
    assert entered.status == Aanvraagstatus.UITGEVOERD


def test_the_trail_names_nobody(gemeente):
    carried_out(gemeente, form(klantmanager()))
    for each in Gebeurtenis.objects.all():
        text = f"{each.about} {each.details}".lower()
        assert "noor" not in text
        assert "@" not in text


def test_a_mover_loses_what_is_not_on_the_form_and_keeps_what_is_elsewhere(gemeente):
    old, new = made.team(gemeente), made.team(gemeente)
    held = made.medewerker(Rol.KLANTMANAGER, gemeente, old)
    made.medewerker(Rol.KWALITEIT, made.organisatie("uwv"), account=held.account)
    asked = form(klantmanager(new.pk, from_today(7)), email=held.account.email)
    account = carried_out(gemeente, asked)
    today = clock.today()
    assert roles(account) == [
        ("GM0599", "klantmanager", old.pk, made.LONG_AGO, today),
        ("uwv", "kwaliteit", None, made.LONG_AGO, None),
        ("GM0599", "klantmanager", new.pk, today + timedelta(days=7), None),
    ]


def test_another_end_moves_an_aanstelling_and_a_role_not_begun_is_emptied(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    later = made.medewerker(Rol.KWALITEIT, gemeente, account=held.account, since=made.days_ago(-10))
    end = made.days_ago(-30)
    carried_out(
        gemeente, form(klantmanager(period=Period(made.LONG_AGO, end)), email=held.account.email)
    )
    later.refresh_from_db()
    assert later.valid.isempty
    held.refresh_from_db()
    assert held.valid.upper == end
    assert told(held.uuid) == ["toegang.aanstelling_verlegd"]
    assert told(later.uuid) == ["toegang.aanstelling_beeindigd"]


def test_a_form_without_roles_ends_all_and_lets_the_klanten_go(gemeente):
    team = made.team(gemeente)
    held = made.medewerker(Rol.KLANTMANAGER, gemeente, team)
    own = made.toewijzing(made.klant(), held)
    coming = made.toewijzing(made.klant(), held, since=made.days_ago(-5))
    of_team = made.toewijzing(made.klant(), team)
    past = made.toewijzing(made.klant(), held, since=made.days_ago(90), until=made.days_ago(60))
    account = carried_out(gemeente, form(email=held.account.email))
    assert account.is_active
    today = clock.today()
    with made.in_role("verwerking"):
        ends = {each.pk: each.valid.upper for each in Toewijzing.objects.all()}
    assert ends == {
        own.pk: today,
        coming.pk: made.days_ago(-6),
        of_team.pk: None,
        past.pk: made.days_ago(60),
    }
    (event,) = Gebeurtenis.objects.filter(what="toegang.toewijzingen_beeindigd")
    assert event.details["aantal"] == 2
    assert not Toewijzing.objects.exists(), "a beheerder sees none of them"


def test_klanten_stay_with_who_goes_on_serving_there(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    own = made.toewijzing(made.klant(), held)
    team = made.team(gemeente)
    carried_out(gemeente, form(klantmanager(team.pk), email=held.account.email))
    with made.in_role("verwerking"):
        own.refresh_from_db()
    assert own.valid.upper is None


def test_klanten_go_when_the_new_role_serves_nobody(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    own = made.toewijzing(made.klant(), held)
    wanted = Wanted(Rol.KWALITEIT, None, from_today())
    carried_out(gemeente, form(wanted, email=held.account.email))
    with made.in_role("verwerking"):
        own.refresh_from_db()
    assert own.valid.upper == clock.today()


def test_a_closed_account_opens_again_when_a_form_gives_a_role(gemeente):
    account = made.account("Noor Nieuw", email="terug@rotterdam.test")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    opened = carried_out(gemeente, form(klantmanager(), email=account.email))
    assert opened.pk == account.pk
    assert opened.is_active
    assert told(account.uuid) == ["toegang.account_heropend"]


def test_a_closed_account_does_not_open_for_somebody_with_another_name(gemeente):
    account = made.account("Ans Anders", email="terug@rotterdam.test")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    with pytest.raises(Conflict, match="met een ander e-mailadres"):
        carried_out(gemeente, form(klantmanager(), email=account.email))
    account.refresh_from_db()
    assert (account.is_active, account.naam) == (False, "Ans Anders")


def test_a_form_that_gives_a_role_renames_the_account_and_the_trail_says_so(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente, naam="Noor Oud")
    wanted = Wanted(Rol.KWALITEIT, None, from_today())
    assert carried_out(gemeente, form(wanted, email=held.account.email)).naam == "Noor Nieuw"
    assert "toegang.account_hernoemd" in told(held.account.uuid)


def test_who_is_called_as_before_is_not_renamed(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente, naam="Noor Nieuw")
    wanted = Wanted(Rol.KWALITEIT, None, from_today())
    carried_out(gemeente, form(wanted, email=held.account.email))
    assert "toegang.account_hernoemd" not in told(held.account.uuid)


def test_a_form_that_gives_nothing_leaves_the_name_as_it_is(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente, naam="Noor Oud")
    carried_out(gemeente, form(email=held.account.email))
    held.account.refresh_from_db()
    assert held.account.naam == "Noor Oud"


def test_a_form_that_changes_nothing_about_somebody_elsewhere_is_refused(gemeente):
    elsewhere = made.medewerker(Rol.ADVISEUR_WERK, made.organisatie("uwv"), naam="Vera")
    both = beheerder("GM0599")
    asked = form(email=elsewhere.account.email)
    entered = register_aanvraag(by=both, organisatie=gemeente, form=asked)
    with pytest.raises(Conflict, match="Deze aanvraag verandert niets"):
        carry_out(entered, both)
    elsewhere.account.refresh_from_db()
    assert elsewhere.account.naam == "Vera"


def test_a_leaver_without_an_account_cannot_be_carried_out(gemeente):
    entered = register_aanvraag(by=beheerder(), organisatie=gemeente, form=form())
    with pytest.raises(Conflict, match="geen account met dit e-mailadres"):
        carry_out(entered)


def test_carrying_out_twice_is_a_conflict_and_so_is_rejecting_after(gemeente):
    entered = register_aanvraag(by=beheerder(), organisatie=gemeente, form=form(klantmanager()))
    mark = mark_of(entered, beheerder())
    carry_out(entered)
    with pytest.raises(Conflict, match="al afgehandeld: uitgevoerd"):
        carry_out_aanvraag(by=beheerder(), uuid=entered.uuid, mark=mark)
    with pytest.raises(Conflict, match="al afgehandeld: uitgevoerd"):
        reject_aanvraag(by=beheerder(), uuid=entered.uuid, toelichting="Nee")
    assert Aanstelling.objects.filter(rol=Rol.KLANTMANAGER).count() == 1


def test_what_was_shown_must_be_what_is_done(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    entered = register_aanvraag(
        by=beheerder(), organisatie=gemeente, form=form(email=held.account.email)
    )
    shown = mark_of(entered, beheerder())
    made.medewerker(Rol.KWALITEIT, gemeente, account=held.account)
    with pytest.raises(Conflict, match="Intussen is er iets veranderd"):
        carry_out_aanvraag(by=beheerder(), uuid=entered.uuid, mark=shown)


def test_who_entered_a_form_does_not_give_a_role_by_it(gemeente):
    both = beheerder()
    entered = register_aanvraag(by=both, organisatie=gemeente, form=form(klantmanager()))
    with pytest.raises(NotAllowed, match="zelf ingevoerd"):
        carry_out(entered, both)
    assert not Account.objects.filter(email="nieuw@rotterdam.test").exists()


def test_who_entered_a_form_may_end_a_role_by_it(gemeente):
    both = beheerder()
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    entered = register_aanvraag(by=both, organisatie=gemeente, form=form(email=held.account.email))
    carry_out(entered, both)
    assert roles(held.account)[0][-1] == clock.today()


def test_nobody_carries_out_a_form_about_herself(gemeente):
    own = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, made.organisatie("uwv"))
    asked = form(klantmanager(), email=own.account.email)
    entered = register_aanvraag(by=beheerder(), organisatie=gemeente, form=asked)
    with pytest.raises(NotAllowed, match="over u zelf"):
        carry_out(entered, made.actor(own))


def test_nobody_enters_a_form_that_she_signed(gemeente):
    own = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, made.organisatie("uwv"))
    asked = replace(form(klantmanager()), aanvrager_email=own.account.email.upper())
    with pytest.raises(NotAllowed, match="die u zelf deed"):
        register_aanvraag(by=made.actor(own), organisatie=gemeente, form=asked)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"naam": ""}, "Vul in voor wie"),
        ({"aanvrager_email": "NIEUW@rotterdam.test"}, "Niemand vraagt een account voor zichzelf"),
        ({"aangevraagd_op": clock.today() + timedelta(days=3)}, "nog komt"),
        ({"elearning_op": clock.today() + timedelta(days=3)}, "e-learning kan niet"),
        ({"wanted": (klantmanager(999_999),)}, "Kies een team van Rotterdam"),
        ({"wanted": (Wanted(Rol.ADVISEUR_WERK, None, from_today()),)}, "bestaat niet bij"),
    ],
)
def test_a_form_that_is_not_sound_is_not_entered(gemeente, wrong, said):
    with pytest.raises(InputError, match=said):
        register_aanvraag(
            by=beheerder(), organisatie=gemeente, form=replace(form(klantmanager()), **wrong)
        )
    assert not Accountaanvraag.objects.exists()


def test_a_team_of_another_organisatie_or_dissolved_is_refused(gemeente):
    other = made.team(made.organisatie("GM0606"))
    gone = made.team(gemeente)
    entered = register_aanvraag(
        by=beheerder(), organisatie=gemeente, form=form(klantmanager(gone.pk))
    )
    dissolve_team(by=beheerder(), uuid=gone.uuid)
    with pytest.raises(InputError, match="dat nog bestaat"):
        carry_out(entered)
    with pytest.raises(InputError, match="dat nog bestaat"):
        register_aanvraag(by=beheerder(), organisatie=gemeente, form=form(klantmanager(other.pk)))


def test_without_the_elearning_a_joiner_is_not_let_in(gemeente):
    asked = replace(form(klantmanager()), elearning_op=None)
    entered = register_aanvraag(by=beheerder(), organisatie=gemeente, form=asked)
    with pytest.raises(InputError, match="e-learning"):
        carry_out(entered)
    assert not Account.objects.filter(email="nieuw@rotterdam.test").exists()


@pytest.mark.parametrize(
    ("since", "until", "enough"),
    [
        (1000, 700, True),
        (1000, 800, False),
        (1000, None, True),
        (1000, -3, True),
        (-4, None, False),
    ],
)
def test_who_worked_lately_in_any_role_needs_no_elearning(gemeente, since, until, enough):
    held = made.medewerker(
        Rol.KWALITEIT,
        made.organisatie("GM0606"),
        since=made.days_ago(since),
        until=None if until is None else made.days_ago(until),
    )
    asked = replace(form(klantmanager(), email=held.account.email), elearning_op=None)
    entered = register_aanvraag(by=beheerder(), organisatie=gemeente, form=asked)
    if enough:
        carry_out(entered)
    else:
        with pytest.raises(InputError, match="e-learning"):
            carry_out(entered)


def test_a_rejected_form_says_why_and_changes_nothing(gemeente):
    entered = register_aanvraag(by=beheerder(), organisatie=gemeente, form=form(klantmanager()))
    with pytest.raises(InputError, match="Schrijf waarom"):
        reject_aanvraag(by=beheerder(), uuid=entered.uuid, toelichting="  ")
    reject_aanvraag(by=beheerder(), uuid=entered.uuid, toelichting=" Onleesbaar ")
    entered.refresh_from_db()
    assert (entered.status, entered.toelichting) == ("afgewezen", "Onleesbaar")
    assert told(entered.uuid)[-1] == "toegang.aanvraag_afgewezen"
    assert not Account.objects.filter(email="nieuw@rotterdam.test").exists()


def test_a_beheerder_elsewhere_neither_sees_nor_handles_a_form(gemeente):
    entered = register_aanvraag(
        by=beheerder(), organisatie=made.organisatie("GM0606"), form=form(klantmanager())
    )
    stranger = beheerder("GM0599")
    with pytest.raises(NotFound, match="bestaat niet"):
        carry_out(entered, stranger)
    with pytest.raises(NotFound, match="bestaat niet"):
        queries.aanvraag(actor=stranger, purpose=Purpose.BEHEER, uuid=entered.uuid)
    with pytest.raises(NotFound, match="bestaat niet"):
        queries.aanvraag(actor=beheerder(), purpose=Purpose.BEHEER, uuid=uuid4())
    assert queries.waiting_count(actor=stranger, purpose=Purpose.BEHEER) == 0
    assert queries.waiting_count(actor=beheerder(), purpose=Purpose.BEHEER) == 1
    with pytest.raises(NotAllowed, match="U beheert geen accounts van"):
        register_aanvraag(
            by=stranger, organisatie=made.organisatie("GM0606"), form=form(klantmanager())
        )


def test_waiting_forms_come_from_the_oldest_and_handled_ones_from_the_newest(gemeente):
    uuids = []
    for _ in range(3):
        entered = register_aanvraag(by=beheerder(), organisatie=gemeente, form=form(klantmanager()))
        uuids.append(entered.uuid)
    by = beheerder()

    def listed(status: Aanvraagstatus) -> list:
        page = queries.aanvragen(actor=by, purpose=Purpose.BEHEER, status=status)
        return [each.uuid for each in page]

    assert listed(Aanvraagstatus.NIEUW) == uuids
    for uuid in uuids[:2]:
        reject_aanvraag(by=by, uuid=uuid, toelichting="Dubbel")
    assert listed(Aanvraagstatus.AFGEWEZEN) == [uuids[1], uuids[0]]
    found = queries.aanvragen_of(actor=by, purpose=Purpose.BEHEER, email="nieuw@rotterdam.TEST")
    assert len(found) == 3


@pytest.mark.parametrize("rol", [Rol.TEAMLEIDER, Rol.PRIVACY_OFFICER, Rol.KLANTMANAGER])
def test_no_other_role_handles_or_reads_forms(gemeente, rol):
    entered = register_aanvraag(by=beheerder(), organisatie=gemeente, form=form(klantmanager()))
    other = made.actor(made.medewerker(rol, gemeente))
    with pytest.raises(NotAllowed):
        register_aanvraag(by=other, organisatie=gemeente, form=form(klantmanager()))
    with pytest.raises(NotAllowed):
        carry_out(entered, other)
    with pytest.raises(NotAllowed):
        queries.waiting_count(actor=other, purpose=Purpose.BEHEER)
