"""PDF: A4, tagged, PDF/A-2a and PDF/UA-1, set by Typst and finished by ``pdf_headers``.

Threads may render at once. A process that has rendered must not fork and render in the child:
Typst's threads do not come along, and the child waits for ever. Fork first, or spawn.
"""

import json
import shutil
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.renderers.document import GROUPS, Document, Line, Table

if TYPE_CHECKING:
    import typst

FACES = ("Regular", "Semibold", "Bold")
STANDARDS: list[Any] = ["a-2a", "ua-1"]


def render_pdf(document: Document) -> bytes:
    """The document as PDF. Its creation date is the edition's: peildatum, 00:00 UTC."""
    import typst

    from voetlicht.basis.edities.renderers.pdf_headers import with_row_headers

    template = files("voetlicht.basis.edities.renderers") / "templates" / "editie.typ"
    compiler = typst.Compiler(
        template.read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(_data(document))},
    )
    moment = datetime.combine(document.editie.peildatum, time.min, UTC)
    tagged = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=moment)
    assert isinstance(tagged, bytes)  # one document gives one file
    return with_row_headers(tagged)


@cache
def _fonts() -> "typst.Fonts":
    """The faces we set with, in memory.

    Typst takes folders only, in the order of the file system, and the package has every face as
    TTF and as OTF: which of the two is used would differ per machine. So the TTF faces are laid
    in a folder of their own, and one line set in all of them makes Typst load them.
    """
    import font_source_sans_pro
    import typst

    package = Path(font_source_sans_pro.font_directory)
    with TemporaryDirectory() as folder:
        for face in FACES:
            shutil.copy(package / f"SourceSansPro-{face}.ttf", folder)
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )
        typst.Compiler(_ALL_FACES, font_paths=fonts).compile(format="pdf")
    return fonts


_ALL_FACES = b"""
#set text(font: "Source Sans Pro")
a #text(weight: "semibold")[a] #text(weight: "bold")[a]
"""


def _data(document: Document) -> dict[str, Any]:
    """Everything the template shows."""
    editie = document.editie
    return {
        "title": document.title,
        "maker": texts.MAKER,
        "description": " ".join((*document.notices, *document.coverage)),
        "keywords": ["banenafspraak", "klantprofiel", "Sonar", str(editie.kwartaal)],
        "example": texts.EXAMPLE_NOTICE if editie.voorbeeld else None,
        "heading": texts.TITLE,
        "quarter": texts.capital(editie.kwartaal.words),
        "area": texts.area(document.blad),
        "running": f"{document.title} · {document.version}",
        "checksum_line": f"Controlegetal: SHA-256 van het JSON-bestand {document.checksum}",
        "notices": document.notices,
        "table": _table(document.table),
        "coverage": document.coverage,
        "explanation": [
            {"heading": section.heading, "paragraphs": section.paragraphs}
            for section in texts.explanation(editie)
        ],
        "definitions": [{"term": one.term, "meaning": one.meaning} for one in texts.DEFINITIONS],
        "account": document.account,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "row_header": table.row_headers[0],
        "groups": [{"label": group.label, "columns": group.columns} for group in GROUPS],
        "singles": table.singles,
        "lines": [_line(table, line) for line in table.lines],
        "total": _line(table, table.total),
    }


def _line(table: Table, line: Line) -> dict[str, Any]:
    return {"header": line.headers[0], "cells": table.texts_of(line)}
