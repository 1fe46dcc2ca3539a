"""Who serves whom: a team for everybody who is served, and mostly one medewerker of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from voetlicht.opdrachten.genereer.columns import EPOCH, dates, lines, ranges
from voetlicht.opdrachten.genereer.known import LARGEST_CASELOAD
from voetlicht.opdrachten.genereer.numbers import public_ids
from voetlicht.opdrachten.genereer.served import Served
from voetlicht.opdrachten.genereer.tables import NULL
from voetlicht.opdrachten.genereer.workforce import Workforce

if TYPE_CHECKING:
    import numpy as np

_STREAM = 7003  # apart from the streams of other parts
_SHARE_NOBODY = 0.06
# Of all: handed over within the last 30 days, or longer ago, by a colleague or another team.
_JUST_FROM_COLLEAGUE, _LONG_FROM_COLLEAGUE, _JUST_FROM_TEAM = 0.04, 0.08, 0.03
_JUST, _LONG = (1, 30), (31, 900)  # days ago, the second not included
_BLOCK = 50_000  # rows in memory as text at a time
OPENED = "Dienstverlening geopend"
TAKEN_OVER = "Overgenomen van een collega"
OTHER_TEAM = "Overgenomen van een ander team"
NEW = "Eigen klant vanaf het begin"


class Caseload:
    """Toewijzingen as columns, of every row of ``served`` in the ``group`` it belongs to.

    ``first_account`` and ``first_team`` are the numbers in the database of the first of each.
    """

    def __init__(
        self, served: Served, group: "np.ndarray", workforce: Workforce, *, zaad: int, today: date
    ) -> None:
        import numpy as np

        self._served, self._workforce = served, workforce
        self._draw = np.random.default_rng([zaad, _STREAM])
        self._today = (today - EPOCH).days
        first = np.array([teams.start for teams in workforce.teams_of], dtype="int64")
        count = np.array([len(teams) for teams in workforce.teams_of], dtype="int64")
        self._first, self._count = first[group], count[group]
        self._team = self._first + self._below(self._count)
        self._account = self._one_of(self._team, [team.servers for team in workforce.teams])
        self._relieve_known()
        self._has_account = self._draw.random(len(served)) >= _SHARE_NOBODY
        self._kind = self._draw.random(len(served))

    def texts(self, *, first_account: int, first_team: int) -> Iterator[bytes]:
        """All rows, as text for COPY."""
        import numpy as np

        just = self._kind < _JUST_FROM_COLLEAGUE
        long = ~just & (self._kind < _JUST_FROM_COLLEAGUE + _LONG_FROM_COLLEAGUE)
        team = (self._kind >= 1 - _JUST_FROM_TEAM) & (self._count > 1)
        ended = np.where(long, self._ago(*_LONG), self._ago(*_JUST))
        opened = self._served.opened
        earlier = np.minimum(opened, ended - 30)
        since = np.array([self._day(one.since) for one in self._workforce.medewerkers])
        colleague = self._one_of(
            self._team, [team.former or team.servers for team in self._workforce.teams]
        )
        other = self._first + (self._team - self._first + 1 + self._below(self._count - 1)) % (
            self._count
        )
        accounts, teams = first_account + self._account, first_team + self._team
        everybody = np.ones(len(self._served), dtype=bool)
        start, why = np.where(team, ended, opened), np.where(team, OTHER_TEAM, OPENED)
        yield from self._text(everybody, NULL, teams, start, None, why)
        yield from self._text(team, NULL, first_team + other, earlier, ended, OPENED)
        taken = just | long
        own = np.where(taken, ended, np.maximum(opened, since[self._account]))
        why = np.where(taken, TAKEN_OVER, NEW)
        yield from self._text(self._has_account, accounts, NULL, own, None, why)
        yield from self._text(taken, first_account + colleague, NULL, earlier, ended, NEW)

    def _relieve_known(self) -> None:
        """Who is known by name has a caseload that can be overseen; colleagues take the rest."""
        import numpy as np

        for team in self._workforce.teams:
            for one in team.servers:
                others = np.array([other for other in team.servers if other != one])
                if self._workforce.medewerkers[one].is_known and len(others):
                    surplus = np.flatnonzero(self._account == one)[LARGEST_CASELOAD:]
                    self._account[surplus] = others[np.arange(len(surplus)) % len(others)]

    def _text(
        self,
        chosen: "np.ndarray",
        account: "np.ndarray | str",
        team: "np.ndarray | str",
        start: "np.ndarray",
        end: "np.ndarray | None",
        reden: "np.ndarray | str",
    ) -> Iterator[bytes]:
        """The rows of ``chosen``, in blocks; a text holds for all of them."""
        import numpy as np

        rows = np.flatnonzero(chosen)
        for first in range(0, len(rows), _BLOCK):
            part = rows[first : first + _BLOCK]
            texts = [
                column if isinstance(column, str) else column[part]
                for column in (account, team, reden)
            ]
            ended = None if end is None else dates(end[part])
            yield lines(
                public_ids(len(part)),
                self._served.persoon[part],
                self._served.organisatie[part],
                *texts[:2],
                ranges(dates(start[part]), ended),
                texts[2],
            )

    def _below(self, limit: "np.ndarray") -> "np.ndarray":
        """Per row a whole number below its limit."""
        import numpy as np

        return np.floor(self._draw.random(len(self._served)) * limit).astype("int64")

    def _ago(self, low: int, high: int) -> "np.ndarray":
        return self._today - self._draw.integers(low, high, len(self._served))

    def _one_of(self, which: "np.ndarray", lists: Sequence[Iterable[int]]) -> "np.ndarray":
        """Per row one of the list that ``which`` says; no list may be empty."""
        import numpy as np

        filled = [list(each) for each in lists]
        flat = np.array([one for each in filled for one in each], dtype="int64")
        count = np.array([len(each) for each in filled])
        first = np.cumsum(count) - count
        return flat[first[which] + self._below(count[which])]

    @staticmethod
    def _day(day: date) -> int:
        return (day - EPOCH) // timedelta(days=1)
