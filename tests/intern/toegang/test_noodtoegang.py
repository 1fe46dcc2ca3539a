"""Noodtoegang: asked with a reason and written down, found or not; ended; reviewed by another."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

import medewerkers as made
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.clock import frozen_at
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.intern.personen.actions import ask_noodtoegang, register_persoon
from voetlicht.intern.toegang.actions.noodtoegang import end_noodtoegang, review_noodtoegang
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.inzage.noting import Showing
from voetlicht.intern.toegang.models import Aanstelling, Account, Bereik, Gebeurtenis, Noodtoegang
from voetlicht.intern.toegang.queries import noodtoegang as queries
from voetlicht.intern.toegang.queries.caseload import running_noodtoegang
from voetlicht.intern.toegang.rollen import ROLLEN
from voetlicht.intern.toegang.rules.bereik import NOODTOEGANG
from voetlicht.intern.toegang.systeemactoren import GENERATOR
from voetlicht.intern.toegang.transaction import acting

pytestmark = pytest.mark.django_db

BSN, OTHER_BSN, BORN = "900000016", "900000028", date(1985, 12, 31)
REASON = "Klant staat aan de balie en heeft nu hulp nodig"
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
SERVING, LEADING, CONTROL = Purpose.DIENSTVERLENING, Purpose.LEIDING, Purpose.CONTROLE


@contextmanager
def at_work(who: Aanstelling, moment: datetime = NOON) -> Iterator[Actor]:
    """Act as this medewerker at a moment, in the role of the site."""
    with frozen_at(moment), made.in_role("intern"), acting(made.actor(who)):
        yield made.actor(who)


@pytest.fixture
def adviseur() -> Aanstelling:
    uwv = made.organisatie()
    return made.medewerker(Rol.ADVISEUR_WERK, uwv, made.team(uwv), naam="Ilse Bakker")


@pytest.fixture
def klant():
    return made.klant(bsn=BSN, geboortedatum=BORN)


def colleague(of: Aanstelling, rol: Rol, *, same_team: bool = True) -> Aanstelling:
    team = of.team if same_team else made.team(of.organisatie)
    return made.medewerker(rol, of.organisatie, team)


def ask(who: Aanstelling, *, bsn=BSN, born=BORN, reden=REASON, moment=NOON) -> UUID:
    with at_work(who, moment) as actor:
        return ask_noodtoegang(by=actor, bsn=bsn, geboortedatum=born, reden=reden)


def reached(who: Aanstelling, moment: datetime = NOON) -> set[int]:
    with at_work(who, moment):
        return set(Bereik.objects.values_list("persoon", flat=True))


def own(who: Aanstelling, moment: datetime = NOON) -> tuple[queries.OwnNoodtoegang, ...]:
    with at_work(who, moment) as actor:
        return queries.own_noodtoegangen(actor=actor, purpose=SERVING)


def test_who_asks_reaches_for_three_hours_and_no_longer(adviseur, klant):
    uuid = ask(adviseur)
    end = NOON + NOODTOEGANG
    assert reached(adviseur) == {klant.persoon_id}
    assert reached(adviseur, end - timedelta(seconds=1)) == {klant.persoon_id}
    assert reached(adviseur, end) == reached(adviseur, NOON - timedelta(seconds=1)) == set()
    (line,) = own(adviseur)
    assert (line.uuid, line.gevraagd_op, line.tot) == (uuid, NOON, end)
    assert (line.running, line.gevonden, line.persoon_id) == (True, True, klant.persoon_id)
    (over,) = own(adviseur, end)
    assert (over.running, over.gevonden, over.persoon_id) == (False, True, None)


def test_it_is_for_this_aanstelling_alone(adviseur, klant):
    same_person = made.medewerker(Rol.KLANTMANAGER, adviseur.organisatie, account=adviseur.account)
    ask(adviseur)
    assert reached(same_person) == set()
    assert reached(colleague(adviseur, Rol.ADVISEUR_WERK)) == set()
    (line,) = own(same_person)
    assert (line.running, line.persoon_id) == (False, None)


@pytest.mark.parametrize(
    ("bsn", "born"),
    [
        pytest.param(OTHER_BSN, BORN, id="nobody has this number"),
        pytest.param(BSN, date(1985, 12, 30), id="somebody else's birth date"),
    ],
)
def test_a_miss_leaves_the_same_traces_as_a_hit_and_reaches_nobody(adviseur, klant, bsn, born):
    ask(adviseur, bsn=bsn, born=born)
    assert reached(adviseur) == set()
    (line,) = own(adviseur)
    assert (line.running, line.gevonden, line.persoon_id) == (False, False, None)
    assert (line.tot, line.reden) == (NOON + NOODTOEGANG, REASON)
    event = Gebeurtenis.objects.get(what="toegang.noodtoegang_gevraagd")
    assert (event.about, event.details) == (str(line.uuid), {"gevonden": False})


def test_who_has_no_dossier_is_not_found(adviseur):
    with made.in_role("verwerking"):
        register_persoon(by=GENERATOR, bsn=BSN, geboortedatum=BORN)
    ask(adviseur)
    assert reached(adviseur) == set()
    (line,) = own(adviseur)
    assert not line.gevonden


def test_hit_and_misses_run_the_same_statements(adviseur, klant):
    seen = []
    for bsn, born in ((BSN, BORN), (OTHER_BSN, BORN), (BSN, date(1985, 12, 30))):
        with at_work(adviseur) as actor, CaptureQueriesContext(connection) as captured:
            answer = ask_noodtoegang(by=actor, bsn=bsn, geboortedatum=born, reden=REASON)
        assert isinstance(answer, UUID)
        seen.append([re.sub(r"'.*?'|\"s\d+_x\d+\"|s\d+_x\d+", "?", q["sql"]) for q in captured])
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.parametrize("rol", list(Rol))
def test_only_roles_with_the_right_may_ask_also_in_the_database(klant, rol):
    uwv = made.organisatie()
    who = made.medewerker(rol, uwv, made.team(uwv))
    may = "toegang.noodtoegang_vragen" in ROLLEN[rol].rechten
    if may:
        ask(who)
    else:
        with pytest.raises(NotAllowed):
            ask(who)
    with at_work(who), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kenmerk FROM toegang_vraag_noodtoegang(%s, %s, %s)", [b"", BORN, REASON]
        )
        assert (cursor.fetchone() is not None) == may


def test_an_actor_with_rights_that_the_session_lacks_is_refused(adviseur, klant):
    leider = colleague(adviseur, Rol.TEAMLEIDER)
    with at_work(leider), pytest.raises(NotAllowed, match="kies een andere rol"):
        ask_noodtoegang(by=made.actor(adviseur), bsn=BSN, geboortedatum=BORN, reden=REASON)


@pytest.mark.parametrize(
    ("reden", "told"),
    [
        ("", "paar woorden"),
        ("spoed!", "paar woorden"),
        ("aaaaaaaa aaaaaaaa", "paar woorden"),
        ("spoedspoedspoed", "paar woorden"),
        ("de klant 900000016 belt", "geen burgerservicenummer"),
        ("de klant 9000.00.016 belt", "geen burgerservicenummer"),
        ("de klant 9/0_0\u200b0:0,0–0·1 6 belt", "geen burgerservicenummer"),
        ("heel " * 200, "hooguit 500"),
    ],
)
def test_a_reason_is_words_for_a_colleague_to_judge(adviseur, klant, reden, told):
    with pytest.raises(InputError, match=told):
        ask(adviseur, reden=reden)
    assert own(adviseur) == ()


def test_a_birth_date_to_come_and_a_wrong_number_are_refused(adviseur):
    with pytest.raises(InputError, match="toekomst"):
        ask(adviseur, born=NOON.date() + timedelta(days=1))
    with pytest.raises(InputError, match="geen burgerservicenummer"):
        ask(adviseur, bsn="900000013")
    assert own(adviseur) == ()


def test_who_keeps_missing_is_stopped_for_the_day_and_that_is_recorded(
    adviseur, klant, settings: object
):
    settings.NOODTOEGANG_MISSES_PER_DAY = 2
    ask(adviseur)
    for _ in range(2):
        ask(adviseur, bsn=OTHER_BSN)
    other_role = made.medewerker(Rol.KLANTMANAGER, adviseur.organisatie, account=adviseur.account)
    for who in (adviseur, other_role):
        with at_work(who) as actor, pytest.raises(Conflict, match="Vraag uw teamleider"):
            ask_noodtoegang(by=actor, bsn=BSN, geboortedatum=BORN, reden=REASON)
    refused = Gebeurtenis.objects.filter(what="toegang.noodtoegang_geweigerd")
    assert {event.actor_id for event in refused} == {str(adviseur.account.uuid)}
    assert refused.count() == 2
    ask(adviseur, moment=NOON + timedelta(days=1))
    ask(colleague(adviseur, Rol.ADVISEUR_WERK))


def test_who_finds_again_and_again_is_stopped_for_the_day_too(adviseur, klant, settings: object):
    settings.NOODTOEGANG_PER_DAY = 3
    for _ in range(3):
        ask(adviseur)
    with at_work(adviseur) as actor, pytest.raises(Conflict, match="aan u toe te wijzen"):
        ask_noodtoegang(by=actor, bsn=BSN, geboortedatum=BORN, reden=REASON)
    assert len(own(adviseur)) == 3
    assert Gebeurtenis.objects.filter(what="toegang.noodtoegang_geweigerd").count() == 1
    ask(adviseur, moment=NOON + timedelta(days=1))


def test_the_asker_ends_it_early_and_once(adviseur, klant):
    uuid = ask(adviseur)
    later = NOON + timedelta(minutes=5)
    with at_work(colleague(adviseur, Rol.ADVISEUR_WERK)) as actor, pytest.raises(NotFound):
        end_noodtoegang(by=actor, uuid=uuid)
    with at_work(adviseur, later) as actor:
        end_noodtoegang(by=actor, uuid=uuid)
        with pytest.raises(NotFound, match="loopt niet meer"):
            end_noodtoegang(by=actor, uuid=uuid)
    assert reached(adviseur, later) == set()
    assert own(adviseur, later)[0].tot == later
    assert Gebeurtenis.objects.filter(what="toegang.noodtoegang_beeindigd").count() == 1


def test_what_runs_for_a_klant_is_known_to_show_it(adviseur, klant):
    def now(who: Aanstelling, moment: datetime = NOON) -> list[UUID]:
        with at_work(who, moment) as actor:
            running = running_noodtoegang(actor=actor, purpose=SERVING)
            return [each.uuid for each in running if each.persoon_id == klant.persoon_id]

    assert now(adviseur) == []
    uuid = ask(adviseur)
    assert now(adviseur) == [uuid]
    assert now(colleague(adviseur, Rol.ADVISEUR_WERK)) == []
    assert now(adviseur, NOON + NOODTOEGANG) == []


def to_review(who: Aanstelling, purpose: Purpose, *, reviewed: bool = False) -> queries.Reviewables:
    with at_work(who) as actor:
        return queries.noodtoegangen_to_review(actor=actor, purpose=purpose, reviewed=reviewed)


def review(who: Aanstelling, uuid: UUID, *, terecht: bool = True, moment: datetime = NOON) -> None:
    with at_work(who, moment) as actor:
        review_noodtoegang(
            by=actor, uuid=uuid, terecht=terecht, toelichting="De klant kon echt niet wachten"
        )


def test_the_teamleider_of_the_team_reviews_it(adviseur, klant):
    uuid, leider = ask(adviseur), colleague(adviseur, Rol.TEAMLEIDER)
    found = to_review(leider, LEADING)
    (line,) = found.lines
    assert (line.uuid, line.medewerker, line.rol) == (uuid, "Ilse Bakker", "adviseur_werk")
    assert (line.gevonden, line.initialen, found.total) == (True, "", 1)
    review(leider, uuid, terecht=False)
    assert to_review(leider, LEADING).lines == ()
    (judged,) = to_review(leider, LEADING, reviewed=True).lines
    assert (judged.terecht, judged.beoordeeld_op) == (False, NOON)
    assert own(adviseur)[0].terecht is False
    assert own(adviseur)[0].toelichting == "De klant kon echt niet wachten"
    row = Noodtoegang.objects
    with at_work(leider):
        assert row.get(uuid=uuid).beoordeeld_door == leider.account
    with pytest.raises(Conflict, match="al beoordeeld"):
        review(leider, uuid)
    event = Gebeurtenis.objects.get(what="toegang.noodtoegang_beoordeeld")
    assert (event.about, event.details) == (str(uuid), {"terecht": False})


@pytest.mark.parametrize("terecht", [True, False])
def test_what_is_judged_onterecht_reaches_no_longer(adviseur, klant, terecht: bool):
    uuid, leider, later = ask(adviseur), colleague(adviseur, Rol.TEAMLEIDER), timedelta(minutes=5)
    review(leider, uuid, terecht=terecht, moment=NOON + later)
    assert reached(adviseur, NOON + later) == ({klant.persoon_id} if terecht else set())
    (line,) = own(adviseur, NOON + later)
    assert (line.running, line.tot) == (terecht, NOON + (NOODTOEGANG if terecht else later))


@pytest.mark.parametrize(
    ("moment", "tot"),
    [
        pytest.param(NOON + 2 * NOODTOEGANG, NOON + NOODTOEGANG, id="it was over already"),
        pytest.param(NOON - timedelta(hours=1), NOON, id="a clock that runs behind"),
    ],
)
def test_a_judgement_makes_it_no_longer_and_ends_it_not_before_its_begin(
    adviseur, klant, moment: datetime, tot: datetime
):
    review(colleague(adviseur, Rol.TEAMLEIDER), ask(adviseur), terecht=False, moment=moment)
    assert own(adviseur)[0].tot == tot


def test_whose_initials_are_shown_is_noted_and_a_list_shows_none(adviseur, klant, noted):
    leider = colleague(adviseur, Rol.TEAMLEIDER)
    missed, found = ask(adviseur, bsn=OTHER_BSN), ask(adviseur)
    assert {line.initialen for line in to_review(leider, LEADING).lines} == {""}
    assert noted == []
    with at_work(leider) as actor:
        one = queries.noodtoegang_to_review(actor=actor, purpose=LEADING, uuid=found)
        nobody = queries.noodtoegang_to_review(actor=actor, purpose=LEADING, uuid=missed)
    assert (one.initialen, nobody.initialen) == ("A.V.", "")
    assert noted == [Showing(made.actor(leider), LEADING, klant.persoon_id, Veldklasse.PERSOONLIJK)]


def test_a_privacy_officer_reviews_all_of_her_organisatie_misses_too(adviseur, klant, noted):
    officer = colleague(adviseur, Rol.PRIVACY_OFFICER, same_team=False)
    missed, found = ask(adviseur, bsn=OTHER_BSN), ask(colleague(adviseur, Rol.ADVISEUR_WERK))
    lines = {line.uuid: line for line in to_review(officer, CONTROL).lines}
    assert set(lines) == {missed, found}
    assert (lines[missed].gevonden, lines[missed].initialen) == (False, "")
    with at_work(officer) as actor:
        assert queries.unreviewed_count(actor=actor, purpose=CONTROL) == 2
        assert queries.noodtoegang_to_review(actor=actor, purpose=CONTROL, uuid=found).gevonden
    review(officer, missed)
    with at_work(officer) as actor:
        assert queries.unreviewed_count(actor=actor, purpose=CONTROL) == 1
    assert reached(officer) == set()


def elsewhere(adviseur: Aanstelling) -> list[Aanstelling]:
    rotterdam = made.organisatie("GM0599")
    return [
        colleague(adviseur, Rol.TEAMLEIDER, same_team=False),
        made.medewerker(Rol.TEAMLEIDER, rotterdam, made.team(rotterdam)),
        made.medewerker(Rol.PRIVACY_OFFICER, rotterdam),
    ]


def test_others_do_not_know_of_it(adviseur, klant):
    uuid = ask(adviseur)
    for who in elsewhere(adviseur):
        purpose = LEADING if who.rol == Rol.TEAMLEIDER else CONTROL
        assert to_review(who, purpose) == queries.Reviewables((), total=0, page=1)
        for one in (uuid, uuid4()):
            with pytest.raises(NotFound, match="niet aan u"):
                review(who, one)
            with at_work(who) as actor, pytest.raises(NotFound, match="niet aan u"):
                queries.noodtoegang_to_review(actor=actor, purpose=purpose, uuid=one)


def test_what_nobody_of_the_organisatie_can_review_is_for_a_privacy_officer_of_uwv(klant):
    gemeente = made.organisatie("GM0599")
    alone = made.medewerker(Rol.KLANTMANAGER, gemeente)
    led = made.medewerker(Rol.KLANTMANAGER, gemeente, made.team(gemeente))
    leider = made.medewerker(Rol.TEAMLEIDER, gemeente, led.team)
    holder, neighbour = (
        made.medewerker(Rol.PRIVACY_OFFICER, made.organisatie(code)) for code in ("uwv", "GM0606")
    )
    nobodys, hers = ask(alone), ask(led)
    assert [line.uuid for line in to_review(holder, CONTROL).lines] == [nobodys]
    assert to_review(neighbour, CONTROL).lines == ()
    assert [line.uuid for line in to_review(leider, LEADING).lines] == [hers]
    review(holder, nobodys)
    assert own(alone)[0].terecht is True


def test_once_the_organisatie_has_a_privacy_officer_it_is_hers_alone(klant):
    gemeente = made.organisatie("GM0599")
    alone = made.medewerker(Rol.KLANTMANAGER, gemeente)
    made.medewerker(Rol.PRIVACY_OFFICER, gemeente, until=NOON.date())
    holder = made.medewerker(Rol.PRIVACY_OFFICER, made.organisatie("uwv"))
    closed = made.medewerker(Rol.PRIVACY_OFFICER, gemeente)
    with made.in_role("intern"):
        Account.objects.filter(pk=closed.account_id).update(is_active=False)
    uuid = ask(alone)
    assert [line.uuid for line in to_review(holder, CONTROL).lines] == [uuid]
    own_officer = made.medewerker(Rol.PRIVACY_OFFICER, gemeente)
    assert to_review(holder, CONTROL).lines == ()
    assert [line.uuid for line in to_review(own_officer, CONTROL).lines] == [uuid]


@pytest.mark.parametrize("rol", [Rol.TEAMLEIDER, Rol.PRIVACY_OFFICER])
def test_nobody_reviews_her_own_in_another_role(adviseur, klant, rol):
    uuid = ask(adviseur)
    herself = made.medewerker(rol, adviseur.organisatie, adviseur.team, account=adviseur.account)
    with pytest.raises(NotFound):
        review(herself, uuid)
    assert own(adviseur)[0].terecht is None


def test_a_review_needs_the_right_and_words(adviseur, klant):
    uuid, leider = ask(adviseur), colleague(adviseur, Rol.TEAMLEIDER)
    with pytest.raises(NotAllowed):
        review(colleague(adviseur, Rol.ADVISEUR_WERK), uuid)
    with at_work(leider) as actor, pytest.raises(InputError, match="Toelichting"):
        review_noodtoegang(by=actor, uuid=uuid, terecht=True, toelichting="prima")
    assert own(adviseur)[0].terecht is None


@pytest.mark.parametrize(
    ("call", "right"),
    [
        (lambda a: queries.unreviewed_count(actor=a, purpose=LEADING), False),
        (lambda a: queries.noodtoegangen_to_review(actor=a, purpose=LEADING), False),
        (lambda a: queries.own_noodtoegangen(actor=a, purpose=CONTROL), False),
        (lambda a: running_noodtoegang(actor=a, purpose=CONTROL), False),
    ],
)
def test_a_query_refuses_who_lacks_right_or_purpose(
    adviseur, call: Callable[[Actor], object], right: bool
):
    with at_work(adviseur) as actor, pytest.raises(NotAllowed):
        call(actor)


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE toegang_noodtoegang SET tot = tot + interval '1 day'",
        "DELETE FROM toegang_noodtoegang",
        "INSERT INTO toegang_noodtoegang (uuid, aanstelling_id, gevraagd_op, tot, reden)"
        " SELECT gen_random_uuid(), aanstelling_id, gevraagd_op, tot, reden"
        " FROM toegang_noodtoegang",
    ],
)
def test_the_site_writes_it_in_no_other_way(adviseur, klant, attempt):
    ask(adviseur)
    with (
        at_work(adviseur),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(attempt)


def test_without_an_aanstelling_in_the_transaction_there_is_nothing(adviseur, klant):
    uuid = ask(adviseur)
    with made.in_role("intern"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('voetlicht.aanstelling', '', true)")
        assert not Noodtoegang.objects.exists()
        cursor.execute(
            "SELECT count(*) FROM toegang_vraag_noodtoegang(%s, %s, %s)", [b"", BORN, REASON]
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT toegang_beeindig_noodtoegang(%s)", [uuid])
        assert cursor.fetchone() == (False,)
