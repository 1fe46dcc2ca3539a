"""The inzagelog is written before anything is shown: for a request, before its answer leaves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import structlog
from django.http import HttpRequest, HttpResponse

from voetlicht.intern.toegang.enums import Kanaal
from voetlicht.intern.toegang.inzage.noting import collecting
from voetlicht.intern.toegang.inzage.writer import writer


@contextmanager
def tracing(kanaal: Kanaal) -> Iterator[None]:
    """Write at the end of the block what was noted inside, committed apart from all else.

    What was read may be shown after the block and not inside. When the lines cannot be written,
    the error of the database or the disk ends the block, and there is nothing to show.
    """
    with collecting() as noted:
        try:
            yield
        finally:
            if noted:
                writer.write(noted, kanaal=kanaal, trace_id=_trace_id())


class TracedAnswers:
    """Middleware, outside of all that reads or renders: no answer leaves before its lines.

    When they cannot be written, Django answers with the page for errors (500) instead. An answer
    that is rendered while it leaves would come too late, and ``note`` refuses it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with tracing(Kanaal.SITE):
            return self.get_response(request)


def _trace_id() -> UUID:
    """The number of the request, that is in its log lines and in its answer; else a new one."""
    number = structlog.contextvars.get_contextvars().get("request_id")
    return UUID(number) if number else uuid4()
