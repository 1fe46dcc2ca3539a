"""Dutch words: cut, folded, stemmed, and when one finds another. Pure; the naive truth of search.

A word finds a token when they share their stem ("tuinen" finds "tuintje"), when the token begins
with it, or when the token is a compound that ends in it ("medewerker" finds
"magazijnmedewerkers"). The first part of a compound is how it begins.
"""

import re
from collections.abc import Container, Iterator
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from voetlicht.basis.kern.sorting import fold

PREFIX_FROM = 4  # letters that a word needs to find what begins with it
SUFFIX_FROM = 5  # and what ends in it: shorter ends are chance ("arts" in "kwarts")
BEFORE_SUFFIX = 3  # letters that a compound has at least before its last part
SPELLING_FROM = 5  # letters from which a slip of the pen is forgiven

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Words that say nothing about work; every text holds them.
STOP_WORDS = frozenset(
    _WORD.findall(
        "aan al als bij dan dat de den der deze die dit door een en er het ik in is je kan met "
        "mijn naar niet nog of om ook op over te tot u uit van voor was wat wel wij worden zijn zo"
    )
)
_STEMMING = Lock()  # a stemmer keeps the word that it works on in itself


def words_of(text: str) -> list[str]:
    """The words of a text in order, folded, without stop words; a hyphen parts two words."""
    return [word for word in _WORD.findall(fold(text)) if word not in STOP_WORDS]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a folded word: ``kopjes`` -> ``kop``, ``huizen`` -> ``huis``."""
    with _STEMMING:
        stemmed: str = _stemmer().stemWord(word)
    return stemmed


@cache
def _stemmer() -> Any:
    """Kraaij and Pohlmann's (1994): knows plurals, diminutives and the doubling of vowels.

    Loaded when a word is stemmed: the library brings thirty languages along.
    """
    from snowballstemmer import stemmer

    return stemmer("dutch")


def finds(word: str, token: str) -> bool:
    """Whether a word that is looked for finds a token of a text; both folded."""
    if stem(word) == stem(token):
        return True
    forms = {word, stem(word)}
    if any(len(form) >= PREFIX_FROM and token.startswith(form) for form in forms):
        return True
    return any(
        ending.endswith(form) and len(ending) >= len(form) + BEFORE_SUFFIX
        for form in forms
        if len(form) >= SUFFIX_FROM
        for ending in (token, stem(token))
    )


def within_one_edit(word: str, letters: str) -> Iterator[str]:
    """Every word at one slip: a letter lost, changed, added, or two neighbours swapped.

    ``letters`` are those that may come in. The word itself is not among them; a result may come
    more than once.
    """
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters if letter != after[0])
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + letter + after for letter in letters)


def corrections(word: str, known: Container[str], letters: str) -> frozenset[str]:
    """Known tokens at one slip of a word of five letters or more; empty for a shorter word."""
    if len(word) < SPELLING_FROM:
        return frozenset()
    return frozenset(token for token in within_one_edit(word, letters) if token in known)
