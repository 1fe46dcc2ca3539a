"""The one write of the room: taking in a delivery, wholly or not at all."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.web.locks import one_at_a_time, writer_lock
from voetlicht.intern.leveringen import queries
from voetlicht.intern.leveringen.enums import Oordeel, Weigering, Wijze
from voetlicht.intern.leveringen.models import Levering, Leveringsregel
from voetlicht.intern.leveringen.reading import Leveringsbestand, Rij, chunks, examine
from voetlicht.intern.leveringen.rules import (
    Aanbieding,
    RowRefused,
    demand_next,
    missing_numbers,
    verdict_of,
)
from voetlicht.intern.leveringen.soorten import SOORTEN, Soort
from voetlicht.intern.personen.actions import hold_personen, register_personen
from voetlicht.intern.personen.bsn import normalise
from voetlicht.intern.personen.queries import personen_by_bsn
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event

Progress = Callable[[int, int], None]
R = TypeVar("R")
PURPOSE = Purpose.REGISTRATIE
TAKING_IN = "levering verwerken"


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What came of a delivery; ``was_processed`` when it had been taken in before."""

    levering: Levering
    was_processed: bool
    opmerking: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one row, or of a person without any."""

    oordeel: Oordeel
    regel: int | None = None
    persoon_id: int | None = None
    kolom: str = ""
    weigering: str = ""


@transaction.atomic
def process_levering(
    *, by: Actor, path: Path, aanbieding: Aanbieding, progress: Progress
) -> Uitkomst:
    """Take in a delivered file in one transaction; killed half-way, nothing of it remains.

    The same file under the same number is not taken in again. InputError for a file that cannot be
    read, for another file under a number that was used, and for a delivery older than the last.
    ``progress`` is told how many rows of how many are done.
    """
    soort = SOORTEN[aanbieding.soort]()
    by.demand(soort.right)
    bestand = examine(path, columns=soort.columns)
    one_at_a_time(TAKING_IN)
    processed = _processed_before(aanbieding, bestand)
    if processed is not None:
        return Uitkomst(processed, was_processed=True)
    last = queries.last_levering(leverancier=aanbieding.leverancier, soort=aanbieding.soort)
    demand_next(aanbieding, last=last, today=clock.today())
    writer_lock()
    levering = _create(aanbieding, bestand)
    counts = _take_all(levering, soort, bestand, by=by, progress=progress)
    _complete(levering, counts, soort, by=by)
    return Uitkomst(levering, was_processed=False, opmerking=missing_numbers(aanbieding, last=last))


def _processed_before(aanbieding: Aanbieding, bestand: Leveringsbestand) -> Levering | None:
    known = queries.levering(
        leverancier=aanbieding.leverancier,
        soort=aanbieding.soort,
        volgnummer=aanbieding.volgnummer,
    )
    if known is not None and known.checksum != bestand.checksum:
        raise InputError(
            f"Levering {known.volgnummer} van {known.leverancier} ({known.soort}) is al verwerkt, "
            "met een andere inhoud. Geef een verbeterd bestand een nieuw volgnummer."
        )
    return known


def _create(aanbieding: Aanbieding, bestand: Leveringsbestand) -> Levering:
    return Levering.objects.create(
        leverancier=aanbieding.leverancier,
        soort=aanbieding.soort,
        volgnummer=aanbieding.volgnummer,
        checksum=bestand.checksum,
        wijze=aanbieding.wijze,
        stand=aanbieding.stand,
        verwerkt_op=clock.now(),
    )


def _take_all(
    levering: Levering, soort: Soort[R], bestand: Leveringsbestand, *, by: Actor, progress: Progress
) -> Counter[Oordeel]:
    counts: Counter[Oordeel] = Counter()
    for rijen in chunks(bestand):
        verdicts = list(_take_chunk(soort, rijen, by=by, now=levering.verwerkt_op))
        _keep(levering, verdicts)
        counts.update(verdict.oordeel for verdict in verdicts)
        progress(counts.total(), bestand.row_count)
    return counts


def _take_chunk(
    soort: Soort[R], rijen: Sequence[Rij], *, by: Actor, now: datetime
) -> Iterator[Verdict]:
    """Understand the rows, find or make their persons, and let the soort take them in order."""
    understood: list[tuple[int, str, R]] = []
    refused: list[tuple[int, str, RowRefused]] = []
    for rij in rijen:
        bsn = ""
        try:
            bsn, cells = _identify(rij)
            understood.append((rij.nummer, bsn, soort.parse(cells)))
        except RowRefused as error:
            refused.append((rij.nummer, bsn, error))
    known = personen_by_bsn([b for _, b, _ in refused if b], actor=by, purpose=PURPOSE)
    for nummer, bsn, refusal in refused:
        yield _refusal(nummer, known.get(bsn), refusal)
    persons = register_personen(by=by, bsns=[bsn for _, bsn, _ in understood])
    hold_personen(persons.values())
    soort.load([(row, persons[bsn]) for _, bsn, row in understood], by=by)
    for nummer, bsn, row in understood:
        try:
            change = soort.take(row, persons[bsn], now=now)
        except RowRefused as contradiction:
            yield _refusal(nummer, persons[bsn], contradiction)
        else:
            yield Verdict(verdict_of(change), nummer, persons[bsn])
    soort.write()


def _identify(rij: Rij) -> tuple[str, Mapping[str, str]]:
    if rij.cells is None:
        raise RowRefused("", Weigering.CELLEN)
    try:
        return normalise(rij.cells["bsn"]), rij.cells
    except InputError:
        raise RowRefused("bsn", Weigering.BSN) from None


def _refusal(nummer: int, persoon_id: int | None, refusal: RowRefused) -> Verdict:
    return Verdict(Oordeel.GEWEIGERD, nummer, persoon_id, refusal.kolom, refusal.weigering.value)


def _keep(levering: Levering, verdicts: Iterable[Verdict]) -> None:
    statement = (
        "COPY leveringen_leveringsregel "
        "(levering_id, oordeel, regel, persoon_id, kolom, weigering) FROM STDIN"
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for verdict in verdicts:
            copy.write_row((levering.pk, *astuple(verdict)))


def _complete(levering: Levering, counts: Counter[Oordeel], soort: Soort[R], *, by: Actor) -> None:
    if levering.wijze == Wijze.VOLLEDIG:
        mentioned = Leveringsregel.objects.filter(levering=levering, persoon=OuterRef("pk"))
        absent = soort.present().exclude(Exists(mentioned)).values_list("pk", flat=True)
        _keep(levering, [Verdict(Oordeel.AFWEZIG, persoon_id=each) for each in absent])
        levering.afwezig = len(absent)
    for oordeel in (Oordeel.NIEUW, Oordeel.GEWIJZIGD, Oordeel.GELIJK, Oordeel.GEWEIGERD):
        setattr(levering, oordeel.value, counts[oordeel])
    levering.save()
    record_event(
        by=by,
        what="leveringen.levering_verwerkt",
        about=f"{levering.leverancier}/{levering.soort}/{levering.volgnummer}",
        details={oordeel.value: counts[oordeel] for oordeel in counts},
    )
