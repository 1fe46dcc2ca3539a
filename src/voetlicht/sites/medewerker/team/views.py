"""Views for a teamleider: the klanten of her team, and dividing them."""

from collections.abc import Callable, Iterable
from functools import partial
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotFound
from voetlicht.basis.web.access import access, http_methods
from voetlicht.intern.personen.queries import namen_of
from voetlicht.intern.sonar.queries import klanten_of, personen_of
from voetlicht.intern.toegang.actions.toewijzingen import assign as assign_klanten
from voetlicht.intern.toegang.actions.toewijzingen import (
    hand_over_to_team,
    move_caseload,
    undo_assign,
)
from voetlicht.intern.toegang.queries.toewijzingen import (
    PAGE,
    klanten_of_team,
    medewerkers_of_team,
    other_teams,
)
from voetlicht.intern.toegang.session import actor_of
from voetlicht.sites.medewerker.frame import show
from voetlicht.sites.medewerker.paging import page_number
from voetlicht.sites.medewerker.team.forms import AssignForm
from voetlicht.sites.medewerker.team.presenters import (
    Choice,
    Place,
    assign_page,
    caseload_page,
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
    actor, place = actor_of(request), _place(request)
    chosen = personen_of(_uuids(request.POST.getlist("klant")), actor=actor, purpose=PURPOSE)
    try:
        team = medewerkers_of_team(actor=actor, purpose=PURPOSE)
        teams = other_teams(actor=actor, purpose=PURPOSE)
    except InputError:  # the list says why
        return redirect(place.url)
    if not chosen:
        return redirect(place.url)
    others = [each for each in team if str(each.account) != actor.id]
    asked = request.POST if "naar" in request.POST else None
    form = AssignForm(asked, team=others, teams=teams)
    act = partial(_assign, form, actor, tuple(chosen.values()))
    if form.is_valid() and _done_by(request, form, act):
        return redirect(place.url)
    names = namen_of(chosen.values(), actor=actor, purpose=PURPOSE)
    content = assign_page(chosen, names, place=place)
    return show(request, "medewerker/team/assign.html", content.page, content=content, form=form)


def _assign(form: AssignForm, actor: Actor, persoon_ids: tuple[int, ...]) -> tuple[UUID, ...]:
    reden, team = form.cleaned_data["reden"], form.to_team()
    if team is not None:
        return hand_over_to_team(by=actor, persoon_ids=persoon_ids, to=team, reden=reden)
    return assign_klanten(by=actor, persoon_ids=persoon_ids, to=form.to(), reden=reden)


@access(purpose=PURPOSE, right=ASSIGN)
@http_methods(write=("POST",))
def hand_over(request: HttpRequest, medewerker: UUID) -> HttpResponse:
    """Ask to whom the whole caseload of one of the team goes and why; then do so."""
    actor = actor_of(request)
    try:
        team = medewerkers_of_team(actor=actor, purpose=PURPOSE)
    except InputError:  # the list says why
        return redirect("team:klanten")
    hers = next((each for each in team if each.account == medewerker), None)
    if hers is None:
        raise Http404
    others = [each for each in team if each is not hers and str(each.account) != actor.id]
    form = AssignForm(request.POST if request.method == "POST" else None, team=others)
    if form.is_valid():
        reden = form.cleaned_data["reden"]
        act = partial(move_caseload, by=actor, van=medewerker, naar=form.to(), reden=reden)
        if _done_by(request, form, act):
            return redirect("team:klanten")
    content = caseload_page(hers)
    return show(request, "medewerker/team/assign.html", content.page, content=content, form=form)


def _done_by(request: HttpRequest, form: AssignForm, act: Callable[[], tuple[UUID, ...]]) -> bool:
    """Whether it changed anything, which then can be undone; if not, the form says why."""
    try:
        made = act()
    except (InputError, Conflict, NotFound) as refusal:
        form.add_error(None, str(refusal))
        return False
    if not made:
        form.add_error("naar", _("Dat is al zo: er verandert niets. Kies een ander."))
        return False
    request.session[DONE] = {
        "aanstelling": actor_of(request).aanstelling,
        "dag": str(clock.today()),
        "toewijzingen": [str(uuid) for uuid in made],
        "beeindigd": form.to_nobody(),
    }
    return True


@access(purpose=PURPOSE, right=ASSIGN)
@http_methods(read=(), write=("POST",))
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what was divided last in this session."""
    actor = actor_of(request)
    made = _done(request, actor)
    if not made:
        raise Http404
    ended = request.session.pop(DONE)["beeindigd"]
    try:
        undo_assign(by=actor, toewijzingen=made, ended=ended)
    except (Conflict, NotFound) as refusal:
        changed = not_undone_page(str(refusal))
        return show(request, "medewerker/team/niet_ongedaan.html", changed.page, content=changed)
    return redirect(_place(request).url)


def _done(request: HttpRequest, actor: Actor) -> tuple[UUID, ...]:
    """What was divided last in this session, in this role and today: that can be undone."""
    kept = request.session.get(DONE, {})
    if kept.get("aanstelling") != actor.aanstelling or kept.get("dag") != str(clock.today()):
        return ()
    return tuple(map(UUID, kept["toewijzingen"]))


def _place(request: HttpRequest) -> Place:
    """Where in the list the form was that was sent."""
    asked = request.POST
    return Place(Choice.parse(asked.get("wie", "")), page_number(asked.get("pagina", "")))


def _uuids(texts: Iterable[str]) -> tuple[UUID, ...]:
    """At most a page of them; what is no uuid is nobody's."""
    found = []
    for text in list(texts)[:PAGE]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return tuple(found)
