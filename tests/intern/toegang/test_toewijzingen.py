"""A teamleider divides the klanten of her team, takes it back, and touches no others."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

import medewerkers as made
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.clock import frozen_at
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.intern.toegang.actions import toewijzingen as actions
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import (
    Aanstelling,
    Account,
    Bereik,
    Gebeurtenis,
    Team,
    Toewijzing,
)
from voetlicht.intern.toegang.queries import toewijzingen as queries
from voetlicht.intern.toegang.rollen import ROLLEN
from voetlicht.intern.toegang.transaction import acting

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY, LATER = MONDAY.date(), MONDAY + timedelta(days=10)
REASON = "Verdeling na vertrek van een collega"
LEADING = Purpose.LEIDING


@contextmanager
def at_work(who: Aanstelling, moment: datetime = MONDAY) -> Iterator[Actor]:
    with frozen_at(moment), made.in_role("intern"), acting(made.actor(who)):
        yield made.actor(who)


class World:
    """A team of UWV with a teamleider and two adviseurs, and another team beside it."""

    def __init__(self) -> None:
        self.uwv = made.organisatie()
        self.team, self.other = made.team(self.uwv, "Noord"), made.team(self.uwv, "Zuid")
        self.leider = made.medewerker(Rol.TEAMLEIDER, self.uwv, self.team, naam="Lot Leider")
        self.ada = made.medewerker(Rol.ADVISEUR_WERK, self.uwv, self.team, naam="Ada")
        self.bas = made.medewerker(Rol.ADVISEUR_WERK, self.uwv, self.team, naam="Bas")

    def klant(self, name: str = "Vries", *, team: Team | None = None) -> int:
        """A klant whom a team serves, ours unless said otherwise; its number as a persoon."""
        klant = made.klant(("Anna", "de", name))
        made.toewijzing(klant, team or self.team)
        return klant.persoon_id

    def served_by(self, who: Aanstelling, name: str = "Vries") -> int:
        klant = made.klant(("Anna", "de", name))
        made.toewijzing(klant, self.team)
        made.toewijzing(klant, who)
        return klant.persoon_id


@pytest.fixture
def world() -> World:
    return World()


def assign(world: World, ids, to: Aanstelling | None, *, moment=MONDAY, reden=REASON):
    with at_work(world.leider, moment) as actor:
        uuid = to.account.uuid if to else None
        return actions.assign(by=actor, persoon_ids=ids, to=uuid, reden=reden)


def undo(world: World, uuids, *, ended: bool = False, moment=MONDAY) -> None:
    with at_work(world.leider, moment) as actor:
        actions.undo_assign(by=actor, toewijzingen=uuids, ended=ended)


def caseload(persoon_id: int, on: date = TODAY) -> set[str]:
    """Who serves a persoon on a day, by name."""
    rows = Toewijzing.objects.filter(persoon=persoon_id, account__isnull=False)
    with made.in_role("verwerking"):
        holders = list(rows.filter(valid__contains=on).values_list("account_id", flat=True))
    with made.in_role("intern"):
        return {each.account.naam for each in Aanstelling.objects.filter(account__in=holders)}


def reached(who: Aanstelling, moment: datetime = MONDAY) -> set[int]:
    with at_work(who, moment):
        return set(Bereik.objects.values_list("persoon", flat=True))


def rows_of(persoon_id: int) -> list[tuple[object, ...]]:
    """All that is kept of who serves somebody, save what numbers it."""
    fields = ("account_id", "team_id", "valid", "reden", "reden_einde", "voorheen_tot")
    with made.in_role("verwerking"):
        return list(
            Toewijzing.objects.filter(persoon=persoon_id).order_by("id").values_list(*fields)
        )


def test_a_klant_of_the_team_gets_a_medewerker(world):
    klant, other = world.klant(), world.klant()
    (uuid,) = assign(world, [klant], world.ada, reden=f"  {REASON}\n ")
    assert (caseload(klant), caseload(other)) == ({"Ada"}, set())
    with made.in_role("verwerking"):
        row = Toewijzing.objects.get(uuid=uuid)
    assert (row.reden, row.valid.lower, row.valid.upper) == (REASON, TODAY, None)
    (event,) = Gebeurtenis.objects.filter(what="toegang.toegewezen")
    assert (event.about, event.actor_id) == (str(uuid), str(world.leider.account.uuid))
    assert event.details == {}


def test_handing_over_leaves_thirty_days_to_who_had_the_klant(world):
    """Ada's own reach, since she left the team meanwhile."""
    klant = world.served_by(world.ada)
    with made.in_role("intern"):
        Aanstelling.objects.filter(pk=world.ada.pk).update(team=None)
    assign(world, [klant], world.bas)
    assert caseload(klant) == {"Bas"}
    assert caseload(klant, TODAY - timedelta(days=1)) == {"Ada"}
    assert reached(world.ada, MONDAY + timedelta(days=29)) == {klant}
    assert reached(world.ada, MONDAY + timedelta(days=30)) == set()
    with made.in_role("verwerking"):
        ended, begun = Toewijzing.objects.filter(persoon=klant, account__isnull=False).order_by(
            "id"
        )
    assert (ended.opvolger, ended.reden_einde, ended.voorheen_tot) == (begun, REASON, None)


