"""Questions about the inzagelog: who saw whom. Asked over ``toezicht``, and themselves noted.

A privacy officer answers for her own organisatie and sees its lines only; of klanten she sees a
random number, never a name. A klant may see all lines about herself, without names of medewerkers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import Q

from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.errors import NotAllowed, NotFound
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.intern.toegang.inzage import patterns as unusual
from voetlicht.intern.toegang.inzage.answers import (
    LastCheck,
    Lines,
    MedewerkerFound,
    Pattern,
    Place,
    Seen,
    TeamCount,
)
from voetlicht.intern.toegang.inzage.noting import note
from voetlicht.intern.toegang.models import Aanstelling, Account, Gebeurtenis
from voetlicht.intern.toegang.systeemactoren import INZAGELOG

SEE = "inzagelog.inzien"
COUNT = "inzagelog.tellen"
CHECKED = "toegang.inzagelog_gecontroleerd"
ALIAS = "toezicht"
MOST = 100
"""Lines on a page."""

LINES = """
SELECT regel.moment, regel.keten_id, regel.volgnummer, regel.actor_id, regel.rol,
    regel.organisatie, regel.doel, regel.veldklasse, regel.kanaal, regel.trace_id,
    regel.persoon_id, persoon.uuid, EXISTS (
        SELECT FROM toegang_noodtoegang AS noodtoegang
        WHERE noodtoegang.aanstelling_id = regel.aanstelling
            AND noodtoegang.persoon_id = regel.persoon_id
            AND noodtoegang.gevraagd_op <= regel.moment AND regel.moment < noodtoegang.tot
    )
