"""Signing in, in a browser: the pages for axe, and a key that the browser itself holds."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher, make_password
from playwright.sync_api import Browser, Page, expect

import medewerkers as made
from looking import CLIPPED_BOXES, violations
from people_at_work import BEHEERDERS, Office
from sample_archive import alias_at
from signing_in import PASSWORD
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Account

EMAIL = "lotte@uwv.example"
WIDTHS = (1280, 390)


@pytest.fixture(scope="module", autouse=True)
def lotte(office: Office, django_db_blocker) -> str:
    """The e-mail address of a medewerker with a local account and no second step.

    Made before the browser opens: while that is open, Django refuses its database.
    """
    with django_db_blocker.unblock(), alias_at("default", office.database):
        holder = made.account("Lotte Lokaal", email=EMAIL)
        made.medewerker(Rol.ADVISEUR_WERK, made.organisatie("uwv", naam="UWV"), account=holder)
        with made.in_role("intern"):
            kept = make_password(PASSWORD, hasher=ScryptPasswordHasher())
            Account.objects.filter(pk=holder.pk).update(password=kept)
    return EMAIL


@pytest.fixture
def page(office_browser: Browser) -> Iterator[Page]:
    """A page that must cause no complaint in the browser."""
    with office_browser.new_context() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        assert not [each for each in complaints if "status of" not in each]


def look(page: Page) -> None:
    """Axe, wide and narrow; nothing is clipped in the narrowest window."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(CLIPPED_BOXES) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def give_password(page: Page, office: Office, email: str) -> None:
    page.goto(f"{office.site}/aanmelden/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()


def hold_a_key(page: Page) -> None:
    """Give the browser an authenticator that says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_new_account_sets_up_a_key_and_signs_in_with_it(
    page: Page, office: Office, lotte: str
) -> None:
    hold_a_key(page)
    give_password(page, office, lotte)
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
    give_password(page, office, lotte)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede stap")
    look(page)
    page.get_by_role("button", name="Gebruik een sleutel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Start")


@pytest.mark.parametrize(
    "path",
    [
        "/aanmelden/",
        "/aanmelden/onbekend",
        "/aanmelden/mislukt",
        "/aanmelden/voorbeeld",
        "/aanmelden/wachtwoord/11111111-1111-4111-8111-111111111111?sleutel=x",
    ],
)
def test_axe_finds_nothing_before_signing_in(page: Page, office: Office, path: str) -> None:
    page.goto(office.site + path)
    look(page)


def test_a_mistake_takes_the_focus(page: Page, office: Office) -> None:
    page.goto(f"{office.site}/aanmelden/")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.locator("#fouten")).to_be_focused()
    look(page)


def test_axe_finds_nothing_on_the_pages_of_the_beheerder(page: Page, office: Office) -> None:
    page.goto(f"{office.site}/aanmelden/voorbeeld?next=/aanmelden/voorziening")
    page.get_by_role("button", name=BEHEERDERS[0]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden via uw organisatie")
    look(page)