def test_who_has_the_klant_already_keeps_it(world):
    klant = world.served_by(world.ada)
    before = rows_of(klant)
    assert assign(world, [klant], world.ada) == ()
    assert rows_of(klant) == before


def test_to_nobody_means_that_the_team_does_it_together(world):
    klant, free = world.served_by(world.ada), world.klant()
    (uuid,) = assign(world, [klant, free], None)
    assert caseload(klant) == set()
    with made.in_role("verwerking"):
        assert Toewijzing.objects.get(uuid=uuid).reden_einde == REASON
    undo(world, [uuid], ended=True)
    assert caseload(klant) == {"Ada"}


def test_what_began_and_ended_on_one_day_comes_back_too(world):
    klant = world.klant()
    assign(world, [klant], world.ada)
    undo(world, assign(world, [klant], None), ended=True)
    assert caseload(klant) == {"Ada"}


def test_a_teamleider_assigns_nobody_to_herself(world):
    klant = world.klant()
    with pytest.raises(InputError, match="Aan uzelf"):
        assign(world, [klant], world.leider)
    with pytest.raises(ProgrammingError, match="row-level security"), at_work(world.leider):
        Toewijzing.objects.create(
            persoon_id=klant,
            organisatie=world.uwv,
            account=world.leider.account,
            valid=DateRange(TODAY, None),
            reden=REASON,
        )


def test_who_left_gets_nobody_back_by_undoing(world):
    klant = world.served_by(world.ada)
    made_now = assign(world, [klant], world.bas)
    with made.in_role("intern"):
        Account.objects.filter(pk=world.ada.account_id).update(is_active=False)
    with pytest.raises(Conflict, match="werkt hier niet meer"):
        undo(world, made_now)
    assert caseload(klant) == {"Bas"}


def test_a_whole_caseload_moves_for_one_reason_and_comes_back(world):
    hers = {world.served_by(world.ada) for _ in range(3)}
    not_hers = world.served_by(world.bas)
    before = {each: rows_of(each) for each in hers}
    with at_work(world.leider) as actor:
        ada, bas = world.ada.account.uuid, world.bas.account.uuid
        moved = actions.move_caseload(by=actor, van=ada, naar=bas, reden=REASON)
    assert len(moved) == 3
    assert all(caseload(each) == {"Bas"} for each in hers)
    assert caseload(not_hers) == {"Bas"}
    undo(world, moved)
    assert all(caseload(each) == {"Ada"} for each in hers)
    for each in hers:
        assert rows_of(each)[:2] == before[each]
    with at_work(world.leider) as actor, pytest.raises(InputError, match="geen klanten"):
        actions.move_caseload(by=actor, van=uuid4(), naar=bas, reden=REASON)


