"""Small pieces: the sizes of files, functions and templates."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "voetlicht"
# What Django writes is as long as Django makes it.
MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]

FILE = 300
FUNCTION = 40
TEMPLATE = 120
TEST_FILE = 800
NOT_A_NAME = {"utils", "helpers", "services", "manager", "managers", "common", "misc"}


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    """Name and number of lines of every function, decorators left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield node.name, node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_is_short_and_so_are_its_functions(path: Path) -> None:
    assert lines_of(path) <= FILE
    assert not [f"{name} ({size})" for name, size in functions_of(path) if size > FUNCTION]


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_is_short(path: Path) -> None:
    assert lines_of(path) <= TEMPLATE


def test_test_files_are_not_endless() -> None:
    assert not [path for path in (ROOT / "tests").rglob("*.py") if lines_of(path) > TEST_FILE]


def test_a_module_is_named_after_what_it_holds() -> None:
    assert not [
        path for path in MODULES if path.stem in NOT_A_NAME or path.parent.name in NOT_A_NAME
    ]


def test_every_module_says_what_it_holds() -> None:
    bare = [
        path
        for path in MODULES
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not bare
