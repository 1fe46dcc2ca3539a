"""What the words of a wish find, and how rare they are: rare words earn more."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, log2

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.kern.sorting import fold
from voetlicht.basis.zoeken.tekst.vocabulary import Vocabulary
from voetlicht.basis.zoeken.tekst.words import words_of


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of a wish: the tokens that it finds (numbers, in order) and what finding earns."""

    word: str
    tokens: NDArray[np.int32]
    points: int


def query_words(
    text: str,
    *,
    weight: int,
    meanings: Mapping[str, tuple[str, ...]],
    vocabulary: Vocabulary,
    records: int,
) -> tuple[QueryWord, ...]:
    """The words of a text, each once, with what they find and earn; ``meanings``: `meanings_of`.

    Only a word that finds no live record, synonyms included, is taken for a slip of the pen. Points
    are shared out by `idf`: ``weight * idf // sum of idf``.
    """
    words = list(dict.fromkeys(words_of(text)))
    found = [_tokens(word, meanings, vocabulary) for word in words]
    rarities = [idf(records, holding) for _, holding in found]
    return shared_out(words, [tokens for tokens, _ in found], rarities, weight)


def shared_out(
    words: list[str], found: list[NDArray[np.int32]], rarities: list[int], weight: int
) -> tuple[QueryWord, ...]:
    """The weight of a wish over its words by rarity, rounded down."""
    total = sum(rarities)
    return tuple(
        QueryWord(word, tokens, weight * rarity // total)
        for word, tokens, rarity in zip(words, found, rarities, strict=True)
    )


def idf(records: int, holding: int) -> int:
    """Rarity of a word in 1024ths: ``1024 * log2(1 + records / holding)``, rounded down; over 0.

    After Sparck Jones (1972). ``holding`` counts a record once for each token that is found in it,
    at most ``records``; a word that nobody has counts as one that a single record has.
    """
    share = records / min(max(holding, 1), max(records, 1))
    return 1 + floor(1024 * log2(1 + share))


def _tokens(
    word: str, meanings: Mapping[str, tuple[str, ...]], vocabulary: Vocabulary
) -> tuple[NDArray[np.int32], int]:
    """What a word finds, and how many times live records hold any of that."""
    found = vocabulary.found_by(word, *meanings.get(word, ()))
    holding = vocabulary.holding(found)
    if not holding:
        found = vocabulary.corrected(word)
        holding = vocabulary.holding(found)
    return found, holding


def meanings_of(synonyms: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Per folded word the words that it also means; of a synonym of several words, each is one."""
    found: dict[str, tuple[str, ...]] = {}
    for word, others in synonyms.items():
        also = (meaning for text in others for meaning in words_of(text))
        found[fold(word)] = (*found.get(fold(word), ()), *also)
    return found
