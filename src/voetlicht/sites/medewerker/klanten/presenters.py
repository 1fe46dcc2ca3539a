"""What the pages about klanten show."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.numbers import format_count
from voetlicht.intern.sonar.queries import Klantenlijst, Klantregel
from voetlicht.sites.medewerker.paging import Pager, pager
from voetlicht.sites.thema.page import Link, Page

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class KlantRow:
    """A klant on a list: name, where the dossier is, and the birth date."""

    naam: str
    url: str
    born: str


@dataclass(frozen=True, slots=True)
class KlantList:
    """A list of klanten, a page at a time; ``title`` says how many there are."""

    title: str
    rows: tuple[KlantRow, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page to look for a klant; ``found`` is None until something was looked for."""

    page: Page
    found: KlantList | None
    emergency: Link | None


def search_page(lijst: Klantenlijst | None, *, emergency: Link | None) -> SearchPage:
    """Put the page together. Its title says nothing of who was looked for."""
    section = reverse("medewerker:search")
    found = None
    if lijst is not None:
        count = ngettext("%(count)s klant gevonden", "%(count)s klanten gevonden", lijst.total)
        found = klant_list(lijst, title=count % {"count": format_count(lijst.total)}, posted=True)
    return SearchPage(Page(_("Klant zoeken"), section=section), found, emergency)


def klant_list(lijst: Klantenlijst, *, title: str, posted: bool = False) -> KlantList:
    """The list under its title; ``posted`` when it is what a form found."""
    return KlantList(
        title=title,
        rows=tuple(_row(each) for each in lijst.klanten),
        pager=pager(lijst.page, pages=lijst.pages, kept={}, posted=posted),
    )


@cache
def _dossier_url() -> str:
    """The address of nobody's dossier: to work out each anew takes nearly as long as the query."""
    return reverse("medewerker:dossier", args=[NOBODY])


def _row(regel: Klantregel) -> KlantRow:
    return KlantRow(
        naam=regel.naam.listed,
        url=_dossier_url().replace(str(NOBODY), str(regel.klant)),
        born=format_date(regel.geboortedatum) if regel.geboortedatum else _("onbekend"),
    )
