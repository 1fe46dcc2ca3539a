"""Whatever a page shows, it shows those within reach: all of them, and nobody else.

Lists, search, suggestions, counts and addresses, in worlds drawn at random, each compared with
the rule. A klant out of reach and one who does not exist are answered alike: the same status, the
same body and the same statements to the database.
"""

import re
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import Http404, HttpResponse
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

import medewerkers as made
import worlds
from asking import answer
from roles import stepping_down
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.clock import frozen_at
from voetlicht.intern.sonar import queries as sonar
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.inzage.noting import collecting
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.intern.toegang.queries.caseload import caseload
from voetlicht.intern.toegang.queries.toewijzingen import klanten_of_team
from voetlicht.intern.toegang.rollen import WITH_BEREIK
from voetlicht.intern.toegang.transaction import acting

UUID_SHAPE = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
CHANGING = re.compile(r's\d+_x\d+|csrfmiddlewaretoken" value="\w+')

several = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
few = settings(several, max_examples=20)


@pytest.fixture(scope="module")
def stage(installation, django_db_setup, django_db_blocker) -> Iterator[worlds.Stage]:
    with django_db_blocker.unblock(), stepping_down(installation):
        yield worlds.set_stage()


def at_work(stage: worlds.Stage, draw: worlds.Draw) -> Iterator[tuple[Aanstelling, set[int]]]:
    """Everybody whose role reaches klanten and who can act now, and whom the rule lets her."""
    with made.in_role("eigenaar"):
        reach = worlds.reach_by_rule(stage, draw.moment)
    for who, persoon_ids in reach.items():
        if who.rol in WITH_BEREIK:
            yield who, persoon_ids


def shown(response: HttpResponse, stage: worlds.Stage) -> set[int]:
    """The personen to whose dossiers an answer leads, or whose surname it says."""
    text = response.content.decode()
    return {
        klant.persoon_id
        for klant in stage.klanten
        if str(klant.uuid) in text or re.search(rf"\b{klant.persoon.achternaam}\b", text)
    }


def lists(actor: Actor, stage: worlds.Stage) -> Iterator[tuple[set[int], int]]:
    """What each query of a list hands out, and the count that goes with it."""
    purpose = next(iter(actor.purposes & {Purpose.DIENSTVERLENING, Purpose.BEMIDDELING}))
    found = sonar.klanten(sonar.Zoekvraag(), page=1, actor=actor, purpose=purpose)
    yield {each.persoon_id for each in found.klanten}, found.total
    everybody = [klant.persoon_id for klant in stage.klanten]
    by_id = sonar.klanten_of(everybody, actor=actor, purpose=purpose)
    yield set(by_id), len(by_id)
    by_uuid = sonar.personen_of(
        [klant.uuid for klant in stage.klanten], actor=actor, purpose=purpose
    )
    yield set(by_uuid.values()), len(by_uuid)


@several
@given(draw=worlds.draws)
def test_lists_and_counts_are_what_the_rule_says(stage: worlds.Stage, draw: worlds.Draw):
    with worlds.played(stage, draw), frozen_at(draw.moment):
        for who, persoon_ids in at_work(stage, draw):
            actor = made.actor(who)
            with acting(actor), collecting() as noted:
                for found, count in lists(actor, stage):
                    assert (found, count) == (persoon_ids, len(persoon_ids))
                assert {showing.persoon_id for showing in noted} == persoon_ids


@several
@given(draw=worlds.draws)
def test_narrower_lists_and_their_counts_are_within_reach(stage: worlds.Stage, draw: worlds.Draw):
    with worlds.played(stage, draw), frozen_at(draw.moment):
        for who, persoon_ids in at_work(stage, draw):
            actor = made.actor(who)
            purpose = next(iter(actor.purposes & {Purpose.DIENSTVERLENING, Purpose.BEMIDDELING}))
            with acting(actor), collecting():
                own = sonar.own_klanten(page=1, actor=actor, purpose=purpose)
                counts = caseload(actor=actor, purpose=purpose)
                assert {each.persoon_id for each in own.klanten} <= persoon_ids
                assert own.total == len(own.klanten) == (counts.eigen if persoon_ids else 0)
                assert counts.eigen <= len(persoon_ids) or not persoon_ids
                if who.rol == Rol.TEAMLEIDER and who.team_id:
                    team = klanten_of_team(actor=actor, purpose=Purpose.LEIDING)
                    assert {line.persoon_id for line in team.lines} <= persoon_ids
                    assert team.total == len(team.lines)


@few
@given(draw=worlds.draws)
def test_pages_search_and_suggestions_show_whom_the_rule_admits(
    stage: worlds.Stage, draw: worlds.Draw
):
    vriezen = {stage.klanten[0].persoon_id, stage.klanten[1].persoon_id}
    with worlds.played(stage, draw), frozen_at(draw.moment):
        for who, persoon_ids in at_work(stage, draw):
            assert shown(answer(who, "get", "/"), stage) <= persoon_ids
            born = answer(who, "post", "/klanten/zoeken", geboortedatum="17-05-1990")
            assert shown(born, stage) == persoon_ids
            named = answer(who, "post", "/klanten/zoeken", naam="vrie")
            assert shown(named, stage) == persoon_ids & vriezen
            offered = answer(who, "post", "/ga-naar", vraag="vrie")
            assert shown(offered, stage) == persoon_ids & vriezen


def dossier(who: Aanstelling, klant: UUID) -> tuple[str, list[str]]:
    """How the dossier of a klant is answered, and the statements that took."""
    with CaptureQueriesContext(connection) as captured:
        try:
            told = f"{answer(who, 'get', f'/klanten/{klant}/').status_code}"
        except Http404 as missing:
            told = f"404 {missing}"
    statements = [CHANGING.sub("*", UUID_SHAPE.sub("*", each["sql"])) for each in captured]
    return told, statements


@few
@given(draw=worlds.draws)
def test_an_address_out_of_reach_is_answered_as_one_that_does_not_exist(
    stage: worlds.Stage, draw: worlds.Draw
):
    with worlds.played(stage, draw), frozen_at(draw.moment):
        for who, persoon_ids in at_work(stage, draw):
            nowhere = dossier(who, uuid4())
            assert nowhere[0].startswith("404")
            for klant in stage.klanten:
                if klant.persoon_id in persoon_ids:
                    assert dossier(who, klant.uuid)[0] == "200"
                else:
                    assert dossier(who, klant.uuid) == nowhere
