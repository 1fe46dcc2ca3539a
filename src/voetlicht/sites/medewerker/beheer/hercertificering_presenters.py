"""What the pages about the half-yearly question say."""

from dataclasses import dataclass

from django.core.paginator import Page as Slice
from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.intern.toegang.models import Hercertificering
from voetlicht.intern.toegang.rules.hercertificering import GRACE
from voetlicht.sites.medewerker.beheer.aanvraag_presenters import beheer
from voetlicht.sites.medewerker.beheer.tables import (
    Cell,
    ListPage,
    Table,
    period_of,
    period_words,
    role_words,
    slice_pager,
)
from voetlicht.sites.thema.page import Link, Page


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """One question, and what is known of the role."""

    page: Page
    facts: tuple[tuple[str, str], ...]
    answered: str
    back: Link


def list_page(found: Slice[Hercertificering], *, overdue: bool, purpose: Purpose) -> ListPage:
    """The questions that wait for who looks."""
    url = _link().url
    return ListPage(
        page=Page(_("Hercertificering"), trail=_above(purpose), section=_link().url),
        lead=_(
            "Elk half jaar vragen we of iemand een rol nog nodig heeft. Zonder antwoord eindigt "
            "de rol twee weken na de laatste dag."
        ),
        choices=(Link(_("Alle open vragen"), url), Link(_("Te laat"), f"{url}?te_laat=ja")),
        current=f"{url}?te_laat=ja" if overdue else url,
        table=Table(
            id="vragen",
            title=_("Te laat") if overdue else _("Open vragen"),
            columns=(_("Medewerker"), _("Rol"), _("Organisatie"), _("Antwoord uiterlijk op")),
            rows=tuple(_row(each) for each in found),
            empty=_("Er wacht geen vraag op u. U hoeft hier nu niets te doen."),
        ),
        pager=slice_pager(found, **({"te_laat": "ja"} if overdue else {})),
    )


def answer_page(asked: Hercertificering, *, purpose: Purpose) -> AnswerPage:
    """One question."""
    held = asked.aanstelling
    facts = (
        (_("Medewerker"), held.account.naam or held.account.email),
        (_("Rol"), role_words(held.rol, held.team.naam if held.team else None)),
        (_("Organisatie"), held.organisatie.naam),
        *([(_("Rol geldt"), period_words(period_of(held)))] if not held.valid.isempty else []),
        (_("Antwoord uiterlijk op"), format_date(asked.uiterlijk)),
        (_("Zonder antwoord eindigt de rol na"), format_date(asked.uiterlijk + GRACE)),
    )
    return AnswerPage(
        page=Page(_("Nog nodig?"), trail=(*_above(purpose), _link()), section=_link().url),
        facts=facts,
        answered=_("Deze vraag is beantwoord.") if asked.antwoord else "",
        back=_link(),
    )


def _row(asked: Hercertificering) -> tuple[Cell, ...]:
    held = asked.aanstelling
    late = asked.uiterlijk < clock.today()
    last = format_date(asked.uiterlijk)
    return (
        Cell(held.account.naam or held.account.email, reverse("beheer:vraag", args=[asked.uuid])),
        Cell(role_words(held.rol, held.team.naam if held.team else None)),
        Cell(held.organisatie.naam),
        Cell(_("%(last)s, te laat") % {"last": last} if late else last, mark=late),
    )


def _link() -> Link:
    return Link(_("Hercertificering"), reverse("beheer:hercertificering"))


def _above(purpose: Purpose) -> tuple[Link, ...]:
    return (beheer(),) if purpose is Purpose.BEHEER else ()
