"""Fill an installation with people at work: teams, medewerkers, and whom they serve.

Everything follows from who is served in the database, so that an example that was filled before
there were medewerkers gets them too.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from django.db.backends.utils import CursorWrapper

from voetlicht.basis.gebieden.queries import code_on, regio, regio_of, regios
from voetlicht.opdrachten.genereer.accounts import account_lines
from voetlicht.opdrachten.genereer.addresses import load_addresses
from voetlicht.opdrachten.genereer.caseload import Caseload
from voetlicht.opdrachten.genereer.known import RIJNMOND
from voetlicht.opdrachten.genereer.loading import copy, copy_numbered
from voetlicht.opdrachten.genereer.moments import LAST_DAY
from voetlicht.opdrachten.genereer.names import names
from voetlicht.opdrachten.genereer.numbers import public_ids
from voetlicht.opdrachten.genereer.places import UWV, places
from voetlicht.opdrachten.genereer.served import Served, read_served
from voetlicht.opdrachten.genereer.tables import (
    AANSTELLING,
    ACCOUNT,
    NULL,
    TEAM,
    TOEWIJZING,
    line,
)
from voetlicht.opdrachten.genereer.workforce import Group, Workforce, recruit

if TYPE_CHECKING:
    import numpy as np

_ORGANISATIES = "SELECT id, code, naam FROM toegang_organisatie ORDER BY id"
_NAMELESS = "SELECT id FROM personen_persoon WHERE achternaam = '' ORDER BY id"
_NAME = """
UPDATE personen_persoon AS persoon
   SET voornaam = called.voornaam, voorvoegsel = called.voorvoegsel,
       achternaam = called.achternaam, zoeknaam = called.zoeknaam
  FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[])
       AS called (id, voornaam, voorvoegsel, achternaam, zoeknaam)
 WHERE persoon.id = called.id
"""


def name_who_has_none(cursor: CursorWrapper, zaad: int) -> int:
    """Give a name to persons of an example from before there were names; how many."""
    cursor.execute(_NAMELESS)
    nameless = [persoon_id for (persoon_id,) in cursor.fetchall()]
    called = zip(*islice(names(zaad), len(nameless)), strict=True)
    if nameless:
        cursor.execute(_NAME, [nameless, *map(list, called)])
    return len(nameless)


def load_workforce(cursor: CursorWrapper, *, zaad: int, size: int, today: date) -> int:
    """Load addresses, accounts, teams, aanstellingen and toewijzingen; how many medewerkers.

    ``size`` is how many should work ``today``; every organisatie with klanten has one at least.
    """
    served = read_served(cursor)
    if not len(served):
        return 0
    adressen = load_addresses(cursor, served, zaad)
    # By this cursor: others wait for the tables whose constraints it set aside.
    cursor.execute(_ORGANISATIES)
    organisaties = {pk: (code, naam) for pk, code, naam in cursor.fetchall()}
    groups, group = _groups(served, organisaties)
    centres = {one.code: one.centrumgemeente_code for one in regios()}
    workforce = recruit(groups, size=size, centres=centres, zaad=zaad, today=today)
    lines = list(account_lines(workforce, served, group, adressen, zaad=zaad))
    first_account = copy_numbered(cursor, ACCOUNT, lines)
    numbers = {code: pk for pk, (code, _) in organisaties.items()}
    first_team = _load_teams(cursor, workforce, numbers)
    _load_jobs(cursor, workforce, numbers, first_account, first_team)
    caseload = Caseload(served, group, workforce, zaad=zaad, today=today)
    copy(
        cursor,
        TOEWIJZING,
        caseload.texts(first_account=first_account, first_team=first_team),
    )
    return len(lines)


def _groups(
    served: Served, organisaties: Mapping[int, tuple[str, str]]
) -> tuple[list[Group], "np.ndarray"]:
    """Whom the teams are for, in the order of codes; and per row which group it belongs to."""
    import numpy as np

    lives_in = np.array([_regio_now(code) for code in served.gemeente_codes])[served.gemeente]
    by_uwv = np.array([pk for pk, (code, _) in organisaties.items() if code == UWV])
    regio_code = np.where(np.isin(served.organisatie, by_uwv), lives_in, 0)
    pairs = np.stack([served.organisatie, regio_code], axis=1)
    found, group, counts = np.unique(pairs, axis=0, return_inverse=True, return_counts=True)
    groups = [
        _group(*organisaties[pk], area, klanten)
        for (pk, area), klanten in zip(found.tolist(), counts.tolist(), strict=True)
    ]
    return groups, group.reshape(-1)


def _group(code: str, naam: str, regio_code: int, klanten: int) -> Group:
    if code == UWV:
        return Group(code, f"UWV {regio(regio_code).naam}", regio_code, klanten)
    return Group(code, naam, _regio_of_organisatie().get(code, RIJNMOND), klanten)


@cache
def _regio_now(gemeente_code: str) -> int:
    """Where UWV serves who lives here; who lives abroad or nobody knows where, in Rijnmond."""
    if not gemeente_code.startswith("GM"):
        return RIJNMOND
    return regio_of(code_on(gemeente_code, on=LAST_DAY), on=LAST_DAY).code


@cache
def _regio_of_organisatie() -> dict[str, int]:
    return {spell.code: place.regio_code for place in places() for spell in place.organisaties}


def _load_teams(
    cursor: CursorWrapper, workforce: Workforce, organisaties: Mapping[str, int]
) -> int:
    ids = public_ids(len(workforce.teams))
    lines = [
        line(uuid, organisaties[team.organisatie], team.naam)
        for uuid, team in zip(ids, workforce.teams, strict=True)
    ]
    return copy_numbered(cursor, TEAM, lines)


def _load_jobs(
    cursor: CursorWrapper,
    workforce: Workforce,
    organisaties: Mapping[str, int],
    first_account: int,
    first_team: int,
) -> None:
    ids = public_ids(len(workforce.jobs))
    copy(
        cursor,
        AANSTELLING,
        (
            line(
                uuid,
                first_account + job.medewerker,
                organisaties[job.organisatie],
                NULL if job.team is None else first_team + job.team,
                job.rol.value,
                f"[{job.start},{job.end or ''})",
            )
            for uuid, job in zip(ids, workforce.jobs, strict=True)
        ),
    )
