"""All that a dossier page reads: each room tells its own part, for what the role may see."""

from dataclasses import dataclass
from uuid import UUID

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.two_times import Told
from voetlicht.intern.doelgroepregister.queries import (
    Registratieregel,
    omschrijvingen,
    registraties_of,
    sees_registraties,
)
from voetlicht.intern.klantprofielen.queries import READ as READ_PROFIELEN
from voetlicht.intern.klantprofielen.queries import Profielregel, profielen_of
from voetlicht.intern.personen.queries import Persoonsgegevens, gegevens_of, verblijven_of
from voetlicht.intern.sonar.queries import Dienst, diensten_of, dossier, inschrijvingen_of
from voetlicht.intern.toegang.inzage.tempo import demand_pace
from voetlicht.intern.toegang.queries.caseload import Toewijzingsregel, toewijzingen_of


@dataclass(frozen=True, slots=True, repr=False)
class Gelezen:
    """A dossier as the rooms tell it. ``registraties`` is None for a role that sees none."""

    klant: UUID
    persoon_id: int
    wie: Persoonsgegevens
    verblijven: tuple[Told[str], ...]
    registraties: tuple[Told[Registratieregel], ...] | None
    omschrijvingen: dict[str, str]
    inschrijvingen: tuple[Told[str], ...]
    diensten: tuple[Told[Dienst], ...]
    profielen: tuple[Told[Profielregel], ...]
    toewijzingen: tuple[Toewijzingsregel, ...]


def read_dossier(klant: UUID, *, actor: Actor, purpose: Purpose) -> Gelezen:
    """The whole dossier; NotFound when it is not within reach or not there, after one query.

    TooManyDossiers when the actor opened all that she may in an hour; nothing was read then.
    """
    persoon_id = dossier(klant, actor=actor, purpose=purpose).persoon_id
    demand_pace(klant, actor=actor)
    sees = sees_registraties(actor)
    return Gelezen(
        klant=klant,
        persoon_id=persoon_id,
        wie=gegevens_of(persoon_id, actor=actor, purpose=purpose),
        verblijven=verblijven_of(persoon_id, actor=actor, purpose=purpose),
        registraties=registraties_of(persoon_id, actor=actor, purpose=purpose) if sees else None,
        omschrijvingen=omschrijvingen(on=clock.today()) if sees else {},
        inschrijvingen=inschrijvingen_of(persoon_id, actor=actor, purpose=purpose),
        diensten=diensten_of(persoon_id, actor=actor, purpose=purpose),
        profielen=profielen_of(persoon_id, actor=actor, purpose=purpose)
        if actor.may(READ_PROFIELEN)
        else (),
        toewijzingen=toewijzingen_of(persoon_id, actor=actor, purpose=purpose),
    )
