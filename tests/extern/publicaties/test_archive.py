"""The archive: adds once, answers with what was added, changes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connections

from voetlicht.basis.edities.editie import Aantallen, Editie, Gemeenterij, Regioblad
from voetlicht.basis.edities.enums import Editiestatus, Formaat, Herkomst
from voetlicht.basis.edities.renderers import render
from voetlicht.basis.kern.actor import Actor, ActorKind
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.errors import Conflict, NotAllowed, NotFound
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.extern.publicaties import queries
from voetlicht.extern.publicaties.actions import archive_editie
from voetlicht.extern.publicaties.models import Archiefbestand, Archiefeditie
from voetlicht.extern.publicaties.values import CSV_METADATA, Bestandzending, Editiezending
from voetlicht.intern.toegang.systeemactoren import KOPPELING
from voetlicht.opdrachten.installatie.databases import connect

pytestmark = pytest.mark.django_db(transaction=True, databases=["koppeling", "extern"])

Q2 = Kwartaal(2023, 2)


def computed(kwartaal: Kwartaal = Q2, versie: int = 1, count: int = 5) -> Editie:
    rij = Gemeenterij("GM0599", "Rotterdam", Aantallen(count, 1, 2, 3))
    return Editie(
        kwartaal=kwartaal,
        peildatum=kwartaal.peildatum,
        bekend_op=end_of_day(date(kwartaal.jaar + 1, 1, 14 + versie)),
        versie=versie,
        status=Editiestatus.DEFINITIEF if versie == 1 else Editiestatus.GECORRIGEERD,
        herkomst=Herkomst.BEREKEND,
        voorbeeld=True,
        regios=(Regioblad(100, 22, "Rijnmond", (rij,)),),
    )


def read_from_document(kwartaal: Kwartaal = Q2) -> Editie:
    return replace(computed(kwartaal), herkomst=Herkomst.GELEZEN, bekend_op=None, bron="editie.pdf")


def zending(editie: Editie) -> Editiezending:
    regio = 22 if editie.herkomst is Herkomst.GELEZEN else None
    return Editiezending(
        herkomst=editie.herkomst,
        kwartaal=str(editie.kwartaal),
        regio_code=regio,
        versie=editie.versie,
        status=editie.status,
        peildatum=editie.peildatum,
        bekend_op=editie.bekend_op,
        content=render(editie, regio=regio, formaat=Formaat.JSON),
    )


def file(formaat: str = "csv", regio: int | None = 22, content: bytes = b"a;b") -> Bestandzending:
    return Bestandzending(regio, formaat, f"editie-{regio}.{formaat}", "text/plain", content)


def archive(editie: Editie, files: Sequence[Bestandzending] = (), by: Actor = KOPPELING) -> bool:
    return archive_editie(by=by, editie=zending(editie), bestanden=iter(files), using="koppeling")


def test_an_edition_comes_back_as_it_went_in():
    editie = computed()
    assert archive(editie)
    found = queries.newest(Q2)
    assert found.editie == editie
    assert found.checksum == sha256(zending(editie).content).hexdigest()
    assert queries.version(Q2, 1) == found


def test_its_files_come_back_byte_for_byte_in_the_order_of_the_list():
    files = [file(CSV_METADATA), file("csv"), file("pdf", content=b"%PDF"), file("pdf", None)]
    archive(computed(), files)
    publicatie = queries.newest(Q2)
    offered = queries.bestanden(publicatie, regio=22)
    assert [one.formaat for one in offered] == ["pdf", "csv", CSV_METADATA]
    pdf = queries.bestand(publicatie, regio=22, formaat=Formaat.PDF)
    assert pdf.content == b"%PDF"
    assert pdf.bestand == offered[0]
    assert (pdf.bestand.size, pdf.bestand.file_name) == (4, "editie-22.pdf")
    assert pdf.bestand.sha256 == sha256(b"%PDF").hexdigest()
    assert queries.bestand(publicatie, regio=None, formaat="pdf").content == b"a;b"


@pytest.mark.parametrize(("regio", "place"), [(9, "regio 9"), (None, "Nederland")])
def test_a_file_that_is_not_there_is_said_not_to_be(regio: int | None, place: str):
    archive(computed(), [file()])
    with pytest.raises(NotFound, match=place):
        queries.bestand(queries.newest(Q2), regio=regio, formaat="csv")


def test_the_same_edition_is_taken_in_once():
    assert archive(computed(), [file()])

    def never() -> Sequence[Bestandzending]:
        raise AssertionError("een bekende editie heeft geen bestanden nodig")
        yield

    assert not archive_editie(
        by=KOPPELING, editie=zending(computed()), bestanden=never(), using="koppeling"
    )
    assert (Archiefeditie.objects.count(), Archiefbestand.objects.count()) == (1, 1)


@pytest.mark.parametrize("make", [computed, read_from_document])
def test_another_edition_under_the_same_number_is_refused_loudly(make: Callable[..., Editie]):
    first = make()
    archive(first)
    blad = replace(first.regios[0], doelgroepregister=99)
    with pytest.raises(Conflict, match="al een andere editie 2023Q2 versie 1"):
        archive(replace(first, regios=(blad,)))
    assert Archiefeditie.objects.get().checksum == sha256(zending(first).content).hexdigest()


def test_an_edition_arrives_with_all_its_files_or_not_at_all():
    with pytest.raises(IntegrityError):
        archive(computed(), [file(), file()])
    assert not Archiefeditie.objects.exists()


def test_an_edition_read_from_a_document_names_its_regio():
    without = replace(zending(read_from_document()), regio_code=None)
    with pytest.raises(IntegrityError, match="archiefeditie_gelezen_per_regio"):
        archive_editie(by=KOPPELING, editie=without, bestanden=iter(()), using="koppeling")


def test_versions_and_quarters_are_listed_newest_first():
    q1 = Kwartaal(2023, 1)
    for editie in (computed(), computed(q1), computed(versie=2, count=7), read_from_document()):
        archive(editie)
    assert queries.kwartalen() == (Q2, q1)
    assert [(one.versie, one.status.value) for one in queries.versions(Q2)] == [
        (2, "gecorrigeerd"),
        (1, "definitief"),
    ]
    assert [(one.kwartaal, one.versie) for one in queries.newest_versions()] == [(Q2, 2), (q1, 1)]
    assert queries.newest(Q2).editie.versie == 2
    assert queries.version(Q2, 1).editie == computed()


def test_an_edition_read_from_a_document_stands_beside_the_computed_ones():
    archive(read_from_document(), [file()])
    (head,) = queries.all_gelezen()
    assert (head.kwartaal, head.regio_code, head.herkomst) == (Q2, 22, Herkomst.GELEZEN)
    assert queries.kwartalen() == ()
    publicatie = queries.gelezen(Q2, regio=22)
    assert publicatie.editie.bron == "editie.pdf"
    assert queries.bestanden(publicatie, regio=None) == queries.bestanden(publicatie, regio=22)
    assert len(queries.bestanden(publicatie, regio=22)) == 1
    assert queries.bestanden(publicatie, regio=9) == ()


def test_what_does_not_exist_explains_itself():
    archive(computed())
    with pytest.raises(NotFound, match="eerste kwartaal 2021 is nog geen editie verschenen"):
        queries.newest(Kwartaal(2021, 1))
    with pytest.raises(NotFound, match="versie 2 niet"):
        queries.version(Q2, 2)
    with pytest.raises(NotFound, match="geen document gelezen"):
        queries.gelezen(Q2, regio=22)


def test_an_edition_is_parsed_once(django_assert_num_queries):
    archive(computed(count=42))
    queries.newest(Q2)
    with django_assert_num_queries(1, connection=connections["extern"]):
        queries.newest(Q2)


def test_without_the_right_nothing_is_taken_in():
    with pytest.raises(NotAllowed):
        archive(computed(), by=Actor(ActorKind.SYSTEEM, "iemand"))
    assert not Archiefeditie.objects.exists()


@pytest.mark.django_db(databases=["koppeling", "extern"])
@pytest.mark.parametrize("table", ["publicaties_archiefeditie", "publicaties_archiefbestand"])
@pytest.mark.parametrize(
    ("alias", "statement"),
    [
        ("extern", "INSERT INTO {} DEFAULT VALUES"),
        ("extern", "UPDATE {} SET regio_code = 1"),
        ("extern", "DELETE FROM {}"),
        ("koppeling", "SELECT * FROM {}"),
        ("koppeling", "UPDATE {} SET regio_code = 1"),
        ("koppeling", "DELETE FROM {}"),
        ("koppeling", "TRUNCATE {} CASCADE"),
    ],
)
def test_extern_only_reads_and_the_koppeling_only_adds(alias: str, statement: str, table: str):
    with (
        connections[alias].cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        cursor.execute(statement.format(table))


def test_not_even_the_owner_changes_or_removes_anything(installation, own_databases):
    archive(computed(), [file()])
    with connect(
        installation.data, installation.cluster, database=own_databases["voetlicht_extern"]
    ) as owner:
        for table in ("publicaties_archiefeditie", "publicaties_archiefbestand"):
            for statement in (f"UPDATE {table} SET regio_code = 1", f"DELETE FROM {table}"):
                with pytest.raises(psycopg.Error, match="verandert niet"):
                    owner.execute(statement)


def test_the_database_recomputes_checksums_itself():
    """A row whose content was changed on the way does not get in."""
    with connections["koppeling"].cursor() as cursor, pytest.raises(IntegrityError):
        cursor.execute(
            "INSERT INTO publicaties_archiefeditie (checksum, herkomst, kwartaal, regio_code, "
            "versie, status, peildatum, bekend_op, content) VALUES "
            "(%s, 'berekend', '2023Q2', NULL, 1, 'definitief', '2023-06-30', now(), '{}')",
            [sha256(b"iets anders").hexdigest()],
        )


def test_rows_say_what_they_are():
    archive(computed(), [file()])
    assert str(Archiefeditie.objects.get()) == "2023Q2 versie 1 (berekend)"
    assert str(Archiefbestand.objects.get()) == "editie-22.csv"
