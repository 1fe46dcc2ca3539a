"""Who vouches for whom when signing in, and when a session ends. Pure."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from voetlicht.basis.kern.errors import InputError
from voetlicht.intern.toegang.enums import Rol

LOCAL = ""
"""Signed in with a password and a second step of Voetlicht itself, not by a provider."""

EXAMPLE = "voorbeeld"
"""Vouched for by nobody: a medewerker of an example installation, chosen from a list."""

_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII)
_LOOPBACK = re.compile(r"http://(localhost|127\.0\.0\.1)(:\d+)?(/|$)")
_DEVICES = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def session_end(
    begun: datetime, seen: datetime, *, idle: timedelta, longest: timedelta
) -> datetime:
    """When a session ends that began and was last seen then: idle too long, or open too long."""
    return min(seen + idle, begun + longest)


def may_act(
    *, signed_in_by: str, organisatie: str, rol: Rol, with_provider: Collection[str]
) -> bool:
    """Whether a session may act in a role at an organisatie, given who vouched for it.

    A provider vouches for its own organisatie alone (``signed_in_by`` is that code). A local
    sign-in (``LOCAL``) is the fallback for organisaties without a provider, and for functioneel
    beheerders, who must be able to mend a broken one.
    """
    if signed_in_by != LOCAL:
        return signed_in_by == organisatie
    return organisatie not in with_provider or rol is Rol.FUNCTIONEEL_BEHEERDER


def vouches_for(email: str, *, verified: bool, domeinen: Collection[str]) -> bool:
    """Whether a provider is believed about an e-mail address: verified, and of its own domains."""
    name, at, domain = email.rpartition("@")
    return verified and bool(name and at) and domain.casefold() in domeinen


def demand_domains(domeinen: Collection[str]) -> None:
    """Go on only with one or more domains in lower case, such as ``uwv.nl``; else InputError."""
    if not domeinen:
        raise InputError("Noem ten minste één e-maildomein, bijvoorbeeld rotterdam.nl.")
    for domein in domeinen:
        if not _DOMAIN.fullmatch(domein):
            raise InputError(f"‘{domein}’ is geen e-maildomein; schrijf bijvoorbeeld rotterdam.nl.")


def demand_address(adres: str) -> None:
    """Go on only with an address that is read over https, or on this machine; else InputError."""
    if not adres.startswith("https://") and not _LOOPBACK.match(adres):
        raise InputError("Het adres van de aanmeldvoorziening begint met https://.")


def device_of(user_agent: str) -> str:
    """``Firefox op Windows``: enough to know one's own device by, and no more."""
    browser = next((name for mark, name in _DEVICES if mark in user_agent), "Onbekende browser")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "onbekend apparaat")
    return f"{browser} op {system}"
