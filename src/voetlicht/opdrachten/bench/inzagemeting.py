"""Times of the inzagelog, in an installation of its own that Django is set up for."""

import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connections

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.errors import Conflict
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.intern.toegang.enums import Kanaal
from voetlicht.intern.toegang.inzage.checking import check_day
from voetlicht.intern.toegang.inzage.noting import Showing, collecting
from voetlicht.intern.toegang.inzage.writer import Writer, anchors
from voetlicht.intern.toegang.queries.inzage import lines_of_persoon

OWNER = "eigenaar"
DAYS = 364
PERSONS = 4_100_000
MEDEWERKERS = 16_000
LINES_IN_CHAIN = 5_000
FINDING_MS = 2_000
WRITING_MS = 1
"""Bounds of the acceptance: who saw a klant, and a shown klant, both at p95."""

# Some are seen by many and most by few; lines come in order of time, as they do.
FILL = """
INSERT INTO toegang_inzageregel
SELECT md5((i / %(chain)s)::text)::uuid, i %% %(chain)s + 1,
    %(first)s::timestamptz + i * (%(days)s * interval '1 day' / %(n)s),
    'medewerker', lpad(to_hex(i * 7919 %% %(medewerkers)s), 32, '0')::uuid, 'adviseur_werk',
    CASE WHEN i %% 5 < 3 THEN 'uwv' ELSE 'GM0599' END, i * 7919 %% %(medewerkers)s,
    1 + floor(power(random(), 2) * %(persons)s)::bigint, 'dienstverlening', 'persoonlijk', 'site',
    gen_random_uuid(), sha256(i::text::bytea)
FROM generate_series(%(from)s::bigint, %(to)s::bigint - 1) AS i
"""
CHUNK = 1_000_000
SAMPLE = """
SELECT DISTINCT persoon_id FROM (
    SELECT persoon_id FROM toegang_inzageregel TABLESAMPLE SYSTEM (%s) LIMIT 100000
) AS regel LIMIT %s
"""
KNOW = """
INSERT INTO personen_persoon (id, uuid, bsn_encrypted, bsn_index, peilsleutel)
SELECT id, gen_random_uuid(), ''::bytea, sha256(id::text::bytea), id
FROM unnest(%s::bigint[]) AS id RETURNING uuid
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """The times of one part, in milliseconds; ``bound_ms`` is what p95 may not pass."""

    part: str
    n: int
    durations_ms: tuple[float, ...]
    bound_ms: float | None = None

    @property
    def p50_ms(self) -> float:
        return self._at(0.5)

    @property
    def p95_ms(self) -> float:
        return self._at(0.95)

    @property
    def max_ms(self) -> float:
        return max(self.durations_ms)

    @property
    def verdict(self) -> str:
        """Whether the bound was kept."""
        assert self.bound_ms is not None
        return "onder" if self.p95_ms < self.bound_ms else "BOVEN"

    def as_row(self) -> dict[str, object]:
        """For machines."""
        times = {"p50_ms": self.p50_ms, "p95_ms": self.p95_ms, "max_ms": self.max_ms}
        return {
            "part": self.part,
            "n": self.n,
            "repetitions": len(self.durations_ms),
            **{name: round(ms, 4) for name, ms in times.items()},
        }

    def _at(self, share: float) -> float:
        ordered = sorted(self.durations_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def fill(n: int) -> None:
    """Replace the log by ``n`` invented lines over a year."""
    first = clock.now() - timedelta(days=DAYS)
    about: dict[str, Any] = {
        "chain": LINES_IN_CHAIN,
        "first": first,
        "days": DAYS,
        "n": n,
        "medewerkers": MEDEWERKERS,
        "persons": PERSONS,
    }
    with connections[OWNER].cursor() as cursor:
        cursor.execute("TRUNCATE toegang_inzageregel")
        cursor.execute("SELECT toegang_inzage_maanden(%s, %s)", [first.date(), clock.today()])
        for begin in range(0, n, CHUNK):
            cursor.execute(FILL, {**about, "from": begin, "to": min(n, begin + CHUNK)})
        cursor.execute("VACUUM (ANALYZE) toegang_inzageregel")


def time_finding(n: int, *, repetitions: int) -> Timed:
    """Who saw a klant: the first page, for klanten drawn by how often they were seen."""
    share = min(100.0, 100 * 100 * repetitions / n)
    with connections[OWNER].cursor() as cursor:
        cursor.execute(SAMPLE, [share, repetitions])
        numbers = [row[0] for row in cursor.fetchall()]
        cursor.execute("DELETE FROM personen_persoon")
        cursor.execute(KNOW, [numbers])
        persons = [row[0] for row in cursor.fetchall()]
    random.Random(n).shuffle(persons)  # noqa: S311 - no secret
    officer = Actor(
        ActorKind.MEDEWERKER,
        str(UUID(int=1)),
        "uwv",
        rights=frozenset({"inzagelog.inzien"}),
        purposes=frozenset({Purpose.CONTROLE}),
        veldklassen=frozenset({Veldklasse.PERSOONLIJK}),
    )

    def find(persoon: UUID) -> None:
        with collecting():
            lines_of_persoon(persoon, actor=officer, purpose=Purpose.CONTROLE)

    durations = tuple(_timed(partial(find, persoon)) for persoon in persons)
    return Timed("wie zag een klant", n, durations, FINDING_MS)


def time_writing(folder: Path, *, repetitions: int) -> Iterator[Timed]:
    """The floor of the disk, and a shown klant in answers that show one or twenty-five."""
    yield Timed("bodem: een keer naar de schijf", 1, tuple(_flushes(folder, repetitions)))
    writer = Writer()
    for waits in (True, False):
        for size in (1, 25):
            part = f"tonen, {size} per antwoord{'' if waits else ', zonder wachten op schijf'}"
            per_klant = tuple(ms / size for ms in _writing(writer, size, repetitions, waits=waits))
            yield Timed(part, size, per_klant, WRITING_MS)
    writer.close()


def _writing(writer: Writer, size: int, repetitions: int, *, waits: bool) -> Iterator[float]:
    actor = Actor(
        ActorKind.MEDEWERKER,
        str(UUID(int=2)),
        "uwv",
        aanstelling=1,
        rol="adviseur_werk",
        purposes=frozenset({Purpose.DIENSTVERLENING}),
    )
    shown = [
        Showing(actor, Purpose.DIENSTVERLENING, number, Veldklasse.PERSOONLIJK)
        for number in range(1, size + 1)
    ]
    writer.write(shown, kanaal=Kanaal.SITE, trace_id=uuid4())
    writer._connected().execute(f"SET synchronous_commit = {'on' if waits else 'off'}")
    for _ in range(repetitions):
        yield _timed(lambda: writer.write(shown, kanaal=Kanaal.SITE, trace_id=uuid4()))


def _flushes(folder: Path, repetitions: int) -> Iterator[float]:
    """A block that the disk confirms, as a commit is."""
    handle = os.open(folder / "bodem", os.O_WRONLY | os.O_CREAT)
    try:
        for _ in range(repetitions):
            os.write(handle, bytes(8192))
            yield _timed(lambda: os.fdatasync(handle))
    finally:
        os.close(handle)


def time_checking(n: int) -> Timed:
    """Checking a day of ``n`` lines that a writer wrote; Conflict when it does not hold."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("TRUNCATE toegang_inzageregel")
        cursor.execute("DELETE FROM toegang_inzageketen")
    settings.ANKERS = settings.ANKERS.parent / "ankers van de controle"
    writer = Writer()
    for _ in range(max(1, n // 1000)):
        list(_writing(writer, min(n, 1000), 1, waits=False))
    writer.close()
    started = time.perf_counter()
    checked = check_day(clock.today(), anchors())
    taken = 1000 * (time.perf_counter() - started)
    if checked.findings:
        raise Conflict(f"Het gemeten inzagelog klopt niet: {checked.findings[0]}")
    return Timed("controleren", checked.lines, (taken,))


def _timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - started)
