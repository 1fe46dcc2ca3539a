"""Signing in through the provider of one's organisatie: a real code flow, over HTTP."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from medewerkers import account, medewerker, organisatie
from signing_in import (
    answered,
    asked_of_provider,
    connect,
    give_password,
    local,
    set_up_app,
    sign_in_by,
)
from voetlicht.intern.toegang.aanmelden import oidc
from voetlicht.intern.toegang.aanmelden.oidc import KEPT
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Account, Gebeurtenis

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])

UNKNOWN, FAILED = "/aanmelden/onbekend", "/aanmelden/mislukt"
SILENT = f"{FAILED}?stil=ja"
EVA = "eva@uwv.example"


@pytest.fixture
def eva(db, provider):
    """An adviseur at UWV, which has a provider; known there as sub ``eva-1``."""
    connect(provider, "uwv", "uwv.example")
    provider.knows("eva-1", email=EVA, email_verified=True)
    holder = account("Eva de Wit", email=EVA)
    return medewerker(Rol.ADVISEUR_WERK, organisatie("uwv"), account=holder)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_first_time_an_identity_is_linked_and_from_then_on_known(client, eva, provider) -> None:
    answer = sign_in_by(client, "uwv", "eva-1", then="/keten/")
    assert answer["Location"] == "/keten/"
    assert client.session["aanstelling"] == eva.pk
    provider.knows("eva-1", email="nieuwe-naam@uwv.example", email_verified=True)
    again = Client()
    assert sign_in_by(again, "uwv", "eva-1")["Location"] == "/"
    assert Gebeurtenis.objects.filter(what="toegang.identiteit_gekoppeld").count() == 1
    kept = SocialAccount.objects.get()
    assert (kept.provider, kept.uid, kept.extra_data) == ("uwv", "eva-1", {})


def test_every_code_is_bound_to_its_browser_by_pkce(client, eva, provider) -> None:
    location = asked_of_provider(client, "uwv")
    asked = parse_qs(urlsplit(location).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert set(asked["scope"][0].split()) == {"openid", "email"}
    back = answered(location, "eva-1")
    refused = provider.gate.refused
    code = parse_qs(urlsplit(back).query)["code"][0]
    stolen = requests.post(
        f"{provider.url}/oauth2/token",
        data={"grant_type": "authorization_code", "code": code, "code_verifier": "geraden"},
        timeout=5,
    )
    assert stolen.status_code == 400
    assert provider.gate.refused == refused + 1


def test_an_answer_with_another_state_or_in_another_browser_is_refused(client, eva) -> None:
    back = answered(asked_of_provider(client, "uwv"), "eva-1")
    other = Client()
    assert other.get(back)["Location"] == FAILED
    path, _, query = back.partition("?")
    given = {name: values[0] for name, values in parse_qs(query).items()}
    assert client.get(path, given | {"state": "verzonnen"})["Location"] == FAILED
    assert not signed_in(client)
    assert not signed_in(other)


def test_an_answer_works_once(client, eva) -> None:
    back = answered(asked_of_provider(client, "uwv"), "eva-1")
    assert client.get(back)["Location"] == "/"
    assert client.get(back)["Location"] == FAILED


def test_an_id_token_with_another_nonce_is_refused(client, eva) -> None:
    location = asked_of_provider(client, "uwv")
    nonce = parse_qs(urlsplit(location).query)["nonce"][0]
    back = answered(location.replace(nonce, "van-een-andere-keer"), "eva-1")
    assert client.get(back)["Location"] == FAILED
    assert not signed_in(client)


def test_an_id_token_that_another_signed_is_refused(client, eva, provider, monkeypatch) -> None:
    monkeypatch.setattr(provider.gate, "forge", True)
    assert sign_in_by(client, "uwv", "eva-1")["Location"] == FAILED
    monkeypatch.setattr(provider.gate, "forge", False)
    assert sign_in_by(client, "uwv", "eva-1")["Location"] == "/"


@pytest.mark.parametrize(
    ("sub", "claims"),
    [
        ("vreemd", {"email": "vreemd@uwv.example", "email_verified": True}),
        ("onbewezen", {"email": EVA, "email_verified": False}),
        ("zwijgt", {"email": EVA}),
        ("elders", {"email": "eva@elders.example", "email_verified": True}),
        ("niets", {}),
    ],
)
def test_who_is_unknown_is_told_whom_to_ask_and_nothing_else(
    client, eva, provider, sub: str, claims: dict
) -> None:
    provider.knows(sub, **claims)
    answer = sign_in_by(client, "uwv", sub)
    assert answer["Location"] == UNKNOWN
    page = client.get(UNKNOWN)
    assert page.status_code == 403
    assert "functioneel beheerder" in page.content.decode()
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


def test_a_reused_address_does_not_give_away_the_account(client, eva, provider) -> None:
    sign_in_by(Client(), "uwv", "eva-1")
    provider.knows("eva-2", email=EVA, email_verified=True)
    assert sign_in_by(client, "uwv", "eva-2")["Location"] == UNKNOWN


def test_the_provider_of_another_organisatie_opens_nothing_here(client, eva, provider) -> None:
    connect(provider, "GM0599", "uwv.example", "rotterdam.example")
    assert sign_in_by(client, "GM0599", "eva-1")["Location"] == UNKNOWN
    medewerker(Rol.KLANTMANAGER, organisatie("GM0599"), account=eva.account)
    sign_in_by(client, "GM0599", "eva-1")
    assert client.session["aanstelling"] != eva.pk
    answer = client.post(reverse("aanmelden_rol"), {"aanstelling": str(eva.uuid)})
    assert answer.status_code == 200
    assert client.session["aanstelling"] != eva.pk


def test_a_closed_account_does_not_come_in(client, eva) -> None:
    sign_in_by(Client(), "uwv", "eva-1")
    Account.objects.filter(pk=eva.account_id).update(is_active=False)
    assert sign_in_by(client, "uwv", "eva-1")["Location"] == UNKNOWN
    assert not signed_in(client)


def test_an_aanstelling_that_ended_does_not_come_in(client, eva) -> None:
    eva.valid = ("2020-01-01", "2021-01-01")
    eva.save()
    assert sign_in_by(client, "uwv", "eva-1")["Location"] == UNKNOWN
    assert not signed_in(client)


def test_who_changes_her_mind_at_the_provider_can_begin_again(client, eva) -> None:
    location = asked_of_provider(client, "uwv")
    state = parse_qs(urlsplit(location).query)["state"][0]
    back = reverse("openid_connect_callback", kwargs={"provider_id": "uwv"})
    denied = client.get(back, {"error": "access_denied", "state": state})
    assert denied["Location"] == FAILED
    assert client.get(FAILED).status_code == 502


def test_a_provider_that_is_down_gives_a_page(client, eva) -> None:
    kept = eva.organisatie.aanmeldvoorziening
    kept.adres = "http://127.0.0.1:9"
    kept.save()
    to = reverse("openid_connect_login", kwargs={"provider_id": "uwv"})
    assert client.get(to)["Location"] == SILENT
    page = client.get(SILENT)
    assert page.status_code == 502
    assert "antwoordt niet" in page.content.decode()
    assert "helpdesk van uw organisatie" in page.content.decode()


def test_a_provider_that_is_slow_is_not_waited_for(
    client, eva, provider, settings, monkeypatch
) -> None:
    assert settings.SOCIALACCOUNT_REQUESTS_TIMEOUT <= 2
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.1
    monkeypatch.setattr(provider.gate, "slow", 0.4)
    to = reverse("openid_connect_login", kwargs={"provider_id": "uwv"})
    assert client.get(to)["Location"] == SILENT
    monkeypatch.setattr(provider.gate, "slow", 0)
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
    assert client.get(to)["Location"].startswith(provider.url)


def test_what_a_provider_says_of_itself_is_asked_once_in_ten_minutes(client, eva, provider) -> None:
    before = provider.gate.discovered
    for browser in (client, Client()):
        assert sign_in_by(browser, "uwv", "eva-1")["Location"] == "/"
    assert provider.gate.discovered == before + 1
    cache.clear()  # ten minutes later
    assert sign_in_by(Client(), "uwv", "eva-1")["Location"] == "/"
    assert provider.gate.discovered == before + 2
    assert KEPT == 10 * 60


def test_what_cannot_be_used_of_a_provider_is_not_kept(client, eva, provider, monkeypatch) -> None:
    to = reverse("openid_connect_login", kwargs={"provider_id": "uwv"})
    with monkeypatch.context() as now:
        now.setattr(oidc, "NEEDED", {"een eindpunt dat er nog niet is"})
        client.get(to)
    before = provider.gate.discovered
    client.get(to)
    assert provider.gate.discovered == before + 1


def test_an_organisatie_without_provider_in_use_has_no_such_address(client, eva) -> None:
    for code in ("GM9999", "openid_connect"):
        for name in ("openid_connect_login", "openid_connect_callback"):
            assert client.get(reverse(name, kwargs={"provider_id": code})).status_code == 404
    kept = eva.organisatie.aanmeldvoorziening
    kept.actief = False
    kept.save()
    to = reverse("openid_connect_login", kwargs={"provider_id": "uwv"})
    assert client.get(to).status_code == 404


def test_a_password_does_not_go_round_the_provider(client, eva, provider) -> None:
    anna = local("anna@rotterdam.example")
    connect(provider, "GM0599", "rotterdam.example")
    give_password(client, "anna@rotterdam.example")
    set_up_app(client)
    answer = client.post(reverse("aanmelden_rol"), {"aanstelling": str(anna.uuid)})
    assert answer["Location"] == UNKNOWN
    assert not signed_in(client)


def test_the_sign_in_page_leads_to_the_provider_by_a_link(client, eva) -> None:
    text = client.get(reverse("account_login"), {"next": "/keten/"}).content.decode()
    to = reverse("openid_connect_login", kwargs={"provider_id": "uwv"})
    assert f'href="{to}?next=%2Fketen%2F"' in text
