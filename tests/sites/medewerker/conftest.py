"""People at work on the site, with klanten of their own, of their team and of nobody."""

from dataclasses import dataclass

import pytest
from django.test import Client

import medewerkers as made
from people_at_work import fill_dossier
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling


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
        fill_dossier(own, adviseur)
    return Office(adviseur, own, ours, elsewhere)


@pytest.fixture
def at_work(client: Client, office: Office) -> Client:
    """A browser in which the adviseur is signed in."""
    return made.sign_in(client, office.adviseur)
