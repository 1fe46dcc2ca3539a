"""The menu: every page to go to from anywhere, and who may."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from voetlicht.basis.kern.actor import Actor
from voetlicht.sites.thema.page import Link


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu. ``right`` is what its view demands; empty: for all who signed in."""

    text: str | Promise
    url_name: str
    right: str = ""


ENTRIES = (
    Entry(_("Start"), "medewerker:start"),
    Entry(_("Klant zoeken"), "medewerker:search", right="personen.inzien"),
    Entry(_("Stand van de keten"), "medewerker:chain", right="keten.stand_inzien"),
)


def menu_of(actor: Actor | None) -> tuple[Link, ...]:
    """The entries for who acts, in their order; none for who has not signed in."""
    if actor is None:
        return ()
    mine = (entry for entry in ENTRIES if not entry.right or actor.may(entry.right))
    return tuple(Link(str(entry.text), url) for entry in mine if (url := url_of(entry.url_name)))


def url_of(url_name: str) -> str:
    """Where a named page is; empty in a process that does not have it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
