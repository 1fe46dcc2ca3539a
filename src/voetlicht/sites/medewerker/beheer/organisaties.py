"""Views about organisaties, their teams, and the roles that there are."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.basis.web.access import READING, access, http_methods
from voetlicht.intern.toegang.actions.organisaties import MANAGE as MANAGE_ORGANISATIES
from voetlicht.intern.toegang.actions.organisaties import register_organisatie, rename_organisatie
from voetlicht.intern.toegang.actions.teams import dissolve_team, register_team, rename_team
from voetlicht.intern.toegang.enums import Organisatiesoort
from voetlicht.intern.toegang.queries import teams as queries
from voetlicht.intern.toegang.queries.accountaanvragen import MANAGE
from voetlicht.intern.toegang.rules.accounts import HOLDER_OF_SONAR
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.beheer import organisatie_presenters as presenters
from voetlicht.sites.medewerker.beheer.accounts import confirm
from voetlicht.sites.medewerker.beheer.forms import OrganisatieForm, OrganisatieNaamForm, TeamForm
from voetlicht.sites.medewerker.beheer.tables import ConfirmPage
from voetlicht.sites.medewerker.frame import show

PURPOSE = Purpose.BEHEER
REFUSALS = (InputError, Conflict, NotAllowed)


@access(purpose=PURPOSE, right=MANAGE)
@http_methods()
def organisaties(request: HttpRequest) -> HttpResponse:
    """The organisaties that she manages."""
    actor = actor_of(request)
    known = queries.managed_organisaties(actor=actor, purpose=PURPOSE)
    content = presenters.organisaties_page(known, may_add=actor.organisatie == HOLDER_OF_SONAR)
    return show(request, "medewerker/beheer/list.html", content.page, content=content)


@access(purpose=PURPOSE, right=MANAGE_ORGANISATIES)
@http_methods(read=READING, write=("POST",))
def new_organisatie(request: HttpRequest) -> HttpResponse:
    """Add an organisatie."""
    form = OrganisatieForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        soort = Organisatiesoort(given.pop("soort"))
        try:
            made = register_organisatie(by=actor_of(request), soort=soort, **given)
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("beheer:organisatie", made.code)
    return show(
        request, "medewerker/beheer/small.html", presenters.new_organisatie_page(), form=form
    )


@access(purpose=PURPOSE, right=MANAGE)
@http_methods()
def organisatie(request: HttpRequest, code: str) -> HttpResponse:
    """One organisatie with its teams."""
    actor = actor_of(request)
    try:
        found = queries.managed_organisatie(actor=actor, purpose=PURPOSE, code=code)
    except NotFound as missing:
        raise Http404 from missing
    teams = queries.teams_of(actor=actor, purpose=PURPOSE, organisatie=found)
    content = presenters.organisatie_page(found, teams)
    return show(request, "medewerker/beheer/list.html", content.page, content=content)


@access(purpose=PURPOSE, right=MANAGE_ORGANISATIES)
@http_methods(read=READING, write=("POST",))
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Give an organisatie another name."""
    actor = actor_of(request)
    try:
        found = queries.managed_organisatie(actor=actor, purpose=PURPOSE, code=code)
    except NotFound as missing:
        raise Http404 from missing
    form = OrganisatieNaamForm(
        request.POST if request.method == "POST" else None, initial={"naam": found.naam}
    )
    if form.is_valid():
        rename_organisatie(by=actor, code=code, naam=form.cleaned_data["naam"])
        return redirect("beheer:organisatie", code)
    page = presenters.rename_page(found)
    return show(request, "medewerker/beheer/small.html", page, form=form)


@access(purpose=PURPOSE, right=MANAGE)
@http_methods(read=READING, write=("POST",))
def new_team(request: HttpRequest, code: str) -> HttpResponse:
    """Form a team."""
    actor = actor_of(request)
    try:
        of = queries.managed_organisatie(actor=actor, purpose=PURPOSE, code=code)
    except NotFound as missing:
        raise Http404 from missing
    form = TeamForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            register_team(by=actor, organisatie=of, naam=form.cleaned_data["naam"])
        except REFUSALS as refusal:
            form.add_error("naam", str(refusal))
        else:
            return redirect("beheer:organisatie", code)
    page = presenters.team_page(of, None)
    return show(request, "medewerker/beheer/small.html", page, form=form)


@access(purpose=PURPOSE, right=MANAGE)
@http_methods(read=READING, write=("POST",))
def team(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give a team another name."""
    actor = actor_of(request)
    try:
        found = queries.managed_team(actor=actor, purpose=PURPOSE, uuid=uuid)
    except NotFound as missing:
        raise Http404 from missing
    form = TeamForm(
        request.POST if request.method == "POST" else None, initial={"naam": found.naam}
    )
    if form.is_valid():
        try:
            rename_team(by=actor, uuid=uuid, naam=form.cleaned_data["naam"])
        except REFUSALS as refusal:
            form.add_error("naam", str(refusal))
        else:
            return redirect("beheer:organisatie", found.organisatie.code)
    page = presenters.team_page(found.organisatie, found)
    return show(request, "medewerker/beheer/team.html", page, form=form, uuid=uuid)


@access(purpose=PURPOSE, right=MANAGE)
@http_methods(read=READING, write=("POST",))
def dissolve(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let a team cease to be, once confirmed."""
    actor = actor_of(request)

    def shown() -> ConfirmPage:
        found = queries.managed_team(actor=actor, purpose=PURPOSE, uuid=uuid)
        return presenters.dissolve_page(found)

    return confirm(request, shown, partial(dissolve_team, by=actor, uuid=uuid))


@access(purpose=PURPOSE, right=MANAGE)
@http_methods()
def roles(request: HttpRequest) -> HttpResponse:
    """What each role may do, reads for and sees."""
    return show(
        request,
        "medewerker/beheer/rollen.html",
        presenters.roles_page(),
        cards=presenters.role_cards(),
    )
