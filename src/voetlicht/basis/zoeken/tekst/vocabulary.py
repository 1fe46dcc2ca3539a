"""Which words there are and how many live records hold each. One writer adds and counts."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.kern.sorting import fold
from voetlicht.basis.zoeken.tekst.forms import Forms, Pair
from voetlicht.basis.zoeken.tekst.words import (
    BEFORE_SUFFIX,
    PREFIX_FROM,
    SUFFIX_FROM,
    corrections,
    stem,
)

PER_TOKEN = 400
"""Bytes per token beside its letters: strings, and places in tables and in rows that are sorted."""


class Vocabulary:
    """Tokens of one text column, numbered in order of arrival.

    One writer adds, counts and forgets; readers at the same time see each token whole or not at
    all. Of a token that is forgotten ``tokens`` and ``stems`` are empty. Its number is never given
    out again: who reads may have got it before.
    """

    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.stems: list[str] = []
        self.counts = np.zeros(64, dtype=np.int64)  # live records per token; room to grow
        self._ids: dict[str, int] = {}
        self._of_stem: dict[str, list[int]] = {}
        self._letters = ""
        self._forward = Forms()
        self._backward = Forms()  # tokens and stems from their last letter on
        self._emptied: set[int] = set()  # tokens that no record held at some moment since

    @classmethod
    def restored(
        cls, tokens: list[str], stems: list[str], counts: NDArray[np.int64]
    ) -> "Vocabulary":
        """The vocabulary that had these; stems are given, for stemming takes long."""
        vocabulary = cls()
        vocabulary._add_new(tokens, stems)
        vocabulary.counts[: len(counts)] = counts
        return vocabulary

    def __contains__(self, token: object) -> bool:
        """Whether a live record holds the token."""
        number = self._ids.get(token) if isinstance(token, str) else None
        return number is not None and bool(self.counts[number] > 0)

    def add(self, tokens: Iterable[str]) -> dict[str, int]:
        """The number of each token; new ones get the next."""
        wanted = list(dict.fromkeys(tokens))
        new = [token for token in wanted if token not in self._ids]
        if new:
            self._add_new(new, [stem(token) for token in new])
        return {token: self._ids[token] for token in wanted}

    def _add_new(self, new: list[str], stems: list[str]) -> None:
        first = len(self.tokens)
        while len(self.counts) < first + len(new):
            self.counts = np.concatenate([self.counts, np.zeros_like(self.counts)])
        self.tokens.extend(new)
        self.stems.extend(stems)
        numbers = range(first, len(self.tokens))
        for number in numbers:
            self._of_stem.setdefault(self.stems[number], []).append(number)
        self._letters = "".join(sorted({*self._letters, *"".join(new)}))
        self._forward = self._forward.changed(more=self._onward(numbers))
        self._backward = self._backward.changed(more=self._reversed(numbers))
        self._ids.update(self._onward(numbers))

    def count(self, numbers: NDArray[np.int32], change: int) -> None:
        """``change`` records more (or fewer) hold each of these tokens; a token may come often."""
        np.add.at(self.counts, numbers, change)
        if change < 0:
            self._emptied.update(numbers[self.counts[numbers] == 0].tolist())

    def holding(self, numbers: NDArray[np.int32]) -> int:
        """How many times live records hold one of these tokens."""
        return int(np.add.reduce(self.counts[numbers]))  # half the time of sum()

    def forget(self) -> None:
        """Let go of the tokens that records held and none does any more."""
        gone = [number for number in self._emptied if not self.counts[number]]
        self._emptied.clear()
        if not gone:
            return
        self._forward = self._forward.changed(fewer=self._onward(gone))
        self._backward = self._backward.changed(fewer=self._reversed(gone))
        for number in gone:
            stemmed = self.stems[number]
            self._of_stem[stemmed] = [n for n in self._of_stem[stemmed] if n != number]
            if not self._of_stem[stemmed]:
                del self._of_stem[stemmed]
            del self._ids[self.tokens[number]]
            self.tokens[number] = self.stems[number] = ""

    def _onward(self, numbers: Iterable[int]) -> list[Pair]:
        return [(self.tokens[number], number) for number in numbers]

    def _reversed(self, numbers: Iterable[int]) -> list[Pair]:
        both = ((number, {self.tokens[number], self.stems[number]}) for number in numbers)
        return [(form[::-1], number) for number, forms in both for form in forms]

    @property
    def nbytes(self) -> int:
        """Bytes that it takes, roughly: of each token four forms, and places in three tables."""
        letters = sum(map(len, self.tokens)) + sum(map(len, self.stems))
        return self.counts.nbytes + 16 * len(self.tokens) + 2 * letters + PER_TOKEN * len(self._ids)

    def found_by(self, *words: str) -> NDArray[np.int32]:
        """Numbers of the tokens that any of the words finds, in order, as `words.finds` says."""
        found: set[int] = set()
        for word in words:
            stemmed = stem(word)
            found.update(self._of_stem.get(stemmed, ()))
            for form in {word, stemmed}:
                if len(form) >= PREFIX_FROM:
                    found.update(self._forward.beginning_with(form).tolist())
                if len(form) >= SUFFIX_FROM:
                    found.update(self._ending_in(form))
        return np.array(sorted(found), dtype=np.int32)

    def _ending_in(self, form: str) -> Iterator[int]:
        """Compounds: something comes before their end."""
        least = len(form) + BEFORE_SUFFIX
        for number in self._backward.beginning_with(form[::-1]).tolist():
            for end in (self.tokens[number], self.stems[number]):
                if len(end) >= least and end.endswith(form):
                    yield number

    def corrected(self, word: str) -> NDArray[np.int32]:
        """Numbers of the live tokens at one slip of the word, in order."""
        found = corrections(word, self, self._letters)
        numbers = (self._ids.get(token) for token in found)  # it may go meanwhile
        return np.array(sorted(n for n in numbers if n is not None), dtype=np.int32)

    def suggest(self, beginning: str, best: int = 10) -> list[tuple[str, int]]:
        """Tokens that begin so with the number of live records, most first, then by letter."""
        prefix = fold(beginning).strip()
        numbers = self._forward.beginning_with(prefix)
        counts = self.counts[numbers]
        if len(counts) > best > 0:
            least = np.partition(counts, len(counts) - best)[len(counts) - best]
            numbers = np.concatenate([numbers[counts > least], numbers[counts == least][:best]])
        found = [(self.tokens[number], int(self.counts[number])) for number in numbers.tolist()]
        return sorted(((t, c) for t, c in found if c > 0), key=lambda item: (-item[1], item[0]))[
            :best
        ]
