"""How an aanstelling begins, moves and ends; the parts of which other actions are made."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.models import Aanstelling, Account, Organisatie
from voetlicht.intern.toegang.queries.hercertificering import RECERTIFY
from voetlicht.intern.toegang.rollen import WITH_BEREIK
from voetlicht.intern.toegang.rules.accounts import Wanted
from voetlicht.intern.toegang.rules.bereik import HANDOVER


def hold_account(*, account: Account) -> None:
    """Let nobody else change this account's aanstellingen until this transaction ends."""
    Account.objects.select_for_update().get(pk=account.pk)


def begin_aanstelling(
    *, by: Actor, account: Account, organisatie: Organisatie, wanted: Wanted
) -> Aanstelling:
    """Give a role; only of use within an action that demanded the right and four eyes."""
    made = Aanstelling.objects.create(
        account=account,
        organisatie=organisatie,
        team_id=wanted.team,
        rol=wanted.rol,
        valid=DateRange(wanted.valid.start, wanted.valid.end),
    )
    details = {"rol": str(wanted.rol), "vanaf": str(wanted.valid.start)}
    record_event(by=by, what="toegang.aanstelling_begonnen", about=str(made.uuid), details=details)
    return made


def move_end(*, by: Actor, aanstelling: Aanstelling, end: date | None) -> None:
    """Let it last until ``end`` (exclusive), or without end."""
    aanstelling.valid = DateRange(aanstelling.valid.lower, end)
    aanstelling.save(update_fields=["valid"])
    record_event(
        by=by,
        what="toegang.aanstelling_verlegd",
        about=str(aanstelling.uuid),
        details={"rol": aanstelling.rol, "einde": str(end) if end else None},
    )


def end_at(*, by: Actor, aanstelling: Aanstelling, day: date) -> None:
    """Let it hold on no day from ``day`` on; one that never held before becomes empty."""
    begun = aanstelling.valid.lower < day
    aanstelling.valid = DateRange(aanstelling.valid.lower, day) if begun else DateRange(empty=True)
    aanstelling.save(update_fields=["valid"])
    record_event(
        by=by,
        what="toegang.aanstelling_beeindigd",
        about=str(aanstelling.uuid),
        details={"rol": aanstelling.rol, "einde": str(day)},
    )


def let_go(*, by: Actor, account: Account, organisaties: Iterable[Organisatie], day: date) -> int:
    """End her toewijzingen where she no longer serves anybody, and of klanten of a team in which
    she no longer works; how many ended.

    The team then sees those klanten as without a medewerker. Whose they are stays hidden here:
    the database does it, and gives back a number.
    """
    ended = 0
    with connection.cursor() as cursor:
        for organisatie in organisaties:
            cursor.execute(
                "SELECT toegang_sluit_toewijzingen(%s, %s, %s)",
                [account.pk, organisatie.pk, day],
            )
            ended += cursor.fetchone()[0]
    if ended:
        record_event(
            by=by,
            what="toegang.toewijzingen_beeindigd",
            about=str(account.uuid),
            details={"aantal": ended, "reden": "medewerker werkt niet meer in dit team"},
        )
    return ended


@transaction.atomic
def let_go_of_ended(*, by: Actor) -> int:
    """As ``let_go``, for aanstellingen that ended on a day that was fixed before; how many."""
    by.demand(RECERTIFY)
    today = clock.today()
    ended = Aanstelling.objects.filter(
        rol__in=WITH_BEREIK, valid__endswith__lte=today, valid__endswith__gt=today - HANDOVER
    )
    return sum(
        let_go(by=by, account=each.account, organisaties=(each.organisatie,), day=today)
        for each in ended.select_related("account", "organisatie").order_by("pk")
    )
