"""Requests at moments that are fixed beforehand, whether or not earlier ones were answered.

The time of an answer counts from the moment at which its request was due, so that a site that
stalls pays for everybody who had to wait (no coordinated omission). Runs as a process of its own,
so that what is measured and what measures share no interpreter:

    python -m voetlicht.opdrachten.bench.driving < plan.json > times.json
"""

import asyncio
import json
import random
import resource
import sys
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

LONGEST_WAIT = 30.0  # seconds
_SEED = 20261122


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask: bytes to send, and bytes that the answer must hold."""

    page: str
    sent: bytes
    expected: bytes


@dataclass(slots=True)
class Times:
    """Per page the times of good answers in ms, and what went wrong; how late requests left."""

    good: dict[str, list[float]] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    late: list[float] = field(default_factory=list)


class Site:
    """Keep-alive connections to one address, used in turn so that all workers get some."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._idle: deque[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = deque()

    async def ask(self, sent: bytes) -> tuple[int, bytes]:
        """Status and body. A connection that the site closed meanwhile is replaced once."""
        while self._idle:
            connection = self._idle.popleft()
            try:
                return await self._exchange(connection, sent)
            except (ConnectionError, asyncio.IncompleteReadError):
                continue
        return await self._exchange(await asyncio.open_connection(self._host, self._port), sent)

    async def close(self) -> None:
        """Close what was kept."""
        while self._idle:
            _, writer = self._idle.popleft()
            await _close(writer)

    async def _exchange(
        self, connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], sent: bytes
    ) -> tuple[int, bytes]:
        reader, writer = connection
        keep = False
        try:
            writer.write(sent)
            head = await reader.readuntil(b"\r\n\r\n")
            status_line, *lines = head.split(b"\r\n")
            headers = dict(line.lower().split(b": ", 1) for line in lines if b": " in line)
            body = await reader.readexactly(int(headers.get(b"content-length", b"0")))
            keep = headers.get(b"connection") != b"close"
        finally:
            if keep:
                self._idle.append(connection)
            else:
                await _close(writer)
        return int(status_line.split(b" ", 2)[1]), body


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


async def drive(plan: dict[str, Any]) -> Times:
    """Carry out the plan; the times of the warm-up are left out."""
    loop, times = asyncio.get_running_loop(), Times()
    async with closing_all(Site("127.0.0.1", plan["port"])) as site:
        begin = loop.time() + 0.1
        tasks = []
        for due, request in schedule(plan):
            await asyncio.sleep(max(0.0, begin + due - loop.time()))
            counts = due >= plan["warm_up"]
            if counts:
                times.late.append(1000 * (loop.time() - begin - due))
            answer = _answer(site, request, begin + due, times if counts else Times())
            tasks.append(asyncio.create_task(answer))
        await asyncio.gather(*tasks)
    return times


@asynccontextmanager
async def closing_all(site: Site) -> AsyncIterator[Site]:
    """The site, whose connections are closed in the end."""
    try:
        yield site
    finally:
        await site.close()


async def _answer(site: Site, request: Request, due: float, times: Times) -> None:
    try:
        status, body = await asyncio.wait_for(site.ask(request.sent), LONGEST_WAIT)
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
        times.errors.setdefault(request.page, []).append(type(error).__name__)
        return
    taken = 1000 * (asyncio.get_running_loop().time() - due)
    if status != 200 or request.expected not in body:
        wrong = f"status {status}" if status != 200 else "antwoord zonder wat erin hoort"
        times.errors.setdefault(request.page, []).append(wrong)
        return
    times.good.setdefault(request.page, []).append(taken)


def schedule(plan: dict[str, Any]) -> Iterator[tuple[float, Request]]:
    """Moments in seconds from the begin, as people come: at random, ``rate`` a second on average.

    Every page in turn, by one of the visitors; beside them the trivial page, ten times less often.
    """
    draw = random.Random(_SEED)  # noqa: S311 - times and turns, no secret
    moment, number = draw.expovariate(plan["rate"]), 0
    until = plan["warm_up"] + plan["seconds"]
    while moment < until:
        turn = plan["turns"][number % len(plan["turns"])]
        asked = draw.choice(plan["requests"][turn])
        yield moment, Request(turn, asked["sent"].encode(), asked["expected"].encode())
        if number % 10 == 0:
            trivial = plan["trivial"]
            sent, expected = trivial["sent"].encode(), trivial["expected"].encode()
            yield moment, Request(trivial["page"], sent, expected)
        moment += draw.expovariate(plan["rate"])
        number += 1


def main() -> None:
    """Read the plan, drive, write the times."""
    times = asyncio.run(drive(json.load(sys.stdin)))
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "good": times.good,
        "errors": times.errors,
        "late_ms": times.late,
        "cpu_seconds": used.ru_utime + used.ru_stime,
    }
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
