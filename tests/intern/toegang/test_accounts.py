"""Closing and opening accounts, ending a role at once, and who holds which role where."""

from uuid import UUID, uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

import medewerkers as made
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import Conflict, NotAllowed, NotFound
from voetlicht.intern.toegang.actions.accounts import (
    deactivate_account,
    end_aanstelling,
    reactivate_account,
)
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling, Account, Gebeurtenis, Organisatie
from voetlicht.intern.toegang.queries import accounts as queries
from voetlicht.intern.toegang.queries.medewerkers import aanstelling_now

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])


@pytest.fixture(autouse=True)
def _as_site(db):
    """These actions are the site's: role ``intern``."""
    with made.in_role("intern"):
        yield


@pytest.fixture
def gemeente() -> Organisatie:
    return made.organisatie("GM0599", naam="Rotterdam")


@pytest.fixture
def by() -> Actor:
    return beheerder()


def beheerder(code: str = "uwv") -> Actor:
    return made.actor(made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, made.organisatie(code)))


def served_by(toewijzing) -> object:
    with made.in_role("verwerking"):
        toewijzing.refresh_from_db()
    return toewijzing.valid.upper


def told(about: object) -> list[str]:
    return [each.what for each in Gebeurtenis.objects.filter(about=str(about)).order_by("id")]


def test_a_leaver_loses_account_roles_klanten_and_sessions_at_once(by, gemeente, client):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    elsewhere = made.medewerker(Rol.KWALITEIT, made.organisatie("uwv"), account=held.account)
    coming = made.medewerker(
        Rol.TEAMLEIDER,
        gemeente,
        made.team(gemeente),
        account=held.account,
        since=made.days_ago(-9),
    )
    own = made.toewijzing(made.klant(), held)
    deactivate_account(by=by, uuid=held.account.uuid)
    account = Account.objects.get(pk=held.account_id)
    assert not account.is_active
    for each in (held, elsewhere, coming):
        assert aanstelling_now(account, each.pk) is None
    ends = Aanstelling.objects.filter(account=account).order_by("id").values_list("valid")
    assert [valid.upper for (valid,) in ends] == [clock.today(), clock.today(), None]
    assert served_by(own) == clock.today()
    assert told(account.uuid)[:2] == [
        "toegang.account_gesloten",
        "toegang.toewijzingen_beeindigd",
    ]


def test_a_leaver_is_shown_nothing_from_the_next_request_on(by, gemeente, client):
    held = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, gemeente)
    made.sign_in(client, held)
    assert client.get("/keten/").status_code == 200
    deactivate_account(by=by, uuid=held.account.uuid)
    assert client.get("/keten/").status_code == 302


