"""Every cell of every format equals the published figures, read back by other libraries."""

import csv
import io
import json
from collections.abc import Callable

import pdfplumber
import pytest
from lxml import html
from python_calamine import CalamineWorkbook

from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Formaat
from voetlicht.basis.edities.gepubliceerd import Gepubliceerd, published
from voetlicht.basis.edities.renderers import render
from voetlicht.basis.kern.numbers import parse_count

Cells = dict[str, tuple[int, ...]]
FIELDS = ("gemeente_met_profiel", "gemeente_zonder_profiel", "uwv_met_profiel",
          "uwv_zonder_profiel", "totaal")  # fmt: skip


def from_pdf(data: bytes) -> Cells:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        lines = (pdf.pages[0].extract_text() or "").splitlines()
    found: Cells = {}
    for line in lines:
        name, *numbers = line.rsplit(" ", 5)
        if len(numbers) == 5 and all(number.replace(".", "").isdigit() for number in numbers):
            found[name] = tuple(parse_count(number) for number in numbers)
    return found


def from_workbook(data: bytes) -> Cells:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = workbook.get_sheet_by_name("Per gemeente").to_python()
    return {
        str(row[0]): tuple(int(cell) for cell in row[1:])
        for row in rows
        if all(isinstance(cell, float) for cell in row[1:])
    }


def from_csv(data: bytes) -> Cells:
    rows = csv.DictReader(io.StringIO(data.decode(), newline=""))
    return {
        row["gemeente"] or "Totaal AMR": tuple(int(row[field]) for field in FIELDS) for row in rows
    }


def from_json(data: bytes) -> Cells:
    content = json.loads(data)
    rows = [*content["rijen"], {"gemeente": "Totaal AMR", **content["totaal"]}]
    return {row["gemeente"]: tuple(row[field] for field in FIELDS) for row in rows}


def from_html(data: bytes) -> Cells:
    rows = html.fromstring(data.decode()).xpath("//tbody/tr | //tfoot/tr")
    return {
        row.findtext("th"): tuple(parse_count(cell.text) for cell in row.findall("td"))
        for row in rows
    }


READ_BACK: dict[Formaat, Callable[[bytes], Cells]] = {
    Formaat.PDF: from_pdf,
    Formaat.XLSX: from_workbook,
    Formaat.ODS: from_workbook,
    Formaat.CSV: from_csv,
    Formaat.JSON: from_json,
    Formaat.HTML: from_html,
}


def expected(edition: Gepubliceerd) -> Cells:
    cells = {rij.gemeente: rij.aantallen.cells for rij in edition.blad.rijen}
    return {**cells, "Totaal AMR": edition.blad.totaal.cells}


@pytest.mark.parametrize("formaat", Formaat)
def test_every_cell_equals_the_published_edition(
    rijnmond: Editie, twente: Editie, formaat: Formaat
):
    for editie, edition in zip((rijnmond, twente), published(), strict=True):
        data = render(editie, regio=edition.blad.code, formaat=formaat)
        assert READ_BACK[formaat](data) == expected(edition)


def text_of(data: bytes, formaat: Formaat) -> str:
    """All the text a reader of the file can see, in Dutch notation."""
    match formaat:
        case Formaat.PDF:
            with pdfplumber.open(io.BytesIO(data)) as pdf:
                return " ".join(page.extract_text() for page in pdf.pages)
        case Formaat.XLSX | Formaat.ODS:
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
            sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
            return " ".join(str(cell) for one in sheets for row in one.to_python() for cell in row)
        case _:
            return data.decode()


@pytest.mark.parametrize("formaat", Formaat)
def test_each_file_alone_tells_what_it_is(rijnmond: Editie, formaat: Formaat):
    text = " ".join(text_of(render(rijnmond, regio=22, formaat=formaat), formaat).split())
    register, share = (
        ("19222", "74") if formaat in (Formaat.CSV, Formaat.JSON) else ("19.222", "74%")
    )
    for said in ("2023Q2", "Rijnmond", register, share, "53", "definitief", "UWV",
                 "CBS (CC BY 4.0)", "verzonnen personen", "Voorbeeldcijfers"):  # fmt: skip
        assert said in text, said


@pytest.mark.parametrize("formaat", Formaat)
def test_a_read_edition_says_from_which_document_in_every_file(
    twente_read: Editie, formaat: Formaat
):
    text = text_of(render(twente_read, regio=9, formaat=formaat), formaat)
    assert "twente.pdf" in text
    assert "Voorbeeldcijfers" not in text


@pytest.mark.parametrize("formaat", Formaat)
def test_the_national_file_holds_every_regio_the_rest_and_the_total(
    national: Editie, formaat: Formaat
):
    text = text_of(render(national, regio=None, formaat=formaat), formaat).replace(".", "")
    for said in ("Twente", "Rijnmond", "Onbekend of buitenland", "31181", "23006"):
        assert said in text, said
