from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
import time
import tracemalloc
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from sites import Site, raw, site, until

from mediad_sdk.errors import Forbidden, RateLimited, Unavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from conftest import Out

    from mediad_sdk.host.http import Http

    Make = Callable[..., Awaitable[Out]]

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def sends(*pieces: bytes, every: float = 0) -> Any:
    async def handler(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(every)
        if not pieces:
            await asyncio.sleep(every)

    return handler


def says(*statuses: int, **headers: str) -> Any:
    left = list(statuses)

    async def answer(_: web.Request) -> web.Response:
        status = left.pop(0) if len(left) > 1 else left[0]
        return web.Response(status=status, headers={k.replace("_", "-"): v for k, v in headers.items()})

    return answer


async def test_a_refused_connection_is_tried_thrice_and_then_unavailable(out: Out, unused_tcp_port: int) -> None:
    http = out.lend()
    with pytest.raises(Unavailable, match=r"127\.0\.0\.1 refused the connection") as caught:
        await http.post(f"http://127.0.0.1:{unused_tcp_port}/?key=secret")
    assert "switched on" in caught.value.remedy
    assert len(out.clock.slept) == 2
    (figures,) = out.net.figures()
    assert (figures.calls, figures.retries, figures.failures) == (1, 2, 1)
    for _ in range(4):
        with pytest.raises(Unavailable, match="refused"):
            await http.get(f"http://127.0.0.1:{unused_tcp_port}/")
    with pytest.raises(Unavailable, match="left alone"):
        await http.get(f"http://127.0.0.1:{unused_tcp_port}/")


async def test_a_name_without_an_address_is_unavailable(out_with: Make) -> None:
    async def nothing(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    out = await out_with(nothing)
    with pytest.raises(Unavailable, match=r"No address is known for api\.example\.org"):
        await out.lend(hosts=("api.example.org",)).get("http://api.example.org/")


async def test_a_name_that_cannot_be_one_is_unavailable(out: Out) -> None:
    for host in ("a" * 300 + ".com", "a..com"):
        with pytest.raises(Unavailable, match="No address is known for a"):
            await out.lend(hosts=("*",)).get(f"http://{host}/")


@pytest.mark.parametrize(
    "pieces",
    [
        (b"SSH-2.0-OpenSSH_9\r\n",),
        (b"",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\n", b"X: " + b"y" * 200_000 + b"\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(300)) + b"\r\n",),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain",),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nplain",),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(9999))[:20],),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://:99999/\r\n\r\n",),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: file:///etc/passwd\r\n\r\n",),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:99999/\r\n\r\n",),
    ],
    ids=[
        "no http",
        "nothing",
        "cut off",
        "bad length",
        "long header",
        "many headers",
        "not gzip",
        "unasked packing",
        "gzip cut off",
        "bad chunk",
        "no address",
        "a file",
        "no port",
    ],
)
async def test_garbage_is_unavailable_and_leaves_no_connection(http: Http, pieces: tuple[bytes, ...]) -> None:
    async with raw(sends(*pieces)) as server:
        with pytest.raises(Unavailable, match=r"127\.0\.0\.1"):
            await http.get(server.url())
        await until(lambda: server.open == 0)


async def test_who_drips_is_left_when_the_time_is_over(out: Out) -> None:
    http = out.lend()
    async with raw(sends(b"HTTP/1.1 200 OK\r\n", *[b"X-A: 1\r\n"] * 100, every=0.05)) as server:
        started = time.monotonic()
        with pytest.raises(Unavailable, match=r"gave no answer in 0\.3 s"):
            await http.get(server.url(), timeout=0.3)
        assert time.monotonic() - started < 1
        await until(lambda: server.open == 0)
    assert out.net.figures()[0].failures == 1


async def test_who_says_nothing_is_asked_again(out_with: Make) -> None:
    out = await out_with(read_seconds=0.1)
    async with raw(sends(every=5)) as server:
        with pytest.raises(Unavailable, match="did not answer in time"):
            await out.lend().get(server.url())
        assert server.taken == 3


async def test_a_bomb_is_stopped_before_it_fills_the_memory(out: Out) -> None:
    bomb = gzip.compress(bytes(200 * 1024 * 1024), 9)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb)
    async with raw(sends(head + bomb)) as server:
        tracemalloc.start()
        with pytest.raises(Unavailable, match="more than 16777216 bytes") as caught:
            await out.lend().get(server.url())
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert server.taken == 1, "what is too long is not asked for again"
    assert "`limit`" in caught.value.remedy
    assert peak < 48 * 1024 * 1024


