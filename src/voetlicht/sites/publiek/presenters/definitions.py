"""What the words of the publication mean."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.basis.edities import texts
from voetlicht.sites.publiek.frame import home_trail
from voetlicht.sites.thema.page import Page


@dataclass(frozen=True, slots=True)
class DefinitionsPage:
    """All that the template shows."""

    page: Page
    definitions: tuple[texts.Definition, ...]
    area_source: str


def definitions_page() -> DefinitionsPage:
    """The definitions as every file of an edition gives them."""
    page = Page(_("Begrippen"), home_trail(), reverse("publiek:definitions"))
    return DefinitionsPage(page, texts.DEFINITIONS, texts.AREA_SOURCE)
