"""Asking noodtoegang: said beforehand, written down first, answered after that."""

from datetime import date, timedelta

import pytest
from django.test import Client

import medewerkers as made
from voetlicht.basis.kern import clock
from voetlicht.intern.personen.actions import register_persoon
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.intern.toegang.queries import noodtoegang
from voetlicht.intern.toegang.systeemactoren import GENERATOR
from voetlicht.sites.medewerker.noodtoegang import presenters

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])

ASK, OWN = "/noodtoegang/vragen/", "/noodtoegang/"
BSN, NOBODY, BORN = "920000009", "920000010", "17-05-1990"
REASON = "Zij belt in paniek en haar begeleider is vandaag ziek."


@pytest.fixture
def her(db) -> Aanstelling:
    gemeente = made.organisatie("GM0599")
    return made.medewerker(Rol.KLANTMANAGER, gemeente, made.team(gemeente), naam="Karin Bos")


@pytest.fixture
def stranger(db) -> Klant:
    return made.klant(("Anna", "de", "Vries"), bsn=BSN)


@pytest.fixture
def site(client: Client, her: Aanstelling) -> Client:
    return made.sign_in(client, her)


def question(klant: Klant | None = None, **other: str) -> dict[str, str]:
    return {"bsn": BSN if klant else NOBODY, "geboortedatum": BORN} | {
        "reden": REASON,
        **other,
    }


def test_what_asking_means_is_said_beforehand(site: Client) -> None:
    text = site.get(ASK).content.decode()
    for sentence in ("Uw vraag wordt vastgelegd", "ook als er niemand", "stopt na drie uur"):
        assert sentence in text


def test_who_is_found_opens_the_dossier_for_three_hours(
    site: Client, her: Aanstelling, stranger: Klant
) -> None:
    dossier = f"/klanten/{stranger.uuid}/"
    assert site.get(dossier).status_code == 404
    answer = site.post(ASK, question(stranger), follow=True)
    assert answer.redirect_chain[-1][0] == dossier
    assert "Vries" in answer.content.decode()
    with clock.frozen_at(clock.now() + timedelta(hours=2, minutes=59)):
        assert made.sign_in(Client(), her).get(dossier).status_code == 200
    with clock.frozen_at(clock.now() + timedelta(hours=3, minutes=1)):
        assert made.sign_in(Client(), her).get(dossier).status_code == 404


def test_what_was_asked_stands_on_pages(site: Client, monkeypatch) -> None:
    monkeypatch.setattr(noodtoegang, "PAGE", 1)
    monkeypatch.setattr(presenters, "PAGE", 1)
    for reden in ("Eerste keer, zij belt in paniek.", "Tweede keer, zij belt in paniek."):
        site.post(ASK, question(reden=reden))
    first, second = (site.get(OWN, {"pagina": page}).content.decode() for page in (1, 2))
    assert "Pagina 1 van 2" in first
    assert "Tweede keer" in first
    assert "Eerste keer" not in first
    assert "Eerste keer" in second


def test_nobody_found_is_said_after_the_question_was_written_down(site: Client) -> None:
    answer = site.post(ASK, question(), follow=True)
    text = answer.content.decode()
    assert "Er is geen klant met dit burgerservicenummer" in text
    assert "Uw vraag is vastgelegd" in text
    assert "Niet gevonden" in site.get(answer.redirect_chain[-1][0]).content.decode()
    assert "Niemand gevonden." in site.get(OWN).content.decode()


def test_a_birth_date_that_is_not_hers_finds_nobody(site: Client, stranger: Klant) -> None:
    answer = site.post(ASK, question(stranger, geboortedatum="18-05-1990"), follow=True)
    assert "Er is geen klant" in answer.content.decode()


def test_a_klant_without_a_dossier_was_not_found_either(site: Client) -> None:
    with made.in_role("verwerking"):
        register_persoon(by=GENERATOR, bsn=NOBODY, geboortedatum=date(1990, 5, 17))
    answer = site.post(ASK, question(), follow=True)
    assert "Er is geen klant" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"bsn": "12345"}, "Dit is geen burgerservicenummer"),
        ({"bsn": ""}, "Vul ‘Burgerservicenummer (BSN)’ in."),
        ({"geboortedatum": "1990-05-17"}, "Schrijf de datum als 31-12-1985."),
        ({"geboortedatum": "17-05-2990"}, "De geboortedatum ligt in de toekomst."),
        ({"reden": "dringend"}, "schrijf in een paar woorden waarom"),
        ({"reden": f"Het gaat om {BSN} en dat is nodig."}, "geen burgerservicenummer"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_and_nobody_was_looked_up(
    site: Client, stranger: Klant, wrong: dict[str, str], told: str
) -> None:
    answer = site.post(ASK, question(stranger, **wrong))
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert "Uw vraag is vastgelegd" not in answer.content.decode()
    assert "Hier komt te staan wat u vroeg" in site.get(OWN).content.decode()


def test_who_keeps_guessing_is_stopped(site: Client, settings) -> None:
    settings.NOODTOEGANG_MISSES_PER_DAY = 2
    for _ in range(2):
        site.post(ASK, question())
    answer = site.post(ASK, question())
    assert "Vandaag kunt u geen noodtoegang meer vragen." in answer.content.decode()


def test_it_can_be_ended_before_its_time(site: Client, stranger: Klant) -> None:
    site.post(ASK, question(stranger))
    page = site.get(OWN)
    text = page.content.decode()
    assert "Noodtoegang tot" in text
    end = text.partition('action="/noodtoegang/')[2].partition('"')[0]
    answer = site.post(f"/noodtoegang/{end}", follow=True)
    assert "Klant gevonden." in answer.content.decode()
    assert site.get(f"/klanten/{stranger.uuid}/").status_code == 404
    assert site.post(f"/noodtoegang/{end}").status_code == 404


def test_what_is_over_says_so(site: Client, her: Aanstelling, stranger: Klant) -> None:
    answer = site.post(ASK, question(stranger))
    with clock.frozen_at(clock.now() + timedelta(hours=4)):
        text = made.sign_in(Client(), her).get(answer["Location"]).content.decode()
    assert "De noodtoegang is voorbij." in text


def test_the_noodtoegang_of_another_does_not_exist(
    site: Client, her: Aanstelling, stranger: Klant
) -> None:
    place = site.post(ASK, question(stranger))["Location"]
    colleague = made.medewerker(Rol.KLANTMANAGER, her.organisatie, her.team)
    other = made.sign_in(Client(), colleague)
    assert other.get(place).status_code == 404
    assert other.post(f"{place}beeindigen/").status_code == 404
    assert other.get(f"/klanten/{stranger.uuid}/").status_code == 404


@pytest.mark.parametrize("path", [ASK, OWN])
@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.KLANTMANAGER, Rol.ADVISEUR_WERK}), ids=str)
def test_only_who_serves_klanten_may_ask(
    client: Client, her: Aanstelling, rol: Rol, path: str
) -> None:
    made.sign_in(client, made.medewerker(rol, her.organisatie, her.team))
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", [ASK, OWN])
def test_who_is_not_signed_in_is_asked_to(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


def test_asking_and_ending_are_never_done_by_following_a_link(site: Client) -> None:
    assert (
        site.get("/noodtoegang/00000000-0000-4000-8000-000000000000/beeindigen/").status_code == 405
    )
