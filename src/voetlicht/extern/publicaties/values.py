"""What the archive takes in and answers with: frozen values, safe to share and to cache."""

from dataclasses import dataclass
from datetime import date, datetime

from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Editiestatus, Herkomst
from voetlicht.basis.kern.kwartaal import Kwartaal

CSV_METADATA = "csv-metadata"
"""The description of the CSV file for machines (CSVW); kept as a file beside the formats."""


@dataclass(frozen=True, slots=True)
class Publicatie:
    """An archived edition. ``checksum`` is the SHA-256 (hexadecimal) of its canonical JSON."""

    editie: Editie
    checksum: str


@dataclass(frozen=True, slots=True)
class Versie:
    """The head of an archived edition, without its figures."""

    kwartaal: Kwartaal
    regio_code: int | None
    versie: int
    status: Editiestatus
    herkomst: Herkomst
    peildatum: date
    bekend_op: datetime | None
    checksum: str


@dataclass(frozen=True, slots=True)
class Bestand:
    """A file that can be downloaded; ``size`` in bytes, ``formaat`` as in ``Formaat`` or
    ``csv-metadata``."""

    formaat: str
    regio_code: int | None
    file_name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Bestandsinhoud:
    """A file with its bytes."""

    bestand: Bestand
    content: bytes


@dataclass(frozen=True, slots=True)
class Editiezending:
    """An edition on its way into the archive: what it is found by, and its canonical JSON."""

    herkomst: str
    kwartaal: str
    regio_code: int | None
    versie: int
    status: str
    peildatum: date
    bekend_op: datetime | None
    content: bytes


@dataclass(frozen=True, slots=True)
class Bestandzending:
    """A rendered file on its way into the archive."""

    regio_code: int | None
    formaat: str
    file_name: str
    media_type: str
    content: bytes
