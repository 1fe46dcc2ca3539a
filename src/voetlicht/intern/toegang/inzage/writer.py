"""The writer of the inzagelog: one per process, with a connection of its own in role ``spoor``.

Its lines are committed whatever becomes of the request, and before the answer leaves. After
anything goes wrong it begins a new chain: nobody knows then whether the last lines arrived, and a
number is never given out twice.
"""

import atexit
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import psycopg
import structlog
from django.conf import settings
from django.db import connections

from voetlicht.basis.kern import clock
from voetlicht.intern.toegang.enums import Kanaal
from voetlicht.intern.toegang.inzage.anchors import Anchors
from voetlicht.intern.toegang.inzage.noting import Showing
from voetlicht.intern.toegang.rules.inzage import (
    Keten,
    Line,
    Stand,
    key_id,
    mac_of,
    microseconds,
    moment_of,
    seed,
)

ALIAS = "spoor"
EVERY = 60
"""Seconds between two anchors of a chain that grew."""

PATIENCE = "SET statement_timeout = '10s'"
BEGIN = """
WITH begin AS (
    INSERT INTO toegang_inzageketen (id, dag, begonnen_op, sleutel) VALUES (%s, %s, %s, %s)
)
"""
# One parameter for each column and not for each cell: a page of a list is one statement, prepared
# once, however many klanten are on it.
ADD = """
INSERT INTO toegang_inzageregel (keten_id, moment, kanaal, trace_id, volgnummer, actor_kind,
    actor_id, rol, organisatie, aanstelling, persoon_id, doel, veldklasse, mac)
SELECT %s, %s, %s, %s, line.* FROM unnest(%s::bigint[], %s::text[], %s::uuid[], %s::text[],
    %s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::bytea[]) AS line
"""

log = structlog.get_logger(__name__)


def anchors() -> Anchors:
    """The anchors of this installation."""
    keys = (settings.SPOOR_KEY, *settings.SPOOR_PREVIOUS_KEYS)
    return Anchors(settings.ANKERS, settings.SPOOR_KEY, {key_id(key): key for key in keys})


@dataclass(slots=True)
class Head:
    """Where a chain is: its last number and MAC, and how much of it is anchored."""

    keten: Keten
    mac: bytes
    number: int = 0
    anchored: int = -1

    def stand(self) -> Stand:
        """To anchor now."""
        return Stand(self.keten.id, self.keten.dag, clock.now(), self.number, self.mac)


