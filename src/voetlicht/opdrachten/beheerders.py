"""``beheerders``: the first two functioneel beheerders of an installation that has none."""

from collections.abc import Sequence
from email.utils import parseaddr
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import click

from voetlicht.basis.kern import omgeving
from voetlicht.basis.kern.errors import Conflict, InputError
from voetlicht.opdrachten.session import intern_side

if TYPE_CHECKING:
    from voetlicht.intern.toegang.models import Account


@click.command()
@click.argument("organisatie", metavar="CODE")
@click.option("--naam", default="", metavar="NAAM", help="Naam van een organisatie die nieuw is.")
@click.option(
    "--beheerder",
    "named",
    required=True,
    multiple=True,
    metavar="'NAAM <E-MAIL>'",
    help="Wie beheerder wordt; noem er twee.",
)
@click.option(
    "--adres",
    required=True,
    metavar="URL",
    help="Adres van de site voor medewerkers, met https://.",
)
def beheerders(*, organisatie: str, naam: str, named: tuple[str, ...], adres: str) -> None:
    """Maak de eerste twee functioneel beheerders van een echte installatie.

    Zij krijgen ieder een e-mail met een link om een wachtwoord te kiezen. Het kan zolang niemand
    functioneel beheerder is; daarna maken beheerders elkaar op de site.

    CODE is die van hun organisatie: ‘uwv’, of bijvoorbeeld ‘GM0599’. Beheerders van ‘uwv’ beheren
    alle organisaties, andere alleen hun eigen.
    """
    if not omgeving.is_set("VOETLICHT_DATABASE_URL"):
        raise Conflict(
            "Een echte installatie heeft een eigen database. Zet VOETLICHT_DATABASE_URL en wat "
            "verder in docs/omgeving.md staat. In de demo zijn er al beheerders."
        )
    with intern_side():
        accounts = _begin(organisatie, naam, named, adres)
    click.echo("\n".join(_next(accounts, adres)))


def _begin(organisatie: str, naam: str, named: Sequence[str], adres: str) -> "tuple[Account, ...]":
    """Accounts and mails; when a mail cannot be sent, nothing was made."""
    from django.db import ProgrammingError, transaction
    from psycopg.errors import InsufficientPrivilege

    from voetlicht.intern.toegang.actions.beheerders import Beheerder, begin_beheer
    from voetlicht.intern.toegang.actions.lokaal import password_token
    from voetlicht.intern.toegang.systeemactoren import INRICHTING
    from voetlicht.sites.medewerker.aanmelden.uitnodigen import mail_link

    _demand_own(adres)
    wanted = [Beheerder(*parseaddr(each)) for each in named]
    try:
        with transaction.atomic():
            made = begin_beheer(
                by=INRICHTING, organisatie=organisatie, naam=naam, beheerders=wanted
            )
            for account in made:
                token = password_token(by=INRICHTING, account=account)
                mail_link(account, token, absolute=lambda path: urljoin(adres, path))
    except ProgrammingError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        raise Conflict(
            "De databaserol in VOETLICHT_DATABASE_URL mag geen accounts maken. Zet daar voor deze "
            "opdracht de rol ‘intern’, zoals het interne proces die heeft."
        ) from error
    return made


def _demand_own(adres: str) -> None:
    """The links must lead to this site: whoever holds one chooses a password."""
    from django.conf import settings
    from django.http.request import validate_host

    asked = urlsplit(adres)
    schemes = ("https",) if settings.HTTPS else ("https", "http")
    if asked.scheme not in schemes or not validate_host(
        asked.hostname or "", settings.ALLOWED_HOSTS
    ):
        raise InputError(
            f"‘{adres}’ is geen adres van deze site. Schrijf bijvoorbeeld "
            f"{schemes[-1]}://{next(iter(settings.ALLOWED_HOSTS), 'voetlicht.example')}; de naam "
            "staat in VOETLICHT_ALLOWED_HOSTS."
        )


def _next(accounts: "tuple[Account, ...]", adres: str) -> list[str]:
    return [
        "Gemaakt, met een e-mail aan ieder van hen:",
        *(f"  {each.naam} <{each.email}>" for each in accounts),
        "",
        "Zij doen dit binnen een dag, want zo lang werkt de link:",
        "  1. de link in de e-mail openen en een wachtwoord kiezen;",
        f"  2. zich aanmelden op {adres} en een tweede stap instellen;",
        "  3. samen, onder Beheer: organisaties, teams en de eerste aanvragen.",
    ]
