"""Judging noodtoegang: by another, once, and without learning about whom."""

from datetime import date

import pytest
from django.test import Client

import medewerkers as made
from voetlicht.intern.personen.actions import ask_noodtoegang
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.intern.toegang.transaction import acting

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])

LIST = "/noodtoegang/beoordelen/"
BSN = "920000009"
REASON = "Zij belt in paniek en haar begeleider is vandaag ziek."
JUDGED = {"terecht": "ja", "toelichting": "Zij was die dag de enige op kantoor."}


@pytest.fixture
def her(db) -> Aanstelling:
    gemeente = made.organisatie("GM0599")
    return made.medewerker(
        Rol.KLANTMANAGER, gemeente, made.team(gemeente, "Noord"), naam="Karin Bos"
    )


@pytest.fixture
def asked(her: Aanstelling) -> str:
    """Where the review of what she asked stands."""
    made.klant(("Anna", "de", "Vries"), bsn=BSN)
    return f"{LIST}{ask(her)}/"


def ask(who: Aanstelling, bsn: str = BSN) -> str:
    with acting(made.actor(who)):
        return str(
            ask_noodtoegang(
                by=made.actor(who), bsn=bsn, geboortedatum=date(1990, 5, 17), reden=REASON
            )
        )


def reviewer(rol: Rol, her: Aanstelling) -> Client:
    return made.sign_in(Client(), made.medewerker(rol, her.organisatie, her.team))


@pytest.mark.parametrize("rol", [Rol.TEAMLEIDER, Rol.PRIVACY_OFFICER])
def test_who_judges_sees_who_asked_and_why_and_not_about_whom(
    rol: Rol, her: Aanstelling, asked: str
) -> None:
    site = reviewer(rol, her)
    listed, one = site.get(LIST).content.decode(), site.get(asked).content.decode()
    for text in (listed, one):
        assert "Karin Bos, klantmanager, Noord, GM0599" in text
        assert "haar begeleider is vandaag ziek" in text
        assert "Vries" not in text
        assert BSN not in text
    assert "A.V." in one
    assert "A.V." not in listed


@pytest.mark.parametrize("rol", [Rol.TEAMLEIDER, Rol.PRIVACY_OFFICER])
def test_a_judgement_is_kept_and_read_by_who_asked(rol: Rol, her: Aanstelling, asked: str) -> None:
    site = reviewer(rol, her)
    answer = site.post(asked, JUDGED | {"terecht": "nee"}, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "Er wacht niets." in answer.content.decode()
    judged = site.get(f"{LIST}?beoordeeld=ja").content.decode()
    assert "Onterecht" in judged
    assert "Was deze noodtoegang terecht?" not in site.get(asked).content.decode()
    again = site.post(asked, JUDGED)
    assert "al beoordeeld" in again.content.decode()


def test_a_reminder_on_the_home_page_counts_what_waits(her: Aanstelling, asked: str) -> None:
    ask(her, "920000010")
    site = reviewer(Rol.TEAMLEIDER, her)
    text = site.get("/").content.decode()
    assert "2 noodtoegangen wachten op een oordeel" in text
    site.post(asked, JUDGED)
    assert "1 noodtoegang wacht op een oordeel" in site.get("/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"terecht": ""}, "Kies bij ‘Was deze noodtoegang terecht?’."),
        ({"toelichting": "ok"}, "schrijf in een paar woorden waarom"),
    ],
)
def test_a_judgement_needs_words(
    her: Aanstelling, asked: str, wrong: dict[str, str], told: str
) -> None:
    site = reviewer(Rol.TEAMLEIDER, her)
    assert told in site.post(asked, JUDGED | wrong).content.decode()
    assert "Er wacht niets." not in site.get(LIST).content.decode()


def test_nobody_judges_her_own_also_not_in_another_role(her: Aanstelling, asked: str) -> None:
    leads = made.medewerker(Rol.TEAMLEIDER, her.organisatie, her.team, account=her.account)
    site = made.sign_in(Client(), leads)
    assert "Er wacht niets." in site.get(LIST).content.decode()
    assert site.get(asked).status_code == 404
    assert site.post(asked, JUDGED).status_code == 404


def test_a_teamleider_of_another_team_and_an_officer_of_elsewhere_find_nothing(
    her: Aanstelling, asked: str
) -> None:
    other_team = made.medewerker(Rol.TEAMLEIDER, her.organisatie, made.team(her.organisatie))
    elsewhere = made.medewerker(Rol.PRIVACY_OFFICER, made.organisatie("GM0606"))
    for stranger in (other_team, elsewhere):
        site = made.sign_in(Client(), stranger)
        assert "Er wacht niets." in site.get(LIST).content.decode()
        assert site.get(asked).status_code == 404


@pytest.mark.parametrize("rol", sorted(set(Rol) - {Rol.TEAMLEIDER, Rol.PRIVACY_OFFICER}), ids=str)
def test_other_roles_do_not_judge(rol: Rol, her: Aanstelling, asked: str) -> None:
    site = reviewer(rol, her)
    assert site.get(LIST).status_code == 403
    assert site.post(asked, JUDGED).status_code == 403


def test_who_is_not_signed_in_is_asked_to(client: Client, asked: str) -> None:
    assert client.get(LIST).status_code == client.get(asked).status_code == 302


def test_fifty_stand_on_a_page(her: Aanstelling, asked: str, settings) -> None:
    settings.NOODTOEGANG_MISSES_PER_DAY = settings.NOODTOEGANG_PER_DAY = 60
    for _ in range(50):
        ask(her, "920000010")
    site = reviewer(Rol.TEAMLEIDER, her)
    first = site.get(LIST).content.decode()
    assert first.count("Karin Bos") == 50
    assert "?pagina=2" in first
    second = site.get(f"{LIST}?pagina=2").content.decode()
    assert second.count("Karin Bos") == 1
    assert "?pagina=1" in second


@pytest.mark.parametrize("page", ["0", "-1", "alle", "٣", "99999999999999999999"])
def test_a_page_that_cannot_be_is_no_error(her: Aanstelling, page: str) -> None:
    assert reviewer(Rol.TEAMLEIDER, her).get(LIST, {"pagina": page}).status_code == 200
