"""Writes about request forms: entering one, carrying it out, turning it down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.basis.web.locks import one_at_a_time
from voetlicht.intern.toegang.actions.aanstellingen import (
    begin_aanstelling,
    end_at,
    let_go,
    move_end,
)
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.enums import Aanvraagstatus, Organisatiesoort
from voetlicht.intern.toegang.models import (
    Aanstelling,
    Aanvraagregel,
    Account,
    Accountaanvraag,
    Organisatie,
    Team,
)
from voetlicht.intern.toegang.queries.accountaanvragen import MANAGE, change_by
from voetlicht.intern.toegang.rules.accounts import (
    Change,
    Wanted,
    demand_elearning,
    demand_fitting,
    demand_other_eyes,
    manages,
)


@dataclass(frozen=True, slots=True)
class Form:
    """What the organisatie's mandated applicant wrote down. Without ``wanted``: a leaver."""

    email: str
    naam: str
    reden: str
    aanvrager: str
    aanvrager_email: str
    aangevraagd_op: date
    elearning_op: date | None = None
    wanted: tuple[Wanted, ...] = ()


@transaction.atomic
def register_aanvraag(*, by: Actor, organisatie: Organisatie, form: Form) -> Accountaanvraag:
    """Enter a form, so that it waits to be carried out.

    InputError when a role does not fit the organisatie or the team, when somebody asks for
    herself, or when the form or the e-learning is of a day to come; NotAllowed when the beheerder
    signed the form herself.
    """
    by.demand(MANAGE)
    _demand_managed(by, organisatie)
    _demand_sound(form)
    demand_fitting(form.wanted, Organisatiesoort(organisatie.soort))
    _demand_teams(organisatie, form.wanted)
    entered_by = Account.objects.filter(uuid=by.id).first()
    if entered_by and entered_by.email == form.aanvrager_email.lower():
        raise NotAllowed("U kunt geen aanvraag invoeren die u zelf deed. Vraag een collega.")
    made = Accountaanvraag.objects.create(
        organisatie=organisatie,
        email=form.email.lower(),
        naam=form.naam,
        reden=form.reden,
        aanvrager=form.aanvrager,
        aanvrager_email=form.aanvrager_email.lower(),
        aangevraagd_op=form.aangevraagd_op,
        elearning_op=form.elearning_op,
        ingevoerd_door=entered_by,
    )
    _add_lines(made, form.wanted)
    record_event(
        by=by,
        what="toegang.aanvraag_ingevoerd",
        about=str(made.uuid),
        details={"organisatie": organisatie.code, "rollen": len(form.wanted)},
    )
    return made


def _add_lines(made: Accountaanvraag, wanted: Sequence[Wanted]) -> None:
    Aanvraagregel.objects.bulk_create(
        Aanvraagregel(
            aanvraag=made,
            rol=each.rol,
            team_id=each.team,
            valid=DateRange(each.valid.start, each.valid.end),
        )
        for each in wanted
    )


@transaction.atomic
def carry_out_aanvraag(*, by: Actor, uuid: UUID, mark: str) -> Account:
    """Make the account exactly what the form says, at the form's organisatie.

    ``mark`` is that of the change that was shown (``queries.change_by``). Conflict when the form
    was handled in the meantime, or its change is nothing or another by now; NotAllowed when it is
    about oneself, or gives a role and was entered by oneself; InputError without the e-learning.
    """
    form = _waiting(by, uuid)
    one_at_a_time(f"account {form.email}")
    account = Account.objects.select_for_update().filter(email=form.email).first()
    change = change_by(form, actor=by, purpose=Purpose.BEHEER)
    demand_other_eyes(
        by=by.id,
        about=str(account.uuid) if account else None,
        entered_by=str(form.ingevoerd_door.uuid) if form.ingevoerd_door else None,
        change=change,
    )
    if change.mark != mark:
        raise Conflict("Intussen is er iets veranderd. Bekijk opnieuw wat deze aanvraag verandert.")
    if change.gives:
        today = clock.today()
        demand_elearning(form.elearning_op, _last_worked(account, today=today), today=today)
        _demand_teams(form.organisatie, change.begun)
    account = _account(by, form, account, change)
    if account is None:
        raise Conflict("Er is geen account met dit e-mailadres. Wijs de aanvraag af.")
    if change.is_nothing:
        raise Conflict("Deze aanvraag verandert niets. Wijs haar af.")
    _carry_out(by, account, form.organisatie, change)
    _handled(by, form, Aanvraagstatus.UITGEVOERD)
    return account


@transaction.atomic
def reject_aanvraag(*, by: Actor, uuid: UUID, toelichting: str) -> Accountaanvraag:
    """Turn a form down, saying why. Conflict when it was handled in the meantime."""
    form = _waiting(by, uuid)
    if not toelichting.strip():
        raise InputError("Schrijf waarom u de aanvraag afwijst.")
    form.toelichting = toelichting.strip()
    _handled(by, form, Aanvraagstatus.AFGEWEZEN)
    return form


