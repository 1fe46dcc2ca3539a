"""The workloads on the engines of Voetlicht itself."""

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import cycle
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from voetlicht.basis.kern.errors import Conflict
from voetlicht.basis.zoeken.index import Index
from voetlicht.basis.zoeken.result import Result
from voetlicht.basis.zoeken.wishes import Query
from voetlicht.opdrachten.bench.zoeken import geheugen, workloads
from voetlicht.opdrachten.bench.zoeken.meten import Ask, Subject, Timed, at_rest, in_lanes, warm_up
from voetlicht.opdrachten.bench.zoeken.profielen import Profiles

THREADS = 2
CHANGES = 20
"""One in so many of the mixed load is a change."""


@dataclass(frozen=True, slots=True)
class Built:
    """What making an index took; memory in MB, ``peak_mb`` with the profiles, ``own_mb`` without.

    ``disk_mb`` is None where nothing was saved; ``load_s`` is reading that back, cold.
    """

    engine: str
    n: int
    seconds: float
    peak_mb: float = float("nan")
    own_mb: float = float("nan")
    disk_mb: float | None = None
    load_s: float | None = None

    def as_row(self) -> dict[str, object]:
        """For machines."""
        sizes = {"peak_mb": self.peak_mb, "own_mb": self.own_mb, "disk_mb": self.disk_mb}
        return {
            "engine": self.engine,
            "n": self.n,
            "build_s": round(self.seconds, 2),
            **{name: _rounded(size) for name, size in sizes.items()},
            "load_s": self.load_s and round(self.load_s, 3),
        }


@dataclass(slots=True)
class Questions:
    """The questions of every workload, the same for all engines; drawn once, by the first."""

    searches: list[Query]
    narrow: list[Query]
    lenient: list[Query]
    vacancies: list[Query]
    slips: list[Query]
    beginnings: list[str]
    answers: list[Result] = field(default_factory=list)


def build(profiles: Profiles, engine: str) -> tuple[Index, Built]:
    """An index of all profiles, and what that took; its kernels are compiled first."""
    index = Index(profiles.records.schema, engine=engine)
    index.search(workloads.vacancies(profiles, 1)[0])
    geheugen.forget_peak()
    before = geheugen.resident_mb()
    started = time.perf_counter()
    index.replace_all(profiles.records)
    seconds = time.perf_counter() - started
    peak = geheugen.peak_mb()
    own = geheugen.resident_mb() - before
    return index, Built(engine, len(profiles), seconds, peak, own, *saved_and_read(index))


def saved_and_read(index: Index) -> tuple[float, float]:
    """Size of the index on disk in MB, and the seconds of opening it when nothing is in memory."""
    with TemporaryDirectory(prefix="voetlicht-zoeken-") as folder:
        path = Path(folder) / "index"
        index.save(path)
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        started = time.perf_counter()
        Index.open(path, index.schema, engine=index.engine.name)
        return path.stat().st_size / 1e6, time.perf_counter() - started


def questions(profiles: Profiles, index: Index, count: int) -> Questions:
    """``count`` of everything; fewer narrow searches if there are not so many."""
    wide, narrow = workloads.searches(profiles, count, lambda query: index.search(query).total)
    return Questions(
        wide,
        narrow,
        workloads.lenient(wide),
        workloads.vacancies(profiles, count),
        workloads.slips(profiles, count),
        workloads.beginnings(profiles, count),
    )


def demand_equal_answers(index: Index, asked: Questions, engine: str) -> None:
    """Conflict when an engine answers S otherwise than the one before it."""
    answers = [index.search(query) for query in asked.searches]
    if asked.answers and answers != asked.answers:
        raise Conflict(
            f"De zoekmotor ‘{engine}’ geeft andere antwoorden dan de vorige; zulke metingen zeggen "
            "niets. Meld dit, met de opdracht die u gaf."
        )
    asked.answers = answers


