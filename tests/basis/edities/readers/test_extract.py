"""Files of every kind, and files that hold nothing to read."""

import io
import os
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest
import typst
import xlsxwriter

from voetlicht.basis.edities.gepubliceerd import published
from voetlicht.basis.edities.readers import read
from voetlicht.basis.edities.readers.extract.fields import document_of_csv
from voetlicht.basis.edities.readers.extract.pdf import document_of_pdf
from voetlicht.basis.edities.readers.extract.spreadsheet import document_of_spreadsheet
from voetlicht.basis.edities.readers.extract.text import document_of_text
from voetlicht.basis.edities.readers.extract.webpage import document_of_html
from voetlicht.basis.kern.errors import InputError

SOURCE = Path(__file__).parents[3] / "data" / "edities" / "rijnmond-2023Q2.txt"
TEXT = SOURCE.read_text("utf-8")


def _pdf(markup: str) -> bytes:
    return bytes(typst.compile(markup.encode(), format="pdf"))


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


def _sheet_with(address: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "eerste")
        sheet.write(address, "laatste")
    return stream.getvalue()


def _sheet_elsewhere(address: str) -> bytes:
    """The same, with its sheet in another folder: only the workbook says where sheets are."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_sheet_with(address))) as usual,
        zipfile.ZipFile(stream, "w") as archive,
    ):
        for name in usual.namelist():
            content = usual.read(name).replace(b"worksheets/sheet1.xml", b"elders/blad")
            archive.writestr(name.replace("worksheets/sheet1.xml", "elders/blad"), content)
    return stream.getvalue()


def _ods(*, rows: int = 1, columns: int = 1) -> bytes:
    return _zip(
        content_xml=(
            f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell/>'
            f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>x</text:p>'
            "</table:table-cell></table:table-row>"
            '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/>'
            "</table:table-row>"
        ).encode()
    )


def _encrypted_zip() -> bytes:
    """A zip whose only member claims to be encrypted (bit 0 of both flag words)."""
    data = bytearray(_zip(content_xml=b"<x/>"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _encrypted_pdf() -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(_pdf("tekst"))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="b", user="a"))
    return stream.getvalue()


def _pdf_unpacking_to(size: int, *, layers: int) -> bytes:
    """A page of spaces, packed ``layers`` times over."""
    packed = b" " * size
    for _ in range(layers):
        packed = zlib.compress(packed, 9)
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Contents = pikepdf.Stream(pdf, packed, Filter=[pikepdf.Name.FlateDecode] * layers)
        pdf.save(stream, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (lambda: b"", "leeg"),
        (lambda: b" \n\t", "leeg"),
        (lambda: os.urandom(5_000) + b"\x00", "geen tekst en geen formaat"),
        (lambda: b"tekst\x00tekst", "geen tekst en geen formaat"),
        (lambda: b"\x81\x8d" * 50, "geen tekst en geen formaat"),
        (lambda: b"\xff\xfe\x00", "geen tekst en geen formaat"),
        (lambda: b"%PDF-1.7 afgebroken", "pdf is beschadigd"),
        (_encrypted_pdf, "pdf is beveiligd met een wachtwoord"),
        (lambda: _pdf("#rect(width: 3cm)"), "geen tekst, alleen beeld"),
        (lambda: _pdf("a #pagebreak() " * 70), "meer dan 60 pagina"),
        (lambda: _pdf_unpacking_to(30_000_000, layers=1), "pakt uit tot meer dan 25 MB"),
        (lambda: _pdf_unpacking_to(30_000_000, layers=3), "pakt uit tot meer dan 25 MB"),
        (lambda: b"PK\x03\x04 afgebroken", "rekenblad is beschadigd"),
        (lambda: _zip(xl__workbook_xml=b"<x/>"), "rekenblad is beschadigd"),
        (lambda: _zip(word__document_xml=b"<x/>"), "geen xlsx of ods"),
        (lambda: _zip(content_xml=b"0" * 100_000_001), "te groot"),
        (lambda: _sheet_with("XFD1048576"), "te groot"),
        (lambda: _sheet_elsewhere("XFD1048576"), "te groot"),
        (lambda: _ods(rows=900_000), "te groot"),
        (lambda: _ods(columns=16_000), "te groot"),
        (lambda: _zip(content_xml=b"<x/>"), "rekenblad is beschadigd"),
        (_encrypted_zip, "rekenblad is beveiligd met een wachtwoord"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oud of beveiligd Office-bestand"),
        (lambda: b"<html><body></body></html>", "geen tabel met gemeenten"),
        (lambda: b"{ afgebroken", "JSON-bestand is beschadigd"),
        (lambda: b"[" * 100_000, "JSON-bestand is beschadigd"),
        (lambda: b'{"a": 1}', "geen editie van één arbeidsmarktregio"),
        (lambda: b"[1, 2]", "geen editie van één arbeidsmarktregio"),
        (lambda: b'{"rijen": []}', "geen tabel met gemeenten"),
        (lambda: b'{"rijen": [1, {"gemeente": "Rotterdam"}]}', "geen tabel met gemeenten"),
        (lambda: b"gemeente;naam\n1;2", "geen tabel met gemeenten"),
        (lambda: b"x" * 200_000, "geen tabel met gemeenten"),
        (lambda: b"0" * 25_000_001, "groter dan 25 MB"),
    ],
)  # fmt: skip
def test_a_file_without_an_edition_says_why_in_one_sentence(
    content: Callable[[], bytes], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "editie.pdf"
    path.write_bytes(content())

    with pytest.raises(InputError, match=message) as refused:
        read(path)
    assert "\n" not in str(refused.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"weg\.pdf: Dit bestand bestaat niet"):
        read(tmp_path / "weg.pdf")
    with pytest.raises(InputError, match="Dit is een map"):
        read(tmp_path)


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    path = tmp_path / "kring"
    path.symlink_to(path)

    with pytest.raises(InputError, match="kring: Het bestand kan niet worden geopend"):
        read(path)


LEAVES = ("[Profiel in Sonar]", "[Geen profiel in Sonar]")


def _set_as_pdf(*, width: int, align: str, leaves: tuple[str, str] = LEAVES) -> bytes:
    """The edition as a table with a two-level head; narrow columns wrap names and heads."""
    lines = [line.rsplit(" ", 5) for line in TEXT.splitlines()]
    rows = [cells for cells in lines if len(cells) == 6 and cells[1].isdigit()]
    regio = ["22 Rijnmond", *[""] * (len(rows) - 1)]
    cells = [cell for place, row in zip(regio, rows, strict=True) for cell in (place, *row)]
    markup = f"""
