"""Teams: forming, naming and ending them."""

from uuid import uuid4

import pytest

import medewerkers as made
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.intern.toegang.actions.teams import dissolve_team, register_team, rename_team
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Gebeurtenis, Organisatie

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_site(db):
    """These actions are the site's: role ``intern``."""
    with made.in_role("intern"):
        yield


@pytest.fixture
def gemeente() -> Organisatie:
    return made.organisatie("GM0599", naam="Rotterdam")


@pytest.fixture
def by() -> Actor:
    return beheerder()


def beheerder(code: str = "uwv") -> Actor:
    return made.actor(made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, made.organisatie(code)))


def told(about: object) -> list[str]:
    return [each.what for each in Gebeurtenis.objects.filter(about=str(about)).order_by("id")]


def test_a_team_is_formed_named_and_ended(by, gemeente):
    formed = register_team(by=by, organisatie=gemeente, naam=" Noord ")
    assert formed.naam == "Noord"
    rename_team(by=by, uuid=formed.uuid, naam="Noord ")
    rename_team(by=by, uuid=formed.uuid, naam="Zuid")
    dissolve_team(by=by, uuid=formed.uuid)
    formed.refresh_from_db()
    assert (formed.naam, formed.opgeheven_per) == ("Zuid", clock.today())
    assert told(formed.uuid) == [
        "toegang.team_gevormd",
        "toegang.team_hernoemd",
        "toegang.team_opgeheven",
    ]
    with pytest.raises(Conflict, match="is opgeheven per"):
        rename_team(by=by, uuid=formed.uuid, naam="Oost")


def test_a_name_is_filled_in_and_free(by, gemeente):
    register_team(by=by, organisatie=gemeente, naam="Noord")
    with pytest.raises(Conflict, match="al een team ‘Noord’"):
        register_team(by=by, organisatie=gemeente, naam="Noord")
    with pytest.raises(InputError, match="Vul de naam"):
        register_team(by=by, organisatie=gemeente, naam=" ")
    register_team(by=by, organisatie=made.organisatie("GM0606"), naam="Noord")


@pytest.mark.parametrize("until", [None, made.days_ago(-5)])
def test_a_team_with_medewerkers_cannot_end(by, gemeente, until):
    team = made.team(gemeente)
    made.medewerker(Rol.KLANTMANAGER, gemeente, team, until=until)
    made.medewerker(Rol.KLANTMANAGER, gemeente, team, until=made.days_ago(5))
    with pytest.raises(Conflict, match="nog 1 medewerkers"):
        dissolve_team(by=by, uuid=team.uuid)


def test_a_team_with_klanten_cannot_end_though_the_beheerder_sees_none(by, gemeente):
    team = made.team(gemeente)
    made.toewijzing(made.klant(), team, until=made.days_ago(5))
    running = made.toewijzing(made.klant(), team)
    with pytest.raises(Conflict, match="nog klanten"):
        dissolve_team(by=by, uuid=team.uuid)
    with made.in_role("verwerking"):
        running.valid = (made.LONG_AGO, made.days_ago(1))
        running.save()
    assert dissolve_team(by=by, uuid=team.uuid).opgeheven_per


def test_a_beheerder_elsewhere_does_not_reach_a_team(gemeente):
    stranger = beheerder("GM0606")
    team = made.team(gemeente)
    for uuid in (team.uuid, uuid4()):
        with pytest.raises(NotFound, match="bestaat niet"):
            dissolve_team(by=stranger, uuid=uuid)
    with pytest.raises(NotAllowed, match="U beheert Rotterdam niet"):
        register_team(by=stranger, organisatie=gemeente, naam="Noord")


def test_a_teamleider_does_not_manage_teams(gemeente):
    team = made.team(gemeente)
    leads = made.actor(made.medewerker(Rol.TEAMLEIDER, gemeente, team))
    with pytest.raises(NotAllowed):
        register_team(by=leads, organisatie=gemeente, naam="Noord")
    with pytest.raises(NotAllowed):
        dissolve_team(by=leads, uuid=team.uuid)
