"""The intern process with two pages of this test, to kill at chosen moments. Served by gunicorn.

``/toon/<n>/<moment>`` shows persoon n. ``moment`` says when the process kills itself: ``nooit``,
``lezen`` (while the page is made), ``schrijven`` (written down, and nothing sent yet) or
``verzonden`` (the answer is out). With ``VOETLICHT_TEST_LAAT`` the lines are written after the
answer: the mistake that the test must notice.
"""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.velden import Veldklasse

WHO = Actor(
    ActorKind.MEDEWERKER,
    str(UUID(int=9)),
    "uwv",
    purposes=frozenset({Purpose.DIENSTVERLENING}),
    veldklassen=frozenset({Veldklasse.PERSOONLIJK}),
)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def show(request: HttpRequest, number: int, moment: str) -> HttpResponse:
    from voetlicht.intern.toegang.inzage.noting import note

    note(
        [number],
        actor=WHO,
        purpose=Purpose.DIENSTVERLENING,
        veldklasse=Veldklasse.PERSOONLIJK,
    )
    if moment == "lezen":
        die()
    return HttpResponse(f"persoon {number}\n" + "x" * 100_000)


urlpatterns = [path("toon/<int:number>/<str:moment>", show)]
django_application = get_wsgi_application()
settings.ROOT_URLCONF = __name__
late: list[Callable[[], None]] = []


def write_late() -> None:
    """Make the mistake: hand the lines over to be written once the answer is out."""
    from voetlicht.intern.toegang.enums import Kanaal
    from voetlicht.intern.toegang.inzage import tracing
    from voetlicht.intern.toegang.inzage.noting import collecting

    @contextmanager
    def tracing_late(kanaal: Kanaal) -> Iterator[None]:
        with collecting() as noted:
            yield
        trace_id = tracing._trace_id()
        late.append(lambda: tracing.writer.write(noted, kanaal=kanaal, trace_id=trace_id))

    tracing.tracing = tracing_late


if os.environ.get("VOETLICHT_TEST_LAAT"):
    write_late()


class Sent:
    """The answer, and what happens when all of it was handed to the socket."""

    def __init__(self, parts: Iterable[bytes], moment: str) -> None:
        self.parts, self.moment = parts, moment

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.parts)

    def close(self) -> None:
        if self.moment == "verzonden":
            die()
        while late:
            late.pop()()
        self.parts.close()  # type: ignore[attr-defined]  # an answer of Django


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:
    answer = django_application(environ, start_response)
    moment = environ["PATH_INFO"].rpartition("/")[2]
    if moment == "schrijven":
        die()
    return Sent(answer, moment)
