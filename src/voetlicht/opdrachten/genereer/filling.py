"""The one action of the generator: fill an empty example installation with invented people."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.connection import ConnectionDoesNotExist
from psycopg import sql

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import Conflict
from voetlicht.basis.kern.numbers import format_count
from voetlicht.basis.web.locks import writer_lock
from voetlicht.intern.doelgroepregister.actions import REGISTER as REGISTER_REGISTRATIES
from voetlicht.intern.klantprofielen.actions import REGISTER as REGISTER_KLANTPROFIELEN
from voetlicht.intern.personen.queries import REGISTER as REGISTER_PERSONEN
from voetlicht.intern.personen.queries import persoon_count
from voetlicht.intern.sonar.actions import REGISTER as REGISTER_KLANTEN
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.opdrachten.genereer.constraints import constraints_aside
from voetlicht.opdrachten.genereer.dossiers import Identity, load_dossiers
from voetlicht.opdrachten.genereer.histories import replay
from voetlicht.opdrachten.genereer.loading import Loadable, load
from voetlicht.opdrachten.genereer.names import names
from voetlicht.opdrachten.genereer.numbers import bsns
from voetlicht.opdrachten.genereer.organisaties import set_up_organisaties
from voetlicht.opdrachten.genereer.people import people_of
from voetlicht.opdrachten.genereer.plan import Part, Population, published_anchors
from voetlicht.opdrachten.genereer.staffing import load_workforce, name_who_has_none
from voetlicht.opdrachten.genereer.tables import AT_WORK, COLUMNS
from voetlicht.opdrachten.genereer.tally import Rule, exercised
from voetlicht.opdrachten.installatie.prepare import Report

OWNER = "eigenaar"
STAFF_RIGHTS = (REGISTER_PERSONEN, "toegang.accounts_beheren", "toegang.toewijzen")
RIGHTS = (
    REGISTER_REGISTRATIES,
    REGISTER_KLANTEN,
    REGISTER_KLANTPROFIELEN,
    *STAFF_RIGHTS,
)
_BATCH = 5_000


@dataclass(slots=True)
class Filled:
    """What was loaded: persons, and per published regio how many of them exercise each rule."""

    personen: int = 0
    klanten: int = 0
    medewerkers: int = 0
    per_regio: Counter[int] = field(default_factory=Counter)
    exercised: Counter[tuple[int, Rule]] = field(default_factory=Counter)


def fill_installation(*, by: Actor, population: Population, report: Report) -> Filled:
    """Load the population, all of it or nothing.

    Conflict when the installation is for real persons, or holds persons already.
    """
    for right in RIGHTS:
        by.demand(right)
    _demand_empty_example()
    _demand_owner()
    with transaction.atomic():
        organisaties = set_up_organisaties(by=by)
        record_event(by=by, what="genereer.organisaties_ingericht", about=population.naam)
    filled = Filled()
    with transaction.atomic(), transaction.atomic(using=OWNER):
        writer_lock(using=OWNER)
        with connections[OWNER].cursor() as cursor, constraints_aside(cursor, COLUMNS, report):
            _load_all(cursor, population, organisaties, filled, report)
            filled.medewerkers = load_workforce(
                cursor, zaad=population.zaad, size=population.medewerkers, today=clock.today()
            )
            report(f"{format_count(filled.medewerkers)} medewerkers geladen")
        record_event(
            by=by,
            what="genereer.installatie_gevuld",
            about=population.naam,
            details={"zaad": population.zaad, "personen": filled.personen},
        )
    _gather_statistics()
    return filled


def staff_installation(*, by: Actor, zaad: int, size: int, report: Report) -> int:
    """Add people at work to an example that was filled before; how many, 0 when it has them.

    Conflict when the installation is for real persons.
    """
    for right in STAFF_RIGHTS:
        by.demand(right)
    _demand_example()
    _demand_owner()
    if Aanstelling.objects.exists():
        return 0
    with transaction.atomic(), transaction.atomic(using=OWNER):
        writer_lock(using=OWNER)
        with connections[OWNER].cursor() as cursor, constraints_aside(cursor, AT_WORK, report):
            named = name_who_has_none(cursor, zaad)
            size = load_workforce(cursor, zaad=zaad, size=size, today=clock.today())
        record_event(
            by=by,
            what="genereer.medewerkers_geladen",
            details={"zaad": zaad, "medewerkers": size, "namen": named},
        )
    _gather_statistics()
    return size


def _load_all(
    cursor: CursorWrapper,
    population: Population,
    organisaties: Mapping[str, int],
    filled: Filled,
    report: Report,
) -> None:
    identities = zip(bsns(population.zaad), names(population.zaad), strict=False)
    for people in _ahead(_batches(_everybody(population, identities, filled))):
        load(cursor, people, organisaties)
        filled.klanten += sum(one.person.is_klant for one in people)
        _tell(report, filled, len(people))
    for size in load_dossiers(
        cursor,
        count=max(0, population.klanten - filled.klanten),
        population=population,
        identities=identities,
        organisaties=organisaties,
    ):
        filled.klanten += size
        _tell(report, filled, size)


def _demand_empty_example() -> None:
    _demand_example()
    if count := persoon_count():
        raise Conflict(
            f"Deze installatie heeft al {format_count(count)} personen. Begin opnieuw in een lege "
            "map (kies die met --data), of met ‘./voetlicht demo --opnieuw’."
        )


def _demand_example() -> None:
    if settings.SOORT != "voorbeeld":
        raise Conflict(
            "Deze installatie is voor echte personen; verzonnen personen horen daar niet in. Kies "
            "met --data een andere map."
        )


def _demand_owner() -> None:
    try:
        connections[OWNER].ensure_connection()
    except ConnectionDoesNotExist:
        raise Conflict(
            "Laden vraagt ook het adres van de eigenaar van de database. Zet dat in "
            "VOETLICHT_EIGENAAR_URL."
        ) from None


def _everybody(
    population: Population, identities: Iterator[Identity], filled: Filled
) -> Iterator[Loadable]:
    for part in population.parts:
        for person in people_of(part, population.zaad):
            one = Loadable(*next(identities), person, replay(person.heard))
            _count(part, one, filled)
            yield one


def _count(part: Part, one: Loadable, filled: Filled) -> None:
    anchor = published_anchors().get(part.regio_code)
    if anchor:
        filled.per_regio[part.regio_code] += 1
        filled.exercised.update((part.regio_code, rule) for rule in exercised(one.rows, anchor))


def _batches(people: Iterable[Loadable]) -> Iterator[Sequence[Loadable]]:
    stream = iter(people)
    while batch := tuple(islice(stream, _BATCH)):
        yield batch


def _ahead(batches: Iterator[Sequence[Loadable]]) -> Iterator[Sequence[Loadable]]:
    """Make the next batch while the database is busy with this one."""
    with ThreadPoolExecutor(max_workers=1) as worker:
        coming = worker.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = worker.submit(next, batches, None)
            yield batch


def _gather_statistics() -> None:
    """Let the database know how large its tables have become; freezing would plan badly."""
    with connections[OWNER].cursor() as cursor:
        for table in COLUMNS:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))


def _tell(report: Report, filled: Filled, loaded: int) -> None:
    """Every ten thousand at first, later every hundred thousand."""
    before, filled.personen = filled.personen, filled.personen + loaded
    step = 10_000 if filled.personen <= 100_000 else 100_000
    if before // step != filled.personen // step:
        report(f"{format_count(filled.personen)} personen geladen")
