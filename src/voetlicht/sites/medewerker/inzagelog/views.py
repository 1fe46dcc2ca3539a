"""Views for the privacy officer: who saw a klant, whom a medewerker saw, what stands out, and
whether the log is whole."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.web.access import READING, access, http_methods
from voetlicht.intern.personen.bsn import index_of
from voetlicht.intern.toegang.actions.inzage import search_persoon
from voetlicht.intern.toegang.inzage.answers import Lines, Place
from voetlicht.intern.toegang.queries import inzage
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.inzagelog import presenters
from voetlicht.sites.medewerker.inzagelog.forms import KlantForm, MedewerkerForm, SpanForm
from voetlicht.sites.medewerker.inzagelog.pattern_presenters import patterns_page

READ = "inzagelog.inzien"
PURPOSE = Purpose.CONTROLE


@access(purpose=PURPOSE, right=READ)
@http_methods()
def start(request: HttpRequest) -> HttpResponse:
    """Whether the log is whole, and the ways into it."""
    check = inzage.last_check(actor=actor_of(request), purpose=PURPOSE)
    content = presenters.start_page(check)
    return show(request, "medewerker/inzagelog/start.html", content.page, content=content)


@access(purpose=PURPOSE, right=READ)
@http_methods(read=READING, write=("POST",))
def find_klant(request: HttpRequest) -> HttpResponse:
    """By BSN to the page of a klant. Nobody known and nobody looked are told alike, and each
    search is recorded."""
    form = KlantForm(request.POST if request.method == "POST" else None)
    known = None
    if form.is_valid():
        index = index_of(form.cleaned_data["bsn"])
        known = search_persoon(by=actor_of(request), bsn_index=index)
    if known:
        return redirect("inzagelog:klant", known)
    content = presenters.find_klant_page(nothing=form.is_valid())
    return show(
        request, "medewerker/inzagelog/find_klant.html", content.page, content=content, form=form
    )


@access(purpose=PURPOSE, right=READ)
@http_methods(read=(*READING, "POST"))
def find_medewerker(request: HttpRequest) -> HttpResponse:
    """By a part of the name to the page of a medewerker."""
    form = MedewerkerForm(request.POST if request.method == "POST" else None)
    found = None
    if form.is_valid():
        naam = form.cleaned_data["naam"]
        found = inzage.medewerkers_by_name(naam, actor=actor_of(request), purpose=PURPOSE)
    content = presenters.find_medewerker_page(found)
    template = "medewerker/inzagelog/find_medewerker.html"
    return show(request, template, content.page, content=content, form=form)


@access(purpose=PURPOSE, right=READ)
@http_methods()
def klant(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who saw this klant, the latest first."""
    return _lines(request, uuid, inzage.lines_of_persoon, presenters.klant_page)


@access(purpose=PURPOSE, right=READ)
@http_methods()
def medewerker(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whom this medewerker saw, the latest first. Klanten have no names here."""
    return _lines(request, uuid, inzage.lines_of_medewerker, presenters.medewerker_page)


def _lines(
    request: HttpRequest,
    uuid: UUID,
    read: Callable[..., Lines],
    present: Callable[..., presenters.LinesPage],
) -> HttpResponse:
    form = SpanForm.asked(request.GET)
    span, place = form.span(), _place(request.GET.get("na", ""))
    found = read(
        uuid,
        actor=actor_of(request),
        purpose=PURPOSE,
        since=span.since,
        until=span.until,
        before=place,
    )
    content = present(found, uuid, span, at_start=place is None)
    return show(
        request, "medewerker/inzagelog/lines.html", content.page, content=content, form=form
    )


def _place(text: str) -> Place | None:
    """Where the page before ended; the start for what cannot be read."""
    try:
        return Place.from_text(text)
    except InputError:
        return None


@access(purpose=PURPOSE, right=READ)
@http_methods()
def patterns(request: HttpRequest) -> HttpResponse:
    """What stands out in a period."""
    form = SpanForm.asked(request.GET)
    span = form.span()
    found = inzage.patterns(
        actor=actor_of(request), purpose=PURPOSE, since=span.since, until=span.until
    )
    content = patterns_page(found, span, soort=request.GET.get("soort", ""))
    return show(
        request, "medewerker/inzagelog/patterns.html", content.page, content=content, form=form
    )