def test_closing_twice_and_opening_twice_is_a_conflict(by, gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    with pytest.raises(Conflict, match="al open"):
        reactivate_account(by=by, uuid=held.account.uuid)
    deactivate_account(by=by, uuid=held.account.uuid)
    with pytest.raises(Conflict, match="al gesloten"):
        deactivate_account(by=by, uuid=held.account.uuid)


def test_opening_again_gives_no_role_back(by, gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    deactivate_account(by=by, uuid=held.account.uuid)
    opened = reactivate_account(by=by, uuid=held.account.uuid)
    assert opened.is_active
    assert aanstelling_now(opened, held.pk) is None
    assert told(opened.uuid)[-1] == "toegang.account_heropend"


def test_a_closed_account_forgets_password_second_step_and_identity(by, gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    held.account.set_password("een heel lang wachtwoord 7")
    held.account.save(update_fields=["password"])
    Authenticator.objects.create(user=held.account, type=Authenticator.Type.TOTP, data={})
    SocialAccount.objects.create(user=held.account, provider="GM0599", uid="anna")
    deactivate_account(by=by, uuid=held.account.uuid)
    opened = reactivate_account(by=by, uuid=held.account.uuid)
    assert not opened.has_usable_password()
    assert not Authenticator.objects.exists()
    assert not SocialAccount.objects.exists()


def test_nobody_closes_or_ends_her_own(gemeente):
    own = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, made.organisatie("uwv"))
    by = made.actor(own)
    for action, uuid in (
        (deactivate_account, own.account.uuid),
        (reactivate_account, own.account.uuid),
        (end_aanstelling, own.uuid),
    ):
        with pytest.raises(NotAllowed, match="over u zelf"):
            action(by=by, uuid=uuid)


def test_ending_one_role_leaves_the_others_and_lets_klanten_go_where_none_remains(by, gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    other = made.medewerker(Rol.KWALITEIT, gemeente, account=held.account)
    own = made.toewijzing(made.klant(), held)
    end_aanstelling(by=by, uuid=held.uuid)
    assert aanstelling_now(held.account, held.pk) is None
    assert aanstelling_now(held.account, other.pk) is not None
    assert served_by(own) == clock.today()
    with pytest.raises(Conflict, match="al beëindigd"):
        end_aanstelling(by=by, uuid=held.uuid)


def test_a_role_that_began_today_holds_no_day(by, gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente, since=clock.today())
    end_aanstelling(by=by, uuid=held.uuid)
    held.refresh_from_db()
    assert held.valid.isempty
    with pytest.raises(Conflict, match="al beëindigd"):
        end_aanstelling(by=by, uuid=held.uuid)


def test_a_beheerder_of_a_gemeente_reaches_her_own_people_only(gemeente):
    stranger = beheerder("GM0606")
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    for action, uuid in (
        (deactivate_account, held.account.uuid),
        (end_aanstelling, held.uuid),
        (deactivate_account, uuid4()),
        (end_aanstelling, uuid4()),
    ):
        with pytest.raises(NotFound, match="bestaat niet"):
            action(by=stranger, uuid=uuid)
    for query in (queries.account, queries.aanstelling):
        with pytest.raises(NotFound, match="bestaat niet"):
            query(actor=stranger, purpose=Purpose.BEHEER, uuid=held.account.uuid)
    listed = queries.accounts(actor=stranger, purpose=Purpose.BEHEER)
    assert [str(each.uuid) for each in listed] == [stranger.id]


def test_who_also_works_elsewhere_is_not_closed_by_one_organisatie(gemeente):
    own = beheerder("GM0599")
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    made.medewerker(Rol.KWALITEIT, made.organisatie("uwv"), account=held.account)
    with pytest.raises(NotAllowed, match="werkt ook bij een andere organisatie"):
        deactivate_account(by=own, uuid=held.account.uuid)
    held.account.refresh_from_db()
    assert held.account.is_active


def test_a_beheerder_of_a_gemeente_closes_her_own_leaver(gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    assert not deactivate_account(by=beheerder("GM0599"), uuid=held.account.uuid).is_active


def names(by: Actor, **wish) -> list[str]:
    found = queries.accounts(actor=by, purpose=Purpose.BEHEER, wish=queries.Wish(**wish))
    return [each.naam for each in found]


def test_accounts_are_found_by_name_address_role_and_organisatie(by, gemeente):
    anna = made.medewerker(Rol.KLANTMANAGER, gemeente, naam="Anna Zwart")
    made.medewerker(Rol.KWALITEIT, gemeente, naam="Bea Wit")
    made.medewerker(Rol.KLANTMANAGER, gemeente, naam="Cor Weg", until=made.days_ago(3))
    assert names(by, text="zwa") == ["Anna Zwart"]
    assert names(by, text=anna.account.email.upper()) == ["Anna Zwart"]
    assert names(by, rol=Rol.KLANTMANAGER) == ["Anna Zwart"]
    assert names(by, organisatie="GM0599") == ["Anna Zwart", "Bea Wit"]
    assert names(by, organisatie="GM0599", rol=Rol.KWALITEIT) == ["Bea Wit"]
    assert "Cor Weg" in names(by)
    assert names(by, closed=True) == []
    deactivate_account(by=by, uuid=anna.account.uuid)
    assert names(by, closed=True) == ["Anna Zwart"]
    assert names(by, text="zwa") == []


def test_an_account_is_listed_with_the_roles_of_today(by, gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente, naam="Anna Zwart")
    made.medewerker(Rol.KWALITEIT, gemeente, account=held.account, until=made.days_ago(3))
    page = queries.accounts(actor=by, purpose=Purpose.BEHEER, wish=queries.Wish(text="Anna"))
    (listed,) = page
    assert [each.pk for each in listed.current] == [held.pk]


def test_the_list_takes_as_many_statements_for_many_as_for_one(
    by, gemeente, django_assert_num_queries
):
    for _ in range(60):
        made.medewerker(Rol.KLANTMANAGER, gemeente)
    with django_assert_num_queries(3):
        page = queries.accounts(actor=by, purpose=Purpose.BEHEER)
        assert len([role for each in page for role in each.current]) == queries.PAGE_SIZE
    second = queries.accounts(actor=by, purpose=Purpose.BEHEER, number=2)
    assert len(second) == 11


def test_what_happened_to_an_account_is_told_from_the_latest(by, gemeente):
    held = made.medewerker(Rol.KLANTMANAGER, gemeente)
    end_aanstelling(by=by, uuid=held.uuid)
    for _ in range(3):
        record_event(by=by, what=queries.ROLE_CHOSEN, about=str(held.uuid))
    deactivate_account(by=by, uuid=held.account.uuid)
    account = queries.account(actor=by, purpose=Purpose.BEHEER, uuid=held.account.uuid)
    history = queries.history_of(actor=by, purpose=Purpose.BEHEER, of=account)
    assert [each.what for each in history] == [
        "toegang.account_gesloten",
        "toegang.aanstelling_beeindigd",
    ]
    shown = queries.aanstellingen(actor=by, purpose=Purpose.BEHEER, of=account)
    assert [each.pk for each in shown] == [held.pk]
    one = queries.aanstelling(actor=by, purpose=Purpose.BEHEER, uuid=held.uuid)
    assert one.account == account


def test_a_beheerder_helps_who_works_here_alone_and_the_holder_of_sonar_everybody(by, gemeente):
    here = made.medewerker(Rol.KLANTMANAGER, gemeente).account
    both = made.medewerker(Rol.KLANTMANAGER, gemeente).account
    made.medewerker(Rol.KLANTMANAGER, made.organisatie("GM0606"), account=both)
    helper = made.actor(made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, gemeente))

    def helped(actor: Actor, uuid: UUID) -> bool:
        try:
            queries.account_to_help(actor=actor, purpose=Purpose.BEHEER, uuid=uuid)
        except NotFound:
            return False
        return True

    asked = (here.uuid, both.uuid, uuid4())
    assert [helped(helper, each) for each in asked] == [True, False, False]
    assert [helped(by, each) for each in asked] == [True, True, False]


@pytest.mark.parametrize("rol", [Rol.KLANTMANAGER, Rol.TEAMLEIDER, Rol.PRIVACY_OFFICER])
def test_no_other_role_reads_or_changes_accounts(gemeente, rol):
    held = made.medewerker(rol, gemeente)
    other = made.actor(held)
    with pytest.raises(NotAllowed):
        queries.accounts(actor=other, purpose=Purpose.BEHEER)
    with pytest.raises(NotAllowed):
        queries.aanstellingen(actor=other, purpose=Purpose.LEIDING, of=held.account)
    for action in (deactivate_account, reactivate_account, end_aanstelling):
        with pytest.raises(NotAllowed):
            action(by=other, uuid=held.account.uuid)
