"""The pages of the inzagelog: who saw whom, for a privacy officer; counts for a teamleider."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

import medewerkers as made
from voetlicht.basis.kern import clock
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.inzage.answers import LastCheck
from voetlicht.intern.toegang.models import Aanstelling, Gebeurtenis
from voetlicht.intern.toegang.queries import inzage
from voetlicht.intern.toegang.queries.inzage import CHECKED
from voetlicht.intern.toegang.systeemactoren import INZAGELOG
from voetlicht.sites.medewerker.inzagelog.presenters import start_page

ALIASES = ["default", "spoor", "toezicht"]
pytestmark = pytest.mark.django_db(transaction=True, databases=ALIASES)

START, KLANT, NAMES = "/inzagelog/", "/inzagelog/klant/", "/inzagelog/medewerkers/"
PATTERNS, TEAM = "/inzagelog/patronen/", "/inzagelog/team/"
BSN, NOBODY = "920000009", "920000010"
OFFICERS = (START, KLANT, NAMES, PATTERNS)


@pytest.fixture
def her(db) -> Aanstelling:
    """Somebody who serves klanten."""
    gemeente = made.organisatie("GM0599")
    return made.medewerker(
        Rol.KLANTMANAGER, gemeente, made.team(gemeente, "Noord"), naam="Karin Bos"
    )


@pytest.fixture
def anna(her: Aanstelling) -> Klant:
    klant = made.klant(("Anna", "de", "Vries"), bsn=BSN)
    made.toewijzing(klant, her)
    return klant


@pytest.fixture
def officer(her: Aanstelling) -> Client:
    return made.sign_in(Client(), made.medewerker(Rol.PRIVACY_OFFICER, her.organisatie))


def looks(who: Aanstelling, klant: Klant, *, times: int = 1) -> None:
    site = made.sign_in(Client(), who)
    for _ in range(times):
        assert site.get(f"/klanten/{klant.uuid}/").status_code == 200


def test_who_saw_a_klant_is_found_by_bsn(officer: Client, her: Aanstelling, anna: Klant) -> None:
    looks(her, anna)
    answer = officer.post(KLANT, {"bsn": BSN}, follow=True)
    [(place, status)] = answer.redirect_chain
    text = answer.content.decode()
    assert status == 302
    assert place == f"{KLANT}{anna.persoon.uuid}/"
    for told in ("Karin Bos", "Klantmanager, GM0599", "dienstverlening", "gewone persoonsgegevens"):
        assert told in text
    assert "Vries" not in text
    assert BSN not in text


def test_nobody_known_and_nobody_looked_are_told_alike(officer: Client, anna: Klant) -> None:
    def told(bsn: str) -> str:
        text = officer.post(KLANT, {"bsn": bsn}).content.decode()
        return text.partition("<main")[2].partition("<form")[0]

    assert told(BSN) == told(NOBODY)
    assert "Bij dit BSN staat niets in het inzagelog." in told(BSN)
    searches = Gebeurtenis.objects.filter(what="toegang.inzagelog_doorzocht")
    assert [each.details for each in searches] == [{"gevonden": False}] * 3


def test_a_number_that_is_no_bsn_is_refused(officer: Client) -> None:
    text = officer.post(KLANT, {"bsn": "123"}).content.decode()
    assert "Dit is geen burgerservicenummer" in text
    assert "staat niets" not in text


def test_whom_a_medewerker_saw_is_found_by_name(
    officer: Client, her: Aanstelling, anna: Klant
) -> None:
    looks(her, anna)
    found = officer.post(NAMES, {"naam": "bos"}).content.decode()
    assert "1 medewerker gevonden" in found
    text = officer.get(f"{NAMES}{her.account.uuid}/").content.decode()
    assert "Medewerker: Karin Bos." in text
    assert str(anna.persoon.uuid)[:8] in text
    assert f'href="{KLANT}{anna.persoon.uuid}/?van=' in text
    assert "Vries" not in text


def test_a_long_list_says_that_it_is_not_all_and_how_to_find_the_rest(
    officer: Client, her: Aanstelling, monkeypatch
) -> None:
    monkeypatch.setattr(inzage, "MOST", 1)
    made.medewerker(Rol.KLANTMANAGER, her.organisatie, naam="Karin Bosch")
    found = officer.post(NAMES, {"naam": "karin bos"}).content.decode()
    assert "2 medewerkers gevonden" in found
    assert "De eerste 1 van 2. Vul meer van de naam in" in found
    assert "Karin Bosch" not in found


def test_a_name_that_nobody_has_finds_nobody(officer: Client) -> None:
    assert "0 medewerkers gevonden" in officer.post(NAMES, {"naam": "Xyzzy"}).content.decode()
    assert "gevonden" not in officer.post(NAMES, {"naam": ""}).content.decode()


def test_looking_in_the_log_stands_in_the_log(
    officer: Client, her: Aanstelling, anna: Klant
) -> None:
    looks(her, anna)
    page = f"{KLANT}{anna.persoon.uuid}/"
    assert "<td>Privacy officer, GM0599</td>" not in officer.get(page).content.decode()
    assert "<td>Privacy officer, GM0599</td>" in officer.get(page).content.decode()


def test_a_period_narrows_what_is_shown(officer: Client, her: Aanstelling, anna: Klant) -> None:
    looks(her, anna)
    page = f"{NAMES}{her.account.uuid}/"
    past = officer.get(page, {"van": "2021-01-01", "tot": "2021-02-01"}).content.decode()
    assert "In deze periode staat hier niets." in past
    wrong = officer.get(page, {"van": "2021-02-01", "tot": "2021-01-01"}).content.decode()
    assert "Kies een laatste dag na de eerste." in wrong
    long = officer.get(page, {"van": "2019-02-01", "tot": "2021-01-01"}).content.decode()
    assert "Kies een periode van hoogstens een jaar." in long


@pytest.mark.parametrize(
    ("van", "tot", "told"),
    [
        ("9999-12-31", "9999-12-31", "Kies een laatste dag tot en met vandaag."),
        ("0001-01-01", "0001-01-02", "Zo ver terug gaat het inzagelog niet."),
    ],
)
def test_a_period_that_the_log_cannot_have_is_refused(
    officer: Client, her: Aanstelling, van: str, tot: str, told: str
) -> None:
    leads = made.sign_in(Client(), made.medewerker(Rol.TEAMLEIDER, her.organisatie, her.team))
    for site, page in (
        (officer, PATTERNS),
        (officer, f"{NAMES}{her.account.uuid}/"),
        (leads, TEAM),
    ):
        answer = site.get(page, {"van": van, "tot": tot})
        assert answer.status_code == 200
        assert told in answer.content.decode()


def test_fifty_lines_stand_on_a_page_and_the_rest_follows(
    officer: Client, her: Aanstelling
) -> None:
    for number in range(60):
        klant = made.klant(("Anna", "", f"Vries{number}"))
        made.toewijzing(klant, her)
    site = made.sign_in(Client(), her)
    for number in (1, 2, 3):
        site.get(f"/?pagina={number}")
    page = f"{NAMES}{her.account.uuid}/"
    first = officer.get(page).content.decode()
    assert first.count('<th scope="row">') == 50
    onward = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = officer.get(page + onward).content.decode()
    assert second.count('<th scope="row">') == 10
    assert "Naar het begin" in second
    assert officer.get(f"{page}?na=onzin").content.decode().count('<th scope="row">') == 50


def test_looking_at_night_stands_out(officer: Client, her: Aanstelling, anna: Klant) -> None:
    today = clock.today()
    night = datetime(today.year, today.month, today.day, 1, 30, tzinfo=UTC)
    with clock.frozen_at(night):
        looks(her, anna, times=6)
    text = officer.get(PATTERNS).content.decode()
    group = text.partition('id="patroon-nacht"')[2].partition("</section>")[0]
    assert "Karin Bos, klantmanager" in group
    assert f"/inzagelog/klant/{anna.persoon.uuid}/" in group
    assert "Vries" not in text
    only = officer.get(PATTERNS, {"soort": "zelfde_naam"}).content.decode()
    assert "patroon-nacht" not in only
    assert "In deze periode niet gezien." in only
    assert "patroon-nacht" in officer.get(PATTERNS, {"soort": "onzin"}).content.decode()


def test_the_state_of_the_chain_check_is_said(officer: Client) -> None:
    assert "Nog niet gecontroleerd." in officer.get(START).content.decode()
    record_event(by=INZAGELOG, what=CHECKED, details={"chains": 2, "lines": 9, "findings": 0})
    assert "Ja. Er is niets veranderd of weg." in officer.get(START).content.decode()


@pytest.mark.parametrize(
    ("hours", "findings", "sound", "words", "asks"),
    [
        (35, 0, True, "Ja. Er is niets veranderd of weg.", False),
        (37, 0, False, "Sinds 2 maart 2026, 10:00 is er niets gecontroleerd.", True),
        (37, 1, False, "Nee. Op 1 plaats klopt het log niet.", True),
    ],
)
def test_an_old_check_is_no_check(
    hours: int, findings: int, sound: bool, words: str, asks: bool
) -> None:
    checked = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with clock.frozen_at(checked + timedelta(hours=hours)):
        check = start_page(LastCheck(checked, 2, 9, findings)).check
    assert check.sound is sound
    assert words in check.words
    assert ("Vraag de systeembeheerder waarom zij stopte." in check.about) is asks


def test_a_teamleider_sees_counts_of_her_team_and_no_klant(her: Aanstelling, anna: Klant) -> None:
    looks(her, anna, times=2)  # a line for each of two classes of fields, and one look
    leads = made.medewerker(Rol.TEAMLEIDER, her.organisatie, her.team, naam="Loes Vos")
    text = made.sign_in(Client(), leads).get(TEAM).content.decode()
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "Karin Bos</th><td>1</td><td>2</td>" in body
    assert "Loes Vos</th><td>0</td><td>0</td>" in body
    assert str(anna.persoon.uuid)[:8] not in text
    elsewhere = made.medewerker(Rol.TEAMLEIDER, her.organisatie, made.team(her.organisatie))
    assert "Karin Bos" not in made.sign_in(Client(), elsewhere).get(TEAM).content.decode()


def test_an_officer_of_elsewhere_finds_nothing(her: Aanstelling, anna: Klant) -> None:
    looks(her, anna)
    other = made.medewerker(Rol.PRIVACY_OFFICER, made.organisatie("GM0606"))
    site = made.sign_in(Client(), other)
    assert "staat niets" in site.post(KLANT, {"bsn": BSN}).content.decode()
    assert "0 medewerkers" in site.post(NAMES, {"naam": "Bos"}).content.decode()
    for page in (f"{KLANT}{anna.persoon.uuid}/", f"{NAMES}{her.account.uuid}/"):
        assert "In deze periode staat hier niets." in site.get(page).content.decode()


@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.PRIVACY_OFFICER}), ids=str)
def test_the_log_is_for_the_privacy_officer(rol: Rol, her: Aanstelling) -> None:
    site = made.sign_in(Client(), made.medewerker(rol, her.organisatie, her.team))
    assert {site.get(page).status_code for page in OFFICERS} == {403}
    assert site.post(KLANT, {"bsn": BSN}).status_code == 403
    assert site.get(f"{NAMES}{her.account.uuid}/").status_code == 403
    assert (site.get(TEAM).status_code == 200) == (rol is Rol.TEAMLEIDER)


def test_who_is_not_signed_in_is_asked_to(client: Client, db) -> None:
    assert {client.get(page).status_code for page in (*OFFICERS, TEAM)} == {302}
