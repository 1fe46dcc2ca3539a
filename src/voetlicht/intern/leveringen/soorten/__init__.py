"""What each soort of delivery has in its rows, and how that is taken in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeVar

from django.db.models import QuerySet

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.two_times import Change, Columns
from voetlicht.intern.leveringen.enums import Leveringssoort
from voetlicht.intern.leveringen.soorten.register import Register
from voetlicht.intern.leveringen.soorten.sonar import Sonar
from voetlicht.intern.leveringen.soorten.verblijf import Verblijven
from voetlicht.intern.personen.models import Persoon

R = TypeVar("R")


class Soort(Protocol[R]):
    """One soort at work on one delivery; ``R`` is a row that was understood."""

    columns: ClassVar[tuple[str, ...]]
    right: ClassVar[str]

    def parse(self, cells: Mapping[str, str]) -> R: ...
    def load(self, rows: Sequence[tuple[R, int]], *, by: Actor) -> None: ...
    def take(self, row: R, persoon_id: int, *, now: datetime) -> Change[Columns]: ...
    def write(self) -> None: ...
    def present(self) -> QuerySet[Persoon]: ...


SOORTEN: Mapping[Leveringssoort, Callable[[], Soort[Any]]] = {
    Leveringssoort.REGISTER: Register,
    Leveringssoort.VERBLIJF: Verblijven,
    Leveringssoort.SONAR: Sonar,
}
"""What to make for one delivery."""
