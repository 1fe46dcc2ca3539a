"""What the pages of signing in show."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanmeldvoorziening, Aanstelling
from voetlicht.intern.toegang.queries.aanmelden import Apparaat
from voetlicht.intern.toegang.rollen import ROLLEN
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


def provider_links(voorzieningen: Iterable[Aanmeldvoorziening], *, then: str) -> tuple[Link, ...]:
    """One link per organisatie that signs in by itself."""
    query = "" if then == "/" else f"?{urlencode({'next': then})}"
    return tuple(
        Link(
            each.organisatie.naam,
            reverse("openid_connect_login", kwargs={"provider_id": each.organisatie.code}) + query,
        )
        for each in voorzieningen
    )


def role_choices(aanstellingen: Iterable[Aanstelling]) -> list[tuple[str, str]]:
    """Roles to choose from: the public id, and what is held where."""
    return [
        (str(each.uuid), f"{ROLLEN[Rol(each.rol)].naam}, {_place(each)}") for each in aanstellingen
    ]


def device_rows(apparaten: Iterable[Apparaat]) -> tuple[DeviceRow, ...]:
    """Open sessions, in Dutch."""
    return tuple(
        DeviceRow(
            id=each.id,
            naam=each.naam or _("Onbekend apparaat"),
            since=date_format(localtime(each.since), "j F H:i"),
            seen=date_format(localtime(each.seen), "j F H:i"),
            current=each.current,
        )
        for each in apparaten
    )


def example_roles(aanstellingen: Iterable[Aanstelling]) -> tuple[ExampleRole, ...]:
    """Medewerkers of an example, by role, in the order of the roles."""
    held = list(aanstellingen)
    return tuple(
        ExampleRole(
            naam=about.naam,
            beschrijving=about.beschrijving,
            medewerkers=tuple(
                Example(str(each.uuid), each.account.naam, _place(each))
                for each in held
                if each.rol == rol
            ),
        )
        for rol, about in ROLLEN.items()
        if any(each.rol == rol for each in held)
    )


def _place(aanstelling: Aanstelling) -> str:
    team = f" ({aanstelling.team.naam})" if aanstelling.team else ""
    return f"{aanstelling.organisatie.naam}{team}"
