"""What the pages say to who asks noodtoegang."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.intern.toegang.queries.noodtoegang import PAGE, OwnNoodtoegang
from voetlicht.sites.medewerker.moments import clock_text, moment_text
from voetlicht.sites.medewerker.paging import Pager, pager, pages_of
from voetlicht.sites.thema.page import Link, Page


@dataclass(frozen=True, slots=True)
class AskPage:
    """Before asking: what it means."""

    page: Page
    beforehand: tuple[str, ...]
    back: Link


@dataclass(frozen=True, slots=True)
class RunningLine:
    """A noodtoegang that runs: until when, where the dossier is and how to end it."""

    uuid: str
    heading: str
    reden: str
    dossier: str
    end: str


@dataclass(frozen=True, slots=True)
class PastLine:
    """One that is over: what came of it, and how it was judged."""

    asked: str
    outcome: str
    reden: str
    badge: str
    open: bool
    toelichting: str

    @property
    def verdict(self) -> str:
        """The judgement, and why."""
        return f"{self.badge}. {self.toelichting}" if self.toelichting else self.badge


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Her own noodtoegangen."""

    page: Page
    ask: Link
    running: tuple[RunningLine, ...]
    past: tuple[PastLine, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """What came of asking, where that is not a dossier."""

    page: Page
    told: str
    meaning: str
    line: PastLine
    ways: tuple[Link, ...]


def ask_page() -> AskPage:
    """What asking means, said before it is done."""
    return AskPage(
        page=Page(_("Vraag noodtoegang"), trail=(_own(),), section=_own().url),
        beforehand=(
            _("Uw vraag wordt vastgelegd: uw naam, het tijdstip, wie u zoekt en uw reden."),
            _("Dat gebeurt ook als er niemand wordt gevonden."),
            _("Een ander beoordeelt achteraf of het nodig was. U leest dat oordeel."),
            _("De toegang is voor u alleen en stopt na drie uur vanzelf."),
            _("De klant kan zien dat u hebt gekeken."),
        ),
        back=Link(_("Terug zonder te vragen"), _own().url),
    )


def own_page(
    asked: Iterable[OwnNoodtoegang], dossiers: Mapping[int, UUID], *, number: int, total: int
) -> OwnPage:
    """Page ``number`` of ``total`` lines. ``dossiers``: the dossier of each persoon who is within
    reach through one that runs."""
    every = tuple(asked)
    return OwnPage(
        page=Page(_("Noodtoegang"), section=_own().url),
        ask=Link(_("Vraag noodtoegang"), reverse("noodtoegang:ask")),
        running=tuple(_running(each, dossiers) for each in every if each.running),
        past=tuple(_past(each) for each in every if not each.running),
        pager=pager(number, pages=pages_of(total, PAGE), kept={}),
    )


def answer_page(one: OwnNoodtoegang) -> AnswerPage:
    """Nobody was found, or it is over. Who runs but has no dossier was not found either."""
    over = one.gevonden and not one.running
    told = (
        _("De noodtoegang is voorbij.")
        if over
        else _("Er is geen klant met dit burgerservicenummer en deze geboortedatum.")
    )
    return AnswerPage(
        page=Page(
            _("Noodtoegang voorbij") if over else _("Niet gevonden"),
            trail=(_own(),),
            section=_own().url,
        ),
        told=told,
        meaning=_("Uw vraag is vastgelegd en wordt door een ander beoordeeld."),
        line=_past(one),
        ways=(Link(_("Vraag opnieuw"), reverse("noodtoegang:ask")), _own()),
    )


def _own() -> Link:
    return Link(_("Noodtoegang"), reverse("noodtoegang:own"))


def _running(one: OwnNoodtoegang, dossiers: Mapping[int, UUID]) -> RunningLine:
    dossier = dossiers.get(one.persoon_id or 0)
    return RunningLine(
        uuid=str(one.uuid),
        heading=_("Noodtoegang tot %(time)s uur") % {"time": clock_text(one.tot)},
        reden=one.reden,
        dossier=reverse("medewerker:dossier", args=[dossier]) if dossier else "",
        end=reverse("noodtoegang:end", args=[one.uuid]),
    )


def _past(one: OwnNoodtoegang) -> PastLine:
    return PastLine(
        asked=moment_text(one.gevraagd_op),
        outcome=outcome(one.gevonden),
        reden=one.reden,
        badge=judgement(one.terecht),
        open=one.terecht is None,
        toelichting=one.toelichting,
    )


def outcome(gevonden: bool) -> str:
    """Whether there was somebody."""
    return _("Klant gevonden.") if gevonden else _("Niemand gevonden.")


def judgement(terecht: bool | None) -> str:
    """How it was judged; None: not yet."""
    if terecht is None:
        return _("Nog niet beoordeeld")
    return _("Terecht") if terecht else _("Onterecht")
