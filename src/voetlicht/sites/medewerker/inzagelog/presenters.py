"""What the pages of the inzagelog say. A klant has a number here, never a name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.numbers import format_count
from voetlicht.intern.toegang.inzage.answers import LastCheck, Lines, MedewerkerFound, Seen
from voetlicht.sites.medewerker.inzagelog.forms import Span
from voetlicht.sites.medewerker.moments import moment_text
from voetlicht.sites.medewerker.paging import Pager, onward
from voetlicht.sites.medewerker.words import rolnaam
from voetlicht.sites.thema.page import Link, Page

DOELEN = {
    "dienstverlening": gettext_lazy("dienstverlening"),
    "bemiddeling": gettext_lazy("bemiddeling"),
    "leiding": gettext_lazy("leiding geven"),
    "controle": gettext_lazy("controle"),
    "beheer": gettext_lazy("beheer"),
}
VELDKLASSEN = {
    "persoonlijk": gettext_lazy("gewone persoonsgegevens"),
    "bijzonder": gettext_lazy("gevoelige gegevens"),
}

FRESH = timedelta(hours=36)
"""How long a check says something: a night and the time to see that it was skipped."""


@dataclass(frozen=True, slots=True)
class Check:
    """The last check of the chains, in words."""

    sound: bool
    words: str
    about: str


@dataclass(frozen=True, slots=True)
class Way:
    """A page to go to, and what is there."""

    link: Link
    about: str


@dataclass(frozen=True, slots=True)
class StartPage:
    """The state of the log, and the ways into it."""

    page: Page
    check: Check
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class FindKlantPage:
    """The question for a BSN; ``nothing`` when the log does not know it."""

    page: Page
    nothing: str


@dataclass(frozen=True, slots=True)
class FindMedewerkerPage:
    """The question for a name, and who was found."""

    page: Page
    searched: bool
    heading: str
    advice: str
    found: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log: when, whom or by whom, and how."""

    moment: str
    subject: Link
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinesPage:
    """The lines of a klant or of a medewerker in a period."""

    page: Page
    about: str
    kept: Mapping[str, str]
    caption: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    nothing: str
    pager: Pager


def start_page(check: LastCheck | None) -> StartPage:
    """``check``: the last one; None when there was none yet."""
    return StartPage(
        page=Page(_("Inzagelog"), section=reverse("inzagelog:start")),
        check=_check(check),
        ways=(
            Way(
                Link(_("Wie heeft deze klant gezien?"), reverse("inzagelog:find_klant")),
                _("Zoek met het BSN van de klant."),
            ),
            Way(
                Link(_("Wie heeft deze medewerker gezien?"), reverse("inzagelog:find_medewerker")),
                _("Zoek met de naam van de medewerker."),
            ),
            Way(
                Link(_("Opvallende patronen"), reverse("inzagelog:patterns")),
                _("’s Nachts, familie en buren, buiten de eigen klanten, vaak noodtoegang."),
            ),
            Way(
                Link(_("Noodtoegang beoordelen"), reverse("noodtoegang:reviews")),
                _("Wie noodtoegang vroeg en waarom."),
            ),
        ),
    )


def find_klant_page(*, nothing: bool) -> FindKlantPage:
    """Nobody known and nobody looked are told alike."""
    return FindKlantPage(
        page=_page(_("Wie heeft deze klant gezien?")),
        nothing=_("Bij dit BSN staat niets in het inzagelog. Kijk of het BSN klopt.")
        if nothing
        else "",
    )


def find_medewerker_page(
    found: tuple[tuple[MedewerkerFound, ...], int] | None,
) -> FindMedewerkerPage:
    """``found``: who, and how many there are; None when nothing was asked yet."""
    every, total = found or ((), 0)
    heading = ngettext("%(number)s medewerker gevonden", "%(number)s medewerkers gevonden", total)
    return FindMedewerkerPage(
        page=_page(_("Wie heeft deze medewerker gezien?")),
        searched=found is not None,
        heading=heading % {"number": format_count(total)},
        advice=_advice(len(every), total),
        found=tuple(
            Way(Link(each.naam, medewerker_url(each.uuid)), ", ".join(each.organisaties))
            for each in every
        ),
    )


def _advice(shown: int, total: int) -> str:
    """What to do when not all are shown, or none."""
    if not total:
        return _("Kijk of u de naam goed hebt geschreven, of vul een korter deel ervan in.")
    if shown == total:
        return ""
    return _("De eerste %(shown)s van %(total)s. Vul meer van de naam in om de rest te vinden.") % {
        "shown": shown,
        "total": format_count(total),
    }


