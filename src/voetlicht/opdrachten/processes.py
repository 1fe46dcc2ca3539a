"""The four processes of a running demo: started, watched and stopped together."""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from voetlicht.basis.kern.errors import Conflict
from voetlicht.opdrachten.installatie import enclosure, environment
from voetlicht.opdrachten.installatie.datadir import DataDir
from voetlicht.opdrachten.installatie.prepare import Installation

GRACE = 10  # seconds in which a process may finish what it is doing
PR_SET_PDEATHSIG = 1
ACCESS_FORMAT = '%(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)s'
"""No address of who asks, no query string and no referer: those may tell who somebody is, or carry
what signs somebody in."""

SERVING = {
    "intern": ("--config", "python:voetlicht.config.gunicorn_intern"),
    "extern": ("--workers", "2", "--threads", "4"),
}


@dataclass(frozen=True, slots=True)
class Program:
    """What to start: a name for people, a command, and everything it is given."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    log: Path


def programs(
    installation: Installation, *, intern_port: int, extern_port: int
) -> tuple[Program, ...]:
    """Web and worker of each side; each side is given its own environment only."""
    data, cluster = installation.data, installation.cluster
    given = {
        "intern": (environment.intern(data, cluster), data.intern, intern_port),
        "extern": (environment.extern(data, cluster), data.extern, extern_port),
    }
    return tuple(
        Program(
            name=f"{kind} {side}",
            command=_enclosed(data, command) if side == "extern" else command,
            environment=own_environment,
            folder=folder,
            log=data.logs / f"{kind}-{side}.log",
        )
        for side, (own_environment, folder, port) in given.items()
        for kind, command in (("web", _web(side, folder, port)), ("worker", _worker()))
    )


def _enclosed(data: DataDir, command: tuple[str, ...]) -> tuple[str, ...]:
    """The extern process reaches its static files and a scratch folder, and no other data."""
    scratch = scratch_folder(data.extern)
    return enclosure.command(
        command, read=(data.static("extern"), environment.program_folder().parent), write=(scratch,)
    )


def scratch_folder(folder: Path) -> Path:
    """Where a web process keeps temporary files; not shared with the other side."""
    scratch = folder / "tijdelijk"
    scratch.mkdir(mode=0o700, exist_ok=True)
    return scratch


def _web(side: str, folder: Path, port: int) -> tuple[str, ...]:
    return (
        sys.executable,
        *("-m", "gunicorn", f"voetlicht.config.wsgi_{side}"),
        *("--bind", f"127.0.0.1:{port}", *SERVING[side]),
        *("--forwarder-headers", ""),  # nobody moves the site to another path by a header
        *("--worker-tmp-dir", str(scratch_folder(folder)), "--no-control-socket"),
        *("--access-logfile", "-", "--access-logformat", ACCESS_FORMAT, "--timeout", "60"),
    )


def _worker() -> tuple[str, ...]:
    return (sys.executable, "-m", "django", "procrastinate", "worker")


def start(program: Program) -> subprocess.Popen[bytes]:
    """Start it with its own environment and no descriptors but its log."""
    with program.log.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own programs, no shell
            program.command,
            env=dict(program.environment),
            cwd=program.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            close_fds=True,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )


def _die_with_parent() -> None:
    """Ask the kernel to end this process when its parent is gone, however that came."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class ProcessFile:
    """The file that says which processes run for an installation, for ``stop`` and a next start.

    A process is known by its number and its starting time, so that a number which the system
    gave out again is never mistaken for ours.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "demo.pids"
        self.lock = folder / "demo.lock"

    def write(self, started: list[int]) -> None:
        """Remember this process as the supervisor, and the processes that it started."""
        known = {"supervisor": [_known(os.getpid())], "processen": [_known(p) for p in started]}
        self.file.write_text(json.dumps(known), "utf-8")

    def supervisor(self) -> list[psutil.Process]:
        """The demo itself, if it still runs."""
        return self._alive("supervisor")

    def started(self) -> list[psutil.Process]:
        """What it started and still runs."""
        return self._alive("processen")

    def _alive(self, kind: str) -> list[psutil.Process]:
        try:
            known = json.loads(self.file.read_text("utf-8"))[kind]
        except (FileNotFoundError, ValueError):
            return []
        found = []
        for pid, started in known:
            with suppress(psutil.NoSuchProcess):
                process = psutil.Process(pid)
                if abs(process.create_time() - started) < 1:
                    found.append(process)
        return found

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only demo of this installation; end first what a killed one left behind."""
        self.lock.parent.mkdir(parents=True, exist_ok=True)
        with self.lock.open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Conflict(
                    "De demo draait hier al. Stop haar met ‘./voetlicht stop’, of kies met --data "
                    "een andere map."
                ) from None
            end(self.started())
            self.write([])
            try:
                yield
            finally:
                end(self.started())
                self.file.unlink()


def _known(pid: int) -> tuple[int, float]:
    return pid, psutil.Process(pid).create_time()


def end(processes: list[psutil.Process]) -> None:
    """Ask them and their children to stop; after ``GRACE`` seconds insist."""
    family = []
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            family += [process, *process.children(recursive=True)]
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    left = running_after(family, seconds=GRACE)
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    running_after(left, seconds=GRACE)


def running_after(family: list[psutil.Process], *, seconds: float) -> list[psutil.Process]:
    """Those that still run when so many seconds have passed, or nobody as soon as all have ended.

    Who has ended but was not yet noticed by its own parent (a zombie) has ended.
    """
    until = time.monotonic() + seconds
    while left := [process for process in family if _runs(process)]:
        if time.monotonic() > until:
            break
        time.sleep(0.05)
    psutil.wait_procs(family, timeout=0)  # of those that are ours, take notice
    return left


def _runs(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def watch(running: Mapping[str, subprocess.Popen[bytes]], logs: Path) -> None:
    """Return never, unless a process ends by itself: Conflict that names it and its log."""
    while True:
        for name, process in running.items():
            if process.poll() is not None:
                raise Conflict(
                    f"Het proces ‘{name}’ is onverwacht gestopt; zie "
                    f"{logs / name.replace(' ', '-')}.log."
                )
        time.sleep(0.5)
