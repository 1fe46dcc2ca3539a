"""The home page and the menu: what belongs to one's role, and nothing of another's."""

from pathlib import Path

import pytest
from django.test import Client

import medewerkers as made
from parts import whole
from voetlicht.intern.toegang.actions.noodtoegang import ask_by_index
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.transaction import acting
from voetlicht.intern.transparantie.queries import _counted_in
from voetlicht.sites import medewerker

SITES = Path(medewerker.__file__).parents[1]
pytestmark = pytest.mark.django_db(databases=["default", "spoor"])


def words(client: Client, path: str = "/") -> str:
    return " ".join(" ".join(whole(client.get(path).content).find("body").itertext()).split())


def test_an_adviseur_finds_her_klanten_and_their_numbers(at_work: Client, office) -> None:
    text = words(at_work)
    assert "Iris Adviseur Adviseur werk, UWV" in text
    assert "1 klant van u" in text
    assert "1 klant van uw team" in text
    assert "Vries, Anna de" in text
    assert "Vriesema" not in text


def test_who_serves_nobody_yet_reads_what_happens_next(client: Client, office) -> None:
    made.sign_in(client, made.medewerker(Rol.ADVISEUR_WERK, office.adviseur.organisatie))
    assert "Er zijn nog geen klanten aan u toegewezen." in words(client)


def test_a_teamleider_reads_how_many_nobody_serves(client: Client, office) -> None:
    adviseur = office.adviseur
    leider = made.medewerker(Rol.TEAMLEIDER, adviseur.organisatie, adviseur.team)
    made.sign_in(client, leider)
    assert "1 van uw team zonder medewerker" in words(client)


@pytest.mark.parametrize(
    ("rol", "sees", "not_for_her"),
    [
        (Rol.KWALITEIT, "Stand van de keten", "Klant zoeken"),
        (Rol.FUNCTIONEEL_BEHEERDER, "Stand van de keten", "Klant zoeken"),
        (Rol.PRIVACY_OFFICER, "Start", "Klant zoeken"),
        (Rol.KLANTMANAGER, "Klant zoeken", "Stand van de keten"),
    ],
)
def test_the_menu_holds_what_the_role_may_open(
    client: Client, office, rol: Rol, sees: str, not_for_her: str
) -> None:
    made.sign_in(client, made.medewerker(rol, office.adviseur.organisatie))
    text = words(client)
    assert sees in text
    assert not_for_her not in text


def test_who_has_not_signed_in_is_led_to_sign_in(client: Client) -> None:
    assert client.get("/").status_code == 302


def test_a_page_past_the_end_is_the_first(at_work: Client) -> None:
    assert "Vries, Anna de" in words(at_work, "/?pagina=7")
    assert "Vries, Anna de" in words(at_work, "/?pagina=x")
    assert "Vries, Anna de" in words(at_work, f"/?pagina={'9' * 5000}")


def test_a_red_band_stands_above_every_page_while_noodtoegang_runs(at_work: Client, office) -> None:
    assert "U hebt noodtoegang" not in words(at_work)
    persoon, actor = office.elsewhere.persoon, made.actor(office.adviseur)
    with made.in_role("intern"), acting(actor):
        ask_by_index(
            by=actor,
            bsn_index=bytes(persoon.bsn_index),
            geboortedatum=persoon.geboortedatum,
            reden="Deze klant staat nu aan de balie",
        )
    assert "U hebt noodtoegang tot een dossier" in words(at_work, "/klanten/zoeken")


def test_the_state_of_the_chain_is_counted_for_who_may_see_no_klanten(
    client: Client, office
) -> None:
    _counted_in.cache_clear()  # another test's people may have been counted just now
    made.sign_in(client, made.medewerker(Rol.KWALITEIT, office.adviseur.organisatie))
    text = words(client, "/keten/")
    assert "3 bekende personen" in text
    assert "3 dossiers" in text
    made.sign_in(client, office.adviseur)
    assert client.get("/keten/").status_code == 403


def test_the_gallery_shows_every_component_also_with_its_errors(at_work: Client) -> None:
    assert "Belangrijkste knop" in words(at_work, "/onderdelen/")
    page = whole(at_work.post("/onderdelen/", {}).content)
    assert len(page.get_element_by_id("fouten").findall(".//a")) == 5


ONLY_THERE = {
    "thema/emergencies.html",  # frames the whole page in red
    "medewerker/part.html",  # around what a script asks for
    "medewerker/klanten/search_part.html",
    "medewerker/klanten/found.html",  # takes the focus
    "medewerker/klanten/bsn.html",  # takes the focus
    "medewerker/palette/options.html",  # within the dialog that each page has
}
"""Parts of one page, that cannot stand beside others."""


def components() -> set[str]:
    """The templates that other templates include."""
    folders = [SITES / site / "templates" for site in ("thema", "medewerker")]
    return {
        str(file.relative_to(folder))
        for folder in folders
        for file in folder.rglob("*.html")
        if not file.read_text("utf-8").startswith("{% extends")
    }


def test_every_component_stands_in_the_gallery(at_work: Client) -> None:
    path = "/onderdelen/"
    shown = {
        template.name
        for answer in (at_work.get(path), at_work.post(path))
        for template in answer.templates
    }
    assert components() - shown == ONLY_THERE


def test_who_may_not_is_told_what_her_role_lacks_and_what_to_do(client: Client, office) -> None:
    officer = made.medewerker(Rol.PRIVACY_OFFICER, office.adviseur.organisatie)
    made.sign_in(client, officer)
    for path in ("/klanten/zoeken", f"/klanten/{office.own.uuid}/"):
        text = words(client, path)
        assert "De rol privacy officer leest niet voor het doel" in text
        assert "Kies een andere rol" in text
        assert "Vries" not in text
    made.sign_in(client, made.medewerker(Rol.TEAMLEIDER, office.adviseur.organisatie))
    text = words(client, "/noodtoegang/")
    assert "De rol teamleider heeft het recht ‘toegang.noodtoegang_vragen’ niet." in text
