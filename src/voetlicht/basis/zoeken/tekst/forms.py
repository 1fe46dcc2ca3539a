"""Forms of words in order, each beside the number of its token. Never changed, only replaced.

They stand in runs of a hundred or so. A change makes the runs that it touches anew and copies the
row of runs, so it costs little with a million words too; whoever was reading goes on with what
there was.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

RUN = 128  # pairs at most
_LAST = "\U0010ffff"  # sorts after every letter

Pair = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Run:
    forms: list[str]
    tokens: NDArray[np.int32]

    def pairs(self) -> list[Pair]:
        return list(zip(self.forms, self.tokens.tolist(), strict=True))


class Forms:
    """Pairs of a form and a token, by form."""

    def __init__(self, runs: list[_Run] | None = None, firsts: list[str] | None = None) -> None:
        self._runs = runs or []
        self._firsts = firsts or []  # the first form of each run

    def beginning_with(self, prefix: str) -> NDArray[np.int32]:
        """The tokens of the forms that begin so, by form."""
        end = prefix + _LAST
        low = max(bisect_left(self._firsts, prefix) - 1, 0)
        runs = self._runs[low : bisect_left(self._firsts, end, lo=low)]
        if not runs:
            return np.zeros(0, dtype=np.int32)
        first = bisect_left(runs[0].forms, prefix)
        last = bisect_left(runs[-1].forms, end)
        if len(runs) == 1:
            return runs[0].tokens[first:last]
        between = (run.tokens for run in runs[1:-1])
        return np.concatenate([runs[0].tokens[first:], *between, runs[-1].tokens[:last]])

    def changed(self, *, more: Iterable[Pair] = (), fewer: Iterable[Pair] = ()) -> "Forms":
        """With some pairs more, none of which is here, and some fewer, all of which are."""
        coming, going = defaultdict[int, list[Pair]](list), defaultdict[int, set[Pair]](set)
        for pair in more:
            coming[self._run_for(pair[0])].append(pair)
        for pair in fewer:
            going[self._run_of(pair)].add(pair)
        runs, firsts = self._runs.copy(), self._firsts.copy()
        for at in sorted({*coming, *going}, reverse=True):
            stay = [p for run in runs[at : at + 1] for p in run.pairs() if p not in going[at]]
            pairs, after = stay + coming[at], at + 1
            if len(pairs) < RUN // 4:  # with the next one, lest runs crumble
                pairs += [pair for run in runs[after : after + 1] for pair in run.pairs()]
                after += 1
            runs[at:after] = new = _cut(sorted(pairs))
            firsts[at:after] = [run.forms[0] for run in new]
        return Forms(runs, firsts)

    def _run_for(self, form: str) -> int:
        """Where a form may be put."""
        return max(bisect_right(self._firsts, form) - 1, 0)

    def _run_of(self, pair: Pair) -> int:
        """Where a pair is: several runs may begin with one form."""
        at = self._run_for(pair[0])
        while self._firsts[at] == pair[0] and pair not in self._runs[at].pairs():
            at -= 1
        return at


def _cut(pairs: list[Pair]) -> list[_Run]:
    """Pairs in order into runs as long as each other."""
    count = -(-len(pairs) // RUN)
    cuts = [len(pairs) * at // count for at in range(count + 1)] if count else []
    parts = [pairs[low:high] for low, high in pairwise(cuts)]
    return [
        _Run([form for form, _ in part], np.array([token for _, token in part], dtype=np.int32))
        for part in parts
    ]
