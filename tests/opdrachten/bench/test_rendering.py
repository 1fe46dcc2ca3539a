"""Timing the files of an edition: every format, and only of what comes back whole."""

from dataclasses import replace

import pytest

from voetlicht.basis.edities.editie import Aantallen, Editie, Gemeenterij, Regioblad, Restrij
from voetlicht.basis.kern.errors import Conflict
from voetlicht.intern.transparantie.measure import Meting
from voetlicht.opdrachten.bench import measuring, rendering


@pytest.fixture
def editie() -> Editie:
    """Of one small regio, so that setting it takes a moment."""
    blad = Regioblad(40, 1, "Groningen", (Gemeenterij("GM0014", "Groningen", Aantallen(1, 2)),))
    return measuring.editie_of(Meting((blad,), Restrij(2, Aantallen()), {}))


def test_every_format_is_timed_for_the_regios_and_for_the_country(editie: Editie) -> None:
    first, *others = rendering.time_rendering(editie, repetitions=2)
    assert (first.part, first.n, first.repetitions) == ("regio's als PDF", 1, 2)
    assert first.bound_ms == 3000
    assert [one.bound_ms for one in others] == [None] * 12
    assert len({one.part for one in (first, *others)}) == 13


def test_an_edition_that_does_not_come_back_from_json_is_never_timed(editie: Editie) -> None:
    listed = replace(editie, regios=list(editie.regios))
    with pytest.raises(Conflict, match="geeft een andere editie terug"):
        rendering.time_rendering(listed, repetitions=1)
