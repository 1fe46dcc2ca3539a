"""``bench zoeken`` from the command line, on a tiny scale; and what it is made of."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from voetlicht.opdrachten.__main__ import run
from voetlicht.opdrachten.bench.zoeken import meten, profielen, workloads
from voetlicht.opdrachten.bench.zoeken.meten import Subject, Timed, in_lanes
from voetlicht.opdrachten.bench.zoeken.tabel import number
from voetlicht.opdrachten.bench.zoeken.vloer import gb_per_s

KEYS = ["workload", "engine", "n", "threads", "count", "p50_ms", "p95_ms", "p99_ms", "mean_ms",
        "max_ms", "qps", "mean_to_floor", "p99_to_own"]  # fmt: skip
OWN = ["S", "S", "V", "V", "S+", "versoepelen", "tikfout", "T", "U intrekken", "U gezien",
       "U wijzigen", "gemengd S", "gemengd U", "samenvoegen", "in rust"]  # fmt: skip


@pytest.fixture(scope="module")
def profiles() -> profielen.Profiles:
    return profielen.invent(3000)


@pytest.mark.skipif(not os.environ.get("CI"), reason="takes long; run it with CI=1")
def test_everything_is_measured_beside_peers_and_written(data_folder: Path, capsys) -> None:
    """Peers answer the same, or the command would end with a conflict."""
    file = data_folder / "metingen.json"
    answer = run(["bench", "zoeken", "--schaal", "3000", "--vragen", "40", "--herhalingen", "2",
                  "--motor", "roaring", "--json", str(file)])  # fmt: skip
    shown = capsys.readouterr()
    assert answer == 0, shown.err
    content = json.loads(file.read_text("utf-8"))
    machine, heads, *lines = shown.out.splitlines()
    assert (content["machine"], heads.split()[:3]) == (machine, ["onderdeel", "profielen", "motor"])
    peers = ["tantivy", "duckdb", "postgresql"]
    assert all(list(row) == KEYS for row in content["rows"])
    assert [(row["engine"], row["workload"]) for row in content["rows"]] == [
        *(("roaring", workload) for workload in OWN),
        *((peer, "S") for peer in peers),
    ]
    assert [row["engine"] for row in content["builds"]] == ["roaring", *peers]
    assert [row["workload"] for row in content["floors"]] == ["S", "V"]
    assert [remark.split(",")[0] for remark in content["remarks"]] == ["roaring", *peers]
    assert lines[-4:] == content["remarks"]


def test_both_engines_and_two_scales_without_peers(tmp_path: Path, capsys) -> None:
    file = tmp_path / "metingen.json"
    answer = run(["bench", "zoeken", "--schaal", "500,700", "--vragen", "10", "--herhalingen", "1",
                  "--motor", "roaring", "--zonder-buren", "--json", str(file)])  # fmt: skip
    assert answer == 0, capsys.readouterr().err
    rows = json.loads(file.read_text("utf-8"))["rows"]
    assert [(row["n"], row["workload"]) for row in rows] == [
        (n, workload) for n in (500, 700) for workload in OWN
    ]


@pytest.mark.parametrize(
    ("scale", "sentence"),
    [
        ("veel", "‘veel’ is geen aantal; schrijf bij --schaal bijvoorbeeld 250k"),
        ("1m,", "‘’ is geen aantal"),
        ("99", "kies ten minste 100"),
    ],
)
def test_a_scale_that_cannot_be_is_refused(scale, sentence, capsys) -> None:
    assert run(["bench", "zoeken", "--schaal", scale]) == 2
    assert sentence in capsys.readouterr().err


def test_profiles_are_the_same_every_time_and_have_gaps(profiles) -> None:
    again = profielen.invent(3000)
    assert all(
        np.array_equal(cells.known, again.records.cells[name].known)
        for name, cells in profiles.records.cells.items()
        if name != "tekst"
    )
    texts = profiles.records.cells["tekst"].values
    assert texts == again.records.cells["tekst"].values
    unknown = {
        name: 1 - profiles.records.cells[name].known.mean() for name in ("niveau", "sector", "uren")
    }
    assert unknown == pytest.approx({"niveau": 0.42, "sector": 0.38, "uren": 0.26}, abs=0.04)
    assert sum(text is None for text in texts) / 3000 == pytest.approx(0.37, abs=0.04)


def test_texts_and_their_numbers_say_the_same(profiles) -> None:
    texts = profiles.records.cells["tekst"].values
    for row in range(100):
        held = profiles.text_words[profiles.text_starts[row] : profiles.text_starts[row + 1]]
        assert (texts[row] or "").split() == [profiles.words[word] for word in held]


def test_a_smaller_scale_is_the_beginning_of_a_larger(monkeypatch, profiles) -> None:
    monkeypatch.setattr(profielen, "BLOCK", 1000)
    small, large = profielen.invent(1000), profielen.invent(2500)
    assert small.records.cells["tekst"].values == large.records.cells["tekst"].values[:1000]
    levels = [each.records.cells["competenties"].levels for each in (small, large)]
    assert np.array_equal(levels[0], levels[1][: len(levels[0])])


def test_a_lenient_search_lets_unknown_pass_in_every_other_wish(profiles) -> None:
    strict, narrow = workloads.searches(profiles, 10, lambda query: len(query.wishes))
    assert (len(strict), narrow) == (10, [])
    for query in workloads.lenient(strict):
        assert [wish.unknown for wish in query.wishes[:4]] == [True, False, True, False]


def test_searches_that_find_too_few_are_kept_apart(profiles) -> None:
    assert workloads.searches(profiles, 3, lambda _: 4)[0] == []


def test_percentiles_are_of_the_slowest() -> None:
    timed = Timed("S", "numba", 1, 1, tuple(float(ms) for ms in range(1, 201)), 2.0)
    assert [timed.percentile(share) for share in (0.5, 0.95, 0.99)] == [100, 190, 198]
    assert (timed.mean_ms, timed.per_second) == (100.5, 100)
    assert np.isnan(Timed("S", "numba", 1, 1, (), 0).percentile(0.99))


@pytest.mark.parametrize("least", [17, 18, 20])
def test_a_slow_engine_is_asked_no_more_when_the_time_is_up(least, monkeypatch) -> None:
    """After a whole round: what was taken away is back."""
    monkeypatch.setattr(meten, "LEAST", least)
    asked: list[int] = []
    lanes = in_lanes([lambda: asked.append(1)], 1, 1000)
    assert len(Subject("traag", 1, seconds=0).timed("S", lanes).durations_ms) == 20
    assert len(asked) == 20


def test_what_goes_wrong_in_a_thread_is_told() -> None:
    def fail() -> None:
        raise ValueError("mis")

    with pytest.raises(ValueError, match="mis"):
        Subject("stuk", 1).timed("S", [[fail], [fail]])


def test_numbers_in_the_table_are_dutch() -> None:
    assert [number(value) for value in (1234.567, None, float("nan"))] == ["1.234,57", "", ""]
    assert number(21952.6, 0) == "21.953"


def test_memory_has_a_speed() -> None:
    assert gb_per_s(1_000_000) > 0.1
