"""An edition as files: PDF, Excel, OpenDocument, CSV, JSON and HTML, all with the same figures.

Same edition, same bytes: nothing here asks for the time, the machine or its settings.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from voetlicht.basis.edities.checks import demand_consistent
from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Formaat, Herkomst
from voetlicht.basis.edities.renderers.csv import csvw_of, render_csv
from voetlicht.basis.edities.renderers.document import Document, document_of, sheet_of
from voetlicht.basis.edities.renderers.html import render_html
from voetlicht.basis.edities.renderers.ods import render_ods
from voetlicht.basis.edities.renderers.pdf import render_pdf
from voetlicht.basis.edities.renderers.xlsx import render_xlsx
from voetlicht.basis.gebieden.rules import slug_of

MEDIA_TYPES: dict[Formaat, str] = {
    Formaat.PDF: "application/pdf",
    Formaat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Formaat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Formaat.CSV: "text/csv; charset=utf-8",
    Formaat.JSON: "application/json",
    Formaat.HTML: "text/html; charset=utf-8",
}
LABELS: dict[Formaat, str] = {
    Formaat.PDF: "PDF",
    Formaat.XLSX: "Excel",
    Formaat.ODS: "OpenDocument",
    Formaat.CSV: "CSV",
    Formaat.JSON: "JSON",
    Formaat.HTML: "HTML",
}
CSVW_SUFFIX = "-metadata.json"


@dataclass(frozen=True, slots=True)
class File:
    """A rendered file: its name, its media type and its bytes."""

    name: str
    media_type: str
    content: bytes


def render(editie: Editie, *, regio: int | None, formaat: Formaat) -> bytes:
    """The file of one regio (UWV number), or of the country when ``regio`` is None.

    InputError when the edition contradicts itself, NotFound when it has no such regio.
    """
    demand_consistent(editie)
    return _RENDERERS[formaat](document_of(editie, regio=regio))


def render_csvw(editie: Editie, *, regio: int | None) -> bytes:
    """The machine-readable description of the CSV file; errors as ``render``."""
    demand_consistent(editie)
    name = file_name(editie, regio=regio, formaat=Formaat.CSV)
    return csvw_of(document_of(editie, regio=regio), csv_name=name)


def render_all(editie: Editie, *, regio: int | None) -> Iterator[File]:
    """Every file of one document: the formats in the order of ``Formaat``, then the CSVW.

    Checked and laid out once for all of them; errors as ``render``.
    """
    demand_consistent(editie)
    document = document_of(editie, regio=regio)
    names = {one: file_name(editie, regio=regio, formaat=one) for one in Formaat}
    for formaat, name in names.items():
        yield File(name, MEDIA_TYPES[formaat], _RENDERERS[formaat](document))
    csvw = csvw_of(document, csv_name=names[Formaat.CSV])
    yield File(names[Formaat.CSV] + CSVW_SUFFIX, "application/csvm+json", csvw)


def file_name(editie: Editie, *, regio: int | None, formaat: Formaat) -> str:
    """``transparantie-2023Q2-22-rijnmond-v1.pdf``; an edition that was read ends in ``gelezen``."""
    blad = sheet_of(editie, regio=regio)
    place = slug_of(blad.code, blad.naam) if blad else "nederland"
    version = "gelezen" if editie.herkomst is Herkomst.GELEZEN else f"v{editie.versie}"
    return f"transparantie-{editie.kwartaal}-{place}-{version}.{formaat.value}"


def _canonical(document: Document) -> bytes:
    return document.canonical


_RENDERERS: dict[Formaat, Callable[[Document], bytes]] = {
    Formaat.PDF: render_pdf,
    Formaat.XLSX: render_xlsx,
    Formaat.ODS: render_ods,
    Formaat.CSV: render_csv,
    Formaat.JSON: _canonical,
    Formaat.HTML: render_html,
}
