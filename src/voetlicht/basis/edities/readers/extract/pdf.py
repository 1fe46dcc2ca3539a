"""PDF to lines of cells, from the places of its words."""

import io
from dataclasses import replace
from typing import Any

from voetlicht.basis.edities.readers.document import Document, Regel, document, line
from voetlicht.basis.edities.readers.extract.pdf_head import head_cells, runs
from voetlicht.basis.kern.errors import InputError

_MOST_PAGES = 60
_CELL_GAP = 0.6
"""A gap wider than this share of the letter size parts two cells; a blank is about a quarter."""


def document_of_pdf(data: bytes) -> Document:
    """The words of each page in lines from top to bottom. InputError without words."""
    import pdfplumber

    lines: list[Regel] = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > _MOST_PAGES:
            raise InputError(
                f"De pdf heeft meer dan {_MOST_PAGES} pagina's. "
                "Bewaar de pagina's met de tabel als een eigen bestand."
            )
        for page in pdf.pages:
            words = page.extract_words(x_tolerance_ratio=0.15, keep_blank_chars=False)
            lines += _lines(words, page.page_number)
    if not lines:
        raise InputError(
            "De pdf bevat geen tekst, alleen beeld. Haal de tekst er eerst uit met "
            "tekstherkenning (OCR), of vraag de uitgever om een ander formaat."
        )
    return document(lines)


def _lines(words: list[dict[str, Any]], page: int) -> list[Regel]:
    """Words whose middles lie within half a letter of each other stand on one line."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=_middle):
        if rows and _middle(word) - _middle(rows[-1][-1]) <= 0.4 * _height(word):
            rows[-1].append(word)
        else:
            rows.append([word])
    cells = [cells for is_head, run in runs(rows) for cells in _cells_of(run, is_head=is_head)]
    places = (f"pagina {page}, regel {number}" for number in range(1, len(cells) + 1))
    return [
        replace(line(place, *one), keeps_columns=False)
        for place, one in zip(places, cells, strict=True)
    ]


def _cells_of(run: list[list[dict[str, Any]]], *, is_head: bool) -> list[list[str]]:
    if is_head and len(run) > 1:
        return [head_cells([word for row in run for word in row])]
    return [_cells(row) for row in run]


def _cells(row: list[dict[str, Any]]) -> list[str]:
    first, *others = sorted(row, key=lambda word: float(word["x0"]))
    cells = [str(first["text"])]
    end = float(first["x1"])
    for word in others:
        if word["x0"] - end > _CELL_GAP * _height(word):
            cells.append(str(word["text"]))
        else:
            cells[-1] += f" {word['text']}"
        end = float(word["x1"])
    return cells


def _middle(word: dict[str, Any]) -> float:
    return float(word["top"] + word["bottom"]) / 2


def _height(word: dict[str, Any]) -> float:
    return float(word["bottom"] - word["top"])
