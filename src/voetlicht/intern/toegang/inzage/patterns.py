"""Unusual patterns in the inzagelog, for a privacy officer to ask about; none is a proof.

Each is one question to the database about one organisatie and a period, over ``toezicht``. What
counts as unusual is in ``DREMPELS``; ``docs/privacy/inzagelog.md`` says why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections

from voetlicht.intern.toegang.enums import Patroonsoort

ALIAS = "toezicht"


@dataclass(frozen=True, slots=True)
class Drempels:
    """From which numbers on something is unusual."""

    night_from: int = 22  # hour in Amsterdam
    night_until: int = 6
    night_looks: int = 5  # in the period
    outside_per_day: int = 25  # klanten outside one's own caseload
    asked: int = 5  # noodtoegang in the period
    missed: int = 3  # nobody had that BSN and birth date
    wrong: int = 1  # judged not justified


DREMPELS = Drempels()


@dataclass(frozen=True, slots=True)
class Found:
    """A medewerker, by uuid or by number of her account, and what was unusual."""

    soort: Patroonsoort
    actor_id: UUID | None
    account_id: int | None
    rol: str
    count: int
    first: datetime
    last: datetime
    persoon_ids: tuple[int, ...]


# A request is a look: its lines, of several klanten or classes of field, have one trace_id.
NIGHT = """
SELECT actor_id, min(rol), count(DISTINCT trace_id), min(moment), max(moment),
    (array_agg(DISTINCT persoon_id))[1:10]
FROM (
    SELECT *, extract(hour FROM moment AT TIME ZONE 'Europe/Amsterdam') AS uur
    FROM toegang_inzageregel
    WHERE organisatie = %(waar)s AND moment >= %(van)s AND moment < %(tot)s
        AND actor_kind = 'medewerker'
) AS regel
WHERE uur >= %(night_from)s OR uur < %(night_until)s
GROUP BY actor_id HAVING count(DISTINCT trace_id) >= %(night_looks)s
"""
# Within reach by a team or in need, and so never refused; but not one's own klanten. Each klant
# counts once, however often she was looked at and on however many of those days.
OUTSIDE = """
WITH gezien AS (
    SELECT actor_id, rol, aanstelling, persoon_id,
        (moment AT TIME ZONE 'Europe/Amsterdam')::date AS dag,
        min(moment) AS eerst, max(moment) AS laatst
    FROM toegang_inzageregel
    WHERE organisatie = %(waar)s AND moment >= %(van)s AND moment < %(tot)s
        AND actor_kind = 'medewerker' AND doel IN ('dienstverlening', 'bemiddeling')
    GROUP BY 1, 2, 3, 4, 5
), van_anderen AS (
    SELECT * FROM gezien
    WHERE NOT EXISTS (
        SELECT FROM toegang_aanstelling AS aanstelling
        JOIN toegang_toewijzing AS toewijzing ON toewijzing.account_id = aanstelling.account_id
        WHERE aanstelling.id = gezien.aanstelling AND toewijzing.persoon_id = gezien.persoon_id
            AND toewijzing.valid @> gezien.dag
    )
), dagen AS (
    SELECT actor_id, dag FROM van_anderen
    GROUP BY actor_id, dag HAVING count(DISTINCT persoon_id) > %(outside_per_day)s
)
SELECT actor_id, min(rol), count(DISTINCT persoon_id), min(eerst), max(laatst),
    (array_agg(DISTINCT persoon_id))[1:10]
FROM van_anderen JOIN dagen USING (actor_id, dag) GROUP BY actor_id
"""
# A request that shows one klant is a dossier. Whoever reaches the limit of an hour (``tempo``)
# opens half of it in one hour of the clock.
OPENED = """
WITH geopend AS (
    SELECT actor_id, min(rol) AS rol, min(persoon_id) AS persoon_id, min(moment) AS moment
    FROM toegang_inzageregel
    WHERE organisatie = %(waar)s AND moment >= %(van)s AND moment < %(tot)s
        AND actor_kind = 'medewerker' AND doel IN ('dienstverlening', 'bemiddeling')
    GROUP BY actor_id, trace_id HAVING min(persoon_id) = max(persoon_id)
), uren AS (
    SELECT actor_id, min(rol) AS rol, count(DISTINCT persoon_id) AS klanten,
        min(moment) AS eerst, max(moment) AS laatst, min(persoon_id) AS persoon_id
    FROM geopend GROUP BY actor_id, date_trunc('hour', moment)
    HAVING count(DISTINCT persoon_id) >= %(opened_per_hour)s
)
SELECT actor_id, min(rol), max(klanten), min(eerst), max(laatst), (array_agg(persoon_id))[1:10]
FROM uren GROUP BY actor_id
"""
EMERGENCIES = """
SELECT aanstelling.account_id, min(aanstelling.rol), count(*), min(gevraagd_op), max(gevraagd_op),
    (array_agg(DISTINCT persoon_id) FILTER (WHERE persoon_id IS NOT NULL))[1:10]
FROM toegang_noodtoegang AS noodtoegang
JOIN toegang_aanstelling AS aanstelling ON aanstelling.id = noodtoegang.aanstelling_id
JOIN toegang_organisatie AS organisatie ON organisatie.id = aanstelling.organisatie_id
WHERE organisatie.code = %(waar)s AND gevraagd_op >= %(van)s AND gevraagd_op < %(tot)s
GROUP BY aanstelling.account_id
HAVING count(*) >= %(asked)s
    OR count(*) FILTER (WHERE persoon_id IS NULL) >= %(missed)s
    OR count(*) FILTER (WHERE NOT terecht) >= %(wrong)s
"""
RELATIVES = """
SELECT actor_id, rol, aantal, eerst, laatst, personen, soort
FROM toezicht_verwanten(%(waar)s, %(van)s, %(tot)s)
"""


LOOKED = {
    Patroonsoort.NACHT: NIGHT,
    Patroonsoort.BUITEN_CASELOAD: OUTSIDE,
    Patroonsoort.VEEL_DOSSIERS: OPENED,
}


def find(organisatie: str, *, since: datetime, until: datetime) -> Iterator[Found]:
    """What was unusual at this organisatie from ``since`` until ``until`` (half-open)."""
    asked = {
        "waar": organisatie,
        "van": since,
        "tot": until,
        "opened_per_hour": settings.DOSSIERS_PER_HOUR // 2,
        **{name: getattr(DREMPELS, name) for name in Drempels.__dataclass_fields__},
    }
    for soort, sql in LOOKED.items():
        for actor_id, *rest in _rows(sql, asked):
            yield _found(soort, actor_id, None, *rest)
    for actor_id, *rest, soort in _rows(RELATIVES, asked):
        yield _found(Patroonsoort(soort), actor_id, None, *rest)
    for account_id, *rest in _rows(EMERGENCIES, asked):
        yield _found(Patroonsoort.NOODTOEGANG, None, account_id, *rest)


def _found(
    soort: Patroonsoort,
    actor_id: UUID | None,
    account_id: int | None,
    rol: str,
    count: int,
    first: datetime,
    last: datetime,
    persoon_ids: list[int] | None,
) -> Found:
    return Found(soort, actor_id, account_id, rol, count, first, last, tuple(persoon_ids or ()))


def _rows(sql: str, asked: dict[str, Any]) -> list[tuple]:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(sql, asked)
        return cursor.fetchall()
