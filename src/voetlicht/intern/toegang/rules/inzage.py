"""The chain of the inzagelog: how each line is bound to the one before it, and what breaks it.

Every line has a MAC over the MAC before it and over all that the line says, made with a key that
is not in the database. So whoever changes, removes or moves a line leaves a place where the chain
does not hold. Stands of the chain (how many lines, and the last MAC) are anchored outside the
database, so that a tail cut off, a whole chain dropped, or one made anew is found too.
"""

import hashlib
import hmac
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from voetlicht.basis.kern.clock import AMSTERDAM

KEY_ID_BYTES = 4
ANCHORED_WITHIN = timedelta(minutes=2)
"""Anchors are a minute apart; what is older than two and stands in none did not come from us."""

_NUMBERS = struct.Struct(">qq16sqq16s")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Keten:
    """A chain: the lines of one process on one day. ``sleutel`` names the key of its MACs."""

    id: UUID
    dag: date
    begonnen_op: datetime
    sleutel: bytes


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says. ``moment`` in microseconds since 1970 (UTC); ``aanstelling`` 0 for none."""

    volgnummer: int
    moment: int
    actor_kind: str
    actor_id: UUID
    rol: str
    organisatie: str
    aanstelling: int
    persoon_id: int
    doel: str
    veldklasse: str
    kanaal: str
    trace_id: UUID


@dataclass(frozen=True, slots=True)
class Stand:
    """What was anchored of a chain at a moment: its number of lines, and the MAC of the last."""

    keten: UUID
    dag: date
    moment: datetime
    aantal: int
    kop: bytes


class FindingKind(StrEnum):
    """What can be wrong with the inzagelog."""

    CHANGED = "veranderd"
    MISSING = "ontbreekt"
    DOUBLE = "dubbel"
    OTHER_HEAD = "ander hoofd"
    CUT = "afgeknipt"
    DROPPED = "keten weg"
    NOT_ANCHORED = "niet verankerd"
    WITHOUT_CHAIN = "zonder keten"
    UNKNOWN_KEY = "onbekende sleutel"
    ANCHORS = "ankers"
    ELSEWHERE = "elders"


_SAID = {
    FindingKind.CHANGED: "is na het schrijven veranderd, verplaatst of opnieuw berekend",
    FindingKind.MISSING: "ontbreekt, vóór een regel die er wel is",
    FindingKind.DOUBLE: "komt twee keer voor",
    FindingKind.OTHER_HEAD: "is een andere dan verankerd is: de keten is opnieuw gemaakt",
    FindingKind.CUT: "ontbreekt aan het einde: verankerd, maar weg uit de database",
    FindingKind.DROPPED: "staat in de ankers en niet meer in de database",
    FindingKind.NOT_ANCHORED: "staat in de database en niet in de ankers",
    FindingKind.WITHOUT_CHAIN: "hoort bij een keten die niet is vastgelegd",
    FindingKind.UNKNOWN_KEY: "is gemaakt met een sleutel die hier niet bekend is",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written, and where. ``last`` ends a run of lines.

    ``moment`` is when the line was written, or the nearest that is known.
    """

    kind: FindingKind
    keten: UUID | None = None
    line: int | None = None
    last: int | None = None
    moment: datetime | None = None
    place: str = ""

    def __str__(self) -> str:
        if self.keten is None:
            return self.place
        where = [f"keten {self.keten}"]
        if self.line is not None:
            run = self.last is not None and self.last != self.line
            where.append(f"regel {self.line} t/m {self.last}" if run else f"regel {self.line}")
        when = f" ({self.moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M:%S})" if self.moment else ""
        return f"{', '.join(where)}{when}: {_SAID[self.kind]}."


def key_id(key: bytes) -> bytes:
    """Four bytes that name a key without telling anything of it."""
    return hashlib.sha256(key).digest()[:KEY_ID_BYTES]


def derived(key: bytes, purpose: str) -> bytes:
    """A key for one purpose, made from the one that is kept."""
    return hmac.digest(key, purpose.encode(), "sha256")


def microseconds(moment: datetime) -> int:
    """Since 1970 in UTC, exact."""
    return (moment - _EPOCH) // _MICROSECOND


def moment_of(microseconds: int) -> datetime:
    """The other way round, in UTC."""
    return _EPOCH + microseconds * _MICROSECOND


