"""P2 Need to know: a klant of another team stays unreachable, whatever the program forgets.

Every attack looks for one victim, served by another team, as a medewerker who has a klant of her
own, and tells what it found. Each is tried twice: on the database as it is, where it may find her
own klant alone, and on a mutant from which the owner took the guard, where it must find the
victim. An attack that finds nothing there proves nothing here.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from uuid import UUID, uuid4

import procrastinate
import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from procrastinate.testing import InMemoryConnector

import medewerkers as made
from asking import answer
from roles import stepping_down
from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.web.fixed_query import FixedQuery
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.sonar import queries as sonar
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.inzage.noting import collecting
from voetlicht.intern.toegang.models import Aanstelling, Bereik, Toewijzing
from voetlicht.intern.toegang.transaction import acting
from voetlicht.opdrachten.installatie.prepare import Installation

SERVING = Purpose.DIENSTVERLENING
VICTIMS_BSN = "900000028"


@dataclass(frozen=True, slots=True)
class World:
    """Somebody at work, her own klant, and the victim: a klant of another team."""

    adviseur: Aanstelling
    own: Klant
    victim: Klant


Attack = Callable[[World], set[int]]
"""Gives back the numbers of the personen that it got hold of."""


def world() -> World:
    uwv = made.organisatie()
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv, made.team(uwv))
    own = made.klant(("Eva", "", "Eigen"))
    victim = made.klant(("Vera", "", "Vreemd"), bsn=VICTIMS_BSN)
    made.toewijzing(own, adviseur)
    made.toewijzing(victim, made.team(uwv))
    return World(adviseur, own, victim)


def numbers(statement: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {row[0] for row in cursor}


def in_a_query_that_forgot_its_filter(there: World) -> set[int]:
    with acting(made.actor(there.adviseur)):
        return set(Persoon.objects.all().values_list("pk", flat=True))


def through_a_relation(there: World) -> set[int]:
    with acting(made.actor(there.adviseur)):
        return {row.persoon.pk for row in Toewijzing.objects.select_related("persoon")}


def in_raw_sql(there: World) -> set[int]:
    with acting(made.actor(there.adviseur)):
        return numbers("SELECT id FROM personen_persoon WHERE achternaam <> ''")


def by_copying_the_table(there: World) -> set[int]:
    with (
        acting(made.actor(there.adviseur)),
        connection.cursor() as cursor,
        cursor.copy("COPY (SELECT persoon_id FROM sonar_klant) TO STDOUT") as lines,
    ):
        return {int(row[0]) for row in lines.rows()}


def with_security_switched_off(there: World) -> set[int]:
    with acting(made.actor(there.adviseur)):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL row_security = off")
                return numbers("SELECT id FROM personen_persoon")
        except DatabaseError:
            return set()


def by_her_uuid(there: World) -> set[int]:
    """As somebody knows it who once saw her."""
    with acting(made.actor(there.adviseur)):
        found = Klant.objects.filter(uuid__in=[there.victim.uuid, there.own.uuid])
        return set(found.values_list("persoon_id", flat=True))


def by_counting(there: World) -> set[int]:
    with acting(made.actor(there.adviseur)):
        counted = Klant.objects.filter(persoon=there.victim.persoon_id).count()
    return {there.victim.persoon_id} if counted else set()


def with_a_function_that_tells(there: World) -> set[int]:
    """A cheap condition is tried first where a policy is a mere filter, and so hears every row."""
    with acting(made.actor(there.adviseur)), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE heard (id bigint) ON COMMIT DROP;"
            "CREATE FUNCTION pg_temp.tell(bigint) RETURNS boolean LANGUAGE plpgsql COST 0.0001"
            " AS 'BEGIN INSERT INTO heard VALUES ($1); RETURN true; END'"
        )
        cursor.execute("SELECT count(*) FROM personen_persoon WHERE pg_temp.tell(id)")
        return numbers("SELECT id FROM heard")


def in_a_background_job(there: World) -> set[int]:
    """A job acts for nobody."""
    found: set[int] = set()

    @procrastinate.App(connector=InMemoryConnector()).task(name="look")
    def look() -> None:
        found.update(Persoon.objects.values_list("pk", flat=True))

    look()
    return found


def in_the_shell(there: World) -> set[int]:
    """``django-admin shell`` on the server, with the settings of the site."""
    with redirect_stdout(io.StringIO()) as printed:
        call_command(
            "shell",
            "--no-imports",
            command="from voetlicht.intern.personen.models import Persoon\n"
            "print(*Persoon.objects.values_list('pk', flat=True))",
        )
    return {int(number) for number in printed.getvalue().split()}


def with_an_aanstelling_that_ended(there: World) -> set[int]:
    """Of the victim's own team, until yesterday."""
    with made.in_role("verwerking"):
        team = Toewijzing.objects.get(persoon=there.victim.persoon_id).team
    former = made.medewerker(
        Rol.ADVISEUR_WERK, there.adviseur.organisatie, team, until=made.days_ago(0)
    )
    return in_raw_sql(World(former, there.own, there.victim))


