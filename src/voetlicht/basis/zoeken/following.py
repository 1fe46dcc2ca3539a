"""Keeping up with changes that are made elsewhere: numbered, applied once, and never with a gap."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from voetlicht.basis.zoeken.index import Index
from voetlicht.basis.zoeken.records import Records


@dataclass(frozen=True, slots=True)
class Change:
    """Change ``number`` (1, 2, 3, ...): records that came or changed, and keys withdrawn.

    Withdrawals come first: a key in both is there afterwards.
    """

    number: int
    records: Records | None = None
    withdrawn: tuple[int, ...] = ()


class Follower:
    """Brings an index to where the numbered sequence is.

    ``changes_after``: given a number, the later changes in order, as far as they are kept.
    ``reload``: puts all that there is now into the index and returns the number of its last change;
    called when a number is missing, so that a gap heals by itself.
    """

    def __init__(
        self,
        index: Index,
        *,
        changes_after: Callable[[int], Iterable[Change]],
        reload: Callable[[Index], int],
    ) -> None:
        self.index = index
        self._changes_after = changes_after
        self._reload = reload

    def catch_up(self) -> int:
        """Apply what came since; returns the number of the last change that is in the index.

        A change that is already in it is passed over, so that a sequence may be handed over twice.
        """
        for change in self._changes_after(self.index.number):
            if change.number <= self.index.number:
                continue
            if change.number != self.index.number + 1:
                self.index.number = self._reload(self.index)
                return self.index.number
            self.index.change(change.records, withdrawn=change.withdrawn)
            self.index.number = change.number
        return self.index.number
