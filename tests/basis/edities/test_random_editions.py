"""Properties of any edition: totals, the way back, and one set of figures in all formats."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from python_calamine import CalamineWorkbook

from voetlicht.basis.edities.checks import inconsistencies
from voetlicht.basis.edities.editie import Aantallen, Editie, Gemeenterij, Regioblad, Restrij
from voetlicht.basis.edities.enums import Editiestatus, Formaat, Herkomst
from voetlicht.basis.edities.renderers import render
from voetlicht.basis.edities.renderers.json import editie_from_json
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.basis.kern.numbers import parse_count

LETTERS = "abcdefgh éëúâŵ'’-&<>\"=+@;,%"
counts = st.builds(Aantallen, *(st.integers(0, 99_999) for _ in range(4)))
names = st.text(LETTERS, min_size=1, max_size=25).map(lambda text: f"G{text.strip()}x")
kwartalen = st.builds(Kwartaal, st.integers(2015, 2030), st.integers(1, 4))


@st.composite
def editions(draw: st.DrawFn) -> Editie:
    kwartaal = draw(kwartalen)
    codes = draw(st.lists(st.integers(1, 35), min_size=1, max_size=3, unique=True))
    gemeenten = iter(range(1, 100))
    regios = tuple(draw(_sheets(code, gemeenten)) for code in sorted(codes))
    later = st.datetimes(datetime(2031, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    return Editie(
        kwartaal=kwartaal,
        peildatum=kwartaal.peildatum,
        bekend_op=draw(later),
        versie=draw(st.integers(1, 99)),
        status=draw(st.sampled_from(Editiestatus)),
        herkomst=Herkomst.BEREKEND,
        voorbeeld=draw(st.booleans()),
        regios=regios,
        rest=draw(st.none() | counts.flatmap(_restrij)),
    )


@st.composite
def _sheets(draw: st.DrawFn, code: int, gemeenten: Iterator[int]) -> Regioblad:
    size = draw(st.integers(0, 4))
    rows = tuple(
        Gemeenterij(f"GM{next(gemeenten):04}", draw(names), draw(counts)) for _ in range(size)
    )
    known = sum(row.aantallen.totaal for row in rows)
    register = known + draw(st.integers(0, 99_999))
    return Regioblad(doelgroepregister=register, code=code, naam=draw(names), rijen=rows)


def _restrij(aantallen: Aantallen) -> st.SearchStrategy[Restrij]:
    extra = st.integers(0, 999)
    return extra.map(
        lambda more: Restrij(doelgroepregister=aantallen.totaal + more, aantallen=aantallen)
    )


@given(editions())
def test_any_edition_is_consistent_and_comes_back_from_json(editie: Editie):
    assert inconsistencies(editie) == ()
    assert editie_from_json(render(editie, regio=None, formaat=Formaat.JSON)) == editie
    for blad in editie.regios:
        regional = render(editie, regio=blad.code, formaat=Formaat.JSON)
        assert editie_from_json(regional) == editie.excerpt(blad.code)


@given(editions())
def test_the_country_is_the_sum_of_its_rows(editie: Editie):
    rest = editie.rest.totaal.totaal if editie.rest else 0
    cells = sum(rij.aantallen.totaal for blad in editie.regios for rij in blad.rijen)
    assert editie.totaal.totaal == cells + rest
    known = editie.percentage_bekend
    if known is None:
        assert editie.doelgroepregister == 0
    else:
        assert abs(100 * editie.totaal.totaal - known * editie.doelgroepregister) * 2 <= (
            editie.doelgroepregister
        )


@given(editions())
@settings(max_examples=25)
def test_csv_html_and_both_spreadsheets_hold_the_same_cells(editie: Editie):
    blad = editie.regios[0]
    lines = [*((rij.gemeente, rij.aantallen) for rij in blad.rijen), ("Totaal AMR", blad.totaal)]
    expected = [(name, *row.cells) for name, row in lines]
    assert from_csv(render(editie, regio=blad.code, formaat=Formaat.CSV)) == expected
    assert from_html(render(editie, regio=blad.code, formaat=Formaat.HTML)) == expected
    for formaat in (Formaat.XLSX, Formaat.ODS):
        assert from_book(render(editie, regio=blad.code, formaat=formaat), len(lines)) == expected


def from_csv(data: bytes) -> list[tuple[object, ...]]:
    rows = csv.reader(io.StringIO(data.decode(), newline=""), strict=True)
    next(rows)
    return [(row[6] or "Totaal AMR", *map(int, row[7:12])) for row in rows]


def from_html(data: bytes) -> list[tuple[object, ...]]:
    rows = html.document_fromstring(data.decode()).xpath("//tbody/tr | //tfoot/tr")
    return [
        (row.findtext("th"), *(parse_count(cell.text) for cell in row.findall("td")))
        for row in rows
    ]


def from_book(data: bytes, lines: int) -> list[tuple[object, ...]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = book.get_sheet_by_name("Per gemeente").to_python()
    return [(row[0], *map(int, row[1:])) for row in rows[4 : 4 + lines]]
