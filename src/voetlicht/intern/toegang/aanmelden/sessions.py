"""Sessions as rows of ``Sessie``: who, on which device, since when, and when they end.

The engine that ``SESSION_ENGINE`` names. A session ends after ``SESSION_IDLE`` without a request
and ``SESSION_LONGEST`` after signing in, whichever is first; both are held by ``expire_date`` in
the database, whatever the browser keeps.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY as ACCOUNT
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from voetlicht.basis.kern import clock
from voetlicht.basis.web.fixed_query import FixedQuery, columns_of, row_of
from voetlicht.intern.toegang.models import Sessie
from voetlicht.intern.toegang.rules.aanmelden import session_end

DEVICE = "apparaat"
BEGUN = "begonnen"
"""Where the session keeps its device and the moment of signing in (ISO 8601)."""

TOUCH = timedelta(minutes=1)
"""How often it is written down that a session is in use."""


class SessionStore(DatabaseStore):
    """Django's store, in our table and with our clock."""

    laatst_gezien: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[Sessie]:
        """The table."""
        return Sessie

    def create_model_instance(self, data: dict[str, Any]) -> Sessie:
        """The row for this data."""
        row = super().create_model_instance(data)
        assert isinstance(row, Sessie)
        account = data.get(ACCOUNT)
        row.account = int(account) if account else None
        row.apparaat = data.get(DEVICE, "")
        row.begonnen_op = _begun(data)
        row.laatst_gezien = clock.now()
        row.expire_date = _end(row.begonnen_op)
        return row

    def _get_session_from_db(self) -> Sessie | None:
        found = _RUNNING.rows(self.session_key, clock.now())
        if not found:
            self._session_key = None
            return None
        row = row_of(Sessie, found[0])
        self.laatst_gezien = row.laatst_gezien
        return row

    def touch(self) -> None:
        """Write down that the session is in use, at most once a minute; it ends later by that."""
        now = clock.now()
        if self.laatst_gezien is None or now - self.laatst_gezien < TOUCH:
            return
        self.laatst_gezien = now
        Sessie.objects.filter(session_key=self.session_key).update(
            laatst_gezien=now, expire_date=_end(_begun(self))
        )


def _begun(data: Any) -> datetime:
    begun = data.get(BEGUN)
    return datetime.fromisoformat(begun) if begun else clock.now()


def _end(begun: datetime) -> datetime:
    return session_end(
        begun, clock.now(), idle=settings.SESSION_IDLE, longest=settings.SESSION_LONGEST
    )


_RUNNING = FixedQuery(
    lambda key, now: Sessie.objects.filter(session_key=key, expire_date__gt=now).values_list(
        *columns_of(Sessie)
    ),
    "?",
    datetime.max.replace(tzinfo=UTC),
    using="spoor",
)
