"""A delivery leaves the same rows as the actions do, for any history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intern.leveringen.delivering import hand_in, write

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.two_times import Period
from voetlicht.basis.web.two_times_model import TwoTimesModel
from voetlicht.intern.doelgroepregister.actions import register_grondslag
from voetlicht.intern.doelgroepregister.models import Registratie
from voetlicht.intern.klantprofielen.actions import register_klantprofielen, set_profielstatus
from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.intern.klantprofielen.models import Klantprofiel, Statusperiode
from voetlicht.intern.klantprofielen.rules import may_follow
from voetlicht.intern.personen.actions import record_verblijf, register_persoon
from voetlicht.intern.personen.enums import Verblijfsbron
from voetlicht.intern.personen.models import Persoon, Verblijf
from voetlicht.intern.sonar.actions import (
    open_dossier,
    record_dienstverlening,
    record_inschrijving,
)
from voetlicht.intern.sonar.models import Dienstverlening, Inschrijving
from voetlicht.intern.toegang.models import Organisatie
from voetlicht.intern.toegang.systeemactoren import GENERATOR

pytestmark = [
    pytest.mark.django_db(databases=["default", "lader"]),
    pytest.mark.usefixtures("as_loader"),
]
FIRST_MOMENT = datetime(2023, 1, 1, tzinfo=UTC)
days = st.dates(date(2019, 1, 1), date(2019, 3, 1))
lengths = st.one_of(st.none(), st.integers(0, 40))
periods = st.builds(
    lambda first, length: (first, None if length is None else first + timedelta(length)),
    days,
    lengths,
)
any_history = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def at(step: int) -> datetime:
    return FIRST_MOMENT + timedelta(days=step)


def deliver(folder: Path, soort: str, deliveries: Sequence[Sequence[str]]) -> None:
    """Each in turn, recorded on a day of its own, by a supplier that nobody had before."""
    supplier = f"L{len(list(folder.iterdir()))}"
    for step, lines in enumerate(deliveries):
        path = write(folder / f"{supplier}-{step}.csv", soort, lines)
        with clock.frozen_at(at(step)):
            hand_in(path, soort, volgnummer=step + 1, stand=date(2022, 1, 1), leverancier=supplier)


def everything(model: type[TwoTimesModel], bsn: str, *fields: str) -> list[tuple[object, ...]]:
    """All rows on a person, also those closed since, without what only names the person."""
    persoon = register_persoon(by=GENERATOR, bsn=bsn)
    found = model._base_manager.filter(persoon_id=persoon.pk)
    return sorted(map(repr, found.values_list(*fields, "valid", "recorded")))


def last(period: tuple[date, date | None]) -> str:
    return str(period[1] or "")


registrations = st.lists(
    st.dictionaries(st.sampled_from(["01", "10"]), periods, max_size=2), max_size=5
)


@any_history
@given(history=registrations)
def test_registrations(tmp_path: Path, bsns: Iterator[str], history):
    delivered, acted = next(bsns), next(bsns)
    deliver(
        tmp_path,
        "register",
        [
            [f"{delivered};{code};{period[0]};{last(period)};" for code, period in step.items()]
            for step in history
        ],
    )
    persoon = register_persoon(by=GENERATOR, bsn=acted)
    for step, said in enumerate(history):
        for code, (first, through) in said.items():
            with clock.frozen_at(at(step)):
                register_grondslag(
                    by=GENERATOR,
                    persoon=persoon,
                    code_grondslag=code,
                    period=Period.through(first, through),
                )
    fields = ("code_grondslag", "code_reden_einde")
    assert everything(Registratie, delivered, *fields) == everything(Registratie, acted, *fields)


@any_history
@given(history=st.lists(st.tuples(days, st.sampled_from(["GM0599", "GM0606", "onbekend"]))))
def test_moves(tmp_path: Path, bsns: Iterator[str], history):
    delivered, acted = next(bsns), next(bsns)
    deliver(tmp_path, "verblijf", [[f"{delivered};{code};{day}"] for day, code in history])
    persoon = register_persoon(by=GENERATOR, bsn=acted)
    for step, (day, code) in enumerate(history):
        with clock.frozen_at(at(step)):
            record_verblijf(
                by=GENERATOR,
                persoon=persoon,
                gemeente_code=code,
                vanaf=day,
                bron=Verblijfsbron.BRP,
            )
    fields = ("gemeente_code", "bron")
    assert everything(Verblijf, delivered, *fields) == everything(Verblijf, acted, *fields)


@any_history
@given(
    moves=st.dictionaries(days, st.sampled_from(["GM0599", "GM0606", "onbekend"]), max_size=6),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_moves_in_one_delivery_does_not_matter(
    tmp_path: Path, bsns: Iterator[str], moves, order
):
    forward, shuffled = next(bsns), next(bsns)
    lines = [f";{code};{day}" for day, code in sorted(moves.items())]
    deliver(tmp_path, "verblijf", [[forward + line for line in lines]])
    order.shuffle(lines)
    deliver(tmp_path, "verblijf", [[shuffled + line for line in lines]])
    homes = [_by_day(bsn) for bsn in (forward, shuffled)]
    assert homes[0] == homes[1]


def _by_day(bsn: str) -> list[str | None]:
    persoon = register_persoon(by=GENERATOR, bsn=bsn)
    known = Verblijf.objects.filter(persoon=persoon, recorded__upper_inf=True)
    found = list(known.values_list("valid", "gemeente_code"))
    return [
        next((code for valid, code in found if date(2018, 12, 31) + timedelta(n) in valid), None)
        for n in range(70)
    ]


@dataclass(frozen=True)
class Said:
    """What one row of Sonar says."""

    soort: str
    period: tuple[date, date | None]
    earlier: int
    status: Profielstatus

    def line(self, bsn: str) -> str:
        first = self.period[0]
        opened = first - timedelta(days=self.earlier)
        return {
            "inschrijving": f"{bsn};inschrijving;uwv;{first};{last(self.period)};;",
            "dienstverlening": f"{bsn};dienstverlening;uwv;{first};{last(self.period)};{opened};",
            "klantprofiel": f"{bsn};klantprofiel;uwv;{first};;;{self.status}",
        }[self.soort]


said_by_sonar = st.builds(
    Said,
    st.sampled_from(["inschrijving", "dienstverlening", "klantprofiel"]),
    periods,
    st.integers(0, 3),
    st.sampled_from(Profielstatus),
)


@any_history
@given(history=st.lists(said_by_sonar, max_size=8))
def test_sonar(tmp_path: Path, bsns: Iterator[str], uwv: Organisatie, history: list[Said]):
    delivered, acted = next(bsns), next(bsns)
    persoon = register_persoon(by=GENERATOR, bsn=acted)
    taken = {step for step, said in enumerate(history) if _act(persoon, uwv, said, step)}
    # A step that cannot be made is refused by the action; the delivery is not given it either.
    deliver(
        tmp_path,
        "sonar",
        [[said.line(delivered)] if step in taken else [] for step, said in enumerate(history)],
    )
    for model, fields in (
        (Inschrijving, ("organisatie_id",)),
        (Dienstverlening, ("organisatie_id", "geopend_op")),
        (Statusperiode, ("status",)),
    ):
        assert everything(model, delivered, *fields) == everything(model, acted, *fields)


def _act(persoon: Persoon, uwv: Organisatie, said: Said, step: int) -> bool:
    """Do what the row says through the actions; False when the step cannot be made."""
    first, through = said.period
    klant = open_dossier(by=GENERATOR, persoon=persoon)
    at_uwv = {"by": GENERATOR, "klant": klant, "organisatie": uwv}
    with clock.frozen_at(at(step)):
        if said.soort == "inschrijving":
            record_inschrijving(**at_uwv, period=Period.through(first, through))
        elif said.soort == "dienstverlening":
            record_dienstverlening(
                **at_uwv,
                period=Period.through(first, through),
                geopend_op=first - timedelta(days=said.earlier),
            )
        else:
            return _act_status(persoon, uwv, said)
    return True


def _act_status(persoon: Persoon, uwv: Organisatie, said: Said) -> bool:
    made = register_klantprofielen(by=GENERATOR, pairs=[(persoon.pk, uwv.pk)])
    klantprofiel = Klantprofiel.objects.get(pk=made[persoon.pk, uwv.pk])
    known = Statusperiode.objects.filter(
        klantprofiel=klantprofiel, recorded__upper_inf=True, valid__contains=said.period[0]
    ).first()
    if not may_follow(Profielstatus(known.status) if known else None, said.status):
        return False
    set_profielstatus(
        by=GENERATOR, klantprofiel=klantprofiel, status=said.status, vanaf=said.period[0]
    )
    return True


def test_no_bsn_is_left_in_what_the_database_holds(tmp_path: Path, bsns: Iterator[str]):
    bsn = next(bsns)
    deliver(tmp_path, "register", [[f"{bsn};10;2019-01-01;;", f"{bsn};{bsn};{bsn};{bsn};{bsn}"]])
    with connection.cursor() as cursor:
        for table in ("leveringen_levering", "leveringen_leveringsregel", "toegang_gebeurtenis"):
            cursor.execute(f"SELECT t::text FROM {table} AS t")
            assert not any(bsn in text for (text,) in cursor.fetchall())
