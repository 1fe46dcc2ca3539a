"""Peers beside our own engine: first whether they answer the same, then how long that takes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter

import numpy as np

from voetlicht.basis.kern.errors import Conflict
from voetlicht.basis.kern.numbers import format_count
from voetlicht.basis.zoeken.result import Result
from voetlicht.opdrachten.bench.zoeken.eigen import Built, Questions
from voetlicht.opdrachten.bench.zoeken.meten import Subject, Timed, at_rest
from voetlicht.opdrachten.bench.zoeken.peers.rijen import Rows, counts_of, rows_of
from voetlicht.opdrachten.bench.zoeken.peers.vraag import Answer, Peer, Vraag, vraag_of
from voetlicht.opdrachten.bench.zoeken.profielen import Profiles
from voetlicht.opdrachten.bench.zoeken.workloads import DAYS, PER_DAY
from voetlicht.opdrachten.session import progress

SECONDS, LEAST = 30.0, 20
"""A slow peer is compared no more after so long, if it answered that often; then it is timed."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One peer: ``overlap`` is the part of its best 20 that belongs in ours, ties included."""

    built: Built
    timed: Timed
    checked: int
    overlap: float

    @property
    def remark(self) -> str:
        """What was found, in words."""
        share = f"{100 * self.overlap:.1f}".replace(".", ",")
        return (
            f"{self.built.engine}, {format_count(self.built.n)} profielen: van {self.checked} "
            f"vragen totaal en facetten gelijk, de beste 20 voor {share} % dezelfde."
        )


def compare(
    profiles: Profiles, asked: Questions, kinds: Sequence[Callable[[], Peer]], *, repetitions: int
) -> Iterator[Compared]:
    """Every peer in turn, on the same searches; Conflict when one counts differently."""
    rows = rows_of(profiles)
    vragen = [vraag_of(query, profiles) for query in asked.searches]
    for kind in kinds:
        peer = kind()
        progress(f"{peer.name}: bouwen en vragen stellen")
        try:
            built = peer.build(rows, profiles.words)
            with at_rest():
                overlaps = list(_checked(peer, rows, vragen, asked.answers))
                subject = Subject(peer.name, len(profiles), SECONDS)
                asks = [partial(_ask, peer, vraag) for vraag in vragen]
                timed = subject.timed("S", [asks * repetitions])
        finally:
            peer.close()
        yield Compared(built, timed, len(overlaps), float(np.mean(overlaps)))


def _ask(peer: Peer, vraag: Vraag) -> None:
    peer.answer(vraag)


def _checked(
    peer: Peer, rows: Rows, vragen: Sequence[Vraag], answers: Sequence[Result]
) -> Iterator[float]:
    """Per search the overlap of the best 20; of a peer that scores as we do it must be whole."""
    until = perf_counter() + SECONDS
    for number, (vraag, ours) in enumerate(zip(vragen, answers, strict=True)):
        if number >= LEAST and perf_counter() > until:
            return
        theirs = peer.answer(vraag)
        if theirs.total != ours.total or list(theirs.counts) != counts_of(ours.facets):
            raise Conflict(
                f"{peer.name} telt bij vraag {number} anders dan de eigen zoekmotor: totaal "
                f"{theirs.total} naast {ours.total}. Meld dit, met de opdracht die u gaf."
            )
        scores = [score for _, score in theirs.hits]
        if peer.exact and scores != [hit.score for hit in ours.hits]:
            raise Conflict(
                f"{peer.name} geeft bij vraag {number} andere scores dan de eigen zoekmotor. Meld "
                "dit, met de opdracht die u gaf."
            )
        yield _overlap(theirs, rows, vraag, ours)


def _overlap(theirs: Answer, rows: Rows, vraag: Vraag, ours: Result) -> float:
    least = ours.hits[-1].score
    good = sum(score_of(rows, vraag, key) >= least for key, _ in theirs.hits)
    return good / len(ours.hits)


def score_of(rows: Rows, vraag: Vraag, key: int) -> int:
    """The score of one row by the formula, counted without any engine."""
    row = rows.row_of(key)
    codes = sum(
        points for column, code, points in vraag.wanted if rows.numbers[column][row] >> code & 1
    )
    held = rows.words.of_row(row)
    words = sum(word.points for word in vraag.words if np.isin(held, word.found).any())
    recent = PER_DAY * max(0, DAYS - int(rows.numbers["ouderdom"][row]))
    return int(codes) + words + recent
