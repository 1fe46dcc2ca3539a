"""The beheerder's work in a browser: a joiner's way in, warnings and mistakes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from looking import look
from people_at_work import ADVISEUR, BEHEERDERS, TEAMLEIDER, Office
from voetlicht.basis.kern import clock

ENTERS, CARRIES_OUT = BEHEERDERS


@pytest.fixture
def beheerder(at_work: Callable[[str], Page]) -> Page:
    return at_work(ENTERS)


def test_a_warning_comes_before_an_account_is_closed(beheerder: Page, office: Office) -> None:
    beheerder.goto(f"{office.site}/beheer/accounts/")
    beheerder.get_by_role("link", name=ADVISEUR).click()
    beheerder.get_by_role("link", name="Sluit dit account").click()
    expect(beheerder.get_by_text("Alle rollen eindigen vandaag")).to_be_visible()
    look(beheerder)
    beheerder.get_by_role("link", name="Terug, verander niets").click()
    expect(beheerder.get_by_text("Dit account is open.")).to_be_visible()


def test_what_is_wrong_with_a_form_takes_the_focus(beheerder: Page, office: Office) -> None:
    beheerder.goto(f"{office.site}/beheer/aanvragen/nieuw/uwv/")
    beheerder.get_by_role("button", name="Voer de aanvraag in").click()
    expect(beheerder.locator("#fouten")).to_be_focused()
    look(beheerder)
    beheerder.get_by_role("link", name="Vul ‘Naam van de medewerker’ in.").click()
    expect(beheerder.get_by_label("Naam van de medewerker")).to_be_focused()


def test_a_joiner_comes_in_by_two_beheerders(
    office: Office, at_work: Callable[[str], Page]
) -> None:
    first, second = at_work(ENTERS), at_work(CARRIES_OUT)
    first.goto(f"{office.site}/beheer/")
    first.get_by_role("link", name="Aanvragen").first.click()
    first.get_by_role("link", name="Voer een aanvraag in").click()
    first.get_by_label("Naam van de medewerker").fill("Noor Nieuw")
    first.get_by_label("Zakelijk e-mailadres").fill("noor@uwv.test")
    first.get_by_label("Wie vraagt aan?").fill("Piet Baas")
    first.get_by_label("E-mailadres van de aanvrager").fill("piet@uwv.test")
    first.get_by_label("Reden").fill("Begint bij ons")
    first.get_by_label("E-learning gedaan op").fill(f"{clock.today():%d-%m-%Y}")
    role = first.get_by_role("group", name="Rol 1")
    role.get_by_label("Rol", exact=False).first.select_option("Adviseur werk")
    role.get_by_label("Vanaf").fill(f"{clock.today():%d-%m-%Y}")
    first.get_by_role("button", name="Voer de aanvraag in").click()
    expect(first.get_by_role("heading", level=1)).to_have_text("Aanvraag voor Noor Nieuw")
    look(first)
    first.get_by_role("button", name="Voer deze wijziging uit").click()
    expect(first.get_by_text("zelf ingevoerd").first).to_be_visible()
    second.goto(first.url)
    second.get_by_role("button", name="Voer deze wijziging uit").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Noor Nieuw")
    look(second)


def test_a_teamleider_says_who_still_needs_a_role(at_work: Callable[[str], Page]) -> None:
    page = at_work(TEAMLEIDER)
    page.get_by_role("link", name="Hercertificering").first.click()
    page.get_by_role("link", name=ADVISEUR).click()
    page.get_by_label("Ja, de rol blijft").check()
    page.get_by_role("button", name="Leg het antwoord vast").click()
    expect(page.get_by_text("Er wacht geen vraag op u.")).to_be_visible()