def test_what_was_undone_leaves_no_handover_window(world):
    klant = world.klant()
    newcomer = made.medewerker(Rol.ADVISEUR_WERK, world.uwv, world.team, naam="Cor")
    undo(world, assign(world, [klant], newcomer))
    with made.in_role("intern"):
        Aanstelling.objects.filter(pk=newcomer.pk).update(team=None)
    assert reached(newcomer) == reached(newcomer, LATER) == set()
    assert assign(world, [klant], world.ada)
    assert caseload(klant) == {"Ada"}


def test_an_end_that_was_planned_comes_back_with_undoing(world):
    klant = made.klant()
    made.toewijzing(klant, world.team)
    made.toewijzing(klant, world.ada, until=date(2026, 4, 1))
    before = rows_of(klant.persoon_id)
    undo(world, assign(world, [klant.persoon_id], world.bas))
    assert rows_of(klant.persoon_id)[:2] == before


def test_back_and_forth_on_one_day_ends_where_it_ends(world):
    klant = world.served_by(world.ada)
    for who in (world.bas, world.ada, world.bas, world.ada):
        made_now = assign(world, [klant], who)
        assert caseload(klant) == {who.account.naam}
    undo(world, made_now)
    assert caseload(klant) == {"Bas"}


def test_undoing_is_for_the_same_day_the_same_teamleider_and_once(world):
    klant = world.klant()
    uuids = assign(world, [klant], world.ada)
    colleague = made.medewerker(Rol.TEAMLEIDER, world.uwv, world.team)
    with at_work(colleague) as actor, pytest.raises(Conflict, match="wijs opnieuw toe"):
        actions.undo_assign(by=actor, toewijzingen=uuids, ended=False)
    with pytest.raises(Conflict):
        undo(world, uuids, moment=MONDAY + timedelta(days=1))
    with pytest.raises(Conflict):
        undo(world, [uuid4()])
    undo(world, uuids)
    with pytest.raises(Conflict):
        undo(world, uuids)


def test_undoing_stops_at_what_changed_since(world):
    klant = world.served_by(world.ada)
    first = assign(world, [klant], None)
    assign(world, [klant], world.bas)
    second = assign(world, [klant], world.ada)
    with made.in_role("verwerking"):
        Toewijzing.objects.filter(uuid__in=second).update(valid=(TODAY, date(2026, 5, 1)))
    with pytest.raises(Conflict):
        undo(world, second)
    assert caseload(klant) == {"Ada"}
    assert first


def test_undoing_takes_back_the_change_that_is_named_and_not_a_later_one_of_her_own(world):
    klant = world.klant()
    begun = assign(world, [klant], world.ada)
    ended = assign(world, [klant], None)
    with pytest.raises(Conflict):
        undo(world, begun)
    assert caseload(klant) == set()
    undo(world, ended, ended=True)
    assert caseload(klant) == {"Ada"}


def test_what_ended_does_not_last_again_once_somebody_else_serves(world):
    klant = world.served_by(world.ada)
    ended = assign(world, [klant], None)
    assign(world, [klant], world.bas)
    with pytest.raises(Conflict):
        undo(world, ended, ended=True)
    assert caseload(klant) == {"Bas"}


def test_a_klant_goes_to_another_team_of_the_organisatie_and_back(world):
    klant = world.served_by(world.ada)
    zuid = made.medewerker(Rol.ADVISEUR_WERK, world.uwv, world.other)
    with at_work(world.leider) as actor:
        uuids = actions.hand_over_to_team(
            by=actor, persoon_ids=[klant], to=world.other.uuid, reden=REASON
        )
    assert (caseload(klant), reached(zuid)) == (set(), {klant})
    assert reached(world.bas, LATER) == {klant}
    assert reached(world.bas, MONDAY + timedelta(days=30)) == set()
    undo(world, uuids)
    assert (caseload(klant), reached(zuid)) == ({"Ada"}, set())
    assert reached(world.bas, MONDAY + timedelta(days=99)) == {klant}