async def test_an_endless_answer_is_stopped(http: Http) -> None:
    endless = [b"10000\r\n" + bytes(65536) + b"\r\n"] * 100
    async with raw(sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *endless)) as server:
        with pytest.raises(Unavailable, match="more than 100000 bytes"):
            await http.get(server.url(), limit=100_000)
        await until(lambda: server.open == 0)


async def test_a_failure_that_passes_is_not_seen(out: Out, server: Site) -> None:
    server.answer = says(503, 500, 200)
    http = out.lend()
    assert (await http.get(server.url())).status == 200
    assert len(server.asked) == 3
    assert all(0 <= wait <= bound for wait, bound in zip(out.clock.slept, (0.5, 1), strict=True))
    (figures,) = out.net.figures()
    assert (figures.retries, figures.failures, figures.breaker) == (2, 0, "closed")


async def test_what_may_have_been_done_is_not_done_twice(http: Http, server: Site) -> None:
    server.answer = says(503, 200)
    with pytest.raises(Unavailable):
        await http.post(server.url())
    assert len(server.asked) == 1
    async with raw(sends(b"")) as broken:
        with pytest.raises(Unavailable):
            await http.post(broken.url())
        assert broken.taken == 1


async def test_a_post_is_sent_again_where_that_is_safe(http: Http, server: Site) -> None:
    server.answer = says(503, 200, 503, 200, 429, 200)
    await http.post(server.url(), retry=True)
    await http.post(server.url(), key="order-1")
    await http.post(server.url())  # 429: it was not acted on
    assert [asked.headers.get("Idempotency-Key") for asked in server.asked] == [
        None,
        None,
        "order-1",
        "order-1",
        None,
        None,
    ]


async def test_a_pause_that_is_asked_for_is_kept(out: Out, server: Site) -> None:
    server.answer = says(429, 200, Retry_After="7")
    await out.lend().get(server.url("/seconds"))
    assert sum(out.clock.slept) == pytest.approx(7, abs=0.1)
    out.clock.slept.clear()
    date = {"Date": formatdate(1_000_000, usegmt=True), "Retry-After": formatdate(1_000_020, usegmt=True)}
    server.answer = says(503, 200, **date)
    await out.lend().get(server.url("/date"))
    assert out.clock.slept == [20]


async def test_a_pause_longer_than_the_time_is_told_and_kept_by_the_next_calls(out: Out, server: Site) -> None:
    server.answer = says(429, 200, Retry_After="50")
    http = out.lend()
    with pytest.raises(RateLimited) as caught:
        await http.get(server.url())
    assert caught.value.retry_after == 50
    with pytest.raises(RateLimited, match="next turn") as caught:
        await http.get(server.url("/other"))
    assert caught.value.retry_after == pytest.approx(50, abs=0.5)
    assert len(server.asked) == 1
    out.clock.moved += 50
    await http.get(server.url("/other"))
    assert out.net.figures()[0].breaker == "closed"


async def test_no_call_sits_out_a_pause_of_minutes(out: Out, server: Site) -> None:
    server.answer = says(503, 200, Retry_After="61")
    with pytest.raises(Unavailable) as caught:
        await out.lend().get(server.url(), timeout=600)
    assert caught.value.retry_after == 61
    assert out.clock.slept == []


async def test_a_host_that_fails_again_and_again_is_left_alone_and_tried_by_one(out: Out, server: Site) -> None:
    server.answer = says(501)  # which is not asked again
    http = out.lend()
    for _ in range(5):
        with pytest.raises(Unavailable, match="answered GET with 501"):
            await http.get(server.url())
    with pytest.raises(Unavailable, match="left alone for 15 s") as caught:
        await http.get(server.url())
    assert caught.value.retry_after == pytest.approx(15, abs=0.5)
    assert len(server.asked) == 5
    assert out.net.figures()[0].breaker == "open"
    other = out.lend("other")
    await other.get(server.url(), expect=(501,))  # another plugin's failures are its own

    out.clock.moved += 15
    server.answer = says(200)
    answers = await asyncio.gather(*(http.get(server.url(f"/{n}")) for n in range(5)), return_exceptions=True)
    assert [isinstance(answer, Unavailable) for answer in answers] == [False, True, True, True, True]
    await http.get(server.url())
    assert [each.breaker for each in out.net.figures()] == ["closed", "closed"]


async def test_a_probe_that_fails_leaves_it_alone_for_longer(out: Out, server: Site) -> None:
    server.answer = says(501)
    http = out.lend()
    for _ in range(5):
        await http.get(server.url(), expect="any")
    out.clock.moved += 15
    await http.get(server.url(), expect="any")
    with pytest.raises(Unavailable, match="left alone for 30 s"):
        await http.get(server.url())


