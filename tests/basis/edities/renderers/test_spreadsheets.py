"""What Excel and OpenDocument files hold beside the figures."""

import io
import zipfile
from dataclasses import replace

import odfdo
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from voetlicht.basis.edities.editie import Editie, Gemeenterij
from voetlicht.basis.edities.enums import Formaat
from voetlicht.basis.edities.renderers import render

SHEETS = (Formaat.XLSX, Formaat.ODS)
both = pytest.mark.parametrize("formaat", SHEETS)


def parts_of(editie: Editie, regio: int | None, formaat: Formaat) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(render(editie, regio=regio, formaat=formaat)))
    return {name: archive.read(name) for name in archive.namelist()}


def book_of(editie: Editie, regio: int | None, formaat: Formaat) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(render(editie, regio=regio, formaat=formaat)))


@both
def test_members_are_stored_at_a_fixed_date_and_are_sound_xml(national: Editie, formaat: Formaat):
    archive = zipfile.ZipFile(io.BytesIO(render(national, regio=None, formaat=formaat)))
    for member in archive.infolist():
        assert member.date_time == (1980, 1, 1, 0, 0, 0)
        assert member.compress_type == zipfile.ZIP_STORED
        if member.filename.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(member))


def test_an_opendocument_file_can_be_recognised_by_its_first_bytes(rijnmond: Editie):
    data = render(rijnmond, regio=22, formaat=Formaat.ODS)
    assert data[30:38] == b"mimetype"
    assert data[38:84] == b"application/vnd.oasis.opendocument.spreadsheet"


@both
def test_the_explanation_comes_first_and_each_table_has_its_sheet(
    national: Editie, formaat: Formaat
):
    assert book_of(national, 22, formaat).sheet_names == ["Toelichting", "Per gemeente"]
    assert book_of(national, None, formaat).sheet_names == [
        "Toelichting", "Per arbeidsmarktregio", "Per gemeente"
    ]  # fmt: skip


@both
def test_the_explanation_gives_both_shares_and_the_marking(rijnmond: Editie, formaat: Formaat):
    rows = book_of(rijnmond, 22, formaat).get_sheet_by_name("Toelichting").to_python()
    told = {str(row[0]): row[1] for row in reversed(rows)}
    assert told["Let op"] == "Voorbeeldcijfers: verzonnen personen."
    assert told["Bekend in Sonar, van het doelgroepregister"] == 0.74
    assert told["Met klantprofiel, van bekend in Sonar"] == 0.53
    assert told["Versie"] == "1"
    assert told["Bekend op"] == "14 juli 2023"


@both
def test_the_national_tables_hold_all_regios_and_all_gemeenten(national: Editie, formaat: Formaat):
    book = book_of(national, None, formaat)
    regios = book.get_sheet_by_name("Per arbeidsmarktregio").to_python()
    assert [row[0] for row in regios[4:8]] == [
        "9 Twente", "22 Rijnmond", "Onbekend of buitenland", "Totaal Nederland"
    ]  # fmt: skip
    assert regios[5][1:] == [332, 4995, 7253, 1667, 14247, 19222, 0.74]
    assert regios[7][5:] == [23006, 31181, 0.74]
    gemeenten = book.get_sheet_by_name("Per gemeente").to_python()
    assert gemeenten[4][:3] == ["9 Twente", "Almelo", 15]
    assert gemeenten[32][0] == "Totaal gemeenten"
    assert gemeenten[32][6] == 8613 + 14247


@both
def test_an_empty_register_leaves_the_share_open(rijnmond: Editie, formaat: Formaat):
    empty = replace(rijnmond.regios[0], doelgroepregister=0, rijen=())
    editie = replace(rijnmond, regios=(empty,))
    rows = book_of(editie, None, formaat).get_sheet_by_name("Per arbeidsmarktregio").to_python()
    assert rows[4] == ["22 Rijnmond", 0, 0, 0, 0, 0, 0, ""]


@both
def test_names_are_text_and_never_formulas(rijnmond: Editie, formaat: Formaat):
    blad = rijnmond.regios[0]
    evil = Gemeenterij("GM0001", '=1+1&"<x>"', blad.rijen[0].aantallen)
    editie = replace(rijnmond, regios=(replace(blad, rijen=(evil,)),))
    rows = book_of(editie, 22, formaat).get_sheet_by_name("Per gemeente").to_python()
    assert rows[4][0] == '=1+1&"<x>"'
    everything = b"".join(parts_of(editie, 22, formaat).values())
    assert b"<f>" not in everything
    assert b"table:formula" not in everything


@both
def test_only_the_group_labels_span_columns(national: Editie, formaat: Formaat):
    parts = parts_of(national, None, formaat)
    if formaat is Formaat.XLSX:
        merged = etree.fromstring(parts["xl/worksheets/sheet2.xml"]).xpath(
            "//*[local-name()='mergeCell']/@ref"
        )
        assert merged == ["B3:C3", "D3:E3"]
    else:
        spans = etree.fromstring(parts["content.xml"]).xpath(
            "//@*[local-name()='number-columns-spanned']/../*/text()"
        )
        assert set(spans) == {"Gemeenteklanten in Sonar", "UWV-klanten in Sonar"}


def test_excel_knows_its_language_frozen_header_and_printed_marking(rijnmond: Editie):
    parts = parts_of(rijnmond, 22, Formaat.XLSX)
    assert b"<dc:language>nl-NL</dc:language>" in parts["docProps/core.xml"]
    sheet = parts["xl/worksheets/sheet2.xml"].decode()
    assert 'xSplit="1" ySplit="4"' in sheet
    assert "Voorbeeldcijfers: verzonnen personen</oddHeader>" in sheet
    assert "Print_Titles" in parts["xl/workbook.xml"].decode()
    assert not [name for name in parts if "vba" in name.lower()]


def test_opendocument_knows_its_language_frozen_header_and_printed_marking(rijnmond: Editie):
    parts = {name: part.decode() for name, part in parts_of(rijnmond, 22, Formaat.ODS).items()}
    assert "<dc:language>nl-NL</dc:language>" in parts["meta.xml"]
    assert 'fo:language="nl" fo:country="NL"' in parts["styles.xml"]
    assert "<text:p>Voorbeeldcijfers: verzonnen personen</text:p>" in parts["styles.xml"]
    assert "VerticalSplitPosition" in parts["settings.xml"]
    assert parts["content.xml"].count("<table:table-header-rows>") == 1


def test_figures_that_are_no_example_print_no_marking(twente_read: Editie):
    assert b"oddHeader" not in parts_of(twente_read, 9, Formaat.XLSX)["xl/worksheets/sheet2.xml"]
    assert b"Voorbeeldcijfers" not in parts_of(twente_read, 9, Formaat.ODS)["styles.xml"]


def test_a_library_of_the_standard_reads_the_opendocument_too(twente: Editie) -> None:
    """The parts come from our own templates, so a second reader has to agree with calamine."""
    book = odfdo.Document(io.BytesIO(render(twente, regio=9, formaat=Formaat.ODS)))
    tables = book.body.get_elements("//table:table")
    rows = [values[:6] for table in tables for values in table.iter_values()]
    assert ["Enschede", 174, 1010, 1650, 218, 3052] in rows
