"""People who sign in, codes of their apps, and a provider that speaks OpenID Connect over HTTP."""

import base64
import hashlib
import hmac
import json
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import app

from medewerkers import account, in_role, medewerker, organisatie
from voetlicht.intern.toegang.aanmelden.geheimen import seal
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanmeldvoorziening, Aanstelling, Account
from voetlicht.intern.toegang.queries.aanmelden import CLIENT_SECRET

PASSWORD = "een heel lang wachtwoord 7"
DISCOVERY = "/.well-known/openid-configuration"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def local(email: str, *, naam: str = "Anna Bakker", rol: Rol = Rol.KLANTMANAGER) -> Aanstelling:
    """Somebody at GM0599 with a local account."""
    holder = account(naam, email=email)
    Account.objects.filter(pk=holder.pk).update(password=make_password(PASSWORD))
    holder.refresh_from_db()
    return medewerker(rol, organisatie("GM0599", naam="Rotterdam"), account=holder)


def give_password(client: Client, email: str, password: str = PASSWORD, **extra) -> HttpResponse:
    """Fill in the first page."""
    given = {"email": email, "password": password}
    return client.post(reverse("account_login"), given, **extra)


def code_of(secret: str, *, steps: int = 0) -> str:
    """What an app shows (RFC 6238), some steps of thirty seconds from now."""
    moment = int(time.time()) // 30 + steps
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", moment), "sha1")
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def set_up_app(client: Client) -> str:
    """Set up the second step, just after signing in; the secret of the app."""
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.status_code == 302
    cache.clear()  # minutes later: that this code was used is forgotten
    return secret


def with_app(email: str) -> str:
    """Let somebody with a password set up her second step; the secret of the app."""
    client = Client()
    give_password(client, email)
    return set_up_app(client)


@dataclass
class PkceGate:
    """In front of the provider: no token without the verifier of the challenge (RFC 7636).

    ``discovered`` counts how often it was asked about itself, ``slow`` is what that takes.
    """

    inner: object
    challenges: dict[str, str] = field(default_factory=dict)
    nonces: list[str] = field(default_factory=list)
    refused: int = 0
    discovered: int = 0
    slow: float = 0
    forge: bool = False

    def __call__(self, environ, start_response):
        query = parse_qs(environ.get("QUERY_STRING", ""))
        if environ["PATH_INFO"] == "/oauth2/token" and not self._verified(environ):
            self.refused += 1
            start_response("400 Bad Request", [("Content-Type", "application/json")])
            return [b'{"error": "invalid_grant"}']
        if environ["PATH_INFO"] == DISCOVERY:
            self.discovered += 1
            time.sleep(self.slow)
        if "nonce" in query:
            self.nonces.append(query["nonce"][0])

        def remember(status, headers, *rest):
            to = parse_qs(urlsplit(dict(headers).get("Location", "")).query)
            if "code" in to and query.get("code_challenge_method") == ["S256"]:
                self.challenges[to["code"][0]] = query["code_challenge"][0]
            return start_response(status, headers, *rest)

        answer = self.inner(environ, remember)
        if self.forge and environ["PATH_INFO"] == "/oauth2/token":
            return [_signed_by_another(b"".join(answer))]
        return answer

    def _verified(self, environ) -> bool:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = BytesIO(body)
        given = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        return self.challenges.pop(given["code"], None) == challenge


def _signed_by_another(body: bytes) -> bytes:
    """The same answer with the same claims, of the same length, signed with an unknown key."""
    given = json.loads(body)
    claims = jwt.decode(given["id_token"], options={"verify_signature": False})
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    header = jwt.get_unverified_header(given["id_token"])
    given["id_token"] = jwt.encode(claims, key, algorithm="RS256", headers=header)
    return json.dumps(given).encode().ljust(len(body))


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args) -> None:
        """A test is quiet."""


@dataclass(frozen=True)
class Provider:
    """A running provider."""

    url: str
    gate: PkceGate

    def knows(self, sub: str, **claims) -> None:
        requests.put(f"{self.url}/users/{sub}", json=claims, timeout=5).raise_for_status()


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider on this machine that checks PKCE and demands a nonce."""
    patch = pytest.MonkeyPatch()
    patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    gate = PkceGate(app(require_nonce=True))
    server = make_server("127.0.0.1", 0, gate, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield Provider(f"http://127.0.0.1:{server.server_port}", gate)
    server.shutdown()
    thread.join()
    server.server_close()
    patch.undo()


def connect(provider: Provider, code: str, *domeinen: str) -> Aanmeldvoorziening:
    """Let an organisatie use this provider."""
    return connect_to(provider.url, code, *domeinen)


def connect_to(adres: str, code: str, *domeinen: str) -> Aanmeldvoorziening:
    """Let an organisatie use the provider at this address."""
    with in_role("intern"):
        return _connected(adres, code, domeinen)


def _connected(adres: str, code: str, domeinen: tuple[str, ...]) -> Aanmeldvoorziening:
    return Aanmeldvoorziening.objects.create(
        organisatie=organisatie(code),
        adres=adres,
        toepassing=f"voetlicht-{code}",
        geheim=seal("een geheim van de voorziening", purpose=CLIENT_SECRET),
        domeinen=list(domeinen),
    )


def asked_of_provider(client: Client, code: str, then: str = "") -> str:
    """Follow the link to the provider; the address that the browser goes to."""
    to = reverse("openid_connect_login", kwargs={"provider_id": code})
    answer = client.get(to, {"next": then} if then else {})
    assert answer.status_code == 302
    return answer["Location"]


def answered(location: str, sub: str) -> str:
    """Say at the provider who one is; where it sends the browser back to, on our site."""
    answer = requests.post(location, data={"sub": sub}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in_by(client: Client, code: str, sub: str, then: str = "") -> HttpResponse:
    """The whole way to the provider and back."""
    return client.get(answered(asked_of_provider(client, code, then), sub))
