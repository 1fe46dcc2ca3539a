"""A stream that reads somebody's data while it is sent."""

from collections.abc import Iterator
from uuid import UUID

from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.intern.toegang.inzage.noting import note

WHO = Actor(
    ActorKind.MEDEWERKER,
    str(UUID(int=9)),
    "uwv",
    purposes=frozenset({Purpose.DIENSTVERLENING}),
    veldklassen=frozenset({Veldklasse.PERSOONLIJK}),
)


def shown_by(persoon_id: int) -> Iterator[bytes]:
    note(
        [persoon_id],
        actor=WHO,
        purpose=Purpose.DIENSTVERLENING,
        veldklasse=Veldklasse.PERSOONLIJK,
    )
    yield f"persoon {persoon_id}".encode()