async def test_a_probe_that_is_cancelled_leaves_its_place_to_the_next(out: Out, server: Site) -> None:
    server.answer = says(501)
    http = out.lend()
    for _ in range(5):
        await http.get(server.url(), expect="any")
    out.clock.moved += 15

    async def hangs(_: web.Request) -> web.Response:
        await asyncio.sleep(60)
        return web.Response()

    server.answer = hangs
    probe = asyncio.create_task(http.get(server.url()))
    await until(lambda: server.now == 1)
    probe.cancel()
    await asyncio.wait([probe])
    await until(lambda: not out.net._outside.together._tasks)
    server.answer = says(200)
    assert (await http.get(server.url())).status == 200


async def test_calls_are_spread_as_the_client_says(out: Out, server: Site) -> None:
    server.answer = says(200)
    client = out.lend().to(server.url(), rate=(2, 10))
    for n in range(4):
        await client.get(str(n))
    assert out.clock.slept == [pytest.approx(5, abs=0.2), pytest.approx(5, abs=0.2)]
    await client.get("5")
    with pytest.raises(RateLimited, match="next turn"):
        await client.get("6", timeout=1)
    assert len(server.asked) == 5


@pytest.mark.parametrize("pieces", [(), (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",)], ids=["early", "late"])
async def test_a_cancelled_call_leaves_no_connection(http: Http, pieces: tuple[bytes, ...]) -> None:
    async with raw(sends(*pieces, every=60)) as server:
        tasks = [asyncio.create_task(http.request(method, server.url())) for method in ("GET", "GET", "POST")]
        await until(lambda: server.open == 2)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await until(lambda: server.open == 0)


async def test_one_of_two_who_wait_may_leave(http: Http, server: Site) -> None:
    async def answer(_: web.Request) -> web.Response:
        await asyncio.sleep(0.1)
        return web.Response(text="x")

    server.answer = answer
    first, second = (asyncio.create_task(http.get(server.url())) for _ in range(2))
    await asyncio.sleep(0.03)
    first.cancel()
    assert (await second).text == "x"
    assert len(server.asked) == 1
    with contextlib.suppress(asyncio.CancelledError):
        await first


async def test_nothing_is_left_when_the_daemon_stops(out_with: Make) -> None:
    out = await out_with()
    async with raw(sends(every=60)) as server:
        task = asyncio.create_task(out.lend().get(server.url()))
        await until(lambda: server.open == 1)
        await out.net.__aexit__()
        await until(lambda: server.open == 0)
        assert task.done()
        with pytest.raises(Unavailable, match="stops"):
            await task
        with pytest.raises(Unavailable, match="stops"):
            await out.lend().post(server.url())
        assert server.taken == 1


async def test_a_connection_that_went_away_while_it_rested_is_not_used(out: Out) -> None:
    async with raw(sends(OK)) as server:  # answers once, then closes
        http = out.lend()
        await http.get(server.url())
        await asyncio.sleep(0.02)
        await http.post(server.url())
        assert server.taken == 2


async def test_the_old_answer_serves_while_the_other_side_is_away(out: Out) -> None:
    async with site(says(200, ETag='"1"')) as server:
        http = out.lend()
        url = server.url()
        assert not (await http.get(url, cache=60)).stale
    out.clock.moved += 61
    answer = await http.get(url, cache=60)
    assert answer.stale
    assert out.net.figures()[0].stale == 1
    with pytest.raises(Unavailable):
        await http.get(url)
    with pytest.raises(Unavailable):
        await out.lend("other").get(url, cache=60)
    out.clock.moved += 8 * 24 * 3600
    with pytest.raises(Unavailable):
        await http.get(url, cache=60)


async def test_two_servers_of_one_machine_are_treated_apart_and_few_are_remembered(out: Out) -> None:
    async with site(says(501)) as one, site(says(200)) as two:
        http = out.lend()
        for _ in range(5):
            await http.get(one.url(), expect="any")
        await http.get(two.url())
        assert {each.host: each.breaker for each in out.net.figures()} == {
            f"127.0.0.1:{one.port}": "open",
            f"127.0.0.1:{two.port}": "closed",
        }
    wide = out.lend("wide", hosts=("*",), named=())
    for n in range(205):
        with contextlib.suppress(Forbidden):
            await wide.get(f"http://127.0.1.{n}/")
    hosts = {each.host for each in out.net.figures() if each.instance == "wide"}
    assert hosts == {f"127.0.1.{n}" for n in range(5, 205)}
