"""The page of one quarter: the 35 regio's on the map and in a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.editie import Editie, Regioblad, Restrij
from voetlicht.basis.edities.enums import Editiestatus
from voetlicht.basis.gebieden import queries as gebieden
from voetlicht.basis.kern.kwartaal import Kwartaal, format_date
from voetlicht.basis.kern.numbers import format_count, format_percentage
from voetlicht.extern.publicaties.values import Publicatie, Versie
from voetlicht.sites.publiek.addresses import Address, overview_url
from voetlicht.sites.publiek.archive import Neighbours
from voetlicht.sites.publiek.frame import home_trail
from voetlicht.sites.publiek.presenters.shares import Share, shares_of
from voetlicht.sites.publiek.presenters.tile_map import Figure, TileMap, tile_map
from voetlicht.sites.thema.page import Link, Page


class Measure(StrEnum):
    """Which of the two shares colours the map; the value stands in the URL (``?kaart=``)."""

    SONAR = "sonar"
    PROFIEL = "profiel"

    @classmethod
    def parse(cls, text: str) -> "Measure":
        """The measure asked for; anything else is the first."""
        return cls(text) if text in set(cls) else cls.SONAR


# The classes of the map; the same for every quarter, so that maps can be laid side by side.
BOUNDS = {Measure.SONAR: (0, 50, 60, 70, 80), Measure.PROFIEL: (0, 40, 50, 60, 70)}


@dataclass(frozen=True, slots=True)
class RegioLine:
    """A regio in the table beside the map."""

    number: int
    name: str
    url: str
    register: str
    known: str
    share_known: str
    share_profile: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the measures to colour the map by."""

    text: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """All that the template shows."""

    page: Page
    heading: str
    kwartaal: str
    peildatum: str
    status: str
    is_final: bool
    version: str
    shares: tuple[Share, Share]
    choices: tuple[Choice, ...]
    map: TileMap
    caption: str
    lines: tuple[RegioLine, ...]
    total: RegioLine
    rest: RegioLine | None
    national: Link
    previous: Link | None
    next: Link | None
    gelezen: tuple[Link, ...]


def overview_page(
    publicatie: Publicatie,
    *,
    measure: Measure,
    neighbours: Neighbours,
    gelezen: Iterable[Versie],
) -> OverviewPage:
    """Put the page of this quarter together."""
    editie = publicatie.editie
    heading = texts.capital(editie.kwartaal.words)
    return OverviewPage(
        page=Page(
            title=_("%(quarter)s: alle regio’s") % {"quarter": heading},
            trail=home_trail(),
            section=home_trail()[0].url,
            notices=texts.notices(editie, None),
        ),
        heading=heading,
        kwartaal=str(editie.kwartaal),
        peildatum=format_date(editie.peildatum),
        status=editie.status.value,
        is_final=editie.status is not Editiestatus.VOORLOPIG,
        version=_("versie %(number)s") % {"number": editie.versie},
        shares=shares_of(editie),
        choices=_choices(editie, measure),
        map=_map(editie, measure),
        caption=_("Klantprofielen per arbeidsmarktregio, %(quarter)s")
        % {"quarter": editie.kwartaal.words},
        lines=tuple(_line(blad, blad.code, blad.naam, editie) for blad in editie.regios),
        total=_line(editie, 0, texts.TOTAL_NATIONAL, editie),
        rest=_rest(editie),
        national=Link(_("Volledige landelijke tabel en bestanden"), Address(editie.kwartaal).url()),
        previous=_quarter(neighbours.previous),
        next=_quarter(neighbours.next),
        gelezen=tuple(_document(one) for one in gelezen),
    )


def _choices(editie: Editie, measure: Measure) -> tuple[Choice, ...]:
    url = overview_url(editie.kwartaal)
    texts_of = {Measure.SONAR: _("Bekend in Sonar"), Measure.PROFIEL: _("Met een klantprofiel")}
    return tuple(
        Choice(text, url if one is Measure.SONAR else f"{url}?kaart={one.value}", one is measure)
        for one, text in texts_of.items()
    )


def _map(editie: Editie, measure: Measure) -> TileMap:
    quarter = {"quarter": editie.kwartaal.words}
    titles = {
        Measure.SONAR: _("Deel van het doelgroepregister dat bekend is in Sonar, %(quarter)s"),
        Measure.PROFIEL: _("Deel van de mensen in Sonar met een klantprofiel, %(quarter)s"),
    }
    return tile_map(
        gebieden.tile_grid(),
        {blad.code: _figure(editie, blad, measure) for blad in editie.regios},
        bounds=BOUNDS[measure],
        title=titles[measure] % quarter,
        description=_(
            "Elke tegel is een arbeidsmarktregio, met haar nummer en percentage, ongeveer op haar "
            "plek in Nederland. Elke tegel leidt naar de pagina van die regio. "
            "Dezelfde cijfers staan in de tabel bij de kaart."
        ),
    )


def _figure(editie: Editie, blad: Regioblad, measure: Measure) -> Figure:
    shares = {Measure.SONAR: blad.percentage_bekend, Measure.PROFIEL: blad.percentage_profiel}
    said = _("%(known)s bekend in Sonar, %(profiled)s met een klantprofiel") % {
        "known": format_percentage(blad.percentage_bekend),
        "profiled": format_percentage(blad.percentage_profiel),
    }
    return Figure(shares[measure], said, Address(editie.kwartaal, blad.code).url())


def _line(whole: Editie | Regioblad | Restrij, number: int, name: str, editie: Editie) -> RegioLine:
    return RegioLine(
        number=number,
        name=name,
        url=Address(editie.kwartaal, number).url() if number else "",
        register=format_count(whole.doelgroepregister),
        known=format_count(whole.totaal.totaal),
        share_known=format_percentage(whole.percentage_bekend),
        share_profile=format_percentage(whole.percentage_profiel),
    )


def _rest(editie: Editie) -> RegioLine | None:
    return _line(editie.rest, 0, texts.REST_NAME, editie) if editie.rest else None


def _quarter(kwartaal: Kwartaal | None) -> Link | None:
    return Link(texts.capital(kwartaal.words), overview_url(kwartaal)) if kwartaal else None


def _document(head: Versie) -> Link:
    regio = gebieden.regio(head.regio_code or 0, on=head.peildatum)
    return Link(regio.naam, Address(head.kwartaal, regio.code, gelezen=True).url())
