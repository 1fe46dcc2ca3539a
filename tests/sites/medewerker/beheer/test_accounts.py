"""Accounts on the site: found, shown, closed and opened again; who may not look."""

import re

import pytest
from django.test import Client
from django.urls import reverse

import medewerkers as made
from voetlicht.intern.toegang.actions.hercertificering import ask_hercertificering
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Account, Hercertificering, Team
from voetlicht.intern.toegang.queries import accounts
from voetlicht.intern.toegang.systeemactoren import HERCERTIFICERING
from voetlicht.sites.medewerker.beheer.urls import urlpatterns

pytestmark = pytest.mark.django_db(databases=["default", "spoor"])

NOBODY = "7d0a1b1e-0000-4000-8000-000000000000"


def address_of(name: str) -> str:
    """Some address of each page; what it names need not exist."""
    pattern = next(each for each in urlpatterns if each.name == name)
    wanted = pattern.pattern.converters
    return reverse(
        f"beheer:{name}", kwargs={key: NOBODY if key == "uuid" else "GM0599" for key in wanted}
    )


NAMES = [each.name for each in urlpatterns]
FOR_TEAMLEIDERS = {"hercertificering", "vraag"}  # each answers for her own team
OTHERS = (Rol.KLANTMANAGER, Rol.TEAMLEIDER, Rol.PRIVACY_OFFICER)
KEPT_OUT = [
    (name, rol)
    for name in NAMES
    for rol in OTHERS
    if rol is not Rol.TEAMLEIDER or name not in FOR_TEAMLEIDERS
]


@pytest.mark.parametrize("name", NAMES)
def test_who_has_not_signed_in_is_sent_to_sign_in(client, name):
    answer = client.get(address_of(name))
    assert answer.status_code == 302
    assert "/aanmelden/" in answer["Location"]


@pytest.mark.parametrize(("name", "rol"), KEPT_OUT)
def test_other_roles_are_kept_out(client, town, rol, name):
    other = made.medewerker(rol, town.gemeente, town.team if rol is Rol.TEAMLEIDER else None)
    made.sign_in(client, other)
    assert client.get(address_of(name)).status_code == 403
    assert client.post(address_of(name)).status_code == 403


def test_the_first_page_says_what_waits(site, town):
    page = site.get("/beheer/").content.decode()
    assert "wachten" not in page
    ask_hercertificering(by=HERCERTIFICERING)
    assert "2 open, waarvan 0 te laat" in site.get("/beheer/").content.decode()


def test_the_menu_leads_there(site):
    assert 'href="/beheer/"' in site.get("/beheer/rollen/").content.decode()


def test_a_name_is_looked_for_by_post_and_stands_in_no_address(site, town):
    page = site.post("/beheer/accounts/", {"tekst": "zwart"}).content.decode()
    assert "Gevonden accounts" in page
    assert "Anna Zwart" in page
    assert "Tess Leider" not in page
    assert "?tekst" not in page
    assert "Vul" in site.post("/beheer/accounts/", {"tekst": ""}).content.decode()
    page = site.post("/beheer/accounts/", {"tekst": "niemand heet zo"}).content.decode()
    assert "Er is geen account dat hieraan voldoet." in page


def test_accounts_are_listed_per_role_and_organisatie(site, town):
    page = site.get("/beheer/accounts/?organisatie=GM0599&rol=teamleider").content.decode()
    assert "Tess Leider" in page
    assert "Anna Zwart" not in page
    assert "Anna Zwart" in site.get("/beheer/accounts/?rol=onzin").content.decode()


def test_long_lists_keep_their_filter(site, town):
    for _ in range(60):
        made.medewerker(Rol.KLANTMANAGER, town.gemeente)
    page = site.get("/beheer/accounts/?organisatie=GM0599").content.decode()
    assert "?organisatie=GM0599&amp;pagina=2" in page


