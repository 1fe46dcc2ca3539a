"""The menu: every page to go to from anywhere, and who may."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from voetlicht.basis.kern.actor import Actor
from voetlicht.sites.thema.page import Link

KEPT = 100
"""Addresses that are remembered; there are fewer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu. ``right`` is what its view demands; empty: for all who signed in."""

    text: str | Promise
    url_name: str
    right: str = ""


ENTRIES = (
    Entry(_("Start"), "medewerker:start"),
    Entry(_("Klant zoeken"), "medewerker:search", right="personen.inzien"),
    Entry(_("Mijn team"), "team:klanten", right="toegang.toewijzen"),
    Entry(_("Noodtoegang"), "noodtoegang:own", right="toegang.noodtoegang_vragen"),
    Entry(_("Noodtoegang"), "noodtoegang:reviews", right="toegang.noodtoegang_beoordelen"),
    Entry(_("Inzagelog"), "inzagelog:start", right="inzagelog.inzien"),
    Entry(_("Inzage team"), "inzagelog:team", right="inzagelog.tellen"),
    Entry(_("Beheer"), "beheer:start", right="toegang.accounts_beheren"),
    Entry(_("Hercertificering"), "beheer:hercertificering", right="toegang.hercertificeren"),
    Entry(_("Stand van de keten"), "medewerker:chain", right="keten.stand_inzien"),
)


ACTIONS = (
    Entry(_("Vraag noodtoegang"), "noodtoegang:ask", right="toegang.noodtoegang_vragen"),
    Entry(_("Voer een aanvraag in"), "beheer:nieuw", right="toegang.accounts_beheren"),
    Entry(_("Accounts"), "beheer:accounts", right="toegang.accounts_beheren"),
    Entry(_("Kies een andere rol"), "aanmelden_rol"),
    Entry(_("Onderdelen van deze site"), "medewerker:gallery"),
)
"""Pages that the palette offers and that are not in the menu."""


def allowed(entry: Entry, actor: Actor) -> bool:
    """Whether who acts may go there."""
    return not entry.right or actor.may(entry.right)


def menu_of(actor: Actor | None) -> tuple[Link, ...]:
    """The entries for who acts, in their order; none for who has not signed in."""
    if actor is None:
        return ()
    mine = (entry for entry in ENTRIES if allowed(entry, actor))
    return tuple(Link(str(entry.text), url) for entry in mine if (url := url_of(entry.url_name)))


def url_of(url_name: str, *parameters: object) -> str:
    """Where a named page is; empty in a process that does not have it."""
    if parameters:
        return _address(url_name, parameters)
    return _fixed_address(url_name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=KEPT)
def _fixed_address(url_name: str, _urlconf: str, _prefix: str) -> str:
    """Worked out once: every page names a dozen."""
    return _address(url_name)


def _address(url_name: str, parameters: tuple[object, ...] = ()) -> str:
    try:
        return reverse(url_name, args=parameters)
    except NoReverseMatch:
        return ""
