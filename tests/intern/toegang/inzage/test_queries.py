"""Questions about the inzagelog: answered for one's own organisatie, and themselves noted."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

import medewerkers as made
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.errors import InputError, NotAllowed, NotFound
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.intern.personen.adressen import adres_index
from voetlicht.intern.personen.models import Adres
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.actions.inzage import search_persoon
from voetlicht.intern.toegang.enums import Kanaal, Patroonsoort, Rol
from voetlicht.intern.toegang.inzage.answers import Place
from voetlicht.intern.toegang.inzage.noting import Showing
from voetlicht.intern.toegang.models import Aanstelling, Account, Gebeurtenis
from voetlicht.intern.toegang.queries import inzage
from voetlicht.intern.toegang.systeemactoren import INZAGELOG, LEVERING

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "toezicht", "spoor"])

DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # ten in the morning in Amsterdam
PERIOD = {"since": DAY - timedelta(days=1), "until": DAY + timedelta(days=2)}
CONTROLE = {"purpose": Purpose.CONTROLE}


@pytest.fixture(autouse=True)
def _as_processing() -> None:
    """Here the site asks, in role ``intern``."""


@pytest.fixture
def uwv():
    return made.organisatie("uwv")


@pytest.fixture
def officer(uwv) -> Actor:
    return made.actor(made.medewerker(Rol.PRIVACY_OFFICER, uwv, naam="Petra Privacy"))


def seen(
    writer, by: Aanstelling, *persons: int, at: datetime = DAY, klasse=Veldklasse.PERSOONLIJK
) -> UUID:
    """``by`` saw these persons at a moment; the trace id."""
    trace_id, actor = uuid4(), made.actor(by)
    with clock.frozen_at(at):
        writer.write(
            [Showing(actor, Purpose.DIENSTVERLENING, each, klasse) for each in persons],
            kanaal=Kanaal.SITE,
            trace_id=trace_id,
        )
    return trace_id


def test_who_saw_a_klant_is_answered_by_page_and_noted(writer, uwv, officer, noted):
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv, naam="Ali Adviseur")
    elsewhere = made.medewerker(Rol.KLANTMANAGER, made.organisatie("GM0599"))
    klant, other = made.klant(), made.klant()
    traces = [
        seen(writer, adviseur, klant.persoon_id, other.persoon_id, at=DAY + timedelta(hours=n))
        for n in range(5)
    ]
    seen(writer, elsewhere, klant.persoon_id)
    asked = {"actor": officer, **CONTROLE, "limit": 2}
    pages, before = [], None
    while True:
        page = inzage.lines_of_persoon(klant.persoon.uuid, before=before, **asked)
        pages.append([line.trace_id for line in page.lines])
        if page.more is None:
            break
        before = Place.from_text(str(page.more))
    assert pages == [[traces[4], traces[3]], [traces[2], traces[1]], [traces[0]]]
    line = page.lines[0]
    assert (line.naam, line.rol, line.organisatie) == ("Ali Adviseur", "adviseur_werk", "uwv")
    assert (line.moment, line.persoon, line.in_nood) == (DAY, klant.persoon.uuid, False)
    assert (line.doel, line.veldklasse, line.kanaal) == ("dienstverlening", "persoonlijk", "site")
    assert {(each.persoon_id, each.purpose) for each in noted} == {
        (klant.persoon_id, Purpose.CONTROLE)
    }
    between = inzage.lines_of_persoon(
        klant.persoon.uuid,
        since=DAY + timedelta(hours=1),
        until=DAY + timedelta(hours=3),
        actor=officer,
        **CONTROLE,
    )
    assert [line.trace_id for line in between.lines] == [traces[2], traces[1]]
    nobody = inzage.lines_of_persoon(uuid4(), actor=officer, **CONTROLE)
    assert nobody.lines == ()


def test_a_medewerker_is_found_by_name_and_so_is_whom_she_saw(writer, uwv, officer, noted):
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv, naam="Ali Adviseur")
    made.medewerker(Rol.KLANTMANAGER, made.organisatie("GM0599"), naam="Alida Elders")
    klant = made.klant()
    trace_id = seen(writer, adviseur, klant.persoon_id)
    [found], total = inzage.medewerkers_by_name("ALI", actor=officer, **CONTROLE)
    assert total == 1
    assert (found.uuid, found.naam, found.organisaties) == (
        adviseur.account.uuid, "Ali Adviseur", ("uwv",),
    )  # fmt: skip
    page = inzage.lines_of_medewerker(found.uuid, actor=officer, **CONTROLE)
    assert [(line.trace_id, line.persoon) for line in page.lines] == [
        (trace_id, klant.persoon.uuid)
    ]
    assert [each.persoon_id for each in noted] == [klant.persoon_id]


def test_every_search_by_bsn_is_recorded_without_the_bsn(writer, uwv, officer, noted):
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv)
    klant = made.klant()
    index = bytes(klant.persoon.bsn_index)
    assert search_persoon(by=officer, bsn_index=index) is None
    seen(writer, adviseur, klant.persoon_id)
    assert search_persoon(by=officer, bsn_index=index) == klant.persoon.uuid
    events = Gebeurtenis.objects.filter(what="toegang.inzagelog_doorzocht").order_by("id")
    assert [(each.actor_id, each.about, each.details) for each in events] == [
        (officer.id, "", {"gevonden": False}),
        (officer.id, "", {"gevonden": True}),
    ]
    with pytest.raises(NotAllowed):
        search_persoon(by=made.actor(adviseur), bsn_index=index)


def test_a_bsn_finds_only_who_was_seen_from_here(writer, uwv, officer, noted):
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv)
    seen_klant, unseen = made.klant(), made.klant()
    seen(writer, adviseur, seen_klant.persoon_id)
    index = {each: bytes(each.persoon.bsn_index) for each in (seen_klant, unseen)}
    asked = {"actor": officer, **CONTROLE}
    assert inzage.persoon_of_bsn_index(index[seen_klant], **asked) == seen_klant.persoon.uuid
    assert inzage.persoon_of_bsn_index(index[unseen], **asked) is None
    assert [each.persoon_id for each in noted] == [seen_klant.persoon_id]


def test_a_teamleider_counts_her_team_and_sees_no_klanten(writer, uwv, noted):
    team, other = made.team(uwv), made.team(uwv)
    leider = made.medewerker(Rol.TEAMLEIDER, uwv, team, naam="Tess Leider")
    ali = made.medewerker(Rol.ADVISEUR_WERK, uwv, team, naam="Ali Adviseur")
    elsewhere = made.medewerker(Rol.ADVISEUR_WERK, uwv, other)
    also = made.medewerker(Rol.ADVISEUR_WERK, uwv, other, account=ali.account)
    seen(writer, ali, 5, 6)
    seen(writer, ali, 5, at=DAY + timedelta(hours=1))
    seen(writer, also, 7)
    seen(writer, elsewhere, 5)
    counts = inzage.team_counts(actor=made.actor(leider), purpose=Purpose.LEIDING, **PERIOD)
    assert [(each.naam, each.looks, each.klanten) for each in counts] == [
        ("Ali Adviseur", 2, 2), ("Tess Leider", 0, 0),
    ]  # fmt: skip
    assert noted == []


def test_a_klant_sees_who_looked_without_names(writer, uwv, noted):
    klant = made.klant()
    trace_id = seen(writer, made.medewerker(Rol.ADVISEUR_WERK, uwv), klant.persoon_id)
    herself = Actor(ActorKind.KLANT, str(klant.persoon.uuid))
    page = inzage.seen_of(klant.persoon_id, actor=herself, purpose=Purpose.CONTROLE)
    assert [(line.trace_id, line.naam, line.actor_id) for line in page.lines] == [
        (trace_id, "", UUID(int=0))
    ]
    with pytest.raises(NotFound):
        inzage.seen_of(made.klant().persoon_id, actor=herself, purpose=Purpose.CONTROLE)
    medewerker = made.actor(made.medewerker(Rol.ADVISEUR_WERK, uwv))
    with pytest.raises(NotAllowed):
        inzage.seen_of(klant.persoon_id, actor=medewerker, purpose=Purpose.DIENSTVERLENING)


def found(officer: Actor) -> dict[Patroonsoort, tuple]:
    return {
        each.soort: (each.naam, each.count, each.personen)
        for each in inzage.patterns(actor=officer, **CONTROLE, **PERIOD)
    }


def test_looking_at_night_is_unusual(writer, uwv, officer):
    night = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # half past eleven in Amsterdam
    evening = datetime(2026, 3, 2, 20, 59, tzinfo=UTC)
    klant = made.klant()
    owl = made.medewerker(Rol.ADVISEUR_WERK, uwv, naam="Uil")
    day = made.medewerker(Rol.ADVISEUR_WERK, uwv, naam="Mus")
    paging = made.medewerker(Rol.ADVISEUR_WERK, uwv, naam="Kat")
    for n in range(4):
        seen(writer, paging, *range(9_000_000, 9_000_005), at=night + timedelta(minutes=n))
    for n in range(5):
        seen(writer, owl, klant.persoon_id, klant.persoon_id, at=night + timedelta(minutes=n))
        seen(writer, day, klant.persoon_id, at=evening - timedelta(minutes=n))
    assert found(officer) == {Patroonsoort.NACHT: ("Uil", 5, (klant.persoon.uuid,))}


def test_looking_at_who_lives_at_ones_own_address_is_unusual(writer, uwv, officer):
    klant = made.klant(("Bo", "", "Buur"))
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv, naam="Ali Adviseur")
    index = adres_index(postcode="3011AB", huisnummer=5)
    Account.objects.filter(pk=adviseur.account_id).update(adres_index=index)
    with made.in_role("verwerking"):
        Adres.objects.create(
            persoon_id=klant.persoon_id, straatnaam="Hier", huisnummer=5, postcode="3011AB",
            woonplaats="Daar", adres_index=index,
        )  # fmt: skip
        made.toewijzing(klant, adviseur)
    for hours in (0, 1):
        seen(writer, adviseur, klant.persoon_id, klant.persoon_id, at=DAY + timedelta(hours=hours))
    assert found(officer) == {Patroonsoort.ZELFDE_ADRES: ("Ali Adviseur", 2, (klant.persoon.uuid,))}


def test_looking_at_who_has_ones_own_name_is_unusual_outside_ones_caseload(writer, uwv, officer):
    family, mine = made.klant(("Cas", "el", "Amrani")), made.klant(("Dee", "", "Amrani"))
    nameless = made.klant()
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv, naam="Fatima el Amrani")
    made.toewijzing(mine, adviseur)
    seen(writer, adviseur, family.persoon_id, mine.persoon_id, nameless.persoon_id)
    assert found(officer) == {
        Patroonsoort.ZELFDE_NAAM: ("Fatima el Amrani", 1, (family.persoon.uuid,))
    }


def test_many_klanten_outside_ones_caseload_are_unusual(writer, uwv, officer):
    team = made.team(uwv)
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv, team, naam="Ali Adviseur")
    careful = made.medewerker(Rol.ADVISEUR_WERK, uwv, team, naam="Cato")
    klant = made.klant()
    made.toewijzing(klant, adviseur)
    strangers = range(9_000_000, 9_000_026)
    for days in (0, 1):
        seen(writer, adviseur, klant.persoon_id, *strangers, at=DAY + timedelta(days=days))
    seen(writer, careful, klant.persoon_id, *strangers[:24])
    seen(writer, careful, *strangers[24:], at=DAY + timedelta(days=1))
    assert found(officer) == {Patroonsoort.BUITEN_CASELOAD: ("Ali Adviseur", 26, ())}


def test_opening_many_dossiers_in_an_hour_is_unusual(writer, uwv, officer, settings):
    settings.DOSSIERS_PER_HOUR = 6
    quick = made.medewerker(Rol.TEAMLEIDER, uwv, made.team(uwv), naam="Ans Snel")
    careful = made.medewerker(Rol.TEAMLEIDER, uwv, made.team(uwv), naam="Cato")
    klanten = [made.klant() for _ in range(3)]
    for n, klant in enumerate(klanten):
        seen(writer, quick, klant.persoon_id, at=DAY + timedelta(minutes=n))
        seen(writer, quick, klant.persoon_id, at=DAY + timedelta(minutes=n + 10))
        seen(writer, careful, klant.persoon_id, at=DAY + timedelta(minutes=40 * n))
    seen(writer, careful, *(klant.persoon_id for klant in klanten))  # a list
    first = min(klanten, key=lambda klant: klant.persoon_id).persoon.uuid
    assert found(officer) == {Patroonsoort.VEEL_DOSSIERS: ("Ans Snel", 3, (first,))}


@pytest.mark.parametrize(
    ("asked", "missed", "unusual"), [(4, 2, False), (5, 0, True), (3, 3, True)]
)
def test_asking_for_noodtoegang_again_and_again_is_unusual(
    uwv, officer, superuser, asked, missed, unusual
):
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv, naam="Ali Adviseur")
    klant = made.klant()
    for n in range(asked):
        ask(superuser, adviseur, klant.persoon_id if n >= missed else None)
    expected = ("Ali Adviseur", asked, (klant.persoon.uuid,) if asked > missed else ())
    assert found(officer) == ({Patroonsoort.NOODTOEGANG: expected} if unusual else {})


def test_one_noodtoegang_that_was_wrong_is_unusual_and_lines_tell_of_need(
    writer, uwv, officer, superuser
):
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, uwv, naam="Ali Adviseur")
    klant = made.klant()
    ask(superuser, adviseur, klant.persoon_id, wrong_says=officer)
    for hours in (1, 4):
        seen(writer, adviseur, klant.persoon_id, at=DAY + timedelta(hours=hours))
    assert found(officer) == {Patroonsoort.NOODTOEGANG: ("Ali Adviseur", 1, (klant.persoon.uuid,))}
    page = inzage.lines_of_persoon(klant.persoon.uuid, actor=officer, **CONTROLE)
    assert [line.in_nood for line in page.lines] == [False, True]


def ask(superuser, adviseur, persoon_id, *, wrong_says: Actor | None = None) -> None:
    superuser.execute(
        "INSERT INTO toegang_noodtoegang (uuid, persoon_id, aanstelling_id, gevraagd_op, tot,"
        " reden, beoordeeld_op, beoordeeld_door_id, terecht, toelichting)"
        " SELECT gen_random_uuid(), %(persoon)s, %(wie)s, %(op)s, %(op)s::timestamptz"
        " + interval '3 hours', 'Spoed', nullif(%(op)s::timestamptz, %(geen)s), account.id,"
        " CASE WHEN account.id IS NULL THEN NULL ELSE false END, ''"
        " FROM (SELECT 1) AS een LEFT JOIN toegang_account AS account ON account.uuid = %(door)s",
        {
            "persoon": persoon_id,
            "wie": adviseur.pk,
            "op": DAY,
            "geen": None if wrong_says else DAY,
            "door": UUID(wrong_says.id) if wrong_says else None,
        },
    )


def test_the_last_check_is_told_as_who_checks_said_it(officer):
    assert inzage.last_check(actor=officer, **CONTROLE) is None
    details = {"chains": 2, "lines": 9, "findings": 1}
    record_event(by=INZAGELOG, what=inzage.CHECKED, details=details)
    for other in (LEVERING, officer):
        record_event(by=other, what=inzage.CHECKED, details=details | {"findings": 0})
    check = inzage.last_check(actor=officer, **CONTROLE)
    assert check is not None
    assert (check.chains, check.lines, check.findings) == (2, 9, 1)


QUESTIONS = {
    "lines_of_persoon": lambda **asked: inzage.lines_of_persoon(uuid4(), **asked),
    "lines_of_medewerker": lambda **asked: inzage.lines_of_medewerker(uuid4(), **asked),
    "persoon_of_bsn_index": lambda **asked: inzage.persoon_of_bsn_index(b"", **asked),
    "medewerkers_by_name": lambda **asked: inzage.medewerkers_by_name("a", **asked),
    "patterns": lambda **asked: inzage.patterns(**PERIOD, **asked),
    "last_check": lambda **asked: inzage.last_check(**asked),
    "team_counts": lambda **asked: inzage.team_counts(**PERIOD, **asked),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.django_db
def test_none_but_who_may_gets_an_answer(question):
    rol = Rol.PRIVACY_OFFICER if question == "team_counts" else Rol.TEAMLEIDER
    other = made.actor(made.medewerker(rol, made.organisatie("uwv")))
    purpose = next(iter(other.purposes))
    with pytest.raises(NotAllowed):
        QUESTIONS[question](actor=other, purpose=purpose)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.django_db
def test_a_purpose_that_is_not_the_roles_gets_no_answer(question):
    rol = Rol.TEAMLEIDER if question == "team_counts" else Rol.PRIVACY_OFFICER
    actor = made.actor(made.medewerker(rol, made.organisatie("uwv")))
    with pytest.raises(NotAllowed):
        QUESTIONS[question](actor=actor, purpose=Purpose.PUBLICATIE)


@pytest.mark.parametrize(
    "text", ["", "x", "2026-03-02T09:00:00_x_1", f"2026-03-02_{UUID(int=1)}_1"]
)
def test_a_place_that_no_page_ended_with_is_refused(text):
    with pytest.raises(InputError, match="begin vooraan"):
        Place.from_text(text)
