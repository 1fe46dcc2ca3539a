"""A snapshot gives back what was kept. A damaged one is refused; one broken off changes nothing."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from basis.zoeken.naive import Truth
from basis.zoeken.strategies import chance_of, examples, index_of, records_of, told
from voetlicht.basis.zoeken import snapshot
from voetlicht.basis.zoeken.index import Index
from voetlicht.basis.zoeken.schema import Code, Number, Schema, Text
from voetlicht.basis.zoeken.snapshot import SnapshotRefused
from voetlicht.basis.zoeken.wishes import AnyOf, Query, Words

SCHEMA = Schema((Code("niveau", ("mbo", "hbo")), Number("reis", 0, 100, (30,)), Text("tekst")))
POPULATION = {
    1: {"niveau": "mbo", "tekst": "tuinman"},
    5: {"niveau": "hbo", "reis": 40, "tekst": "lasser en tuinman"},
    -3: {},
}
QUERY = Query(
    (Words("tekst", "tuin"), AnyOf("niveau", ("mbo",), required=False)),
    facets=("niveau", "reis", "tekst"),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("kept") / "index"
    index_of(SCHEMA, POPULATION, "roaring").save(path)
    return path.read_bytes()


def opened(path: Path, data: bytes, schema: Schema = SCHEMA) -> Index:
    path.write_bytes(data)
    return Index.open(path, schema, engine="roaring")


def expected() -> list[object]:
    return told(index_of(SCHEMA, POPULATION, "roaring").search(QUERY))


def test_what_was_kept_comes_back(tmp_path: Path, kept: bytes):
    index = opened(tmp_path / "index", kept)
    assert told(index.search(QUERY)) == expected()
    assert index.suggest("tekst", "t") == [("tuinman", 2)]
    index.upsert(records_of(SCHEMA, {1: {"tekst": "lasser"}}))  # what is mapped may be changed
    assert index.withdraw([5]) == 1
    assert [hit.key for hit in index.search(Query((Words("tekst", "las"),))).hits] != [5]
    assert told(opened(tmp_path / "again", kept).search(QUERY)) == expected()


@given(data=st.data(), bit=st.integers(0, 7))
@settings(examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_bit_is_refused(tmp_path: Path, kept: bytes, data: st.DataObject, bit: int):
    place = data.draw(st.integers(0, len(kept) - 1) | st.integers(0, 2000))
    damaged = bytearray(kept)
    damaged[place] ^= 1 << bit
    with pytest.raises(SnapshotRefused):
        opened(tmp_path / "index", bytes(damaged))


@pytest.mark.parametrize("more", [b"\0", b"x", b"\0" * 4096])
def test_a_file_that_grew_is_refused(tmp_path: Path, kept: bytes, more: bytes):
    with pytest.raises(SnapshotRefused, match="is beschadigd"):
        opened(tmp_path / "index", kept + more)


@given(data=st.data())
@settings(examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, kept: bytes, data: st.DataObject):
    length = data.draw(st.integers(0, len(kept) - 1))
    with pytest.raises(SnapshotRefused, match="Maak een nieuwe momentopname"):
        opened(tmp_path / "index", kept[:length])


@pytest.mark.parametrize("population", [{}, {1: {"niveau": "mbo"}}])
def test_so_is_one_whose_last_arrays_are_empty(tmp_path: Path, population: dict[int, Any]):
    path = tmp_path / "index"
    index_of(SCHEMA, population, "roaring").save(path)
    data = path.read_bytes()
    assert len(opened(path, data)) == len(population)
    for length in range(len(data) - 70, len(data)):
        with pytest.raises(SnapshotRefused, match="is beschadigd"):
            opened(path, data[:length])


def test_another_schema_version_or_file_is_refused(tmp_path: Path, kept: bytes):
    path = tmp_path / "index"
    other = Schema((*SCHEMA.columns[:2], Text("tekst", {"a": ("b",)})))
    with pytest.raises(SnapshotRefused, match="is van een ander schema"):
        opened(path, kept, other)
    with pytest.raises(SnapshotRefused, match="is van versie 99, niet"):
        opened(path, kept.replace(b"voetlicht-zoeken 1 ", b"voetlicht-zoeken 99 ", 1))
    with pytest.raises(SnapshotRefused, match="is beschadigd"):
        opened(path, b"een ander bestand dan dit\n" * 50)
    path.unlink()
    with pytest.raises(SnapshotRefused, match="index is niet te lezen"):
        Index.open(path, SCHEMA)


def test_what_changes_during_a_save_is_in_it_withdrawn_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    index = index_of(SCHEMA, POPULATION, "roaring")
    index.number = 8
    gather = index.engine.gather

    def meanwhile(*given: Any) -> None:
        gather(*given)
        if index.number == 8:
            index.withdraw([1])
            index.upsert(records_of(SCHEMA, {7: {"tekst": "metselaar"}}))
            index.number = 10

    monkeypatch.setattr(index.engine, "gather", meanwhile)
    index.save(tmp_path / "index")
    again = Index.open(tmp_path / "index", SCHEMA, engine="roaring")
    assert again.number == 8  # so that whoever opens it takes changes 9 and 10 in
    left = {key: record for key, record in POPULATION.items() if key != 1}
    assert told(again.search(QUERY)) == told(Truth(SCHEMA, left).search(QUERY))
    assert again.suggest("tekst", "") == [("lasser", 1), ("tuinman", 1)]
    assert 1 not in index
    assert 7 in index


def test_a_word_that_goes_during_a_save_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    index = index_of(SCHEMA, POPULATION, "roaring")
    write = snapshot._arrays

    def meanwhile(kept: snapshot.Snapshot) -> Iterator[tuple[str, NDArray[Any]]]:
        index.withdraw([5])
        return write(kept)

    monkeypatch.setattr(snapshot, "_arrays", meanwhile)
    index.save(tmp_path / "index")
    again = Index.open(tmp_path / "index", SCHEMA, engine="roaring")
    assert told(again.search(QUERY)) == expected()
    assert again.suggest("tekst", "l") == [("lasser", 1)]
    assert index.suggest("tekst", "l") == []
    words = index.memory()["words"]
    index.withdraw([99])
    assert index.memory()["words"] == words  # what had to wait was forgotten when it was saved


SAVING = """
import sys
from pathlib import Path

