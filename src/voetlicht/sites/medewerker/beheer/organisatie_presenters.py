"""What the pages about organisaties, teams and roles say."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.kwartaal import format_date
from voetlicht.basis.kern.numbers import format_count
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.intern.toegang.enums import Organisatiesoort
from voetlicht.intern.toegang.models import Organisatie, Team
from voetlicht.intern.toegang.rollen import ROLLEN, Rolbeschrijving
from voetlicht.sites.medewerker.beheer.aanvraag_presenters import beheer
from voetlicht.sites.medewerker.beheer.forms import SOORTEN
from voetlicht.sites.medewerker.beheer.tables import Cell, ConfirmPage, ListPage, Table
from voetlicht.sites.thema.page import Link, Page


@dataclass(frozen=True, slots=True)
class RoleCard:
    """One role in words."""

    naam: str
    beschrijving: str
    facts: tuple[tuple[str, str], ...]


PURPOSES = {
    Purpose.DIENSTVERLENING: gettext_lazy("klanten begeleiden"),
    Purpose.BEMIDDELING: gettext_lazy("kandidaten zoeken bij vacatures"),
    Purpose.LEIDING: gettext_lazy("een team leiden"),
    Purpose.PUBLICATIE: gettext_lazy("cijfers maken"),
    Purpose.BEHEER: gettext_lazy("accounts en rollen beheren"),
    Purpose.CONTROLE: gettext_lazy("controleren wie wat zag"),
}
RIGHTS = {
    "personen.inzien": gettext_lazy("zien wie een klant is"),
    "personen.bsn_inzien": gettext_lazy("een BSN opvragen"),
    "doelgroepregister.inzien": gettext_lazy("het doelgroepregister van een klant zien"),
    "sonar.inzien": gettext_lazy("het dossier van een klant zien"),
    "klantprofielen.inzien": gettext_lazy("het klantprofiel zien"),
    "toegang.noodtoegang_vragen": gettext_lazy("noodtoegang vragen"),
    "toegang.noodtoegang_beoordelen": gettext_lazy("noodtoegang van anderen beoordelen"),
    "toegang.toewijzen": gettext_lazy("klanten aan medewerkers toewijzen"),
    "toegang.hercertificeren": gettext_lazy("zeggen wie een rol nog nodig heeft"),
    "toegang.accounts_beheren": gettext_lazy("accounts maken en sluiten op aanvraag"),
    "toegang.organisaties_beheren": gettext_lazy("organisaties vastleggen"),
    "inzagelog.tellen": gettext_lazy("zien hoe vaak het team dossiers opent"),
    "inzagelog.inzien": gettext_lazy("het inzagelog lezen"),
    "keten.stand_inzien": gettext_lazy("de stand van de keten zien"),
}
SENSITIVE = {
    True: gettext_lazy("ook bijzondere gegevens, zoals de grondslag"),
    False: gettext_lazy("gewone persoonsgegevens"),
}


def organisaties_link() -> Link:
    """Where organisaties are listed."""
    return Link(_("Organisaties en teams"), reverse("beheer:organisaties"))


def organisaties_page(known: Iterable[Organisatie], *, may_add: bool) -> ListPage:
    """The organisaties that she manages."""
    rows = tuple(
        (
            Cell(each.naam, reverse("beheer:organisatie", args=[each.code])),
            Cell(str(SOORTEN[Organisatiesoort(each.soort)])),
            Cell(format_count(each.groups)),  # type: ignore[attr-defined]  # annotated
            Cell(format_count(each.medewerkers)),  # type: ignore[attr-defined]  # annotated
        )
        for each in known
    )
    new = Link(_("Leg een organisatie vast"), reverse("beheer:organisatie_nieuw"))
    return ListPage(
        page=Page(_("Organisaties en teams"), trail=(beheer(),), section=beheer().url),
        lead=_("De organisaties waarvan u accounts beheert."),
        choices=(),
        current="",
        table=Table(
            id="organisaties",
            title=_("Organisaties"),
            columns=(_("Organisatie"), _("Soort"), _("Teams"), _("Medewerkers")),
            rows=rows,
            empty=_("Er is nog geen organisatie. Leg hierboven de eerste vast."),
        ),
        main=new if may_add else None,
    )


def organisatie_page(organisatie: Organisatie, teams: Iterable[Team]) -> ListPage:
    """The teams of one organisatie."""
    code, soort = organisatie.code, Organisatiesoort(organisatie.soort)
    return ListPage(
        page=Page(organisatie.naam, trail=(beheer(), organisaties_link()), section=beheer().url),
        lead=_("%(soort)s, code %(code)s") % {"soort": SOORTEN[soort], "code": code},
        choices=(
            Link(
                _("Accounts van deze organisatie"),
                f"{reverse('beheer:accounts')}?organisatie={code}",
            ),
            Link(_("Andere naam"), reverse("beheer:organisatie_naam", args=[code])),
        ),
        current="",
        table=Table(
            id="teams",
            title=_("Teams"),
            columns=(_("Team"), _("Medewerkers"), _("Stand")),
            rows=tuple(_team_row(each) for each in teams),
            empty=_("Deze organisatie heeft nog geen team. Vorm hierboven het eerste."),
        ),
        main=Link(_("Vorm een team"), reverse("beheer:team_nieuw", args=[code])),
    )


def _team_row(team: Team) -> tuple[Cell, ...]:
    count = Cell(format_count(team.medewerkers))  # type: ignore[attr-defined]  # annotated
    if team.opgeheven_per:
        state = _("Opgeheven per %(day)s") % {"day": format_date(team.opgeheven_per)}
        return (Cell(team.naam), count, Cell(state))
    return (Cell(team.naam, reverse("beheer:team", args=[team.uuid])), count, Cell(_("Bestaat")))


def new_organisatie_page() -> Page:
    """Before an organisatie is added."""
    trail = (beheer(), organisaties_link())
    return Page(_("Nieuwe organisatie"), trail=trail, section=beheer().url)


def rename_page(organisatie: Organisatie) -> Page:
    """Before an organisatie gets another name."""
    above = Link(organisatie.naam, reverse("beheer:organisatie", args=[organisatie.code]))
    return Page(
        _("Andere naam"), trail=(beheer(), organisaties_link(), above), section=beheer().url
    )


def team_page(organisatie: Organisatie, team: Team | None) -> Page:
    """Before a team is formed, or gets another name."""
    above = Link(organisatie.naam, reverse("beheer:organisatie", args=[organisatie.code]))
    title = team.naam if team else _("Nieuw team")
    return Page(title, trail=(beheer(), organisaties_link(), above), section=beheer().url)


def dissolve_page(team: Team) -> ConfirmPage:
    """Before a team ceases to be."""
    above = team_page(team.organisatie, team)
    back = above.trail[-1]
    return ConfirmPage(
        page=Page(_("Team opheffen"), trail=above.trail, section=above.section),
        lead=f"{team.naam}, {team.organisatie.naam}",
        consequences=(
            _("Niemand kan meer in dit team werken, vanaf vandaag."),
            _("Het kan alleen als het team geen medewerkers en geen klanten meer heeft."),
            _("Dit kunt u niet terugdraaien."),
        ),
        button=_("Hef dit team op"),
        back=back,
    )


def role_cards() -> tuple[RoleCard, ...]:
    """Every role, as ``rollen.py`` has it."""
    return tuple(
        RoleCard(about.naam, about.beschrijving, _role_facts(about)) for about in ROLLEN.values()
    )


def roles_page() -> Page:
    """The page with all roles."""
    return Page(_("Rollen"), trail=(beheer(),), section=beheer().url)


def _role_facts(about: Rolbeschrijving) -> tuple[tuple[str, str], ...]:
    sees = SENSITIVE[Veldklasse.BIJZONDER in about.veldklassen]
    return (
        (_("Bestaat bij"), _several(str(SOORTEN[each]) for each in about.soorten)),
        (_("Mag"), _several(str(RIGHTS.get(right, right)) for right in about.rechten)),
        (
            _("Leest gegevens voor"),
            _several(str(PURPOSES.get(each, each)) for each in about.doelen),
        ),
        (
            _("Ziet van een klant"),
            str(sees) if about.bereik else _("niets: deze rol bereikt geen klanten"),
        ),
    )


def _several(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
