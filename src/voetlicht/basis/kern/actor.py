"""Who acts: a frozen value that every action and query demands."""

from dataclasses import dataclass, field
from enum import StrEnum

from voetlicht.basis.kern.errors import NotAllowed
from voetlicht.basis.kern.velden import Veldklasse


class ActorKind(StrEnum):
    MEDEWERKER = "medewerker"
    KLANT = "klant"
    WERKGEVER = "werkgever"
    LEVERANCIER = "leverancier"
    SYSTEEM = "systeem"


class Purpose(StrEnum):
    """Doelbinding: why something is read. Every query states one."""

    AANMELDEN = "aanmelden"
    REGISTRATIE = "registratie"
    DIENSTVERLENING = "dienstverlening"
    BEMIDDELING = "bemiddeling"
    LEIDING = "leiding"
    PUBLICATIE = "publicatie"
    BEHEER = "beheer"
    CONTROLE = "controle"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts, with the rights it holds at this moment.

    ``id`` identifies within ``kind`` (an account's public id, a supplier's name, a system part);
    ``organisatie`` is the code of the Organisatie acted for, or None; ``rights`` are the names of
    the permissions held, such as ``personen.registreren``.

    A medewerker acts in one Aanstelling at a time: ``aanstelling`` is its number, ``rol`` the role
    held by it, ``purposes`` what that role may read for and ``veldklassen`` which classes of field
    of a klant are shown to it. Others have none of these.
    """

    kind: ActorKind
    id: str
    organisatie: str | None = None
    rights: frozenset[str] = field(default_factory=frozenset)
    aanstelling: int | None = None
    rol: str | None = None
    purposes: frozenset[Purpose] = field(default_factory=frozenset)
    veldklassen: frozenset[Veldklasse] = field(default_factory=frozenset)

    def may(self, right: str) -> bool:
        """Whether the right is held."""
        return right in self.rights

    def demand(self, right: str) -> None:
        """Go on only when the right is held; else NotAllowed."""
        if not self.may(right) and self.rol:
            raise NotAllowed(
                f"De rol {self.rol.replace('_', ' ')} heeft het recht ‘{right}’ niet. Kies een "
                "andere rol, of vraag die aan bij de functioneel beheerder."
            )
        if not self.may(right):
            raise NotAllowed(
                f"Daarvoor is het recht ‘{right}’ nodig. {self.kind} {self.id} heeft dat niet; "
                "vraag het aan bij de functioneel beheerder."
            )

    def sees(self, klasse: Veldklasse) -> bool:
        """Whether fields of this class are shown; the classes of a medewerker are her role's."""
        return self.kind is not ActorKind.MEDEWERKER or klasse in self.veldklassen

    def demand_purpose(self, purpose: Purpose) -> None:
        """Go on only when the role reads for this purpose (doelbinding); else NotAllowed."""
        if self.kind is ActorKind.MEDEWERKER and purpose not in self.purposes:
            raise NotAllowed(
                f"De rol {str(self.rol).replace('_', ' ')} leest niet voor het doel ‘{purpose}’. "
                "Kies een andere rol, of vraag die aan bij de functioneel beheerder."
            )
