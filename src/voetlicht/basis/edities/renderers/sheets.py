"""The sheets of a spreadsheet: what Excel and OpenDocument files share.

First a sheet that explains, in two columns; then one table per sheet, with a two-level header of
which only the group labels span columns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.renderers.document import GROUPS, Document, Line, Table


class Look(StrEnum):
    """How a cell looks; each writer has one style per look, of the same name."""

    TITLE = "titel"
    LABEL = "label"
    TEXT = "tekst"
    FIGURE = "kerncijfer"
    FIGURE_SHARE = "kernpercentage"
    CAPTION = "bijschrift"
    NOTE = "noot"
    GROUP = "groep"
    HEAD = "kop"
    HEAD_LEFT = "kop-links"
    NAME = "naam"
    COUNT = "aantal"
    SHARE = "percentage"
    TOTAL_NAME = "totaal-naam"
    TOTAL_COUNT = "totaal-aantal"
    TOTAL_SHARE = "totaal-percentage"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its look: text, a count, a share as a fraction (0.74), or nothing."""

    value: str | int | float | None
    look: Look
    span: int = 1


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet. ``widths`` are in centimetres; ``frozen`` and ``repeated`` speak of header rows.

    ``frozen`` is the number of rows and of columns that stay in sight; ``repeated`` the first and
    last row (from 0) that come back on every printed page, or None.
    """

    name: str
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    frozen: tuple[int, int] = (0, 0)
    repeated: tuple[int, int] | None = None


HEADER_ROW = 2
"""Row (from 0) of the group labels: the caption and the notices stand above it."""


def sheets_of(document: Document) -> tuple[Sheet, ...]:
    """The explanation and the tables of a document."""
    tables = (document.table, document.per_gemeente)
    return (_explanation(document), *(_sheet(document, table) for table in tables if table))


def _explanation(document: Document) -> Sheet:
    return Sheet(
        name="Toelichting",
        widths=(5.5, 17.0),
        rows=((Cell(document.title, Look.TITLE),), *_told(document)),
    )


def _told(document: Document) -> Iterator[Row]:
    for notice in document.notices:
        yield _pair("Let op", notice)
    yield from _key_figures(document)
    for label, said in document.account:
        yield _pair(label, said)
    for section in texts.explanation(document.editie):
        for paragraph in section.paragraphs:
            yield _pair(section.heading, paragraph)
    for one in texts.DEFINITIONS:
        yield _pair(one.term, one.meaning)


def _pair(label: str, said: str) -> Row:
    return Cell(label, Look.LABEL), Cell(said, Look.TEXT)


def _key_figures(document: Document) -> Iterator[Row]:
    whole = document.whole
    figures = (
        ("Doelgroepregister", whole.doelgroepregister, Look.FIGURE),
        ("Totaal in Sonar", whole.totaal.totaal, Look.FIGURE),
        ("Bekend in Sonar, van het doelgroepregister", _fraction(whole.percentage_bekend),
         Look.FIGURE_SHARE),
        ("Met klantprofiel, van bekend in Sonar", _fraction(whole.percentage_profiel),
         Look.FIGURE_SHARE),
    )  # fmt: skip
    for label, value, look in figures:
        yield Cell(label, Look.LABEL), Cell(value, look)


def _fraction(share: int | None) -> float | None:
    return None if share is None else share / 100


def _sheet(document: Document, table: Table) -> Sheet:
    names = len(table.row_headers)
    numbers = table.width - names
    header = (_group_row(table), _head_row(table))
    return Sheet(
        name=table.name,
        widths=(*((6.5,) * names), *((3.2,) * numbers)),
        rows=(
            (Cell(table.caption, Look.CAPTION),),
            (Cell(" ".join(document.notices), Look.NOTE),),
            *header,
            *(_row(table, line, Look.NAME, Look.COUNT, Look.SHARE) for line in table.lines),
            _row(table, table.total, Look.TOTAL_NAME, Look.TOTAL_COUNT, Look.TOTAL_SHARE),
            *((Cell(sentence, Look.NOTE),) for sentence in document.coverage),
        ),
        frozen=(HEADER_ROW + len(header), names),
        repeated=(HEADER_ROW, HEADER_ROW + len(header) - 1),
    )


def _group_row(table: Table) -> Row:
    return (
        *(Cell(None, Look.HEAD_LEFT) for _ in table.row_headers),
        *(Cell(group.label, Look.GROUP, len(group.columns)) for group in GROUPS),
        *(Cell(None, Look.HEAD) for _ in table.singles),
    )


def _head_row(table: Table) -> Row:
    labels = [label for group in GROUPS for label in group.columns]
    return (
        *(Cell(label, Look.HEAD_LEFT) for label in table.row_headers),
        *(Cell(label, Look.HEAD) for label in (*labels, *table.singles)),
    )


def _row(table: Table, line: Line, name: Look, count: Look, share: Look) -> Row:
    cells = [
        *(Cell(header, name) for header in line.headers),
        *(Cell(value, count) for value in line.counts),
    ]
    if table.has_share:
        cells.append(Cell(_fraction(line.share), share))
    return tuple(cells)
