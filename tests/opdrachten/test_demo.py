"""A demo's life: started, stopped, killed, started again; nothing is left behind."""

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from voetlicht.basis.kern.errors import Conflict, InputError
from voetlicht.opdrachten import demo, processes
from voetlicht.opdrachten.installatie.cluster import Cluster
from voetlicht.opdrachten.installatie.datadir import (
    SUPERUSER,
    DataDir,
    Installatiesoort,
    open_data_dir,
)
from voetlicht.opdrachten.voorbeeld import STEPS, kwartalen

PATIENCE = 120  # seconds; a busy machine is slow


def test_the_demo_shows_three_years_of_quarters():
    shown = [str(kwartaal) for kwartaal in kwartalen()]
    assert (shown[0], shown[-1], len(shown)) == ("2021Q1", "2023Q4", 12)


def test_a_port_in_use_is_said_with_the_remedy():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Conflict, match=f"Poort {port} is al in gebruik. .*--extern-port"):
            demo.demand_free_port(port, option="--extern-port")
    demo.demand_free_port(port, option="--extern-port")


def test_the_two_sites_need_two_ports():
    with pytest.raises(InputError, match=r"niet op poort 8000; .*--extern-port"):
        demo.demand_two_ports(8000, 8000)
    demo.demand_two_ports(8000, 8001)


def test_only_one_demo_runs_in_a_folder(tmp_path):
    with (
        processes.ProcessFile(tmp_path).alone(),
        pytest.raises(Conflict, match="draait hier al"),
        processes.ProcessFile(tmp_path).alone(),
    ):
        pass
    with processes.ProcessFile(tmp_path).alone():
        pass


def test_a_number_that_was_given_out_again_is_not_mistaken_for_ours(tmp_path):
    process_file = processes.ProcessFile(tmp_path)
    process_file.write([])
    assert [process.pid for process in process_file.supervisor()] == [os.getpid()]
    known = json.loads(process_file.file.read_text())
    known["supervisor"][0][1] -= 60
    process_file.file.write_text(json.dumps(known))
    assert process_file.supervisor() == []


def test_a_damaged_register_knows_nobody(tmp_path):
    process_file = processes.ProcessFile(tmp_path)
    process_file.file.write_text("{")
    assert process_file.supervisor() == process_file.started() == []


def test_starting_ends_what_a_killed_demo_left(tmp_path):
    left = subprocess.Popen(["sleep", "300"])
    processes.ProcessFile(tmp_path).write([left.pid])
    with processes.ProcessFile(tmp_path).alone():
        assert not psutil.pid_exists(left.pid)
    left.wait()


def test_starting_afresh_never_touches_real_persons(tmp_path):
    data = open_data_dir(tmp_path, soort=Installatiesoort.ECHT)
    with pytest.raises(Conflict, match="soort ‘echt’"):
        demo.forget(tmp_path)
    assert data.intern.exists()


def test_starting_afresh_removes_an_installation_and_nothing_else(tmp_path):
    demo.forget(tmp_path / "is er niet")
    open_data_dir(tmp_path / "a")
    demo.forget(tmp_path / "a")
    assert list((tmp_path / "a").iterdir()) == []


@pytest.fixture
def filled(data_folder) -> Iterator[Path]:
    """An installation that needs no filling; its demo is stopped afterwards."""
    folder = data_folder / "installatie"
    open_data_dir(folder)
    (folder / "gevuld.json").write_text(json.dumps([step.name for step in STEPS]))
    yield folder
    voetlicht("stop", folder)


def voetlicht(command: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "voetlicht.opdrachten", command, "--data", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def start_demo(folder: Path, ports: tuple[int, int]) -> subprocess.Popen[str]:
    """A demo that has said its addresses."""
    started = subprocess.Popen(
        [
            *(sys.executable, "-u", "-m", "voetlicht.opdrachten", "demo", "--data", str(folder)),
            *("--intern-port", str(ports[0]), "--extern-port", str(ports[1])),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert started.stdout is not None
    said = []
    for line in started.stdout:
        said.append(line)
        if line.startswith("Stoppen:"):
            return started
    raise AssertionError("".join(said))


def free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as a, socket.create_server(("127.0.0.1", 0)) as b:
        return a.getsockname()[1], b.getsockname()[1]


def answer(port: int, host: str) -> tuple[int, str]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/gezond", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, ""


def await_end(family: list[psutil.Process]) -> None:
    assert processes.running_after(family, seconds=PATIENCE) == []


def test_a_demo_serves_both_sides_survives_a_kill_and_stops_clean(filled):
    intern_port, extern_port = ports = free_ports()
    first = start_demo(filled, ports)
    assert answer(intern_port, f"intern.localhost:{intern_port}") == (200, "ok")
    assert answer(extern_port, f"localhost:{extern_port}") == (200, "ok")
    assert answer(intern_port, "localhost")[0] == 400
    assert answer(extern_port, "intern.localhost")[0] == 400
    again = voetlicht("demo", filled)
    assert (again.returncode, "draait hier al" in again.stderr) == (5, True)

    family = psutil.Process(first.pid).children(recursive=True)
    assert len(family) >= 4
    first.kill()
    first.wait()
    await_end(family)

    second = start_demo(filled, ports)
    family = psutil.Process(second.pid).children(recursive=True)
    stopped = voetlicht("stop", filled)
    assert (stopped.returncode, stopped.stdout) == (0, "Gestopt.\n")
    assert second.wait(timeout=PATIENCE) == 0
    await_end(family)
    data = DataDir(filled)
    assert not Cluster(data.postgres, data.password(SUPERUSER)).is_running()
    assert voetlicht("stop", filled).stdout == f"Er draaide niets in {filled}.\n"
    for process in (first, second):
        process.stdout.close()


def test_a_process_that_ends_by_itself_is_named(tmp_path):
    gone = subprocess.Popen(["true"])
    gone.wait()
    with pytest.raises(Conflict, match=r"‘web extern’ is onverwacht gestopt; zie .*web-extern.log"):
        processes.watch({"web extern": gone}, tmp_path)


def test_what_does_not_listen_to_a_request_to_stop_is_ended(monkeypatch):
    monkeypatch.setattr(processes, "GRACE", 0.2)
    code = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('klaar', flush=True); time.sleep(300)"
    )
    stubborn = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert stubborn.stdout is not None
    stubborn.stdout.readline()
    processes.end([psutil.Process(stubborn.pid)])
    assert not psutil.pid_exists(stubborn.pid)
    stubborn.wait()
    stubborn.stdout.close()