def _last_worked(account: Account | None, *, today: date) -> date | None:
    """The last day, up to today, on which the account held any role; None when it never did."""
    if account is None:
        return None
    held = account.aanstellingen.filter(valid__isempty=False, valid__startswith__lte=today)
    if held.filter(valid__upper_inf=True).exists():
        return today
    last = held.aggregate(last=Max("valid__endswith"))["last"]
    return min(last, today) if last else None


def _account(
    by: Actor, form: Accountaanvraag, account: Account | None, change: Change
) -> Account | None:
    """The account of the form: made when it is new, opened again when it was closed.

    Without a role that it gives, a form leaves the account as it is: one beheerder carries it out,
    and the account may be of a medewerker elsewhere.
    """
    if not change.gives:
        return account
    if account is None:
        account = Account(email=form.email, naam=form.naam)
        account.set_unusable_password()
        account.save()
        record_event(by=by, what="toegang.account_gemaakt", about=str(account.uuid))
    elif not account.is_active:
        _open_again(by, account, naam=form.naam)
    elif account.naam != form.naam:
        account.naam = form.naam
        account.save(update_fields=["naam"])
        record_event(by=by, what="toegang.account_hernoemd", about=str(account.uuid))
    return account


def _open_again(by: Actor, account: Account, *, naam: str) -> None:
    """For who left and comes back; Conflict for somebody else, who is given her address."""
    if account.naam != naam:
        raise Conflict(
            "Dit e-mailadres is van een gesloten account met een andere naam. Wijs deze aanvraag "
            "af en vraag een nieuwe, met een ander e-mailadres."
        )
    account.is_active = True
    account.save(update_fields=["is_active"])
    record_event(by=by, what="toegang.account_heropend", about=str(account.uuid))


def _carry_out(by: Actor, account: Account, organisatie: Organisatie, change: Change) -> None:
    """Ends go first: what begins may take the place of what ends."""
    today = clock.today()
    keys = [each.key for each in change.ended] + [each.held.key for each in change.moved]
    rows = Aanstelling.objects.select_for_update().in_bulk(keys)
    for held in change.ended:
        end_at(by=by, aanstelling=rows[held.key], day=today)
    for moved in change.moved:
        move_end(by=by, aanstelling=rows[moved.held.key], end=moved.end)
    for wanted in change.begun:
        begin_aanstelling(by=by, account=account, organisatie=organisatie, wanted=wanted)
    let_go(by=by, account=account, organisaties=(organisatie,), day=today)


def _handled(by: Actor, form: Accountaanvraag, status: Aanvraagstatus) -> None:
    form.status = status
    form.afgehandeld_op = clock.now()
    form.afgehandeld_door = Account.objects.get(uuid=by.id)
    form.save(update_fields=["status", "afgehandeld_op", "afgehandeld_door", "toelichting"])
    record_event(
        by=by,
        what=f"toegang.aanvraag_{status}",
        about=str(form.uuid),
        details={"organisatie": form.organisatie.code},
    )


def _waiting(by: Actor, uuid: UUID) -> Accountaanvraag:
    """The form, held until this transaction ends. A second beheerder waits here, and is told."""
    by.demand(MANAGE)
    form = (
        Accountaanvraag.objects.select_for_update(of=("self",))
        .select_related("organisatie", "ingevoerd_door")
        .filter(uuid=uuid)
        .first()
    )
    if form is None or not manages(by.organisatie, form.organisatie.code):
        raise NotFound("Deze aanvraag bestaat niet.")
    if form.status != Aanvraagstatus.NIEUW:
        raise Conflict(f"Een collega heeft deze aanvraag al afgehandeld: {form.status}.")
    return form


def _demand_managed(by: Actor, organisatie: Organisatie) -> None:
    if not manages(by.organisatie, organisatie.code):
        raise NotAllowed(
            f"U beheert geen accounts van {organisatie.naam}. Vraag het haar beheerder."
        )


def _demand_sound(form: Form) -> None:
    if not (form.email and form.naam and form.reden and form.aanvrager and form.aanvrager_email):
        raise InputError("Vul in voor wie de aanvraag is, wie haar deed en waarom.")
    if form.aanvrager_email.lower() == form.email.lower():
        raise InputError(
            "Niemand vraagt een account voor zichzelf aan. Vul in wie namens de organisatie "
            "aanvraagt."
        )
    if form.aangevraagd_op > clock.today():
        raise InputError("De aanvraag kan niet van een dag zijn die nog komt.")
    if form.elearning_op and form.elearning_op > clock.today():
        raise InputError("De e-learning kan niet op een dag zijn die nog komt.")


def _demand_teams(organisatie: Organisatie, wanted: Sequence[Wanted]) -> None:
    """Every team is of this organisatie and goes on; else InputError."""
    asked = {each.team for each in wanted if each.team is not None}
    open_teams = Team.objects.filter(organisatie=organisatie, opgeheven_per=None, pk__in=asked)
    if asked - set(open_teams.values_list("pk", flat=True)):
        raise InputError(
            f"Kies een team van {organisatie.naam} dat nog bestaat, of laat het team leeg."
        )
