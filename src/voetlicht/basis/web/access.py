"""What a view may do, declared on the view: which methods write, and why it reads.

A declared view runs in one transaction per request. For methods that only read, the transaction
is READ ONLY in the database, so a forgotten write fails instead of slipping through. A test walks
the URLs and fails on a view without both declarations.

    @access(purpose=Purpose.PUBLICATIE)
    @http_methods(read=("GET", "HEAD"))
    def regio_page(request, ...): ...
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import NotAllowed


class View(Protocol):
    """A view function; path parameters follow the request."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse: ...


@dataclass(frozen=True, slots=True)
class Methods:
    """The methods that only read, and those that may write."""

    read: tuple[str, ...]
    write: tuple[str, ...]

    @property
    def allowed(self) -> tuple[str, ...]:
        return self.read + self.write


READING = ("GET", "HEAD")


def http_methods(
    *, read: tuple[str, ...] = READING, write: tuple[str, ...] = ()
) -> Callable[[View], View]:
    """Allow these methods only; run each request in one transaction, READ ONLY for ``read``."""
    methods = Methods(read, write)

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods.allowed:
                return HttpResponseNotAllowed(methods.allowed)
            with transaction.atomic():
                tell_database(request, read_only=request.method in methods.read)
                return view(request, *args, **kwargs)

        wrapped.methods = methods  # type: ignore[attr-defined]  # a mark
        return wrapped

    return decorate


def access(
    *, purpose: Purpose, also: tuple[Purpose, ...] = (), right: str = "", everyone: bool = False
) -> Callable[[View], View]:
    """State the purpose (doelbinding) for which the view reads, and who may see it.

    ``also`` names what other roles read the same page for; ``purpose_of`` is then the one that
    holds. Nobody gets in who has not signed in, whose role does not read for this purpose, or who
    lacks the ``right``; unless the view is for ``everyone``. The answer to those never depends on
    what the view would have found.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not everyone:
                actor: Actor | None = request.actor  # type: ignore[attr-defined]  # middleware's
                if actor is None:
                    return redirect_to_login(request.get_full_path())
                purposes = (purpose, *also)
                held = next((each for each in purposes if each in actor.purposes), purpose)
                _demand(actor, held, right)
                request.purpose = held  # type: ignore[attr-defined]  # ours
            return view(request, *args, **kwargs)

        wrapped.purpose = purpose  # type: ignore[attr-defined]  # a mark
        wrapped.everyone = everyone  # type: ignore[attr-defined]  # a mark
        return wrapped

    return decorate


def purpose_of(request: HttpRequest) -> Purpose:
    """What this request reads for: of the purposes of its view, the one that the role has."""
    held: Purpose = request.purpose  # type: ignore[attr-defined]  # set by ``access``
    return held


def _demand(actor: Actor, purpose: Purpose, right: str) -> None:
    try:
        actor.demand_purpose(purpose)
        if right:
            actor.demand(right)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal


def tell_database(request: HttpRequest, *, read_only: bool) -> None:
    """Hand the database what the middleware says of who acts, and whether all is READ ONLY, for
    this transaction alone."""
    told: Mapping[str, str] = getattr(request, "transaction_settings", {})
    if read_only:
        told = {**told, "transaction_read_only": "on"}
    if told:
        calls = ", ".join("set_config(%s, %s, true)" for _ in told)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {calls}", [part for pair in told.items() for part in pair])
