"""What the pages say to who judges noodtoegang. Whom it was about is not said."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.intern.toegang.queries.noodtoegang import (
    PAGE,
    Reviewable,
    Reviewables,
    unreviewed_count,
)
from voetlicht.sites.medewerker.moments import moment_text
from voetlicht.sites.medewerker.noodtoegang.presenters import judgement, outcome
from voetlicht.sites.medewerker.paging import Pager, pager, pages_of
from voetlicht.sites.medewerker.words import rolnaam
from voetlicht.sites.thema.page import Link, Page

LIST = "noodtoegang:reviews"


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One in the list of who judges."""

    url: str
    heading: str
    who: str
    reden: str
    badge: str
    open: bool


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """The list of who judges."""

    page: Page
    lead: str
    other: Link
    lines: tuple[ReviewLine, ...]
    nothing: str
    pager: Pager


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is known under it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One to judge, or as it was judged."""

    page: Page
    facts: tuple[Fact, ...]
    open: bool
    back: Link


def reviews_page(found: Reviewables, *, reviewed: bool) -> ReviewsPage:
    """``reviewed``: those that were judged, or those that wait."""
    url = reverse(LIST)
    other = (
        Link(_("Wat nog wacht op een oordeel"), url)
        if reviewed
        else Link(_("Wat al is beoordeeld"), f"{url}?beoordeeld=ja")
    )
    return ReviewsPage(
        page=Page(_("Noodtoegang beoordelen"), section=url),
        lead=_("Al beoordeeld, de laatste eerst.")
        if reviewed
        else _("Wacht op een oordeel, de oudste eerst. Over uzelf oordeelt u niet."),
        other=other,
        lines=tuple(_review_line(each) for each in found.lines),
        nothing=_("Er is nog niets beoordeeld. Kijk hierboven wat nog wacht.")
        if reviewed
        else _("Er wacht niets. U hoeft hier nu niets te doen."),
        pager=pager(
            found.page,
            pages=pages_of(found.total, PAGE),
            kept={"beoordeeld": "ja"} if reviewed else {},
        ),
    )


def review_page(one: Reviewable) -> ReviewPage:
    """What a judgement rests on: who, when, why and what came of it. Not: whom."""
    facts = [
        Fact(_("Gevraagd door"), _who(one)),
        Fact(_("Gevraagd op"), moment_text(one.gevraagd_op)),
        Fact(_("Reden"), one.reden),
        Fact(_("Uitkomst"), outcome(one.gevonden)),
        *([Fact(_("Initialen"), one.initialen)] if one.initialen else []),
        Fact(_("Geldig tot"), moment_text(one.tot)),
    ]
    if one.beoordeeld_op is not None:
        facts += [
            Fact(_("Oordeel"), judgement(one.terecht)),
            Fact(_("Uitleg"), one.toelichting),
            Fact(_("Beoordeeld op"), moment_text(one.beoordeeld_op)),
        ]
    back = Link(_("Terug naar de lijst"), reverse(LIST))
    return ReviewPage(
        page=Page(
            _("Noodtoegang beoordelen"),
            trail=(Link(_("Noodtoegang"), back.url),),
            section=back.url,
        ),
        facts=tuple(facts),
        open=one.beoordeeld_op is None,
        back=back,
    )


def reminder(actor: Actor) -> Link | None:
    """For the home page of who judges: how many wait. None for others, and when none does."""
    if not actor.may("toegang.noodtoegang_beoordelen"):
        return None
    leads = Purpose.LEIDING in actor.purposes
    waiting = unreviewed_count(actor=actor, purpose=Purpose.LEIDING if leads else Purpose.CONTROLE)
    if not waiting:
        return None
    text = ngettext(
        "%(number)s noodtoegang wacht op een oordeel",
        "%(number)s noodtoegangen wachten op een oordeel",
        waiting,
    )
    return Link(text % {"number": waiting}, reverse(LIST))


def _review_line(one: Reviewable) -> ReviewLine:
    return ReviewLine(
        url=reverse("noodtoegang:review", args=[one.uuid]),
        heading=moment_text(one.gevraagd_op),
        who=_who(one),
        reden=one.reden,
        badge=judgement(one.terecht),
        open=one.terecht is None,
    )


def _who(one: Reviewable) -> str:
    parts = (one.medewerker, rolnaam(one.rol).lower(), one.team, one.organisatie)
    return ", ".join(part for part in parts if part)
