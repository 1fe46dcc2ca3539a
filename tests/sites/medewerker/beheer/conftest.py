"""A beheerder at UWV, a colleague of hers, and people of a gemeente."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

import medewerkers as made
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling, Organisatie, Team


@dataclass(frozen=True)
class Town:
    """A gemeente with a team; Anna works in it, Tess leads it."""

    gemeente: Organisatie
    team: Team
    anna: Aanstelling
    tess: Aanstelling


@pytest.fixture
def town(db) -> Town:
    gemeente = made.organisatie("GM0599", naam="Rotterdam")
    team = made.team(gemeente, "Noord")
    return Town(
        gemeente,
        team,
        made.medewerker(Rol.KLANTMANAGER, gemeente, team, naam="Anna Zwart"),
        made.medewerker(Rol.TEAMLEIDER, gemeente, team, naam="Tess Leider"),
    )


@pytest.fixture
def uwv(db) -> Organisatie:
    return made.organisatie("uwv", naam="UWV")


@pytest.fixture
def beheerder(uwv: Organisatie) -> Aanstelling:
    return made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, uwv, naam="Bea Beheer")


@pytest.fixture
def site(client: Client, beheerder: Aanstelling) -> Client:
    """A browser in which the beheerder is signed in."""
    return made.sign_in(client, beheerder)


@pytest.fixture
def colleague(uwv: Organisatie) -> Client:
    """A browser in which another beheerder is signed in."""
    other = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, uwv, naam="Cor Collega")
    return made.sign_in(Client(), other)


@pytest.fixture
def filled_in(town: Town) -> Callable[..., dict[str, str]]:
    """What a beheerder types into the form of a new klantmanager of that town."""

    def fields(**other: str) -> dict[str, str]:
        return {
            "naam": "Noor Nieuw",
            "email": "noor@rotterdam.test",
            "aanvrager": "Piet Baas",
            "aanvrager_email": "piet@rotterdam.test",
            "aangevraagd_op": f"{made.days_ago(1):%d-%m-%Y}",
            "reden": "Begint bij ons",
            "elearning_op": f"{made.days_ago(3):%d-%m-%Y}",
            "rol_1": "klantmanager",
            "team_1": str(town.team.pk),
            "vanaf_1": f"{made.days_ago(0):%d-%m-%Y}",
            "tot_1": "",
            **other,
        }

    return fields
