"""What a newcomer meets first: the package's docstring, its names, and what importing it costs."""

import doctest
import subprocess
import sys
from typing import get_args

import pytest

from voetlicht.basis import zoeken
from voetlicht.basis.zoeken.schema import Column

HEAVY = ("numba", "llvmlite", "pyroaring", "pyarrow", "snowballstemmer", "django")


def test_the_example_of_the_package_gives_what_it_says():
    failed, attempted = doctest.testmod(zoeken)
    assert (failed, attempted > 0) == (0, True)


def test_every_column_and_wish_can_be_had_from_the_package():
    kinds = {kind.__name__ for kind in (*get_args(Column), *get_args(zoeken.Wish))}
    assert kinds <= set(zoeken.__all__)


@pytest.mark.parametrize("then", ["", "; zoeken.Vacancies(zoeken.Schema(()))"])
def test_importing_loads_neither_a_compiler_nor_an_engine(then: str):
    program = f"import sys; from voetlicht.basis import zoeken{then}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "voetlicht.basis.zoeken.index" in done.stdout.split()
    assert not set(HEAVY) & set(done.stdout.split())
