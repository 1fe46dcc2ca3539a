"""The list of terms is complete, and the code keeps to it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "voetlicht"
LIST = ROOT / "docs" / "begrippenlijst.md"


def table_rows(heading: str) -> list[list[str]]:
    """The body rows of the table under ``heading``, as lists of cells."""
    section = LIST.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def quoted(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


TERMS = {name for row in table_rows("Terms") for name in quoted(row[3])}
TECHNICAL = {name for row in table_rows("Technical names") for name in quoted(row[0])}
NEVER = {word for row in table_rows("Terms") for word in quoted(row[5])}


def own_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("voetlicht.")]


def identifiers(path: Path) -> Iterator[tuple[int, str]]:
    """Every name that a module defines or uses, in snake case, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = (
            getattr(node, "name", None) or getattr(node, "id", None) or getattr(node, "arg", None)
        )
        if isinstance(name, str):
            yield getattr(node, "lineno", 0), re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_names_of_a_model_and_its_fields_are_in_the_list(model: type) -> None:
    shared = {"Account"}
    assert model.__name__ in TERMS | shared
    fields = {field.name for field in model._meta.get_fields() if field.concrete}
    assert fields <= TERMS | TECHNICAL, (
        f"zet in docs/begrippenlijst.md: {fields - TERMS - TECHNICAL}"
    )


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.name)
def test_no_term_appears_in_translation(path: Path) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for line, name in identifiers(path)
        for word in NEVER
        if re.search(rf"(^|_){word}($|_)", name)
    ]
    assert not found


def test_every_listed_name_stands_in_the_code() -> None:
    """A term nobody uses any more is taken off the list."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    assert not {name for name in TERMS | TECHNICAL if not re.search(rf"\b{name}\b", code)}


def test_the_list_says_everything_about_a_term() -> None:
    assert all(len(row) == 6 and all(row) for row in table_rows("Terms"))
