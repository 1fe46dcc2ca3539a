"""Reading what an OpenID Connect provider says, more strictly than the library does by itself.

Code flow with PKCE and state is the library's. Ours: the ID token's signature is always checked,
it must carry the nonce of this very sign-in, and nothing else of the person is fetched or kept.
"""

import secrets
from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponseBase

SCOPES = ["openid", "email"]


class IdToken(OpenIDConnectOAuth2Adapter):
    """Finishes a sign-in from the ID token alone; ``login.claims`` are what it says."""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """The identity that the provider vouches for; OAuth2Error when the token is not right."""
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("de aanmeldvoorziening gaf geen ID-token")
        claims = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        login: SocialLogin = self.get_provider().sociallogin_from_response(
            request, {"id_token": claims}
        )
        login.account.extra_data = {}
        login.claims = claims
        return login


def begin(request: HttpRequest, provider: OpenIDConnectProvider, *, then: str) -> HttpResponseBase:
    """Send the browser to the provider, with a nonce that its answer must carry."""
    nonce = secrets.token_urlsafe(32)
    response: HttpResponseBase = provider.redirect(
        request,
        process="login",
        next_url=then,
        scope=SCOPES,
        auth_params={"nonce": nonce},
        nonce=nonce,
    )
    return response


def demand_nonce(login: SocialLogin) -> None:
    """Go on only when the answer belongs to the question; else OAuth2Error."""
    asked, told = login.state.get("nonce"), login.claims.get("nonce")
    if not asked or not told or not secrets.compare_digest(str(asked), str(told)):
        raise OAuth2Error("het ID-token hoort niet bij deze aanmelding")
