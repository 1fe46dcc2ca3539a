"""The parts of the system that act by themselves, each with exactly the rights it needs.

A right is named after its room and what it allows. Nothing else in the project makes an Actor of
kind ``systeem``.
"""

from voetlicht.basis.kern.actor import Actor, ActorKind


def _system(name: str, *rights: str) -> Actor:
    return Actor(kind=ActorKind.SYSTEEM, id=name, rights=frozenset(rights))


LEVERING = _system(
    "levering",
    "personen.registreren",
    "doelgroepregister.registreren",
    "sonar.registreren",
    "klantprofielen.registreren",
)
"""Records what register, BRP and Sonar deliver."""

GENERATOR = _system(
    "generator",
    "toegang.organisaties_beheren",
    "toegang.accounts_beheren",
    "toegang.toewijzen",
    "personen.registreren",
    "doelgroepregister.registreren",
    "sonar.registreren",
    "klantprofielen.registreren",
)
"""Makes invented persons, in an installation of soort voorbeeld only."""

PUBLICATIE = _system(
    "publicatie",
    "transparantie.bevriezen",
    "transparantie.publiceren",
    "koppeling.aanbieden",
)
"""Freezes peilbestanden and makes editions."""

KOPPELING = _system(
    "koppeling",
    "koppeling.overdragen",
    "publicaties.archiveren",
)
"""Carries what is ready through the door, to the archive."""

HERCERTIFICERING = _system("hercertificering", "toegang.hercertificeren")
"""Asks every half year who still needs which role, and ends what nobody spoke for."""

AANMELDEN = _system("aanmelden", "toegang.aanmelden")
"""Recognises who signs in and lets her choose in which aanstelling she acts."""

INZAGELOG = _system("inzagelog", "inzagelog.controleren")
"""Checks every night that the inzagelog is as it was written."""

INRICHTING = _system("inrichting", "toegang.accounts_beheren", "toegang.organisaties_beheren")
"""Makes the first beheerders of an installation that has none."""
