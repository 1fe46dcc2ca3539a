"""Reads about medewerkers: who they are and in which aanstellingen they may act."""

from datetime import date
from itertools import islice

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, ActorKind
from voetlicht.basis.web.fixed_query import NOBODY, FixedQuery, columns_of, row_of
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling, Account, Organisatie, Team
from voetlicht.intern.toegang.rollen import ROLLEN


def aanstellingen_of(account: Account, *, on: date) -> tuple[Aanstelling, ...]:
    """The aanstellingen that an account holds on a day, with organisatie and team."""
    return tuple(
        Aanstelling.objects.filter(account=account, valid__contains=on)
        .select_related("organisatie", "team")
        .order_by("organisatie__naam", "rol", "id")
    )


def account_of_session(number: int) -> Account | None:
    """The account with this number, for whoever comes with a session of it."""
    found = _ACCOUNT.rows(number)
    return row_of(Account, found[0]) if found else None


def aanstelling_now(account: Account, aanstelling_id: int) -> Aanstelling | None:
    """An aanstelling of this account that holds today; None when it is not, or no longer, hers."""
    found = _NOW.rows(aanstelling_id, account.pk, clock.today())
    if not found:
        return None
    values = iter(found[0])
    held = row_of(Aanstelling, [*islice(values, len(columns_of(Aanstelling)))])
    held.account = account
    held.organisatie = row_of(Organisatie, [*islice(values, len(columns_of(Organisatie)))])
    held.team = row_of(Team, [*values]) if held.team_id else None
    return held


def actor_in(aanstelling: Aanstelling) -> Actor:
    """The medewerker as she acts in this aanstelling: with the rights of that role and no other."""
    about = ROLLEN[Rol(aanstelling.rol)]
    return Actor(
        kind=ActorKind.MEDEWERKER,
        id=str(aanstelling.account.uuid),
        organisatie=aanstelling.organisatie.code,
        rights=about.rechten,
        aanstelling=aanstelling.pk,
        rol=aanstelling.rol,
        purposes=about.doelen,
        veldklassen=about.veldklassen,
    )


_ACCOUNT = FixedQuery(
    lambda number: Account.objects.filter(pk=number).values_list(*columns_of(Account)), NOBODY
)
_NOW = FixedQuery(
    lambda aanstelling, account, on: Aanstelling.objects.filter(
        pk=aanstelling, account=account, valid__contains=on
    ).values_list(
        *columns_of(Aanstelling),
        *columns_of(Organisatie, "organisatie__"),
        *columns_of(Team, "team__"),
    ),
    NOBODY,
    NOBODY - 1,
    date.max,
)
