"""What the pages of signing in show."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from voetlicht.intern.toegang.queries.aanmelden import Apparaat, Keuze, Voorziening
from voetlicht.intern.toegang.rollen import ROLLEN
from voetlicht.sites.medewerker.moments import moment_text
from voetlicht.sites.medewerker.words import rolnaam
from voetlicht.sites.thema.page import Link


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One open session."""

    id: str
    naam: str
    since: str
    seen: str
    current: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A medewerker of an example installation."""

    id: str
    naam: str
    place: str


@dataclass(frozen=True, slots=True)
class ExampleRole:
    """The medewerkers to choose from in one role."""

    naam: str
    beschrijving: str
    medewerkers: tuple[Example, ...]


def provider_links(voorzieningen: Iterable[Voorziening], *, then: str) -> tuple[Link, ...]:
    """One link per organisatie that signs in by itself."""
    query = "" if then == "/" else f"?{urlencode({'next': then})}"
    return tuple(
        Link(
            each.naam,
            reverse("openid_connect_login", kwargs={"provider_id": each.code}) + query,
        )
        for each in voorzieningen
    )


def role_choices(keuzes: Iterable[Keuze]) -> list[tuple[str, str]]:
    """Roles to choose from: the public id, and what is held where."""
    return [(str(each.aanstelling), f"{rolnaam(each.rol)}, {_place(each)}") for each in keuzes]


def device_rows(apparaten: Iterable[Apparaat]) -> tuple[DeviceRow, ...]:
    """Open sessions, in Dutch."""
    return tuple(
        DeviceRow(
            id=each.id,
            naam=each.naam or _("Onbekend apparaat"),
            since=moment_text(each.since),
            seen=moment_text(each.seen),
            current=each.current,
        )
        for each in apparaten
    )


def example_roles(keuzes: Iterable[Keuze]) -> tuple[ExampleRole, ...]:
    """Medewerkers of an example, by role, in the order of the roles."""
    held = list(keuzes)
    return tuple(
        ExampleRole(
            naam=about.naam,
            beschrijving=about.beschrijving,
            medewerkers=tuple(
                Example(str(each.aanstelling), each.naam, _place(each))
                for each in held
                if each.rol is rol
            ),
        )
        for rol, about in ROLLEN.items()
        if any(each.rol is rol for each in held)
    )


def _place(keuze: Keuze) -> str:
    team = f" ({keuze.team})" if keuze.team else ""
    return f"{keuze.organisatie}{team}"
