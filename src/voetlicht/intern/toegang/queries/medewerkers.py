"""Reads about medewerkers: who they are and in which aanstellingen they may act."""

from datetime import date

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, ActorKind
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling, Account
from voetlicht.intern.toegang.rollen import ROLLEN


def aanstellingen_of(account: Account, *, on: date) -> tuple[Aanstelling, ...]:
    """The aanstellingen that an account holds on a day, with organisatie and team."""
    return tuple(
        Aanstelling.objects.filter(account=account, valid__contains=on)
        .select_related("organisatie", "team")
        .order_by("organisatie__naam", "rol", "id")
    )


def aanstelling_now(account: Account, aanstelling_id: int) -> Aanstelling | None:
    """An aanstelling of this account that holds today; None when it is not, or no longer, hers."""
    held = (
        Aanstelling.objects.filter(
            pk=aanstelling_id, account=account, valid__contains=clock.today()
        )
        .select_related("organisatie", "team")
        .first()
    )
    if held:
        held.account = account
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
