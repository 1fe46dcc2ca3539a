"""What stands out in the inzagelog, and in the counts of a team."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.numbers import format_count
from voetlicht.intern.toegang.enums import Patroonsoort
from voetlicht.intern.toegang.inzage.answers import Pattern, TeamCount
from voetlicht.sites.medewerker.inzagelog.forms import Span
from voetlicht.sites.medewerker.inzagelog.presenters import klant_link, medewerker_url
from voetlicht.sites.medewerker.moments import moment_text
from voetlicht.sites.medewerker.words import rolnaam
from voetlicht.sites.thema.page import Link, Page


@dataclass(frozen=True, slots=True)
class Words:
    """A kind of pattern: its name, what it means, and what is counted in it."""

    name: str | Promise
    meaning: str | Promise
    counted: str | Promise


PATTERNS = {
    Patroonsoort.NACHT: Words(
        _lazy("’s Nachts gekeken"),
        _lazy("Vaak klanten bekeken tussen tien uur ’s avonds en zes uur ’s ochtends."),
        _lazy("%(number)s keer"),
    ),
    Patroonsoort.ZELFDE_ADRES: Words(
        _lazy("Iemand op het eigen adres"),
        _lazy("Een klant bekeken die op hetzelfde adres woont als de medewerker."),
        _lazy("%(number)s keer"),
    ),
    Patroonsoort.ZELFDE_NAAM: Words(
        _lazy("Iemand met dezelfde achternaam"),
        _lazy("Een klant bekeken die dezelfde, zeldzame achternaam heeft als de medewerker."),
        _lazy("%(number)s keer"),
    ),
    Patroonsoort.BUITEN_CASELOAD: Words(
        _lazy("Veel klanten van anderen"),
        _lazy("Op één dag veel klanten bekeken die aan collega’s zijn toegewezen."),
        _lazy("%(number)s klanten"),
    ),
    Patroonsoort.VEEL_DOSSIERS: Words(
        _lazy("Veel dossiers in een uur"),
        _lazy("In een uur ten minste de helft geopend van de dossiers die in een uur mogen."),
        _lazy("%(number)s klanten in een uur"),
    ),
    Patroonsoort.NOODTOEGANG: Words(
        _lazy("Vaak of onterecht noodtoegang"),
        _lazy("Vaak noodtoegang gevraagd, vaak niemand gevonden, of als onterecht beoordeeld."),
        _lazy("%(number)s keer gevraagd"),
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Somebody who stands out, and by how much."""

    medewerker: Link
    count: str
    when: str
    klanten: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of a kind."""

    kind: str
    heading: str
    meaning: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PatternsPage:
    """What stands out in a period."""

    page: Page
    kept: Mapping[str, str]
    kinds: tuple[Link, ...]
    current: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """How much one medewerker of the team looked."""

    medewerker: str
    klanten: str
    inzagen: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """How much a team looked."""

    page: Page
    about: str
    kept: Mapping[str, str]
    caption: str
    lines: tuple[TeamLine, ...]


def patterns_page(found: Iterable[Pattern], span: Span, *, soort: str) -> PatternsPage:
    """``soort``: the one kind that was asked for; anything else is all of them."""
    chosen = Patroonsoort(soort) if soort in set(Patroonsoort) else None
    url = reverse("inzagelog:patterns")
    every = tuple(found)
    log = Link(_("Inzagelog"), reverse("inzagelog:start"))
    return PatternsPage(
        page=Page(_("Opvallende patronen"), trail=(log,), section=log.url),
        kept={"soort": chosen.value} if chosen else {},
        kinds=(
            Link(_("Alles"), f"{url}?{urlencode(span.parameters)}"),
            *(
                Link(str(words.name), _narrowed(url, span, kind))
                for kind, words in PATTERNS.items()
            ),
        ),
        current=_narrowed(url, span, chosen),
        groups=tuple(
            Group(
                kind=kind.value,
                heading=str(words.name),
                meaning=str(words.meaning),
                findings=tuple(_finding(each, span) for each in every if each.soort is kind),
            )
            for kind, words in PATTERNS.items()
            if chosen in (None, kind)
        ),
    )


def _narrowed(url: str, span: Span, kind: Patroonsoort | None) -> str:
    asked = {**span.parameters, **({"soort": kind.value} if kind else {})}
    return f"{url}?{urlencode(asked)}"


def _finding(one: Pattern, span: Span) -> Finding:
    naam = f"{one.naam or _('onbekend')}, {rolnaam(one.rol).lower()}"
    return Finding(
        medewerker=Link(naam, medewerker_url(one.actor_id, span)),
        count=str(PATTERNS[one.soort].counted) % {"number": format_count(one.count)},
        when=_("Van %(first)s tot %(last)s")
        % {"first": moment_text(one.first), "last": moment_text(one.last)},
        klanten=tuple(klant_link(each, span) for each in one.personen),
    )


def team_page(counts: Iterable[TeamCount], span: Span) -> TeamPage:
    """Counts for a teamleider; whom they looked at is not hers to see here."""
    return TeamPage(
        page=Page(_("Inzage van mijn team"), section=reverse("inzagelog:team")),
        about=_(
            "Hoe vaak uw team gegevens van klanten zag. Welke klanten dat waren, staat er niet."
        ),
        kept={},
        caption=_("Van %(first)s t/m %(last)s")
        % {"first": format_date(span.first), "last": format_date(span.last)},
        lines=tuple(
            TeamLine(each.naam, format_count(each.klanten), format_count(each.looks))
            for each in counts
        ),
    )
