"""What invented people are called."""

from collections import Counter
from itertools import islice, pairwise

from voetlicht.intern.personen.rules import Naam, demand_naam, zoeknaam
from voetlicht.opdrachten.genereer.names import names, surnames
from voetlicht.opdrachten.genereer.words import FIRST_NAMES, SURNAMES_FROM_ELSEWHERE

SOME = 20_000


def test_the_same_seed_gives_the_same_names():
    once = list(islice(names(5), SOME))
    assert list(islice(names(5), SOME)) == once
    assert list(islice(names(6), SOME)) != once


def test_every_name_is_one_that_the_room_takes_with_its_zoeknaam():
    for called in islice(names(1), SOME):
        naam = Naam(called.voornaam, called.voorvoegsel, called.achternaam)
        assert demand_naam(naam) == naam
        assert zoeknaam(naam) == called.zoeknaam


def test_there_are_names_enough_of_every_kind():
    assert len(set(FIRST_NAMES)) == len(FIRST_NAMES) >= 150
    assert len(set(surnames())) == len(surnames()) >= 400
    found = Counter(called.achternaam for called in islice(names(1), SOME))
    assert len(found) > 800
    assert 5 < found.most_common(1)[0][1] < SOME / 20
    assert any("-" in surname for surname in found)
    assert any(not surname.isascii() for surname in found)
    assert set(SURNAMES_FROM_ELSEWHERE) & set(found)
    assert max(map(len, found)) > 20
    assert any(called.voorvoegsel for called in islice(names(1), 100))


def test_relatives_come_after_one_another():
    family = [(called.voorvoegsel, called.achternaam) for called in islice(names(1), SOME)]
    related = sum(one == other for one, other in pairwise(family))
    assert 0.05 < related / SOME < 0.08


def test_names_go_on_past_a_block(monkeypatch):
    monkeypatch.setattr("voetlicht.opdrachten.genereer.names._BLOCK", 1_000)
    called = list(islice(names(1), 2_000))
    assert len(called) == 2_000
    assert called[:1_000] != called[1_000:]
