"""The inzagelog for itself: its own folder of anchors, its own writer, and what was written."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.intern.toegang.enums import Kanaal
from voetlicht.intern.toegang.inzage import writer as writing
from voetlicht.intern.toegang.inzage.noting import Showing
from voetlicht.intern.toegang.inzage.writer import Writer
from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.prepare import Installation


@pytest.fixture
def ankers(settings, tmp_path: Path) -> Path:
    writing.writer.close()  # the chain of an earlier test would be anchored here, a minute later
    settings.ANKERS = tmp_path / "ankers"
    return settings.ANKERS


@pytest.fixture
def writer(db, ankers: Path) -> Iterator[Writer]:
    """A writer beside the one of the process."""
    own = Writer()
    yield own
    own.close()


@pytest.fixture
def superuser(
    installation: Installation, own_databases: dict[str, str]
) -> Iterator[psycopg.Connection]:
    """Whoever administers the database: no right and no policy holds her."""
    database = own_databases["voetlicht"]
    with connect(installation.data, installation.cluster, database=database) as connection:
        yield connection


@pytest.fixture
def lines(superuser: psycopg.Connection) -> Callable[[UUID], list[tuple]]:
    """What was written under a trace id, in order."""

    def written(trace_id: UUID) -> list[tuple]:
        return superuser.execute(
            "SELECT volgnummer, actor_kind, actor_id, rol, organisatie, aanstelling, persoon_id,"
            " doel, veldklasse, kanaal FROM toegang_inzageregel WHERE trace_id = %s"
            " ORDER BY keten_id, volgnummer",
            [trace_id],
        ).fetchall()

    return written


WHO = UUID("00000000-0000-4000-8000-00000000000a")


def adviseur(who: UUID = WHO) -> Actor:
    return Actor(
        kind=ActorKind.MEDEWERKER,
        id=str(who),
        organisatie="uwv",
        aanstelling=3,
        rol="adviseur_werk",
        purposes=frozenset({Purpose.DIENSTVERLENING}),
        veldklassen=frozenset({Veldklasse.PERSOONLIJK}),
    )


def showing(persoon_id: int, *, klasse: Veldklasse = Veldklasse.PERSOONLIJK) -> Showing:
    return Showing(adviseur(), Purpose.DIENSTVERLENING, persoon_id, klasse)


def write(writer: Writer, *persoon_ids: int) -> UUID:
    """Write a line for each; the trace id."""
    trace_id = uuid4()
    writer.write(map(showing, persoon_ids), kanaal=Kanaal.SITE, trace_id=trace_id)
    return trace_id
