"""Bring an installation to where it can be used, and know when nobody uses it any more."""

import fcntl
import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from voetlicht.basis.kern.errors import Conflict
from voetlicht.opdrachten.installatie import environment
from voetlicht.opdrachten.installatie.cluster import Cluster
from voetlicht.opdrachten.installatie.databases import create_databases
from voetlicht.opdrachten.installatie.datadir import (
    SUPERUSER,
    DataDir,
    Installatiesoort,
    open_data_dir,
)

SIDES = ("intern", "extern")
Report = Callable[[str], None]
"""Is told in one line what goes on."""


@dataclass(frozen=True, slots=True)
class Installation:
    """A prepared installation: its folder and its running cluster."""

    data: DataDir
    cluster: Cluster


def silent(_: str) -> None:
    """A report that nobody reads."""


@contextmanager
def in_use(
    path: Path,
    *,
    soort: Installatiesoort | None = None,
    durable: bool = True,
    report: Report = silent,
) -> Iterator[Installation]:
    """Prepare the installation in ``path`` and keep it running while the block lasts.

    Several processes may use one installation; the last one out stops PostgreSQL. The kernel
    drops the lock of a process that is killed.
    """
    path.mkdir(parents=True, exist_ok=True)
    with (path / "gebruik.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        installation = prepare(path, soort=soort, durable=durable, report=report)
        try:
            yield installation
        finally:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else uses it and will stop it
            else:
                installation.cluster.stop()


def prepare(
    path: Path,
    *,
    soort: Installatiesoort | None = None,
    durable: bool = True,
    report: Report = silent,
) -> Installation:
    """Folder, secrets, cluster, roles, migrations and rights of both sides; repeatable."""
    with (path / "voorbereiding.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        data = open_data_dir(path, soort=soort)
        cluster = Cluster(data.postgres, data.password(SUPERUSER), durable)
        if not cluster.is_running():
            report("PostgreSQL starten")
            cluster.start()
        stamp = data.path / "bijgewerkt"
        current = _program_stamp()
        if not stamp.exists() or stamp.read_text() != current:
            report("Databases bijwerken")
            create_databases(data, cluster)
            _migrate(data, cluster)
            stamp.write_text(current)
    return Installation(data, cluster)


def _migrate(data: DataDir, cluster: Cluster) -> None:
    """Both sides at once, each as the owner of its own database."""
    running = {}
    for side in SIDES:
        with (data.logs / f"beheer-{side}.log").open("w") as log:
            running[side] = subprocess.Popen(
                [sys.executable, "-m", "voetlicht.config.beheer"],
                env=environment.owner(data, cluster, side),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
    for side, process in running.items():
        if process.wait():
            log_file = data.logs / f"beheer-{side}.log"
            last = log_file.read_text("utf-8").strip().rpartition("\n")[2]
            raise Conflict(
                f"Het bijwerken van de database {side} is mislukt: {last} Zie {log_file}."
            )


def _program_stamp() -> str:
    """Changes when any file of the program does."""
    digest = hashlib.sha256()
    root = environment.program_folder()
    for file in sorted(root.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            about = file.stat()
            digest.update(
                f"{file.relative_to(root)} {about.st_size} {about.st_mtime_ns}\n".encode()
            )
    return digest.hexdigest()
