"""A small archive for tests of the sites: a database of its own, filled through the door's role.

Filled once per worker and never emptied, because nobody may remove what was published; tests look
at it, and add nothing. Quarters: 2022Q2, 2023Q1 (versions 1 and 2) and 2023Q2, all 35 regio's;
Twente in 2022Q2 and Rijnmond in 2023Q2 have the published figures. Read from documents: Twente
2022Q2 (equal), Rijnmond 2023Q2 (damaged), and Twente 2021Q4, a quarter with nothing beside it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from django.db import connections
from psycopg import sql

from voetlicht.basis.edities.editie import Aantallen, Editie, Gemeenterij, Regioblad, Restrij
from voetlicht.basis.edities.enums import Editiestatus, Formaat, Herkomst
from voetlicht.basis.edities.gepubliceerd import published
from voetlicht.basis.edities.renderers import CSVW_SUFFIX, render, render_all
from voetlicht.basis.gebieden import queries as gebieden
from voetlicht.basis.gebieden.gebied import Gemeente
from voetlicht.basis.kern.actor import Actor, ActorKind
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.config import rollen
from voetlicht.extern.publicaties.actions import archive_editie
from voetlicht.extern.publicaties.values import CSV_METADATA, Bestandzending, Editiezending
from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.prepare import Installation

TEMPLATE = "voetlicht_extern"
# Files are rendered for these places only: the country, Rijnmond and Twente.
PLACES = (None, 22, 9)
KOPPELING = Actor(ActorKind.SYSTEEM, "koppeling", rights=frozenset({"publicaties.archiveren"}))


@contextmanager
def filled_database(installation: Installation, name: str) -> Iterator[str]:
    """A copy of the extern database that holds the sample; gone afterwards."""
    with database_copy(installation, TEMPLATE, name):
        with alias_at("koppeling", name):
            for editie in sample():
                _archive(editie)
        yield name


@contextmanager
def database_copy(installation: Installation, template: str, name: str) -> Iterator[None]:
    """A copy of a template database, for who asks alone; gone afterwards."""
    with connect(installation.data, installation.cluster, database="postgres") as superuser:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        superuser.execute(drop)
        superuser.execute("SELECT pg_advisory_lock(1)")  # a template admits one copier at a time
        superuser.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER eigenaar").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        superuser.execute("SELECT pg_advisory_unlock(1)")
        superuser.execute(
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                sql.Identifier(name),
                sql.SQL(", ").join(map(sql.Identifier, rollen.CONNECT[template])),
            )
        )
        yield
        superuser.execute(drop)


@contextmanager
def alias_at(alias: str, database: str) -> Iterator[None]:
    """Let a database alias lead to another database inside the block."""
    connection = connections[alias]
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def sample() -> tuple[Editie, ...]:
    """The editions of the sample."""
    figures = {(str(one.kwartaal), one.blad.code): one.blad for one in published()}
    twente, rijnmond = figures["2022Q2", 9], figures["2023Q2", 22]
    return (
        computed("2022Q2"),
        computed("2023Q1"),
        computed("2023Q1", versie=2),
        computed("2023Q2"),
        read_from_document("2022Q2", twente, "het document over Twente"),
        read_from_document("2023Q2", damaged(rijnmond), "een beschadigd document"),
        read_from_document("2021Q4", twente, "een ouder document"),
    )


def computed(kwartaal: str, *, versie: int = 1) -> Editie:
    """All 35 regio's with made-up figures, but the published ones where there are any."""
    quarter = Kwartaal.parse(kwartaal)
    known = {one.blad.code: one.blad for one in published() if one.kwartaal == quarter}
    day = quarter.peildatum
    return Editie(
        kwartaal=quarter,
        peildatum=day,
        bekend_op=end_of_day(day + timedelta(days=14 * versie)),
        versie=versie,
        status=Editiestatus.DEFINITIEF if versie == 1 else Editiestatus.GECORRIGEERD,
        herkomst=Herkomst.BEREKEND,
        voorbeeld=True,
        regios=tuple(
            known.get(regio.code) or _made_up(regio, quarter, versie)
            for regio in gebieden.regios(on=day)
        ),
        rest=Restrij(doelgroepregister=80, aantallen=Aantallen(1, 5, 20, 10)),
    )


def read_from_document(kwartaal: str, blad: Regioblad, bron: str) -> Editie:
    """One regio as if it had been read from a document."""
    quarter = Kwartaal.parse(kwartaal)
    return Editie(
        kwartaal=quarter,
        peildatum=quarter.peildatum,
        bekend_op=None,
        versie=1,
        status=Editiestatus.DEFINITIEF,
        herkomst=Herkomst.GELEZEN,
        voorbeeld=False,
        regios=(blad,),
        bron=bron,
    )


def damaged(blad: Regioblad) -> Regioblad:
    """The first gemeente is lost; in the second, one person has a profile more and one less."""
    _, second, *others = blad.rijen
    first_count, second_count, *counts = second.aantallen.counts
    moved = Aantallen(first_count + 1, second_count - 1, *counts)
    return replace(blad, rijen=(replace(second, aantallen=moved), *others))


def _made_up(regio: gebieden.Arbeidsmarktregio, quarter: Kwartaal, versie: int) -> Regioblad:
    gemeenten = gebieden.gemeenten_of_regio(regio.code, on=quarter.peildatum)
    rijen = tuple(_made_up_row(one, regio.code) for one in gemeenten)
    known = sum(rij.aantallen.totaal for rij in rijen)
    share = 45 + regio.code + versie
    return Regioblad(
        doelgroepregister=known * 100 // share, code=regio.code, naam=regio.naam, rijen=rijen
    )


def _made_up_row(gemeente: Gemeente, regio_code: int) -> Gemeenterij:
    size = 100 + int(gemeente.code[2:]) % 400
    with_profile = size * (30 + regio_code) // 100
    counts = Aantallen(with_profile // 5, size // 4, with_profile - with_profile // 5, size // 5)
    return Gemeenterij(gemeente.code, gemeente.naam, counts)


def _archive(editie: Editie) -> None:
    regio = editie.regios[0].code if editie.herkomst is Herkomst.GELEZEN else None
    archive_editie(
        by=KOPPELING,
        editie=Editiezending(
            herkomst=editie.herkomst.value,
            kwartaal=str(editie.kwartaal),
            regio_code=regio,
            versie=editie.versie,
            status=editie.status.value,
            peildatum=editie.peildatum,
            bekend_op=editie.bekend_op,
            content=render(editie, regio=regio, formaat=Formaat.JSON),
        ),
        bestanden=[
            file for place in PLACES if regio in (None, place) for file in _files(editie, place)
        ],
        using="koppeling",
    )


def _files(editie: Editie, place: int | None) -> Iterator[Bestandzending]:
    for file in render_all(editie, regio=place):
        extension = file.name.rpartition(".")[2]
        formaat = CSV_METADATA if file.name.endswith(CSVW_SUFFIX) else extension
        yield Bestandzending(place, formaat, file.name, file.media_type, file.content)
