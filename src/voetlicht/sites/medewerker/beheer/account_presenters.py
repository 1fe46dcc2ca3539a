"""What the pages about accounts say."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page as Slice
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.numbers import format_count
from voetlicht.intern.toegang.models import (
    Aanstelling,
    Account,
    Accountaanvraag,
    Gebeurtenis,
)
from voetlicht.intern.toegang.queries.accounts import SHOWN_EVENTS, Wish
from voetlicht.intern.toegang.rules.accounts import manages
from voetlicht.sites.medewerker.beheer.aanvraag_presenters import STATUSES, beheer
from voetlicht.sites.medewerker.beheer.tables import (
    Cell,
    ConfirmPage,
    ListPage,
    Table,
    period_of,
    period_words,
    role_words,
    slice_pager,
)
from voetlicht.sites.medewerker.moments import moment_text
from voetlicht.sites.medewerker.navigation import url_of
from voetlicht.sites.medewerker.words import rolnaam
from voetlicht.sites.thema.page import Link, Page


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account: what it may, what was asked for it and what happened to it."""

    page: Page
    email: str
    state: str
    steps: tuple[Link, ...]
    tables: tuple[Table, ...]


EVENTS = {
    "account_gemaakt": gettext_lazy("Account gemaakt"),
    "account_gesloten": gettext_lazy("Account gesloten"),
    "account_hernoemd": gettext_lazy("Account kreeg een andere naam"),
    "account_heropend": gettext_lazy("Account heropend"),
    "aanstelling_begonnen": gettext_lazy("Rol begonnen"),
    "aanstelling_verlegd": gettext_lazy("Rol kreeg een andere laatste dag"),
    "aanstelling_beeindigd": gettext_lazy("Rol beëindigd"),
    "toewijzingen_beeindigd": gettext_lazy("Klanten terug naar het team"),
    "aanvraag_ingevoerd": gettext_lazy("Aanvraag ingevoerd"),
    "aanvraag_uitgevoerd": gettext_lazy("Aanvraag uitgevoerd"),
    "aanvraag_afgewezen": gettext_lazy("Aanvraag afgewezen"),
    "hercertificering_beantwoord": gettext_lazy("Hercertificering beantwoord"),
    "sessies_beeindigd": gettext_lazy("Overal afgemeld"),
    "wachtwoordlink_gemaakt": gettext_lazy("Link voor een wachtwoord gemaakt"),
    "wachtwoord_ingesteld": gettext_lazy("Wachtwoord ingesteld"),
    "tweede_stap_gewist": gettext_lazy("Tweede stap gewist"),
    "account_gedeblokkeerd": gettext_lazy("Blokkade opgeheven"),
}


def accounts_link() -> Link:
    """Where accounts are listed."""
    return Link(_("Accounts"), reverse("beheer:accounts"))


def list_page(found: Slice[Account], wish: Wish) -> ListPage:
    """Accounts by name, with the roles of today."""
    url = accounts_link().url
    kept = {
        "organisatie": wish.organisatie,
        "rol": wish.rol.value if wish.rol else "",
        "gesloten": "ja" if wish.closed else "",
    }
    return ListPage(
        page=Page(_("Accounts"), trail=(beheer(),), section=beheer().url),
        lead=_("Wie zich kan aanmelden, en in welke rollen."),
        choices=(Link(_("Open"), url), Link(_("Gesloten"), f"{url}?gesloten=ja")),
        current=f"{url}?gesloten=ja" if wish.closed else url,
        table=Table(
            id="accounts",
            title=_found_title(found) if wish.text else _("Accounts"),
            columns=(_("Medewerker"), _("Rollen nu")),
            rows=tuple((_named(each), Cell(_roles(each.current))) for each in found),  # type: ignore[attr-defined]  # prefetched
            empty=_("Er is geen account dat hieraan voldoet. Kijk na wat u schreef."),
        ),
        # What was typed is a name, and stays out of addresses: then there is one page.
        pager=None if wish.text else slice_pager(found, **{k: v for k, v in kept.items() if v}),
    )


def _found_title(found: Slice[Account]) -> str:
    """That these are not all, and how to come to the rest."""
    if not found.has_next():
        return _("Gevonden accounts")
    return _("De eerste %(shown)s van %(total)s accounts. Vul meer in om de rest te vinden.") % {
        "shown": len(found),
        "total": format_count(found.paginator.count),
    }


def account_page(
    account: Account,
    held: Iterable[Aanstelling],
    asked: Iterable[Accountaanvraag],
    history: Iterable[Gebeurtenis],
    own: str | None,
) -> AccountPage:
    """One account, for a beheerder of the organisatie with code ``own``."""
    rows = tuple(held)
    return AccountPage(
        page=Page(
            account.naam or account.email,
            trail=(beheer(), accounts_link()),
            section=beheer().url,
        ),
        email=account.email,
        state=_("Dit account is open.") if account.is_active else _("Dit account is gesloten."),
        steps=_steps(account, rows, own),
        tables=(_roles_table(rows, own), _asked_table(asked), _history_table(history)),
    )


def close_page(account: Account) -> ConfirmPage:
    """Before an account is closed."""
    return ConfirmPage(
        page=_below(account, _("Account sluiten")),
        lead=_("Doe dit als iemand vertrekt, of als er iets mis is."),
        consequences=(
            _("%(naam)s wordt meteen overal afgemeld en kan zich niet meer aanmelden.")
            % {"naam": account.naam},
            _("Alle rollen eindigen vandaag, bij alle organisaties."),
            _("Klanten blijven bij hun team, zonder eigen medewerker."),
            _("U kunt het account later weer openen. Rollen komen dan uit een nieuwe aanvraag."),
        ),
        button=_("Sluit dit account"),
        back=_account_link(account),
    )


