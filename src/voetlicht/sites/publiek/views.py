"""Views of the publication: parse the address, read the archive, present it."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.basis.web.access import access, http_methods
from voetlicht.extern.publicaties import queries
from voetlicht.sites.publiek import archive, downloads
from voetlicht.sites.publiek.addresses import Address, overview_url
from voetlicht.sites.publiek.frame import show
from voetlicht.sites.publiek.missing import explained
from voetlicht.sites.publiek.presenters.definitions import definitions_page
from voetlicht.sites.publiek.presenters.edition import edition_page
from voetlicht.sites.publiek.presenters.overview import Measure, overview_page
from voetlicht.sites.publiek.presenters.quarters import quarters_page
from voetlicht.sites.publiek.presenters.search import search_page


@access(purpose=Purpose.PUBLICATIE, everyone=True)
@http_methods()
def home(request: HttpRequest) -> HttpResponse:
    """The publication is all there is, for now."""
    return redirect("publiek:quarters")


@access(purpose=Purpose.PUBLICATIE, everyone=True)
@http_methods()
def quarters(request: HttpRequest) -> HttpResponse:
    """All editions, the newest on top."""
    editions = queries.newest_versions()
    newest = queries.newest(editions[0].kwartaal) if editions else None
    content = quarters_page(editions, queries.all_gelezen(), newest)
    return show(request, "publiek/quarters.html", content.page, content=content)


@access(purpose=Purpose.PUBLICATIE, everyone=True)
@http_methods()
def definitions(request: HttpRequest) -> HttpResponse:
    """What the words in the tables mean."""
    content = definitions_page()
    return show(request, "publiek/definitions.html", content.page, content=content)


@access(purpose=Purpose.PUBLICATIE, everyone=True)
@http_methods()
@explained
def search(request: HttpRequest) -> HttpResponse:
    """From the name of a gemeente, also an old one, to its regio in a quarter."""
    asked = request.GET.get("kwartaal", "")
    kwartaal = Kwartaal.parse(asked) if asked else archive.newest_quarter()
    content = search_page(request.GET.get("naam", ""), kwartaal)
    if content.destination:
        return redirect(content.destination)
    return show(request, "publiek/search.html", content.page, content=content)


@access(purpose=Purpose.PUBLICATIE, everyone=True)
@http_methods()
@explained
def newest_overview(request: HttpRequest) -> HttpResponse:
    """On to the map of the newest quarter."""
    return redirect(overview_url(archive.newest_quarter()))


@access(purpose=Purpose.PUBLICATIE, everyone=True)
@http_methods()
@explained
def newest(request: HttpRequest, gebied: str, extension: str | None = None) -> HttpResponse:
    """On to the newest quarter of an area, as a page or as a file."""
    address = Address.parse(str(archive.newest_quarter()), gebied)
    return redirect(address.url(extension))


@access(purpose=Purpose.PUBLICATIE, everyone=True)
@http_methods()
@explained
def overview(request: HttpRequest, kwartaal: str) -> HttpResponse:
    """The 35 regio's of one quarter, on the map and in a table."""
    quarter = Kwartaal.parse(kwartaal)
    if request.path != overview_url(quarter):
        return _moved(request, overview_url(quarter))
    content = overview_page(
        queries.newest(quarter),
        measure=Measure.parse(request.GET.get("kaart", "")),
        neighbours=archive.neighbours_of(quarter, queries.kwartalen()),
        gelezen=[one for one in queries.all_gelezen() if one.kwartaal == quarter],
    )
    return show(request, "publiek/overview.html", content.page, content=content)


@access(purpose=Purpose.PUBLICATIE, everyone=True)
@http_methods()
@explained
def edition(
    request: HttpRequest, kwartaal: str, gebied: str, uitgave: str | None = None
) -> HttpResponse:
    """One edition of one regio or of the country: the newest, a version, or as it was read."""
    address = Address.parse(kwartaal, gebied, uitgave)
    if request.path != address.url():
        return _moved(request, address.url())
    publicatie = archive.publicatie_at(address)
    content = edition_page(address, publicatie, archive.surroundings_of(address, publicatie))
    return show(request, "publiek/edition.html", content.page, content=content)


@access(purpose=Purpose.PUBLICATIE, everyone=True)
@http_methods()
@explained
def file(
    request: HttpRequest, kwartaal: str, gebied: str, extension: str, uitgave: str | None = None
) -> HttpResponse:
    """The same as a file, byte for byte as it was archived."""
    address = Address.parse(kwartaal, gebied, uitgave)
    formaat = downloads.formaat_of(extension)
    if request.path != address.url(extension):
        return _moved(request, address.url(extension))
    publicatie = archive.publicatie_at(address)
    found = queries.bestand(publicatie, regio=address.regio, formaat=formaat)
    return downloads.file_response(request, address, publicatie, found)


def _moved(request: HttpRequest, url: str) -> HttpResponse:
    """To the one spelling of an address, with what was asked of it."""
    asked = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{url}?{asked}" if asked else url)
