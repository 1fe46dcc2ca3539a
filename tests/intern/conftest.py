"""Persons, organisaties and roles for tests of the intern rooms."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count

import pytest
from django.db import connections

from voetlicht.basis.web.two_times_model import TwoTimesModel
from voetlicht.intern.personen.actions import register_persoon
from voetlicht.intern.personen.bsn import is_bsn
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.toegang.actions.organisaties import register_organisatie
from voetlicht.intern.toegang.enums import Organisatiesoort
from voetlicht.intern.toegang.models import Organisatie
from voetlicht.intern.toegang.systeemactoren import GENERATOR


@pytest.fixture(autouse=True)
def _as_processing(as_processing: None) -> None:
    """These rooms record what is known of everybody."""


@pytest.fixture(autouse=True)
def _noted(noted: object) -> None:
    """Queries may show people here; what they show can be asked for with ``noted``."""


@pytest.fixture
def as_loader(db) -> Iterator[None]:
    """Let ``default`` be role lader, who may say that something was recorded in the past.

    Goes with ``django_db(databases=["default", "lader"])``.
    """
    intern = connections["default"]
    connections["default"] = connections["lader"]
    yield
    connections["default"] = intern


@pytest.fixture
def bsns() -> Iterator[str]:
    """Invented BSNs, one after another."""
    return (str(number) for number in count(900_000_000) if is_bsn(str(number)))


@pytest.fixture
def persoon(db, bsns: Iterator[str]) -> Persoon:
    return register_persoon(by=GENERATOR, bsn=next(bsns))


@pytest.fixture
def uwv(db) -> Organisatie:
    return organisatie("uwv", Organisatiesoort.UWV)


@pytest.fixture
def rotterdam(db) -> Organisatie:
    return organisatie("GM0599", Organisatiesoort.GEMEENTE)


@pytest.fixture
def schiedam(db) -> Organisatie:
    return organisatie("GM0606", Organisatiesoort.GEMEENTE)


def organisatie(code: str, soort: Organisatiesoort) -> Organisatie:
    return register_organisatie(by=GENERATOR, code=code, naam=code, soort=soort)


Days = tuple[date, date | None]
Moments = tuple[datetime, datetime | None]


def rows(model: type[TwoTimesModel], *fields: str) -> list[tuple[object, ...]]:
    """What a table knows at present: the fields, then begin and end, in order of time."""
    present = model._base_manager.filter(recorded__upper_inf=True).order_by("valid", "id")
    return [
        (*values, valid.lower, valid.upper)
        for *values, valid in present.values_list(*fields, "valid")
    ]
