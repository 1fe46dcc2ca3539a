"""People at work and the klanten they serve, made for tests in the role that may make them.

In a test ``default`` is role ``intern``, or ``verwerking`` in the tests of the intern rooms; what
is made here steps over where needed and back again, on the same connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count

from django.db import connection
from django.test import Client

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.intern.personen.actions import register_persoon
from voetlicht.intern.personen.bsn import is_bsn
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.personen.rules import Naam, zoeknaam
from voetlicht.intern.sonar.actions import open_dossier
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.actions.organisaties import register_organisatie, rename_organisatie
from voetlicht.intern.toegang.enums import Organisatiesoort, Rol
from voetlicht.intern.toegang.models import Aanstelling, Account, Organisatie, Team, Toewijzing
from voetlicht.intern.toegang.queries.medewerkers import actor_in
from voetlicht.intern.toegang.session import CHOSEN
from voetlicht.intern.toegang.systeemactoren import GENERATOR

LONG_AGO = date(2020, 1, 1)
_numbers = count(1)
_bsns = (str(number) for number in count(910_000_000) if is_bsn(str(number)))


@contextmanager
def in_role(role: str) -> Iterator[None]:
    """Be ``intern`` or ``verwerking`` on ``default`` for a while, and then who one was before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (before,) = cursor.fetchone()
        cursor.execute(f"SET ROLE {role}")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(f"SET ROLE {before}")


def organisatie(
    code: str = "uwv", *, naam: str = "", soort: Organisatiesoort | None = None
) -> Organisatie:
    """The organisatie with this code; its soort follows from the code."""
    prefixes = {
        "GM": Organisatiesoort.GEMEENTE,
        "SV": Organisatiesoort.SAMENWERKINGSVERBAND,
        "WS": Organisatiesoort.WSP,
    }
    soort = soort or prefixes.get(code[:2], Organisatiesoort.UWV)
    if Organisatie.objects.filter(code=code).exists():
        return _named(code, naam)
    return register_organisatie(by=GENERATOR, code=code, naam=naam or code, soort=soort)


def _named(code: str, naam: str) -> Organisatie:
    if naam:
        return rename_organisatie(by=GENERATOR, code=code, naam=naam)
    return Organisatie.objects.get(code=code)


def team(of: Organisatie, naam: str = "") -> Team:
    """A new team of this organisatie."""
    with in_role("intern"):
        return Team.objects.create(organisatie=of, naam=naam or f"Team {next(_numbers)}")


def account(naam: str = "", *, email: str = "") -> Account:
    """Somebody who can sign in, with no aanstelling yet and no password."""
    number = next(_numbers)
    with in_role("intern"):
        made = Account(
            email=email or f"medewerker{number}@voorbeeld.test", naam=naam or f"Medewerker {number}"
        )
        made.set_unusable_password()
        made.save()
    return made


def medewerker(
    rol: Rol,
    of: Organisatie,
    team: Team | None = None,
    *,
    naam: str = "",
    account: Account | None = None,
    since: date = LONG_AGO,
    until: date | None = None,
) -> Aanstelling:
    """Somebody in a role at an organisatie: a new account, or one that holds other roles too."""
    holder = account or _account(naam)
    with in_role("intern"):
        return Aanstelling.objects.create(
            account=holder, organisatie=of, team=team, rol=rol, valid=(since, until)
        )


_account = account


def klant(
    naam: tuple[str, str, str] = ("Anna", "de", "Vries"),
    *,
    bsn: str = "",
    geboortedatum: date = date(1990, 5, 17),
) -> Klant:
    """A new klant with a dossier; ``naam`` is voornaam, voorvoegsel, achternaam."""
    voornaam, voorvoegsel, achternaam = naam
    with in_role("verwerking"):
        persoon = register_persoon(
            by=GENERATOR, bsn=bsn or next(_bsns), geboortedatum=geboortedatum
        )
        Persoon.objects.filter(pk=persoon.pk).update(
            voornaam=voornaam,
            voorvoegsel=voorvoegsel,
            achternaam=achternaam,
            zoeknaam=zoeknaam(Naam(voornaam, voorvoegsel, achternaam)),
        )
        made = open_dossier(by=GENERATOR, persoon=persoon)
        made.persoon.refresh_from_db()
    return made


def toewijzing(
    klant: Klant,
    to: Aanstelling | Team,
    *,
    since: date = LONG_AGO,
    until: date | None = None,
    reden: str = "Nieuwe klant",
) -> Toewijzing:
    """The klant is served by a medewerker (caseload) or by a team; ``until`` is half-open."""
    holder = {"account": to.account} if isinstance(to, Aanstelling) else {"team": to}
    with in_role("verwerking"):
        return Toewijzing.objects.create(
            persoon_id=klant.persoon_id,
            organisatie_id=to.organisatie_id,
            valid=(since, until),
            reden=reden,
            **holder,
        )


def days_ago(number: int) -> date:
    """A calendar day before today; negative for one to come."""
    return clock.today() - timedelta(days=number)


def actor(aanstelling: Aanstelling) -> Actor:
    """The medewerker as she acts in this aanstelling."""
    return actor_in(aanstelling)


def sign_in(client: Client, aanstelling: Aanstelling) -> Client:
    """The client, signed in as this medewerker in this aanstelling."""
    with in_role("intern"):
        client.force_login(aanstelling.account)
        session = client.session
        session[CHOSEN] = aanstelling.pk
        session.save()
    return client
