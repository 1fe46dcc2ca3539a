"""A key (WebAuthn) as second step, with an authenticator made of software."""

import hashlib
import json
from dataclasses import dataclass, field

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from signing_in import FIREFOX, give_password, local, set_up_app

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])

ANNA = "anna@rotterdam.example"
ORIGIN = "https://testserver"
PRESENT = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


@dataclass
class Key:
    """Holds one private key for this site."""

    origin: str = ORIGIN
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    id: bytes = b"sleutel van de tests"

    def created(self, options: dict) -> str:
        """What a browser hands to the form that adds a key."""
        public = ES256.from_cryptography_key(self.private.public_key())
        credential = AttestedCredentialData.create(bytes(16), self.id, public)
        data = AuthenticatorData.create(
            _hash(options["rp"]["id"]), PRESENT | AuthenticatorData.FLAG.AT, 0, credential
        )
        attested = AttestationObject.create("none", data, {})
        client_data = CollectedClientData.create(
            "webauthn.create", options["challenge"], self.origin
        )
        return self._answer(client_data, attestationObject=websafe_encode(attested))

    def proved(self, options: dict) -> str:
        """What a browser hands to the form of the second step."""
        client_data = CollectedClientData.create("webauthn.get", options["challenge"], self.origin)
        data = AuthenticatorData.create(_hash(options["rpId"]), PRESENT, 1)
        signature = self.private.sign(bytes(data) + client_data.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            client_data,
            authenticatorData=websafe_encode(data),
            signature=websafe_encode(signature),
        )

    def _answer(self, client_data: CollectedClientData, **response: str) -> str:
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": {"clientDataJSON": websafe_encode(client_data), **response},
                "clientExtensionResults": {},
            }
        )


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def options_on(client: Client, page: str, kind: str) -> dict:
    """What the page hands to the browser."""
    text = client.get(page).content.decode()
    data = text.partition('id="webauthn-opties" type="application/json">')[2]
    return json.loads(data.partition("</script>")[0])[kind]["publicKey"]


def add(client: Client, key: Key, naam: str = "Sleutelbos"):
    page = reverse("mfa_add_webauthn")
    created = key.created(options_on(client, page, "creation_options"))
    return client.post(page, {"name": naam, "credential": created})


def prove(client: Client, key: Key):
    page = reverse("mfa_authenticate")
    return client.post(
        page, {"credential": key.proved(options_on(client, page, "request_options"))}
    )


@pytest.fixture
def client(settings) -> Client:
    """A browser at an address with https, as a key demands."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    return https()


def https() -> Client:
    return Client(
        headers={"user-agent": FIREFOX, "host": "testserver"}, **{"wsgi.url_scheme": "https"}
    )


def test_a_key_alone_is_a_second_step(client, anna) -> None:
    key = Key()
    give_password(client, ANNA)
    assert add(client, key)["Location"] == reverse("mfa_view_recovery_codes")
    assert "Sleutelbos" in client.get(reverse("mfa_index")).content.decode()
    again = https()
    assert give_password(again, ANNA)["Location"] == reverse("mfa_authenticate")
    assert prove(again, key)["Location"] == "/"
    assert again.session["aanstelling"] == anna.pk


def test_another_key_and_another_site_do_not_sign_in(client, anna) -> None:
    key = Key()
    give_password(client, ANNA)
    add(client, key)
    for wrong in (Key(), Key(origin="https://elders.example", private=key.private)):
        again = https()
        give_password(again, ANNA)
        answer = prove(again, wrong)
        assert answer.status_code == 200
        assert "Deze code klopt niet" in answer.content.decode()
        assert "_auth_user_id" not in again.session


def test_an_answer_of_a_key_works_once(client, anna) -> None:
    key = Key()
    give_password(client, ANNA)
    add(client, key)
    first, second = https(), https()
    page = reverse("mfa_authenticate")
    give_password(first, ANNA)
    proof = key.proved(options_on(first, page, "request_options"))
    assert first.post(page, {"credential": proof})["Location"] == "/"
    give_password(second, ANNA)
    options_on(second, page, "request_options")
    assert second.post(page, {"credential": proof}).status_code == 200
    assert "_auth_user_id" not in second.session


def test_nonsense_of_a_browser_is_refused(client, anna) -> None:
    give_password(client, ANNA)
    add(client, Key())
    again = https()
    give_password(again, ANNA)
    for nonsense in ("{}", "[]", "geen json", '{"id": 1}'):
        answer = again.post(reverse("mfa_authenticate"), {"credential": nonsense})
        assert answer.status_code in (200, 429)
    assert "_auth_user_id" not in again.session


def test_the_last_second_step_stays_and_another_may_go(client, anna) -> None:
    give_password(client, ANNA)
    add(client, Key())
    (kept,) = Authenticator.objects.filter(type="webauthn")
    remove = reverse("mfa_remove_webauthn", kwargs={"pk": kept.pk})
    assert client.get(remove).status_code == 200
    client.post(remove)
    assert Authenticator.objects.filter(type="webauthn").exists()
    set_up_app(client)
    client.post(remove)
    assert not Authenticator.objects.filter(type="webauthn").exists()
    stop = reverse("mfa_deactivate_totp")
    assert "Dit is uw enige tweede stap" in client.get(stop).content.decode()
    client.post(stop)
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_key_of_another_account_cannot_be_removed(client, anna) -> None:
    local("boris@rotterdam.example")
    give_password(client, ANNA)
    add(client, Key())
    kept = Authenticator.objects.get(type="webauthn")
    other = https()
    give_password(other, "boris@rotterdam.example")
    set_up_app(other)
    page = reverse("mfa_remove_webauthn", kwargs={"pk": kept.pk})
    assert other.post(page).status_code == 404


def test_a_change_after_a_while_asks_for_a_code_first(client, anna) -> None:
    give_password(client, ANNA)
    set_up_app(client)
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [each | {"at": 0} for each in records]
    session.save()
    again = reverse("mfa_reauthenticate")
    for name in ("mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        assert client.get(reverse(name))["Location"].startswith(again)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().generate_codes()
    wrong = client.post(again, {"code": "00000000"})
    assert "Deze code klopt niet" in wrong.content.decode()
    on = reverse("mfa_generate_recovery_codes")
    assert client.post(f"{again}?next={on}", {"code": codes[0]})["Location"] == on
    client.post(on)
    fresh = Authenticator.objects.get(type="recovery_codes").wrap().generate_codes()
    assert not set(codes) & set(fresh)