from basis.zoeken.strategies import records_of
from basis.zoeken.test_snapshot import SCHEMA
from voetlicht.basis.zoeken.index import Index

path = Path(sys.argv[1])
index = Index.open(path, SCHEMA, engine="roaring")
while True:
    index.number += 1
    index.upsert(records_of(SCHEMA, {100 + index.number: {"tekst": f"tuinman {index.number}"}}))
    index.save(path)
    print(index.number, flush=True)
"""


def test_kill_9_while_saving_leaves_a_whole_one(tmp_path: Path, kept: bytes):
    path = tmp_path / "index"
    path.write_bytes(kept)
    chance, said = chance_of(9), 0
    for _time in range(6):
        saving = subprocess.Popen(
            [sys.executable, "-c", SAVING, path],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        with saving:
            assert saving.stdout
            try:
                for _line in range(chance.randint(1, 20)):
                    said = int(saving.stdout.readline())
                time.sleep(chance.random() / 100)
            finally:
                saving.kill()
            said = max([said, *map(int, saving.stdout.read().split())])
        index = Index.open(path, SCHEMA, engine="roaring")
        assert index.number in (said, said + 1)  # put in its place, and not said so any more
        assert len(index) == len(POPULATION) + index.number
    index.save(path)
    assert [left.name for left in tmp_path.iterdir()] == ["index"]


def test_a_save_that_fails_leaves_the_previous_one(
    tmp_path: Path, kept: bytes, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "index"
    index = opened(path, kept)
    index.withdraw([1, 5])

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("voetlicht.basis.zoeken.snapshot.os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            index.save(path)
    assert told(Index.open(path, SCHEMA, engine="roaring").search(QUERY)) == expected()
    index.save(path)
    assert len(Index.open(path, SCHEMA, engine="roaring")) == 1
    assert [left.name for left in tmp_path.iterdir()] == ["index"]
