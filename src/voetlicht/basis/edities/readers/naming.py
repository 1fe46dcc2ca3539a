"""Which gemeente a row is about, as named on the peildatum."""

from dataclasses import dataclass
from datetime import date

from voetlicht.basis.edities.readers.distance import one_slip_apart
from voetlicht.basis.edities.readers.rows import Row, without_regio
from voetlicht.basis.gebieden.enums import Herindelingssoort
from voetlicht.basis.gebieden.queries import (
    Gemeente,
    find_gemeente,
    gemeenten_of_regio,
    predecessors,
)
from voetlicht.basis.gebieden.rules import name_key

_SHORTEST_SLIP = 5


@dataclass(frozen=True, slots=True)
class Named:
    """The name as written, and the gemeente it stands for; None when that is not certain."""

    row: Row
    written: str
    gemeente: Gemeente | None

    @property
    def naam(self) -> str:
        """The preferred name of the date, or else the name as written."""
        return self.gemeente.naam if self.gemeente else self.written

    @property
    def respelt(self) -> bool:
        """Whether the document writes the name in another way than by case or accents."""
        return self.gemeente is not None and name_key(self.written) != name_key(self.gemeente.naam)


def name_row(row: Row, *, on: date | None, regio_code: int | None) -> Named:
    """Recognise the row's name: completed by adjoining lines, an alias, or one slip of the pen
    away from a single gemeente of the regio. A gemeente that had merged by ``on`` is not known.
    """
    for name in row.names:
        for written in dict.fromkeys((name, without_regio(name))):
            found = find_gemeente(written, on=on)
            if found and not (on and _had_merged(name_key(written), found.code, on)):
                return Named(row, written, found)
    own = row.names[-1] or row.names[0]
    if on and regio_code:
        for name in row.names:
            near = _one_slip_away(name_key(without_regio(name)), regio_code, on)
            if near:
                return Named(row, without_regio(name), near)
    return Named(row, own, None)


def _had_merged(key: str, code: str, on: date) -> bool:
    """Whether the name is that of a gemeente that went into this one, and not its own name."""
    return any(
        change.soort is not Herindelingssoort.NAAMSWIJZIGING
        and change.oud_code != code
        and change.datum <= on
        and (name_key(change.oud_naam) == key or _had_merged(key, change.oud_code, on))
        for change in predecessors(code)
        if key != name_key(change.nieuw_naam)
    )


def _one_slip_away(key: str, regio_code: int, on: date) -> Gemeente | None:
    near = [
        gemeente
        for gemeente in gemeenten_of_regio(regio_code, on=on)
        if len(key) >= _SHORTEST_SLIP and one_slip_apart(key, name_key(gemeente.naam))
    ]
    return near[0] if len(near) == 1 else None
