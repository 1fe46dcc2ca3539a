"""One damage to the table never makes a wrong figure pass for a reliable one."""

from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voetlicht.basis.edities.editie import Aantallen, Gemeenterij, Regioblad
from voetlicht.basis.edities.gepubliceerd import published
from voetlicht.basis.edities.readers.extract.text import document_of_text
from voetlicht.basis.edities.readers.gelezen import Gelezen
from voetlicht.basis.edities.readers.reading import understand
from voetlicht.basis.gebieden.queries import gemeenten_of_regio
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.basis.kern.numbers import format_count, percentage

RIJNMOND, TWENTE = published()
RIJNMOND_TEXT = (Path(__file__).parents[3] / "data" / "edities" / "rijnmond-2023Q2.txt").read_text(
    encoding="utf-8"
)
TWENTE_TEXT = (files("voetlicht.opdrachten") / "voorbeelden" / "twente-2022Q2.md").read_text(
    encoding="utf-8"
)


@dataclass(frozen=True)
class Sheet:
    """A typesetting taken apart: lines before, rows as lists of cells, lines after.

    ``fixed`` cells at the beginning of a row hold no number.
    """

    before: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    after: tuple[str, ...]
    separator: str
    fixed: int
    kwartaal: Kwartaal
    blad: Regioblad

    @property
    def text(self) -> str:
        table = [self.separator.join(row) for row in self.rows]
        return "\n".join((*self.before, *table, *self.after))

    def read(self) -> Gelezen:
        return understand(document_of_text(self.text))


def rijnmond() -> Sheet:
    """Blank-separated; the rows stand four lines below the top, a blank line between them."""
    lines = RIJNMOND_TEXT.splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("Albrandswaard"))
    last = next(i for i, line in enumerate(lines) if line.startswith("TOTAAL AMR"))
    rows = tuple(tuple(line.rsplit(" ", 5)) for line in lines[first : last + 1] if line)
    return Sheet(
        tuple(lines[:first]), rows, tuple(lines[last + 1 :]), " ", 1, RIJNMOND.kwartaal,
        RIJNMOND.blad,
    )  # fmt: skip


def twente() -> Sheet:
    """Tab-separated, with the total row shifted by one cell and its grand total lost."""
    lines = TWENTE_TEXT.splitlines()
    first = next(i for i, line in enumerate(lines) if "Almelo" in line)
    last = next(i for i, line in enumerate(lines) if "TOTAAL AMR" in line)
    rows = tuple(tuple(line.split("\t")) for line in lines[first : last + 1])
    return Sheet(
        tuple(lines[:first]), rows, tuple(lines[last + 1 :]), "\t", 2, TWENTE.kwartaal, TWENTE.blad
    )


SMALL = st.integers(0, 12)
LARGE = st.integers(0, 30_000)


