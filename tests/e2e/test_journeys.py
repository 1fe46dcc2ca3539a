"""What people come for, from beginning to end."""

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from looking import no_complaints


class Visitor:
    """Somebody with a browser, who reads what is on the screen."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site

    def given_the_front_page(self) -> None:
        self.page.goto(self.site)
        expect(self.page).to_have_title("Transparantie van klantprofielen – Voetlicht")

    def when_looking_for(self, name: str) -> None:
        self.page.get_by_label("Vind uw gemeente").fill(name)
        self.page.get_by_role("button", name="Zoeken").click()

    def when_following(self, text: str) -> None:
        self.page.get_by_role("link", name=text).first.click()

    def then_the_heading_is(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def then_the_page_says(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def then_the_download_is(self, link: str, name: str) -> bytes:
        with self.page.expect_download() as started:
            self.page.get_by_role("link", name=link).click()
        download = started.value
        assert download.suggested_filename == name
        return download.path().read_bytes()


@pytest.fixture(params=[True, False], ids=["javascript", "zonder javascript"])
def visitor(
    browser: Browser, extern_site: str, request: pytest.FixtureRequest
) -> Iterator[Visitor]:
    with browser.new_context(java_script_enabled=request.param) as context:
        page = context.new_page()
        with no_complaints(page):
            yield Visitor(page, extern_site)


def test_from_an_old_gemeente_to_the_pdf_of_its_regio(visitor: Visitor) -> None:
    visitor.given_the_front_page()
    visitor.when_looking_for("Brielle")
    visitor.then_the_page_says("Brielle ging op 1 januari 2023 op in Voorne aan Zee.")
    visitor.when_following("Rijnmond, tweede kwartaal 2023")
    visitor.then_the_heading_is("Rijnmond, tweede kwartaal 2023")
    content = visitor.then_the_download_is("PDF", "transparantie-2023Q2-22-rijnmond-v1.pdf")
    assert "14.247" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_from_the_map_to_the_quarter_before(visitor: Visitor) -> None:
    visitor.given_the_front_page()
    visitor.when_following("Tweede kwartaal 2023: alle regio’s op de kaart")
    visitor.then_the_heading_is("Tweede kwartaal 2023")
    visitor.page.locator("a.voetlicht-tile[href$='/22-rijnmond']").click()
    visitor.then_the_heading_is("Rijnmond, tweede kwartaal 2023")
    visitor.when_following("Eerste kwartaal 2023")
    visitor.then_the_heading_is("Rijnmond, eerste kwartaal 2023")
    visitor.then_the_page_says("versie 2")


def test_from_a_computed_edition_to_the_one_that_was_published(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.site}/transparantie/2022Q2/9-twente")
    visitor.when_following("De uitgegeven editie, gelezen en vergeleken")
    visitor.then_the_page_says("Alle 78 cijfers zijn gelijk.")
    visitor.then_the_download_is("CSV", "transparantie-2022Q2-9-twente-gelezen.csv")


def test_from_a_wrong_name_to_the_figures_after_all(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.site}/transparantie/zoek?naam=Xyzzy")
    visitor.then_the_page_says("Niets gevonden bij ‘Xyzzy’")
    visitor.when_looking_for("Rotterdam")
    visitor.then_the_heading_is("Rijnmond, tweede kwartaal 2023")
