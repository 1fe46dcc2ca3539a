"""Who works where: teams for all klanten, roles as they are held, the same for the same seed."""

import itertools
from collections import Counter
from datetime import date

import numpy as np
import pytest

from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.rollen import WITH_BEREIK
from voetlicht.opdrachten.genereer.accounts import account_lines
from voetlicht.opdrachten.genereer.caseload import Caseload
from voetlicht.opdrachten.genereer.known import KNOWN, LARGEST_CASELOAD
from voetlicht.opdrachten.genereer.served import Served
from voetlicht.opdrachten.genereer.tables import NULL
from voetlicht.opdrachten.genereer.workforce import Group, Workforce, recruit

TODAY = date(2026, 11, 22)
GROUPS = [
    Group("uwv", "UWV Rijnmond", 22, 9_000),
    Group("GM0599", "Gemeente Rotterdam", 22, 6_000),
    Group("GM0606", "Gemeente Schiedam", 22, 700),
    Group("GM0622", "Gemeente Vlaardingen", 22, 20),
    Group("SV-22-1", "Samenwerkingsverband Barendrecht", 22, 300),
    Group("uwv", "UWV Twente", 9, 1_000),
    Group("GM0153", "Gemeente Enschede", 9, 900),
]
CENTRES = {22: "GM0599", 9: "GM0153"}
SIZE = 300


def work(zaad: int = 1) -> Workforce:
    return recruit(GROUPS, size=SIZE, centres=CENTRES, zaad=zaad, today=TODAY)


@pytest.fixture(scope="module")
def workforce() -> Workforce:
    return work()


@pytest.fixture(scope="module")
def group() -> np.ndarray:
    return np.repeat(np.arange(len(GROUPS)), [one.klanten for one in GROUPS])


@pytest.fixture(scope="module")
def served(group) -> Served:
    count = len(group)
    return Served(
        persoon=np.arange(1, count + 1),
        organisatie=group + 50,
        opened=np.full(count, 18_000),
        gemeente=np.zeros(count, dtype="int64"),
        gemeente_codes=("GM0599",),
        family=np.zeros(count, dtype="int64"),
        families=("van|Testveld",),
    )


@pytest.fixture(scope="module")
def toewijzingen(served, group, workforce) -> list[list[str]]:
    made = Caseload(served, group, workforce, zaad=1, today=TODAY)
    return rows(b"".join(made.texts(first_account=1000, first_team=500)).decode())


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def days(valid: str) -> tuple[date, date | None]:
    start, end = valid.strip("[)").split(",")
    return date.fromisoformat(start), date.fromisoformat(end) if end else None


def test_the_same_seed_gives_the_same_workforce(workforce, served, group, toewijzingen):
    assert work() == workforce
    assert work(2) != workforce
    again = Caseload(served, group, workforce, zaad=1, today=TODAY)
    texts = b"".join(again.texts(first_account=1000, first_team=500)).decode()
    assert [row[1:] for row in rows(texts)] == [row[1:] for row in toewijzingen]


def test_as_many_work_as_asked_and_some_have_left(workforce):
    active = [one for one in workforce.medewerkers if one.is_active]
    assert len(active) == SIZE
    gone = {job.medewerker for job in workforce.jobs if job.end and job.end <= TODAY}
    assert {n for n, one in enumerate(workforce.medewerkers) if not one.is_active} <= gone
    assert len(workforce.medewerkers) > SIZE


