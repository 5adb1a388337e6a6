from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Out
    from sites import Site


def counted(**headers: str) -> Any:
    asked = 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if "ETag" in said and request.headers.get("If-None-Match") == said["ETag"]:
            return web.Response(status=304, headers={**said, "X-Asked": str(asked)})
        return web.Response(text=str(asked), headers=said)

    return answer


async def test_what_was_answered_is_given_again_while_the_author_says(out: Out, server: Site) -> None:
    server.answer = counted(Cache_Control="no-store")
    http = out.lend()
    answers = [await http.get(server.url(), cache=60) for _ in range(3)]
    assert [answer.text for answer in answers] == ["1", "1", "1"]
    assert [answer.stale for answer in answers] == [False] * 3
    out.clock.moved += 60
    assert (await http.get(server.url(), cache=60)).text == "2"
    assert (await http.get(server.url())).text == "3", "who does not ask for it gets a new one"
    (figures,) = out.net.figures()
    assert (figures.calls, figures.cached) == (5, 2)


async def test_an_old_answer_that_did_not_change_is_not_sent_again(out: Out, server: Site) -> None:
    server.answer = counted(ETag='"1"')
    http = out.lend()
    await http.get(server.url(), cache=60)
    out.clock.moved += 61
    answer = await http.get(server.url(), cache=60)
    assert (answer.status, answer.text, answer.headers["x-asked"]) == (200, "1", "2")
    out.clock.moved += 30
    await http.get(server.url(), cache=60)
    assert len(server.asked) == 2, "it is fresh again"


async def test_a_plugin_that_asks_whether_it_changed_hears_it(out: Out, server: Site) -> None:
    server.answer = counted(ETag='"1"')
    http = out.lend()
    for _ in range(2):
        answer = await http.get(server.url(), cache=60, headers={"If-None-Match": '"1"'})
        assert (answer.status, answer.content) == (304, b"")


async def test_true_goes_by_what_the_other_side_says(out: Out, server: Site) -> None:
    http = out.lend()
    server.answer = counted(Cache_Control="max-age=60")
    assert [(await http.get(server.url("/a"), cache=True)).text for _ in range(2)] == ["1", "1"]
    server.answer = counted()
    assert [(await http.get(server.url("/b"), cache=True)).text for _ in range(2)] == ["1", "2"]


async def test_a_definite_no_is_remembered_too(out: Out, server: Site) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=404)

    server.answer = answer
    for _ in range(2):
        with pytest.raises(NotFound):
            await out.lend().get(server.url(), cache=60)
    assert len(server.asked) == 1


async def test_answers_are_kept_over_a_restart_and_apart_for_each_instance_and_key(
    out: Out, server: Site, tmp_path: Path
) -> None:
    server.answer = counted()
    url = server.url("/?key=very-secret")
    assert (await out.lend("a").get(url, cache=60)).text == "1"
    assert (await out.lend("b").get(url, cache=60)).text == "2"
    assert (await out.lend("a").to(server.url(), auth="very-secret").get("?key=very-secret", cache=60)).text == "3"
    assert (await out.lend("a").get(url, cache=60)).text == "1", "another client of the same instance"
    kept = [path for path in (tmp_path / "http").rglob("*") if path.is_file()]
    assert len(kept) == 3
    assert all(b"very-secret" not in path.read_bytes() for path in kept)
    await out.net.forget("a")
    assert (await out.lend("a").get(url, cache=60)).text == "4"
    assert (await out.lend("b").get(url, cache=60)).text == "2"


async def test_many_who_want_the_same_remembered_answer_make_one_call(out: Out, server: Site) -> None:
    async def answer(_: web.Request) -> web.Response:
        await asyncio.sleep(0.02)
        return web.Response(text="x")

    server.answer = answer
    http = out.lend()
    await asyncio.gather(*(http.get(server.url(), cache=60) for _ in range(20)))
    assert len(server.asked) == 1


async def test_a_host_that_is_slow_is_stood_in_for(out: Out, server: Site) -> None:
    server.answer = counted()
    http = out.lend()
    await http.get(server.url(), cache=1)
    out.clock.moved += 2

    async def slow(_: web.Request) -> web.Response:
        await asyncio.sleep(5)
        return web.Response()

    server.answer = slow
    answer = await http.get(server.url(), cache=1, timeout=0.2)
    assert (answer.text, answer.stale) == ("1", True)


async def test_a_host_that_fails_is_stood_in_for_and_what_stood_in_is_not_kept_as_new(out: Out, server: Site) -> None:
    server.answer = counted()
    http = out.lend()
    await http.get(server.url(), cache=1)

    async def broken(_: web.Request) -> web.Response:
        return web.Response(status=503)

    server.answer = broken
    out.clock.moved += 2
    assert [(await http.get(server.url(), cache=1)).stale for _ in range(2)] == [True, True]
    server.answer = counted()
    answer = await http.get(server.url(), cache=1)
    assert (answer.text, answer.stale) == ("1", False)


async def test_an_instance_that_begins_anew_is_counted_together_with_the_old_one_while_that_is_there(
    out: Out, server: Site
) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=501)

    server.answer = answer
    old = out.lend()
    for _ in range(5):
        await old.get(server.url(), expect="any")
    new = out.lend()
    await new.get(server.url(), expect="any")
    (figures,) = out.net.figures()
    assert (figures.calls, figures.failures, figures.breaker) == (6, 6, "open")
    assert len(server.asked) == 6, "who begins anew is not held back by what was before"
    del old
    (figures,) = out.net.figures()
    assert (figures.calls, figures.breaker) == (1, "closed")