def klant_page(found: Lines, klant: UUID, span: Span, *, at_start: bool) -> LinesPage:
    """Who saw a klant."""
    return _lines_page(
        found,
        span,
        at_start=at_start,
        title=_("Wie heeft deze klant gezien?"),
        about=_("Klantnummer in dit log: %(klant)s.") % {"klant": short(klant)},
        subject=_("Medewerker"),
        lines=(
            _line(each, Link(each.naam or _("onbekend"), medewerker_url(each.actor_id, span)))
            for each in found.lines
        ),
    )


def medewerker_page(found: Lines, account: UUID, span: Span, *, at_start: bool) -> LinesPage:
    """Whom a medewerker saw."""
    naam = found.lines[0].naam if found.lines else _("in deze periode niemand gezien")
    return _lines_page(
        found,
        span,
        at_start=at_start,
        title=_("Wie heeft deze medewerker gezien?"),
        about=_("Medewerker: %(naam)s.") % {"naam": naam},
        subject=_("Klant"),
        lines=(_line(each, klant_link(each.persoon, span)) for each in found.lines),
    )


def klant_link(klant: UUID | None, span: Span) -> Link:
    """A klant by number; without an address when the log outlived her."""
    if klant is None:
        return Link(_("niet meer bekend"), "")
    url = reverse("inzagelog:klant", args=[klant])
    return Link(short(klant), f"{url}?{urlencode(span.parameters)}")


def short(klant: UUID) -> str:
    """Enough of a random number to tell klanten apart on a page."""
    return str(klant)[:8]


def _lines_page(
    found: Lines,
    span: Span,
    *,
    at_start: bool,
    title: str,
    about: str,
    subject: str,
    lines: Iterable[Line],
) -> LinesPage:
    return LinesPage(
        page=_page(title),
        about=about,
        kept={},
        caption=_("Van %(first)s t/m %(last)s, de laatste eerst")
        % {"first": format_date(span.first), "last": format_date(span.last)},
        headings=(_("Wanneer"), subject, _("In de rol"), _("Doel"), _("Wat"), _("Hoe")),
        lines=tuple(lines),
        nothing=_("In deze periode staat hier niets. Kies hierboven een langere periode."),
        pager=onward(
            str(found.more) if found.more else "", at_start=at_start, kept=span.parameters
        ),
    )


def _line(one: Seen, subject: Link) -> Line:
    how = _("%(kanaal)s, noodtoegang") if one.in_nood else "%(kanaal)s"
    return Line(
        moment=moment_text(one.moment),
        subject=subject,
        cells=(
            f"{rolnaam(one.rol)}, {one.organisatie}",
            str(DOELEN.get(one.doel, one.doel)),
            str(VELDKLASSEN.get(one.veldklasse, one.veldklasse)),
            how % {"kanaal": one.kanaal},
        ),
    )


def _page(title: str) -> Page:
    url = reverse("inzagelog:start")
    return Page(title, trail=(Link(_("Inzagelog"), url),), section=url)


def medewerker_url(account: UUID, span: Span | None = None) -> str:
    """Whom this medewerker saw, in the same period."""
    url = reverse("inzagelog:medewerker", args=[account])
    return f"{url}?{urlencode(span.parameters)}" if span else url


def _check(check: LastCheck | None) -> Check:
    if check is None:
        return Check(
            sound=False,
            words=_("Nog niet gecontroleerd."),
            about=_(
                "De controle loopt elke nacht. Vraag de systeembeheerder waarom zij niet liep."
            ),
        )
    late = clock.now() - check.moment > FRESH
    about = _("Gecontroleerd op %(moment)s: %(lines)s regels in %(chains)s ketens.") % {
        "moment": moment_text(check.moment),
        "lines": format_count(check.lines),
        "chains": format_count(check.chains),
    }
    if late:
        ask = _("De controle loopt elke nacht. Vraag de systeembeheerder waarom zij stopte.")
        about = f"{about} {ask}"
    return Check(sound=not check.findings and not late, words=_words(check, late), about=about)


def _words(check: LastCheck, late: bool) -> str:
    if check.findings:
        said = ngettext(
            "Nee. Op %(number)s plaats klopt het log niet. De systeembeheerder ziet waar.",
            "Nee. Op %(number)s plaatsen klopt het log niet. De systeembeheerder ziet waar.",
            check.findings,
        )
        return said % {"number": format_count(check.findings)}
    if late:
        since = moment_text(check.moment)
        return _("Dat is niet bekend. Sinds %(since)s is er niets gecontroleerd.") % {
            "since": since
        }
    return _("Ja. Er is niets veranderd of weg.")