def reopen_page(account: Account) -> ConfirmPage:
    """Before a closed account is opened again."""
    return ConfirmPage(
        page=_below(account, _("Account heropenen")),
        lead=_("Doe dit als een account per ongeluk is gesloten."),
        consequences=(
            _("%(naam)s kan zich weer aanmelden.") % {"naam": account.naam},
            _("Rollen en klanten komen niet terug. Voer daarvoor een nieuwe aanvraag in."),
        ),
        button=_("Open dit account weer"),
        back=_account_link(account),
    )


def end_page(held: Aanstelling) -> ConfirmPage:
    """Before one role is ended."""
    role = role_words(held.rol, held.team.naam if held.team else None)
    return ConfirmPage(
        page=_below(held.account, _("Rol beëindigen")),
        lead=f"{role}, {held.organisatie.naam}",
        consequences=(
            _("%(naam)s verliest deze rol meteen.") % {"naam": held.account.naam},
            _("Klanten van het team blijven bij het team, zonder eigen medewerker."),
            _("Andere rollen blijven. Terugdraaien kan alleen met een nieuwe aanvraag."),
        ),
        button=_("Beëindig deze rol"),
        back=_account_link(held.account),
    )


def _account_link(account: Account) -> Link:
    return Link(account.naam or account.email, reverse("beheer:account", args=[account.uuid]))


def _below(account: Account, title: str) -> Page:
    trail = (beheer(), accounts_link(), _account_link(account))
    return Page(title, trail=trail, section=beheer().url)


def _named(account: Account) -> Cell:
    link = _account_link(account)
    return Cell(link.text, link.url)


def _roles(current: Iterable[Aanstelling]) -> str:
    named = [f"{rolnaam(each.rol)} ({each.organisatie.naam})" for each in current]
    return "; ".join(named) or _("Geen")


def _steps(account: Account, held: tuple[Aanstelling, ...], own: str | None) -> tuple[Link, ...]:
    """What can be done for this account; one form per organisatie where it works or worked."""
    if not account.is_active:
        return (Link(_("Open dit account weer"), reverse("beheer:heropenen", args=[account.uuid])),)
    forms = {
        each.organisatie.code: Link(
            _("Nieuwe aanvraag bij %(naam)s") % {"naam": each.organisatie.naam},
            f"{reverse('beheer:nieuw_bij', args=[each.organisatie.code])}?voor={account.uuid}",
        )
        for each in held
        if manages(own, each.organisatie.code)
    }
    help_url = url_of("aanmelden_hulp", account.uuid)
    return (
        *forms.values(),
        *([Link(_("Hulp bij aanmelden"), help_url)] if help_url else []),
        Link(_("Sluit dit account"), reverse("beheer:sluiten", args=[account.uuid])),
    )


def _roles_table(held: tuple[Aanstelling, ...], own: str | None) -> Table:
    return Table(
        id="rollen",
        title=_("Rollen"),
        columns=(_("Rol"), _("Organisatie"), _("Wanneer"), _("Wat u kunt doen")),
        rows=tuple(_role_row(each, own) for each in held),
        empty=_("Dit account had nog nooit een rol. Die komt uit een aanvraag."),
    )


def _role_row(each: Aanstelling, own: str | None) -> tuple[Cell, ...]:
    valid = period_of(each)
    open_still = valid.end is None or valid.end > clock.today()
    mine = manages(own, each.organisatie.code)
    step = (
        Cell(_("Beëindig"), reverse("beheer:beeindigen", args=[each.uuid]))
        if open_still and mine
        else Cell("" if open_still else _("Voorbij"))
    )
    role = role_words(each.rol, each.team.naam if each.team else None)
    return (Cell(role), Cell(each.organisatie.naam), Cell(period_words(valid)), step)


def _asked_table(asked: Iterable[Accountaanvraag]) -> Table:
    rows = tuple(
        (
            Cell(moment_text(each.ingevoerd_op), reverse("beheer:aanvraag", args=[each.uuid])),
            Cell(each.organisatie.naam),
            Cell(str(STATUSES[each.status])),  # type: ignore[index]  # its value is its name
        )
        for each in asked
    )
    return Table(
        id="aanvragen",
        title=_("Aanvragen"),
        columns=(_("Ingevoerd"), _("Organisatie"), _("Stand")),
        rows=rows,
        empty=_("Er is nog geen aanvraag. Kies hierboven ‘Nieuwe aanvraag’."),
    )


def _history_table(history: Iterable[Gebeurtenis]) -> Table:
    rows = tuple(history)
    latest = _("Geschiedenis, de laatste %(number)s") % {"number": len(rows)}
    return Table(
        id="geschiedenis",
        title=latest if len(rows) == SHOWN_EVENTS else _("Geschiedenis"),
        columns=(_("Wanneer"), _("Wat"), _("Rol")),
        rows=tuple(
            (Cell(moment_text(each.moment)), Cell(_event(each.what)), Cell(_about(each)))
            for each in rows
        ),
        empty=_("Er is nog niets gebeurd."),
    )


def _event(what: str) -> str:
    name = what.partition(".")[2]
    return str(EVENTS.get(name, name.replace("_", " ")))


def _about(event: Gebeurtenis) -> str:
    rol = event.details.get("rol")
    return rolnaam(rol) if rol else ""
