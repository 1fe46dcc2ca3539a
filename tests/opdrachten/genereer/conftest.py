"""The invented people of scale demo, drawn once."""

from dataclasses import dataclass

import pytest

from voetlicht.opdrachten.genereer.heard import Person
from voetlicht.opdrachten.genereer.histories import Row, replay
from voetlicht.opdrachten.genereer.people import people_of
from voetlicht.opdrachten.genereer.plan import Part, Scale, plan

ZAAD = 1


@dataclass(frozen=True)
class Inhabitant:
    part: Part
    person: Person
    rows: list[Row]


@pytest.fixture(scope="session")
def demo_population() -> list[Inhabitant]:
    """Everybody of scale demo, with the rows their history makes.

    Who looks at these people is in the group ``bevolking``, so that one process draws them.
    """
    return [
        Inhabitant(part, person, replay(person.heard))
        for part in plan(Scale.DEMO, ZAAD)
        for person in people_of(part, ZAAD)
    ]
