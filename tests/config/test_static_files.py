"""What an installation serves beside pages: every file under its hash only, and compressed."""

import re
from pathlib import Path

import pytest

from voetlicht.opdrachten.installatie.prepare import SIDES

HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+(\.br|\.gz)?$")


@pytest.mark.parametrize("side", SIDES)
def test_every_file_is_there_under_its_hash_only(installation, side):
    folder: Path = installation.data.static(side)
    files = {path.name for path in folder.rglob("*") if path.is_file()}
    assert {name for name in files if not HASHED.search(name)} == {"staticfiles.json"}
    (stylesheet,) = (name for name in files if re.fullmatch(r"thema\.\w+\.css", name))
    assert {f"{stylesheet}.br", f"{stylesheet}.gz"} <= files
