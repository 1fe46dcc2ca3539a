"""``demo``: from nothing to two sites in a browser."""

import json
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Never

import click

from voetlicht.basis.kern.errors import Conflict, InputError
from voetlicht.opdrachten import data_path, processes
from voetlicht.opdrachten.installatie.cluster import Cluster
from voetlicht.opdrachten.installatie.datadir import SUPERUSER, Installatiesoort, open_data_dir
from voetlicht.opdrachten.installatie.prepare import Installation
from voetlicht.opdrachten.session import intern_side
from voetlicht.opdrachten.voorbeeld import STEPS

LONGEST_START = 60  # seconds


@click.command()
@click.option("--opnieuw", is_flag=True, help="Begin opnieuw: gooi de gegevens van de demo weg.")
@click.option("--eenmalig", is_flag=True, help="Doe alles behalve de sites tonen.")
@click.option(
    "--intern-port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    metavar="POORT",
    help="Poort van de interne site.",
)
@click.option(
    "--extern-port",
    type=click.IntRange(1, 65535),
    default=8001,
    show_default=True,
    metavar="POORT",
    help="Poort van de publieke site.",
)
def demo(*, opnieuw: bool, eenmalig: bool, intern_port: int, extern_port: int) -> None:
    """Maak een voorbeeld met verzonnen personen en toon het in de browser."""
    process_file = processes.ProcessFile(data_path())
    with stopping_on_signals(), process_file.alone():
        if not eenmalig:
            demand_two_ports(intern_port, extern_port)
            demand_free_port(intern_port, option="--intern-port")
            demand_free_port(extern_port, option="--extern-port")
        if opnieuw:
            forget(data_path())
        with intern_side(soort=Installatiesoort.VOORBEELD) as installation:
            if installation is None:
                raise Conflict(
                    "De demo gebruikt een eigen database. Haal VOETLICHT_DATABASE_URL uit de "
                    "omgeving."
                )
            fill(installation)
            if eenmalig:
                click.echo("De demo staat klaar. Toon haar met ‘./voetlicht demo’.")
                return
            serve(installation, process_file, intern_port=intern_port, extern_port=extern_port)


def demand_two_ports(intern_port: int, extern_port: int) -> None:
    """Each site has a port of its own; said before anything is filled."""
    if intern_port == extern_port:
        raise InputError(
            f"Beide sites kunnen niet op poort {intern_port}; geef --intern-port en --extern-port "
            "elk een eigen nummer."
        )


def demand_free_port(port: int, *, option: str) -> None:
    """Go on only when nothing listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Conflict(
                f"Poort {port} is al in gebruik. Kies een andere met {option}, bijvoorbeeld "
                f"‘./voetlicht demo {option} {port + 100}’, of stop wat daar draait."
            ) from None


def forget(path: Path) -> None:
    """Throw away an installation of invented persons; Conflict for one of real persons."""
    if not (path / "installatie.json").exists():
        return
    data = open_data_dir(path, soort=Installatiesoort.VOORBEELD)
    cluster = Cluster(data.postgres, data.password(SUPERUSER))
    cluster.stop()
    for entry in path.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry.suffix not in (".lock", ".pids"):
            entry.unlink()


def fill(installation: Installation) -> None:
    """Run the steps that were not done yet; a step that was interrupted is done again."""
    file = installation.data.path / "gevuld.json"
    done: list[str] = json.loads(file.read_text("utf-8")) if file.exists() else []
    for step in STEPS:
        if step.name in done:
            continue
        started = time.monotonic()
        click.echo(f"{step.text} …", err=True)
        step.run(_indented)
        click.echo(f"  klaar in {time.monotonic() - started:.0f} s", err=True)
        done.append(step.name)
        file.write_text(json.dumps(done), "utf-8")


def _indented(text: str) -> None:
    click.echo(f"  {text}", err=True)


def serve(
    installation: Installation,
    process_file: processes.ProcessFile,
    *,
    intern_port: int,
    extern_port: int,
) -> None:
    """Run both sides until Ctrl-C or ``./voetlicht stop``."""
    running: dict[str, subprocess.Popen[bytes]] = {}
    for program in processes.programs(
        installation, intern_port=intern_port, extern_port=extern_port
    ):
        running[program.name] = processes.start(program)
        process_file.write([process.pid for process in running.values()])
    await_answer(f"http://intern.localhost:{intern_port}/gezond", intern_port)
    await_answer(f"http://localhost:{extern_port}/gezond", extern_port)
    _welcome(intern_port, extern_port)
    try:
        processes.watch(running, installation.data.logs)
    except KeyboardInterrupt:
        click.echo("\nStoppen …", err=True)
    processes.end(process_file.started())


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Let SIGTERM (``./voetlicht stop``) and SIGHUP stop as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> Never:
        raise KeyboardInterrupt

    previous: dict[int, Callable[..., object] | int | None] = {
        number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def await_answer(address: str, port: int) -> None:
    """Wait until the site answers at its own port."""
    host = address.split("/")[2]
    request = urllib.request.Request(f"http://127.0.0.1:{port}/gezond", headers={"Host": host})
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(request, timeout=5):  # noqa: S310 - our own
            return
        time.sleep(0.1)
    raise Conflict(f"De site op {address} geeft geen antwoord; zie de map logboek.")


def _welcome(intern_port: int, extern_port: int) -> None:
    click.echo(
        f"""
Voetlicht draait.

  Publicatie (iedereen):  http://localhost:{extern_port}/
  Intern (medewerkers):   http://intern.localhost:{intern_port}/

Stoppen: Ctrl-C, of ‘./voetlicht stop’ in een ander venster."""
    )
