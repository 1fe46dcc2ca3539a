"""The same edition gives the same bytes, whatever the machine says of time, place and order."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Formaat
from voetlicht.basis.edities.renderers import render, render_all

ELSEWHERE = """
import hashlib, locale, sys
from voetlicht.basis.edities.enums import Formaat
from voetlicht.basis.edities.renderers import render_all
from voetlicht.basis.edities.renderers.json import editie_from_json
editie = editie_from_json(sys.stdin.buffer.read())
for regio in (None, 22):
    for made in render_all(editie, regio=regio):
        print(made.name, hashlib.sha256(made.content).hexdigest())
"""


def test_other_zone_locale_hash_seed_and_folder_give_the_same_bytes(
    national: Editie, tmp_path: Path
):
    here = [
        f"{made.name} {hashlib.sha256(made.content).hexdigest()}"
        for regio in (None, 22)
        for made in render_all(national, regio=regio)
    ]
    environment = os.environ | {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4711",
        "SOURCE_DATE_EPOCH": "1",
        "HOME": str(tmp_path),
        "PYTHONUTF8": "0",
    }
    there = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=render(national, regio=None, formaat=Formaat.JSON),
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env=environment,
    )
    assert there.stdout.decode().split("\n")[:-1] == here


def test_twice_in_a_row_gives_the_same_bytes(rijnmond: Editie):
    assert list(render_all(rijnmond, regio=22)) == list(render_all(rijnmond, regio=22))


def test_no_file_holds_the_year_in_which_it_was_made(twente: Editie):
    for made in render_all(twente, regio=9):
        assert b"2026-" not in made.content
        assert b"D:2026" not in made.content
