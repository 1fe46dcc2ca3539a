"""Parts of pages: what a script asks for without loading the whole page again (HTMX).

A part is the very template that the whole page includes, so that both always look alike. What
must not be put inside a page, such as the page to sign in on, is loaded as a whole.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django_htmx.http import HttpResponseClientRedirect

WRAPPER = "medewerker/part.html"


def asks_for_part(request: HttpRequest) -> bool:
    """Whether a script asks, for a part of the page that is open."""
    return bool(getattr(request, "htmx", False))


class WholePages:
    """Middleware: who is sent elsewhere while asking for a part, goes there with the whole page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in (301, 302, 303, 307, 308) and asks_for_part(request):
            return HttpResponseClientRedirect(response["Location"])
        return response
