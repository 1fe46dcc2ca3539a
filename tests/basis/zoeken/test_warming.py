"""The kernels are compiled once; whoever waits for that is told. Changed ones are compiled anew."""

import ast
from pathlib import Path

import pytest

import voetlicht
from voetlicht.basis.zoeken.kernels import compiling
from voetlicht.basis.zoeken.warming import warm_up

pytest.importorskip("numba", reason="Numba ontbreekt hier")
ROOT = Path(voetlicht.__path__[0]).parent


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


def test_what_was_compiled_from_other_sources_is_not_used(monkeypatch):
    from voetlicht.basis.zoeken.kernels.searching import mark, search_segment

    warm_up(lambda sentence: None)
    kept = search_segment._cache._cache_file
    assert kept._load_index()
    assert kept._source_stamp == mark._cache._cache_file._source_stamp == compiling.stamp()
    monkeypatch.setattr(kept, "_source_stamp", compiling.stamp(compiling.SOURCES[1:]))
    assert not kept._load_index()


def test_the_sources_are_all_that_kernels_are_made_of():
    kernels = [path for path in compiling.SOURCES if path.parent.name == "kernels"]
    imported = {
        ROOT.joinpath(*node.module.split(".")).with_suffix(".py")
        for path in kernels
        if path.name != "compiling.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("voetlicht")
    }
    assert imported <= set(compiling.SOURCES)
