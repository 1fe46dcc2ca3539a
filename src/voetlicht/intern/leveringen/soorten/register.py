"""Deliveries of the doelgroepregister: one registration on one grondslag a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db.models import Exists, OuterRef, QuerySet

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.two_times import Change, Columns, Period
from voetlicht.basis.web.histories import Histories
from voetlicht.intern.doelgroepregister import queries
from voetlicht.intern.doelgroepregister.models import Registratie
from voetlicht.intern.doelgroepregister.rules import demand_reden, grondslag_exists, registration
from voetlicht.intern.leveringen.enums import Weigering
from voetlicht.intern.leveringen.rules import RowRefused, Said, parse_period
from voetlicht.intern.personen.models import Persoon


@dataclass(frozen=True, slots=True, repr=False)
class Registratieregel:
    """A row that was understood."""

    code_grondslag: str
    period: Period
    code_reden_einde: str


class Register:
    """Takes registrations, as ``doelgroepregister.actions.register_grondslag`` would."""

    columns: ClassVar[tuple[str, ...]] = (
        "bsn",
        "code_grondslag",
        "begindatum",
        "einddatum",
        "code_reden_einde",
    )
    right: ClassVar[str] = "doelgroepregister.registreren"

    def __init__(self) -> None:
        self._grondslagen = queries.grondslagen()

    def parse(self, cells: Mapping[str, str]) -> Registratieregel:
        """The row; RowRefused with the column that is wrong."""
        period = parse_period(cells)
        code, reden = cells["code_grondslag"], cells["code_reden_einde"]
        if not grondslag_exists(self._grondslagen, code_grondslag=code, on=period.start):
            raise RowRefused("code_grondslag", Weigering.GRONDSLAG)
        try:
            demand_reden(reden, period)
        except InputError:
            raise RowRefused("code_reden_einde", Weigering.REDEN) from None
        return Registratieregel(code, period, reden)

    def load(self, rows: Sequence[tuple[Registratieregel, int]], *, by: Actor) -> None:
        """Read what is known of the persons in these rows."""
        self._said = Said()
        self._known = Histories.of(Registratie, sorted({persoon for _, persoon in rows}))

    def take(self, row: Registratieregel, persoon_id: int, *, now: datetime) -> Change[Columns]:
        """What the row changes; RowRefused when it contradicts an earlier one."""
        key = (persoon_id, row.code_grondslag)
        self._said.agree(key, row.period, (row.code_reden_einde,), kolom="begindatum")
        change = registration(
            self._known.known(*key),
            period=row.period,
            code_reden_einde=row.code_reden_einde,
            now=now,
        )
        self._known.apply(change, *key)
        return change

    def write(self) -> None:
        """Write what the rows changed."""
        self._known.write()

    def present(self) -> QuerySet[Persoon]:
        """The persons that a full delivery should hold: registered without end."""
        open_now = Registratie.objects.filter(
            persoon=OuterRef("pk"), valid__upper_inf=True, recorded__upper_inf=True
        )
        return Persoon.objects.filter(Exists(open_now))
