"""The mirror of a search: for one record the best of many vacancies.

A vacancy is a query over the records' schema; `Index.search` gives the best records for it. Here a
record gets the same answers and the same points from each vacancy, so both sides see one score.
"""

from collections.abc import Iterable
from datetime import date
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.answering import km_of
from voetlicht.basis.zoeken.growing import Growing, text_names
from voetlicht.basis.zoeken.layout import layout_of
from voetlicht.basis.zoeken.plan import Field, Plan, plan_of, seed_of
from voetlicht.basis.zoeken.records import Records
from voetlicht.basis.zoeken.result import Hit
from voetlicht.basis.zoeken.rotation import turns_of
from voetlicht.basis.zoeken.schema import Schema
from voetlicht.basis.zoeken.segment import WORDS
from voetlicht.basis.zoeken.tekst.vocabulary import Vocabulary
from voetlicht.basis.zoeken.wishes import MOST_HITS, Query, Words


class Vacancies:
    """Queries by key. Changing them and asking for the best may be done from several threads."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._layout = layout_of(schema)
        self._km = km_of(schema)
        self._writing = Lock()
        self._plans: dict[int, tuple[Query, Plan]] = {}
        self._stacked: _Stacked | None = None

    def __len__(self) -> int:
        return len(self._plans)

    def put(self, key: int, query: Query) -> None:
        """Add a vacancy or replace it. InputError if it asks for words: those weigh per index."""
        if any(isinstance(wish, Words) for wish in query.wishes):
            raise InputError(
                "Een vacature vraagt geen woorden; vraag codes, uren, een plaats of datum."
            )
        plan = plan_of(query, self.schema, self._layout, {})
        with self._writing:
            self._plans[key] = (query, plan)
            self._stacked = None

    def remove(self, keys: Iterable[int]) -> None:
        """Take vacancies away; unknown keys are no error."""
        with self._writing:
            for key in keys:
                self._plans.pop(key, None)
            self._stacked = None

    def best_for(
        self, records: Records, *, best: int = 20, day: date, rotation: str = ""
    ) -> tuple[Hit, ...]:
        """The best vacancies for the one record, with explanations; a hit's key is the vacancy's.

        Only vacancies none of whose required wishes drops the record.
        """
        if len(records) != 1 or not 0 <= best <= MOST_HITS:
            raise InputError(f"Geef één record, en vraag hoogstens {MOST_HITS} vacatures.")
        stacked = self._stack()
        answers, points, passes = self._stand(stacked, records)
        sums = np.concatenate([[0], np.cumsum(points)])
        scores = sums[stacked.bounds[1:]] - sums[stacked.bounds[:-1]]
        turns = turns_of(stacked.keys, seed_of(Query(day=day, rotation=rotation)))
        order = np.lexsort((stacked.keys, turns, -scores))
        chosen = order[passes[order]][:best]
        return tuple(stacked.hit(int(at), int(scores[at]), answers, points) for at in chosen)

    def _stack(self) -> "_Stacked":
        with self._writing:
            if self._stacked is None:
                self._stacked = _Stacked(self._plans)
            return self._stacked

    def _stand(
        self, stacked: "_Stacked", records: Records
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.bool_]]:
        # Loads the compiler, which is not for whoever only imports.
        from voetlicht.basis.zoeken.kernels.rows import stand_to_many

        growing = Growing(self.schema, self._layout)
        growing.add(records, 0, {name: Vocabulary() for name in text_names(self.schema)})
        answers = np.zeros(len(stacked.wishes), dtype=np.uint8)
        points = np.zeros(len(stacked.wishes), dtype=np.int64)
        passes = np.zeros(len(stacked.keys), dtype=np.bool_)
        segment = growing.segment
        stand_to_many(
            stacked.wishes,
            stacked.pool,
            stacked.bounds,
            segment.planes[0],
            np.zeros((0, 1, WORDS), dtype=np.uint64),
            0,
            int(segment.run_places[0]),
            self._km,
            answers,
            points,
            passes,
        )
        return answers, points, passes


class _Stacked:
    """All plans one after another, so that one pass goes over them."""

    def __init__(self, plans: dict[int, tuple[Query, Plan]]) -> None:
        self.keys = np.array(list(plans), dtype=np.int64)
        self.queries = [query for query, _ in plans.values()]
        sizes = [len(plan.wishes) for _, plan in plans.values()]
        self.bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        shifted, pools, used = [], [], 0
        for _, plan in plans.values():
            wishes = plan.wishes.copy()
            wishes[:, Field.START] += used
            used += len(plan.pool)
            shifted.append(wishes)
            pools.append(plan.pool)
        self.wishes = np.concatenate([*shifted, np.zeros((0, len(Field)), dtype=np.int64)])
        self.pool = np.concatenate([*pools, np.zeros(0, dtype=np.int64)])

    def hit(
        self, at: int, score: int, answers: NDArray[np.uint8], points: NDArray[np.int64]
    ) -> Hit:
        """What the record is told of vacancy ``at``."""
        own = slice(int(self.bounds[at]), int(self.bounds[at + 1]))
        return Hit(
            int(self.keys[at]),
            score,
            self.queries[at].wishes,
            tuple(answers[own].tolist()),
            tuple(points[own].tolist()),
        )
