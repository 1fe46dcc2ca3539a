"""Medewerkers made for tests reach whom they should, so that other tests may build on them."""

import pytest
from django.test import Client

import medewerkers as made
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Bereik
from voetlicht.intern.toegang.transaction import acting

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])


def reached_by(aanstelling) -> set[int]:
    with made.in_role("intern"), acting(made.actor(aanstelling)):
        return set(Bereik.objects.values_list("persoon", flat=True))


def test_a_medewerker_reaches_her_caseload_and_that_of_her_team():
    uwv = made.organisatie()
    ours, theirs = made.team(uwv), made.team(uwv)
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv, ours)
    mine, team_klant, other = made.klant(), made.klant(), made.klant()
    made.toewijzing(mine, adviseur)
    made.toewijzing(team_klant, ours)
    made.toewijzing(other, theirs)
    assert reached_by(adviseur) == {mine.persoon_id, team_klant.persoon_id}


def test_who_signs_in_acts_in_the_chosen_aanstelling():
    gemeente = made.organisatie("GM0599")
    leider = made.medewerker(Rol.TEAMLEIDER, gemeente, made.team(gemeente))
    client = made.sign_in(Client(), leider)
    with made.in_role("intern"):
        assert client.session["aanstelling"] == leider.pk
        assert client.session["_auth_user_id"] == str(leider.account.pk)
