"""The site for medewerkers in a browser: by keyboard alone, by the palette and without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from looking import look, no_complaints
from people_at_work import ADVISEUR, Office


def enter(page: Page, site: str, naam: str = ADVISEUR) -> None:
    """Sign in as an invented medewerker, with the keyboard."""
    page.goto(f"{site}/aanmelden/voorbeeld?next=/")
    page.get_by_role("button", name=naam).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Start")


@pytest.fixture(scope="module")
def signed_in(office: Office, office_browser: Browser) -> Iterator[dict]:
    """The cookies of a signed-in adviseur."""
    with office_browser.new_context() as context:
        enter(context.new_page(), office.site)
        yield context.storage_state()


@pytest.fixture
def page(office_browser: Browser, signed_in: dict) -> Iterator[Page]:
    """A page of the adviseur, which must cause no complaint in the browser."""
    with office_browser.new_context(storage_state=signed_in) as context:
        page = context.new_page()
        with no_complaints(page, refusals=True):
            yield page


def test_axe_finds_nothing_in_results_errors_and_palette(page: Page, office: Office) -> None:
    page.goto(f"{office.site}/klanten/zoeken")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.locator("#fouten")).to_be_focused()
    look(page, "-fouten")
    page.get_by_label("Naam (mag leeg)").fill("berg")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_role("heading", name="30 klanten gevonden")).to_be_focused()
    look(page, "-gevonden")
    page.keyboard.press("Control+k")
    page.keyboard.type("vries")
    expect(page.get_by_role("option")).to_have_count(2)
    look(page, "-palet")


def test_by_keyboard_from_the_home_page_to_a_dossier_and_on_by_the_palette(
    page: Page, office: Office
) -> None:
    page.goto(office.site)
    tab_to(page, "Zoek een klant op naam")
    page.keyboard.type("vries anna")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 klant gevonden")).to_be_focused()
    tab_to(page, "Vries, Anna de")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anna de Vries")
    assert page.title() == "Dossier – Voetlicht"
    tab_to(page, "Toon het BSN")
    page.keyboard.press("Enter")
    expect(page.locator("#bsn span")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="Ga naar")).to_be_visible()
    page.keyboard.type("vriesema")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    option = page.get_by_role("option", name="Vriesema, Bo")
    expect(option).to_have_attribute("aria-selected", "true")
    assert page.locator(":focus").get_attribute("aria-activedescendant") == option.get_attribute(
        "id"
    )
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bo Vriesema")
    assert "vries" not in page.url.lower()


def test_escape_closes_the_palette_and_its_single_key_can_be_turned_off(
    page: Page, office: Office
) -> None:
    page.goto(office.site)
    dialog = page.get_by_role("dialog", name="Ga naar")
    tab_to(page, "Ga naar (Ctrl+K)")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("option").first).to_be_visible()
    page.get_by_label("Open dit ook met de toets /").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("/")
    expect(dialog).to_be_hidden()
    page.reload()
    page.keyboard.press("/")
    expect(dialog).to_be_hidden()


def test_without_a_script_the_same_pages_lead_the_same_way(
    office_browser: Browser, signed_in: dict, office: Office
) -> None:
    with office_browser.new_context(storage_state=signed_in, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{office.site}/ga-naar")
        page.get_by_label("Waar wilt u heen?").fill("vries")
        page.get_by_role("button", name="Zoeken").click()
        page.get_by_role("option", name="Vries, Anna de").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Anna de Vries")
        page.goto(f"{office.site}/klanten/zoeken")
        page.get_by_role("button", name="Zoeken").click()
        expect(page.locator("#fouten")).to_be_focused()


def tab_to(page: Page, name: str) -> None:
    """Go on with the Tab key until what is called so has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        called = page.locator(":focus").evaluate(
            "element => element.labels?.[0]?.innerText ?? element.innerText"
        )
        if called.strip() == name:
            return
    pytest.fail(f"‘{name}’ is met Tab niet te bereiken")
