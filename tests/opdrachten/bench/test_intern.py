"""``bench intern`` on a small installation of its own: signed in, measured, signed out."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from voetlicht.opdrachten.installatie.cluster import Cluster
from voetlicht.opdrachten.installatie.databases import connect
from voetlicht.opdrachten.installatie.datadir import SUPERUSER, DataDir

pytestmark = pytest.mark.xdist_group("bench intern")  # making an installation is most of the work

FILL = """
import sys
from pathlib import Path
from voetlicht.opdrachten.installatie.datadir import Installatiesoort
from voetlicht.opdrachten.installatie.prepare import in_use
from voetlicht.opdrachten.session import enter
with in_use(Path(sys.argv[1]), soort=Installatiesoort.VOORBEELD, durable=False) as installation:
    enter(installation)
    from voetlicht.intern.toegang.systeemactoren import GENERATOR
    from voetlicht.opdrachten.genereer.filling import fill_installation
    from voetlicht.opdrachten.genereer.plan import Population, Scale, plan
    parts = tuple(one for one in plan(Scale.DEMO, 1) if one.gemeente_code == "GM0147")
    fill_installation(by=GENERATOR, population=Population("proef", 1, parts), report=lambda _: 0)
"""


@dataclass(frozen=True)
class Measured:
    """An installation and what was answered when it was measured empty."""

    folder: Path
    empty: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def filled() -> Iterator[Measured]:
    """Measured while nobody worked there; since then with the people of one gemeente and who
    serves them."""
    with tempfile.TemporaryDirectory(prefix="voetlicht test ") as name:
        folder = Path(name) / "installatie"
        empty = bench(folder, "--duur", "1")
        subprocess.run([sys.executable, "-c", FILL, str(folder)], check=True, capture_output=True)
        yield Measured(folder, empty)


def bench(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "voetlicht.opdrachten", "bench", "intern",
         "--data", str(folder), *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_pages_are_asked_as_medewerkers_and_nobody_stays_signed_in(filled, tmp_path):
    file = tmp_path / "metingen.json"
    done = bench(filled.folder, "--tempo", "6", "--duur", "5", "--inlopen", "1",
                 "--medewerkers", "3", "--json", str(file))  # fmt: skip
    assert done.returncode == 0, done.stderr
    content = json.loads(file.read_text("utf-8"))
    assert [row["page"] for row in content["rows"]] == ["start", "zoeken", "dossier", "gezond"]
    assert all(row["errors"] == 0 and row["n"] > 0 for row in content["rows"]), done.stdout
    assert "De aanvrager gebruikte" in done.stdout
    data = DataDir(filled.folder)
    cluster = Cluster(data.postgres, data.password(SUPERUSER))
    assert not cluster.is_running()
    cluster.start()
    try:
        with connect(data, cluster, database="voetlicht") as superuser:
            (left,) = superuser.execute("SELECT count(*) FROM toegang_sessie").fetchone()
    finally:
        cluster.stop()
    assert left == 0


def test_an_installation_without_medewerkers_is_refused_with_the_remedy(filled):
    assert filled.empty.returncode == 5
    assert "werkt niemand met klanten" in filled.empty.stderr
    assert "genereer" in filled.empty.stderr
