"""Questions for noodtoegang at once: each is counted before the next."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections

import medewerkers as made
from voetlicht.basis.kern.errors import Conflict
from voetlicht.intern.personen.actions import ask_noodtoegang
from voetlicht.intern.toegang.actions import noodtoegang as actions
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Noodtoegang
from voetlicht.intern.toegang.transaction import acting

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "spoor"])

ABOUT_NOBODY = {
    "bsn": "900000028",
    "geboortedatum": date(1985, 12, 31),
    "reden": "Klant staat aan de balie en heeft nu hulp nodig",
}


def test_who_asks_at_once_does_not_pass_the_limit(monkeypatch, settings):
    settings.NOODTOEGANG_MISSES_PER_DAY = 1
    by = made.actor(made.medewerker(Rol.ADVISEUR_WERK, made.organisatie()))
    counting = actions.demand_tries_left

    def slowly(*asked: object, **limits: int) -> None:
        counting(*asked, **limits)
        time.sleep(0.3)

    def ask(_: int) -> bool:
        try:
            with made.in_role("intern"), acting(by):
                ask_noodtoegang(by=by, **ABOUT_NOBODY)
                return True
        except Conflict:
            return False
        finally:
            connections.close_all()

    monkeypatch.setattr(actions, "demand_tries_left", slowly)
    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(ask, range(3))) == [False, False, True]
    with made.in_role("intern"), acting(by):
        assert Noodtoegang.objects.count() == 1
