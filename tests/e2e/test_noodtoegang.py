"""Noodtoegang from the question to the privacy officer, by three people at their screens."""

from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from looking import picture, violations
from people_at_work import ADVISEUR, BORN, BSN_ELSEWHERE, PRIVACY_OFFICER, TEAMLEIDER, Office
from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.prepare import Installation

REASON = "Een man belt in paniek en zijn begeleider is niet te bereiken"
WHY_NOT = "De begeleider zat een deur verder en had tijd"
# Nobody waits three hours in a test: those that run end at this moment instead.
PASSED = "UPDATE toegang_noodtoegang SET tot = clock_timestamp() WHERE tot > clock_timestamp()"


class Colleague:
    """Somebody who signed in at the office."""

    def __init__(self, page: Page, site: str, naam: str) -> None:
        self.page, self.site = page, site
        page.goto(f"{site}/aanmelden/voorbeeld?next=/")
        page.get_by_role("button", name=naam).click()

    def given_no_dossier_at(self, path: str) -> None:
        answer = self.page.goto(self.site + path)
        assert answer.status == 404

    def when_asking(self, bsn: str, *, reason: str) -> None:
        self.page.goto(f"{self.site}/noodtoegang/")
        self.page.get_by_role("link", name="Vraag noodtoegang").first.click()
        self.page.get_by_label("Burgerservicenummer (BSN)").fill(bsn)
        self.page.get_by_label("Geboortedatum").fill(f"{BORN:%d-%m-%Y}")
        self.page.get_by_label("Waarom is het dringend?").fill(reason)
        self.page.get_by_role("button", name="Vraag noodtoegang").click()

    def when_following(self, text: str) -> None:
        self.page.get_by_role("link", name=text).first.click()

    def when_opening_the_latest(self) -> None:
        self.page.locator("main ol a").last.click()

    def when_opening(self, path: str) -> None:
        self.page.goto(self.site + path)

    def when_judging(self, choice: str, why: str) -> None:
        self.page.get_by_label(choice).check()
        self.page.get_by_label("Uitleg bij uw oordeel").fill(why)
        self.page.get_by_role("button", name="Leg het oordeel vast").click()

    def then_the_heading_is(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def then_the_page_says(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text).first).to_be_visible()

    def then_the_page_does_not_say(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_text(text)).to_have_count(0)

    def then_everybody_can_use_the_page(self) -> None:
        for width in (1280, 390):
            self.page.set_viewport_size({"width": width, "height": 900})
            name = urlsplit(self.page.url).path.strip("/").replace("/", "-")
            picture(self.page, f"{name}-{width}")
            assert violations(self.page) == []


@pytest.fixture
def people(office: Office, office_browser: Browser) -> Iterator[dict[str, Colleague]]:
    """Each in a browser of her own."""
    with ExitStack() as open_windows:
        yield {
            naam: Colleague(
                open_windows.enter_context(office_browser.new_context()).new_page(),
                office.site,
                naam,
            )
            for naam in (ADVISEUR, TEAMLEIDER, PRIVACY_OFFICER)
        }


def when_three_hours_have_passed(installation: Installation, office: Office) -> None:
    with connect(installation.data, installation.cluster, database=office.database) as owner:
        owner.execute(PASSED)


def test_noodtoegang_is_asked_used_expired_reviewed_and_its_misuse_is_seen(
    people: dict[str, Colleague], office: Office, installation: Installation
) -> None:
    iris, tess, pim = people.values()

    iris.given_no_dossier_at(office.elsewhere)
    iris.when_asking("920000010", reason=REASON)
    iris.then_the_heading_is("Niet gevonden")
    iris.then_the_page_says("Uw vraag is vastgelegd")

    iris.when_asking(BSN_ELSEWHERE, reason=REASON)
    iris.then_the_heading_is("Cas Vriens")
    iris.then_the_page_says("U hebt noodtoegang tot een dossier")

    when_three_hours_have_passed(installation, office)
    iris.given_no_dossier_at(office.elsewhere)

    tess.when_opening("/")
    tess.then_the_page_says("2 noodtoegangen wachten op een oordeel")
    tess.when_following("2 noodtoegangen wachten op een oordeel")
    tess.then_the_page_does_not_say("Vriens")
    tess.when_opening_the_latest()
    tess.then_the_page_says(REASON, "Klant gevonden.", "C.V.")
    tess.when_judging("Onterecht", WHY_NOT)
    tess.then_the_heading_is("Noodtoegang beoordelen")

    iris.when_opening("/noodtoegang/")
    iris.then_the_page_says("Onterecht", WHY_NOT)

    pim.when_opening("/inzagelog/")
    pim.when_following("Opvallende patronen")
    pim.then_the_page_says("Vaak of onterecht noodtoegang", "2 keer gevraagd")
    pim.when_following("Iris Adviseur, adviseur werk")
    pim.then_the_page_says("Medewerker: Iris Adviseur.", "site, noodtoegang")
    pim.then_the_page_does_not_say("Vriens", BSN_ELSEWHERE)


@pytest.mark.parametrize(
    ("naam", "path"),
    [
        (ADVISEUR, "/noodtoegang/"),
        (ADVISEUR, "/noodtoegang/vragen/"),
        (TEAMLEIDER, "/noodtoegang/beoordelen/"),
        (TEAMLEIDER, "/noodtoegang/beoordelen/?beoordeeld=ja"),
        (TEAMLEIDER, "/team/"),
        (TEAMLEIDER, "/inzagelog/team/"),
        (PRIVACY_OFFICER, "/inzagelog/"),
        (PRIVACY_OFFICER, "/inzagelog/klant/"),
        (PRIVACY_OFFICER, "/inzagelog/medewerkers/"),
        (PRIVACY_OFFICER, "/inzagelog/patronen/"),
    ],
)
def test_axe_finds_nothing(people: dict[str, Colleague], naam: str, path: str) -> None:
    people[naam].when_opening(path)
    people[naam].then_everybody_can_use_the_page()