def with_an_aanstelling_of_who_reaches_nobody(there: World) -> set[int]:
    """A functioneel beheerder who was put in the victim's team."""
    with made.in_role("verwerking"):
        team = Toewijzing.objects.get(persoon=there.victim.persoon_id).team
    beheerder = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, there.adviseur.organisatie, team)
    return in_raw_sql(World(beheerder, there.own, there.victim))


DIRECT = [
    in_a_query_that_forgot_its_filter,
    through_a_relation,
    in_raw_sql,
    by_copying_the_table,
    with_security_switched_off,
    by_her_uuid,
    by_counting,
    with_a_function_that_tells,
    in_a_background_job,
    in_the_shell,
    with_an_aanstelling_that_ended,
    with_an_aanstelling_of_who_reaches_nobody,
]


@contextmanager
def without_policies() -> Iterator[None]:
    """The mutant: the owner took row-level security off every table."""
    with made.in_role("eigenaar"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind IN ('r','p')")
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    yield


@pytest.mark.django_db
@pytest.mark.parametrize("attack", DIRECT)
def test_past_the_application_the_database_shows_her_own_alone(attack: Attack):
    there = world()
    assert attack(there) <= {there.own.persoon_id}


@pytest.mark.django_db
def test_a_search_never_fails_on_somebody_out_of_reach():
    """A condition that fails on her tells that she is there; it is tried on whom the database
    likes, so it fails on nobody."""
    there = world()
    naam = there.victim.persoon.zoeknaam
    words = (naam, naam[0], f"{naam[0]}\\", f"%{naam[1:3]}\\", "%", "_", "\\", "-", "'", "")
    with acting(made.actor(there.adviseur)), connection.cursor() as cursor:
        for word in words:
            asked = "SELECT persoon_id FROM sonar_zoek_in_bereik(%s::text[], NULL, NULL)"
            cursor.execute(asked, [[word]])
            assert {row[0] for row in cursor} <= {there.own.persoon_id}, word


@pytest.fixture
def as_owner(installation: Installation, django_db_setup, django_db_blocker) -> Iterator[None]:
    """A transaction in which a test can become the owner; see ``roles.stepping_down``."""
    with django_db_blocker.unblock(), stepping_down(installation):
        yield


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize("attack", DIRECT)
def test_a_mutant_without_policies_gives_her_away(attack: Attack):
    there = world()
    with without_policies():
        assert there.victim.persoon_id in attack(there)


def as_a_dossier(there: World) -> set[int]:
    with acting(made.actor(there.adviseur)):
        try:
            found = sonar.dossier(
                there.victim.uuid, actor=made.actor(there.adviseur), purpose=SERVING
            )
        except sonar.NotFound:
            return set()
    return {found.persoon_id}


@pytest.fixture
def forgotten_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutant: the query of a dossier forgot to ask who is within reach."""
    everybody = FixedQuery(
        lambda klant: Klant.objects.filter(uuid=klant).values_list("persoon_id"), UUID(int=0)
    )
    monkeypatch.setattr(sonar, "_DOSSIER", everybody)


@pytest.mark.django_db
def test_without_the_filter_of_the_application_the_policy_holds(forgotten_filter: None):
    assert as_a_dossier(world()) == set()


@pytest.mark.usefixtures("as_owner")
def test_without_policies_the_filter_of_the_application_holds():
    there = world()
    with without_policies():
        assert as_a_dossier(there) == set()


@pytest.mark.usefixtures("as_owner", "forgotten_filter")
def test_a_mutant_without_both_gives_her_away():
    there = world()
    with without_policies():
        assert as_a_dossier(there) == {there.victim.persoon_id}


@contextmanager
def everybody_within_reach() -> Iterator[None]:
    """The mutant: the one definition, which filters, lists and policies ask, admits everybody."""
    with made.in_role("eigenaar"), connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE VIEW toegang_bereik AS SELECT id AS persoon_id FROM personen_persoon"
        )
    yield


def in_the_list(there: World) -> set[int]:
    with acting(made.actor(there.adviseur)), collecting():
        found = sonar.klanten(
            sonar.Zoekvraag(), page=1, actor=made.actor(there.adviseur), purpose=SERVING
        )
        assert found.total == len(found.klanten)
        return {each.persoon_id for each in found.klanten}


@pytest.mark.django_db
def test_a_list_of_everything_is_her_own_reach():
    there = world()
    assert in_the_list(there) == {there.own.persoon_id}


@pytest.mark.usefixtures("as_owner")
def test_a_mutant_that_reaches_everybody_lists_her():
    there = world()
    with everybody_within_reach():
        assert there.victim.persoon_id in in_the_list(there)


def page(there: World, method: str, path: str, **data: str) -> str:
    """What a page answers, without what differs from one answer to the next."""
    try:
        response = answer(there.adviseur, method, path, **data)
    except Http404 as missing:
        return f"404 {missing}"
    return f"{response.status_code} {response.content.decode()}"


ADDRESSES = [("get", "/klanten/{}/"), ("head", "/klanten/{}/"), ("post", "/klanten/{}/bsn")]
SEARCHES = [
    ("/klanten/zoeken", {"naam": "vreemd"}),
    ("/klanten/zoeken", {"bsn": VICTIMS_BSN}),
    ("/ga-naar", {"vraag": "vreemd"}),
]


def path_of(address: str, uuid: UUID) -> str:
    return address.format(uuid)


@pytest.mark.django_db(databases=["default", "spoor"])
@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_her_address_answers_as_one_that_does_not_exist(method: str, address: str):
    there = world()
    hers = page(there, method, path_of(address, there.victim.uuid))
    assert hers.startswith("404")
    assert hers == page(there, method, path_of(address, uuid4()))
    assert page(there, method, path_of(address, there.own.uuid)).startswith("200")


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize(("method", "address"), ADDRESSES)
def test_a_mutant_that_reaches_everybody_opens_her_address(method: str, address: str):
    there = world()
    with everybody_within_reach():
        assert page(there, method, path_of(address, there.victim.uuid)).startswith("200")


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "data"), SEARCHES)
def test_looking_for_her_does_not_find_her(path: str, data: dict[str, str]):
    found = page(there := world(), "post", path, **data)
    assert found.startswith("200")
    assert str(there.victim.uuid) not in found
    assert "Vera" not in found


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize(("path", "data"), SEARCHES)
def test_a_mutant_that_reaches_everybody_finds_her(path: str, data: dict[str, str]):
    there = world()
    with everybody_within_reach():
        assert str(there.victim.uuid) in page(there, "post", path, **data)


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize("guarded", [True, False])
def test_statistics_of_the_planner_quote_nobody(guarded: bool):
    """PostgreSQL keeps values of columns; it hides them where a policy holds, else shows them."""
    for _ in range(3):
        made.klant(("Vera", "", "Vreemd"))
    with made.in_role("eigenaar"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ANALYZE personen_persoon")
        if not guarded:
            cursor.execute("ALTER TABLE personen_persoon DISABLE ROW LEVEL SECURITY")
    quoted = numbers("SELECT count(*) FROM pg_stats WHERE tablename = 'personen_persoon'")
    assert (quoted == {0}) == guarded


def test_a_connection_that_is_used_again_remembers_nobody(
    installation: Installation, own_databases: dict[str, str]
):
    """A pool hands the connection of one request to the next."""
    with psycopg.connect(
        host=str(installation.cluster.socket),
        user="intern",
        password=installation.data.password("intern"),
        dbname=own_databases["voetlicht"],
        autocommit=True,
    ) as site:
        with site.transaction():
            site.execute("SELECT set_config('voetlicht.aanstelling', '1', true)")
            told = site.execute("SELECT current_setting('voetlicht.aanstelling')").fetchone()
        after = site.execute("SELECT current_setting('voetlicht.aanstelling', true)").fetchone()
    assert (told, after) == (("1",), ("",))


def test_the_site_can_become_no_other_role(installation: Installation):
    """Of the roles that see everybody it knows no password and is no member. (Tests make it a
    member of ``verwerking``, to record people with; an installation does not.)"""
    with psycopg.connect(
        host=str(installation.cluster.socket),
        user="intern",
        password=installation.data.password("intern"),
        dbname="voetlicht",
    ) as site:
        member_of = site.execute(
            "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'intern'::regrole"
        ).fetchall()
    assert {name for (name,) in member_of} <= {"verwerking"}


@pytest.mark.django_db
def test_the_world_of_the_attacks_has_a_victim_to_find():
    there = world()
    with made.in_role("verwerking"):
        assert Persoon.objects.filter(pk=there.victim.persoon_id).exists()
    with acting(made.actor(there.adviseur)):
        assert set(Bereik.objects.values_list("persoon", flat=True)) == {there.own.persoon_id}
