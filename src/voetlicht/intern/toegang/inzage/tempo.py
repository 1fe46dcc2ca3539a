"""How many dossiers somebody opens in an hour: enough for any work, too few to copy a caseload.

Counted per account over all its sessions, in the memory that processes share. Klanten stand there
under a keyed hash.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import Conflict
from voetlicht.basis.web.locks import one_at_a_time
from voetlicht.intern.toegang.aanmelden.geheimen import pseudonym

HOUR = timedelta(hours=1)
SPOOR = "spoor"


class TooManyDossiers(Conflict):
    """The limit of this hour is reached; ``until`` is when one more can be opened."""

    def __init__(self, until: datetime) -> None:
        super().__init__("U hebt dit uur te veel dossiers geopend. Wacht even.")
        self.until = until


def demand_pace(klant: UUID, *, actor: Actor) -> None:
    """Go on with a klant who was opened this past hour, or while there is room for one more."""
    place, name = f"tempo-{actor.id}", pseudonym(str(klant), purpose="tempo")
    if name in _opened(place):
        return
    with transaction.atomic(using=SPOOR):
        one_at_a_time(place, using=SPOOR)
        opened = _opened(place)
        if len(opened) >= settings.DOSSIERS_PER_HOUR:
            raise TooManyDossiers(datetime.fromtimestamp(min(opened.values()), UTC) + HOUR)
        opened[name] = clock.now().timestamp()
        cache.set(place, opened, HOUR.total_seconds())


def _opened(place: str) -> dict[str, float]:
    """Which klanten in the past hour, and when first (seconds since 1970)."""
    since = (clock.now() - HOUR).timestamp()
    kept: dict[str, float] = cache.get(place, {})
    return {name: moment for name, moment in kept.items() if moment > since}
