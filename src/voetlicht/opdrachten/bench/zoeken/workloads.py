"""What is asked of the engine: searches as people do them, vacancies, beginnings and slips.

Every list is the same for the same profiles and count.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import chain, zip_longest
from typing import Any

import numpy as np

from voetlicht.basis.zoeken.answering import FEW_HITS
from voetlicht.basis.zoeken.schema import Code, Codes, Place
from voetlicht.basis.zoeken.wishes import (
    AllOf,
    AnyOf,
    In,
    Near,
    NoneBut,
    Overlaps,
    Query,
    Since,
    Until,
    Wish,
    WithinReach,
    Words,
)
from voetlicht.opdrachten.bench.zoeken.profielen import FACETS, SEED, TODAY, Profiles

PER_CODE = {"taken": 3000, "competenties": 2000, "vaardigheden": 4000}
WORDS_WEIGHT = 3000
PER_DAY, DAYS = 5, 400
"""Score of a search: so much per code, for the words together, and per day under 400 days old."""

_FEWEST, _MOST = 0.0005, 0.05  # share of the texts that hold a rare to middling word
_LEAST = 5  # texts: a word is still there when one of them is withdrawn
_FILTERS = {
    "plaats": 0.22,
    "taken": 0.16,
    "sector": 0.12,
    "niveau": 0.12,
    "uren": 0.12,
    "rijbewijs": 0.06,
    "competenties": 0.06,
    "vaardigheden": 0.08,
    "vanaf": 0.06,
}
_FILTER_SHARES = (0.4, 0.3, 0.2, 0.1)  # of searches with 2, 3, 4 and 5 filters
_ASKED = (1, 2, 3)  # codes of one wish, or words
_OFFERED = (2, 3, 4)  # codes of which any will do
_TRIES = 20  # searches that are drawn for one that finds five


class Draws:
    """Draws from one list of chances, for one workload."""

    def __init__(self, profiles: Profiles, workload: str) -> None:
        self.profiles = profiles
        self.schema = profiles.records.schema
        self.draw = np.random.default_rng((SEED, *workload.encode()))
        counts = profiles.vocabulary.counts[: len(profiles.words)]
        fewest, most = (share * len(profiles) for share in (_FEWEST, _MOST))
        self.middling = np.flatnonzero(
            (counts >= max(_LEAST, fewest)) & (counts < max(10 * _LEAST, most))
        )

    def codes(self, name: str, count: int, *, common: int | None = None) -> tuple[str, ...]:
        """Different codes of a column, out of the first ``common`` if that is given."""
        column = self.schema[name]
        assert isinstance(column, Code | Codes)
        values = column.values[:common]
        drawn = self.draw.choice(len(values), size=min(count, len(values)), replace=False)
        return tuple(values[at] for at in drawn.tolist())

    def one(self, *values: Any) -> Any:
        """One of these."""
        return values[int(self.draw.integers(len(values)))]

    def place(self) -> str:
        """Any place."""
        return self.one(*self.places.places)

    @property
    def places(self) -> Place:
        """The place column."""
        place = self.schema.place
        assert place is not None
        return place

    def words(self, count: int) -> list[str]:
        """Different words, neither common nor unique."""
        numbers = self.draw.choice(self.middling, size=count, replace=False)
        return [self.profiles.words[number] for number in numbers.tolist()]


def searches(
    profiles: Profiles, count: int, total_of: Callable[[Query], int]
) -> tuple[list[Query], list[Query]]:
    """S: two to five strict filters, words in half of them, the best 20, eight facets.

    The second list are those that were drawn and find fewer than five, for which an engine also
    tells what to relax: they are timed apart. ``total_of`` says how many a query finds.
    """
    draws = Draws(profiles, "S")
    plain = _sorted_out(draws, count - count // 2, total_of, with_words=False)
    worded = _sorted_out(draws, count // 2, total_of, with_words=True)
    return _in_turn(plain[0], worded[0]), _in_turn(plain[1], worded[1])[:count]


def lenient(strict: list[Query]) -> list[Query]:
    """S+: the same searches, but unknown passes in every other wish."""
    return [replace(query, wishes=_lenient(query.wishes)) for query in strict]


def _lenient(wishes: tuple[Wish, ...]) -> tuple[Wish, ...]:
    return tuple(replace(wish, unknown=at % 2 == 0) for at, wish in enumerate(wishes))


def vacancies(profiles: Profiles, count: int) -> list[Query]:
    """V: everything desired, nothing required; the best 100 of all."""
    draws = Draws(profiles, "V")
    return [_vacancy(draws) for _ in range(count)]


def slips(profiles: Profiles, count: int) -> list[Query]:
    """Searches for one word with two letters exchanged, which no text holds."""
    draws = Draws(profiles, "tikfout")
    return [_words_only(_slip(draws, draws.words(1)[0])) for _ in range(count)]


def beginnings(profiles: Profiles, count: int) -> list[str]:
    """T: what somebody has typed of a word so far, one to six letters."""
    draws = Draws(profiles, "T")
    return [draws.words(1)[0][: draws.one(1, 2, 3, 4, 5, 6)] for _ in range(count)]


def _sorted_out(
    draws: Draws, count: int, total_of: Callable[[Query], int], *, with_words: bool
) -> tuple[list[Query], list[Query]]:
    """``count`` that find five or more, as far as they are drawn, and those that found fewer."""
    wide: list[Query] = []
    narrow: list[Query] = []
    for _ in range(_TRIES * count):
        if len(wide) == count:
            break
        query = _search(draws, with_words=with_words)
        (narrow if total_of(query) < FEW_HITS else wide).append(query)
    return wide, narrow


def _in_turn(*lists: list[Query]) -> list[Query]:
    """One of each list in turn, then what remains."""
    mixed = chain.from_iterable(zip_longest(*lists))
    return [query for query in mixed if query is not None]


def _search(draws: Draws, *, with_words: bool) -> Query:
    names, shares = list(_FILTERS), np.array(list(_FILTERS.values()))
    count = int(draws.draw.choice([2, 3, 4, 5], p=_FILTER_SHARES))
    chosen = draws.draw.choice(len(names), size=count, replace=False, p=shares / shares.sum())
    wishes: list[Wish] = [_filter(draws, names[at]) for at in chosen.tolist()]
    if with_words:
        text = " ".join(draws.words(draws.one(*_ASKED)))
        wishes.append(Words("tekst", text, weight=WORDS_WEIGHT, unknown=False))
    for name, points in PER_CODE.items():
        asked = draws.codes(name, draws.one(*_ASKED))
        wishes.append(AllOf(name, asked, required=False, weight=points * len(asked), unknown=False))
    wishes.append(
        Since(
            "bevestigd",
            TODAY,
            grace=DAYS - 1,
            required=False,
            weight=PER_DAY * DAYS,
            unknown=False,
        )
    )
    return Query(tuple(wishes), FACETS, best=20, day=TODAY)


def _filter(draws: Draws, name: str) -> Wish:
    """A strict filter, that earns nothing."""
    strict: dict[str, Any] = {"weight": 0, "unknown": False}
    match name:
        case "plaats" if draws.draw.random() < 0.4:
            regions = draws.draw.choice(sorted(set(draws.places.regions)), size=1)
            return In(name, regions=tuple(regions.tolist()), **strict)
        case "plaats":
            return Near(name, draws.place(), draws.one(10, 15, 20, 30, 50), **strict)
        case "uren":
            low = draws.one(8, 12, 16, 20, 24, 32)
            return Overlaps(name, low, low + draws.one(0, 4, 8), **strict)
        case "vanaf":
            return Until(name, TODAY + timedelta(days=draws.one(0, 30, 60)), **strict)
        case "rijbewijs":
            return AnyOf(name, draws.codes(name, 1, common=4), **strict)
    return AnyOf(name, draws.codes(name, draws.one(*_OFFERED), common=12), **strict)


def _vacancy(draws: Draws) -> Query:
    place = draws.place()
    hours = draws.one(8, 12, 16, 20, 24, 28, 32)
    start = TODAY + timedelta(days=draws.one(0, 14, 30, 60))
    desired: dict[str, Any] = {"required": False}
    wishes: tuple[Wish, ...] = (
        WithinReach("plaats", place, "reis", weight=6000, **desired),
        Overlaps("uren", hours, hours + 8, weight=4000, **desired),
        Until("vanaf", start, grace=90, weight=3000, **desired),
        AllOf("competenties", draws.codes("competenties", 9), level=2, weight=9000, **desired),
        AllOf("taken", draws.codes("taken", 7), weight=10500, **desired),
        AllOf("vaardigheden", draws.codes("vaardigheden", 4), weight=8000, **desired),
        NoneBut("nodig", draws.codes("nodig", draws.one(1, 2, 3, 4)), weight=5000, **desired),
    )
    return Query(wishes, best=100, day=TODAY)


def _words_only(text: str) -> Query:
    return Query((Words("tekst", text, unknown=False),), best=20, day=TODAY)


def _slip(draws: Draws, word: str) -> str:
    """The word with two different neighbours exchanged, if that is no word."""
    known = set(draws.profiles.words)
    for at in draws.draw.permutation(len(word) - 1).tolist():
        wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if wrong not in known:
            return wrong
    return word
