"""Noodtoegang from the question to the privacy officer, by three people at their screens."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from looking import look
from people_at_work import ADVISEUR, BORN, BSN_ELSEWHERE, PRIVACY_OFFICER, TEAMLEIDER, Office
from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.prepare import Installation

REASON = "Een man belt in paniek en zijn begeleider is niet te bereiken"
WHY_NOT = "De begeleider zat een deur verder en had tijd"
# Nobody waits three hours in a test: those that run end at this moment instead.
PASSED = "UPDATE toegang_noodtoegang SET tot = clock_timestamp() WHERE tot > clock_timestamp()"


class Colleague:
    """Somebody who signed in at the office."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site

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
        look(self.page)


def when_three_hours_have_passed(installation: Installation, office: Office) -> None:
    with connect(installation.data, installation.cluster, database=office.database) as owner:
        owner.execute(PASSED)


def test_noodtoegang_is_asked_used_expired_reviewed_and_its_misuse_is_seen(
    at_work: Callable[[str], Page], office: Office, installation: Installation
) -> None:
    iris, tess, pim = (
        Colleague(at_work(naam), office.site) for naam in (ADVISEUR, TEAMLEIDER, PRIVACY_OFFICER)
    )

    iris.given_no_dossier_at(office.elsewhere)
    iris.when_asking("920000010", reason=REASON)
    iris.then_the_heading_is("Niet gevonden")
    iris.then_the_page_says("Uw vraag is vastgelegd")

    iris.when_asking(BSN_ELSEWHERE, reason=REASON)
    iris.then_the_heading_is("Cas Vriens")
    iris.then_the_page_says("U hebt noodtoegang tot een dossier")
    iris.then_everybody_can_use_the_page()
    iris.when_opening("/noodtoegang/")
    iris.then_everybody_can_use_the_page()

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
    tess.when_opening("/noodtoegang/beoordelen/?beoordeeld=ja")
    tess.then_everybody_can_use_the_page()

    iris.when_opening("/noodtoegang/")
    iris.then_the_page_says("Onterecht", WHY_NOT)
    iris.then_everybody_can_use_the_page()

    pim.when_opening("/inzagelog/")
    pim.when_following("Opvallende patronen")
    pim.then_the_page_says("Vaak of onterecht noodtoegang", "2 keer gevraagd")
    pim.then_everybody_can_use_the_page()
    pim.when_following("Iris Adviseur, adviseur werk")
    pim.then_the_page_says("Medewerker: Iris Adviseur.", "site, noodtoegang")
    pim.then_the_page_does_not_say("Vriens", BSN_ELSEWHERE)
