"""P1 Wall: the extern database, dumped and searched, names nobody of the population."""

import io
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice

import pikepdf
import pytest
from django.db import connections

from voetlicht.basis.kern.clock import end_of_day, frozen_at
from voetlicht.basis.kern.two_times import Period
from voetlicht.config import rollen
from voetlicht.intern.doelgroepregister.actions import register_grondslag
from voetlicht.intern.personen.actions import record_verblijf, register_persoon
from voetlicht.intern.personen.bsn import is_bsn
from voetlicht.intern.personen.enums import Verblijfsbron
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.sonar.actions import open_dienstverlening, open_dossier
from voetlicht.intern.toegang.actions.organisaties import register_organisatie
from voetlicht.intern.toegang.enums import Organisatiesoort
from voetlicht.intern.toegang.systeemactoren import GENERATOR, KOPPELING, PUBLICATIE
from voetlicht.koppeling.actions import deliver_waiting, publish_editie
from voetlicht.opdrachten.installatie.cluster import Cluster, program_path
from voetlicht.opdrachten.installatie.prepare import Installation

ALIASES = ["default", "lader", "koppeling", "extern", "statistiek"]
pytestmark = [
    pytest.mark.django_db(transaction=True, databases=ALIASES),
    pytest.mark.usefixtures("as_processing"),
]

PEILDATUM = date(2023, 6, 30)
BSNS = tuple(islice((str(n) for n in range(900_000_000, 900_001_000) if is_bsn(str(n))), 20))


@pytest.fixture
def population(db) -> list[Persoon]:
    """Twenty persons who are counted in the edition, known since January 2023."""
    own = connections["default"]
    connections["default"] = connections["lader"]  # only this role may say it was known before
    with frozen_at(datetime(2023, 1, 5, 12, tzinfo=UTC)):
        persons = [counted_person(bsn, number) for number, bsn in enumerate(BSNS)]
    connections["default"] = own
    return persons


def counted_person(bsn: str, number: int) -> Persoon:
    born = date(1961 + number, 3, 17)
    persoon = register_persoon(by=GENERATOR, bsn=bsn, geboortedatum=born)
    since = date(2022, 1, 1)
    record_verblijf(
        by=GENERATOR,
        persoon=persoon,
        gemeente_code="GM0599",
        vanaf=since,
        bron=Verblijfsbron.BRP,
    )
    register_grondslag(by=GENERATOR, persoon=persoon, code_grondslag="01", period=Period(since))
    uwv = register_organisatie(by=GENERATOR, code="uwv", naam="UWV", soort=Organisatiesoort.UWV)
    klant = open_dossier(by=GENERATOR, persoon=persoon)
    open_dienstverlening(by=GENERATOR, klant=klant, organisatie=uwv, begin=since)
    return persoon


def identifiers(persons: list[Persoon]) -> set[bytes]:
    """Whatever could point at a person, as it would stand in a dump or in a file."""
    found = set(BSNS)
    for persoon in persons:
        found |= {str(persoon.uuid), persoon.uuid.hex, str(persoon.peilsleutel)}
        found |= {str(persoon.klant.uuid), persoon.geboortedatum.isoformat()}
        found |= {bytes(persoon.bsn_index).hex(), bytes(persoon.bsn_encrypted).hex()}
    return {text.encode() for text in found}


def dump(cluster: Cluster, database: str) -> bytes:
    """The whole database as text, as its superuser sees it."""
    done = subprocess.run(
        [
            program_path("pg_dump"),
            "--host",
            str(cluster.socket),
            "--username",
            "postgres",
            database,
        ],
        env={"PGPASSWORD": cluster.password},
        capture_output=True,
        check=True,
    )
    return done.stdout


def archived_files() -> Iterator[bytes]:
    """Every file of the archive, and what is packed inside it."""
    with connections["extern"].cursor() as cursor:
        cursor.execute("SELECT content FROM publicaties_archiefbestand")
        for (content,) in cursor.fetchall():
            yield from unpacked(bytes(content))


def unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield packed.read(name)
    elif content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for entry in pdf.objects:
                if isinstance(entry, pikepdf.Stream):
                    yield entry.read_bytes()
    elif content.startswith(b"\x1f\x8b"):
        yield zlib.decompress(content, wbits=31)


def test_the_extern_database_names_nobody(installation: Installation, own_databases, population):
    wanted = identifiers(population)
    made = publish_editie(
        by=PUBLICATIE, peildatum=PEILDATUM, bekend_op=end_of_day(date(2023, 7, 14))
    )
    assert made.editie.totaal.totaal == len(BSNS)
    deliver_waiting(by=KOPPELING)

    intern = dump(installation.cluster, own_databases[rollen.DATABASE["intern"]])
    assert [text for text in wanted if text in intern], "het doorzoeken vindt ook intern niets"

    extern = dump(installation.cluster, own_databases[rollen.DATABASE["extern"]])
    assert b"publicaties_archiefeditie" in extern
    assert [text for text in wanted if text in extern] == []

    files = list(archived_files())
    assert len(files) > 36 * 6
    assert [text for content in files for text in wanted if text in content] == []
