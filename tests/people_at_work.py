"""An office for journeys: an adviseur with klanten of her own, of her team and of elsewhere."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import ScryptPasswordHasher, make_password
from playwright.sync_api import Page, expect

import medewerkers as made
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.doelgroepregister.actions import register_grondslag
from voetlicht.intern.klantprofielen.actions import draw_up_klantprofiel
from voetlicht.intern.personen.actions import record_adres, record_verblijf
from voetlicht.intern.personen.enums import Verblijfsbron
from voetlicht.intern.personen.rules import Postadres
from voetlicht.intern.sonar.actions import record_dienstverlening, record_inschrijving
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.actions.hercertificering import ask_hercertificering
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling, Account
from voetlicht.intern.toegang.systeemactoren import GENERATOR, HERCERTIFICERING

ADVISEUR = "Iris Adviseur"
TEAMLEIDER = "Tess Teamleider"
PRIVACY_OFFICER = "Pim Privacy"
KWALITEIT = "Kees Kwaliteit"
BEHEERDERS = ("Bea Beheer", "Cor Collega")
PASSWORD = "een heel lang wachtwoord 7"
BSN_ELSEWHERE, BORN = "920000009", date(1990, 5, 17)


@dataclass(frozen=True)
class Office:
    """Where the site and its database are, and the paths of a dossier within reach and one out of
    it."""

    site: str
    database: str
    own: str
    elsewhere: str


def filled_office() -> tuple[str, str]:
    """Put people to work; the paths of a dossier within reach of ``ADVISEUR`` and one out of it."""
    uwv = made.organisatie("uwv", naam="UWV")
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv, made.team(uwv), naam=ADVISEUR)
    made.medewerker(Rol.TEAMLEIDER, uwv, adviseur.team, naam=TEAMLEIDER)
    made.medewerker(Rol.PRIVACY_OFFICER, uwv, naam=PRIVACY_OFFICER)
    made.medewerker(Rol.KWALITEIT, uwv, naam=KWALITEIT)
    for naam in BEHEERDERS:
        made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, uwv, naam=naam)
    with made.in_role("intern"):
        ask_hercertificering(by=HERCERTIFICERING)
    own = made.klant(("Anna", "de", "Vries"))
    made.toewijzing(own, adviseur)
    with made.in_role("verwerking"):
        fill_dossier(own, adviseur)
    for number in range(30):
        made.toewijzing(made.klant((chr(65 + number % 26) + "an", "van den", "Berg")), adviseur)
    made.toewijzing(made.klant(("Bo", "", "Vriesema")), adviseur.team)
    elsewhere = made.klant(("Cas", "", "Vriens"), bsn=BSN_ELSEWHERE, geboortedatum=BORN)
    return f"/klanten/{own.uuid}/", f"/klanten/{elsewhere.uuid}/"


def enter(page: Page, site: str, naam: str) -> None:
    """Sign in as one of them, in an installation with invented people."""
    page.goto(f"{site}/aanmelden/voorbeeld?next=/")
    page.get_by_role("button", name=naam).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Start")


def local_medewerker(naam: str, *, email: str) -> Aanstelling:
    """An adviseur of the office with a password here, which a process that runs can check."""
    holder = made.account(naam, email=email)
    kept = make_password(PASSWORD, hasher=ScryptPasswordHasher())
    with made.in_role("intern"):
        Account.objects.filter(pk=holder.pk).update(password=kept)
    return made.medewerker(Rol.ADVISEUR_WERK, made.organisatie("uwv", naam="UWV"), account=holder)


def give_password(page: Page, site: str, email: str) -> None:
    """The first step of signing in with a local account."""
    page.goto(f"{site}/aanmelden/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()


def hold_a_key(page: Page) -> None:
    """Give the browser an authenticator that says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def fill_dossier(klant: Klant, adviseur: Aanstelling) -> None:
    """A dossier with something in every block; in role ``verwerking``."""
    uwv, persoon = adviseur.organisatie, klant.persoon
    adres = Postadres("Kade", 12, "B", "3011AB", "Rotterdam")
    record_adres(by=GENERATOR, persoon=persoon, adres=adres)
    record_verblijf(
        by=GENERATOR,
        persoon=persoon,
        gemeente_code="GM0599",
        vanaf=date(2020, 1, 1),
        bron=Verblijfsbron.BRP,
    )
    register_grondslag(
        by=GENERATOR, persoon=persoon, code_grondslag="01", period=Period(date(2020, 2, 1))
    )
    record_inschrijving(by=GENERATOR, klant=klant, organisatie=uwv, period=Period(date(2020, 3, 1)))
    record_dienstverlening(
        by=GENERATOR, klant=klant, organisatie=uwv, period=Period(date(2020, 4, 1))
    )
    draw_up_klantprofiel(by=GENERATOR, persoon=persoon, organisatie=uwv, vanaf=date(2020, 5, 1))
