"""What the source may not do, and what every dependency must say."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "voetlicht"
MODULES = sorted(SOURCE.rglob("*.py"))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_the_environment_is_read_in_one_place() -> None:
    reader = SOURCE / "basis" / "kern" / "omgeving.py"
    reading = re.compile(r"\bos\.(environ\[|environ\.get|getenv)")
    assert reading.search(text_of(reader))
    assert not [path for path in MODULES if path != reader and reading.search(text_of(path))]


def test_sites_read_and_write_through_queries_and_actions_only() -> None:
    """A site names a model to say what it shows; it looks nothing up with it and changes none."""
    direct = re.compile(
        r"\.objects\b|_manager\b|_set\.|\bconnection(s)?\b.*cursor|\.(save|delete|create)\("
    )
    assert not [path for path in (SOURCE / "sites").rglob("*.py") if direct.search(text_of(path))]


def test_no_model_admin() -> None:
    assert not [path for path in MODULES if "ModelAdmin" in text_of(path)]


def test_every_dependency_says_what_it_is_for() -> None:
    pyproject = text_of(ROOT / "pyproject.toml")
    parsed = tomllib.loads(pyproject)
    groups = [parsed["project"]["dependencies"], *parsed["dependency-groups"].values()]
    for requirement in (requirement for group in groups for requirement in group):
        line = next(line for line in pyproject.splitlines() if f'"{requirement}"' in line)
        assert re.search(r"#\s+\S+", line), line


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("geen git-checkout; draai deze test in een clone")
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_word_of_a_place_of_work() -> None:
    """No path of a machine and no registry's host; the lock files name their registry by nature."""
    locks = {"uv.lock", "package-lock.json"}
    forbidden = re.compile(
        rb"(?<![\w.])/(?:wo" rb"rk|ho" rb"me/\w+)/|pythonho" rb"sted|py" rb"pi\.org"
    )
    files = [path for path in tracked_files() if path.name not in locks]
    assert files
    assert not [path for path in files if forbidden.search(path.read_bytes())]