class Writer:
    """Threads of one process share one chain; a child that is forked off begins its own."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        """As new; the connection that a parent opened is left to the parent."""
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._ticking: threading.Thread | None = None
        self._connection: psycopg.Connection | None = None
        self._head: Head | None = None

    def write(self, showings: Iterable[Showing], *, kanaal: Kanaal, trace_id: UUID) -> None:
        """Write a line for each showing, in one statement with a commit of its own.

        A lost connection is tried once more. Errors of the database and of the disk go to the
        caller, who then has nothing to show.
        """
        distinct = dict.fromkeys(
            (each.actor, each.purpose, each.persoon_id, each.veldklasse) for each in showings
        )
        unique = [Showing(a, p, persoon_id, v) for a, p, persoon_id, v in distinct]
        with self._lock:
            try:
                self._add(unique, kanaal, trace_id)
            except psycopg.Error:
                self._abandon()
                self._add(unique, kanaal, trace_id)

    def close(self) -> None:
        """Anchor where the chain is and let go; the next line begins a new chain."""
        with self._lock:
            self._abandon()

    def _add(self, showings: list[Showing], kanaal: Kanaal, trace_id: UUID) -> None:
        now = clock.now()
        head = self._head_on(now)
        lines, macs = [], []
        mac = head.mac
        for number, showing in enumerate(showings, head.number + 1):
            line = _line(showing, number, microseconds(now), kanaal, trace_id)
            mac = mac_of(line, after=mac, key=settings.SPOOR_KEY)
            lines.append(line)
            macs.append(mac)
        try:
            self._insert(head, lines, macs)
        except BaseException:
            self._head = None  # whether they arrived is not known
            raise
        head.number, head.mac = lines[-1].volgnummer, mac
        if head.anchored < 1:  # an answer leaves only when the chain is known outside
            self._anchor(head)

    def _head_on(self, now: datetime) -> Head:
        """The chain of this day; anchored with no lines before its first line is written."""
        dag = now.astimezone(clock.AMSTERDAM).date()
        if self._head is None or self._head.keten.dag != dag:
            self._leave()
            keten = Keten(uuid4(), dag, now, key_id(settings.SPOOR_KEY))
            head = Head(keten, seed(keten, settings.SPOOR_KEY))
            self._anchor(head)
            self._tick()
            self._head = head
        return self._head

    def _insert(self, head: Head, lines: list[Line], macs: list[bytes]) -> None:
        keten = head.keten
        sql, values = "", []
        if head.number == 0:
            sql, values = BEGIN, [keten.id, keten.dag, keten.begonnen_op, keten.sleutel]
        values += _values(keten.id, lines, macs)
        self._connected().execute(sql + ADD, values)

    def _connected(self) -> psycopg.Connection:
        """A connection outside Django's: no transaction and no thread of a request has it."""
        if self._connection is None:
            about = connections.create_connection(ALIAS).get_connection_params()
            self._connection = psycopg.connect(**about, autocommit=True)
            self._connection.execute(PATIENCE)
        return self._connection

    def _anchor(self, head: Head) -> None:
        if head.anchored != head.number:
            anchors().append([head.stand()])
            head.anchored = head.number

    def _leave(self) -> None:
        """Anchor where the chain ended."""
        head, self._head = self._head, None
        if head is not None:
            try:
                self._anchor(head)
            except OSError:
                log.exception("inzagelog_anker_mislukt", keten=str(head.keten.id))

    def _abandon(self) -> None:
        self._leave()
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _tick(self) -> None:
        """Anchor every minute, as long as the process lives."""
        if self._ticking is None:
            self._ticking = threading.Thread(target=self._keep_anchoring, daemon=True)
            self._ticking.start()

    def _keep_anchoring(self) -> None:
        while not self._stopped.wait(EVERY):
            self.anchor()

    def anchor(self) -> None:
        """Anchor what was written since the last anchor; a failure is logged and tried again."""
        with self._lock:
            if self._head is not None:
                try:
                    self._anchor(self._head)
                except OSError:
                    log.exception("inzagelog_anker_mislukt", keten=str(self._head.keten.id))


def _line(showing: Showing, number: int, moment: int, kanaal: Kanaal, trace_id: UUID) -> Line:
    actor = showing.actor
    return Line(
        volgnummer=number,
        moment=moment,
        actor_kind=actor.kind.value,
        actor_id=UUID(actor.id),
        rol=actor.rol or "",
        organisatie=actor.organisatie or "",
        aanstelling=actor.aanstelling or 0,
        persoon_id=showing.persoon_id,
        doel=showing.purpose.value,
        veldklasse=showing.veldklasse.value,
        kanaal=kanaal.value,
        trace_id=trace_id,
    )


def _values(keten: UUID, lines: list[Line], macs: list[bytes]) -> list[object]:
    """In the order of ``ADD``: what lines of one answer share, then the rest by column."""
    first = lines[0]
    return [
        *(keten, moment_of(first.moment), first.kanaal, first.trace_id),
        [line.volgnummer for line in lines],
        [line.actor_kind for line in lines],
        [line.actor_id for line in lines],
        [line.rol for line in lines],
        [line.organisatie for line in lines],
        [line.aanstelling for line in lines],
        [line.persoon_id for line in lines],
        [line.doel for line in lines],
        [line.veldklasse for line in lines],
        macs,
    ]


writer = Writer()
os.register_at_fork(after_in_child=writer._forget)
atexit.register(writer.close)