def test_only_to_another_team_of_the_same_organisatie(world):
    klant = world.klant()
    gemeente_team = made.team(made.organisatie("GM0599"))
    for team in (world.team, gemeente_team):
        with at_work(world.leider) as actor, pytest.raises(InputError, match="ander team"):
            actions.hand_over_to_team(by=actor, persoon_ids=[klant], to=team.uuid, reden=REASON)


def strangers(world: World) -> list[int]:
    """Klanten whom our team does not serve: of nobody, another team, an own caseload, the past."""
    handed_over, caseload_only = made.klant(), made.klant()
    made.toewijzing(handed_over, world.team, until=TODAY - timedelta(days=5))
    made.toewijzing(caseload_only, world.leider)
    return [
        made.klant().persoon_id,
        world.klant(team=world.other),
        handed_over.persoon_id,
        caseload_only.persoon_id,
    ]


def test_klanten_of_others_are_not_there_and_nothing_is_written(world):
    klant, outsiders = world.klant(), strangers(world)
    events = Gebeurtenis.objects.count()
    for outsider in (*outsiders, 0):
        with pytest.raises(NotFound, match="niet van uw team"):
            assign(world, [klant, outsider], world.ada)
    assert caseload(klant) == set()
    assert Gebeurtenis.objects.count() == events


def test_only_to_somebody_who_serves_klanten_in_the_team_now(world):
    klant = world.klant()
    left = made.medewerker(Rol.ADVISEUR_WERK, world.uwv, world.team, until=TODAY)
    gone = made.medewerker(Rol.ADVISEUR_WERK, world.uwv, world.team)
    beheerder = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, world.uwv, world.team)
    zuid = made.medewerker(Rol.ADVISEUR_WERK, world.uwv, world.other)
    with made.in_role("intern"):
        gone.account.is_active = False
        gone.account.save()
    for who in (left, gone, beheerder, zuid):
        with pytest.raises(InputError, match="kies iemand uit het team"):
            assign(world, [klant], who)


@pytest.mark.parametrize("reden", ["", "  \n ", "x" * 201, "Belt over 900/000/016"])
def test_a_reason_is_given_in_words(world, reden):
    klant = world.klant()
    with pytest.raises(InputError, match="Reden"):
        assign(world, [klant], world.ada, reden=reden)


def test_who_is_in_no_team_divides_nothing(world):
    klant = world.klant()
    loose = made.medewerker(Rol.TEAMLEIDER, world.uwv)
    with at_work(loose) as actor, pytest.raises(InputError, match="geen team"):
        actions.assign(by=actor, persoon_ids=[klant], to=None, reden=REASON)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda a: actions.assign(by=a, persoon_ids=[], to=None, reden=REASON),
        lambda a: actions.move_caseload(by=a, van=uuid4(), naar=None, reden=REASON),
        lambda a: actions.hand_over_to_team(by=a, persoon_ids=[], to=uuid4(), reden=REASON),
        lambda a: actions.undo_assign(by=a, toewijzingen=[], ended=False),
        lambda a: queries.klanten_of_team(actor=a, purpose=LEADING),
        lambda a: queries.medewerkers_of_team(actor=a, purpose=LEADING),
    ],
)
def test_without_the_right_there_is_no_dividing(world, attempt: Callable[[Actor], object]):
    with at_work(world.ada) as actor, pytest.raises(NotAllowed):
        attempt(actor)


def insert(who: Aanstelling, persoon_id: int, *, organisatie_id: int | None = None) -> UUID:
    """Write a toewijzing as the site's role could if an action were forgotten."""
    colleague = made.medewerker(Rol.ADVISEUR_WERK, who.organisatie, who.team)
    with at_work(who), transaction.atomic():
        return Toewijzing.objects.create(
            persoon_id=persoon_id,
            organisatie_id=organisatie_id or who.organisatie_id,
            account=colleague.account,
            valid=(TODAY, None),
            reden=REASON,
        ).uuid


