"""What a spreadsheet file may hold, looked at before anything is unpacked into memory.

A few kilobytes can claim a sheet of a million rows by sixteen thousand columns; the parser would
then ask for more memory than there is, and the process would end without a word.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from voetlicht.basis.kern.errors import InputError

MOST_BYTES_UNPACKED = 100_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 250

_ADDRESS = re.compile(rb"""<(?:\w+:)?(?:row|c)\b[^<]*?\sr\s*=\s*["']([A-Z]{0,3})(\d{1,9})["']""")
_FILLED_ROW = re.compile(rb"<table:table-row\b[^>]*(?<!/)>.*?</table:table-row>", re.DOTALL)
_ROWS_REPEATED = re.compile(rb"""number-rows-repeated\s*=\s*["'](\d+)["']""")
_FILLED_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b[^>]*(?<!/)>")
_COLUMNS_REPEATED = re.compile(rb"""number-columns-repeated\s*=\s*["'](\d+)["']""")


def demand_modest_spreadsheet(data: bytes) -> None:
    """InputError for what is no spreadsheet, is damaged, or would grow beyond all measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _demand_modest(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, EOFError):
        raise InputError(
            "Het rekenblad is beschadigd en niet te lezen. Haal het bestand opnieuw op."
        ) from None
    except RuntimeError:
        raise InputError(
            "Het rekenblad is beveiligd met een wachtwoord. Bewaar een kopie zonder wachtwoord."
        ) from None


def _demand_modest(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    too_large = InputError("Het rekenblad is te groot. Bewaar alleen het blad met de tabel.")
    if sum(member.file_size for member in members) > MOST_BYTES_UNPACKED:
        raise too_large
    if "xl/workbook.xml" in names:
        # Any member can be a sheet: the workbook says which, and where they are.
        extents = [extent for member in members for extent in _of_excel(archive.read(member))]
    elif "content.xml" in names:
        extents = list(_of_open_document(archive.read("content.xml")))
    else:
        raise InputError("Dit is geen xlsx of ods. Bewaar het document als pdf of als tekst.")
    if any(rows > MOST_ROWS or columns > MOST_COLUMNS for rows, columns in extents):
        raise too_large


def _of_excel(sheet: bytes) -> Iterator[tuple[int, int]]:
    """Row and column of every address: ``C7`` -> (7, 3)."""
    for letters, digits in _ADDRESS.findall(sheet):
        column = 0
        for letter in letters:
            column = 26 * column + letter - ord("A") + 1
        yield int(digits), column


def _of_open_document(content: bytes) -> Iterator[tuple[int, int]]:
    """How often each filled row and filled cell is repeated; empty ones are repeated freely."""
    for row in _FILLED_ROW.findall(content):
        cells = _FILLED_CELL.findall(row)
        repeated = [int(n) for cell in cells for n in _COLUMNS_REPEATED.findall(cell)]
        head = row.partition(b">")[0]
        rows = [int(n) for n in _ROWS_REPEATED.findall(head)] if cells else []
        yield max(rows, default=1), sum(repeated, start=0)
