"""A local account: a password, then a code; nothing tells whether an account exists."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.core.cache import cache
from django.core.cache.backends import db
from django.db import connections
from django.test import Client
from django.urls import reverse

from medewerkers import account, medewerker, organisatie
from signing_in import PASSWORD, code_of, give_password, local, set_up_app, with_app
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Account, Gebeurtenis

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])

ANNA = "anna@rotterdam.example"
WRONG = "Dit e-mailadres en wachtwoord horen niet bij elkaar."


def events(what: str) -> int:
    return Gebeurtenis.objects.filter(what=f"toegang.{what}").count()


def give_code(client: Client, code: str):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_a_password_alone_opens_nothing_but_the_set_up_of_a_second_step(client, anna) -> None:
    answer = give_password(client, ANNA)
    assert answer["Location"] == reverse("mfa_activate_totp")
    assert client.get("/gezond").status_code == 200
    assert client.get("/")["Location"].startswith(reverse("account_login"))
    assert client.get(reverse("aanmelden_rol"))["Location"] == reverse("mfa_activate_totp")


def test_after_setting_up_an_app_one_sees_codes_once_and_chooses_a_role(client, anna) -> None:
    give_password(client, ANNA)
    set_up_app(client)
    codes = reverse("mfa_view_recovery_codes")
    assert client.get(codes).content.decode().count("<code>") == 10
    assert client.get(codes).content.decode().count("<code>") == 0
    assert events("tweede_stap_gewijzigd") == 1
    client.post(reverse("aanmelden_rol"), {"aanstelling": str(anna.uuid)})
    assert client.session["aanstelling"] == anna.pk
    assert events("aanstelling_gekozen") == 1


def test_password_and_code_sign_in_and_lead_to_where_one_was_going(client, anna) -> None:
    secret = with_app(ANNA)
    to_code = client.post(
        f"{reverse('account_login')}?next=/keten/",
        {"email": ANNA.upper(), "password": PASSWORD, "next": "/keten/"},
    )
    assert to_code["Location"] == reverse("mfa_authenticate")
    assert "aanstelling" not in client.session
    answer = give_code(client, code_of(secret))
    assert answer["Location"] == "/keten/"
    assert client.session["aanstelling"] == anna.pk


@pytest.mark.parametrize("then", ["https://elders.example/", "//elders.example", "javascript:x"])
def test_nobody_is_led_to_another_site(client, anna, then: str) -> None:
    secret = with_app(ANNA)
    client.post(reverse("account_login"), {"email": ANNA, "password": PASSWORD, "next": then})
    assert give_code(client, code_of(secret))["Location"] == "/"
    assert client.get(reverse("account_login"), {"next": then})["Location"] == "/"


def test_a_wrong_code_and_a_used_code_do_not_sign_in(client, anna) -> None:
    secret = with_app(ANNA)
    give_password(client, ANNA)
    good = code_of(secret)
    wrong = f"{(int(good) + 1) % 1_000_000:06}"
    assert "Deze code klopt niet" in give_code(client, wrong).content.decode()
    assert give_code(client, good).status_code == 302
    replay = Client()
    give_password(replay, ANNA)
    assert "Deze code klopt niet" in give_code(replay, good).content.decode()
    assert "_auth_user_id" not in replay.session


def test_a_used_code_is_refused_for_as_long_as_it_would_be_accepted(
    client, anna, monkeypatch
) -> None:
    secret = with_app(ANNA)
    start = time.time() // 30 * 30
    now = start
    monkeypatch.setattr(time, "time", lambda: now)
    monkeypatch.setattr(db, "tz_now", lambda: datetime.fromtimestamp(now, UTC))
    coming = code_of(secret, steps=1)
    give_password(client, ANNA)
    assert give_code(client, coming).status_code == 302
    for seconds in (10, 35, 85):
        now = start + seconds
        replay = Client()
        give_password(replay, ANNA)
        assert "Deze code klopt niet" in give_code(replay, coming).content.decode()


def test_the_code_that_set_up_an_app_does_not_sign_in(client, anna) -> None:
    give_password(client, ANNA)
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    replay = Client()
    give_password(replay, ANNA)
    assert "Deze code klopt niet" in give_code(replay, code).content.decode()


def test_a_code_that_signed_in_does_not_confirm_a_change(client, anna) -> None:
    secret = with_app(ANNA)
    give_password(client, ANNA)
    code = code_of(secret)
    give_code(client, code)
    cache.delete(Authenticator.objects.get(type="totp").wrap()._get_used_cache_key(code))
    answer = client.post(reverse("mfa_reauthenticate"), {"code": code})
    assert "Deze code klopt niet" in answer.content.decode()


def test_a_backup_code_works_once(client, anna) -> None:
    with_app(ANNA)
    kept = Authenticator.objects.get(type="recovery_codes").wrap()
    code = kept.generate_codes()[0]
    give_password(client, ANNA)
    assert give_code(client, code)["Location"] == "/"
    again = Client()
    give_password(again, ANNA)
    assert "Deze code klopt niet" in give_code(again, code).content.decode()


def test_the_secret_of_an_app_is_kept_sealed(client, anna) -> None:
    secret = with_app(ANNA)
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(secret))


def test_the_answer_is_the_same_for_every_reason(client, anna) -> None:
    left = local("weg@rotterdam.example")
    Account.objects.filter(pk=left.account_id).update(is_active=False)
    without = account(email="zonder@rotterdam.example")
    texts = set()
    for email, password in (
        (ANNA, "niet het wachtwoord"),
        ("niemand@rotterdam.example", PASSWORD),
        ("weg@rotterdam.example", PASSWORD),
        (without.email, ""),
        (without.email, "!"),
    ):
        answer = give_password(Client(), email, password)
        if password:
            assert answer.status_code == 200
            texts.add(WRONG in answer.content.decode())
        assert "_auth_user_id" not in answer.wsgi_request.session
    assert texts == {True}


def test_the_key_of_a_session_changes_when_signing_in_and_when_choosing(client, anna) -> None:
    other = medewerker(Rol.TEAMLEIDER, organisatie("GM0599"), account=anna.account)
    secret = with_app(ANNA)
    client.get(reverse("account_login"))
    give_password(client, ANNA)
    before = client.session.session_key
    give_code(client, code_of(secret))
    signed_in = client.session.session_key
    client.post(reverse("aanmelden_rol"), {"aanstelling": str(anna.uuid)})
    chosen = client.session.session_key
    client.post(reverse("aanmelden_rol"), {"aanstelling": str(other.uuid)})
    assert len({before, signed_in, chosen, client.session.session_key}) == 4
    assert client.session["aanstelling"] == other.pk
    assert events("aanstelling_gekozen") == 2


def test_an_aanstelling_of_another_or_of_the_past_cannot_be_chosen(client, anna) -> None:
    boss = local("boss@rotterdam.example", rol=Rol.TEAMLEIDER)
    medewerker(Rol.TEAMLEIDER, organisatie("GM0599"), account=anna.account)
    secret = with_app(ANNA)
    give_password(client, ANNA)
    give_code(client, code_of(secret))
    answer = client.post(reverse("aanmelden_rol"), {"aanstelling": str(boss.uuid)})
    assert answer.status_code == 200
    assert "aanstelling" not in client.session


def test_five_wrong_passwords_lock_that_address_out_and_no_other(client, anna) -> None:
    for _ in range(4):
        assert give_password(client, ANNA, "fout").status_code == 200
    assert give_password(client, ANNA, "fout").status_code == 429
    assert give_password(client, ANNA).status_code == 429
    elsewhere = give_password(client, ANNA, REMOTE_ADDR="10.1.2.3")
    assert elsewhere["Location"] == reverse("mfa_activate_totp")


def behind(proxy: str, address: str) -> dict:
    return {"REMOTE_ADDR": proxy, "headers": {"X-Forwarded-For": address}}


def test_behind_a_proxy_somebody_is_locked_out_and_her_neighbour_is_not(anna, settings) -> None:
    settings.PROXIES = (ip_network("10.0.0.4"),)
    for _ in range(5):
        last = give_password(Client(), ANNA, "fout", **behind("10.0.0.4", "198.51.100.1"))
    assert last.status_code == 429
    assert AccessAttempt.objects.get().ip_address == "198.51.100.1"
    neighbour = give_password(Client(), ANNA, **behind("10.0.0.4", "198.51.100.2"))
    assert neighbour["Location"] == reverse("mfa_activate_totp")


def test_nobody_escapes_lock_out_or_limit_by_making_up_addresses(anna, settings) -> None:
    settings.PROXIES = (ip_network("10.0.0.4"),)
    for number in range(5):
        made_up = behind("192.0.2.7", f"198.51.100.{number}")
        last = give_password(Client(), ANNA, "fout", **made_up)
    assert last.status_code == 429
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for number in range(3):
        through = behind("10.0.0.4", f"203.0.113.{number}, 198.51.100.9")
        last = give_password(Client(), f"iemand-{number}@rotterdam.example", "fout", **through)
    assert last.status_code == 429


def test_a_name_that_does_not_exist_is_locked_out_alike(client, anna) -> None:
    pages = []
    for email in (ANNA, "niemand@rotterdam.example"):
        answers = [give_password(Client(), email, "fout") for _ in range(6)]
        assert [each.status_code for each in answers] == [200, 200, 200, 200, 429, 429]
        pages.append(answers[-1].content)
    assert pages[0] == pages[1]


def test_what_was_typed_as_a_name_is_not_kept(client, anna) -> None:
    give_password(client, "mijn-wachtwoord@in-het-verkeerde.veld", "fout")
    kept = str(list(AccessAttempt.objects.values()))
    assert "verkeerde" not in kept
    assert "'fout'" not in kept
    assert AccessAttempt.objects.get().failures_since_start == 1


def test_wrong_codes_lock_out_as_wrong_passwords_do(client, anna) -> None:
    secret = with_app(ANNA)
    give_password(client, ANNA)
    statuses = [give_code(client, "000000").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    assert give_code(client, code_of(secret)).status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_lock_is_off_after_a_while_and_after_signing_in_attempts_are_forgotten(
    client, anna, settings
) -> None:
    secret = with_app(ANNA)
    for _ in range(5):
        give_password(client, ANNA, "fout")
    settings.AXES_COOLOFF_TIME = settings.AXES_COOLOFF_TIME * 0
    give_password(client, ANNA)
    assert give_code(client, code_of(secret)).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_guessing_from_many_addresses_or_many_names_is_slowed_down(client, anna, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/h/key"}
    for address in ("10.0.0.1", "10.0.0.2"):
        give_password(client, ANNA, "fout", REMOTE_ADDR=address)
    slowed = give_password(client, ANNA, PASSWORD, REMOTE_ADDR="10.0.0.3")
    assert slowed.status_code == 200
    assert "_auth_user_id" not in client.session
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    give_password(client, "een@rotterdam.example", "fout")
    answer = give_password(client, "twee@rotterdam.example", "fout")
    assert answer.status_code == 429
    assert "Te veel mislukte pogingen" in answer.content.decode()


def test_who_is_locked_out_does_not_lock_out_everybody(client, anna, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "7/h/key"}
    for _ in range(10):
        give_password(Client(), ANNA, "fout", REMOTE_ADDR="10.0.0.1")
    assert give_password(client, ANNA)["Location"] == reverse("mfa_activate_totp")


@pytest.mark.django_db(databases=["default", "spoor"], transaction=True)
def test_parallel_attempts_are_judged_one_by_one(anna, settings) -> None:
    judged = []

    def attempt(_: int) -> int:
        try:
            return give_password(Client(), ANNA, "fout").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        judged = sorted(pool.map(attempt, range(12)))
    assert judged == [200] * 4 + [429] * 8
    assert AccessAttempt.objects.get().failures_since_start == 5
