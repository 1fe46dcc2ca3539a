"""From a name that somebody types to the regio that holds the figures."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from voetlicht.basis.gebieden import queries as gebieden
from voetlicht.basis.gebieden.rules import name_key
from voetlicht.basis.kern.kwartaal import Kwartaal, format_date
from voetlicht.sites.publiek.addresses import Address, overview_url
from voetlicht.sites.publiek.frame import home_trail
from voetlicht.sites.thema.page import Link, Page

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A gemeente or regio that may be meant; ``why`` tells what the name has to do with it."""

    name: str
    why: str
    link: Link


@dataclass(frozen=True, slots=True)
class SearchPage:
    """All that the template shows; with a ``destination`` there is nothing to choose."""

    page: Page
    asked: str
    kwartaal: str
    quarter: str
    peildatum: str
    destination: str
    found: tuple[Found, ...]
    all_regios: Link


def search_page(asked: str, kwartaal: Kwartaal) -> SearchPage:
    """Look a gemeente or regio up by the division of that quarter's peildatum.

    A present name that leaves no doubt gives a ``destination``. An old name, a part of a name or a
    slip of the pen gives what may be meant, with the reason.
    """
    name = " ".join(asked.split())[:LONGEST_NAME]
    return SearchPage(
        page=Page(_("Vind uw gemeente"), home_trail(), home_trail()[0].url),
        asked=name,
        kwartaal=str(kwartaal),
        quarter=kwartaal.words,
        peildatum=format_date(kwartaal.peildatum),
        destination=_destination(name, kwartaal),
        found=(*_regios(name, kwartaal), *_gemeenten(name, kwartaal)),
        all_regios=Link(_("Alle regio’s op de kaart"), overview_url(kwartaal)),
    )


def _destination(name: str, kwartaal: Kwartaal) -> str:
    """The page of the one regio that the name leads to without explanation, else empty."""
    gemeente = gebieden.find_gemeente(name, on=kwartaal.peildatum)
    if gemeente and name_key(gemeente.naam) == name_key(name):
        return Address(kwartaal, gemeente.regio_code).url()
    exact = [
        one for one in _matching_regios(name, kwartaal) if name_key(one.naam) == name_key(name)
    ]
    return Address(kwartaal, exact[0].code).url() if exact else ""


def _matching_regios(name: str, kwartaal: Kwartaal) -> tuple[gebieden.Arbeidsmarktregio, ...]:
    key = name_key(name)
    known = gebieden.regios(on=kwartaal.peildatum)
    return tuple(regio for regio in known if key and key in name_key(regio.naam))


def _regios(name: str, kwartaal: Kwartaal) -> tuple[Found, ...]:
    return tuple(
        Found(
            name=regio.naam,
            why=_("Dit is een arbeidsmarktregio."),
            link=_link(regio, kwartaal),
        )
        for regio in _matching_regios(name, kwartaal)
    )


def _gemeenten(name: str, kwartaal: Kwartaal) -> tuple[Found, ...]:
    day = kwartaal.peildatum
    return tuple(
        Found(
            name=one.gemeente.naam,
            why=one.toelichting,
            link=_link(gebieden.regio(one.gemeente.regio_code, on=day), kwartaal),
        )
        for one in gebieden.suggest_gemeenten(name, on=day)
    )


def _link(regio: gebieden.Arbeidsmarktregio, kwartaal: Kwartaal) -> Link:
    return Link(f"{regio.naam}, {kwartaal.words}", Address(kwartaal, regio.code).url())