@st.composite
def made(draw: st.DrawFn) -> Sheet:
    """An edition with figures of our own making, in one of the two layouts."""
    base, code = draw(st.sampled_from([(rijnmond(), 22), (twente(), 9)]))
    count = draw(st.sampled_from([SMALL, LARGE]))
    blank = draw(st.sampled_from([".", " "]))
    rijen = tuple(
        Gemeenterij(gemeente.code, gemeente.naam, Aantallen(*(draw(count) for _ in range(4))))
        for gemeente in gemeenten_of_regio(code, on=base.kwartaal.peildatum)
    )
    totaal = sum((rij.aantallen for rij in rijen), Aantallen()).totaal
    register = totaal + draw(st.integers(1, 9_999))
    blad = Regioblad(register, code, base.blad.naam, rijen)

    def cells(counts: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(format_count(number).replace(".", blank) for number in counts)

    rows = [
        (*row[: base.fixed], *cells(rij.aantallen.cells))
        for row, rij in zip(base.rows[:-1], rijen, strict=True)
    ]
    total, width = base.rows[-1], len(base.rows[-1])
    shown = cells(blad.totaal.cells)[: sum(any(map(str.isdigit, cel)) for cel in total)]
    rows.append((*total[: width - len(shown)], *shown))
    return replace(base, rows=tuple(rows), after=_around(base, blad), blad=blad)


def _around(base: Sheet, blad: Regioblad) -> tuple[str, ...]:
    """The lines after the table with the register total and percentage of the made edition."""
    old = f"{format_count(base.blad.doelgroepregister)} personen. Hiervan is 74%"
    share = percentage(blad.totaal.totaal, blad.doelgroepregister)
    new = f"{format_count(blad.doelgroepregister)} personen. Hiervan is {share}%"
    return tuple(line.replace(old, new) for line in base.after)


def _is_true(gelezen: Gelezen, sheet: Sheet) -> bool:
    """Whether no figure differs. A row of nothing but zeros may be absent: it is no figure."""
    truth = {rij.gemeente_code: rij.aantallen.cells for rij in sheet.blad.rijen}
    read = {rij.gemeente_code: rij.cijfers for rij in gelezen.rijen}
    return (
        len(read) == len(gelezen.rijen)
        and all(read.get(code, (0,) * 5) == cells for code, cells in truth.items())
        and set(read) <= set(truth)
        and gelezen.totaal == sheet.blad.totaal.cells
        and gelezen.doelgroepregister == sheet.blad.doelgroepregister
        and gelezen.percentage_bekend
        == percentage(sheet.blad.totaal.totaal, sheet.blad.doelgroepregister)
        and gelezen.kwartaal == sheet.kwartaal
    )


def _with_row(sheet: Sheet, index: int, *rows: tuple[str, ...]) -> Sheet:
    return replace(sheet, rows=(*sheet.rows[:index], *rows, *sheet.rows[index + 1 :]))


@st.composite
def damaged(draw: st.DrawFn, sheets: st.SearchStrategy[Sheet]) -> tuple[str, Sheet]:
    """A sheet with one damage, and what the damage was."""
    sheet = draw(sheets)
    index = draw(st.integers(0, len(sheet.rows) - 1))
    row = sheet.rows[index]
    numeric = [i for i in range(sheet.fixed, len(row)) if any(map(str.isdigit, row[i]))]
    cell = draw(st.sampled_from(numeric))
    kind = draw(
        st.sampled_from(
            ["digit", "digit lost", "digit more", "lost", "emptied", "shifted right",
             "shifted left", "swapped", "swapped below", "row lost", "row doubled"]
        )
    )  # fmt: skip
    return f"{kind}, row {index}, cell {cell}", _damage(draw, sheet, kind, index, cell)


def _damage(draw: st.DrawFn, sheet: Sheet, kind: str, index: int, cell: int) -> Sheet:
    row = sheet.rows[index]
    left, value, right = row[:cell], row[cell], row[cell + 1 :]
    digits = [i for i, letter in enumerate(value) if letter.isdigit()]
    place, digit = draw(st.sampled_from(digits)), draw(st.sampled_from("0123456789"))
    if kind == "row lost":
        return _with_row(sheet, index)
    if kind == "row doubled":
        return _with_row(sheet, index, row, row)
    if kind == "swapped below":
        return _swapped_below(sheet, index, cell)
    swapped = (right[0], value, *right[1:]) if right else (value,)
    cells = {
        "digit": (value[:place] + digit + value[place + 1 :], *right),
        "digit lost": (value[:place] + value[place + 1 :], *right),
        "digit more": (value[:place] + digit + value[place:], *right),
        "lost": right,
        "emptied": ("", *right),
        "shifted right": ("", value, *right[:-1]),
        "shifted left": (*right, ""),
        "swapped": swapped,
    }[kind]
    return _with_row(sheet, index, (*left, *cells))


def _swapped_below(sheet: Sheet, index: int, cell: int) -> Sheet:
    if index + 1 == len(sheet.rows):
        return sheet
    above, below = list(sheet.rows[index]), list(sheet.rows[index + 1])
    above[cell], below[cell] = below[cell], above[cell]
    rows = (*sheet.rows[:index], tuple(above), tuple(below), *sheet.rows[index + 2 :])
    return replace(sheet, rows=rows)


@pytest.mark.parametrize("sheet", [rijnmond(), twente()], ids=["rijnmond", "twente"])
def test_the_typesettings_are_read_to_the_digit(sheet: Sheet) -> None:
    gelezen = sheet.read()

    assert gelezen.betrouwbaar
    assert _is_true(gelezen, sheet)
    assert gelezen.as_editie(bron="document").regios == (sheet.blad,)


@settings(max_examples=100)
@given(made())
def test_made_editions_in_both_layouts_are_read_to_the_digit(sheet: Sheet) -> None:
    gelezen = sheet.read()

    assert gelezen.betrouwbaar, gelezen.bevindingen
    assert _is_true(gelezen, sheet)


@settings(max_examples=200)
@given(damaged(st.sampled_from([rijnmond(), twente()])))
def test_one_damage_to_a_real_edition_never_gives_a_wrong_figure(
    case: tuple[str, Sheet],
) -> None:
    damage, sheet = case
    gelezen = sheet.read()

    assert not gelezen.betrouwbaar or _is_true(gelezen, sheet), damage


@settings(max_examples=200)
@given(damaged(made()))
def test_one_damage_to_a_made_edition_never_gives_a_wrong_figure(
    case: tuple[str, Sheet],
) -> None:
    damage, sheet = case
    gelezen = sheet.read()

    assert not gelezen.betrouwbaar or _is_true(gelezen, sheet), damage
