"""What every format is turned into before anything is understood: lines of cells."""

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_MARKS = re.compile(r"[*†‡¹²³⁴⁵⁶⁷⁸⁹]+")


@dataclass(frozen=True, slots=True)
class Regel:
    """One line in reading order. ``cellen`` holds more than one cell only when the document itself
    keeps them apart (tabs, a table); a line of blank-separated text is one cell.

    ``plaats`` says in Dutch where the line stands, for use in messages. ``keeps_columns`` is false
    when the document leaves out empty cells, so that equal numbers are not equal columns.
    """

    plaats: str
    cellen: tuple[str, ...]
    keeps_columns: bool = True

    @property
    def tekst(self) -> str:
        """The line as running text, its cells joined by a blank."""
        return " ".join(cel for cel in self.cellen if cel)


@dataclass(frozen=True, slots=True)
class Document:
    """All lines that hold something."""

    regels: tuple[Regel, ...]

    @property
    def tekst(self) -> str:
        """The whole document as running text."""
        return " ".join(regel.tekst for regel in self.regels)


def line(plaats: str, *cellen: str) -> Regel:
    """A line of cleaned cells: see ``clean``."""
    return Regel(plaats, tuple(clean(cel) for cel in cellen))


def clean(text: str) -> str:
    """The same text in one notation: composed letters, single plain blanks, no footnote marks,
    nothing invisible. Digits, full stops and the order of words stay as they are.
    """
    composed = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return " ".join(_MARKS.sub(" ", composed).split())


def document(lines: list[Regel]) -> Document:
    """The document of these lines, without the empty ones."""
    return Document(tuple(regel for regel in lines if regel.tekst))
