"""Views about request forms: the list, a new one, and one to carry out or to turn down."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.basis.web.access import READING, access, http_methods
from voetlicht.intern.toegang.actions.accountaanvragen import (
    carry_out_aanvraag,
    register_aanvraag,
    reject_aanvraag,
)
from voetlicht.intern.toegang.enums import Aanvraagstatus, Organisatiesoort
from voetlicht.intern.toegang.models import Accountaanvraag, Organisatie
from voetlicht.intern.toegang.queries import accountaanvragen as queries
from voetlicht.intern.toegang.queries.accounts import account as find_account
from voetlicht.intern.toegang.queries.accounts import posts_of
from voetlicht.intern.toegang.queries.teams import (
    managed_organisatie,
    managed_organisaties,
    open_teams,
)
from voetlicht.intern.toegang.rules.accounts import Wanted
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.beheer import aanvraag_presenters as presenters
from voetlicht.sites.medewerker.beheer.forms import (
    AanvraagForm,
    CarryOutForm,
    OrganisatieChoice,
    RejectForm,
)
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.paging import page_number

PURPOSE = Purpose.BEHEER
MANAGE = queries.MANAGE
REFUSALS = (InputError, Conflict, NotAllowed)


@access(purpose=PURPOSE, right=MANAGE)
@http_methods()
def aanvragen(request: HttpRequest) -> HttpResponse:
    """The forms that wait, or those that were carried out or turned down."""
    asked = request.GET.get("status", "")
    status = Aanvraagstatus(asked) if asked in set(Aanvraagstatus) else Aanvraagstatus.NIEUW
    found = queries.aanvragen(
        actor=actor_of(request),
        purpose=PURPOSE,
        status=status,
        number=page_number(request.GET.get("pagina", "")),
    )
    content = presenters.list_page(found, status)
    return show(request, "medewerker/beheer/list.html", content.page, content=content)


@access(purpose=PURPOSE, right=MANAGE)
@http_methods()
def choose(request: HttpRequest) -> HttpResponse:
    """At which organisatie? Where there is one, on at once."""
    known = managed_organisaties(actor=actor_of(request), purpose=PURPOSE)
    if len(known) == 1:
        return redirect("beheer:nieuw_bij", known[0].code)
    form = OrganisatieChoice(
        request.GET if "organisatie" in request.GET else None,
        choices=[(each.code, each.naam) for each in known],
    )
    if form.is_valid():
        return redirect("beheer:nieuw_bij", form.cleaned_data["organisatie"])
    return show(request, "medewerker/beheer/choose.html", presenters.choose_page(), form=form)


@access(purpose=PURPOSE, right=MANAGE)
@http_methods(read=READING, write=("POST",))
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a form; for somebody who works there already it starts from what she holds now."""
    actor = actor_of(request)
    try:
        organisatie = managed_organisatie(actor=actor, purpose=PURPOSE, code=code)
        initial, held = _known(actor, organisatie, request.GET.get("voor", ""))
    except NotFound as missing:
        raise Http404 from missing
    form = AanvraagForm(
        request.POST if request.method == "POST" else None,
        soort=Organisatiesoort(organisatie.soort),
        teams=open_teams(actor=actor, purpose=PURPOSE, organisatie=organisatie),
        held=held,
        initial=initial,
    )
    if form.is_valid():
        try:
            made = register_aanvraag(by=actor, organisatie=organisatie, form=form.form())
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("beheer:aanvraag", made.uuid)
    page = presenters.new_page(organisatie)
    return show(request, "medewerker/beheer/new.html", page, form=form)


def _known(
    actor: Actor, organisatie: Organisatie, voor: str
) -> tuple[dict[str, object], tuple[Wanted, ...]]:
    """What is known of the medewerker whom a form is for; nothing of somebody new."""
    initial: dict[str, object] = {"aangevraagd_op": clock.today()}
    if not voor:
        return initial, ()
    try:
        uuid = UUID(voor)
    except ValueError as error:
        raise NotFound("Dit account bestaat niet.") from error
    account = find_account(actor=actor, purpose=PURPOSE, uuid=uuid)
    held = posts_of(actor=actor, purpose=PURPOSE, of=account, organisatie=organisatie)
    return initial | {"naam": account.naam, "email": account.email}, held


@access(purpose=PURPOSE, right=MANAGE)
@http_methods(read=READING, write=("POST",))
def aanvraag(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One form with what it changes; carry it out, as it is shown."""
    actor = actor_of(request)
    form = CarryOutForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            account = carry_out_aanvraag(by=actor, uuid=uuid, mark=form.cleaned_data["mark"])
        except NotFound as missing:
            raise Http404 from missing
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("beheer:account", account.uuid)
    found = _found(actor, uuid)
    waits = found.status == Aanvraagstatus.NIEUW
    change = queries.change_by(found, actor=actor, purpose=PURPOSE) if waits else None
    teams = open_teams(actor=actor, purpose=PURPOSE, organisatie=found.organisatie)
    content = presenters.aanvraag_page(found, change, {each.pk: each.naam for each in teams})
    return show(
        request,
        "medewerker/beheer/aanvraag.html",
        content.page,
        content=content,
        form=form,
        mark=change.mark if change else "",
    )


@access(purpose=PURPOSE, right=MANAGE)
@http_methods(read=READING, write=("POST",))
def reject(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Turn a form down, saying why."""
    actor = actor_of(request)
    found = _found(actor, uuid)
    form = RejectForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reject_aanvraag(by=actor, uuid=uuid, toelichting=form.cleaned_data["toelichting"])
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("beheer:aanvraag", uuid)
    page = presenters.reject_page(found)
    return show(request, "medewerker/beheer/reject.html", page, form=form, back=page.trail[-1].url)


def _found(actor: Actor, uuid: UUID) -> Accountaanvraag:
    try:
        return queries.aanvraag(actor=actor, purpose=PURPOSE, uuid=uuid)
    except NotFound as missing:
        raise Http404 from missing