@pytest.mark.parametrize("rol", list(Rol))
def test_the_database_lets_only_roles_with_the_right_write_within_reach(rol):
    uwv = made.organisatie()
    who = made.medewerker(rol, uwv, made.team(uwv))
    klant, stranger = made.klant(), made.klant()
    made.toewijzing(klant, who.team)
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert(who, stranger.persoon_id)
    if "toegang.toewijzen" in ROLLEN[rol].rechten:
        gemeente = made.organisatie("GM0599")
        with pytest.raises(ProgrammingError, match="row-level security"):
            insert(who, klant.persoon_id, organisatie_id=gemeente.pk)
        assert insert(who, klant.persoon_id)
    else:
        with pytest.raises(ProgrammingError, match="row-level security"):
            insert(who, klant.persoon_id)
        with at_work(who):
            assert Toewijzing.objects.update(valid=(TODAY, None)) == 0


def test_a_teamleider_changes_no_toewijzing_of_elsewhere(world):
    klant = made.klant()
    made.toewijzing(klant, world.team)
    gemeente = made.organisatie("GM0599")
    made.toewijzing(klant, made.team(gemeente))
    with at_work(world.leider):
        seen = Toewijzing.objects.filter(persoon=klant.persoon_id)
        assert seen.count() == 2
        assert seen.filter(organisatie=gemeente).update(reden="van mij") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            seen.filter(organisatie=world.uwv).update(organisatie=gemeente)


def test_the_database_admits_an_empty_period_and_no_unbounded_begin(world):
    klant = made.klant()
    toewijzing = made.toewijzing(klant, world.ada)
    with made.in_role("verwerking"), pytest.raises(IntegrityError), transaction.atomic():
        Toewijzing.objects.filter(pk=toewijzing.pk).update(valid=(None, TODAY))


def team_of(world: World, **choice) -> queries.Teamklanten:
    with at_work(world.leider) as actor:
        return queries.klanten_of_team(actor=actor, purpose=LEADING, **choice)


def test_the_team_is_shown_by_name_with_who_serves_whom(world):
    zwart, arends = world.klant("Zwart"), world.served_by(world.ada, "Arends")
    strangers(world)
    found = team_of(world)
    assert found.lines == (
        queries.Teamklant(arends, "Ada", made.LONG_AGO),
        queries.Teamklant(zwart, "", None),
    )
    assert (found.total, found.without, found.page) == (2, 1, 1)


def test_the_list_narrows_to_one_medewerker_to_nobody_or_to_what_ends(world):
    free, hers, his = world.klant(), world.served_by(world.ada), world.served_by(world.bas)
    ending = made.klant()
    made.toewijzing(ending, world.team)
    made.toewijzing(ending, world.bas, until=TODAY + timedelta(days=30))

    def ids(**choice) -> set[int]:
        return {line.persoon_id for line in team_of(world, **choice).lines}

    assert ids(zonder=True) == {free}
    assert ids(medewerker=world.ada.account.uuid) == {hers}
    assert ids(medewerker=world.bas.account.uuid) == {his, ending.persoon_id}
    assert ids(medewerker=uuid4()) == set()


def test_pages_follow_each_other(world, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    everybody = [world.klant(name) for name in ("Arends", "Bos", "Cats")]
    pages = [[line.persoon_id for line in team_of(world, page=page).lines] for page in (1, 2, 3)]
    assert pages == [everybody[:2], everybody[2:], everybody[2:]]
    assert team_of(world, page=2).total == 3


def test_medewerkers_are_shown_with_their_number_of_klanten(world):
    world.served_by(world.ada)
    world.served_by(world.ada)
    made.toewijzing(made.klant(), world.bas)  # not the team's
    made.medewerker(Rol.KWALITEIT, world.uwv, world.team)
    with at_work(world.leider) as actor:
        members = queries.medewerkers_of_team(actor=actor, purpose=LEADING)
    assert [(each.naam, each.klanten) for each in members] == [
        ("Ada", 2),
        ("Bas", 0),
        ("Lot Leider", 0),
    ]
    assert members[0].account == world.ada.account.uuid