FROM toegang_inzageregel AS regel
LEFT JOIN toezicht_persoon AS persoon ON persoon.id = regel.persoon_id
WHERE {which}
ORDER BY regel.moment DESC, regel.keten_id DESC, regel.volgnummer DESC
LIMIT %(limit)s
"""
SINCE = "regel.moment >= %(since)s"
UNTIL = "regel.moment < %(until)s"
BEFORE = (
    "regel.moment <= %(moment)s"
    " AND (regel.moment, regel.keten_id, regel.volgnummer) < (%(moment)s, %(keten)s, %(number)s)"
)
PERSOON = "SELECT id FROM toezicht_persoon WHERE uuid = %s"
UUIDS = "SELECT id, uuid FROM toezicht_persoon WHERE id = ANY(%s)"
BY_INDEX = """
SELECT persoon.id, persoon.uuid FROM toezicht_persoon AS persoon
WHERE persoon.bsn_index = %s AND EXISTS (
    SELECT FROM toegang_inzageregel AS regel
    WHERE regel.persoon_id = persoon.id AND regel.organisatie = %s
)
"""
TEAM = """
SELECT actor_id, count(DISTINCT trace_id), count(DISTINCT persoon_id) FROM toegang_inzageregel
WHERE actor_id = ANY(%s) AND aanstelling = ANY(%s) AND moment >= %s AND moment < %s
GROUP BY actor_id
"""


def persoon_of_bsn_index(bsn_index: bytes, *, actor: Actor, purpose: Purpose) -> UUID | None:
    """The uuid of a persoon whom somebody of the own organisatie saw; None for everybody else, so
    that asking does not tell who is known."""
    _demand(actor, purpose)
    found = _rows(BY_INDEX, [bsn_index, actor.organisatie])
    note([row[0] for row in found], actor=actor, purpose=purpose, veldklasse=Veldklasse.PERSOONLIJK)
    return found[0][1] if found else None


def lines_of_persoon(
    persoon: UUID,
    *,
    actor: Actor,
    purpose: Purpose,
    since: datetime | None = None,
    until: datetime | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> Lines:
    """Who of the own organisatie saw this persoon, newest first; none when nobody did."""
    _demand(actor, purpose)
    found = _rows(PERSOON, [persoon])
    which = {"persoon_id": found[0][0] if found else 0, "organisatie": actor.organisatie}
    return _page(which, (since, until, before, limit), actor=actor, purpose=purpose)


def lines_of_medewerker(
    account: UUID,
    *,
    actor: Actor,
    purpose: Purpose,
    since: datetime | None = None,
    until: datetime | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> Lines:
    """Whom this medewerker saw when working for the own organisatie, newest first."""
    _demand(actor, purpose)
    which = {"actor_id": account, "organisatie": actor.organisatie}
    return _page(which, (since, until, before, limit), actor=actor, purpose=purpose)


def seen_of(
    persoon_id: int, *, actor: Actor, purpose: Purpose, before: Place | None = None, limit: int = 50
) -> Lines:
    """For a klant: who looked at her own data, by role and organisatie, without names (AVG 15)."""
    if actor.kind is not ActorKind.KLANT:
        raise NotAllowed("Alleen de klant zelf vraagt zo op wie de eigen gegevens zag.")
    found = _rows(UUIDS, [[persoon_id]])
    if not found or str(found[0][1]) != actor.id:
        raise NotFound("Over deze persoon is niets bekend.")
    page = _page(
        {"persoon_id": persoon_id}, (None, None, before, limit), actor=actor, purpose=purpose
    )
    return Lines(tuple(_without_name(line) for line in page.lines), page.more)


def medewerkers_by_name(
    text: str, *, actor: Actor, purpose: Purpose, limit: int = 50
) -> tuple[tuple[MedewerkerFound, ...], int]:
    """Medewerkers of the own organisatie, present and past, whose name has this text in it: the
    first so many, and how many there are."""
    _demand(actor, purpose)
    accounts = Account.objects.filter(
        naam__icontains=text, aanstellingen__organisatie__code=actor.organisatie
    )
    found = accounts.distinct().order_by("naam", "uuid")
    first = tuple(
        MedewerkerFound(account.uuid, account.naam, (actor.organisatie or "",))
        for account in found[: min(limit, MOST)]
    )
    return first, found.count()


def team_counts(
    *, actor: Actor, purpose: Purpose, since: datetime, until: datetime
) -> tuple[TeamCount, ...]:
    """How often each medewerker of the own team saw klanten in a period (half-open), by name."""
    actor.demand(COUNT)
    actor.demand_purpose(purpose)
    own = Aanstelling.objects.filter(pk=actor.aanstelling or 0, team__isnull=False)
    members = list(
        Aanstelling.objects.filter(team__in=own.values("team")).select_related("account")
    )
    names = {member.account.uuid: member.account.naam for member in members}
    counted = {
        row[0]: row[1:]
        for row in _rows(TEAM, [list(names), [member.pk for member in members], since, until])
    }
    return tuple(
        TeamCount(naam, *counted.get(who, (0, 0)))
        for who, naam in sorted(names.items(), key=lambda member: (member[1], member[0]))
    )


def patterns(
    *, actor: Actor, purpose: Purpose, since: datetime, until: datetime
) -> tuple[Pattern, ...]:
    """What was unusual at the own organisatie in a period (half-open), the most frequent first."""
    _demand(actor, purpose)
    found = list(unusual.find(actor.organisatie or "", since=since, until=until))
    persons = {persoon_id for each in found for persoon_id in each.persoon_ids}
    note(sorted(persons), actor=actor, purpose=purpose, veldklasse=Veldklasse.PERSOONLIJK)
    uuids = dict(_rows(UUIDS, [sorted(persons)]))
    known = _accounts(found)
    shown = (_pattern(each, known, uuids, actor.organisatie or "") for each in found)
    return tuple(sorted(shown, key=lambda one: (-one.count, one.soort, one.naam)))


def last_check(*, actor: Actor, purpose: Purpose) -> LastCheck | None:
    """How the last check of the chains ended, as who checks said it; None when it did not yet."""
    _demand(actor, purpose)
    said = Gebeurtenis.objects.filter(
        what=CHECKED, actor_kind=INZAGELOG.kind, actor_id=INZAGELOG.id
    )
    event = said.order_by("-moment", "-id").first()
    return None if event is None else LastCheck(event.moment, **event.details)


def _demand(actor: Actor, purpose: Purpose) -> None:
    actor.demand(SEE)
    actor.demand_purpose(purpose)


def _page(
    which: Mapping[str, object],
    where: tuple[datetime | None, datetime | None, Place | None, int],
    *,
    actor: Actor,
    purpose: Purpose,
) -> Lines:
    since, until, before, limit = where
    limit = min(limit, MOST)
    conditions = [f"regel.{name} = %({name})s" for name in which]
    asked: dict[str, object] = {**which, "limit": limit + 1}
    for condition, values in (
        (SINCE, {"since": since} if since else None),
        (UNTIL, {"until": until} if until else None),
        (BEFORE, _as_values(before) if before else None),
    ):
        if values:
            conditions.append(condition)
            asked |= values
    rows = _rows(LINES.format(which=" AND ".join(conditions)), asked)
    shown = rows[:limit]
    note(
        dict.fromkeys(row[10] for row in shown),
        actor=actor,
        purpose=purpose,
        veldklasse=Veldklasse.PERSOONLIJK,
    )
    names = dict(
        Account.objects.filter(uuid__in={row[3] for row in shown}).values_list("uuid", "naam")
    )
    more = Place(*shown[-1][:3]) if len(rows) > limit else None
    return Lines(tuple(_seen(row, names) for row in shown), more)


def _as_values(place: Place) -> dict[str, object]:
    return {"moment": place.moment, "keten": place.keten, "number": place.number}


def _seen(row: tuple, names: Mapping[UUID, str]) -> Seen:
    moment, _, _, actor_id, *about, _, persoon, in_nood = row
    rol, organisatie, doel, veldklasse, kanaal, trace_id = about
    return Seen(
        moment, actor_id, names.get(actor_id, ""), rol, organisatie, doel, veldklasse, kanaal,
        trace_id, persoon, in_nood,
    )  # fmt: skip


def _without_name(line: Seen) -> Seen:
    return replace(line, naam="", actor_id=UUID(int=0))


def _accounts(found: Iterable[unusual.Found]) -> dict[object, tuple[UUID, str]]:
    """uuid or number of an account -> its uuid and name."""
    by_uuid = {each.actor_id for each in found if each.actor_id}
    by_number = {each.account_id for each in found if each.account_id}
    accounts = Account.objects.filter(Q(uuid__in=by_uuid) | Q(pk__in=by_number))
    known: dict[object, tuple[UUID, str]] = {}
    for account in accounts:
        known[account.uuid] = known[account.pk] = (account.uuid, account.naam)
    return known


def _pattern(
    found: unusual.Found,
    known: Mapping[object, tuple[UUID, str]],
    uuids: Mapping[int, UUID],
    organisatie: str,
) -> Pattern:
    who, naam = known.get(found.actor_id or found.account_id, (found.actor_id or UUID(int=0), ""))
    return Pattern(
        soort=found.soort,
        actor_id=who,
        naam=naam,
        rol=found.rol,
        organisatie=organisatie,
        count=found.count,
        first=found.first,
        last=found.last,
        personen=tuple(uuids[each] for each in found.persoon_ids if each in uuids),
    )


def _rows(sql: str, asked: Sequence[Any] | Mapping[str, Any]) -> list[tuple]:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(sql, asked)
        return cursor.fetchall()
