"""What all pages of the public site share: its name, its menu, the way home."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from voetlicht.sites.thema import frame
from voetlicht.sites.thema.page import Link, Page, Site

# A page may be a minute old: a new edition is seen soon, and a rush reaches the database less.
PAGE_MAX_AGE = 60


def site() -> Site:
    """The frame around every page."""
    return Site(
        name=_("Transparantie van klantprofielen"),
        about=_(
            "Vrije software die laat zien hoeveel mensen uit de doelgroep van de banenafspraak "
            "een klantprofiel hebben. De cijfers gaan over groepen, nooit over één persoon."
        ),
        menu=(
            Link(_("Cijfers"), reverse("publiek:quarters")),
            Link(_("Begrippen"), reverse("publiek:definitions")),
        ),
    )


def home_trail(*links: Link) -> tuple[Link, ...]:
    """A breadcrumb from the list of quarters down."""
    return (Link(_("Cijfers"), reverse("publiek:quarters")), *links)


def show(
    request: HttpRequest, template: str, page: Page, *, status: int = 200, **content: Any
) -> HttpResponse:
    """Render a page in the frame."""
    response = frame.show(request, template, site=site(), page=page, status=status, **content)
    patch_cache_control(response, public=True, max_age=PAGE_MAX_AGE)
    return response
