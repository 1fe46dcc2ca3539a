"""Pages for what is not there: they say why, and offer a way on."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from voetlicht.basis.edities.texts import capital
from voetlicht.basis.kern.errors import InputError, NotFound
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.extern.publicaties import queries
from voetlicht.sites.publiek.addresses import overview_url
from voetlicht.sites.publiek.archive import neighbours_of
from voetlicht.sites.publiek.frame import home_trail, show
from voetlicht.sites.thema.page import Link, Page

View = Callable[..., HttpResponse]


def explained(view: View) -> View:
    """Answer NotFound and InputError from ``view`` with a page that explains them (404)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (NotFound, InputError) as error:
            return _missing(request, str(error), ways_on(kwargs.get("kwartaal")))

    return wrapped


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For addresses that no view answers to (``handler404``); reads nothing."""
    return _missing(request, _("Op dit adres staat geen pagina."), ())


def ways_on(kwartaal: str | None) -> tuple[Link, ...]:
    """The quarter that was asked for and the ones around it, as far as they exist."""
    try:
        quarter = Kwartaal.parse(kwartaal or "")
    except InputError:
        return ()
    known = queries.kwartalen()
    around = neighbours_of(quarter, known)
    found = (around.previous, quarter if quarter in known else None, around.next)
    return tuple(Link(capital(one.words), overview_url(one)) for one in found if one)


def _missing(request: HttpRequest, reason: str, ways: tuple[Link, ...]) -> HttpResponse:
    page = Page(title=_("Niet gevonden"), trail=home_trail())
    return show(request, "publiek/missing.html", page, status=404, reason=reason, ways=ways)
