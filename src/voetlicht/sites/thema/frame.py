"""Every page of every site is shown here, so none can leave out what all of them must say."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from voetlicht.basis.edities.texts import EXAMPLE_NOTICE
from voetlicht.sites.thema.forms import has_faults
from voetlicht.sites.thema.page import Page, Site


def show(
    request: HttpRequest, template: str, *, site: Site, page: Page, status: int, **content: Any
) -> HttpResponse:
    """Render a page in its frame; an example installation says on each that persons are made up.

    Where one of ``content`` is a form that was filled in wrongly, the title begins with that.
    """
    framed = replace(page, notices=_notices(page), faulty=has_faults(content.values()))
    return render(request, template, {"site": site, "page": framed, **content}, status=status)


def _notices(page: Page) -> tuple[str, ...]:
    if settings.SOORT != "voorbeeld":
        return page.notices
    said = page.example or f"{EXAMPLE_NOTICE}."
    return tuple(dict.fromkeys((said, *page.notices)))  # the notices of an edition say it too
