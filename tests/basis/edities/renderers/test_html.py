"""The page that stands alone, and the fragment for the site."""

import re
from dataclasses import replace

import pytest
from lxml import html

from voetlicht.basis.edities.editie import Editie, Gemeenterij
from voetlicht.basis.edities.enums import Formaat
from voetlicht.basis.edities.renderers import render
from voetlicht.basis.edities.renderers.html import table_fragment


def page_of(editie: Editie, regio: int | None) -> html.HtmlElement:
    return html.document_fromstring(render(editie, regio=regio, formaat=Formaat.HTML).decode())


@pytest.mark.parametrize("regio", [22, None])
def test_every_cell_names_row_and_column_headers_that_exist(national: Editie, regio: int | None):
    page = page_of(national, regio)
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    heads = {one.get("id"): one for one in page.iter("th")}
    (corner, *_) = page.iter("th")
    for row in page.xpath("//tbody/tr | //tfoot/tr"):
        (name,) = row.findall("th")
        assert name.get("scope") == "row"
        assert name.get("headers") == corner.get("id")
        for cell in row.findall("td"):
            named = [heads[one] for one in cell.get("headers").split()]
            assert named[0] is name
            assert [one.get("scope") for one in named[1:]] in (["col"], ["colgroup", "col"])


def test_cells_stand_under_the_headers_they_name(rijnmond: Editie):
    page = page_of(rijnmond, 22)
    heads = {one.get("id"): one.text for one in page.iter("th")}
    first = page.xpath("//tbody/tr")[0].findall("td")
    assert [[heads[one] for one in cell.get("headers").split()] for cell in first] == [
        ["Albrandswaard", "Gemeenteklanten in Sonar", "Profiel"],
        ["Albrandswaard", "Gemeenteklanten in Sonar", "Geen profiel"],
        ["Albrandswaard", "UWV-klanten in Sonar", "Profiel"],
        ["Albrandswaard", "UWV-klanten in Sonar", "Geen profiel"],
        ["Albrandswaard", "Totaal in Sonar"],
    ]


def test_the_page_is_dutch_titled_and_fetches_nothing(national: Editie):
    page = page_of(national, None)
    assert page.get("lang") == "nl"
    assert page.findtext(".//title").endswith("tweede kwartaal 2023, Nederland")
    assert len(page.xpath("//main//h1")) == 1
    assert not page.xpath("//script | //link | //img | //iframe | //@src | //@href")
    assert not re.search(r"url\(|@import", page.findtext(".//style"))


def test_the_fragment_is_the_table_of_the_page_with_a_caption(rijnmond: Editie):
    fragment = table_fragment(rijnmond, regio=22)
    assert fragment in render(rijnmond, regio=22, formaat=Formaat.HTML).decode()
    region = html.fragment_fromstring(fragment)
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    (title,) = region.xpath(f"//*[@id='{region.get('aria-labelledby')}']")
    assert title.getparent().tag == "caption"
    assert region.xpath("//td[contains(@class, 'utrecht-table__cell--numeric-column')]")


def test_names_cannot_become_markup(rijnmond: Editie):
    blad = rijnmond.regios[0]
    evil = Gemeenterij("GM0001", "<script>alert(1)</script>&amp;", blad.rijen[0].aantallen)
    editie = replace(rijnmond, regios=(replace(blad, rijen=(evil,)),))
    assert "<script" not in table_fragment(editie, regio=22)
    page = page_of(editie, 22)
    assert page.xpath("//tbody//th")[0].text == "<script>alert(1)</script>&amp;"
