"""Putting many people into the database at once, with COPY, as role ``lader``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.backends.utils import CursorWrapper
from psycopg import sql

from voetlicht.intern.personen.bsn import GuardedBsn, guard
from voetlicht.opdrachten.genereer.heard import Person, Subject
from voetlicht.opdrachten.genereer.histories import Row
from voetlicht.opdrachten.genereer.names import Called
from voetlicht.opdrachten.genereer.numbers import public_ids
from voetlicht.opdrachten.genereer.tables import (
    COLUMNS,
    KLANT,
    KLANTPROFIEL,
    NULL,
    PERSOON,
    TABLE,
    bytea,
    line,
    row_line,
)


@dataclass(frozen=True, slots=True)
class Loadable:
    """A person ready to be loaded: a BSN, a name, and the rows of the history."""

    bsn: str
    called: Called
    person: Person
    rows: Sequence[Row]


def load(
    cursor: CursorWrapper, people: Sequence[Loadable], organisaties: Mapping[str, int]
) -> None:
    """Load these people with all their rows. Nobody else adds people meanwhile."""
    first = copy_numbered(cursor, PERSOON, _personen(people))
    numbered = list(enumerate(people, start=first))
    klanten = [persoon_id for persoon_id, one in numbered if one.person.is_klant]
    copy(cursor, KLANT, map(line, public_ids(len(klanten)), klanten))
    klantprofielen = _load_klantprofielen(cursor, numbered, organisaties)
    for subject, table in TABLE.items():
        profiles = klantprofielen if subject is Subject.STATUS else {}
        copy(
            cursor,
            table,
            (
                row_line(persoon_id, profiles.get(persoon_id, organisaties), row)
                for persoon_id, one in numbered
                for row in one.rows
                if row.subject is subject
            ),
        )


def copy(cursor: CursorWrapper, table: str, lines: Iterable[str | bytes]) -> None:
    """Add these lines to the table."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, COLUMNS[table]))
    )
    with cursor.copy(statement) as stream:
        for text in lines:
            stream.write(text)


def copy_numbered(cursor: CursorWrapper, table: str, lines: Sequence[str | bytes]) -> int:
    """Add one line a row; the id of the first. The others follow it one by one."""
    copy(cursor, table, lines)
    cursor.execute(sql.SQL("SELECT max(id) FROM {}").format(sql.Identifier(table)))
    (last,) = cursor.fetchone() or (0,)
    return int(last or 0) - len(lines) + 1


def _personen(people: Sequence[Loadable]) -> list[str]:
    guarded = guard(one.bsn for one in people)
    ids = public_ids(len(people))
    return [
        persoon_line(
            uuid, secret, one.called, one.person.geboortedatum, one.person.overlijdensdatum
        )
        for uuid, secret, one in zip(ids, guarded, people, strict=True)
    ]


def persoon_line(
    uuid: str, secret: GuardedBsn, called: Called, geboortedatum: object, overlijdensdatum: object
) -> str:
    """The line of one Persoon."""
    return line(
        uuid,
        bytea(secret.encrypted),
        bytea(secret.index),
        secret.peilsleutel,
        *called,
        geboortedatum,
        overlijdensdatum or NULL,
    )


def _load_klantprofielen(
    cursor: CursorWrapper,
    numbered: Sequence[tuple[int, Loadable]],
    organisaties: Mapping[str, int],
) -> dict[int, dict[str, int]]:
    """One klantprofiel per person and organisatie: persoon id -> organisatie code -> its id."""
    wanted = list(chain.from_iterable(_authors(persoon_id, one) for persoon_id, one in numbered))
    lines = [
        line(uuid, persoon_id, organisaties[code])
        for uuid, (persoon_id, code) in zip(public_ids(len(wanted)), wanted, strict=True)
    ]
    first = copy_numbered(cursor, KLANTPROFIEL, lines)
    found: dict[int, dict[str, int]] = {}
    for klantprofiel_id, (persoon_id, code) in enumerate(wanted, start=first):
        found.setdefault(persoon_id, {})[code] = klantprofiel_id
    return found


def _authors(persoon_id: int, one: Loadable) -> Iterator[tuple[int, str]]:
    codes = dict.fromkeys(row.key for row in one.rows if row.subject is Subject.STATUS)
    return ((persoon_id, code) for code in codes)
