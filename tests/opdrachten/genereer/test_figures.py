"""The invented people give the published figures, and only by all the rules together."""

from collections import Counter
from datetime import date

import pytest

from voetlicht.basis.edities.gepubliceerd import Gepubliceerd, published
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.opdrachten.genereer.moments import Anchor
from voetlicht.opdrachten.genereer.tally import Rule, counted, exercised, table

pytestmark = pytest.mark.xdist_group("bevolking")
EDITIONS = {str(one.kwartaal): one for one in published()}


@pytest.fixture(scope="module", params=sorted(EDITIONS))
def edition(request) -> Gepubliceerd:
    return EDITIONS[request.param]


@pytest.fixture(scope="module")
def exercising(demo_population, edition) -> list[tuple]:
    """Everybody of the edition's regio with the rules without which they count differently."""
    anchor = Anchor(edition.kwartaal.peildatum)
    return [
        (one, exercised(one.rows, anchor))
        for one in demo_population
        if one.part.regio_code == edition.blad.code
    ]


def tally(population, anchor, edition, off=None):
    codes = [row.gemeente_code for row in edition.blad.rijen]
    return table((counted(one.rows, anchor, off) for one in population), codes)


def test_every_cell_equals_the_published_edition(demo_population, edition):
    counts = tally(demo_population, Anchor(edition.kwartaal.peildatum), edition)
    for row in edition.blad.rijen:
        code = row.gemeente_code
        assert row.aantallen.counts == (
            counts[code, "gemeente", "met"],
            counts[code, "gemeente", "zonder"],
            counts[code, "uwv", "met"],
            counts[code, "uwv", "zonder"],
        ), row.gemeente
    register = sum(counts[row.gemeente_code, "register"] for row in edition.blad.rijen)
    assert register == edition.blad.doelgroepregister


def test_every_rule_changes_a_cell_when_it_is_switched_off(exercising, edition):
    """Whom a rule does not touch count alike, so they need not be counted again."""
    anchor = Anchor(edition.kwartaal.peildatum)
    for rule in Rule:
        touched = [one for one, rules in exercising if rule in rules]
        usual = tally(touched, anchor, edition)
        without = tally(touched, anchor, edition, rule)
        changed = {key for key in usual | without if usual[key] != without[key]}
        assert any(len(key) == 3 for key in changed), f"{rule.name} verandert geen cel"


def test_at_least_one_percent_of_the_people_exercise_each_rule(exercising, edition):
    counts = Counter(rule for _, rules in exercising for rule in rules)
    assert len(exercising) > edition.blad.doelgroepregister
    assert all(counts[rule] >= len(exercising) / 100 for rule in Rule), counts


def test_what_is_exercised_is_what_counts_differently(demo_population):
    anchor = Anchor(date(2023, 6, 30))
    for one in demo_population[::97]:
        different = {
            rule for rule in Rule if counted(one.rows, anchor, rule) != counted(one.rows, anchor)
        }
        assert set(exercised(one.rows, anchor)) == different


def test_corrections_of_1_september_change_the_quarter_before(exercising, edition):
    day = date(edition.kwartaal.peildatum.year, 9, 1)
    corrected = [
        one
        for one, rules in exercising
        if Rule.RECORDED in rules and any(row.since.date() == day for row in one.rows)
    ]
    assert len(corrected) > 100


def test_the_quarters_develop_gradually(demo_population):
    people = [one for one in demo_population if one.part.regio_code][::4]
    kwartaal, before = Kwartaal(2021, 1), None
    while kwartaal <= Kwartaal(2023, 4):
        anchor = Anchor(kwartaal.peildatum)
        counts = [counted(one.rows, anchor) for one in people]
        register = sum(one.registered for one in counts)
        known = sum(one.cell is not None for one in counts)
        assert 0.68 < known / register < 0.78, kwartaal
        assert before is None or 0 < register / before - 1 < 0.02, kwartaal
        kwartaal, before = kwartaal.next(), register
