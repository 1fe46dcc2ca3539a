"""Deliveries of the BRP: where somebody lives from a day on, one move a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import ClassVar

from django.db.models import Exists, OuterRef, QuerySet

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.two_times import Change, Columns
from voetlicht.basis.web.histories import Histories
from voetlicht.intern.leveringen.enums import Weigering
from voetlicht.intern.leveringen.rules import RowRefused, Said, demand_day, one_day
from voetlicht.intern.personen.enums import Verblijfsbron
from voetlicht.intern.personen.models import Persoon, Verblijf
from voetlicht.intern.personen.rules import demand_gemeente_code, residence


@dataclass(frozen=True, slots=True, repr=False)
class Verblijfsregel:
    """A row that was understood."""

    gemeente_code: str
    vanaf: date


class Verblijven:
    """Takes moves, as ``personen.actions.record_verblijf`` would with the BRP as source."""

    columns: ClassVar[tuple[str, ...]] = ("bsn", "gemeente_code", "vanaf")
    right: ClassVar[str] = "personen.registreren"

    def __init__(self) -> None:
        self._is_gemeente = lru_cache(maxsize=100_000)(_is_gemeente)

    def parse(self, cells: Mapping[str, str]) -> Verblijfsregel:
        """The row; RowRefused with the column that is wrong."""
        vanaf = demand_day(cells, "vanaf")
        if not self._is_gemeente(cells["gemeente_code"], vanaf):
            raise RowRefused("gemeente_code", Weigering.GEMEENTE)
        return Verblijfsregel(cells["gemeente_code"], vanaf)

    def load(self, rows: Sequence[tuple[Verblijfsregel, int]], *, by: Actor) -> None:
        """Read what is known of the persons in these rows."""
        self._said = Said()
        self._known = Histories.of(Verblijf, sorted({persoon for _, persoon in rows}))

    def take(self, row: Verblijfsregel, persoon_id: int, *, now: datetime) -> Change[Columns]:
        """What the row changes; RowRefused when another gemeente was named for the same day."""
        self._said.agree(
            (persoon_id,), one_day(row.vanaf), (row.gemeente_code,), kolom="gemeente_code"
        )
        change = residence(
            self._known.known(persoon_id),
            gemeente_code=row.gemeente_code,
            bron=Verblijfsbron.BRP,
            vanaf=row.vanaf,
            now=now,
        )
        self._known.apply(change, persoon_id)
        return change

    def write(self) -> None:
        """Write what the rows changed."""
        self._known.write()

    def present(self) -> QuerySet[Persoon]:
        """The persons that a full delivery should hold: those the BRP told of before."""
        open_now = Verblijf.objects.filter(
            persoon=OuterRef("pk"),
            bron=Verblijfsbron.BRP,
            valid__upper_inf=True,
            recorded__upper_inf=True,
        )
        return Persoon.objects.filter(Exists(open_now))


def _is_gemeente(gemeente_code: str, vanaf: date) -> bool:
    try:
        demand_gemeente_code(gemeente_code, vanaf=vanaf)
    except InputError:
        return False
    return True
