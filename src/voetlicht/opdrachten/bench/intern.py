"""``bench intern``: how fast the pages of medewerkers answer while many work at once."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import click

from voetlicht.basis.kern.errors import Conflict
from voetlicht.opdrachten import data_path
from voetlicht.opdrachten.installatie.datadir import Installatiesoort
from voetlicht.opdrachten.installatie.prepare import Installation, in_use
from voetlicht.opdrachten.session import progress

if TYPE_CHECKING:
    from voetlicht.opdrachten.bench.latencies import Latencies

HOME, SEARCH, DOSSIER, TRIVIAL = "start", "zoeken", "dossier", "gezond"
PAGES = (HOME, SEARCH, DOSSIER)
HOST = "intern.localhost"
SESSION_COOKIE, CSRF_COOKIE = "voetlicht_intern", "voetlicht_intern_csrf"
_CSRF = "meting" + 26 * "0"  # as long as Django wants a token to be
_MODULE = "voetlicht.opdrachten.bench."


@click.command()
@click.option(
    "--tempo",
    "rate",
    type=click.FloatRange(0.1, 1000),
    default=50,
    show_default=True,
    metavar="GETAL",
    help="Aanvragen per seconde, over alle pagina's samen.",
)
@click.option(
    "--duur",
    "seconds",
    type=click.FloatRange(0.5, 3600),
    default=60,
    show_default=True,
    metavar="SECONDEN",
    help="Hoe lang wordt gemeten, na het inlopen.",
)
@click.option(
    "--inlopen",
    "warm_up",
    type=click.FloatRange(0, 600),
    default=10,
    show_default=True,
    metavar="SECONDEN",
    help="Hoe lang vooraf aanvragen komen die niet meetellen.",
)
@click.option(
    "--medewerkers",
    "visitors",
    type=click.IntRange(1, 5000),
    default=200,
    show_default=True,
    metavar="AANTAL",
    help="Hoeveel medewerkers tegelijk zijn aangemeld.",
)
@click.option(
    "--json",
    "json_file",
    metavar="BESTAND",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Schrijf de metingen ook hierheen.",
)
def intern(
    *, rate: float, seconds: float, warm_up: float, visitors: int, json_file: Path | None
) -> None:
    """Meet hoe snel de site voor medewerkers antwoordt terwijl velen werken.

    Vraagt een gevulde voorbeeldinstallatie (--data, zie ‘genereer’). Aanvragen komen op tijden
    die vooraf vaststaan; wachten op een trage voorganger telt mee. De pagina ‘gezond’ doet niets
    en dient als maat voor de machine van dat moment.
    """
    from voetlicht.opdrachten.bench import latencies, report

    with in_use(data_path(), soort=Installatiesoort.VOORBEELD, report=progress) as installation:
        machine = report.machine()
        click.echo(machine)
        told = _measure(installation, rate=rate, seconds=seconds, warm_up=warm_up, count=visitors)
    measured = latencies.per_page(told, PAGES, trivial=TRIVIAL)
    for line in (*latencies.table(measured), *_remarks(told, measured, seconds + warm_up)):
        click.echo(line)
    if json_file:
        latencies.write_json(json_file, measured, on=machine, rate=rate)


def _measure(
    installation: Installation, *, rate: float, seconds: float, warm_up: float, count: int
) -> dict[str, Any]:
    with _site(installation) as port, _visitors(installation, count) as visitors:
        progress(f"{len(visitors)} medewerkers werken {warm_up + seconds:.0f} s")
        plan = {
            "port": port,
            "rate": rate,
            "seconds": seconds,
            "warm_up": warm_up,
            "turns": PAGES,
            "requests": _requests(visitors, port),
            "trivial": {"page": TRIVIAL, "sent": _get("/gezond", port, ""), "expected": "ok"},
        }
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            [sys.executable, "-m", f"{_MODULE}driving"],
            input=json.dumps(plan),
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise Conflict(f"Het meten is afgebroken: {done.stderr.strip().splitlines()[-1]}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@contextmanager
def _site(installation: Installation) -> Iterator[int]:
    """The intern site and its worker as they are deployed, on a port of their own."""
    import psutil

    from voetlicht.opdrachten import processes
    from voetlicht.opdrachten.demo import await_answer

    port, other = _free_ports()
    running = [
        processes.start(program)
        for program in processes.programs(installation, intern_port=port, extern_port=other)
        if program.name.endswith("intern")
    ]
    try:
        await_answer(f"http://{HOST}:{port}/gezond", port)
        yield port
    finally:
        processes.end([psutil.Process(one.pid) for one in running])


def _free_ports() -> tuple[int, int]:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as a, socket.create_server(("127.0.0.1", 0)) as b:
        return a.getsockname()[1], b.getsockname()[1]


@contextmanager
def _visitors(installation: Installation, count: int) -> Iterator[list[dict[str, Any]]]:
    """Medewerkers who are signed in while the block lasts."""
    from voetlicht.opdrachten.installatie import environment

    with subprocess.Popen(  # noqa: S603 - our own program, no shell
        [sys.executable, "-m", f"{_MODULE}visitors", str(count)],
        env=environment.intern(installation.data, installation.cluster),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        visitors = json.loads(told) if told else []
        if not visitors:
            raise Conflict(
                "In deze installatie werkt niemand met klanten. Vul een lege map met ‘./voetlicht "
                "genereer’, of breng een oudere bij met ‘./voetlicht demo --eenmalig’."
            )
        yield visitors


def _requests(visitors: list[dict[str, Any]], port: int) -> dict[str, list[dict[str, str]]]:
    """Per page what visitors may ask: every klant of theirs searched for and opened."""
    found: dict[str, list[dict[str, str]]] = {page: [] for page in PAGES}
    for visitor in visitors:
        session = visitor["session"]
        found[HOME].append({"sent": _get("/", port, session), "expected": "</html>"})
        for klant, achternaam in visitor["klanten"]:
            shown = escape(achternaam)
            search = _post("/klanten/zoeken", port, session, naam=achternaam)
            found[SEARCH].append({"sent": search, "expected": shown})
            dossier = _get(f"/klanten/{klant}/", port, session)
            found[DOSSIER].append({"sent": dossier, "expected": shown})
    return found


def _get(path: str, port: int, session: str) -> str:
    return f"GET {path} HTTP/1.1\r\n{_headers(port, session)}\r\n"


def _post(path: str, port: int, session: str, **fields: str) -> str:
    body = urlencode({**fields, "csrfmiddlewaretoken": _CSRF})
    form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    return f"POST {path} HTTP/1.1\r\n{_headers(port, session)}{form}\r\n{body}"


def _headers(port: int, session: str) -> str:
    cookies = f"Cookie: {SESSION_COOKIE}={session}; {CSRF_COOKIE}={_CSRF}\r\n" if session else ""
    return f"Host: {HOST}:{port}\r\nAccept: text/html\r\n{cookies}"


def _remarks(told: dict[str, Any], measured: "list[Latencies]", seconds: float) -> Iterator[str]:
    """What went wrong, and what measuring itself cost."""
    for one in measured:
        for kind, count in Counter(one.errors).most_common(3):
            yield f"{one.page}: {count} keer {kind}"
    late = sorted(told["late_ms"])
    behind = late[int(0.99 * (len(late) - 1))] if late else 0.0
    share = 100 * told["cpu_seconds"] / seconds
    yield (
        f"De aanvrager gebruikte {share:.0f} % van een kern en vertrok bij p99 {behind:.1f} ms "
        "te laat; dat zit in de tijden."
    ).replace(".", ",", 1)
