"""The naive truth of search: plain Python over records as dicts, without planes and without a plan.

A record is a dict from the names of columns to a value; None, or no entry, is unknown. A value is
of `Code` and `Place` a name, of `Codes` a dict from code to level, of `Number` an int, of `Range` a
pair, of `Date` a date, of `Text` a str. A population is a dict from keys to records.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from math import floor, log2
from typing import Any

from basis.zoeken.naive_facets import labels, labels_of
from voetlicht.basis.kern.sorting import fold
from voetlicht.basis.zoeken.plan import seed_of
from voetlicht.basis.zoeken.result import Facet, Hit, Relaxation, Result
from voetlicht.basis.zoeken.schema import Code, Column, Number, Place, Schema, Text
from voetlicht.basis.zoeken.tekst.words import corrections, finds, words_of
from voetlicht.basis.zoeken.wishes import (
    AllOf,
    Answer,
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

Record = Mapping[str, Any]
Population = Mapping[int, Record]
WordOf = tuple[frozenset[str], int]
"""The tokens that a word of a wish finds, and what finding one of them earns."""
Stand = tuple[Answer, int]

NUMBER_OF = {Answer.UNMET: 0, Answer.MET: 1, Answer.UNKNOWN: 2}
FEW_HITS = 5
BITS_64 = 2**64 - 1


class Truth:
    """What every search over a population answers."""

    def __init__(self, schema: Schema, population: Population) -> None:
        self.schema = schema
        self.records = {
            key: {column.name: cell(column, record.get(column.name)) for column in schema.columns}
            for key, record in population.items()
        }

    def search(self, query: Query) -> Result:
        stands = self.stands(query)
        found = [key for key, stand in stands.items() if passes_all(query.wishes, stand)]
        found.sort(key=lambda key: (-score(stands[key]), turn(key, seed_of(query)), key))
        facets = {name: self._facet(name, query, stands) for name in query.facets}
        hits = tuple(hit(key, query, stands[key]) for key in found[: query.best])
        return Result(len(found), hits, facets, relaxations(query, stands, len(found)))

    def stands(self, query: Query) -> dict[int, list[Stand]]:
        """How every record stands to every wish."""
        words = [self._words(wish) if isinstance(wish, Words) else [] for wish in query.wishes]
        return {
            key: [
                stand(self.schema, wish, record, found)
                for wish, found in zip(query.wishes, words, strict=True)
            ]
            for key, record in self.records.items()
        }

    @cached_property
    def holding(self) -> dict[str, Counter[str]]:
        """Per text column how many records hold each token."""
        return {
            column.name: Counter(
                token for record in self.records.values() for token in record[column.name] or ()
            )
            for column in self.schema.columns
            if isinstance(column, Text)
        }

    def suggest(self, column: str, beginning: str, best: int) -> list[tuple[str, int]]:
        prefix = fold(beginning).strip()
        counts = self.holding[column].items()
        found = [(token, count) for token, count in counts if token.startswith(prefix)]
        return sorted(found, key=lambda item: (-item[1], item[0]))[:best]

    def _words(self, wish: Words) -> list[WordOf]:
        """The words of a wish; the weight is shared out by rarity."""
        column, counts = self.schema[wish.column], self.holding[wish.column]
        assert isinstance(column, Text)
        found, rarities = [], []
        for word in dict.fromkeys(words_of(wish.text)):
            tokens = tokens_found(word, column.synonyms, counts)
            found.append(tokens)
            rarities.append(idf(len(self.records), sum(counts[token] for token in tokens)))
        return [
            (tokens, wish.weight * rarity // sum(rarities))
            for tokens, rarity in zip(found, rarities, strict=True)
        ]

    def _facet(self, name: str, query: Query, stands: Mapping[int, list[Stand]]) -> Facet:
        """Counts under the wishes on other columns."""
        column = self.schema[name]
        counts, unknown = dict.fromkeys(labels(column), 0), 0
        for key, stand in stands.items():
            others = [
                pair for pair in zip(query.wishes, stand, strict=True) if pair[0].column != name
            ]
            if all(passes(*pair) for pair in others):
                value = self.records[key][name]
                unknown += value is None
                for label in () if value is None else labels_of(column, value):
                    counts[label] += 1
        return Facet(tuple(counts), tuple(counts.values()), unknown)


def cell(column: Column, value: Any) -> Any:
    """A value in the form that it is compared in; a text without words is unknown."""
    if isinstance(column, Text):
        return frozenset(words_of(value or "")) or None
    if value is None:
        return None
    if isinstance(column, Code):
        return {value: 1}
    return (value, value) if isinstance(column, Number) else value


def stand(schema: Schema, wish: Wish, record: Record, words: list[WordOf]) -> Stand:
    """The answer of one record to one wish, and what that earns."""
    value = record[wish.column]
    no_reach = isinstance(wish, WithinReach) and record[wish.reach] is None
    if value is None or no_reach:
        return Answer.UNKNOWN, wish.weight // 4 if wish.unknown else 0
    match wish:
        case AllOf():
            return all_of(wish, value)
        case Until():
            return within_days(wish, (value - wish.day).days)
        case Since():
            return within_days(wish, (wish.day - value).days)
        case Near() | WithinReach():
            return nearby(schema, wish, record)
        case Words():
            return words_held(wish, value, words)
    met = is_met(schema, wish, value)
    return (Answer.MET, wish.weight) if met else (Answer.UNMET, 0)


def is_met(schema: Schema, wish: AnyOf | NoneBut | Overlaps | In, value: Any) -> bool:
    """Of the wishes that earn all or nothing."""
    match wish:
        case AnyOf():
            return any(value.get(code, 0) >= wish.level for code in wish.values)
        case NoneBut():
            return set(value) <= set(wish.values)
        case Overlaps():
            least, most = value
            return least <= wish.high and most >= wish.low
        case In():
            place = place_of(schema)
            region = place.regions[place.places.index(value)] if place.regions else None
            return value in wish.places or region in wish.regions


def all_of(wish: AllOf, levels: Mapping[str, int]) -> Stand:
    reached = [min(levels.get(code, 0), wish.level) for code in wish.values]
    share = wish.weight // max(1, len(wish.values))
    met = all(level == wish.level for level in reached)
    return answer(met), sum(share * level // wish.level for level in reached)


def within_days(wish: Until | Since, off: int) -> Stand:
    left = wish.grace + 1 - max(off, 0)
    return answer(off <= 0), max(left, 0) * (wish.weight // (wish.grace + 1))


def nearby(schema: Schema, wish: Near | WithinReach, record: Record) -> Stand:
    place = place_of(schema)
    here, there = place.places.index(wish.place), place.places.index(record[wish.column])
    distance = int(place.km[here, there])
    limit = wish.km if isinstance(wish, Near) else wish.span
    most = wish.km if isinstance(wish, Near) else record[wish.reach][0]
    if distance > most:
        return Answer.UNMET, 0
    lost = wish.weight * min(distance, limit) // (2 * limit) if limit else 0
    return Answer.MET, wish.weight - lost


def words_held(wish: Words, held: frozenset[str], words: list[WordOf]) -> Stand:
    found = [bool(tokens & held) for tokens, _ in words]
    points = sum(points for tokens, points in words if tokens & held)
    return answer(all(found) if wish.every or not found else any(found)), points


def answer(met: bool) -> Answer:
    return Answer.MET if met else Answer.UNMET


def place_of(schema: Schema) -> Place:
    assert schema.place is not None
    return schema.place


def tokens_found(
    word: str, synonyms: Mapping[str, tuple[str, ...]], counts: Mapping[str, int]
) -> frozenset[str]:
    """Tokens that a word or one of its synonyms finds; if there are none, those at one slip."""
    meanings = [word]
    for known, others in synonyms.items():
        if fold(known) == word:
            meanings += [meaning for other in others for meaning in words_of(other)]
    found = {token for token in counts if any(finds(meaning, token) for meaning in meanings)}
    return frozenset(found) or corrections(word, counts, "".join(set("".join(counts))))


def idf(records: int, holding: int) -> int:
    """Rarity in 1024ths."""
    most = min(max(holding, 1), max(records, 1))
    return 1 + floor(1024 * log2(1 + records / most))


def passes(wish: Wish, stand: Stand) -> bool:
    """Whether a wish does not drop the record."""
    if not wish.required or stand[0] == Answer.MET:
        return True
    return stand[0] == Answer.UNKNOWN and wish.unknown


def passes_all(wishes: tuple[Wish, ...], stands: list[Stand]) -> bool:
    return all(passes(*pair) for pair in zip(wishes, stands, strict=True))


def score(stands: list[Stand]) -> int:
    return sum(points for _, points in stands)


def turn(key: int, seed: int) -> int:
    """Rank among equals: the finaliser of splitmix64."""
    mixed = (key & BITS_64) ^ seed
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 & BITS_64
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB & BITS_64
    return mixed ^ (mixed >> 31)


def hit(key: int, query: Query, stands: list[Stand]) -> Hit:
    answers = tuple(NUMBER_OF[answer] for answer, _ in stands)
    return Hit(key, score(stands), query.wishes, answers, tuple(points for _, points in stands))


def relaxations(
    query: Query, stands: Mapping[int, list[Stand]], total: int
) -> tuple[Relaxation, ...]:
    """Under five hits: how many more match without each required wish, the most first."""
    if total >= FEW_HITS:
        return ()
    told = []
    for number, wish in enumerate(query.wishes):
        rest = query.wishes[:number] + query.wishes[number + 1 :]
        without = sum(
            passes_all(rest, stand[:number] + stand[number + 1 :]) for stand in stands.values()
        )
        if wish.required and without > total:
            told.append(Relaxation(wish, without - total))
    return tuple(sorted(told, key=lambda relaxation: -relaxation.gain))