def test_accounts_found_that_are_not_all_say_how_to_find_the_rest(site, town, monkeypatch):
    monkeypatch.setattr(accounts, "PAGE_SIZE", 1)
    made.medewerker(Rol.KLANTMANAGER, town.gemeente, naam="Anna Zwartjes")
    found = site.post("/beheer/accounts/", {"tekst": "Zwart"}).content.decode()
    assert "De eerste 1 van 2 accounts. Vul meer in" in found
    all_of_them = site.post("/beheer/accounts/", {"tekst": "Zwartjes"}).content.decode()
    assert "Gevonden accounts" in all_of_them


def test_a_leaver_is_closed_after_a_warning_and_can_be_opened_again(site, town):
    account = f"/beheer/accounts/{town.anna.account.uuid}/"
    page = site.get(account).content.decode()
    assert "Dit account is open." in page
    assert "Nieuwe aanvraag bij Rotterdam" in page
    warned = site.get(f"{account}sluiten/").content.decode()
    assert "Anna Zwart wordt meteen overal afgemeld" in warned
    assert Account.objects.get(pk=town.anna.account_id).is_active
    assert site.post(f"{account}sluiten/")["Location"] == account
    page = site.get(account).content.decode()
    assert "Dit account is gesloten." in page
    assert "Account gesloten" in page
    assert "al gesloten" in site.post(f"{account}sluiten/").content.decode()
    assert "Anna Zwart" in site.get("/beheer/accounts/?gesloten=ja").content.decode()
    assert "kan zich weer aanmelden" in site.get(f"{account}heropenen/").content.decode()
    site.post(f"{account}heropenen/")
    assert "Dit account is open." in site.get(account).content.decode()


def test_one_role_is_ended_after_a_warning(site, town):
    other = made.medewerker(Rol.KWALITEIT, town.gemeente, account=town.anna.account)
    address = f"/beheer/aanstellingen/{other.uuid}/beeindigen/"
    assert "verliest deze rol meteen" in site.get(address).content.decode()
    site.post(address)
    assert "al beëindigd" in site.post(address).content.decode()
    page = site.get(f"/beheer/accounts/{town.anna.account.uuid}/").content.decode()
    assert "Rol beëindigd" in page


def test_nobody_closes_her_own_account(site, beheerder):
    answer = site.post(f"/beheer/accounts/{beheerder.account.uuid}/sluiten/")
    assert "Dit gaat over u zelf" in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["account", "sluiten", "heropenen", "beeindigen", "team", "vraag", "team_opheffen"]
)
def test_what_is_not_there_is_not_found(site, name):
    assert site.get(address_of(name)).status_code == 404


def test_a_beheerder_elsewhere_does_not_find_an_account(town):
    other = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, made.organisatie("GM0606"))
    stranger = made.sign_in(Client(), other)
    assert stranger.get(f"/beheer/accounts/{town.anna.account.uuid}/").status_code == 404
    assert stranger.get("/beheer/organisaties/GM0599/").status_code == 404
    assert stranger.get("/beheer/organisaties/GM0599/teams/nieuw/").status_code == 404
    page = stranger.post("/beheer/accounts/", {"tekst": "Anna"}).content.decode()
    assert "Anna Zwart" not in page


def test_a_teamleider_answers_for_her_team(client, town):
    ask_hercertificering(by=HERCERTIFICERING)
    made.sign_in(client, town.tess)
    page = client.get("/beheer/hercertificering/").content.decode()
    assert "Anna Zwart" in page
    assert 'href="/beheer/"' not in page
    asked = Hercertificering.objects.get(aanstelling=town.anna)
    address = f"/beheer/hercertificering/{asked.uuid}/"
    assert "Is deze rol nog nodig?" in client.get(address).content.decode()
    assert "Kies bij" in client.post(address, {}).content.decode()
    client.post(address, {"antwoord": "behouden"})
    assert "Er wacht geen vraag op u." in client.get("/beheer/hercertificering/").content.decode()
    again = client.post(address, {"antwoord": "beeindigen"}).content.decode()
    assert "al beantwoord" in again
    own = Hercertificering.objects.get(aanstelling=town.tess)
    assert client.get(f"/beheer/hercertificering/{own.uuid}/").status_code == 404


