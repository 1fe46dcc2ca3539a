"""The head of a table in a PDF: cells whose words stand below each other, read cell by cell."""

from itertools import groupby
from typing import Any

from voetlicht.basis.edities.readers.mentions import HEAD_WORDS
from voetlicht.basis.kern.sorting import fold

Word = dict[str, Any]

_GAP = 0.6


def is_head_line(words: list[Word]) -> bool:
    """Whether a line is made of nothing but words of column heads."""
    return all(fold(word["text"]) in HEAD_WORDS for word in words)


def head_cells(words: list[Word]) -> list[str]:
    """The words of all head lines as cells: first the labels of groups, from left to right, then
    the heads of the columns. Words that overlap or touch sideways are one cell."""
    groups = [word for word in words if "klant" in fold(word["text"])]
    leaves = [word for word in words if fold(word["text"]) in {"profiel", "geen", "zonder"}]
    cells: list[list[Word]] = []
    for word in sorted(leaves, key=lambda word: float(word["x0"])):
        height = word["bottom"] - word["top"]
        if cells and word["x0"] - max(one["x1"] for one in cells[-1]) < _GAP * height:
            cells[-1].append(word)
        else:
            cells.append([word])
    labels = [str(word["text"]) for word in sorted(groups, key=lambda word: float(word["x0"]))]
    return labels + [_text(cell) for cell in cells]


def _text(cell: list[Word]) -> str:
    by_line = sorted(cell, key=lambda word: (round(word["top"]), word["x0"]))
    return " ".join(str(word["text"]) for word in by_line)


def runs(rows: list[list[Word]]) -> list[tuple[bool, list[list[Word]]]]:
    """The lines in runs of head lines (true) and of other lines."""
    return [(is_head, list(run)) for is_head, run in groupby(rows, key=is_head_line)]
