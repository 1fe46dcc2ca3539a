"""What must hold of an edition before a file is made of it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from voetlicht.basis.edities.checks import demand_consistent, inconsistencies
from voetlicht.basis.edities.editie import Aantallen, Editie, Restrij
from voetlicht.basis.kern.clock import start_of_day
from voetlicht.basis.kern.errors import InputError


def places(editie: Editie) -> list[str]:
    return [one.place for one in inconsistencies(editie)]


def test_sound_editions_pass(national: Editie, twente_read: Editie):
    demand_consistent(national)
    demand_consistent(twente_read)


def test_the_peildatum_is_the_last_day_of_the_quarter(rijnmond: Editie):
    assert places(replace(rijnmond, peildatum=date(2023, 6, 29))) == ["peildatum"]


def test_versions_count_from_one(rijnmond: Editie):
    assert places(replace(rijnmond, versie=0)) == ["versie"]


def test_the_moment_known_has_a_zone_and_comes_after_the_peildatum(rijnmond: Editie):
    assert places(replace(rijnmond, bekend_op=datetime(2023, 7, 14))) == ["bekend_op"]  # noqa: DTZ001
    early = replace(rijnmond, bekend_op=start_of_day(date(2023, 6, 29)))
    assert places(early) == ["bekend_op"]


def test_a_computed_edition_says_until_when_it_counts(rijnmond: Editie):
    assert places(replace(rijnmond, bekend_op=None)) == ["bekend_op"]


def test_a_read_edition_names_its_document_and_holds_one_regio(
    twente_read: Editie, rijnmond: Editie
):
    assert places(replace(twente_read, bron=None)) == ["bron"]
    two = replace(twente_read, regios=(*twente_read.regios, *rijnmond.regios))
    assert places(two) == ["regios"]
    rest = Restrij(doelgroepregister=1, aantallen=Aantallen())
    assert places(replace(twente_read, rest=rest)) == ["regios"]


def test_an_edition_without_regios_is_none(rijnmond: Editie):
    assert places(replace(rijnmond, regios=())) == ["regios"]


def test_a_regio_or_gemeente_stands_in_once(rijnmond: Editie):
    blad = rijnmond.regios[0]
    doubled = replace(blad, rijen=(*blad.rijen, replace(blad.rijen[0], aantallen=Aantallen())))
    assert places(replace(rijnmond, regios=(doubled,))) == ["GM0613"]
    assert "regio 22" in places(replace(rijnmond, regios=(blad, replace(blad, rijen=()))))


def test_counts_are_not_negative(rijnmond: Editie):
    blad = rijnmond.regios[0]
    first = replace(blad.rijen[0], aantallen=Aantallen(-1, 0, 0, 0))
    sheet = replace(blad, rijen=(first, *blad.rijen[1:]))
    assert places(replace(rijnmond, regios=(sheet,))) == ["Albrandswaard"]


def test_no_more_people_are_in_sonar_than_in_the_register(rijnmond: Editie):
    small = replace(rijnmond.regios[0], doelgroepregister=14246)
    assert places(replace(rijnmond, regios=(small,))) == ["regio 22"]
    rest = Restrij(doelgroepregister=1, aantallen=Aantallen(1, 1, 0, 0))
    assert places(replace(rijnmond, rest=rest)) == ["onbekend of buitenland"]


@pytest.mark.parametrize("name", ["日本.pdf", "a\x00b", "regel\nregel", "\ud800"])
def test_a_name_that_cannot_stand_in_every_file_is_refused(twente_read: Editie, name: str):
    assert len(places(replace(twente_read, bron=name))) == 1


def test_the_refusal_lists_everything_in_one_message(rijnmond: Editie):
    wrong = replace(rijnmond, versie=0, bekend_op=None)
    with pytest.raises(InputError, match=r"2023Q2 klopt niet .* versie: .*; bekend_op: "):
        demand_consistent(wrong)
