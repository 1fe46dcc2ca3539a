"""The steps of a session: it begins, a second factor, a role is chosen, it ends.

``SIGNED_IN_BY`` and ``CHOSEN`` in a session are written here and nowhere else (tests aside).
"""

from urllib.parse import urlencode
from uuid import UUID

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from voetlicht.basis.kern import clock
from voetlicht.intern.toegang.aanmelden.sessions import BEGUN, DEVICE
from voetlicht.intern.toegang.actions.aanmelden import choose_aanstelling
from voetlicht.intern.toegang.models import Account
from voetlicht.intern.toegang.queries.aanmelden import choosable, has_second_factor
from voetlicht.intern.toegang.rules.aanmelden import LOCAL, device_of
from voetlicht.intern.toegang.session import CHOSEN
from voetlicht.intern.toegang.systeemactoren import AANMELDEN

SIGNED_IN_BY = "aangemeld_via"
"""Where the session keeps who vouched: the code of an organisatie with a provider, or LOCAL."""


def begin_session(request: HttpRequest, *, signed_in_by: str) -> None:
    """Note on what device and since when, and who vouched."""
    request.session[SIGNED_IN_BY] = signed_in_by
    request.session[BEGUN] = clock.now().isoformat()
    request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))


def next_step(request: HttpRequest, account: Account, *, then: str) -> str:
    """Where somebody who just signed in goes; chooses for her when there is but one aanstelling."""
    signed_in_by = request.session[SIGNED_IN_BY]
    if not is_complete(request, account):
        return reverse("mfa_activate_totp")
    choices = choosable(account, signed_in_by=signed_in_by)
    if not choices:
        end_session(request)
        return reverse("aanmelden_onbekend")
    if len(choices) == 1:
        choose(request, account, choices[0].uuid)
        return safe(request, then)
    return f"{reverse('aanmelden_rol')}?{urlencode({'next': safe(request, then)})}"


def after_password(request: HttpRequest, account: Account, *, then: str | None) -> HttpResponse:
    """Go on with an account whose password was right: to the second step, if there is one."""
    return perform_password_login(request, {}, Login(user=account, redirect_url=then))


def is_complete(request: HttpRequest, account: Account) -> bool:
    """Whether nothing of signing in is left: a local account needs its second factor first."""
    signed_in_by = request.session.get(SIGNED_IN_BY)
    if signed_in_by is None:
        return False
    return signed_in_by != LOCAL or has_second_factor(account)


def choose(request: HttpRequest, account: Account, aanstelling: UUID) -> None:
    """Act in this aanstelling from now on, under a new session key; NotFound: not hers."""
    chosen = choose_aanstelling(
        by=AANMELDEN,
        account=account,
        aanstelling=aanstelling,
        signed_in_by=request.session[SIGNED_IN_BY],
    )
    request.session.cycle_key()
    request.session[CHOSEN] = chosen.pk


def end_session(request: HttpRequest) -> None:
    """Sign out; the session and its row are gone."""
    logout(request)


def safe(request: HttpRequest, then: str) -> str:
    """The address to go on to, when it is one of this site; else the start page."""
    allowed = url_has_allowed_host_and_scheme(
        then, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return then if allowed else "/"
