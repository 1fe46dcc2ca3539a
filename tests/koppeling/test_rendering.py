"""All files of an edition, by several processes."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from voetlicht.basis.edities.editie import Aantallen, Editie, Gemeenterij, Regioblad
from voetlicht.basis.edities.enums import Editiestatus, Formaat, Herkomst
from voetlicht.basis.edities.renderers import render
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.koppeling.rendering import render_files, render_pool

EDITIE = Editie(
    kwartaal=Kwartaal(2023, 2),
    peildatum=date(2023, 6, 30),
    bekend_op=end_of_day(date(2023, 7, 14)),
    versie=1,
    status=Editiestatus.DEFINITIEF,
    herkomst=Herkomst.BEREKEND,
    voorbeeld=True,
    regios=tuple(
        Regioblad(100, code, naam, (Gemeenterij(gemeente, naam, Aantallen(1, 2, 3, 4)),))
        for code, naam, gemeente in ((9, "Twente", "GM0153"), (22, "Rijnmond", "GM0599"))
    ),
)

HOLDER = """
import os, time
from voetlicht.koppeling.rendering import render_pool
pool = render_pool()
print(pool.submit(os.getpid).result(), flush=True)
time.sleep(60)
"""


def test_the_country_comes_first_then_every_regio_each_in_all_formats():
    content = render(EDITIE, regio=None, formaat=Formaat.JSON)
    with render_pool() as pool:
        files = list(render_files(content, pool))
    assert [file.regio_code for file in files] == [None] * 7 + [9] * 7 + [22] * 7
    assert [file.formaat for file in files[:7]] == [*map(str, Formaat), "csv-metadata"]
    assert files[4].content == content
    assert files[-2].content == render(EDITIE, regio=22, formaat=Formaat.HTML)


def test_who_renders_ends_with_who_asked():
    """A pool whose owner is killed leaves no process behind."""
    owner = subprocess.Popen([sys.executable, "-c", HOLDER], stdout=subprocess.PIPE, text=True)
    worker = int(owner.stdout.readline())
    assert is_running(worker)
    owner.send_signal(signal.SIGKILL)
    owner.communicate()
    until = time.monotonic() + 30
    while is_running(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(worker)


def is_running(process: int) -> bool:
    """Whether it exists and is no zombie that waits for somebody to look."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
