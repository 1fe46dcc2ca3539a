"""Ask a view of the site as somebody at work, without a session: for worlds that never commit."""

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import resolve
from django_htmx.middleware import HtmxDetails

import medewerkers as made
from voetlicht.intern.toegang.inzage.noting import collecting
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.intern.toegang.transaction import settings_of


def answer(who: Aanstelling, method: str, path: str, **data: str) -> HttpResponse:
    """The answer of the view at ``path``; Http404 as the view raises it."""
    view = resolve(path)
    with collecting():
        return view.func(_asked(who, method, path, data), *view.args, **view.kwargs)


def _asked(who: Aanstelling, method: str, path: str, data: dict[str, str]) -> HttpRequest:
    """A request as the middleware hands it to a view."""
    request = getattr(RequestFactory(), method)(path, data)
    request.session, request.user, request.aanstelling = {}, who.account, who
    request.actor = made.actor(who)
    request.transaction_settings = settings_of(request.actor)
    request.htmx = HtmxDetails(request)
    return request
