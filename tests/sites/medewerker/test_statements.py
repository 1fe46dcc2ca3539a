"""A list takes the same statements to the database for three rows as for twenty-five.

So many, and no more: what is asked per row would make a list slow where there is most to do. All
connections of a request count, also the one that notes who looked.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

import medewerkers as made
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.actions.accountaanvragen import Form, register_aanvraag
from voetlicht.intern.toegang.actions.hercertificering import ask_hercertificering
from voetlicht.intern.toegang.actions.noodtoegang import ask_by_index
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.intern.toegang.rules.accounts import Wanted
from voetlicht.intern.toegang.systeemactoren import HERCERTIFICERING
from voetlicht.intern.toegang.transaction import acting

ALIASES = ["default", "spoor", "toezicht"]
FEW, MANY = 3, 25

Rows = Callable[[Aanstelling, range], Sequence[Klant] | None]


def hers(adviseur: Aanstelling, numbers: range) -> list[Klant]:
    """Klanten of her caseload and of her team."""
    klanten = [made.klant((letter(number), "", "Bos")) for number in numbers]
    for klant in klanten:
        made.toewijzing(klant, adviseur)
        made.toewijzing(klant, adviseur.team)
    return klanten


def of_nobody(adviseur: Aanstelling, numbers: range) -> None:
    """Klanten of her team whom nobody in it serves."""
    for number in numbers:
        made.toewijzing(made.klant((letter(number), "", "Bos")), adviseur.team)


def letter(number: int) -> str:
    return chr(65 + number)


def noodtoegangen(adviseur: Aanstelling, numbers: range) -> None:
    """Noodtoegangen of hers that run."""
    by = made.actor(adviseur)
    for number in numbers:
        persoon = made.klant((letter(number), "", "Elders")).persoon
        with made.in_role("intern"), acting(by):
            ask_by_index(
                by=by,
                bsn_index=bytes(persoon.bsn_index),
                geboortedatum=persoon.geboortedatum,
                reden="Deze klant staat nu aan de balie",
            )


def colleagues(adviseur: Aanstelling, numbers: range) -> None:
    """Others of her team, each asked whether the role is still needed."""
    for number in numbers:
        made.medewerker(
            Rol.ADVISEUR_WERK, adviseur.organisatie, adviseur.team, naam=f"Karin {letter(number)}"
        )
    with made.in_role("intern"):
        ask_hercertificering(by=HERCERTIFICERING)


def aanvragen(adviseur: Aanstelling, numbers: range) -> None:
    """Forms for her team that wait."""
    beheerder = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, adviseur.organisatie)
    for number in numbers:
        form = Form(
            email=f"noor{number}@uwv.test",
            naam="Noor Nieuw",
            reden="Begint bij ons",
            aanvrager="Piet Baas",
            aanvrager_email="piet@uwv.test",
            aangevraagd_op=clock.today(),
            elearning_op=clock.today(),
            wanted=(Wanted(Rol.ADVISEUR_WERK, adviseur.team_id, Period(clock.today())),),
        )
        register_aanvraag(by=made.actor(beheerder), organisatie=adviseur.organisatie, form=form)


def organisaties(adviseur: Aanstelling, numbers: range) -> None:
    """Gemeenten with a team each, and teams of her own organisatie."""
    for number in numbers:
        made.team(made.organisatie(f"GM{1000 + number}"))
        made.team(adviseur.organisatie)


def looks(adviseur: Aanstelling, numbers: range) -> list[Klant]:
    """As many colleagues see the same klanten at night; she opens the dossier of one as often."""
    with made.in_role("verwerking"):
        named = Klant.objects.filter(persoon__achternaam="Nacht").select_related("persoon")
        seen = list(named.order_by("persoon_id"))  # the first is hers
    klanten = seen or [made.klant((letter(number), "", "Nacht")) for number in range(5)]
    if not seen:
        made.toewijzing(klanten[0], adviseur)
    today = clock.today()
    with clock.frozen_at(datetime(today.year, today.month, today.day, 1, 30, tzinfo=UTC)):
        for number in numbers:
            her = made.medewerker(
                adviseur.rol, adviseur.organisatie, adviseur.team, naam=f"Karin {letter(number)}"
            )
            for klant in klanten:
                made.toewijzing(klant, her)
            made.sign_in(Client(), her).get("/")
            made.sign_in(Client(), adviseur).get(f"/klanten/{klanten[0].uuid}/")
    return klanten


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as ``rol`` asks for it, what makes it longer, and how many statements it takes.

    ``typed`` goes with a POST: the name of a field and its value, or all klanten.
    """

    rol: Rol
    path: str
    rows: Rows
    statements: int
    typed: tuple[str, str] | None = None


