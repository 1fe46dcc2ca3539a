"""The archive takes in. Called through the koppeling, whose role may insert and nothing else.

Rows are written in SQL: the role may not read, so nothing may be returned, and ``ON CONFLICT``
may not name a column. The trigger of the archive decides what a repeated edition is: the same one
(skipped), or another under the same number (refused).
"""

from collections.abc import Iterable
from hashlib import sha256

from django.db import Error, connections, transaction

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import Conflict
from voetlicht.extern.publicaties.values import Bestandzending, Editiezending

DIFFERENT_CONTENT = "VL001"
"""SQLSTATE with which the archive refuses another edition under a number that is taken."""

_INSERT_EDITIE = """
INSERT INTO publicaties_archiefeditie
    (checksum, herkomst, kwartaal, regio_code, versie, status, peildatum, bekend_op, content)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT DO NOTHING
"""
_INSERT_BESTAND = """
INSERT INTO publicaties_archiefbestand
    (editie_id, regio_code, formaat, file_name, media_type, size, sha256, content)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""


def archive_editie(
    *, by: Actor, editie: Editiezending, bestanden: Iterable[Bestandzending], using: str
) -> bool:
    """Add an edition with all its files, or nothing at all. True when it was new.

    ``bestanden`` is only consumed for a new edition. Conflict when the archive holds another
    edition under this quarter and version. ``using`` is the alias of a role that may insert.
    """
    by.demand("publicaties.archiveren")
    checksum = sha256(editie.content).hexdigest()
    with transaction.atomic(using=using):
        if not _insert_editie(editie, checksum, using):
            return False
        with connections[using].cursor() as cursor:
            for bestand in bestanden:
                cursor.execute(_INSERT_BESTAND, _bestand_row(bestand, checksum))
    return True


def _insert_editie(editie: Editiezending, checksum: str, using: str) -> bool:
    row = (
        checksum,
        editie.herkomst,
        editie.kwartaal,
        editie.regio_code,
        editie.versie,
        editie.status,
        editie.peildatum,
        editie.bekend_op,
        editie.content,
    )
    try:
        with connections[using].cursor() as cursor:
            cursor.execute(_INSERT_EDITIE, row)
            return bool(cursor.rowcount)
    except Error as error:
        if getattr(error.__cause__, "sqlstate", None) == DIFFERENT_CONTENT:
            raise Conflict(
                f"Het archief heeft al een andere editie {editie.kwartaal} versie "
                f"{editie.versie} ({editie.herkomst}). Die blijft zoals zij is; zoek uit waarom "
                "er nu iets anders is aangeboden."
            ) from error
        raise


def _bestand_row(bestand: Bestandzending, checksum: str) -> tuple[str | int | bytes | None, ...]:
    return (
        checksum,
        bestand.regio_code,
        bestand.formaat,
        bestand.file_name,
        bestand.media_type,
        len(bestand.content),
        sha256(bestand.content).hexdigest(),
        bestand.content,
    )
