"""Tables whose columns have field names: CSV, and JSON of an edition.

Only the named columns are taken, in the order of the publication; what else the file says is
given as the lines that would stand around a printed table.
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.readers.document import Document, document, line
from voetlicht.basis.edities.readers.gelezen import CELL_FIELDS
from voetlicht.basis.kern.errors import InputError

_HEAD = (
    "Gemeente Gemeenteklanten UWV-klanten Profiel Geen profiel Profiel Geen profiel Totaal in Sonar"
)
_SYNONYMS = {"editie": "kwartaal", "totaal_in_sonar": "totaal"} | {
    "doelgroepregister_regio": "doelgroepregister",
    "pct_bekend_gepubliceerd": "percentage_bekend",
}
_AROUND = {
    "kwartaal": "{}",
    "peildatum": "Peildatum {}",
    "doelgroepregister": "Doelgroepregister: {}",
    "percentage_bekend": "Bekend in Sonar: {}%",
    "percentage_profiel": "Met klantprofiel: {}%",
}

Record = dict[str, str]


def document_of_csv(text: str) -> Document | None:
    """The table of a CSV file with our field names in its first line; None when it has others."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter))
    except csv.Error:  # a line longer than any table has
        return None
    names = [_SYNONYMS.get(name.strip(), name.strip()) for name in rows[0]]
    if not {"gemeente", *CELL_FIELDS} <= set(names):
        return None
    records = [
        (f"rij {number}", dict(zip(names, row, strict=False)))
        for number, row in enumerate(rows[1:], start=2)
        if any(row)
    ]
    return _document(records)


def _document(records: list[tuple[str, Record]]) -> Document:
    lines = [line("kop", _HEAD)]
    said: dict[str, str] = {}
    for place, record in records:
        lines.append(line(place, *_cells(record)))
        said |= dict.fromkeys(_around(record), place)
    return document([*(line(place, text) for text, place in said.items()), *lines])


def _cells(record: Record) -> Iterator[str]:
    name = record.get("gemeente", "").strip()
    code = record.get("gemeente_code", "").strip()
    yield f"{code} {name}" if name else texts.TOTAL_REGIO
    for field in CELL_FIELDS:
        yield record.get(field, "")


def _around(record: Record) -> Iterator[str]:
    for field, sentence in _AROUND.items():
        if record.get(field, "").strip():
            yield sentence.format(record[field].strip())
    regio = f"{record.get('regio_code', '')} {record.get('regio', '')}".strip()
    if regio:
        yield f"Arbeidsmarktregio {regio}"
    if record.get("voorbeeld", "").strip() == "true":
        yield texts.EXAMPLE_NOTICE


def document_of_json(text: str) -> Document:
    """The JSON of an edition of one regio: ours, or what ``lees --json`` prints. InputError for
    any other JSON."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("Het JSON-bestand is beschadigd; haal het opnieuw op.") from None
    if not isinstance(content, dict) or not isinstance(content.get("rijen"), list):
        if isinstance(content, dict) and "regios" in content:
            raise InputError(
                "Dit is een landelijk bestand; geef het bestand van één arbeidsmarktregio."
            )
        raise InputError("Dit JSON-bestand is geen editie van één arbeidsmarktregio.")
    return _document(list(_records(content)))


def _records(content: dict[str, Any]) -> Iterator[tuple[str, Record]]:
    regio = content["regio"] if isinstance(content.get("regio"), dict) else {}
    place = {"regio_code": _text(regio.get("code")), "regio": _text(regio.get("naam"))}
    for number, row in enumerate(content["rijen"], start=1):
        if isinstance(row, dict):
            yield f"rijen, {number}", {**place, **_flat(row)}
    totaal = content["totaal"] if isinstance(content.get("totaal"), dict) else {}
    yield "totaal", {**place, **_flat(content), **_flat(totaal)}


def _flat(record: dict[str, Any]) -> Record:
    return {_SYNONYMS.get(key, key): _text(value) for key, value in record.items()}


def _text(value: Any) -> str:
    """Whole numbers and text as they are; true and false as JSON has them; all else unreadable."""
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | str) else "?"
