"""From a file to lines of cells. What a file is, its content tells; its name does not."""

import re
from collections.abc import Callable
from pathlib import Path

from voetlicht.basis.edities.readers.document import Document
from voetlicht.basis.edities.readers.extract.archive import demand_modest_spreadsheet
from voetlicht.basis.edities.readers.extract.fields import document_of_csv, document_of_json
from voetlicht.basis.edities.readers.extract.pdf import document_of_pdf
from voetlicht.basis.edities.readers.extract.pdf_size import demand_modest_pdf
from voetlicht.basis.edities.readers.extract.spreadsheet import document_of_spreadsheet
from voetlicht.basis.edities.readers.extract.text import document_of_text
from voetlicht.basis.edities.readers.extract.webpage import document_of_html
from voetlicht.basis.kern.errors import InputError

MOST_BYTES = 25_000_000
_OLE = b"\xd0\xcf\x11\xe0"


def extract(path: Path) -> Document:
    """The lines of a file. InputError, naming file and remedy, when there are none to be had."""
    try:
        return _document(_bytes(path))
    except InputError as error:
        raise InputError(f"{path.name}: {error}") from None


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise InputError("Dit is een map. Geef het bestand zelf.")
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(_why_closed(error)) from None
    if len(data) > MOST_BYTES:
        raise InputError(
            f"Het bestand is groter dan {MOST_BYTES // 1_000_000} MB. "
            "Een editie is kleiner; geef het bestand van één arbeidsmarktregio."
        )
    if not data.strip():
        raise InputError("Het bestand is leeg. Haal het opnieuw op.")
    return data


def _why_closed(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "Dit bestand bestaat niet. Controleer de naam en de map."
    return "Het bestand kan niet worden geopend. Controleer of u het mag lezen."


def _document(data: bytes) -> Document:
    if b"%PDF-" in data[:1024]:
        demand_modest_pdf(data)
        return _parsed(document_of_pdf, data, "pdf")
    if data.startswith(b"PK\x03\x04"):
        demand_modest_spreadsheet(data)
        return _parsed(document_of_spreadsheet, data, "rekenblad")
    if data.startswith(_OLE):
        raise InputError(
            "Dit is een oud of beveiligd Office-bestand. Bewaar het zonder wachtwoord als xlsx."
        )
    return _document_of_characters(data)


def _parsed(parse: Callable[[bytes], Document], data: bytes, kind: str) -> Document:
    """A third-party parser may fail on damaged input in any way; all of them mean one thing."""
    try:
        return parse(data)
    except InputError:
        raise
    except Exception as error:
        if "Password" in f"{type(error).__name__} {error!r}":
            raise InputError(
                f"De {kind} is beveiligd met een wachtwoord. Bewaar een kopie zonder wachtwoord."
            ) from None
        raise InputError(
            f"De {kind} is beschadigd en niet te lezen. Haal het bestand opnieuw op."
        ) from None


def _document_of_characters(data: bytes) -> Document:
    text = _decoded(data)
    start = text.lstrip()[:1000].lower()
    if start.startswith(("<!doctype html", "<html", "<?xml", "<table", "<body", "<main", "<div")):
        return _parsed(document_of_html, text.encode(), "webpagina")
    if start.startswith(("{", "[")):
        return document_of_json(text)
    return document_of_csv(text) or document_of_text(text)


def _decoded(data: bytes) -> str:
    """The text in UTF-8, UTF-16 with its mark, or else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1a]", text):
            return text
    raise InputError(
        "Dit is geen tekst en geen formaat dat wij kennen. "
        "Geef een pdf, xlsx, ods, csv, html, json, md of txt."
    )
