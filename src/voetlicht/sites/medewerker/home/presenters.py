"""What the home page shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.numbers import format_count
from voetlicht.intern.sonar.queries import Klantenlijst
from voetlicht.intern.toegang.queries.caseload import Caseload
from voetlicht.sites.medewerker.klanten.presenters import KlantList, klant_list
from voetlicht.sites.medewerker.navigation import menu_of
from voetlicht.sites.thema.page import Link, Page


@dataclass(frozen=True, slots=True)
class Own:
    """What was read for who serves klanten; ``unassigned`` is None for who does not divide."""

    klanten: Klantenlijst
    caseload: Caseload
    unassigned: int | None


@dataclass(frozen=True, slots=True)
class Count:
    """A number and what it counts."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class StartPage:
    """All that the template shows; ``klanten`` is None for a role that reaches none."""

    page: Page
    counts: tuple[Count, ...]
    klanten: KlantList | None
    search_url: str
    ways: tuple[Link, ...]
    reminder: Link | None


def start_page(actor: Actor, own: Own | None, reminder: Link | None) -> StartPage:
    """Put the page together; ``reminder`` is of what waits for who acts."""
    home = reverse("medewerker:start")
    return StartPage(
        page=Page(_("Start"), section=home),
        counts=tuple(_counts(own)) if own else (),
        klanten=klant_list(own.klanten, title=_("Uw klanten")) if own else None,
        search_url=reverse("medewerker:search"),
        ways=tuple(link for link in menu_of(actor) if link.url != home),
        reminder=reminder,
    )


def _counts(own: Own) -> Iterator[Count]:
    load, free = own.caseload, own.unassigned
    yield _count(load.eigen, ngettext("klant van u", "klanten van u", load.eigen))
    yield _count(load.team, ngettext("klant van uw team", "klanten van uw team", load.team))
    if free is not None:
        yield _count(free, _("van uw team zonder medewerker"))
    yield _count(load.eindigt, _("van u met een toewijzing die binnen 30 dagen eindigt"))
    yield _count(load.overdracht, _("overgedragen en nog 30 dagen te zien"))


def _count(number: int, text: str) -> Count:
    return Count(format_count(number), text)
