"""Lock-out after failed attempts: whose they are, counted apart, and one at a time.

What was typed is counted under a keyed hash: a name that exists and one that does not are alike,
and a password typed in the wrong field is not kept.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from allauth.core import ratelimit
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_credentials
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest

from voetlicht.basis.web.locks import one_at_a_time
from voetlicht.intern.toegang.aanmelden.geheimen import pseudonym
from voetlicht.intern.toegang.models import Account

PURPOSE = "aanmeldpogingen"
SPOOR = "spoor"


class Attempts(AxesDatabaseHandler):
    """Counts attempts that fail; those that succeed make it forget, and are no line of its own.

    (``AXES_HANDLER``. Who signed in when is in the audit trail and in the sessions.)
    """

    def user_logged_in(
        self, sender: object, request: HttpRequest, user: Account, **kwargs: Any
    ) -> None:
        self.reset_user_attempts(request, get_credentials(user.get_username()))

    def user_logged_out(
        self, sender: object, request: HttpRequest, user: Account, **kwargs: Any
    ) -> None:
        """Nothing to count."""


def name_of(email: str) -> str:
    """The keyed hash under which attempts with this e-mail address are counted."""
    return pseudonym(email.strip().casefold(), purpose=PURPOSE)


def counted_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """For django-axes (``AXES_USERNAME_CALLABLE``): the hash of what was typed as a name."""
    given = credentials or {}
    return name_of(str(given.get("email") or given.get("username") or ""))


@contextmanager
def one_attempt(email: str) -> Iterator[None]:
    """Let no other attempt with this address be judged meanwhile, in any process.

    So parallel attempts are counted one after another, and never more are judged than the limit.
    """
    with transaction.atomic(using=SPOOR):
        one_at_a_time(f"aanmelden {name_of(email)}", using=SPOOR)
        yield


def is_locked_out(request: HttpRequest, email: str) -> bool:
    """Whether attempts with this address are refused at present from where this request is."""
    return not AxesProxyHandler.is_allowed(request, {"email": email})


def forget_failures(account: Account) -> None:
    """Forget what was counted of this account from everywhere together (``login_failed``)."""
    for key in (name_of(account.email), f"mfa-auth-user-{account.pk}"):
        ratelimit.clear(HttpRequest(), action="login_failed", key=key)


def count_failure(request: HttpRequest, account: Account) -> None:
    """A wrong second step is a failed attempt as a wrong password is."""
    user_login_failed.send(sender=__name__, credentials={"email": account.email}, request=request)
