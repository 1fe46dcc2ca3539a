"""Views for who asks noodtoegang: ask, see what came of it, and end it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotFound
from voetlicht.basis.web.access import READING, access, http_methods
from voetlicht.intern.personen.actions import ask_noodtoegang
from voetlicht.intern.sonar.queries import klanten_of
from voetlicht.intern.toegang.actions.noodtoegang import end_noodtoegang
from voetlicht.intern.toegang.queries.noodtoegang import own_noodtoegang_count, own_noodtoegangen
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.noodtoegang.forms import AskForm
from voetlicht.sites.medewerker.noodtoegang.presenters import answer_page, ask_page, own_page
from voetlicht.sites.medewerker.paging import page_number

ASK = "toegang.noodtoegang_vragen"
PURPOSE = Purpose.DIENSTVERLENING


@access(purpose=PURPOSE, right=ASK)
@http_methods()
def own(request: HttpRequest) -> HttpResponse:
    """The noodtoegangen that she asked herself; those that run lead to their dossier."""
    actor = actor_of(request)
    number = page_number(request.GET.get("pagina", ""))
    asked = own_noodtoegangen(actor=actor, purpose=PURPOSE, page=number)
    running = [each.persoon_id for each in asked if each.running and each.persoon_id]
    dossiers = klanten_of(running, actor=actor, purpose=PURPOSE)
    total = own_noodtoegang_count(actor=actor, purpose=PURPOSE)
    content = own_page(asked, dossiers, number=number, total=total)
    return show(request, "medewerker/noodtoegang/own.html", content.page, content=content)


@access(purpose=PURPOSE, right=ASK)
@http_methods(read=READING, write=("POST",))
def ask(request: HttpRequest) -> HttpResponse:
    """Say beforehand what asking means; then ask. Whatever comes of it is told on a page of its
    own, after the question was recorded."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            asked = ask_noodtoegang(by=actor_of(request), **form.cleaned_data)
        except (InputError, Conflict) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("noodtoegang:answer", asked)
    content = ask_page()
    return show(
        request, "medewerker/noodtoegang/ask.html", content.page, content=content, form=form
    )


@access(purpose=PURPOSE, right=ASK)
@http_methods()
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """On to the dossier; or that nobody was found, or that it is over."""
    actor = actor_of(request)
    asked = own_noodtoegangen(actor=actor, purpose=PURPOSE)
    one = next((each for each in asked if each.uuid == uuid), None)
    if one is None:
        raise Http404
    if one.running and one.persoon_id:
        dossiers = klanten_of([one.persoon_id], actor=actor, purpose=PURPOSE)
        if one.persoon_id in dossiers:
            return redirect("medewerker:dossier", dossiers[one.persoon_id])
    content = answer_page(one)
    return show(request, "medewerker/noodtoegang/answer.html", content.page, content=content)


@access(purpose=PURPOSE, right=ASK)
@http_methods(read=(), write=("POST",))
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The red frame goes, and with it the dossier."""
    try:
        end_noodtoegang(by=actor_of(request), uuid=uuid)
    except NotFound as missing:
        raise Http404 from missing
    return redirect("noodtoegang:own")
