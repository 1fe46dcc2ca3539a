"""Middleware: who acts in a request. A session is one medewerker in one aanstelling."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import NotAllowed
from voetlicht.intern.toegang.aanmelden.sessions import SessionStore
from voetlicht.intern.toegang.models import Aanstelling, Account
from voetlicht.intern.toegang.queries.medewerkers import aanstelling_now, actor_in
from voetlicht.intern.toegang.transaction import settings_of

CHOSEN = "aanstelling"
"""Where the session keeps the number of the aanstelling."""


class ActingMedewerker:
    """Sets ``request.aanstelling`` and ``request.actor``, both None for who is not signed in.

    Looked up for every request, so that who leaves, or loses a role, loses access at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.aanstelling = _aanstelling(request)  # type: ignore[attr-defined]  # ours
        request.actor = (  # type: ignore[attr-defined]  # ours
            actor_in(request.aanstelling) if request.aanstelling else None  # type: ignore[attr-defined]  # ours
        )
        if request.actor:  # type: ignore[attr-defined]  # ours
            request.transaction_settings = settings_of(request.actor)  # type: ignore[attr-defined]  # ours
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in a request that ``access`` let in."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined]  # set above
    if actor is None:
        raise NotAllowed("Meld u aan; niemand handelt in deze aanvraag.")
    return actor


def account_of(request: HttpRequest) -> Account:
    """Who has signed in, in whatever aanstelling or in none yet."""
    if not isinstance(request.user, Account):
        raise NotAllowed("Meld u aan; niemand handelt in deze aanvraag.")
    return request.user


def aanstelling_of(request: HttpRequest) -> Aanstelling | None:
    """The aanstelling in which is acted; None for who is not signed in, or has not chosen yet."""
    held: Aanstelling | None = request.aanstelling  # type: ignore[attr-defined]  # set above
    return held


def _aanstelling(request: HttpRequest) -> Aanstelling | None:
    """The aanstelling of the session, if it still holds; a session whose does not is ended."""
    chosen = request.session.get(CHOSEN)
    if not isinstance(request.user, Account) or not isinstance(chosen, int):
        return None
    held = aanstelling_now(request.user, chosen)
    if held is None:
        logout(request)
    elif isinstance(request.session, SessionStore):
        request.session.touch()
    return held
