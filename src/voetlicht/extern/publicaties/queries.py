"""Reads of the archive. All of it is published: no actor, no purpose, no personal data."""

from functools import lru_cache

from django.db.models import QuerySet

from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Editiestatus, Formaat, Herkomst
from voetlicht.basis.edities.renderers.json import editie_from_json
from voetlicht.basis.kern.errors import NotFound
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.extern.publicaties.models import Archiefbestand, Archiefeditie
from voetlicht.extern.publicaties.values import (
    CSV_METADATA,
    Bestand,
    Bestandsinhoud,
    Publicatie,
    Versie,
)

_ORDER = (*(formaat.value for formaat in Formaat), CSV_METADATA)


def kwartalen() -> tuple[Kwartaal, ...]:
    """The quarters that have a computed edition, newest first."""
    found = _computed().order_by("-kwartaal").values_list("kwartaal", flat=True).distinct()
    return tuple(Kwartaal.parse(text) for text in found)


def newest(kwartaal: Kwartaal) -> Publicatie:
    """The computed edition with the highest version; NotFound for an empty quarter."""
    head = _computed().filter(kwartaal=str(kwartaal)).order_by("-versie").first()
    return _publicatie(head, f"Over het {kwartaal.words} is nog geen editie verschenen.")


def version(kwartaal: Kwartaal, versie: int) -> Publicatie:
    """One version of the computed edition, for good; NotFound when it does not exist."""
    head = _computed().filter(kwartaal=str(kwartaal), versie=versie).first()
    return _publicatie(head, f"Van de editie {kwartaal} bestaat versie {versie} niet.")


def versions(kwartaal: Kwartaal) -> tuple[Versie, ...]:
    """The heads of all computed versions of a quarter, newest first."""
    rows = _computed().filter(kwartaal=str(kwartaal)).order_by("-versie")
    return tuple(_head(row) for row in rows)


def newest_versions() -> tuple[Versie, ...]:
    """The head of the newest version of every quarter, newest quarter first."""
    rows = _computed().order_by("-kwartaal", "-versie").distinct("kwartaal")
    return tuple(_head(row) for row in rows)


def gelezen(kwartaal: Kwartaal, *, regio: int) -> Publicatie:
    """The edition of one regio as read from a document; NotFound when none was."""
    head = _read().filter(kwartaal=str(kwartaal), regio_code=regio).order_by("-versie").first()
    return _publicatie(
        head, f"Van regio {regio} is over het {kwartaal.words} geen document gelezen."
    )


def all_gelezen() -> tuple[Versie, ...]:
    """The heads of all editions that were read from a document, newest quarter first."""
    return tuple(_head(row) for row in _read().order_by("-kwartaal", "regio_code", "-versie"))


def bestanden(publicatie: Publicatie, *, regio: int | None) -> tuple[Bestand, ...]:
    """The files of one regio, or of the country, in the order of the download list."""
    rows = _files(publicatie, regio).defer("content")
    return tuple(sorted(map(_bestand, rows), key=lambda one: _ORDER.index(one.formaat)))


def bestand(publicatie: Publicatie, *, regio: int | None, formaat: str) -> Bestandsinhoud:
    """One file with its bytes; ``formaat`` is a ``Formaat`` or ``csv-metadata``. NotFound."""
    row = _files(publicatie, regio).filter(formaat=str(formaat)).first()
    if row is None:
        raise NotFound(
            f"De editie {publicatie.editie.kwartaal} heeft voor "
            f"{'Nederland' if regio is None else f'regio {regio}'} geen bestand ‘{formaat}’."
        )
    return Bestandsinhoud(_bestand(row), bytes(row.content))


def _computed() -> QuerySet[Archiefeditie]:
    return Archiefeditie.objects.filter(herkomst=Herkomst.BEREKEND.value).defer("content")


def _read() -> QuerySet[Archiefeditie]:
    return Archiefeditie.objects.filter(herkomst=Herkomst.GELEZEN.value).defer("content")


def _files(publicatie: Publicatie, regio: int | None) -> QuerySet[Archiefbestand]:
    """An edition that was read has one regio: its files are found with and without naming it."""
    if publicatie.editie.herkomst is Herkomst.GELEZEN:
        regio = regio or publicatie.editie.regios[0].code
    return Archiefbestand.objects.filter(editie_id=publicatie.checksum, regio_code=regio)


def _publicatie(head: Archiefeditie | None, message: str) -> Publicatie:
    if head is None:
        raise NotFound(message)
    return Publicatie(_editie(head.checksum), head.checksum)


@lru_cache(maxsize=64)
def _editie(checksum: str) -> Editie:
    """Archived content never changes, so a process parses each edition once."""
    content = Archiefeditie.objects.values_list("content", flat=True).get(checksum=checksum)
    return editie_from_json(bytes(content))


def _head(row: Archiefeditie) -> Versie:
    return Versie(
        kwartaal=Kwartaal.parse(row.kwartaal),
        regio_code=row.regio_code,
        versie=row.versie,
        status=Editiestatus(row.status),
        herkomst=Herkomst(row.herkomst),
        peildatum=row.peildatum,
        bekend_op=row.bekend_op,
        checksum=row.checksum,
    )


def _bestand(row: Archiefbestand) -> Bestand:
    return Bestand(
        formaat=row.formaat,
        regio_code=row.regio_code,
        file_name=row.file_name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
    )
