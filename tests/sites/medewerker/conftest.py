"""People at work on the site, with klanten of their own, of their team and of nobody."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

import medewerkers as made
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.doelgroepregister.actions import register_grondslag
from voetlicht.intern.klantprofielen.actions import draw_up_klantprofiel
from voetlicht.intern.personen.actions import record_adres, record_verblijf
from voetlicht.intern.personen.enums import Verblijfsbron
from voetlicht.intern.personen.rules import Postadres
from voetlicht.intern.sonar.actions import record_dienstverlening, record_inschrijving
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.intern.toegang.systeemactoren import GENERATOR


@dataclass(frozen=True)
class Office:
    """An adviseur with a team, and three klanten: hers, her team's, and one of elsewhere."""

    adviseur: Aanstelling
    own: Klant
    ours: Klant
    elsewhere: Klant


@pytest.fixture
def office(db) -> Office:
    uwv = made.organisatie("uwv", naam="UWV")
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv, made.team(uwv), naam="Iris Adviseur")
    own, ours, elsewhere = (
        made.klant(naam)
        for naam in (("Anna", "de", "Vries"), ("Bo", "", "Vriesema"), ("Cas", "", "Vriens"))
    )
    made.toewijzing(own, adviseur)
    made.toewijzing(ours, adviseur.team)
    with made.in_role("verwerking"):
        _fill(own, adviseur)
    return Office(adviseur, own, ours, elsewhere)


def _fill(klant: Klant, adviseur: Aanstelling) -> None:
    """A dossier with something in every block."""
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


@pytest.fixture
def at_work(client: Client, office: Office) -> Client:
    """A browser in which the adviseur is signed in."""
    return made.sign_in(client, office.adviseur)