#set page(width: 25cm)
= Transparantie van klantprofielen
Tweede kwartaal 2023

#table(
  columns: (32mm, 26mm) + ({width}mm,) * 5, align: {align},
  table.cell(rowspan: 2)[Arbeidsmarktregio], table.cell(rowspan: 2)[Gemeente],
  table.cell(colspan: 2)[Gemeenteklanten in Sonar],
  table.cell(colspan: 2)[UWV-klanten in Sonar],
  table.cell(rowspan: 2)[Totaal in Sonar],
  {", ".join(leaves * 2)},
  {", ".join(f"[{cell}]" for cell in cells)},
)

In de arbeidsmarktregio Rijnmond telt het doelgroepregister 19.222 personen.
Hiervan is 74% bekend binnen Sonar.
"""
    return _pdf(markup)


@pytest.mark.parametrize("width", [14, 18, 25])
@pytest.mark.parametrize("align", ["horizon + left", "top + left", "bottom + right"])
def test_a_pdf_with_wrapped_names_and_heads_is_read_to_the_digit(
    width: int, align: str, tmp_path: Path
) -> None:
    path = tmp_path / "rijnmond"
    path.write_bytes(_set_as_pdf(width=width, align=align))
    gelezen = read(path)

    assert gelezen.bevindingen == ()
    assert gelezen.as_editie(bron="document").regios == (published()[0].blad,)


def test_a_pdf_with_its_columns_in_another_order_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "rijnmond"
    path.write_bytes(_set_as_pdf(width=18, align="top", leaves=LEAVES[::-1]))

    assert [bevinding.code for bevinding in read(path).bevindingen] == ["kop_onbekend"]


def test_a_markdown_table_with_bars_is_read_as_cells() -> None:
    document = document_of_text("| a | **1** |\n|---|--:|\n| b&nbsp;c | 2 |\n\n## Kop")

    assert [regel.cellen for regel in document.regels] == [("a", "1"), ("b c", "2"), ("Kop",)]


def test_html_cells_keep_their_columns_and_lines() -> None:
    page = (
        b"<p>voor<table><tr><td colspan=2>Den<br>Haag<td colspan=x><i>1</i></table>na"
        b"<div>een <b>twee</b><ul><li>drie</ul>vier</div>"
    )

    assert [regel.cellen for regel in document_of_html(page).regels] == [
        ("voor",),
        ("Den Haag", "", "1"),
        ("na",),
        ("een",),
        ("twee",),
        ("drie",),
        ("vier",),
    ]


def test_a_sheet_is_read_as_shown_and_hidden_sheets_are_not() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet, hidden, chart = book.add_worksheet(), book.add_worksheet(), book.add_chartsheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["a", 3, 1.097])
        sheet.write_datetime(1, 0, date(2023, 6, 30), day)
        hidden.write(0, 0, "geheim")
        hidden.hide()
        series = book.add_chart({"type": "bar"})
        series.add_series({"values": "=Sheet1!$B$1:$C$1"})
        chart.set_chart(series)
    document = document_of_spreadsheet(stream.getvalue())

    assert [regel.cellen for regel in document.regels] == [
        ("a", "3", "1,097000"),
        ("30 juni 2023", "", ""),
    ]


def test_words_of_a_pdf_part_into_cells_where_the_gap_is_wide() -> None:
    document = document_of_pdf(_pdf("een twee #h(2cm) drie"))

    assert document.regels[0].cellen == ("een twee", "drie")


def test_csv_with_other_columns_is_not_taken_for_ours() -> None:
    assert document_of_csv("a,b\n1,2") is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_by_the_names_of_its_columns(delimiter: str) -> None:
    names = (
        "voorbeeld,totaal_in_sonar,uwv_zonder_profiel,uwv_met_profiel,gemeente_zonder_profiel,"
        "gemeente_met_profiel,gemeente"
    )
    text = f"\ufeff{names}\ntrue,10,4,3,2,1,Almelo\n\n,10,4,3,2,1,\n".replace(",", delimiter)
    document = document_of_csv(text)

    assert document is not None
    assert [regel.cellen for regel in document.regels] == [
        ("Voorbeeldcijfers: verzonnen personen",),
        (document.regels[1].tekst,),
        ("Almelo", "1", "2", "3", "4", "10"),
        ("Totaal AMR", "1", "2", "3", "4", "10"),
    ]
