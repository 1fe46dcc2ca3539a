"""What the palette offers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.sorting import fold
from voetlicht.intern.sonar.queries import Klantregel
from voetlicht.sites.medewerker.navigation import ACTIONS, ENTRIES, allowed, url_of
from voetlicht.sites.thema.page import Page


@dataclass(frozen=True, slots=True)
class Option:
    """Somewhere to go; ``key`` tells options apart for who reads them one by one."""

    key: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Options of one kind."""

    key: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class PalettePage:
    """All that the template shows; ``said`` is what a screen reader hears of it."""

    page: Page
    groups: tuple[Group, ...]
    said: str


def palette_page(actor: Actor, *, vraag: str, klanten: Iterable[Klantregel]) -> PalettePage:
    """Put the page together; pages whose name holds what was typed, in the order of the menu."""
    wanted = fold(vraag).strip()
    pages = [
        (str(entry.text), url)
        for entry in (*ENTRIES, *ACTIONS)
        if allowed(entry, actor) and (url := url_of(entry.url_name))
    ]
    found = [
        (each.naam.listed, reverse("medewerker:dossier", args=[each.klant])) for each in klanten
    ]
    groups = (
        _group("klant", _("Klanten"), found),
        _group("pagina", _("Pagina’s"), [page for page in pages if wanted in fold(page[0])]),
    )
    shown = tuple(group for group in groups if group.options)
    count = sum(len(group.options) for group in shown)
    return PalettePage(
        page=Page(_("Ga naar")),
        groups=shown,
        said=_("%(count)s keuzes") % {"count": count} if count else _("Niets gevonden"),
    )


def _group(key: str, title: str, options: Iterable[tuple[str, str]]) -> Group:
    numbered = enumerate(options, start=1)
    return Group(key, title, tuple(Option(f"{key}-{n}", *option) for n, option in numbered))
