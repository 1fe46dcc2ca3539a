"""The kernels are compiled once; whoever waits for that is told."""

import pytest

from voetlicht.basis.zoeken.warming import warm_up

pytest.importorskip("numba", reason="Numba ontbreekt hier")


def test_a_second_time_there_is_nothing_to_wait_for():
    warm_up(lambda sentence: None)
    told = []
    warm_up(told.append)
    assert told == []


def test_whoever_waits_is_told(monkeypatch):
    monkeypatch.setattr("voetlicht.basis.zoeken.kernels.engine.is_compiled", lambda: False)
    told = []
    warm_up(told.append)
    assert len(told) == 1
