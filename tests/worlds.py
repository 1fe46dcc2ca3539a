"""Random organisaties, teams, medewerkers, toewijzingen and noodtoegangen, for properties of reach.

A few people, organisaties and teams stay the same; who works where, in which role, for whom and
since when is drawn anew for every example, and so is the moment at which one looks.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from hypothesis import strategies as st

import medewerkers as made
from voetlicht.basis.kern.clock import AMSTERDAM
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import (
    Aanstelling,
    Account,
    Noodtoegang,
    Organisatie,
    Team,
    Toewijzing,
)
from voetlicht.intern.toegang.rules.bereik import Emergency, Holder, Relation, within_reach

MOMENT = datetime(2026, 3, 3, 12, tzinfo=UTC)
NAMES = (("Anna", "de", "Vries"), ("Bo", "", "Vriesland"), ("Cas", "van", "Dam"), ("Do", "", "Vos"))


@dataclass(frozen=True, slots=True)
class Stage:
    """What is there in every example."""

    organisaties: list[Organisatie]
    teams: list[Team]
    accounts: list[Account]
    klanten: list[Klant]


@dataclass(frozen=True, slots=True)
class Draw:
    """What is drawn: rows as the database takes them, people and places by their position."""

    moment: datetime
    inactive: set[int]
    aanstellingen: list[tuple]
    toewijzingen: list[tuple]
    noodtoegangen: list[tuple]


def set_stage() -> Stage:
    """Two organisaties with three teams between them, three people at work, four klanten."""
    organisaties = [made.organisatie("uwv"), made.organisatie("GM0599")]
    teams = [made.team(organisaties[index]) for index in (0, 0, 1)]
    return Stage(
        organisaties,
        teams,
        [made.account() for _ in range(3)],
        [made.klant(naam) for naam in NAMES],
    )


days = st.integers(-33, 3).map(lambda number: MOMENT.date() + timedelta(days=number))
moments = st.one_of(
    st.just(MOMENT),
    st.integers(-300, 300).map(lambda minutes: MOMENT + timedelta(minutes=minutes)),
    st.integers(-90, 90).map(lambda m: datetime(2026, 3, 3, 23, tzinfo=UTC) + timedelta(minutes=m)),
)


@st.composite
def periods(draw: st.DrawFn) -> str:
    """A daterange as PostgreSQL reads it: without end, with one, or empty."""
    start, length = draw(days), draw(st.sampled_from([None, None, 0, 1, 2, 30, 31, 60]))
    if length == 0:
        return "empty"
    return f"[{start},{start + timedelta(days=length) if length else ''})"


def people(last: int) -> st.SearchStrategy[int]:
    return st.integers(0, last)


rollen = st.sampled_from([*Rol, Rol.ADVISEUR_WERK, Rol.KLANTMANAGER, Rol.TEAMLEIDER])
places = st.one_of(
    st.integers(0, 2).map(lambda team: (team // 2, team)),
    st.integers(0, 1).map(lambda organisatie: (organisatie, None)),
)
aanstellingen = st.tuples(people(2), places, rollen, periods())
toewijzingen = st.tuples(
    people(3),
    st.one_of(
        st.integers(0, 2).map(lambda team: (team // 2, None, team)),
        st.tuples(st.integers(0, 1), people(2), st.none()),
    ),
    periods(),
)
noodtoegangen = st.tuples(st.one_of(st.none(), people(3)), people(3), moments, st.integers(0, 180))
draws = st.builds(
    Draw,
    moment=moments,
    inactive=st.sets(people(2), max_size=1),
    aanstellingen=st.lists(aanstellingen, min_size=1, max_size=4),
    toewijzingen=st.lists(toewijzingen, max_size=8),
    noodtoegangen=st.lists(noodtoegangen, max_size=3),
)

PUT_TO_WORK = """
INSERT INTO toegang_aanstelling (uuid, account_id, organisatie_id, team_id, rol, valid)
VALUES (gen_random_uuid(), %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
ASSIGN = """
INSERT INTO toegang_toewijzing (uuid, persoon_id, organisatie_id, account_id, team_id, valid, reden)
VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, 'proef') ON CONFLICT DO NOTHING
"""
OPEN = """
INSERT INTO toegang_noodtoegang
    (uuid, persoon_id, aanstelling_id, gevraagd_op, tot, reden, toelichting)
VALUES (gen_random_uuid(), %s, %s, %s, %s, 'proef', '')
"""


@contextmanager
def played(stage: Stage, draw: Draw) -> Iterator[None]:
    """The drawn rows, for the length of the block; ``default`` must be able to be the owner."""
    with transaction.atomic():
        with made.in_role("eigenaar"), connection.cursor() as cursor:
            _insert(cursor, stage, draw)
        yield
        transaction.set_rollback(True)


def _insert(cursor, stage: Stage, draw: Draw) -> None:
    gone = [stage.accounts[index].pk for index in draw.inactive]
    cursor.execute("UPDATE toegang_account SET is_active = id <> ALL(%s)", [gone])
    for account, (organisatie, team), rol, valid in draw.aanstellingen:
        place = (stage.organisaties[organisatie].pk, _pk(stage.teams, team))
        cursor.execute(PUT_TO_WORK, [stage.accounts[account].pk, *place, rol, valid])
    for persoon, (organisatie, account, team), valid in draw.toewijzingen:
        holder = (_pk(stage.accounts, account), _pk(stage.teams, team))
        where = stage.organisaties[organisatie].pk
        cursor.execute(ASSIGN, [stage.klanten[persoon].persoon_id, where, *holder, valid])
    cursor.execute("SELECT array_agg(id ORDER BY id) FROM toegang_aanstelling")
    (ids,) = cursor.fetchone()
    for persoon, aanstelling, since, minutes in draw.noodtoegangen:
        whom = None if persoon is None else stage.klanten[persoon].persoon_id
        until = since + timedelta(minutes=minutes)
        cursor.execute(OPEN, [whom, ids[aanstelling % len(ids)], since, until])


def _pk(rows: list, position: int | None) -> int | None:
    return None if position is None else rows[position].pk


def holders() -> list[tuple[Aanstelling, Holder]]:
    """Everybody at work who holds a role on some day, as the rule sees her."""
    rows = Aanstelling.objects.select_related("account", "organisatie", "team")
    return [
        (
            row,
            Holder(
                aanstelling=row.pk,
                account=row.account_id,
                organisatie=row.organisatie_id,
                team=row.team_id,
                rol=Rol(row.rol),
                valid=_period(row.valid),
                account_is_active=row.account.is_active,
            ),
        )
        for row in rows.filter(valid__isempty=False)
    ]


def relations() -> dict[int, list[Relation]]:
    """Persoon -> every toewijzing that held or will hold on some day."""
    found = defaultdict(list)
    for row in Toewijzing.objects.filter(valid__isempty=False):
        relation = Relation(row.organisatie_id, row.account_id, row.team_id, _period(row.valid))
        found[row.persoon_id].append(relation)
    return found


def emergencies() -> dict[int, list[Emergency]]:
    """Persoon -> every noodtoegang that was ever asked and found."""
    found = defaultdict(list)
    for row in Noodtoegang.objects.filter(persoon__isnull=False):
        found[row.persoon_id].append(Emergency(row.aanstelling_id, row.gevraagd_op, row.tot))
    return found


def reach_by_rule(stage: Stage, moment: datetime) -> dict[Aanstelling, set[int]]:
    """Aanstelling -> whom it may reach, as ``rules.bereik`` says."""
    related, asked = relations(), emergencies()
    return {
        row: {
            klant.persoon_id
            for klant in stage.klanten
            if within_reach(
                holder,
                relations=related[klant.persoon_id],
                emergencies=asked[klant.persoon_id],
                today=moment.astimezone(AMSTERDAM).date(),
                now=moment,
            )
        }
        for row, holder in holders()
    }


def _period(valid) -> Period:
    return Period(valid.lower, valid.upper)
