"""Reading what an OpenID Connect provider says, more strictly than the library does by itself.

Code flow with PKCE and state is the library's. Ours: the ID token's signature is always checked,
it must carry the nonce of this very sign-in, and nothing else of the person is fetched or kept.
"""

import hashlib
import secrets
from typing import Any

import jwt
import structlog
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from requests import RequestException

from voetlicht.basis.kern.errors import NotFound

log = structlog.get_logger(__name__)

# A provider that does not answer, or answers what cannot be used: the page says that it failed.
PROVIDER_FAULTS = (RequestException, OAuth2Error, KeyError, ValueError)
NO_PROVIDER = "Op dit adres staat geen pagina."
SILENT = "stil"
"""In the address of the page on which a provider did not answer."""

SCOPES = ["openid", "email"]
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""With a public key; a token signed with a shared secret, or not at all, is refused."""

CLOCKS_DIFFER = 60
"""Seconds by which the clock of a provider may differ from ours."""


KEPT = 10 * 60
"""Seconds for which what a provider says of itself (discovery) is not asked again."""

NEEDED = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"}


class IdToken(OpenIDConnectOAuth2Adapter):
    """Finishes a sign-in from the ID token alone; ``login.claims`` are what it says."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; kept for all processes, if it can be used."""
        if not hasattr(self, "_openid_config"):
            address = self.get_provider().server_url
            place = f"openid-{hashlib.sha256(address.encode()).hexdigest()}"
            known = cache.get(place)
            if known is None:
                known = super().openid_config
                if known.keys() >= NEEDED:
                    cache.set(place, known, KEPT)
            self._openid_config = known
        config: dict[str, Any] = self._openid_config
        return config

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """The identity that the provider vouches for; OAuth2Error when the token is not right."""
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("de aanmeldvoorziening gaf geen ID-token")
        try:
            claims = self._read(id_token, audience=app.client_id)
        except jwt.PyJWTError as wrong:
            raise OAuth2Error("het ID-token klopt niet") from wrong
        login: SocialLogin = self.get_provider().sociallogin_from_response(
            request, {"id_token": claims}
        )
        login.account.extra_data = {}
        login.claims = claims
        return login

    def _read(self, id_token: str, *, audience: str) -> dict[str, Any]:
        """The claims, once signature, issuer, audience and time are right."""
        config = self.openid_config
        with get_adapter().get_requests_session() as session:
            answer = session.get(config["jwks_uri"])
            answer.raise_for_status()
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key=_key(jwt.PyJWKSet.from_dict(answer.json()), jwt.get_unverified_header(id_token)),
            algorithms=ALGORITHMS,
            issuer=config["issuer"],
            audience=audience,
            leeway=CLOCKS_DIFFER,
            options={"require": ["iss", "aud", "exp", "iat", "sub"]},
        )
        return claims


def _key(known: jwt.PyJWKSet, header: dict[str, Any]) -> jwt.PyJWK:
    """The key that the token names; it names none where there is but one."""
    if "kid" not in header and len(known.keys) == 1:
        return known.keys[0]
    return known[str(header.get("kid"))]


def begin(request: HttpRequest, organisatie: str, *, then: str) -> HttpResponse:
    """Send the browser to the provider of an organisatie, with a nonce its answer must carry.

    NotFound when the organisatie has no provider in use.
    """
    try:
        provider = get_adapter().get_provider(request, organisatie)
        provider.oauth2_adapter_class = IdToken
        nonce = secrets.token_urlsafe(32)
        response: HttpResponse = provider.redirect(
            request,
            process="login",
            next_url=then,
            scope=SCOPES,
            auth_params={"nonce": nonce},
            nonce=nonce,
        )
    except SocialApp.DoesNotExist:
        raise NotFound(NO_PROVIDER) from None
    except PROVIDER_FAULTS as fault:
        return _failed(organisatie, fault)
    return response


def finish(request: HttpRequest, organisatie: str) -> HttpResponse:
    """Read the provider's answer and sign in whom it vouches for; NotFound as ``begin``."""
    try:
        view = OAuth2CallbackView.adapter_view(IdToken(request, organisatie))
        response: HttpResponse = view(request)
    except SocialApp.DoesNotExist:
        raise NotFound(NO_PROVIDER) from None
    except PROVIDER_FAULTS as fault:
        return _failed(organisatie, fault)
    return response


def _failed(organisatie: str, fault: Exception) -> HttpResponse:
    log.warning("aanmeldvoorziening faalt", organisatie=organisatie, fout=type(fault).__name__)
    silent = isinstance(fault, RequestException)
    return redirect(reverse("aanmelden_mislukt", query={SILENT: "ja"} if silent else None))


def demand_nonce(login: SocialLogin) -> None:
    """Go on only when the answer belongs to the question; else OAuth2Error."""
    asked, told = login.state.get("nonce"), login.claims.get("nonce")
    if not asked or not told or not secrets.compare_digest(str(asked), str(told)):
        raise OAuth2Error("het ID-token hoort niet bij deze aanmelding")
