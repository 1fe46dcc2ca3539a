"""What is about to be shown is noted while it is read; ``tracing`` writes it before it is shown."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.errors import NotAllowed, Untraced
from voetlicht.basis.kern.velden import Veldklasse


@dataclass(frozen=True, slots=True)
class Showing:
    """One persoon of whom fields of one class are shown to somebody, and why."""

    actor: Actor
    purpose: Purpose
    persoon_id: int
    veldklasse: Veldklasse


_noted: ContextVar[list[Showing] | None] = ContextVar("noted", default=None)


@contextmanager
def collecting() -> Iterator[list[Showing]]:
    """What is noted inside the block, in order. Only ``tracing`` and tests need this."""
    noted: list[Showing] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def note(
    persoon_ids: Iterable[int], *, actor: Actor, purpose: Purpose, veldklasse: Veldklasse
) -> None:
    """Remember that these personen are shown to ``actor``; one line each.

    Called by every query that hands out personal data, with the class that the field register
    gives it. This is the one place that decides what a role sees: the purpose and the class must
    be among the role's, else NotAllowed, and the query hands out nothing. Untraced where nothing
    would write it down: what leaves no trace is not shown. What a part of the system reads is
    shown to nobody and leaves no line.
    """
    if actor.kind is ActorKind.SYSTEEM:
        return
    actor.demand_purpose(purpose)
    if not actor.sees(veldklasse):
        raise NotAllowed(f"De rol {actor.rol} ziet geen gegevens van de klasse ‘{veldklasse}’.")
    noted = _noted.get()
    if noted is None:
        raise Untraced(
            "Persoonsgegevens worden alleen getoond waar het inzagelog meeschrijft. Lees ze "
            "binnen ‘tracing’; in een aanvraag aan de site is dat er vanzelf."
        )
    noted.extend(Showing(actor, purpose, each, veldklasse) for each in persoon_ids)
