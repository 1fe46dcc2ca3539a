"""What all pages for medewerkers share: their site, and that nobody keeps them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from voetlicht.sites.thema import frame
from voetlicht.sites.thema.page import Page, Site


def site() -> Site:
    """The frame around every page."""
    return Site(
        name=_("Voor medewerkers"),
        about=_("De binnenkant van de keten. Deze site is niet voor de buitenwereld."),
    )


def show(
    request: HttpRequest, template: str, page: Page, *, status: int = 200, **content: Any
) -> HttpResponse:
    """Render a page in the frame."""
    response = frame.show(request, template, site=site(), page=page, status=status, **content)
    patch_cache_control(response, private=True, no_store=True)
    return response
