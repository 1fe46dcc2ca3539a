"""Deliveries of Sonar: inschrijving, dienstverlening or the status of a klantprofiel a row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db.models import Exists, OuterRef, QuerySet

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.two_times import Change, Columns, Period
from voetlicht.basis.web.histories import Histories
from voetlicht.intern.klantprofielen.actions import register_klantprofielen
from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.intern.klantprofielen.models import Statusperiode
from voetlicht.intern.klantprofielen.rules import status_from
from voetlicht.intern.leveringen.enums import Weigering
from voetlicht.intern.leveringen.rules import (
    RowRefused,
    Said,
    demand_day,
    one_day,
    parse_day,
    parse_period,
)
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.sonar.actions import open_dossiers
from voetlicht.intern.sonar.models import Dienstverlening, Inschrijving
from voetlicht.intern.sonar.rules import inschrijving, serving
from voetlicht.intern.toegang.models import Organisatie


@dataclass(frozen=True, slots=True, repr=False)
class Inschrijvingsregel:
    """A row that was understood."""

    organisatie_id: int
    period: Period


@dataclass(frozen=True, slots=True, repr=False)
class Dienstverleningsregel:
    """A row that was understood."""

    organisatie_id: int
    period: Period
    geopend_op: date


@dataclass(frozen=True, slots=True, repr=False)
class Statusregel:
    """A row that was understood; the status holds until the next."""

    organisatie_id: int
    vanaf: date
    status: Profielstatus


Sonarregel = Inschrijvingsregel | Dienstverleningsregel | Statusregel


@dataclass(frozen=True, slots=True)
class Afnemer:
    """An organisatie that rows may name, and the day from which another has its work."""

    id: int
    opgevolgd_per: date | None


class Sonar:
    """Takes rows as the actions of the rooms sonar and klantprofielen would."""

    columns: ClassVar[tuple[str, ...]] = (
        "bsn",
        "soort",
        "organisatie",
        "begindatum",
        "einddatum",
        "geopend_op",
        "status",
    )
    right: ClassVar[str] = "sonar.registreren"

    def __init__(self) -> None:
        rows = Organisatie.objects.values_list("code", "pk", "opvolging__per")
        self._organisaties = {code: Afnemer(pk, per) for code, pk, per in rows}
        self._named: set[int] = set()
        self._parsers: Mapping[str, Callable[[Afnemer, Mapping[str, str]], Sonarregel]] = {
            "inschrijving": self._parse_inschrijving,
            "dienstverlening": self._parse_dienstverlening,
            "klantprofiel": self._parse_status,
        }

    def parse(self, cells: Mapping[str, str]) -> Sonarregel:
        """The row; RowRefused with the column that is wrong."""
        parser = self._parsers.get(cells["soort"])
        if parser is None:
            raise RowRefused("soort", Weigering.SONARSOORT)
        organisatie = self._organisaties.get(cells["organisatie"])
        if organisatie is None:
            raise RowRefused("organisatie", Weigering.ORGANISATIE)
        row = parser(organisatie, cells)
        self._named.add(organisatie.id)
        return row

    def _parse_inschrijving(
        self, organisatie: Afnemer, cells: Mapping[str, str]
    ) -> Inschrijvingsregel:
        _demand_empty(cells, "geopend_op", "status")
        return Inschrijvingsregel(organisatie.id, _period_at(organisatie, cells))

    def _parse_dienstverlening(
        self, organisatie: Afnemer, cells: Mapping[str, str]
    ) -> Dienstverleningsregel:
        _demand_empty(cells, "status")
        period = _period_at(organisatie, cells)
        geopend_op = parse_day(cells, "geopend_op") or period.start
        if geopend_op > period.start:
            raise RowRefused("geopend_op", Weigering.GEOPEND)
        return Dienstverleningsregel(organisatie.id, period, geopend_op)

    def _parse_status(self, organisatie: Afnemer, cells: Mapping[str, str]) -> Statusregel:
        _demand_empty(cells, "einddatum", "geopend_op")
        if cells["status"] not in list(Profielstatus):
            raise RowRefused("status", Weigering.STATUS)
        vanaf = demand_day(cells, "begindatum")
        return Statusregel(organisatie.id, vanaf, Profielstatus(cells["status"]))

    def load(self, rows: Sequence[tuple[Sonarregel, int]], *, by: Actor) -> None:
        """Read what is known of the persons in these rows; make dossiers and klantprofielen."""
        persoon_ids = sorted({persoon for _, persoon in rows})
        open_dossiers(by=by, persoon_ids=persoon_ids)
        drawn_up = {
            (persoon, row.organisatie_id) for row, persoon in rows if isinstance(row, Statusregel)
        }
        self._klantprofielen = register_klantprofielen(by=by, pairs=sorted(drawn_up))
        self._said = Said()
        self._inschrijvingen = Histories.of(Inschrijving, persoon_ids)
        self._dienstverleningen = Histories.of(Dienstverlening, persoon_ids)
        self._statussen = Histories.of(Statusperiode, persoon_ids)

    def take(self, row: Sonarregel, persoon_id: int, *, now: datetime) -> Change[Columns]:
        """What the row changes; RowRefused when it contradicts an earlier one."""
        if isinstance(row, Inschrijvingsregel):
            return self._take_inschrijving(row, persoon_id, now)
        if isinstance(row, Dienstverleningsregel):
            return self._take_dienstverlening(row, persoon_id, now)
        return self._take_status(row, persoon_id, now)

    def _take_inschrijving(
        self, row: Inschrijvingsregel, persoon_id: int, now: datetime
    ) -> Change[Columns]:
        key = (persoon_id, row.organisatie_id)
        self._said.agree((Inschrijving, *key), row.period, (), kolom="begindatum")
        change = inschrijving(self._inschrijvingen.known(*key), period=row.period, now=now)
        self._inschrijvingen.apply(change, *key)
        return change

    def _take_dienstverlening(
        self, row: Dienstverleningsregel, persoon_id: int, now: datetime
    ) -> Change[Columns]:
        key = (persoon_id, row.organisatie_id)
        value = (row.geopend_op,)
        self._said.agree((Dienstverlening, *key), row.period, value, kolom="begindatum")
        known = self._dienstverleningen.known(*key)
        change = serving(known, period=row.period, geopend_op=row.geopend_op, now=now)
        self._dienstverleningen.apply(change, *key)
        return change

    def _take_status(self, row: Statusregel, persoon_id: int, now: datetime) -> Change[Columns]:
        key = (persoon_id, self._klantprofielen[persoon_id, row.organisatie_id])
        self._said.agree((Statusperiode, *key), one_day(row.vanaf), (row.status,), kolom="status")
        known = self._statussen.known(*key)
        change = status_from(known, status=row.status, vanaf=row.vanaf, now=now)
        self._statussen.apply(change, *key)
        return change

    def write(self) -> None:
        """Write what the rows changed."""
        self._inschrijvingen.write()
        self._dienstverleningen.write()
        self._statussen.write()

    def present(self) -> QuerySet[Persoon]:
        """The persons that a full delivery should hold: served by an organisatie that it names."""
        open_now = Dienstverlening.objects.filter(
            persoon=OuterRef("pk"),
            organisatie__in=self._named,
            valid__upper_inf=True,
            recorded__upper_inf=True,
        )
        return Persoon.objects.filter(Exists(open_now))


def _demand_empty(cells: Mapping[str, str], *kolommen: str) -> None:
    for kolom in kolommen:
        if cells[kolom]:
            raise RowRefused(kolom, Weigering.OVERBODIG)


def _period_at(organisatie: Afnemer, cells: Mapping[str, str]) -> Period:
    """The period of the row; RowRefused when the organisatie had a successor before its end."""
    period = parse_period(cells)
    per = organisatie.opgevolgd_per
    if per is not None and (period.end is None or period.end > per):
        raise RowRefused("organisatie", Weigering.OPGEVOLGD)
    return period
