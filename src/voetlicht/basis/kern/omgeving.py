"""The one reader of the environment: typed, and clear about what is missing.

Nothing else in the project reads ``os.environ``. The names are listed in ``docs/omgeving.md``.
"""

import base64
import os
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import NotRequired, TypedDict
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from voetlicht.basis.kern.errors import InputError

Network = IPv4Network | IPv6Network


class Database(TypedDict):
    """What Django wants to know of a database; HOST is a name or the folder of a socket."""

    ENGINE: str
    NAME: str
    USER: str
    PASSWORD: str
    HOST: str
    PORT: str
    CONN_MAX_AGE: NotRequired[int]  # seconds
    CONN_HEALTH_CHECKS: NotRequired[bool]
    OPTIONS: NotRequired[Mapping[str, bool | int]]


def text(name: str, default: str | None = None) -> str:
    """The value, or the default; InputError when there is neither."""
    value = os.environ.get(name) or default
    if value is None:
        raise InputError(
            f"De omgevingsvariabele {name} ontbreekt. Start via ./voetlicht, "
            "of zet haar zelf; zie docs/omgeving.md."
        )
    return value


def is_set(name: str) -> bool:
    """Whether the variable has a value."""
    return bool(os.environ.get(name))


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def flag(name: str, default: str = "nee") -> bool:
    """``ja`` or ``nee``."""
    value = text(name, default)
    if value not in ("ja", "nee"):
        raise InputError(f"De omgevingsvariabele {name} is ‘{value}’; schrijf ja of nee.")
    return value == "ja"


def networks(name: str) -> tuple[Network, ...]:
    """Addresses and networks, separated by commas: ``10.0.0.4, 2001:db8::/64``."""
    try:
        return tuple(ip_network(word) for word in words(name))
    except ValueError as wrong:
        raise InputError(
            f"De omgevingsvariabele {name} noemt geen adres of netwerk ({wrong}); schrijf "
            "bijvoorbeeld 10.0.0.4 of 10.0.0.0/24."
        ) from None


def path(name: str) -> Path:
    """An absolute path."""
    return Path(text(name)).absolute()


def key(name: str) -> bytes:
    """A secret key of 32 bytes, written in base64."""
    try:
        value = base64.b64decode(text(name), validate=True)
    except ValueError:  # letters that base64 does not have, or outside ASCII
        value = b""
    if len(value) != 32:
        raise InputError(f"De sleutel {name} moet 32 bytes zijn, in base64 geschreven.")
    return value


def database(name: str) -> Database:
    """``postgresql://rol:wachtwoord@host:5432/naam`` as Django's settings.

    A socket is given as ``postgresql://rol:wachtwoord@/naam?host=/folder``.
    """
    try:
        parts = urlsplit(text(name))
        port = parts.port
    except ValueError:  # brackets of an address that do not close, a port that is no number
        raise _no_database(name) from None
    if parts.scheme not in ("postgresql", "postgres") or not parts.username:
        raise _no_database(name)
    socket = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket or parts.hostname or "",
        "PORT": str(port or ""),
    }


def _no_database(name: str) -> InputError:
    return InputError(
        f"De omgevingsvariabele {name} is geen adres van een database; schrijf "
        "postgresql://rol:wachtwoord@host:5432/naam."
    )


def database_url(*, role: str, password: str, name: str, socket: Path) -> str:
    """The address of a database behind a socket, as ``database`` reads it back."""
    return f"postgresql://{role}:{quote(password, safe='')}@/{name}?" + urlencode(
        {"host": str(socket)}
    )


def adopt(values: Mapping[str, str]) -> None:
    """Put values in the environment of this process; what is there already stays."""
    for name, value in values.items():
        os.environ.setdefault(name, value)


def replace(values: Mapping[str, str]) -> None:
    """Put values in the environment of this process, whatever was there."""
    os.environ.update(values)


def inherited(*names: str) -> dict[str, str]:
    """Only the named variables, as far as they are set; what a child process may inherit."""
    return {name: os.environ[name] for name in names if name in os.environ}


def everything() -> dict[str, str]:
    """A copy of the whole environment, for tools that an organisation configures through it."""
    return dict(os.environ)
