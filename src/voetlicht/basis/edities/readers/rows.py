"""Finding the rows of the table: lines of a name and numbers, whatever stands around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from voetlicht.basis.edities.readers.document import Document, Regel
from voetlicht.basis.edities.readers.numbers import COLUMNS, Word, looks_numeric
from voetlicht.basis.gebieden.queries import find_gemeente, regios
from voetlicht.basis.kern.sorting import fold

_TOTAL = re.compile(r"totaal( (amr|arbeidsmarktregio|regio|van|de|alle|gemeenten))*")
_CODE = re.compile(r"GM\d{4}")
_FRAGMENT_WORDS = 5
_MOST_FRAGMENTS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the document: at which line, the code before the name if any, the
    name with the ways in which lines around it can complete it (fullest first), and its words.
    ``apart`` when the document keeps cells apart, in their columns."""

    index: int
    plaats: str
    code: str | None
    names: tuple[str, ...]
    words: tuple[Word, ...]
    apart: bool

    @property
    def columns(self) -> tuple[int, ...] | None:
        """The cell of each word; None when the document does not keep numbers apart."""
        columns = tuple(word.column for word in self.words)
        return columns if self.apart and len(set(columns)) == len(columns) else None


@dataclass(frozen=True, slots=True)
class _Parts:
    code: str | None
    name: str
    words: tuple[Word, ...]


def find_rows(document: Document) -> tuple[Row, ...]:
    """All rows, total rows included, in reading order."""
    parts = [_parts(regel) for regel in document.regels]
    numeric = [part if _is_row(part) else None for part in parts]
    return tuple(_rows(document.regels, numeric))


def _rows(regels: tuple[Regel, ...], numeric: list[_Parts | None]) -> Iterator[Row]:
    for index, part in enumerate(numeric):
        if part is None:
            continue
        before = _fragments(regels, numeric, index, step=-1)[::-1]
        after = _fragments(regels, numeric, index, step=1)
        yield Row(
            index=index,
            plaats=regels[index].plaats,
            code=part.code,
            names=_names(before, part.name, after),
            words=part.words,
            apart=regels[index].keeps_columns and len(regels[index].cellen) > 1,
        )


def _parts(regel: Regel) -> _Parts:
    """The line taken apart; ``9 Twente`` before a name is the regio, not a number of the row."""
    words = [
        Word(text, column, follows=position > 0)
        for column, cel in enumerate(regel.cellen)
        for position, text in enumerate(cel.split())
        if not re.fullmatch(r"\d+\)", text) and not text.endswith("%")
    ]
    if len(words) > 1 and re.fullmatch(r"\d{1,2}", words[0].text) and _letters(words[1].text):
        words = words[1:]
    code = words.pop(0).text if words and _CODE.fullmatch(words[0].text) else None
    lettered = [n for n, word in enumerate(words) if _letters(word.text)]
    first_digits = next((n for n, word in enumerate(words) if _digits(word.text)), len(words))
    name_length = max((n + 1 for n in lettered if n < first_digits), default=0)
    name = " ".join(word.text for word in words[:name_length])
    return _Parts(code, name, tuple(words[name_length:]))


def _digits(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text) and not _digits(text)


def _is_row(part: _Parts) -> bool:
    """Four readable numbers make a row of anything; three do for a known name."""
    readable = sum(looks_numeric(word.text) for word in part.words)
    unreadable = len(part.words) - readable
    if unreadable > 2:
        return False
    return readable >= COLUMNS - 1 or (readable == COLUMNS - 2 and _is_known(part.name))


def _is_known(name: str) -> bool:
    bare = without_regio(name)
    return is_total(name) or find_gemeente(name) is not None or find_gemeente(bare) is not None


def is_total(name: str) -> bool:
    """Whether the name is that of a total row, with or without the name of the regio."""
    words = re.sub(r"[^a-z ]", " ", fold(without_regio(name))).split()
    return bool(_TOTAL.fullmatch(" ".join(words)))


def without_regio(name: str) -> str:
    """The name without the regio's name before or after it: ``Twente Almelo`` -> ``Almelo``."""
    folded = fold(name)
    for regio in regio_names():
        if folded.startswith(f"{regio} "):
            return name[len(regio) + 1 :]
        if folded.endswith(f" {regio}") and folded.startswith("totaal"):
            return name[: -len(regio) - 1]
    return name


@cache
def regio_names() -> tuple[str, ...]:
    """The folded names of the regio's, longest first."""
    return tuple(sorted((fold(regio.naam) for regio in regios()), key=len, reverse=True))


def _fragments(
    regels: tuple[Regel, ...], numeric: list[_Parts | None], index: int, *, step: int
) -> list[str]:
    """Short lines without numbers next to a row: perhaps parts of its name."""
    found: list[str] = []
    index += step
    while 0 <= index < len(regels) and len(found) < _MOST_FRAGMENTS:
        text = regels[index].tekst
        if numeric[index] or len(text.split()) > _FRAGMENT_WORDS or re.search(r"\d", text):
            break
        found.append(text)
        index += step
    return found


def _names(before: list[str], name: str, after: list[str]) -> tuple[str, ...]:
    """Every completion of the name by adjoining fragments, the fullest first."""
    spans = [(b, a) for b in range(len(before) + 1) for a in range(len(after) + 1)]
    spans.sort(key=lambda span: -sum(span))
    names = (
        " ".join(part for part in (*before[len(before) - b :], name, *after[:a]) if part)
        for b, a in spans
    )
    return tuple(dict.fromkeys(names))
