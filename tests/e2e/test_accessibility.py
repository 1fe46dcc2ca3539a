"""Every page of the publication for everybody: axe, contrast, reflow, zoom, keyboard and paper."""

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from looking import WIDTHS, look, resize, violations

REGION = "/transparantie/2023Q2/22-rijnmond"
PAGES = (
    "/transparantie/",
    "/transparantie/definities",
    "/transparantie/zoek?naam=Brielle",
    "/transparantie/zoek?naam=Brabant",
    "/transparantie/zoek?naam=Xyzzy",
    "/transparantie/2023Q2",
    "/transparantie/2023Q2?kaart=profiel",
    "/transparantie/2023Q2/nederland",
    REGION,
    "/transparantie/2023Q1/22-rijnmond/v1",
    f"{REGION}/gelezen",
    "/transparantie/2024Q1",
)
# Cells whose text stands out less than 4.5 to 1 against what lies behind it (WCAG 1.4.3).
FAINT_CELLS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b]
    .map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const behind = element => {
    const colour = rgba(getComputedStyle(element).backgroundColor);
    if (colour[3]) return colour;
    return element.parentElement ? behind(element.parentElement) : [255, 255, 255, 255];
  };
  const ratio = element => {
    const pair = [light(rgba(getComputedStyle(element).color)), light(behind(element))];
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  };
  const cells = [...document.querySelectorAll('th, td, th a, caption span')];
  const faint = cells.filter(cell => ratio(cell) < 4.5).map(cell => cell.innerText);
  return {count: cells.length, faint};
}"""
# Words in row headers that begin on one line and end on the next.
BROKEN_WORDS = """() => [...document.querySelectorAll('th[scope=row]')].flatMap(header => {
  const texts = document.createTreeWalker(header, NodeFilter.SHOW_TEXT);
  const broken = [];
  for (let text; (text = texts.nextNode());)
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
      if (lines.size > 1) broken.push(word[0]);
    }
  return broken;
})"""


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture
def page(window: Page) -> Page:
    resize(window, 1280, 900)
    return window


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_nothing_sticks_out_and_tables_can_be_read(
    page: Page, extern_site: str, path: str
) -> None:
    page.goto(extern_site + path)
    look(page)
    for width in WIDTHS:
        resize(page, width, 900)
        cells = page.evaluate(FAINT_CELLS)
        assert cells["faint"] == []
        assert cells["count"] > 0 or page.locator("table").count() == 0


def test_words_that_hardly_stand_out_are_found(page: Page, extern_site: str) -> None:
    page.goto(f"{extern_site}/transparantie/definities")
    page.evaluate("document.querySelector('h1').style.color = 'rgb(200, 200, 200)'")
    assert [one.partition(":")[0] for one in violations(page)] == ["color-contrast"]


@pytest.mark.parametrize(
    "path", ["/transparantie/2023Q2", "/transparantie/2023Q2/nederland", REGION]
)
def test_a_narrow_table_breaks_no_name_within_a_word(
    page: Page, extern_site: str, path: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(extern_site + path)
    assert page.locator("th[scope=row]").count() > 10
    assert page.evaluate(BROKEN_WORDS) == []


def test_the_narrow_overview_fits_a_phone(page: Page, extern_site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{extern_site}/transparantie/2023Q2")
    window = page.get_by_role("region", name="Klantprofielen per arbeidsmarktregio")
    assert window.evaluate("window => window.scrollWidth - window.clientWidth") == 0


def test_the_first_key_leads_past_the_menu(page: Page, extern_site: str) -> None:
    page.goto(extern_site + REGION)
    page.keyboard.press("Tab")
    skip_link = page.locator(":focus")
    assert skip_link.inner_text().strip() == "Naar de inhoud"
    assert skip_link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_whatever_has_the_focus_shows_it(page: Page, extern_site: str) -> None:
    page.goto(f"{extern_site}/transparantie/2023Q2")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        seen.add(focused.evaluate("element => element.tagName.toLowerCase()"))
        if focused.evaluate("element => element.classList.contains('voetlicht-tile')"):
            ring = focused.locator(".voetlicht-tile__ring")
            assert ring.evaluate("ring => getComputedStyle(ring).visibility") == "visible"
            name = focused.locator("xpath=following-sibling::*[1]")
            assert name.evaluate("name => getComputedStyle(name).visibility") == "visible"
        else:
            style = focused.evaluate("element => getComputedStyle(element).outlineStyle")
            assert style == "solid"
    assert {"a", "input", "button"} <= seen


def test_a_table_that_is_too_wide_can_be_scrolled_by_keyboard(page: Page, extern_site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(extern_site + REGION)
    page.get_by_role("region", name="Klantprofielen in Sonar").focus()
    name = page.get_by_role("rowheader", name="Rotterdam")
    last = page.get_by_role("row").filter(has=name).get_by_role("cell").last
    before = name.bounding_box()["x"]
    expect(last).not_to_be_in_viewport()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(last).to_be_in_viewport()
    assert name.bounding_box()["x"] == pytest.approx(before, abs=2)


def test_paper_carries_the_figures_and_no_menus(page: Page, extern_site: str) -> None:
    page.goto(extern_site + REGION)
    printed = PdfReader(io.BytesIO(page.pdf()))
    text = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
    for expected in ("Voorbeeldcijfers", "Rijnmond, tweede kwartaal 2023", "14.247", "1.097"):
        assert expected in text
    for absent in ("Hoofdmenu", "Begrippen ", "Er is geen later kwartaal"):
        assert absent not in text
    assert len(printed.pages) <= 3
