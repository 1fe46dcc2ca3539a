"""CSV (RFC 4180, UTF-8, lines end in CRLF) and its description for machines (CSVW).

One clean table: every line repeats which edition it belongs to, so that a line that wanders off
still tells its quarter, version and source. ``soort_rij`` tells what a line counts: a
``gemeente``, a ``regio`` (the sum of its gemeenten), ``rest`` (residence unknown or abroad) or
``nederland`` (the sum of everything).
"""

import csv
import io
import json
from typing import Any

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.editie import COUNT_FIELDS, Editie, Regioblad, Restrij
from voetlicht.basis.edities.renderers.document import Document
from voetlicht.basis.edities.renderers.json import iso_moment

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

COLUMNS: dict[str, tuple[str, str]] = {
    "kwartaal": ("string", "Kwartaal van de editie, bijvoorbeeld 2023Q2."),
    "peildatum": ("date", "Dag waarop is geteld."),
    "soort_rij": ("string", "Wat de rij telt: gemeente, regio, rest of nederland."),
    "regio_code": ("integer", "Nummer van de arbeidsmarktregio bij UWV, 1 tot en met 35."),
    "regio": ("string", "Naam van de arbeidsmarktregio."),
    "gemeente_code": ("string", "Code van de gemeente bij CBS, met GM ervoor."),
    "gemeente": ("string", "Naam van de gemeente op de peildatum."),
    "gemeente_met_profiel": ("integer", "Gemeenteklanten in Sonar met een klantprofiel."),
    "gemeente_zonder_profiel": ("integer", "Gemeenteklanten in Sonar zonder klantprofiel."),
    "uwv_met_profiel": ("integer", "UWV-klanten in Sonar met een klantprofiel."),
    "uwv_zonder_profiel": ("integer", "UWV-klanten in Sonar zonder klantprofiel."),
    "totaal": ("integer", "Totaal in Sonar: de som van de vier aantallen."),
    "doelgroepregister": ("integer", "Personen in het doelgroepregister; leeg bij een gemeente."),
    "percentage_bekend": ("integer", "Totaal in Sonar, in procenten van het doelgroepregister."),
    "percentage_profiel": ("integer", "Met klantprofiel, in procenten van het totaal in Sonar."),
    "versie": ("integer", "Versie van de editie."),
    "status": ("string", "Voorlopig, definitief of gecorrigeerd."),
    "herkomst": ("string", "Berekend uit dossiers, of gelezen uit een document."),
    "bekend_op": ("datetime", "Moment (UTC) tot waar vastgelegde feiten meetellen."),
    "voorbeeld": ("boolean", "true als de personen achter de cijfers verzonnen zijn."),
    "opmerking": ("string", "Wat u moet weten voordat u de cijfers gebruikt."),
    "bron": ("string", "Waar de cijfers vandaan komen."),
    "controlegetal": ("string", "SHA-256 van het JSON-bestand met dezelfde cijfers."),
}
"""Every column with its CSVW datatype and its Dutch description, in the order of the file."""


def render_csv(document: Document) -> bytes:
    """The table as CSV."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, fieldnames=list(COLUMNS))
    writer.writeheader()
    edition = _edition_cells(document)
    for row in _rows(document):
        writer.writerow({name: _cell(value) for name, value in {**edition, **row}.items()})
    return stream.getvalue().encode()


def _edition_cells(document: Document) -> dict[str, Any]:
    editie = document.editie
    return {
        "kwartaal": str(editie.kwartaal),
        "peildatum": editie.peildatum.isoformat(),
        "versie": editie.versie,
        "status": editie.status.value,
        "herkomst": editie.herkomst.value,
        "bekend_op": iso_moment(editie.bekend_op),
        "voorbeeld": "true" if editie.voorbeeld else "false",
        "bron": f"{texts.capital(texts.source(editie))}. {texts.AREA_SOURCE}",
        "controlegetal": document.checksum,
    }


def _rows(document: Document) -> list[dict[str, Any]]:
    editie = document.editie
    rows = [row for blad in editie.regios for row in _regio_rows(editie, blad)]
    if document.blad:
        return rows
    said = {"opmerking": " ".join(document.notices)}
    if editie.rest:
        name = texts.REST_NAME
        rows.append({"soort_rij": "rest", "regio": name, **_totals(editie.rest), **said})
    return [*rows, {"soort_rij": "nederland", "regio": "Nederland", **_totals(editie), **said}]


def _regio_rows(editie: Editie, blad: Regioblad) -> list[dict[str, Any]]:
    said = " ".join(texts.notices(editie, blad))
    place = {"regio_code": blad.code, "regio": blad.naam, "opmerking": said}
    rows: list[dict[str, Any]] = [
        {
            **place,
            "soort_rij": "gemeente",
            "gemeente_code": rij.gemeente_code,
            "gemeente": rij.gemeente,
            **dict(zip((*COUNT_FIELDS, "totaal"), rij.aantallen.cells, strict=True)),
        }
        for rij in blad.rijen
    ]
    return [*rows, {**place, "soort_rij": "regio", **_totals(blad)}]


def _totals(whole: Editie | Regioblad | Restrij) -> dict[str, Any]:
    return {
        **dict(zip((*COUNT_FIELDS, "totaal"), whole.totaal.cells, strict=True)),
        "doelgroepregister": whole.doelgroepregister,
        "percentage_bekend": whole.percentage_bekend,
        "percentage_profiel": whole.percentage_profiel,
    }


def _cell(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP)."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def csvw_of(document: Document, *, csv_name: str) -> bytes:
    """The CSVW metadata (W3C *Metadata Vocabulary for Tabular Data*) of the CSV file of that name.

    Belongs beside it under the name ``<csv_name>-metadata.json``.
    """
    content = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "url": csv_name,
        "dc:title": document.title,
        "dc:description": " ".join((*document.notices, *document.coverage)),
        "dc:source": f"{texts.capital(texts.source(document.editie))}. {texts.AREA_SOURCE}",
        "dc:publisher": texts.MAKER,
        "dc:hasVersion": str(document.editie.versie),
        "dc:identifier": f"sha256:{document.checksum}",
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_column(name) for name in COLUMNS]},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _column(name: str) -> dict[str, str]:
    datatype, description = COLUMNS[name]
    return {"name": name, "titles": name, "datatype": datatype, "dc:description": description}
