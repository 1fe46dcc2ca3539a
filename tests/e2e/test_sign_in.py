"""Signing in, in a browser, with a key that the browser itself holds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from looking import look, no_complaints
from people_at_work import Office, give_password, hold_a_key, local_medewerker
from sample_archive import alias_at

EMAIL = "lotte@uwv.example"


@pytest.fixture(scope="module", autouse=True)
def lotte(office: Office, django_db_blocker) -> str:
    """The e-mail address of a medewerker with a local account and no second step.

    Made before the browser opens: while that is open, Django refuses its database.
    """
    with django_db_blocker.unblock(), alias_at("default", office.database):
        local_medewerker("Lotte Lokaal", email=EMAIL)
    return EMAIL


@pytest.fixture
def page(office_browser: Browser) -> Iterator[Page]:
    """A page that must cause no complaint in the browser."""
    with office_browser.new_context() as context:
        page = context.new_page()
        with no_complaints(page, refusals=True):
            yield page


def test_a_new_account_sets_up_a_key_and_signs_in_with_it(
    page: Page, office: Office, lotte: str
) -> None:
    hold_a_key(page)
    give_password(page, office.site, lotte)
    expect(page.get_by_role("heading", level=1)).to_have_text("Stel uw tweede stap in")
    look(page)
    page.get_by_role("link", name="Liever een sleutel").click()
    look(page)
    page.get_by_label("Naam van de sleutel").fill("Deze laptop")
    page.get_by_role("button", name="Sleutel toevoegen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw reservecodes")
    look(page)
    page.get_by_role("link", name="Verder naar uw werk").click()
    look(page)
    page.get_by_label("Adviseur werk, UWV").check()
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Start")
    for path in ("/aanmelden/beveiliging", "/aanmelden/apparaten", "/aanmelden/rol"):
        page.goto(office.site + path)
        look(page)
    page.get_by_role("button", name="Afmelden").click()
    give_password(page, office.site, lotte)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede stap")
    look(page)
    page.get_by_role("button", name="Gebruik een sleutel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Start")


def test_a_mistake_takes_the_focus(page: Page, office: Office) -> None:
    page.goto(f"{office.site}/aanmelden/")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.locator("#fouten")).to_be_focused()
    look(page)
