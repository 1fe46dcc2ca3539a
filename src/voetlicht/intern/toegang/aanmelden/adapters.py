"""What allauth asks of a project: who may sign in, by whom, and where to go next.

Nobody signs up here: a provider's identity is linked to an account that a beheerder made, or
refused, and everybody refused gets the same page.
"""

import base64
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    get_authentication_records,
    perform_login,
    record_authentication,
)
from allauth.account.models import Login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from voetlicht.basis.kern.errors import NotFound
from voetlicht.intern.toegang.aanmelden import flow
from voetlicht.intern.toegang.aanmelden.geheimen import seal, unseal
from voetlicht.intern.toegang.aanmelden.lockout import is_locked_out, name_of
from voetlicht.intern.toegang.aanmelden.oidc import SCOPES, demand_nonce
from voetlicht.intern.toegang.actions.aanmelden import identified_account
from voetlicht.intern.toegang.models import Aanmeldvoorziening, Account
from voetlicht.intern.toegang.queries.aanmelden import (
    active_voorzieningen,
    has_second_factor,
    secret_of,
)
from voetlicht.intern.toegang.rules.aanmelden import LOCAL
from voetlicht.intern.toegang.systeemactoren import AANMELDEN

SECOND_FACTOR = "tweede factor"


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and out."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a beheerder makes accounts."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count what is judged; who is locked out here must not lock out everybody elsewhere."""
        if not is_locked_out(request, str(credentials.get("email", ""))):
            super().pre_authenticate(request, **credentials)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return name_of(str(credentials.get("email", "")))

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """As for everybody who may not come in."""
        return redirect("aanmelden_onbekend")

    def post_login(
        self, request: HttpRequest, user: Account, *, redirect_url: str | None, **_kwargs: Any
    ) -> HttpResponse:
        """Where to go after signing in: a second step to set up, a role to choose, or to work."""
        records = get_authentication_records(request, user)
        providers = [each["provider"] for each in records if each["method"] == "socialaccount"]
        flow.begin_session(request, signed_in_by=providers[-1] if providers else LOCAL)
        return redirect(flow.next_step(request, user, then=redirect_url or ""))

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Before the second step is changed, unless that was used minutes ago or is not there."""
        request = context.request
        if not has_second_factor(request.user):
            return False
        records = get_authentication_records(request, request.user)
        last = max((each["at"] for each in records), default=0.0)
        return bool(time.time() - last > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, str]]:
        """A code: whoever has a second step has backup codes too."""
        if not user.is_authenticated or not has_second_factor(user):
            return []
        url = reverse("mfa_reauthenticate")
        return [{"id": "mfa_reauthenticate", "description": str(_("Code")), "url": url}]


class ProviderAdapter(DefaultSocialAccountAdapter):
    """The provider of each organisatie, and what its answer is worth."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, **_asked: Any
    ) -> list[SocialApp]:
        """Those of active Aanmeldvoorzieningen; the library's own table of apps is not used."""
        return [
            _as_app(each)
            for each in active_voorzieningen()
            if provider in (None, each.organisatie.code)
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Sign in the account that this identity is, here and now; always raises."""
        demand_nonce(sociallogin)
        try:
            account = identified_account(
                by=AANMELDEN,
                organisatie=sociallogin.account.provider,
                uid=sociallogin.account.uid,
                email=str(sociallogin.claims.get("email") or ""),
                verified=sociallogin.claims.get("email_verified") is True,
            )
        except NotFound:
            raise ImmediateHttpResponse(redirect("aanmelden_onbekend")) from None
        if request.user.is_authenticated:
            flow.end_session(request)
        record_authentication(
            request, account, "socialaccount", provider=sociallogin.account.provider
        )
        login = Login(user=account, redirect_url=sociallogin.get_redirect_url(request))
        raise ImmediateHttpResponse(perform_login(request, login))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_kwargs: Any) -> None:
        """One page for whatever went wrong between us and the provider; always raises."""
        raise ImmediateHttpResponse(redirect("aanmelden_mislukt"))


def _as_app(voorziening: Aanmeldvoorziening) -> SocialApp:
    app = SocialApp(
        provider="openid_connect",
        provider_id=voorziening.organisatie.code,
        name=voorziening.organisatie.naam,
        secret=secret_of(voorziening),
        settings={"server_url": voorziening.adres, "scope": SCOPES},
    )
    app.client_id = voorziening.toepassing
    return app


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are sealed, and the last one stays."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Deze code klopt niet, of is al gebruikt. Wacht op een nieuwe code."),
        "cannot_delete_authenticator": _("Dit is uw enige tweede stap. Stel eerst een andere in."),
    }

    def encrypt(self, text: str) -> str:
        """Sealed, as text."""
        return base64.b64encode(seal(text, purpose=SECOND_FACTOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return unseal(base64.b64decode(encrypted_text), purpose=SECOND_FACTOR)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether the account keeps a second factor."""
        return has_second_factor(authenticator.user, besides=authenticator.pk)

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """What a key stores of whom it is for: the public id, not the number of the account."""
        return {"id": user.uuid.bytes, "display_name": user.naam, "name": user.email}
