"""The folder in which one installation lives, and the secrets that are made once for it.

<data>/installatie.json    the soort: voorbeeld or echt
<data>/intern/             mode 0700: passwords, keys, peilbestanden, anchors of the inzagelog
<data>/extern/             mode 0700: what the extern process is given, and nothing else
<data>/postgres/           the embedded cluster
<data>/static/             collected static files per side
<data>/logboek/            log files
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.errors import Conflict, InputError

ROLES = (
    "eigenaar",
    "intern",
    "verwerking",
    "extern",
    "koppeling",
    "statistiek",
    "spoor",
    "toezicht",
    "lader",
)
SUPERUSER = "postgres"
KEYS = (
    "VOETLICHT_BSN_SLEUTEL",
    "VOETLICHT_BSN_INDEX_SLEUTEL",
    "VOETLICHT_PEILSLEUTEL",
    "VOETLICHT_SPOOR_SLEUTEL",
    "VOETLICHT_AANMELD_SLEUTEL",
)

# Equal seeds must give equal peilbestanden on every machine, so an installation of invented
# persons has a known key for them. An installation of real persons has a random one.
KNOWN_PEILSLEUTEL = hashlib.sha256(b"voetlicht: verzonnen personen").digest()


class Installatiesoort(StrEnum):
    """Whether the persons in this installation are invented or real."""

    VOORBEELD = "voorbeeld"
    ECHT = "echt"


@dataclass(frozen=True, slots=True)
class DataDir:
    """One installation; ``path`` is absolute. The files exist after ``open_data_dir``."""

    path: Path

    @property
    def intern(self) -> Path:
        return self.path / "intern"

    @property
    def extern(self) -> Path:
        return self.path / "extern"

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def logs(self) -> Path:
        return self.path / "logboek"

    @property
    def peilbestanden(self) -> Path:
        return self.intern / "peilbestanden"

    @property
    def ankers(self) -> Path:
        return self.intern / "ankers"

    def static(self, side: str) -> Path:
        return self.path / "static" / side

    @property
    def soort(self) -> Installatiesoort:
        return Installatiesoort(
            json.loads((self.path / "installatie.json").read_text("utf-8"))["soort"]
        )

    def password(self, role: str) -> str:
        """The password of a database role."""
        return self.secrets()["wachtwoorden"][role]

    def key(self, name: str) -> str:
        """One of ``KEYS`` or ``SECRET_KEY``; base64 where it is bytes."""
        return self.secrets()["sleutels"][name]

    def secrets(self) -> dict[str, dict[str, str]]:
        """All passwords and keys of the intern side."""
        loaded: dict[str, dict[str, str]] = json.loads(
            (self.intern / "geheimen.json").read_text("utf-8")
        )
        return loaded

    def extern_secret_key(self) -> str:
        """The SECRET_KEY of the extern process; it is not known to intern."""
        return (self.extern / "sleutel").read_text("utf-8")


def open_data_dir(path: Path, *, soort: Installatiesoort | None = None) -> DataDir:
    """The installation in ``path``; made there when there is none, as VOORBEELD by default.

    Conflict when it is of another soort, InputError when the folder holds something else.
    """
    data = DataDir(path.absolute())
    if not (data.path / "installatie.json").exists():
        _create(data, soort or Installatiesoort.VOORBEELD)
    if soort is not None and data.soort != soort:
        raise Conflict(
            f"De map {data.path} hoort bij een installatie van soort ‘{data.soort}’, niet "
            f"‘{soort}’; kies met --data een andere map."
        )
    _add_missing(data)
    return data


def _add_missing(data: DataDir) -> None:
    """Passwords and keys that came into use after this installation was made."""
    known = data.secrets()
    made = _secrets(data.soort)
    if all(made[kind].keys() <= known[kind].keys() for kind in made):
        return
    whole = {kind: made[kind] | known[kind] for kind in made}
    new_file = data.intern / "geheimen.nieuw"
    _write_private(new_file, json.dumps(whole, indent=1))
    new_file.replace(data.intern / "geheimen.json")  # whole, or as it was


def _create(data: DataDir, soort: Installatiesoort) -> None:
    others = [file for file in data.path.glob("*") if file.suffix not in (".lock", ".pids")]
    if others:
        raise InputError(
            f"De map {data.path} is niet leeg en geen installatie van Voetlicht; kies met --data "
            "een andere map."
        )
    data.path.mkdir(parents=True, exist_ok=True)
    data.logs.mkdir()
    for private in (data.intern, data.extern):
        private.mkdir(mode=0o700)
    data.peilbestanden.mkdir()
    _write_private(data.intern / "geheimen.json", json.dumps(_secrets(soort), indent=1))
    _write_private(data.extern / "sleutel", secrets.token_urlsafe(48))
    # Written last: a folder with this file is complete.
    (data.path / "installatie.json").write_text(
        json.dumps({"soort": soort, "gemaakt": clock.now().isoformat()}, indent=1), "utf-8"
    )


def _secrets(soort: Installatiesoort) -> dict[str, dict[str, str]]:
    """All that is secret to the intern side, drawn anew."""
    return {
        "wachtwoorden": {role: secrets.token_urlsafe(32) for role in (*ROLES, SUPERUSER)},
        "sleutels": {name: _key(name, soort) for name in KEYS}
        | {"SECRET_KEY": secrets.token_urlsafe(48)},
    }


def _key(name: str, soort: Installatiesoort) -> str:
    known = name == "VOETLICHT_PEILSLEUTEL" and soort is Installatiesoort.VOORBEELD
    return base64.b64encode(KNOWN_PEILSLEUTEL if known else secrets.token_bytes(32)).decode()


def _write_private(file: Path, content: str) -> None:
    file.touch(mode=0o600)
    file.write_text(content, "utf-8")
