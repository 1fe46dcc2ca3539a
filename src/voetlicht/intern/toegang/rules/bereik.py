"""Need to know: whether somebody may reach a persoon. The one rule; the database holds its twin.

A klant is within reach through the caseload, through the team, during the handover window after
either, or by noodtoegang. Nothing else opens a dossier.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.rollen import WITH_BEREIK

HANDOVER = timedelta(days=30)
"""How long a klant stays within reach after the toewijzing ended."""

NOODTOEGANG = timedelta(hours=3)
"""How long noodtoegang lasts."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The aanstelling in which somebody acts; ``team`` None for one outside any team."""

    aanstelling: int
    account: int
    organisatie: int
    team: int | None
    rol: Rol
    valid: Period
    account_is_active: bool = True


@dataclass(frozen=True, slots=True)
class Relation:
    """A toewijzing of a persoon: to an account or to a team, at an organisatie."""

    organisatie: int
    account: int | None
    team: int | None
    valid: Period


@dataclass(frozen=True, slots=True)
class Emergency:
    """A noodtoegang to a persoon: for one aanstelling, from one moment until another."""

    aanstelling: int
    since: datetime
    until: datetime


def within_reach(
    holder: Holder,
    *,
    relations: Iterable[Relation],
    emergencies: Iterable[Emergency],
    today: date,
    now: datetime,
) -> bool:
    """Whether ``holder`` may reach the persoon whom relations and emergencies are about."""
    if holder.rol not in WITH_BEREIK or not holder.account_is_active:
        return False
    if not holder.valid.contains(today):
        return False
    return any(_relates(holder, relation, today) for relation in relations) or any(
        each.aanstelling == holder.aanstelling and each.since <= now < each.until
        for each in emergencies
    )


def _relates(holder: Holder, relation: Relation, today: date) -> bool:
    if relation.organisatie != holder.organisatie:
        return False
    mine = relation.account == holder.account
    ours = relation.team is not None and relation.team == holder.team
    return (mine or ours) and _lasts(relation.valid, today)


def _lasts(valid: Period, today: date) -> bool:
    """From the first day until thirty days after the last."""
    return valid.start <= today and (valid.end is None or today < valid.end + HANDOVER)
