"""What a request shows is noted while it is read, and written before the answer leaves."""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.velden import Veldklasse


@dataclass(frozen=True, slots=True)
class Showing:
    """One persoon of whom fields of one class are shown to somebody, and why."""

    actor: Actor
    purpose: Purpose
    persoon_id: int
    veldklasse: Veldklasse


_noted: ContextVar[list[Showing] | None] = ContextVar("noted", default=None)


def note(
    persoon_ids: Iterable[int], *, actor: Actor, purpose: Purpose, veldklasse: Veldklasse
) -> None:
    """Remember that these personen are shown to ``actor``; one line each.

    Called by every query that hands out personal data. The purpose must be one of the role's.
    """
    actor.demand_purpose(purpose)
    noted = _noted.get()
    if noted is not None:
        noted.extend(Showing(actor, purpose, each, veldklasse) for each in persoon_ids)
