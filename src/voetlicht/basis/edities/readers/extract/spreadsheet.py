"""XLSX and ODS to lines of cells: the visible sheets, in order."""

import io
from datetime import date, datetime
from typing import Any

from voetlicht.basis.edities.readers.document import Document, Regel, document, line
from voetlicht.basis.kern.kwartaal import format_date


def document_of_spreadsheet(data: bytes) -> Document:
    """Every row of every visible sheet."""
    import python_calamine

    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    lines: list[Regel] = []
    for sheet in workbook.sheets_metadata:
        if sheet.visible is not python_calamine.SheetVisibleEnum.Visible:
            continue
        if sheet.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        lines += [
            line(f"blad ‘{sheet.name}’, rij {number}", *(_text(value) for value in row))
            for number, row in enumerate(rows, start=1)
        ]
    return document(lines)


def _text(value: Any) -> str:
    """The value as the sheet shows it. A number that is not whole keeps a decimal comma and all
    its digits, so that it is never taken for thousands."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.6f}".replace(".", ",")
    if isinstance(value, date) and not isinstance(value, datetime):
        return format_date(value)
    return str(value)