ALL = "all klanten"
LISTS = (
    Listing(Rol.ADVISEUR_WERK, "/", hers, 9),
    Listing(Rol.ADVISEUR_WERK, "/klanten/zoeken", hers, 8, ("naam", "bos")),
    Listing(Rol.ADVISEUR_WERK, "/ga-naar", hers, 8, ("vraag", "bos")),
    Listing(Rol.TEAMLEIDER, "/", hers, 10),
    Listing(Rol.TEAMLEIDER, "/team/", hers, 15),
    Listing(Rol.TEAMLEIDER, "/team/?wie=zonder", of_nobody, 15),
    Listing(Rol.TEAMLEIDER, "/team/toewijzen/", hers, 12, ("klant", ALL)),
    Listing(Rol.ADVISEUR_WERK, "/noodtoegang/", noodtoegangen, 10),
    Listing(Rol.TEAMLEIDER, "/noodtoegang/beoordelen/", noodtoegangen, 8),
    Listing(Rol.PRIVACY_OFFICER, "/noodtoegang/beoordelen/", noodtoegangen, 8),
    Listing(Rol.TEAMLEIDER, "/beheer/hercertificering/", colleagues, 8),
    Listing(Rol.FUNCTIONEEL_BEHEERDER, "/beheer/", colleagues, 9),
    Listing(Rol.FUNCTIONEEL_BEHEERDER, "/beheer/hercertificering/", colleagues, 8),
    Listing(Rol.FUNCTIONEEL_BEHEERDER, "/beheer/accounts/", colleagues, 9),
    Listing(Rol.FUNCTIONEEL_BEHEERDER, "/beheer/accounts/", colleagues, 9, ("tekst", "Karin")),
    Listing(Rol.FUNCTIONEEL_BEHEERDER, "/beheer/aanvragen/", aanvragen, 9),
    Listing(Rol.FUNCTIONEEL_BEHEERDER, "/beheer/organisaties/", organisaties, 7),
    Listing(Rol.FUNCTIONEEL_BEHEERDER, "/beheer/organisaties/uwv/", organisaties, 8),
    Listing(Rol.FUNCTIONEEL_BEHEERDER, "/beheer/rollen/", organisaties, 6),
)
OF_THE_LOG = (
    Listing(Rol.PRIVACY_OFFICER, "/inzagelog/", looks, 7),
    Listing(Rol.PRIVACY_OFFICER, "/inzagelog/klant/{persoon}/", looks, 9),
    Listing(Rol.PRIVACY_OFFICER, "/inzagelog/medewerkers/", looks, 8, ("naam", "Karin")),
    Listing(Rol.PRIVACY_OFFICER, "/inzagelog/medewerkers/{account}/", looks, 8),
    Listing(Rol.PRIVACY_OFFICER, "/inzagelog/patronen/", looks, 13),
    Listing(Rol.TEAMLEIDER, "/inzagelog/team/", looks, 8),
)


@pytest.fixture(autouse=True)
def _one_moment() -> Iterator[None]:
    """Once a minute a session is marked as seen; however slow the machine, not in between here."""
    with clock.frozen_at(clock.now()):
        yield


@pytest.fixture
def site_of(office) -> Callable[[Rol], Client]:
    """A browser of a colleague in this role; of the adviseur herself where it is hers."""

    @cache
    def site_of(rol: Rol) -> Client:
        her = office.adviseur
        if rol is not Rol.ADVISEUR_WERK:
            her = made.medewerker(rol, her.organisatie, her.team if rol is Rol.TEAMLEIDER else None)
        return made.sign_in(Client(), her)

    return site_of


def taken(listing: Listing, site: Client, her: Aanstelling, klanten: Sequence[Klant]) -> int:
    """How many statements its answer took, on all connections together."""
    persoon = klanten[0].persoon.uuid if klanten else ""
    path = listing.path.format(persoon=persoon, account=her.account.uuid)
    with ExitStack() as captured:
        heard = [
            captured.enter_context(CaptureQueriesContext(connections[alias])) for alias in ALIASES
        ]
        if listing.typed:
            name, value = listing.typed
            typed = [klant.uuid for klant in klanten] if value == ALL else value
            answer = site.post(path, {name: typed})
        else:
            answer = site.get(path)
    assert answer.status_code == 200
    return sum(map(len, heard))


@pytest.mark.django_db(databases=ALIASES)
@pytest.mark.parametrize("listing", LISTS, ids=lambda each: f"{each.rol} {each.path}")
def test_a_list_takes_the_same_statements_for_few_rows_and_many(
    listing: Listing, office, site_of, settings
) -> None:
    settings.NOODTOEGANG_PER_DAY = MANY
    her, site = office.adviseur, site_of(listing.rol)
    klanten = [*(listing.rows(her, range(FEW)) or ())]
    few = taken(listing, site, her, klanten)
    klanten += listing.rows(her, range(FEW, MANY)) or ()
    assert (few, taken(listing, site, her, klanten)) == (listing.statements, listing.statements)


@pytest.mark.django_db(transaction=True, databases=ALIASES)
def test_the_lists_of_the_inzagelog_do_too(office, site_of) -> None:
    her, counted = office.adviseur, []
    for numbers in (range(FEW), range(FEW, MANY)):
        klanten = looks(her, numbers)
        counted.append([taken(each, site_of(each.rol), her, klanten) for each in OF_THE_LOG])
    few, many = counted
    assert many == [each.statements for each in OF_THE_LOG]
    # What is unusual depends on the hour: while nothing is, nobody's name is asked for.
    assert all(0 <= more - less <= 1 for less, more in zip(few, many, strict=True))
