"""What the lists of these pages are made of, and the words that they share."""

from dataclasses import dataclass

from django.core.paginator import Page as Slice
from django.utils.translation import gettext as _

from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.sites.medewerker.paging import Pager, pager
from voetlicht.sites.medewerker.words import rolnaam
from voetlicht.sites.thema.page import Link, Page


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in a table, and where they lead; ``mark`` sets them apart as something to do."""

    text: str
    url: str = ""
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A list; the first cell of a row says what the row is about. ``empty`` when there is none."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page with one list: ways to other lists above it, to more of it below."""

    page: Page
    lead: str
    choices: tuple[Link, ...]
    current: str
    table: Table
    pager: Pager | None = None
    main: Link | None = None


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """Before a step that cannot simply be taken back: what follows from it."""

    page: Page
    lead: str
    consequences: tuple[str, ...]
    button: str
    back: Link


def slice_pager(found: Slice, **kept: str) -> Pager:
    """The way through a list of which ``found`` is one page."""
    return pager(found.number, pages=found.paginator.num_pages, kept=kept)


def period_words(valid: Period) -> str:
    """``1 maart 2026 t/m 31 mei 2026``, or ``vanaf 1 maart 2026``."""
    if valid.last is None:
        return _("vanaf %(first)s") % {"first": format_date(valid.start)}
    return _("%(first)s t/m %(last)s") % {
        "first": format_date(valid.start),
        "last": format_date(valid.last),
    }


def period_of(row: Aanstelling) -> Period:
    """The period of an aanstelling that held on some day."""
    return Period(row.valid.lower, row.valid.upper)


def role_words(rol: str, team: str | None) -> str:
    """``Klantmanager, team Noord``."""
    naam = rolnaam(rol)
    return _("%(rol)s, team %(team)s") % {"rol": naam, "team": team} if team else naam
