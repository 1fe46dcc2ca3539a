"""Views for a teamleider: the klanten of her team, and dividing them."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotFound
from voetlicht.basis.web.access import access, http_methods
from voetlicht.intern.personen.queries import namen_of
from voetlicht.intern.sonar.queries import klanten_of, personen_of
from voetlicht.intern.toegang.actions.toewijzingen import assign as assign_klanten
from voetlicht.intern.toegang.actions.toewijzingen import undo_assign
from voetlicht.intern.toegang.queries.toewijzingen import PAGE, klanten_of_team, medewerkers_of_team
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.paging import page_number
from voetlicht.sites.medewerker.team.forms import AssignForm
from voetlicht.sites.medewerker.team.presenters import (
    Choice,
    assign_page,
    klanten_page,
    no_team_page,
    not_undone_page,
)

ASSIGN = "toegang.toewijzen"
PURPOSE = Purpose.LEIDING
DONE = "team_toegewezen"
"""Where the session keeps which toewijzingen were made last, so that they can be undone."""


@access(purpose=PURPOSE, right=ASSIGN)
@http_methods()
def klanten(request: HttpRequest) -> HttpResponse:
    """The klanten of the team by name, and who serves them; all, those of one, or of nobody."""
    actor = actor_of(request)
    choice = Choice.parse(request.GET.get("wie", ""))
    try:
        found = klanten_of_team(
            actor=actor,
            purpose=PURPOSE,
            medewerker=choice.medewerker,
            zonder=choice.nobody,
            page=page_number(request.GET.get("pagina", "")),
        )
    except InputError as refusal:
        missing = no_team_page(str(refusal))
        return show(request, "medewerker/team/geen_team.html", missing.page, content=missing)
    ids = [line.persoon_id for line in found.lines]
    content = klanten_page(
        found,
        choice=choice,
        names=namen_of(ids, actor=actor, purpose=PURPOSE),
        klanten=klanten_of(ids, actor=actor, purpose=PURPOSE),
        team=medewerkers_of_team(actor=actor, purpose=PURPOSE),
        done=len(_done(request, actor)),
    )
    return show(request, "medewerker/team/klanten.html", content.page, content=content)


@access(purpose=PURPOSE, right=ASSIGN)
@http_methods(read=(), write=("POST",))
def assign(request: HttpRequest) -> HttpResponse:
    """Ask to whom the chosen klanten go and why; then do so."""
    actor = actor_of(request)
    chosen = personen_of(_uuids(request.POST.getlist("klant")), actor=actor, purpose=PURPOSE)
    try:
        team = medewerkers_of_team(actor=actor, purpose=PURPOSE)
    except InputError:  # the list says why
        return redirect("team:klanten")
    if not chosen:
        return redirect("team:klanten")
    others = [each for each in team if str(each.account) != actor.id]
    form = AssignForm(request.POST if "naar" in request.POST else None, team=others)
    if form.is_valid():
        made = _assigned(form, actor, chosen.values())
        if made:
            request.session[DONE] = {
                "aanstelling": actor.aanstelling,
                "dag": str(clock.today()),
                "toewijzingen": [str(uuid) for uuid in made],
            }
            return redirect("team:klanten")
    content = assign_page(chosen, namen_of(chosen.values(), actor=actor, purpose=PURPOSE))
    return show(request, "medewerker/team/assign.html", content.page, content=content, form=form)


def _assigned(form: AssignForm, actor: Actor, persoon_ids: Iterable[int]) -> tuple[UUID, ...]:
    """The toewijzingen that were made; what stands in the way is said by the form."""
    try:
        return assign_klanten(
            by=actor,
            persoon_ids=tuple(persoon_ids),
            to=form.to(),
            reden=form.cleaned_data["reden"],
        )
    except (InputError, Conflict, NotFound) as refusal:
        form.add_error(None, str(refusal))
        return ()


@access(purpose=PURPOSE, right=ASSIGN)
@http_methods(read=(), write=("POST",))
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what was divided last in this session."""
    actor = actor_of(request)
    made = _done(request, actor)
    if not made:
        raise Http404
    del request.session[DONE]
    try:
        undo_assign(by=actor, toewijzingen=made)
    except (Conflict, NotFound) as refusal:
        changed = not_undone_page(str(refusal))
        return show(request, "medewerker/team/niet_ongedaan.html", changed.page, content=changed)
    return redirect("team:klanten")


def _done(request: HttpRequest, actor: Actor) -> tuple[UUID, ...]:
    """What was divided last in this session, in this role and today: that can be undone."""
    kept = request.session.get(DONE, {})
    if kept.get("aanstelling") != actor.aanstelling or kept.get("dag") != str(clock.today()):
        return ()
    return _uuids(kept["toewijzingen"])


def _uuids(texts: Iterable[str]) -> tuple[UUID, ...]:
    """At most a page of them; what is no uuid is nobody's."""
    found = []
    for text in list(texts)[:PAGE]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return tuple(found)
