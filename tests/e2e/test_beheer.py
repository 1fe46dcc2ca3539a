"""The beheerder's pages in a browser: a joiner's way in, and every page for axe and a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from looking import CLIPPED_BOXES, PICTURES, WIDTHS, picture, violations
from people_at_work import ADVISEUR, BEHEERDERS, TEAMLEIDER, Office
from voetlicht.basis.kern import clock

ENTERS, CARRIES_OUT = BEHEERDERS
LISTS = (
    "/beheer/",
    "/beheer/aanvragen/",
    "/beheer/aanvragen/?status=afgewezen",
    "/beheer/aanvragen/nieuw/uwv/",
    "/beheer/accounts/",
    "/beheer/hercertificering/",
    "/beheer/hercertificering/?te_laat=ja",
    "/beheer/organisaties/",
    "/beheer/organisaties/nieuw/",
    "/beheer/organisaties/uwv/",
    "/beheer/organisaties/uwv/naam/",
    "/beheer/organisaties/uwv/teams/nieuw/",
    "/beheer/rollen/",
)


def signed_in(browser: Browser, site: str, naam: str) -> Page:
    """A page of somebody who signed in, in a window of her own."""
    page = browser.new_context().new_page()
    page.goto(f"{site}/aanmelden/voorbeeld?next=/")
    page.get_by_role("button", name=naam).click()
    return page


@pytest.fixture(scope="module")
def beheerder(office: Office, office_browser: Browser) -> Iterator[Page]:
    page = signed_in(office_browser, office.site, ENTERS)
    yield page
    page.context.close()


def looked_at(page: Page, name: str) -> None:
    """As it is, wide and narrow: nothing for axe to find, and nothing that sticks out."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        picture(page, f"beheer-{name}-{width}")
        assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert PICTURES or page.evaluate(CLIPPED_BOXES) == []


@pytest.mark.parametrize("path", LISTS)
def test_axe_and_a_phone_find_nothing(beheerder: Page, office: Office, path: str) -> None:
    assert beheerder.goto(office.site + path).status == 200
    name = path.removeprefix("/beheer/").strip("/") or "start"
    looked_at(beheerder, name.replace("/", "-").replace("?", "-").replace("=", "-"))


@pytest.mark.parametrize(
    ("start", "link", "name"),
    [
        ("/beheer/accounts/", ADVISEUR, "account"),
        ("/beheer/hercertificering/", TEAMLEIDER, "vraag"),
        ("/beheer/organisaties/uwv/", "Team", "team"),
    ],
)
def test_one_of_a_list_is_as_sound_as_the_list(
    beheerder: Page, office: Office, start: str, link: str, name: str
) -> None:
    beheerder.goto(office.site + start)
    beheerder.get_by_role("rowheader").get_by_role("link", name=link).first.click()
    looked_at(beheerder, name)


def test_a_warning_comes_before_an_account_is_closed(beheerder: Page, office: Office) -> None:
    beheerder.goto(f"{office.site}/beheer/accounts/")
    beheerder.get_by_role("link", name=ADVISEUR).click()
    beheerder.get_by_role("link", name="Sluit dit account").click()
    expect(beheerder.get_by_text("Alle rollen eindigen vandaag")).to_be_visible()
    looked_at(beheerder, "sluiten")
    beheerder.get_by_role("link", name="Terug, verander niets").click()
    expect(beheerder.get_by_text("Dit account is open.")).to_be_visible()


def test_what_is_wrong_with_a_form_takes_the_focus(beheerder: Page, office: Office) -> None:
    beheerder.goto(f"{office.site}/beheer/aanvragen/nieuw/uwv/")
    beheerder.get_by_role("button", name="Voer de aanvraag in").click()
    expect(beheerder.locator("#fouten")).to_be_focused()
    looked_at(beheerder, "nieuw-fout")
    beheerder.get_by_role("link", name="Vul ‘Naam van de medewerker’ in.").click()
    expect(beheerder.get_by_label("Naam van de medewerker")).to_be_focused()


def test_a_joiner_comes_in_by_two_beheerders(office: Office, office_browser: Browser) -> None:
    first = signed_in(office_browser, office.site, ENTERS)
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
    looked_at(first, "aanvraag")
    first.get_by_role("button", name="Voer deze wijziging uit").click()
    expect(first.get_by_text("zelf ingevoerd").first).to_be_visible()
    second = signed_in(office_browser, office.site, CARRIES_OUT)
    second.goto(first.url)
    second.get_by_role("button", name="Voer deze wijziging uit").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Noor Nieuw")
    looked_at(second, "account-nieuw")
    for page in (first, second):
        page.context.close()


def test_a_teamleider_says_who_still_needs_a_role(office: Office, office_browser: Browser) -> None:
    page = signed_in(office_browser, office.site, TEAMLEIDER)
    page.get_by_role("link", name="Hercertificering").first.click()
    page.get_by_role("link", name=ADVISEUR).click()
    page.get_by_label("Ja, de rol blijft").check()
    page.get_by_role("button", name="Leg het antwoord vast").click()
    expect(page.get_by_text("Er wacht geen vraag op u.")).to_be_visible()
    page.context.close()