def seed(keten: Keten, key: bytes) -> bytes:
    """What the first line is bound to: the chain itself, so that lines belong to one chain only."""
    about = f"keten {keten.id} {keten.dag} {microseconds(keten.begonnen_op)} {keten.sleutel.hex()}"
    return hmac.digest(key, about.encode(), "sha256")


def mac_of(line: Line, *, after: bytes, key: bytes) -> bytes:
    """The MAC of a line that follows the one with MAC ``after``. PostgreSQL admits no zero byte in
    a text, so zero bytes between them keep two lines from reading alike."""
    numbers = _NUMBERS.pack(
        line.volgnummer,
        line.moment,
        line.actor_id.bytes,
        line.aanstelling,
        line.persoon_id,
        line.trace_id.bytes,
    )
    texts = "\0".join(
        (line.actor_kind, line.rol, line.organisatie, line.doel, line.veldklasse, line.kanaal)
    )
    return hmac.digest(key, after + numbers + texts.encode(), "sha256")


def check_chain(
    keten: Keten,
    lines: Iterable[tuple[Line, bytes]],
    *,
    stands: Iterable[Stand],
    keys: Mapping[bytes, bytes],
) -> Iterator[Finding]:
    """All that is wrong with one chain; ``lines`` with their MACs, in order of volgnummer.

    One pass with little memory. A line that does not hold is named once: the next is held against
    what stands there, so that what follows it is judged by itself.
    """
    key = keys.get(keten.sleutel)
    if key is None:
        yield Finding(FindingKind.UNKNOWN_KEY, keten.id, moment=keten.begonnen_op)
        return
    walk = _Walk(keten, key, {stand.aantal: stand for stand in stands})
    for line, mac in lines:
        yield from walk.step(line, mac)
    yield from walk.end()


class _Walk:
    """One walk along a chain."""

    def __init__(self, keten: Keten, key: bytes, stands: dict[int, Stand]) -> None:
        self.keten, self.key, self.stands = keten, key, stands
        self.mac = seed(keten, key)
        self.number = 0
        self.moment = keten.begonnen_op
        self.changed: Finding | None = None
        self.last_stand = max(stands.values(), key=lambda stand: stand.aantal, default=None)
        self.late: Finding | None = None

    def step(self, line: Line, mac: bytes) -> Iterator[Finding]:
        """What is wrong up to and with the next line."""
        expected, self.moment = self.number + 1, moment_of(line.moment)
        holds = hmac.compare_digest(mac, mac_of(line, after=self.mac, key=self.key))
        if line.volgnummer > expected:
            yield from self._flush()
            yield self._finding(FindingKind.MISSING, expected, last=line.volgnummer - 1)
        elif line.volgnummer < expected:
            yield from self._flush()
            yield self._finding(FindingKind.DOUBLE, line.volgnummer)
        elif not holds:
            self.changed = _extend(
                self.changed, self._finding(FindingKind.CHANGED, line.volgnummer)
            )
        else:
            yield from self._flush()
        stand = self.stands.get(line.volgnummer)
        if holds and stand is not None and stand.kop != mac:
            yield self._finding(FindingKind.OTHER_HEAD, line.volgnummer)
        self._notice_late(line.volgnummer)
        self.mac, self.number = mac, line.volgnummer

    def end(self) -> Iterator[Finding]:
        """What is wrong with the tail."""
        yield from self._flush()
        if self.last_stand is None:
            yield Finding(FindingKind.NOT_ANCHORED, self.keten.id, moment=self.keten.begonnen_op)
        elif self.number < self.last_stand.aantal:
            self.moment = self.last_stand.moment
            yield self._finding(FindingKind.CUT, self.number + 1, last=self.last_stand.aantal)
        elif self.late is not None:
            yield self.late

    def _notice_late(self, number: int) -> None:
        """Lines that were written well after the last anchor, while the process went on."""
        last = self.last_stand
        if last and number > last.aantal and self.moment > last.moment + ANCHORED_WITHIN:
            self.late = _extend(self.late, self._finding(FindingKind.NOT_ANCHORED, number))

    def _flush(self) -> Iterator[Finding]:
        if self.changed is not None:
            yield self.changed
            self.changed = None

    def _finding(self, kind: FindingKind, line: int, *, last: int | None = None) -> Finding:
        return Finding(kind, self.keten.id, line, last or line, self.moment)


def _extend(run: Finding | None, one: Finding) -> Finding:
    """A run of lines with the same thing wrong is one finding."""
    if run is None:
        return one
    return Finding(run.kind, run.keten, run.line, one.line, run.moment)
