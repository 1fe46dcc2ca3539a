"""The list of all editions, where a reader of the publication comes in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.gebieden import queries as gebieden
from voetlicht.basis.kern.kwartaal import Kwartaal, format_date
from voetlicht.extern.publicaties.values import Publicatie, Versie
from voetlicht.sites.publiek.addresses import Address, overview_url
from voetlicht.sites.publiek.frame import home_trail
from voetlicht.sites.publiek.presenters.shares import Share, shares_of
from voetlicht.sites.thema.page import Link, Page


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """A quarter in the list."""

    link: Link
    peildatum: str
    version: str
    known_on: str


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest edition: its map, its national table and its two shares."""

    overview: Link
    national: Link
    shares: tuple[Share, Share]


@dataclass(frozen=True, slots=True)
class QuartersPage:
    """All that the template shows; ``newest`` is None while nothing is published."""

    page: Page
    newest: Newest | None
    lines: tuple[QuarterLine, ...]
    gelezen: tuple[Link, ...]


def quarters_page(
    editions: tuple[Versie, ...], gelezen: Iterable[Versie], newest: Publicatie | None
) -> QuartersPage:
    """``editions``: the newest version of every quarter, newest quarter first."""
    return QuartersPage(
        page=Page(
            title=_("Transparantie van klantprofielen"),
            section=home_trail()[0].url,
            notices=texts.notices(newest.editie, None) if newest else (),
        ),
        newest=_newest(newest.editie) if newest else None,
        lines=tuple(_line(one) for one in editions),
        gelezen=tuple(_document(one) for one in gelezen),
    )


def _newest(editie: Editie) -> Newest:
    quarter = editie.kwartaal
    return Newest(
        overview=Link(_overview_text(quarter), overview_url(quarter)),
        national=Link(
            _("Landelijke tabel, %(quarter)s") % {"quarter": quarter.words}, Address(quarter).url()
        ),
        shares=shares_of(editie),
    )


def _overview_text(quarter: Kwartaal) -> str:
    return _("%(quarter)s: alle regio’s op de kaart") % {"quarter": texts.capital(quarter.words)}


def _line(head: Versie) -> QuarterLine:
    return QuarterLine(
        link=Link(texts.capital(head.kwartaal.words), overview_url(head.kwartaal)),
        peildatum=format_date(head.peildatum),
        version=f"{head.versie} ({head.status.value})",
        known_on=texts.known_on(head.bekend_op),
    )


def _document(head: Versie) -> Link:
    regio = gebieden.regio(head.regio_code or 0, on=head.peildatum)
    text = f"{regio.naam}, {head.kwartaal.words}"
    return Link(text, Address(head.kwartaal, regio.code, gelezen=True).url())
