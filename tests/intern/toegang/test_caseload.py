"""How many klanten one serves and by which relation; who serves and served one klant."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import medewerkers as made
from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import NotAllowed
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.intern.toegang.queries.caseload import (
    Caseload,
    caseload,
    toewijzingen_of,
    unassigned_count,
)
from voetlicht.intern.toegang.transaction import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noted")]
FOR = Purpose.DIENSTVERLENING


@contextmanager
def at_work(aanstelling: Aanstelling) -> Iterator[dict[str, object]]:
    """As the site reads for this medewerker; the keywords of a query."""
    actor = made.actor(aanstelling)
    with made.in_role("intern"), acting(actor):
        yield {"actor": actor, "purpose": FOR}


@pytest.fixture
def adviseur() -> Aanstelling:
    uwv = made.organisatie("uwv")
    return made.medewerker(Rol.ADVISEUR_WERK, uwv, made.team(uwv), naam="Iris Adviseur")


def test_every_klant_counts_once_under_each_relation(adviseur: Aanstelling) -> None:
    both, ending, team_only, handed_over, long_gone, elsewhere = (made.klant() for _ in range(6))
    for klant in (both, team_only):
        made.toewijzing(klant, adviseur.team)
    made.toewijzing(both, adviseur)
    made.toewijzing(ending, adviseur, until=made.days_ago(-10))
    made.toewijzing(handed_over, adviseur, until=made.days_ago(29))
    made.toewijzing(long_gone, adviseur, until=made.days_ago(30))
    made.toewijzing(elsewhere, made.medewerker(Rol.KLANTMANAGER, made.organisatie("GM0599")))
    with at_work(adviseur) as reading:
        assert caseload(**reading) == Caseload(eigen=2, team=2, eindigt=1, overdracht=1)


def test_who_serves_and_served_is_told_with_the_latest_first(adviseur: Aanstelling) -> None:
    klant, elsewhere = made.klant(), made.klant()
    made.toewijzing(klant, adviseur.team, reden="Aanmelding")
    made.toewijzing(klant, adviseur, since=made.days_ago(9), reden="Nieuwe adviseur")
    made.toewijzing(elsewhere, made.team(adviseur.organisatie))
    with at_work(adviseur) as reading:
        own, ours = toewijzingen_of(klant.persoon_id, **reading)
        assert toewijzingen_of(elsewhere.persoon_id, **reading) == ()
    assert (own.medewerker, own.team, own.reden) == ("Iris Adviseur", "", "Nieuwe adviseur")
    assert (ours.medewerker, ours.team) == ("", adviseur.team.naam)
    assert (own.vanaf, own.tot, own.organisatie) == (made.days_ago(9), None, "uwv")


def test_a_teamleider_is_told_how_many_of_the_team_nobody_serves(adviseur: Aanstelling) -> None:
    leider = made.medewerker(Rol.TEAMLEIDER, adviseur.organisatie, adviseur.team)
    served, unserved, let_go = (made.klant() for _ in range(3))
    for klant in (served, unserved, let_go):
        made.toewijzing(klant, adviseur.team)
    made.toewijzing(served, adviseur)
    made.toewijzing(let_go, adviseur, until=made.days_ago(1))
    with at_work(leider) as reading:
        assert unassigned_count(**reading) == 2
    with at_work(adviseur) as reading, pytest.raises(NotAllowed):
        unassigned_count(**reading)
