"""The one way into the audit trail."""

from collections.abc import Mapping

from voetlicht.basis.kern.actor import Actor
from voetlicht.intern.toegang.models import Gebeurtenis

Detail = str | int | bool | None


def record_event(
    *, by: Actor, what: str, about: str = "", details: Mapping[str, Detail] | None = None
) -> Gebeurtenis:
    """Add one line to the audit trail, in the transaction of what it tells of.

    ``what`` names the action (``toegang.organisatie_geregistreerd``), ``about`` the record by its
    public id or code; ``details`` hold counts and codes, never personal data.
    """
    return Gebeurtenis.objects.create(
        actor_kind=by.kind,
        actor_id=by.id,
        organisatie=by.organisatie or "",
        what=what,
        about=about,
        details=dict(details or {}),
    )
