"""Excel (Office Open XML), without macros, formulas or outside links."""

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.renderers.archive import members_of, packed
from voetlicht.basis.edities.renderers.document import Document
from voetlicht.basis.edities.renderers.sheets import Cell, Look, Sheet, sheets_of

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

COUNT_FORMAT = "#,##0"
SHARE_FORMAT = "0%"
CENTIMETRES_PER_CHARACTER = 0.19
_A4 = 9
_HEAD = {"bold": True, "font_color": "#FFFFFF", "bg_color": "#0B4F7C", "valign": "bottom",
         "text_wrap": True}  # fmt: skip
_BODY = {"bottom": 1, "bottom_color": "#B9C6D1"}
_TOTAL = {"bold": True, "bg_color": "#E2EDF5", "top": 2, "top_color": "#0B4F7C", "bottom": 1,
          "bottom_color": "#0B4F7C"}  # fmt: skip
FORMATS: dict[Look, dict[str, Any]] = {
    Look.TITLE: {"bold": True, "font_size": 16, "font_color": "#0B4F7C"},
    Look.LABEL: {"bold": True, "valign": "top", "text_wrap": True},
    Look.TEXT: {"valign": "top", "text_wrap": True},
    Look.FIGURE: {"num_format": COUNT_FORMAT, "align": "left", "valign": "top"},
    Look.FIGURE_SHARE: {"num_format": SHARE_FORMAT, "align": "left", "valign": "top"},
    Look.CAPTION: {"bold": True, "font_size": 12},
    Look.NOTE: {},
    Look.GROUP: {**_HEAD, "align": "center", "bottom": 1, "bottom_color": "#FFFFFF"},
    Look.HEAD: {**_HEAD, "align": "right"},
    Look.HEAD_LEFT: {**_HEAD, "align": "left"},
    Look.NAME: _BODY,
    Look.COUNT: {**_BODY, "num_format": COUNT_FORMAT},
    Look.SHARE: {**_BODY, "num_format": SHARE_FORMAT},
    Look.TOTAL_NAME: _TOTAL,
    Look.TOTAL_COUNT: {**_TOTAL, "num_format": COUNT_FORMAT},
    Look.TOTAL_SHARE: {**_TOTAL, "num_format": SHARE_FORMAT},
}


def render_xlsx(document: Document) -> bytes:
    """The workbook: an explanation, then one table per sheet."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        workbook.set_properties(_properties(document))
        formats = {look: workbook.add_format(FORMATS[look]) for look in Look}
        for sheet in sheets_of(document):
            _write(workbook, document, sheet, formats)
    return packed(
        (name, _with_language(content) if name == "docProps/core.xml" else content)
        for name, content in members_of(target.getvalue())
    )


def _properties(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "subject": " ".join((*document.notices, *document.coverage)),
        "author": texts.MAKER,
        "keywords": f"banenafspraak, klantprofiel, Sonar, {document.editie.kwartaal}",
        "comments": f"{document.version}; controlegetal {document.checksum}",
        "created": datetime.combine(document.editie.peildatum, time.min, UTC),
    }


def _with_language(core: bytes) -> bytes:
    """XlsxWriter has no property for the language of the document."""
    end = b"</cp:coreProperties>"
    return core.replace(end, f"<dc:language>{texts.LANGUAGE}</dc:language>".encode() + end)


def _write(
    workbook: "Workbook", document: Document, sheet: Sheet, formats: dict[Look, "Format"]
) -> None:
    page = workbook.add_worksheet(sheet.name)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, round(width / CENTIMETRES_PER_CHARACTER, 1))
    for number, row in enumerate(sheet.rows):
        column = 0
        for cell in row:
            _put(page, number, column, cell, formats[cell.look])
            column += cell.span
    page.freeze_panes(*sheet.frozen)
    _set_up_print(page, document, sheet)


def _put(page: "Worksheet", row: int, column: int, cell: Cell, form: "Format") -> None:
    """Text is written as text, never interpreted: a name can start with ``=``."""
    if cell.span > 1:
        page.merge_range(row, column, row, column + cell.span - 1, "", form)
    if isinstance(cell.value, str):
        page.write_string(row, column, cell.value, form)
    elif cell.value is None:
        page.write_blank(row, column, None, form)
    else:
        page.write_number(row, column, cell.value, form)


def _set_up_print(page: "Worksheet", document: Document, sheet: Sheet) -> None:
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    if sheet.repeated:
        page.set_landscape()
        page.repeat_rows(*sheet.repeated)
    if document.editie.voorbeeld:
        page.set_header(f"&R{texts.EXAMPLE_NOTICE}")
    page.set_footer(f"&L{document.title.replace('&', '&&')}&RPagina &P van &N")
