"""Many threads stem at once, and none gets the stem of another's word."""

import sys
from collections.abc import Iterator
from threading import Thread

import pytest

from voetlicht.basis.zoeken.tekst.words import stem

WORDS = [
    f"{begin}{letter}en"
    for begin in ("magazijnmedewerk", "tuin", "schoonmak", "huiz", "verpleegkundig")
    for letter in "abcdefghijklmnop"
]


@pytest.fixture
def often_interrupted() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("often_interrupted")
def test_threads_do_not_get_each_others_stems():
    afresh = stem.__wrapped__  # nothing is remembered, so that each time is stemmed
    alone = {word: afresh(word) for word in WORDS}
    seen: list[tuple[str, str]] = []

    def go(first: int) -> None:
        words = (WORDS[first:] + WORDS[:first]) * 5
        seen.extend((word, afresh(word)) for word in words)

    threads = [Thread(target=go, args=(first,)) for first in (0, 7, 31)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 3 * 5 * len(WORDS)
    assert set(seen) == set(alone.items())
