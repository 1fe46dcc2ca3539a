"""Requests at fixed moments: what is counted, and from when."""

import asyncio
from collections import Counter
from contextlib import asynccontextmanager, suppress

import pytest

from voetlicht.opdrachten.bench.driving import drive, schedule

FINE = {"sent": "GET /fine HTTP/1.1\r\n\r\n", "expected": "fine"}
PLAN = {
    "rate": 200,
    "seconds": 0.6,
    "warm_up": 0.1,
    "turns": ["a", "b"],
    "requests": {"a": [FINE], "b": [FINE]},
    "trivial": {"page": "gezond", **FINE},
}


@asynccontextmanager
async def serving(answers):
    """A site that gives these answers by the path asked for: its port, and its connections."""
    connections: list[object] = []

    async def handle(reader, writer):
        connections.append(writer)
        while head := await reader.readuntil(b"\r\n\r\n"):
            answer = answers(head.split(b" ")[1].decode(), len(connections))
            if answer is None:
                break
            status, body, close = answer
            extra = b"Connection: close\r\n" if close else b""
            writer.write(
                b"HTTP/1.1 %d X\r\n%sContent-Length: %d\r\n\r\n%s"
                % (status, extra, len(body), body)
            )
            if close:
                break

    async def forgiving(reader, writer):
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await handle(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        ended.append(writer)

    ended: list[object] = []
    server = await asyncio.start_server(forgiving, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1], connections
    server.close()
    await server.wait_closed()
    while len(ended) < len(connections):
        await asyncio.sleep(0.01)


def driven(answers, **changes):
    """The times of the plan against a site with these answers, and its connections."""

    async def run():
        async with serving(answers) as (port, connections):
            return await drive({**PLAN, "port": port, **changes}), connections

    return asyncio.run(run())


def test_the_moments_are_fixed_and_the_pages_take_turns():
    moments = list(schedule(PLAN))
    assert moments == list(schedule(PLAN))
    pages = Counter(request.page for _, request in moments)
    assert abs(pages["a"] - pages["b"]) <= 1
    assert pages["gezond"] == -(-(pages["a"] + pages["b"]) // 10)
    dues = [due for due, _ in moments]
    assert dues == sorted(dues)
    assert 90 < pages["a"] + pages["b"] < 190


def test_good_answers_are_counted_over_kept_connections_without_the_warm_up():
    times, connections = driven(lambda path, number: (200, b"all fine", False))
    counted = [request for due, request in schedule(PLAN) if due >= PLAN["warm_up"]]
    assert {page: len(good) for page, good in times.good.items()} == Counter(
        request.page for request in counted
    )
    assert not times.errors
    assert len(times.late) == len(counted)
    assert len(connections) < len(counted) / 2


def test_wrong_answers_are_told_apart():
    wrong = {"/a": (500, b"fine", False), "/b": (200, b"something else", False)}
    requests = {
        page: [{"sent": f"GET /{page} HTTP/1.1\r\n\r\n", "expected": "fine"}] for page in "ab"
    }
    times, _ = driven(
        lambda path, number: wrong.get(path, (200, b"fine", False)), requests=requests
    )
    assert set(times.good) == {"gezond"}
    assert set(times.errors["a"]) == {"status 500"}
    assert set(times.errors["b"]) == {"antwoord zonder wat erin hoort"}


@pytest.mark.parametrize("close", [True, False])
def test_a_connection_that_the_site_closes_is_replaced(close):
    """Announced, or found out when it is used again."""
    asked: Counter[int] = Counter()

    def answers(path, number):
        asked[number] += 1
        if not close and asked[number] == 3 and number < 3:
            return None
        return 200, b"fine", close

    times, connections = driven(answers)
    assert sum(map(len, times.good.values())) > 50
    if close:
        assert not times.errors
        assert len(connections) > 50


def test_a_site_that_stalls_pays_for_all_who_had_to_wait():
    """A pause of the site is in the times of every request that was due during it."""

    async def run():
        async def stall():
            await asyncio.sleep(0.35)
            until = asyncio.get_running_loop().time() + 0.3
            while asyncio.get_running_loop().time() < until:
                pass

        async with serving(lambda path, number: (200, b"fine", False)) as (port, _):
            stalling = asyncio.create_task(stall())
            times = await drive({**PLAN, "port": port})
            await stalling
        return times

    times = asyncio.run(run())
    waited = [one for good in times.good.values() for one in good if one > 100]
    assert len(waited) > 15


def test_a_site_that_is_gone_is_an_error_each_time():
    async def run():
        async with serving(lambda path, number: None) as (port, _):
            pass
        return await drive({**PLAN, "port": port})

    times = asyncio.run(run())
    assert not times.good
    assert set(times.errors["a"]) == {"ConnectionRefusedError"}
