"""Whatever a page shows, it shows those within reach: all of them, and nobody else.

Lists, search, suggestions, counts, addresses and mails, in worlds drawn at random, each compared
with the rule. A klant out of reach and one who does not exist are answered alike: the same
status, the same body and the same statements to the database.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import connection
from django.http import Http404, HttpResponse
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings

import medewerkers as made
import voetlicht
import worlds
from asking import answer
from roles import stepping_down
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.clock import AMSTERDAM, frozen_at
from voetlicht.intern.sonar import queries as sonar
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.inzage.noting import collecting
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.intern.toegang.queries.caseload import caseload, unassigned_count
from voetlicht.intern.toegang.queries.toewijzingen import klanten_of_team
from voetlicht.intern.toegang.rollen import WITH_BEREIK
from voetlicht.intern.toegang.rules.bereik import Relation
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


@dataclass(frozen=True, slots=True)
class Served:
    """Who, of those the rule admits, is served today: by her, by her team, and there by nobody."""

    own: set[int]
    team: set[int]
    without: set[int]


def served(stage: worlds.Stage, draw: worlds.Draw) -> Iterator[tuple[Aanstelling, Served]]:
    """Everybody ``at_work``, and whom the relations of the rule say that she and her team serve."""
    today = draw.moment.astimezone(AMSTERDAM).date()
    with made.in_role("eigenaar"):
        related = {
            persoon_id: [each for each in relations if each.valid.contains(today)]
            for persoon_id, relations in worlds.relations().items()
        }
    for who, persoon_ids in at_work(stage, draw):
        here = {
            persoon_id: [each for each in related.get(persoon_id, []) if is_at(each, who)]
            for persoon_id in persoon_ids
        }
        team = {one for one in here if who.team_id in {each.team for each in here[one]} - {None}}
        yield (
            who,
            Served(
                own={one for one in here if who.account_id in {each.account for each in here[one]}},
                team=team,
                without={one for one in team if not any(each.account for each in here[one])},
            ),
        )


def is_at(relation: Relation, who: Aanstelling) -> bool:
    return relation.organisatie == who.organisatie_id


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


TWICE_SERVED = worlds.Draw(
    moment=worlds.MOMENT,
    inactive=set(),
    aanstellingen=[(0, (0, 0), Rol.TEAMLEIDER, "[2026-03-03,)")],
    toewijzingen=[
        (0, (0, None, 0), "[2026-03-03,)"),
        (0, (0, None, 0), "[2026-03-03,2026-03-04)"),
    ],
    noodtoegangen=[],
)
"""By the same team, today, with and without an end."""


@several
@given(draw=worlds.draws)
@example(draw=TWICE_SERVED)
def test_own_list_team_list_and_their_counts_are_what_the_relations_say(
    stage: worlds.Stage, draw: worlds.Draw
):
    with worlds.played(stage, draw), frozen_at(draw.moment):
        for who, expected in served(stage, draw):
            actor = made.actor(who)
            purpose = next(iter(actor.purposes & {Purpose.DIENSTVERLENING, Purpose.BEMIDDELING}))
            with acting(actor), collecting():
                own = sonar.own_klanten(page=1, actor=actor, purpose=purpose)
                assert {each.persoon_id for each in own.klanten} == expected.own
                assert own.total == len(own.klanten) == len(expected.own)
                counts = caseload(actor=actor, purpose=purpose)
                assert (counts.eigen, counts.team) == (len(expected.own), len(expected.team))
                if who.rol == Rol.TEAMLEIDER:
                    assert unassigned_count(actor=actor, purpose=Purpose.LEIDING) == len(
                        expected.without
                    )
                if who.rol == Rol.TEAMLEIDER and who.team_id:
                    assert of_team(actor) == (expected.team, len(expected.team))
                    assert of_team(actor, zonder=True) == (
                        expected.without,
                        len(expected.without),
                    )


def of_team(actor: Actor, *, zonder: bool = False) -> tuple[set[int], int]:
    """Whom the list of a teamleider holds, and how many it says these are."""
    found = klanten_of_team(actor=actor, purpose=Purpose.LEIDING, zonder=zonder)
    assert len(found.lines) == found.total
    return {line.persoon_id for line in found.lines}, found.total


@few
@given(draw=worlds.draws)
def test_pages_search_and_suggestions_show_whom_the_rule_admits(
    stage: worlds.Stage, draw: worlds.Draw
):
    vriezen = {stage.klanten[0].persoon_id, stage.klanten[1].persoon_id}
    with worlds.played(stage, draw), frozen_at(draw.moment):
        for who, expected in served(stage, draw):
            assert shown(answer(who, "get", "/"), stage) == expected.own
            if who.rol == Rol.TEAMLEIDER:
                assert shown(answer(who, "get", "/team/"), stage) == expected.team
        for who, persoon_ids in at_work(stage, draw):
            born = answer(who, "post", "/klanten/zoeken", geboortedatum="17-05-1990")
            assert shown(born, stage) == persoon_ids
            named = answer(who, "post", "/klanten/zoeken", naam="vrie")
            assert shown(named, stage) == persoon_ids & vriezen
            offered = answer(who, "post", "/ga-naar", vraag="vrie")
            assert shown(offered, stage) == persoon_ids & vriezen
        assert mail.outbox == []


def test_no_mail_is_about_a_klant():
    """The one module that sends any tells somebody how to sign in; one more needs the rule."""
    source = Path(voetlicht.__file__).parent
    senders = {
        str(path.relative_to(source))
        for path in source.rglob("*.py")
        if re.search(r"from django\.core(\.mail import| import .*\bmail)", path.read_text("utf-8"))
    }
    assert senders == {"sites/medewerker/aanmelden/uitnodigen.py"}


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