def test_a_beheerder_sees_what_is_late(site, town):
    ask_hercertificering(by=HERCERTIFICERING)
    Hercertificering.objects.filter(aanstelling=town.anna).update(uiterlijk=made.days_ago(2))
    page = site.get("/beheer/hercertificering/?te_laat=ja").content.decode()
    assert "te laat" in page
    assert "Anna Zwart" in page
    assert "Tess Leider" not in page


def test_a_team_is_formed_renamed_and_dissolved(site, town):
    address = "/beheer/organisaties/GM0599/teams/nieuw/"
    assert "Naam van het team" in site.get(address).content.decode()
    site.post(address, {"naam": "Zuid"})
    assert "heeft al een team" in site.post(address, {"naam": "Zuid"}).content.decode()
    formed = Team.objects.get(naam="Zuid")
    site.post(f"/beheer/teams/{formed.uuid}/", {"naam": "Oost"})
    refused = site.post(f"/beheer/teams/{formed.uuid}/", {"naam": "Noord"}).content.decode()
    assert "heeft al een team" in refused
    assert (
        "Dit kunt u niet terugdraaien"
        in site.get(f"/beheer/teams/{formed.uuid}/opheffen/").content.decode()
    )
    site.post(f"/beheer/teams/{formed.uuid}/opheffen/")
    assert "Opgeheven per" in site.get("/beheer/organisaties/GM0599/").content.decode()
    busy = site.post(f"/beheer/teams/{town.team.uuid}/opheffen/").content.decode()
    assert "nog 2 medewerkers" in busy


def test_an_organisatie_is_added_by_uwv_only(site, town, client):
    address = "/beheer/organisaties/nieuw/"
    wrong = site.post(address, {"soort": "wsp", "code": "X", "naam": "WSP Rijnmond"})
    assert "schrijf bijvoorbeeld WSP-RIJNMOND" in wrong.content.decode()
    site.post(address, {"soort": "wsp", "code": "WSP-RIJNMOND", "naam": "WSP Rijnmond"})
    assert "WSP Rijnmond" in site.get("/beheer/organisaties/").content.decode()
    clash = site.post(address, {"soort": "uwv", "code": "uwv", "naam": ""}).content.decode()
    assert "Vul ‘Naam’ in." in clash
    own = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, town.gemeente)
    refused = made.sign_in(Client(), own).post(
        address, {"soort": "gemeente", "code": "GM0606", "naam": "Schiedam"}
    )
    assert "alleen uw eigen organisatie" in refused.content.decode()


def test_a_code_that_exists_is_refused_and_a_name_changes_on_its_own_page(site, town):
    again = {"soort": "gemeente", "code": "GM0599", "naam": "Rotterdam aan de Maas"}
    refused = site.post("/beheer/organisaties/nieuw/", again).content.decode()
    assert f"De code GM0599 is al van {town.gemeente.naam}" in refused
    address = "/beheer/organisaties/GM0599/naam/"
    assert address in site.get("/beheer/organisaties/GM0599/").content.decode()
    assert town.gemeente.naam in site.get(address).content.decode()
    renamed = site.post(address, {"naam": again["naam"]}, follow=True)
    assert again["naam"] in renamed.content.decode()
    assert site.get("/beheer/organisaties/GM0000/naam/").status_code == 404


def test_every_role_is_explained(site):
    page = site.get("/beheer/rollen/").content.decode()
    assert page.count("Ziet van een klant") == len(Rol)
    assert "niets: deze rol bereikt geen klanten" in page
    assert not re.search(r"(toegang|personen|sonar|inzagelog|keten)\.\w", page)
