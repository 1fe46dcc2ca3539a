"""Percentiles and bounds of answers, for people and for machines."""

import json
import math

import pytest

from voetlicht.opdrachten.bench.latencies import Latencies, per_page, table, write_json


def page(*times_ms: float, errors: tuple[str, ...] = (), trivial_ms: float | None = 2.0):
    return Latencies("start", times_ms, errors, trivial_ms)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100), (0.001, 1)]
)
def test_a_percentile_is_the_least_time_within_which_so_many_were_answered(share, expected):
    assert page(*range(1, 101)).percentile(share) == expected


def test_percentiles_of_one_answer_and_of_none():
    assert page(7.0).percentile(0.95) == 7.0
    assert math.isnan(page().percentile(0.5))


def test_the_bound_is_kept_by_good_answers_in_time_only():
    assert page(*[10.0] * 95, *[900.0] * 5).keeps_bound
    assert not page(*[10.0] * 94, *[900.0] * 6).keeps_bound
    assert not page(10.0, errors=("status 500",)).keeps_bound
    assert not page().keeps_bound


def test_what_was_told_per_page_with_the_trivial_one_last():
    told = {"good": {"b": [4.0, 2.0], "gezond": [1.0, 3.0, 2.0]}, "errors": {"a": ["status 500"]}}
    a, b, trivial = per_page(told, ["a", "b"], trivial="gezond")
    assert (a.page, a.times_ms, a.errors) == ("a", (), ("status 500",))
    assert (b.times_ms, b.ratio) == ((2.0, 4.0), 1.0)
    assert (trivial.trivial_ms, trivial.ratio) == (None, None)


def test_the_table_in_dutch_numbers(tmp_path):
    rows = [page(10.0, 20.0), page(errors=("status 500",)), page(2.0, trivial_ms=None)]
    _, within, broken, trivial = table(rows)
    assert within.split() == [
        *("start", "2", "0", "10,0", "20,0", "20,0", "20,0", "5,0"),
        *["onder", "de", "grens", "van", "150", "ms", "bij", "p95"],
    ]
    assert "BOVEN" in broken
    assert trivial.split() == ["start", "1", "0", "2,0", "2,0", "2,0", "2,0"]
    write_json(tmp_path / "m.json", rows, on="een machine", rate=50)
    content = json.loads((tmp_path / "m.json").read_text("utf-8"))
    assert (content["machine"], content["rate"]) == ("een machine", 50)
    assert content["rows"][0] == {
        "page": "start", "n": 2, "errors": 0, "p50_ms": 10.0, "p95_ms": 20.0, "p99_ms": 20.0,
        "max_ms": 20.0, "ratio_to_trivial": 5.0,
    }  # fmt: skip
    assert content["rows"][1]["p95_ms"] is None
