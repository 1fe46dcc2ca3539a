"""What a newcomer meets first: the docstring and the document, the names, the cost of importing."""

import doctest
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from voetlicht.basis import zoeken
from voetlicht.basis.zoeken.layout import layout_of
from voetlicht.basis.zoeken.schema import MOST_VALUES, Column
from voetlicht.basis.zoeken.wishes import MOST_HITS, MOST_WEIGHT, MOST_WISHES, UNKNOWN_SHARE

DOCUMENT = (Path(__file__).parents[3] / "docs" / "zoeken.md").read_text(encoding="utf-8")
COLUMNS = {kind.__name__ for kind in get_args(Column)}
WISHES = {kind.__name__ for kind in get_args(zoeken.Wish)}
HEAVY = ("numba", "llvmlite", "pyroaring", "pyarrow", "snowballstemmer", "django")


def test_the_example_of_the_package_gives_what_it_says():
    failed, attempted = doctest.testmod(zoeken)
    assert (failed, attempted > 0) == (0, True)


def test_every_column_and_wish_can_be_had_from_the_package():
    assert not (COLUMNS | WISHES) - set(zoeken.__all__)


def test_the_example_of_the_document_gives_what_it_says():
    example = "".join(re.findall(r"```pycon\n(.*?)```", DOCUMENT, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(example, {}, "zoeken.md", "docs/zoeken.md", 0)
    failed, attempted = doctest.DocTestRunner().run(test)
    assert (failed, attempted > 0) == (0, True)


def test_the_document_tells_of_every_column_and_wish():
    rows = re.findall(r"^\| (`.*?) \|", DOCUMENT, re.MULTILINE)
    assert set(re.findall(r"\w+", " ".join(rows))) == COLUMNS | WISHES


def test_the_document_gives_the_limits_and_draws_the_planes_that_there_are():
    assert f"Limits: {MOST_WISHES} wishes, the best {MOST_HITS}, one place" in DOCUMENT
    assert f"{MOST_VALUES} values" in DOCUMENT
    assert f"0 to {MOST_WEIGHT:,}" in DOCUMENT
    assert f"`weight // {UNKNOWN_SHARE}`" in DOCUMENT
    place = zoeken.Place("plaats", ("a",), np.zeros((1, 1), dtype=np.uint16))
    niveau = zoeken.Code("niveau", ("mbo", "hbo", "wo"))
    layout = layout_of(zoeken.Schema((niveau, zoeken.Range("uren", 0, 40), place)))
    for name in layout.columns:
        number = layout[name].unknown
        assert re.search(rf"plane +{number}  {name} unknown", DOCUMENT)
    assert f"has {layout.count} planes" in DOCUMENT


@pytest.mark.parametrize("then", ["", "; zoeken.Vacancies(zoeken.Schema(()))"])
def test_importing_loads_neither_a_compiler_nor_an_engine(then: str):
    program = f"import sys; from voetlicht.basis import zoeken{then}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "voetlicht.basis.zoeken.index" in done.stdout.split()
    assert not set(HEAVY) & set(done.stdout.split())
