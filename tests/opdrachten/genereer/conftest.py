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
    """Everybody of scale demo, with the rows their history makes."""
    return [
        Inhabitant(part, person, replay(person.heard))
        for part in plan(Scale.DEMO, ZAAD)
        for person in people_of(part, ZAAD)
    ]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who looks at these people runs in one worker, so that they are drawn in one only."""
    for item in items:
        if "demo_population" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("bevolking"))
