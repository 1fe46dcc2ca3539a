"""Pages for what goes wrong: what happened, and what to do next. They read no database.

The URLs of a process name these as their handlers: Django's own ``handler400`` to ``handler500``,
and ``handler405`` for a method that a page does not take.
"""

from collections.abc import Callable
from typing import Any, Protocol

import structlog
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.utils.translation import gettext as _

from voetlicht.basis.kern.errors import NotAllowed
from voetlicht.sites.thema.page import Page

METHOD_NOT_ALLOWED = 405


class Show(Protocol):
    """How a site renders a page in its frame."""

    def __call__(
        self, request: HttpRequest, template: str, page: Page, *, status: int, **content: Any
    ) -> HttpResponse: ...


class ErrorPages:
    """The handlers of one site, in its own frame; an answer is never kept."""

    def __init__(self, show: Show) -> None:
        self._show = show

    def bad_request(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        """400: what the browser sent cannot be read."""
        return self._page(
            request,
            400,
            title=_("Onleesbare aanvraag"),
            reason=_("Wat uw browser stuurde, kan deze site niet lezen."),
            remedy=_("Kijk of het adres goed is geschreven en probeer het opnieuw."),
        )

    def permission_denied(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        """403: not for this reader, who is told what she lacks; or a form without the proof that
        it is ours. What refuses by role never looked for a klant, and so names none."""
        refusal = exception.__cause__
        return self._page(
            request,
            403,
            title=_("Geen toegang"),
            reason=_("Deze site heeft uw aanvraag niet aangenomen. Er is niets veranderd."),
            remedy=str(refusal)
            if isinstance(refusal, NotAllowed)
            else _(
                "Ga terug naar de pagina waar u vandaan kwam, ververs die en probeer het opnieuw."
            ),
        )

    def not_found(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        """404: no page has this address."""
        return self._page(
            request,
            404,
            title=_("Niet gevonden"),
            reason=_("Op dit adres staat geen pagina."),
            remedy=_("Kijk of het adres goed is geschreven, of begin bij het begin."),
        )

    def method_not_allowed(self, request: HttpRequest) -> HttpResponse:
        """405: there is such a page, but it does not do this."""
        return self._page(
            request,
            METHOD_NOT_ALLOWED,
            title=_("Dat kan hier niet"),
            reason=_("Deze pagina kan niet doen wat uw browser vroeg. Er is niets veranderd."),
            remedy=_("Open de pagina opnieuw door haar adres in te typen."),
        )

    def server_error(self, request: HttpRequest) -> HttpResponse:
        """500: our fault; the number is that of the request in the log."""
        number = structlog.contextvars.get_contextvars().get("request_id", "–")
        return self._page(
            request,
            500,
            title=_("Er ging iets mis"),
            reason=_("Door een fout in de site kan deze pagina nu niet worden getoond."),
            remedy=_(
                "Probeer het over een paar minuten opnieuw. Blijft het misgaan, meld het dan "
                "aan de beheerder met dit nummer: %(number)s."
            )
            % {"number": number},
        )

    def _page(
        self, request: HttpRequest, status: int, *, title: str, reason: str, remedy: str
    ) -> HttpResponse:
        response = self._show(
            request, "thema/error.html", Page(title), status=status, reason=reason, remedy=remedy
        )
        response["Cache-Control"] = "no-store"
        return response


class MethodNotAllowedPage:
    """Middleware that gives an empty answer 405 the page that the URLs name for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != METHOD_NOT_ALLOWED:
            return response
        page = _handler(METHOD_NOT_ALLOWED)(request)
        page["Allow"] = response["Allow"]
        return page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form without the proof that it is ours (``CSRF_FAILURE_VIEW``)."""
    return _handler(403)(request, PermissionDenied(reason))


def _handler(status: int) -> Callable[..., HttpResponse]:
    handler: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(status)
    return handler
