"""From the words behind a name to the numbers they can stand for.

A blank may stand between two numbers or between the thousands of one (``1 097``). Nothing in the
line itself tells which; so every reading is listed, and the sums decide.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voetlicht.basis.edities.readers.gelezen import Cijfers
from voetlicht.basis.kern.numbers import parse_count

COLUMNS = 5
MOST_WORDS = 3 * COLUMNS
"""Five numbers below a thousand million, each group of digits a word."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a row; ``follows`` when only a blank parts it from the word before it.

    ``column`` is the cell it stands in, counted from 0.
    """

    text: str
    column: int
    follows: bool


def looks_numeric(text: str) -> bool:
    """Whether a word is made of digits and signs that stand in numbers."""
    return re.fullmatch(r"[\d.,']*\d[\d.,']*", text) is not None


def number(text: str) -> int | None:
    """The count that a single word stands for; None for a damaged one.

    Beside the notations of ``parse_count``: a comma or apostrophe between thousands. ``007`` is no
    count: nobody prints zeros in front, but a lost first group leaves them.
    """
    bare = re.sub(r"(?<=\d)[,'](?=\d{3}(?!\d))", ".", text)
    if re.match(r"0.", bare):
        return None
    try:
        return parse_count(bare)
    except ValueError:
        return None


def readings(words: tuple[Word, ...], count: int) -> Iterator[tuple[int, ...]]:
    """All ways to read the words as exactly ``count`` numbers; none for too many words."""
    if len(words) > MOST_WORDS:
        return
    if count == 0:
        if not words:
            yield ()
        return
    for size in range(1, len(words) - count + 2):
        value = _joined(words[:size])
        if value is not None:
            for rest in readings(words[size:], count - 1):
                yield (value, *rest)


def _joined(words: tuple[Word, ...]) -> int | None:
    first, *others = words
    if not others:
        return number(first.text)
    if not re.fullmatch(r"[1-9]\d{0,2}", first.text):
        return None
    if not all(word.follows and re.fullmatch(r"\d{3}", word.text) for word in others):
        return None
    return int("".join(word.text for word in words))


def adding_up(words: tuple[Word, ...]) -> tuple[Cijfers, ...]:
    """The readings as four counts and the total that they add up to."""
    return tuple(
        (a, b, c, d, totaal)
        for a, b, c, d, totaal in readings(words, COLUMNS)
        if a + b + c + d == totaal
    )


def plain(words: tuple[Word, ...]) -> Cijfers | None:
    """The words as five numbers, one each; None when they are not five numbers."""
    values = [number(word.text) for word in words]
    if len(values) != COLUMNS or None in values:
        return None
    a, b, c, d, totaal = (value for value in values if value is not None)
    return a, b, c, d, totaal
