"""An edition that was read from a document, cell by cell beside the one that was computed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from voetlicht.basis.edities import texts
from voetlicht.basis.edities.editie import Gemeenterij, Regioblad
from voetlicht.basis.edities.renderers.document import GROUPS, KNOWN, REGISTER, TOTAL, Group
from voetlicht.basis.kern.numbers import format_count, format_percentage

ABSENT = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as read and as computed; an en dash where one side has no such row."""

    read: str
    computed: str

    @property
    def is_equal(self) -> bool:
        return self.read == self.computed


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A row of cells under a name."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All cells of two editions of one regio, in the order of the table that was read.

    ``computed`` is what the computed figures are called: it says so when they are made up.
    ``groups`` and ``single`` are the heads above the columns, those of the table itself.
    """

    computed: str
    groups: tuple[Group, ...]
    single: str
    lines: tuple[ComparedLine, ...]
    total: ComparedLine
    figures: tuple[ComparedLine, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        lines = (*self.lines, self.total, *self.figures)
        return tuple(cell for line in lines for cell in line.cells)

    @property
    def differences(self) -> int:
        return sum(not cell.is_equal for cell in self.cells)


def compare(*, read: Regioblad, computed: Regioblad, voorbeeld: bool) -> Comparison:
    """Every cell of both, rows matched by gemeente code; rows of one side only come last.

    ``voorbeeld`` when the computed figures are about persons who are made up.
    """
    ours = {rij.gemeente_code: rij for rij in computed.rijen}
    theirs = {rij.gemeente_code: rij for rij in read.rijen}
    rows = {**theirs, **{code: rij for code, rij in ours.items() if code not in theirs}}
    return Comparison(
        computed=_("berekend (verzonnen personen)") if voorbeeld else _("berekend"),
        groups=GROUPS,
        single=TOTAL,
        lines=tuple(
            _line(rij.gemeente, _cells(theirs.get(code)), _cells(ours.get(code)))
            for code, rij in rows.items()
        ),
        total=_line(texts.TOTAL_REGIO, read.totaal.cells, computed.totaal.cells),
        figures=(
            _line(REGISTER, (read.doelgroepregister,), (computed.doelgroepregister,)),
            _share(KNOWN, read.percentage_bekend, computed.percentage_bekend),
            _share(_("Met een klantprofiel"), read.percentage_profiel, computed.percentage_profiel),
        ),
    )


def _cells(rij: Gemeenterij | None) -> tuple[int | None, ...]:
    return rij.aantallen.cells if rij else (None,) * 5


def _line(
    name: str, read: tuple[int | None, ...], computed: tuple[int | None, ...]
) -> ComparedLine:
    pairs = zip(read, computed, strict=True)
    return ComparedLine(name, tuple(Cell(_text(a), _text(b)) for a, b in pairs))


def _share(name: str, read: int | None, computed: int | None) -> ComparedLine:
    return ComparedLine(name, (Cell(format_percentage(read), format_percentage(computed)),))


def _text(count: int | None) -> str:
    return ABSENT if count is None else format_count(count)
