"""Request forms on the site: entered by one beheerder, carried out by another."""

import re

import pytest

import medewerkers as made
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling, Account, Accountaanvraag

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])

NEW = "/beheer/aanvragen/nieuw/GM0599/"


def entered(browser, fields) -> str:
    """The address of a form that was just entered."""
    answer = browser.post(NEW, fields)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def mark_on(page: str) -> str:
    return re.search(r'name="mark" value="(\w+)"', page)[1]


def test_a_joiner_is_entered_by_one_and_carried_out_by_another(site, colleague, filled_in, town):
    assert "Er wacht geen aanvraag" in site.get("/beheer/aanvragen/").content.decode()
    address = entered(site, filled_in())
    listed = colleague.get("/beheer/aanvragen/").content.decode()
    assert "Noor Nieuw" in listed
    assert "Klantmanager, team Noord" in listed
    page = colleague.get(address).content.decode()
    assert "Begint" in page
    assert "Voer deze wijziging uit" in page
    done = colleague.post(address, {"mark": mark_on(page)})
    account = Account.objects.get(email="noor@rotterdam.test")
    assert done["Location"] == f"/beheer/accounts/{account.uuid}/"
    assert Aanstelling.objects.get(account=account).team == town.team
    page = site.get(address).content.decode()
    assert "Voer deze wijziging uit" not in page
    assert "Cor Collega" in page
    handled = site.get("/beheer/aanvragen/?status=uitgevoerd").content.decode()
    assert "Noor Nieuw" in handled


def test_who_entered_it_is_told_that_a_colleague_carries_it_out(site, filled_in):
    address = entered(site, filled_in())
    page = site.get(address).content.decode()
    refused = site.post(address, {"mark": mark_on(page)}).content.decode()
    assert "U hebt deze aanvraag zelf ingevoerd" in refused
    assert "<title>Fout:" in re.sub(r"\s+", " ", refused).replace("<title> ", "<title>")
    assert not Account.objects.filter(email="noor@rotterdam.test").exists()


def test_a_second_beheerder_is_told_that_it_was_done(site, colleague, filled_in):
    address = entered(site, filled_in())
    mark = mark_on(colleague.get(address).content.decode())
    colleague.post(address, {"mark": mark})
    late = colleague.post(address, {"mark": mark})
    assert "Een collega heeft deze aanvraag al afgehandeld" in late.content.decode()


def test_a_form_is_turned_down_with_a_reason(site, colleague, filled_in):
    address = entered(site, filled_in())
    page = colleague.get(f"{address}afwijzen/").content.decode()
    assert "Waarom wijst u de aanvraag af" in page
    assert "Vul" in colleague.post(f"{address}afwijzen/", {}).content.decode()
    colleague.post(f"{address}afwijzen/", {"toelichting": "Geen handtekening"})
    assert "Geen handtekening" in site.get(address).content.decode()
    again = colleague.post(f"{address}afwijzen/", {"toelichting": "Nog eens"})
    assert "al afgehandeld" in again.content.decode()


def test_a_mover_starts_from_what_she_holds(site, town):
    page = site.get(f"{NEW}?voor={town.anna.account.uuid}").content.decode()
    assert 'value="Anna Zwart"' in page
    assert re.search(r'<option value="klantmanager" selected', page)
    assert re.search(rf'<option value="{town.team.pk}" selected', page)
    assert 'value="01-01-2020"' in page


def test_a_leaver_is_shown_what_ends(site, colleague, filled_in, town):
    leaver = filled_in(
        naam="Anna Zwart", email=town.anna.account.email, rol_1="", team_1="", vanaf_1=""
    )
    address = entered(site, leaver)
    page = colleague.get(address).content.decode()
    assert "Eindigt vandaag" in page
    assert "geen rol meer" in page
    colleague.post(address, {"mark": mark_on(page)})
    page = site.get(f"/beheer/accounts/{town.anna.account.uuid}/").content.decode()
    assert "Voorbij" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "geen adres"}, "e-mail"),
        ({"vanaf_1": ""}, "Vul in vanaf welke dag deze rol geldt."),
        ({"vanaf_1": "gisteren"}, "Schrijf de datum als 31-12-1985."),
        ({"tot_1": "01-01-2020"}, "De laatste dag ligt voor de eerste."),
        ({"rol_1": ""}, "Kies een rol, of maak deze regel leeg."),
        ({"aanvrager_email": "noor@rotterdam.test"}, "Niemand vraagt een account voor zichzelf"),
        ({"rol_1": "adviseur_werk"}, "adviseur_werk"),
        ({"naam": ""}, "Vul ‘Naam van de medewerker’ in."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_entered(site, filled_in, wrong, said):
    page = site.post(NEW, filled_in(**wrong)).content.decode()
    assert "Er klopt iets niet" in page
    assert said in page
    assert not Accountaanvraag.objects.exists()


def test_the_first_step_asks_the_organisatie_unless_there_is_one(site, client, town):
    page = site.get("/beheer/aanvragen/nieuw/").content.decode()
    assert "Rotterdam" in page
    assert site.get("/beheer/aanvragen/nieuw/?organisatie=GM0599")["Location"] == NEW
    assert (
        "Er klopt iets niet"
        in site.get("/beheer/aanvragen/nieuw/?organisatie=GM9999").content.decode()
    )
    own = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, town.gemeente)
    assert made.sign_in(client, own).get("/beheer/aanvragen/nieuw/")["Location"] == NEW


@pytest.mark.parametrize(
    "address",
    [
        "/beheer/aanvragen/nieuw/GM9999/",
        f"{NEW}?voor=niemand",
        f"{NEW}?voor=7d0a1b1e-0000-4000-8000-000000000000",
        "/beheer/aanvragen/7d0a1b1e-0000-4000-8000-000000000000/",
        "/beheer/aanvragen/7d0a1b1e-0000-4000-8000-000000000000/afwijzen/",
    ],
)
def test_what_is_not_there_is_not_found(site, town, address):
    assert site.get(address).status_code == 404


def test_carrying_out_what_is_not_there_is_not_found(site):
    address = "/beheer/aanvragen/7d0a1b1e-0000-4000-8000-000000000000/"
    assert site.post(address, {"mark": "x"}).status_code == 404
