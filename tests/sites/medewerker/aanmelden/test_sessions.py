"""A session ends: by oneself, by time, by leaving; and one sees where one is signed in."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from medewerkers import actor, days_ago, in_role, medewerker, organisatie, sign_in
from signing_in import FIREFOX, give_password, set_up_app
from voetlicht.basis.kern import clock
from voetlicht.intern.toegang.actions.sessies import end_sessions
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.jobs import forget_sessions
from voetlicht.intern.toegang.models import Account, Gebeurtenis, Sessie
from voetlicht.intern.toegang.queries.aanmelden import apparaten_of, nobody_yet

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])

ANNA = "anna@rotterdam.example"
INSIDE = "/aanmelden/apparaten"


def begin(client: Client, anna) -> Client:
    """Sign in with a password and a second step that is set up now."""
    give_password(client, ANNA)
    set_up_app(client)
    client.post(reverse("aanmelden_rol"), {"aanstelling": str(anna.uuid)})
    return client


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


@pytest.fixture
def start():
    return clock.now()


def test_a_session_that_is_not_used_ends(client, anna, start) -> None:
    begin(client, anna)
    with clock.frozen_at(start + timedelta(minutes=25)):
        assert is_in(client)
    with clock.frozen_at(start + timedelta(minutes=54)):
        assert is_in(client)
    with clock.frozen_at(start + timedelta(minutes=85)):
        assert not is_in(client)


def test_a_session_ends_however_much_it_is_used(client, anna, start) -> None:
    begin(client, anna)
    for minutes in range(20, 600, 20):
        with clock.frozen_at(start + timedelta(minutes=minutes)):
            assert is_in(client), minutes
    with clock.frozen_at(start + timedelta(hours=10, minutes=1)):
        assert not is_in(client)


def test_use_is_written_down_at_most_once_a_minute(client, anna, start) -> None:
    begin(client, anna)
    first = Sessie.objects.get(account=anna.account_id).laatst_gezien
    with clock.frozen_at(start + timedelta(seconds=50)):
        is_in(client)
    assert Sessie.objects.get(account=anna.account_id).laatst_gezien == first
    with clock.frozen_at(start + timedelta(seconds=90)):
        is_in(client)
    assert Sessie.objects.get(account=anna.account_id).laatst_gezien > first


def test_signing_out_ends_the_session_and_its_row(client, anna) -> None:
    begin(client, anna)
    cookie = client.cookies["sessionid"].value
    assert client.get(reverse("account_logout")).status_code == 405
    client.post(reverse("account_logout"))
    assert not is_in(client)
    assert not Sessie.objects.filter(session_key=cookie).exists()
    client.cookies["sessionid"] = cookie
    assert not is_in(client)


def test_a_leaver_is_refused_at_the_next_request(client, anna) -> None:
    begin(client, anna)
    assert is_in(client)
    Account.objects.filter(pk=anna.account_id).update(is_active=False)
    assert not is_in(client)


def test_an_aanstelling_that_ends_ends_the_session(client, anna) -> None:
    begin(client, anna)
    assert is_in(client)
    anna.valid = (days_ago(100), days_ago(0))
    anna.save()
    assert not is_in(client)
    assert not Sessie.objects.filter(account=anna.account_id).exists()


def test_the_sessions_of_a_leaver_are_gone_at_once(client, anna) -> None:
    boss = medewerker(Rol.FUNCTIONEEL_BEHEERDER, organisatie("uwv"))
    begin(client, anna)
    sign_in(Client(), anna)
    ended = end_sessions(by=actor(boss), account=anna.account)
    assert ended >= 2
    assert not Sessie.objects.filter(account=anna.account_id).exists()
    assert not is_in(client)


def test_a_changed_password_ends_other_sessions(client, anna) -> None:
    begin(client, anna)
    account = Account.objects.get(pk=anna.account_id)
    account.set_password("een ander lang wachtwoord 8")
    account.save()
    assert not is_in(client)


def test_a_session_of_one_account_does_not_serve_the_aanstelling_of_another(client, anna) -> None:
    boss = medewerker(Rol.TEAMLEIDER, organisatie("GM0599"))
    begin(client, anna)
    session = client.session
    session["aanstelling"] = boss.pk
    session.save()
    assert not is_in(client)


def test_one_sees_ones_devices_and_can_end_another(client, anna) -> None:
    begin(client, anna)
    phone = sign_in(Client(), anna)
    with in_role("intern"):
        text = client.get(INSIDE).content.decode()
    assert "Firefox op Linux" in text
    assert "dit apparaat" in text
    keys = Sessie.objects.filter(account=anna.account_id).values_list("session_key", flat=True)
    assert not [key for key in keys if key in text]
    named = text.partition('name="apparaat" value="')[2][:64]
    client.post(INSIDE, {"apparaat": named})
    assert is_in(client)
    assert not is_in(phone)
    assert Gebeurtenis.objects.filter(what="toegang.sessies_beeindigd").exists()


def test_one_can_end_all_others_and_stays_in(client, anna) -> None:
    begin(client, anna)
    others = [sign_in(Client(), anna) for _ in range(2)]
    client.post(INSIDE)
    assert is_in(client)
    assert [is_in(other) for other in others] == [False, False]


def test_nobody_ends_the_session_of_another(client, anna) -> None:
    boss = medewerker(Rol.TEAMLEIDER, organisatie("GM0599"))
    theirs = sign_in(Client(), boss)
    text = theirs.get(INSIDE).content.decode()
    assert "value=" in text
    begin(client, anna)
    (device,) = apparaten_of(boss.account, current_key="")
    client.post(INSIDE, {"apparaat": device.id})
    assert is_in(theirs)
    assert end_sessions(by=nobody_yet(boss.account), account=boss.account) == 1


def test_pages_about_oneself_are_for_who_is_signed_in(client, db) -> None:
    for name in (
        *("aanmelden_apparaten", "aanmelden_rol", "mfa_index", "mfa_reauthenticate"),
        *("mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn"),
        *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_authenticate"),
    ):
        answer = client.get(reverse(name))
        assert answer.status_code in (302, 404), name
    remove = reverse("mfa_remove_webauthn", kwargs={"pk": 1})
    assert client.get(remove)["Location"].startswith(reverse("account_login"))


def test_a_second_session_that_waits_for_its_code_ends_when_an_app_is_set_up(anna) -> None:
    early = Client(headers={"user-agent": FIREFOX})
    give_password(early, ANNA)
    begin(Client(), anna)
    assert early.get(INSIDE)["Location"].startswith(reverse("account_login"))


def test_what_ended_is_forgotten(client, anna, start) -> None:
    begin(client, anna)
    give_password(Client(), ANNA, "fout")
    forget_sessions(timestamp=0)
    assert is_in(client)
    assert AccessAttempt.objects.exists()
    with clock.frozen_at(start + timedelta(hours=1)):
        forget_sessions(timestamp=0)
    assert not Sessie.objects.filter(account=anna.account_id).exists()
    assert not AccessAttempt.objects.exists()
