"""Two beheerders at once: one wins, the other is told, and nothing is done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

import medewerkers as made
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import Conflict
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.actions.accountaanvragen import (
    Form,
    carry_out_aanvraag,
    register_aanvraag,
    reject_aanvraag,
)
from voetlicht.intern.toegang.actions.accounts import deactivate_account
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling, Account, Accountaanvraag
from voetlicht.intern.toegang.queries.accountaanvragen import change_by
from voetlicht.intern.toegang.rules.accounts import Wanted

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "spoor"])


def at_once(*steps: Callable[[], object]) -> list[object]:
    """What each step gave back, or the Conflict that it met; each on a connection of its own."""
    barrier = Barrier(len(steps))

    def run(step: Callable[[], object]) -> object:
        try:
            with made.in_role("intern"):
                barrier.wait(timeout=20)
                return step()
        except Conflict as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


def actor():
    return made.actor(made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, made.organisatie("uwv")))


def entered(email: str = "noor@rotterdam.test") -> Accountaanvraag:
    form = Form(
        email=email,
        naam="Noor",
        reden="Begint",
        aanvrager="Piet",
        aanvrager_email="piet@rotterdam.test",
        aangevraagd_op=clock.today(),
        elearning_op=clock.today(),
        wanted=(Wanted(Rol.KLANTMANAGER, None, Period(clock.today())),),
    )
    gemeente = made.organisatie("GM0599")
    by = actor()
    with made.in_role("intern"):
        return register_aanvraag(by=by, organisatie=gemeente, form=form)


def carry_out(aanvraag: Accountaanvraag) -> Callable[[], object]:
    by = actor()
    with made.in_role("intern"):
        mark = change_by(aanvraag, actor=by, purpose=Purpose.BEHEER).mark
    return lambda: carry_out_aanvraag(by=by, uuid=aanvraag.uuid, mark=mark)


def refusals(results: list[object]) -> list[str]:
    return [str(each) for each in results if isinstance(each, Conflict)]


def test_of_two_who_carry_out_one_form_one_is_told_that_it_was_done():
    form = entered()
    (told,) = refusals(at_once(carry_out(form), carry_out(form)))
    assert told == "Een collega heeft deze aanvraag al afgehandeld: uitgevoerd."
    with made.in_role("intern"):
        assert Aanstelling.objects.filter(account__email="noor@rotterdam.test").count() == 1


def test_a_form_is_carried_out_or_turned_down_and_never_both():
    form = entered()
    by = actor()
    (told,) = refusals(
        at_once(
            carry_out(form),
            lambda: reject_aanvraag(by=by, uuid=form.uuid, toelichting="Nee"),
        )
    )
    with made.in_role("intern"):
        form.refresh_from_db()
        made_accounts = Account.objects.filter(email="noor@rotterdam.test").count()
    assert told.endswith(f"{form.status}.")
    assert made_accounts == (1 if form.status == "uitgevoerd" else 0)


def test_two_forms_for_one_joiner_make_one_account_with_one_role():
    first, second = entered(), entered()
    (told,) = refusals(at_once(carry_out(first), carry_out(second)))
    assert "Intussen is er iets veranderd" in told
    with made.in_role("intern"):
        assert Aanstelling.objects.filter(account__email="noor@rotterdam.test").count() == 1


def test_a_leaver_who_is_closed_while_a_form_is_carried_out_keeps_no_role_unseen():
    held = made.medewerker(Rol.KWALITEIT, made.organisatie("GM0599"))
    form = entered(held.account.email)
    by = actor()
    at_once(carry_out(form), lambda: deactivate_account(by=by, uuid=held.account.uuid))
    with made.in_role("intern"):
        account = Account.objects.get(pk=held.account_id)
        lasting = [each.rol for each in account.aanstellingen.filter(valid__contains=clock.today())]
    assert (account.is_active, lasting) in ((False, []), (True, ["klantmanager"]))