def test_every_team_has_one_teamleider_and_somebody_who_serves(workforce):
    leaders = Counter(
        job.team for job in workforce.jobs if job.rol is Rol.TEAMLEIDER and not job.end
    )
    assert leaders == dict.fromkeys(range(len(workforce.teams)), 1)
    assert all(team.servers for team in workforce.teams)
    sizes = [len(team.servers) for team in workforce.teams]
    assert 8 <= sorted(sizes)[len(sizes) // 2] <= 12


def test_roles_are_held_where_they_belong(workforce):
    for job in workforce.jobs:
        serves_uwv = job.organisatie == "uwv"
        assert job.rol is not (Rol.KLANTMANAGER if serves_uwv else Rol.ADVISEUR_WERK)
        assert (job.team is not None) == (job.rol in WITH_BEREIK)
        if job.team is not None:
            assert workforce.teams[job.team].organisatie == job.organisatie
        assert job.end is None or job.start < job.end
    assert {job.rol for job in workforce.jobs} == set(Rol)


def test_some_hold_roles_at_two_organisaties_and_some_moved(workforce):
    places: dict[int, set[str]] = {}
    for job in workforce.jobs:
        places.setdefault(job.medewerker, set()).add(job.organisatie)
    assert any(len(organisaties) > 1 for organisaties in places.values())
    ended = {job.medewerker for job in workforce.jobs if job.end}
    assert any(workforce.medewerkers[one].is_active for one in ended)


def test_the_known_come_first_one_in_each_role(workforce):
    first = workforce.medewerkers[: len(KNOWN)]
    assert [one.called[:3] for one in first] == list(KNOWN.values())
    assert all(one.is_known for one in first)
    held = {
        (job.medewerker, job.organisatie, job.rol)
        for job in workforce.jobs
        if workforce.medewerkers[job.medewerker].is_known
    }
    expected = {(n, organisatie, rol) for n, (organisatie, _, rol) in enumerate(KNOWN)}
    assert expected <= held


def test_everybody_who_is_served_has_a_team_of_that_organisatie(served, workforce, toewijzingen):
    team_now = {}
    for _, persoon, organisatie, account, team, valid, _ in toewijzingen:
        if account == NULL and days(valid)[1] is None:
            assert persoon not in team_now
            team_now[persoon] = int(team) - 500
            code = GROUPS[int(organisatie) - 50].organisatie
            assert workforce.teams[team_now[persoon]].organisatie == code
    assert len(team_now) == len(served)


def test_most_have_a_medewerker_of_their_team_and_some_have_nobody(served, workforce, toewijzingen):
    team_now = {
        row[1]: int(row[4]) - 500
        for row in toewijzingen
        if row[3] == NULL and days(row[5])[1] is None
    }
    own = {
        row[1]: int(row[3]) - 1000
        for row in toewijzingen
        if row[4] == NULL and days(row[5])[1] is None
    }
    assert 0.9 < len(own) / len(served) < 0.97
    for persoon, account in own.items():
        assert account in workforce.teams[team_now[persoon]].servers


def test_nobody_is_assigned_twice_at_once_to_the_same(toewijzingen):
    periods: dict[tuple[str, str, str], list[tuple[date, date | None]]] = {}
    for _, persoon, _, account, team, valid, reden in toewijzingen:
        assert (account == NULL) != (team == NULL)
        assert reden
        periods.setdefault((persoon, account, team), []).append(days(valid))
    for held in periods.values():
        held.sort(key=lambda one: one[0])
        for (start, end), (next_start, _) in itertools.pairwise(held):
            assert start < end <= next_start


def test_some_toewijzingen_ended_just_now_and_some_long_ago(toewijzingen, served):
    ended = [days(row[5])[1] for row in toewijzingen]
    ago = [(TODAY - end).days for end in ended if end]
    assert all(0 < number <= 900 for number in ago)
    just = sum(number < 30 for number in ago)
    assert 0.04 < just / len(served) < 0.1
    assert len(ago) - just > 0.05 * len(served)


def test_the_known_have_a_caseload_that_can_be_overseen(workforce, toewijzingen):
    caseload = Counter(
        int(row[3]) - 1000 for row in toewijzingen if row[4] == NULL and days(row[5])[1] is None
    )
    serving = [
        n for n, (_, _, rol) in enumerate(KNOWN) if rol in (Rol.ADVISEUR_WERK, Rol.KLANTMANAGER)
    ]
    assert all(40 <= caseload[one] <= LARGEST_CASELOAD for one in serving)


def test_accounts_have_reserved_addresses_and_no_password(workforce, served, group):
    adressen = {int(persoon): b"\xab" * 32 for persoon in served.persoon}
    lines = rows("".join(account_lines(workforce, served, group, adressen, zaad=1)))
    assert len(lines) == len(workforce.medewerkers)
    mail = [row[1] for row in lines]
    assert len(set(mail)) == len(mail)
    for _, email, password, _, naam, index in lines:
        local, domain = email.split("@")
        assert email.isascii()
        assert email == email.lower()
        assert domain.endswith(".example")
        assert "." in local
        assert password == "!"
        assert naam
        assert index == NULL or len(index) == 67
    assert "samira.lindenhoek@uwv.example" in mail
    relatives = sum(row[4].endswith("van Testveld") for row in lines)
    neighbours = sum(row[5].endswith("ab" * 32) for row in lines)
    assert 2 <= relatives <= SIZE / 10
    assert 2 <= neighbours <= SIZE / 10