def time_all(
    profiles: Profiles, index: Index, asked: Questions, subject: Subject, *, repetitions: int
) -> Iterator[Timed]:
    """Every workload on one index, which holds the same profiles afterwards."""
    search, vacancy = partial(_search, index), partial(_search_and_explain, index)
    with at_rest():
        for name, ask, queries in (("S", search, asked.searches), ("V", vacancy, asked.vacancies)):
            asks = [partial(ask, query) for query in queries]
            warm_up(asks)
            for threads in (1, THREADS):
                yield subject.timed(name, in_lanes(asks, threads, repetitions))
        for name, ask, queries in (
            ("S+", vacancy, asked.lenient),
            ("versoepelen", search, asked.narrow),
            ("tikfout", search, asked.slips),
        ):
            yield subject.timed(name, [[partial(ask, query) for query in queries] * repetitions])
        typed = [partial(_suggest, index, beginning) for beginning in asked.beginnings]
        yield subject.timed("T", [typed * repetitions])
        yield from subject.timed_apart([_changes(profiles, index, asked) * repetitions])
        yield from subject.timed_apart(_mixed(profiles, index, asked, repetitions))
        yield from _while_merging(index, asked, subject)


def _while_merging(index: Index, asked: Questions, subject: Subject) -> Iterator[Timed]:
    """The search that finds least, over and over while all is taken together; as often at rest."""
    found = zip(asked.searches, asked.answers, strict=True)
    query, _ = min(found, key=lambda pair: pair[1].total)
    times: list[float] = []
    began = time.perf_counter()
    with ThreadPoolExecutor(1) as background:
        merging = background.submit(index.compact)
        while not (merging.done() and times):
            started = time.perf_counter()
            index.search(query)
            times.append(1000 * (time.perf_counter() - started))
        merging.result()
    seconds = time.perf_counter() - began
    yield Timed("samenvoegen", subject.engine, subject.n, 1, tuple(sorted(times)), seconds)
    patient = replace(subject, seconds=inf)
    yield patient.timed("in rust", [[partial(_search, index, query)] * len(times)])


def _search(index: Index, query: Query) -> None:
    index.search(query)


def _search_and_explain(index: Index, query: Query) -> None:
    for hit in index.search(query).hits:
        if sum(hit.points) != hit.score or len(hit.answers) != len(query.wishes):
            raise Conflict(f"De uitleg van {hit.key} telt niet op tot de score. Meld dit.")


def _suggest(index: Index, beginning: str) -> None:
    index.suggest("tekst", beginning)


def _changes(profiles: Profiles, index: Index, asked: Questions) -> list[tuple[str, Ask]]:
    """U: withdraw a hit of a search, and put it back; after each the search must see it.

    A tenth of the searches, those that find the least, of which only the total is asked.
    """
    found = sorted(zip(asked.searches, asked.answers, strict=True), key=lambda pair: pair[1].total)
    asks: list[tuple[str, Ask]] = []
    for query, answer in found[: max(1, len(found) // 10)]:
        key, query = answer.hits[0].key, replace(query, facets=(), best=0)
        record = profiles.records.take(np.array([key]))
        asks += [
            ("U intrekken", partial(index.withdraw, [key])),
            ("U gezien", partial(_see, index, key, query, answer.total - 1)),
            ("U wijzigen", partial(index.upsert, record)),
            ("U gezien", partial(_see, index, key, query, answer.total)),
        ]
    return asks


def _see(index: Index, key: int, query: Query, total: int) -> None:
    if index.search(query).total != total:
        raise Conflict(f"De wijziging van profiel {key} is niet te zien. Meld dit.")


def _mixed(
    profiles: Profiles, index: Index, asked: Questions, repetitions: int
) -> list[list[tuple[str, Ask]]]:
    """Two lanes of searches; every twentieth question is a change, of profiles of that lane."""
    lanes = []
    for number, queries in enumerate(in_lanes(asked.searches, THREADS, repetitions)):
        changes = cycle(_back_and_forth(profiles, index, range(number, 2 * CHANGES, THREADS)))
        lane: list[tuple[str, Ask]] = []
        for at, query in enumerate(queries, start=1):
            lane.append(("gemengd S", partial(_search, index, query)))
            if at % (CHANGES - 1) == 1:
                lane.append(("gemengd U", next(changes)))
        lanes.append(lane)
    return lanes


def _back_and_forth(profiles: Profiles, index: Index, keys: Sequence[int]) -> list[Ask]:
    """Replace a profile by itself: that is a withdrawal and an addition in one."""
    taken = [profiles.records.take(np.array([key % len(profiles)])) for key in keys]
    return [partial(index.upsert, one) for one in taken]


def _rounded(size: float | None) -> float | None:
    return None if size is None or size != size else round(size, 1)
