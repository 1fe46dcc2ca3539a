"""What the pages about request forms say."""

from dataclasses import dataclass

from django.core.paginator import Page as Slice
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.enums import Aanvraagstatus
from voetlicht.intern.toegang.models import Accountaanvraag, Organisatie
from voetlicht.intern.toegang.rules.accounts import Change, Held, Moved, Wanted
from voetlicht.sites.medewerker.beheer.tables import (
    Cell,
    ListPage,
    Table,
    period_words,
    role_words,
    slice_pager,
)
from voetlicht.sites.medewerker.moments import moment_text
from voetlicht.sites.thema.page import Link, Page


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a change: what it does, and to which roles."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AanvraagPage:
    """One form, and for a waiting one what carrying it out changes."""

    page: Page
    facts: tuple[tuple[str, str], ...]
    asked: Table
    waits: bool
    parts: tuple[Part, ...]
    warning: str
    reject: Link


STATUSES = {
    Aanvraagstatus.NIEUW: gettext_lazy("Wacht"),
    Aanvraagstatus.UITGEVOERD: gettext_lazy("Uitgevoerd"),
    Aanvraagstatus.AFGEWEZEN: gettext_lazy("Afgewezen"),
}


def list_url() -> str:
    """Where the forms are listed."""
    return reverse("beheer:aanvragen")


def trail() -> tuple[Link, ...]:
    """The pages above those about forms."""
    return (beheer(), Link(_("Aanvragen"), list_url()))


def beheer() -> Link:
    """The first page of the beheerder."""
    return Link(_("Beheer"), reverse("beheer:start"))


def list_page(found: Slice[Accountaanvraag], status: Aanvraagstatus) -> ListPage:
    """The forms with one status."""
    url = list_url()
    choices = tuple(Link(str(text), f"{url}?status={each}") for each, text in STATUSES.items())
    rows = tuple(
        (
            Cell(each.naam, reverse("beheer:aanvraag", args=[each.uuid])),
            Cell(each.organisatie.naam),
            Cell(_kind(each)),
            Cell(moment_text(each.afgehandeld_op or each.ingevoerd_op)),
        )
        for each in found
    )
    return ListPage(
        page=Page(_("Aanvragen"), trail=(beheer(),), section=beheer().url),
        lead=_("Een account volgt uit een aanvraag van de organisatie."),
        choices=choices,
        current=f"{url}?status={status}",
        table=Table(
            id="aanvragen",
            title=str(STATUSES[status]),
            columns=(
                _("Medewerker"),
                _("Organisatie"),
                _("Vraagt"),
                _("Ingevoerd") if status is Aanvraagstatus.NIEUW else _("Afgehandeld"),
            ),
            rows=rows,
            empty=_("Er wacht geen aanvraag. Kreeg u een formulier? Voer het hierboven in.")
            if status is Aanvraagstatus.NIEUW
            else _("Hier staat nog niets. Kies hierboven een andere lijst."),
        ),
        pager=slice_pager(found, status=str(status)),
        main=Link(_("Voer een aanvraag in"), reverse("beheer:nieuw")),
    )


def aanvraag_page(
    form: Accountaanvraag, change: Change | None, teams: dict[int, str]
) -> AanvraagPage:
    """One form; ``change`` for a waiting one, ``teams`` the names by number."""
    return AanvraagPage(
        page=Page(
            _("Aanvraag voor %(naam)s") % {"naam": form.naam}, trail=trail(), section=beheer().url
        ),
        facts=_facts(form),
        asked=_asked(form),
        waits=change is not None,
        parts=_parts(change, teams) if change else (),
        warning=_warning(change) if change else "",
        reject=Link(_("Wijs af"), reverse("beheer:afwijzen", args=[form.uuid])),
    )


def _kind(form: Accountaanvraag) -> str:
    asked = [
        role_words(each.rol, each.team.naam if each.team else None) for each in form.regels.all()
    ]
    return "; ".join(asked) or _("Vertrek: alle rollen eindigen")


def _facts(form: Accountaanvraag) -> tuple[tuple[str, str], ...]:
    elearning = format_date(form.elearning_op) if form.elearning_op else _("Niet ingevuld")
    entered = form.ingevoerd_door.naam if form.ingevoerd_door else _("het systeem")
    facts = [
        (_("Medewerker"), f"{form.naam}, {form.email}"),
        (_("Organisatie"), form.organisatie.naam),
        (_("Aangevraagd door"), f"{form.aanvrager}, {form.aanvrager_email}"),
        (_("Datum van de aanvraag"), format_date(form.aangevraagd_op)),
        (_("Reden"), form.reden),
        (_("E-learning gedaan op"), elearning),
        (_("Ingevoerd"), f"{moment_text(form.ingevoerd_op)}, {entered}"),
    ]
    if form.afgehandeld_op and form.afgehandeld_door:
        handled = f"{moment_text(form.afgehandeld_op)}, {form.afgehandeld_door.naam}"
        facts.append((str(STATUSES[Aanvraagstatus(form.status)]), handled))
    if form.toelichting:
        facts.append((_("Uitleg"), form.toelichting))
    return tuple(facts)


def _asked(form: Accountaanvraag) -> Table:
    rows = tuple(
        (
            Cell(role_words(each.rol, each.team.naam if each.team else None)),
            Cell(period_words(Period(each.valid.lower, each.valid.upper))),
        )
        for each in form.regels.all()
    )
    return Table(
        id="gevraagd",
        title=_("Gevraagde rollen"),
        columns=(_("Rol"), _("Wanneer")),
        rows=rows,
        empty=_("Geen. Dit is een aanvraag voor iemand die vertrekt."),
    )


def _parts(change: Change, teams: dict[int, str]) -> tuple[Part, ...]:
    def words(each: Wanted | Held, valid: Period) -> str:
        named = role_words(each.rol, teams.get(each.team or 0))
        return f"{named}: {period_words(valid)}"

    def moved(each: Moved) -> str:
        return words(each.held, Period(each.held.valid.start, each.end))

    parts = (
        Part(_("Begint"), tuple(words(each, each.valid) for each in change.begun)),
        Part(_("Krijgt een andere laatste dag"), tuple(map(moved, change.moved))),
        Part(_("Eindigt vandaag"), tuple(words(each, each.valid) for each in change.ended)),
        Part(_("Blijft"), tuple(words(each, each.valid) for each in change.kept)),
    )
    return tuple(part for part in parts if part.lines)


def _warning(change: Change) -> str:
    if change.leaves_nothing:
        return _(
            "Daarna heeft deze medewerker bij deze organisatie geen rol meer. Klanten blijven "
            "bij het team, zonder eigen medewerker."
        )
    if not (change.begun or change.moved or change.ended):
        return _("Er verandert niets: alles is al zoals gevraagd.")
    return ""


def choose_page() -> Page:
    """The first step of a new form."""
    return Page(_("Nieuwe aanvraag: organisatie"), trail=trail(), section=beheer().url)


def new_page(organisatie: Organisatie) -> Page:
    """The second step of a new form."""
    title = _("Nieuwe aanvraag: %(naam)s") % {"naam": organisatie.naam}
    return Page(title, trail=trail(), section=beheer().url)


def reject_page(form: Accountaanvraag) -> Page:
    """Before a form is turned down."""
    above = Link(form.naam, reverse("beheer:aanvraag", args=[form.uuid]))
    return Page(_("Aanvraag afwijzen"), trail=(*trail(), above), section=beheer().url)
