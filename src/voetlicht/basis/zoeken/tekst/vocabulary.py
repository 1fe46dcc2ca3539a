"""Which words there are and how many live records hold each. One writer adds and counts."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.kern.sorting import fold
from voetlicht.basis.zoeken.tekst.words import (
    BEFORE_SUFFIX,
    PREFIX_FROM,
    SUFFIX_FROM,
    corrections,
    stem,
)

FEW = 64  # words: so many are put in their places, more are sorted in at once
_LAST = "\U0010ffff"  # sorts after every letter


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Forms in order and, beside them, the token that each belongs to. Replaced, never changed."""

    forms: list[str] = field(default_factory=list)
    tokens: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))

    def beginning_with(self, prefix: str) -> NDArray[np.int32]:
        low = bisect_left(self.forms, prefix)
        high = bisect_left(self.forms, prefix + _LAST, lo=low)
        return self.tokens[low:high]

    def with_more(self, pairs: list[tuple[str, int]]) -> "_Sorted":
        pairs = sorted(pairs)
        places = [bisect_left(self.forms, form) for form, _ in pairs]
        numbers = np.array([number for _, number in pairs], dtype=np.int32)
        tokens = np.insert(self.tokens, places, numbers)
        if len(pairs) > FEW:
            return _Sorted(sorted([*self.forms, *(form for form, _ in pairs)]), tokens)
        forms = self.forms.copy()
        for place, (form, _) in zip(reversed(places), reversed(pairs), strict=True):
            forms.insert(place, form)
        return _Sorted(forms, tokens)


class Vocabulary:
    """Tokens of one text column, numbered in order of arrival.

    One writer adds and counts; readers at the same time see each token whole or not at all.
    """

    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.stems: list[str] = []
        self.counts = np.zeros(64, dtype=np.int64)  # live records per token; room to grow
        self._ids: dict[str, int] = {}
        self._of_stem: dict[str, list[int]] = {}
        self._letters = ""
        self._forward = _Sorted()
        self._backward = _Sorted()  # tokens and stems from their last letter on

    @classmethod
    def restored(
        cls, tokens: list[str], stems: list[str], counts: NDArray[np.int64]
    ) -> "Vocabulary":
        """The vocabulary that had these; stems are given, for stemming takes long."""
        vocabulary = cls()
        vocabulary._add_new(tokens, stems)
        vocabulary.counts[: len(counts)] = counts
        return vocabulary

    def __len__(self) -> int:
        return len(self.tokens)

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
        forward, backward = [], []
        for number, (token, stemmed) in enumerate(zip(new, stems, strict=True), start=first):
            forward.append((token, number))
            backward += [(form[::-1], number) for form in {token, stemmed}]
            self._of_stem.setdefault(stemmed, []).append(number)
        self._letters = "".join(sorted({*self._letters, *"".join(new)}))
        self._forward = self._forward.with_more(forward)
        self._backward = self._backward.with_more(backward)
        self._ids.update((token, number) for token, number in forward)

    def count(self, numbers: NDArray[np.int32], change: int) -> None:
        """``change`` records more (or fewer) hold each of these tokens; a token may come often."""
        np.add.at(self.counts, numbers, change)

    def found_by(self, *words: str) -> NDArray[np.int32]:
        """Numbers of the tokens that any of the words finds, in order, as `words.finds` says."""
        found: set[int] = set()
        for word in words:
            found.update(self._of_stem.get(stem(word), ()))
            for form in {word, stem(word)}:
                if len(form) >= PREFIX_FROM:
                    found.update(self._forward.beginning_with(form).tolist())
                if len(form) >= SUFFIX_FROM:
                    found.update(self._ending_in(form))
        return np.array(sorted(found), dtype=np.int32)

    def _ending_in(self, form: str) -> Iterator[int]:
        """Compounds: something comes before their end."""
        least = len(form) + BEFORE_SUFFIX
        for number in self._backward.beginning_with(form[::-1]).tolist():
            token, stemmed = self.tokens[number], self.stems[number]
            if any(len(end) >= least and end.endswith(form) for end in (token, stemmed)):
                yield number

    def corrected(self, word: str) -> NDArray[np.int32]:
        """Numbers of the live tokens at one slip of the word, in order."""
        found = corrections(word, self, self._letters)
        return np.array(sorted(self._ids[token] for token in found), dtype=np.int32)

    def suggest(self, beginning: str, best: int = 10) -> list[tuple[str, int]]:
        """Tokens that begin so with the number of live records, most first, then by letter."""
        prefix = fold(beginning).strip()
        numbers = self._forward.beginning_with(prefix) if prefix else self._forward.tokens
        counts = self.counts[numbers]
        if len(counts) > best > 0:
            least = np.partition(counts, len(counts) - best)[len(counts) - best]
            numbers = numbers[counts >= least]
        found = [(self.tokens[number], int(self.counts[number])) for number in numbers.tolist()]
        return sorted(((t, c) for t, c in found if c > 0), key=lambda item: (-item[1], item[0]))[
            :best
        ]
