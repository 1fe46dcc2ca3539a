"""Views about klanten. What is looked for travels in the body of a request, never in its URL."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import NotFound
from voetlicht.basis.web.access import access, http_methods, purpose_of
from voetlicht.intern.personen.queries import READ_BSN, bsn_within_reach, may_ask_bsn
from voetlicht.intern.sonar.queries import klanten
from voetlicht.intern.toegang.inzage.tempo import TooManyDossiers
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.klanten.dossier import dossier_page
from voetlicht.sites.medewerker.klanten.forms import SearchForm
from voetlicht.sites.medewerker.klanten.presenters import search_page
from voetlicht.sites.medewerker.klanten.reading import read_dossier
from voetlicht.sites.medewerker.moments import clock_text
from voetlicht.sites.medewerker.navigation import url_of
from voetlicht.sites.medewerker.paging import page_number
from voetlicht.sites.thema.page import Link, Page


@access(purpose=Purpose.DIENSTVERLENING, also=(Purpose.BEMIDDELING,), right="personen.inzien")
@http_methods(read=("GET", "HEAD", "POST"))
def search(request: HttpRequest) -> HttpResponse:
    """Look for a klant within reach, by name, birth date or BSN."""
    actor = actor_of(request)
    form = SearchForm(request.POST if request.method == "POST" else None)
    found = None
    if form.is_valid():
        number = page_number(request.POST.get("pagina", ""))
        found = klanten(form.vraag(), page=number, actor=actor, purpose=purpose_of(request))
    content = search_page(found, emergency=_emergency(actor))
    template = "medewerker/klanten/search.html"
    part = "medewerker/klanten/search_part.html"
    return show(request, template, content.page, part=part, content=content, form=form)


@access(purpose=Purpose.DIENSTVERLENING, also=(Purpose.BEMIDDELING,), right="sonar.inzien")
@http_methods()
def dossier(request: HttpRequest, klant: UUID) -> HttpResponse:
    """The dossier of a klant within reach; for any other there is no such page."""
    return _dossier(request, klant)


@access(purpose=Purpose.DIENSTVERLENING, right=READ_BSN)
@http_methods(read=("POST",))
def bsn(request: HttpRequest, klant: UUID) -> HttpResponse:
    """The same page with the BSN, which is shown only to who asks for it."""
    return _dossier(request, klant, with_bsn=True, part="medewerker/klanten/bsn.html")


def _dossier(
    request: HttpRequest, klant: UUID, *, with_bsn: bool = False, part: str = ""
) -> HttpResponse:
    actor, purpose = actor_of(request), purpose_of(request)
    try:
        read = read_dossier(klant, actor=actor, purpose=purpose)
        number = bsn_within_reach(read.persoon_id, actor=actor, purpose=purpose) if with_bsn else ""
    except NotFound as error:
        raise Http404 from error
    except TooManyDossiers as refusal:
        return _too_many(request, refusal)
    content = dossier_page(read, bsn=number, may_ask_bsn=may_ask_bsn(actor))
    template = "medewerker/klanten/dossier.html"
    return show(request, template, content.page, part=part, content=content)


def _too_many(request: HttpRequest, refusal: TooManyDossiers) -> HttpResponse:
    page = Page(_("Te veel dossiers in een uur"), section=reverse("medewerker:search"))
    return show(
        request,
        "medewerker/klanten/te_veel.html",
        page,
        status=429,
        limit=settings.DOSSIERS_PER_HOUR,
        until=clock_text(refusal.until),
    )


def _emergency(actor: Actor) -> Link | None:
    url = url_of("noodtoegang:ask")
    if not url or not actor.may("toegang.noodtoegang_vragen"):
        return None
    return Link(_("Is het dringend? Vraag noodtoegang"), url)
