from __future__ import annotations

import asyncio
import gzip
import sys
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from mediad_sdk.errors import AuthError, Invalid, NotFound, PluginFault, RateLimited, Unavailable
from mediad_sdk.host.http import FilePart

if TYPE_CHECKING:
    from conftest import Out
    from sites import Site

    from mediad_sdk.host.http import Http


def say(**given: Any) -> Any:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(**given)

    return answer


async def test_an_answer_has_status_headers_content_text_and_json(http: Http, server: Site) -> None:
    server.answer = say(body='{"a": "ä"}'.encode("latin-1"), headers={"Content-Type": "text/plain; charset=latin-1"})
    answer = await http.get(server.url())
    assert (answer.status, answer.text, answer.content) == (200, '{"a": "ä"}', '{"a": "ä"}'.encode("latin-1"))
    assert answer.headers["content-type"] == "text/plain; charset=latin-1"
    server.answer = say(text='{"a": 1}')
    assert (await http.get(server.url())).json() == {"a": 1}


async def test_mediad_says_who_it_is_and_a_plugin_may_say_more(http: Http, server: Site) -> None:
    server.answer = say()
    await http.get(server.url())
    await http.get(server.url(), headers={"User-Agent": "mine"})
    assert [asked.headers["User-Agent"] for asked in server.asked] == ["mediad/0.1.0", "mine"]


async def test_queries_and_bodies_arrive_as_they_were_meant(http: Http, server: Site) -> None:
    server.answer = say()
    await http.get(server.url("/?a=1"), params={"q": "x y&z", "many": [1, 2], "no": None, "yes": True})
    await http.post(server.url(), json={"a": [1, None]})
    await http.put(server.url(), data={"a": "b c"})
    await http.request("patch", server.url(), content="text")
    await http.delete(server.url())
    assert server.asked[0].rel_url.query_string == "a=1&q=x+y%26z&many=1&many=2&yes=true".replace("+", " ")
    assert server.bodies[1:] == [b'{"a": [1, null]}', b"a=b+c", b"text", b""]
    assert [asked.method for asked in server.asked] == ["GET", "POST", "PUT", "PATCH", "DELETE"]
    assert [asked.content_type for asked in server.asked[1:3]] == [
        "application/json",
        "application/x-www-form-urlencoded",
    ]


async def test_files_go_in_a_form(http: Http, server: Site) -> None:
    read: dict[str, Any] = {}

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        read["field"], file = form["field"], form["file"]
        read["file"] = (file.filename, file.content_type, file.file.read())  # type: ignore[union-attr]
        return web.Response()

    server.answer, server.reads = answer, False
    part = FilePart(name='a".torrent', content=b"\r\n--x", type="application/x-bittorrent")
    await http.post(server.url(), data={"field": "value"}, files={"file": part})
    assert read == {"field": "value", "file": ("a%22.torrent", "application/x-bittorrent", b"\r\n--x")}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, AuthError),
        (403, AuthError),
        (404, NotFound),
        (410, NotFound),
        (422, PluginFault),
        (429, RateLimited),
        (500, Unavailable),
        (503, Unavailable),
    ],
)
async def test_a_status_becomes_its_error(http: Http, server: Site, status: int, expected: type[Exception]) -> None:
    server.answer = say(status=status)
    with pytest.raises(expected) as caught:
        await http.get(server.url("/path?key=secret"), headers={"X-Key": "secret"})
    assert type(caught.value) is expected
    assert "secret" not in f"{caught.value} {caught.value.remedy}"
    assert "path" not in str(caught.value)


async def test_an_expected_status_is_given_back(http: Http, server: Site) -> None:
    server.answer = say(status=404)
    assert (await http.get(server.url(), expect=(404,))).status == 404
    server.answer = say(status=418)
    assert (await http.get(server.url(), expect="any")).status == 418


async def test_what_is_not_json_is_unavailable(http: Http, server: Site) -> None:
    server.answer = say(text="<html>", content_type="text/html")
    with pytest.raises(Unavailable, match=r"127\.0\.0\.1 did not answer with JSON but with text/html \(6 bytes\)"):
        (await http.get(server.url("/?key=secret"))).json()


async def test_a_client_of_one_upstream_keeps_its_base_its_headers_and_its_credentials(
    http: Http, server: Site
) -> None:
    server.answer = say()
    client = http.to(server.url("/api/"), headers={"X-Key": "k"}, auth=("me", "pass"))
    await client.get("/one")
    await client.get("two", headers={"X-Key": "other"})
    await client.get(server.url("/api/next"))
    assert [asked.path for asked in server.asked] == ["/api/one", "/api/two", "/api/next"]
    assert [asked.headers["X-Key"] for asked in server.asked] == ["k", "other", "k"]
    assert {asked.headers["Authorization"] for asked in server.asked} == {"Basic bWU6cGFzcw=="}
    with pytest.raises(Invalid, match="was given an address at other"):
        await client.get("http://other/")


async def test_name_and_password_leave_the_address(http: Http, server: Site) -> None:
    server.answer = say(text="x")
    answer = await http.get(server.url().replace("//", "//me:p%40ss@"))
    assert server.asked[0].headers["Authorization"] == "Basic bWU6cEBzcw=="
    assert "p%40ss" not in answer.url


async def test_cookies_are_kept_by_a_client_that_asks_for_it_alone(http: Http, server: Site) -> None:
    async def answer(request: web.Request) -> web.Response:
        said = web.Response()
        if request.path == "/in":
            said.set_cookie("sid", "1")
            said.set_cookie("other", "2")
        elif request.path == "/out":
            said.del_cookie("sid")
        return said

    server.answer = answer
    keeping, other = http.to(server.url(), cookies=True), http.to(server.url())
    assert "set-cookie" not in (await http.get(server.url("/in"))).headers
    server.asked.clear()
    for client, path in (
        (keeping, "in"),
        (other, "in"),
        (other, "a"),
        (keeping, "b"),
        (keeping, "out"),
        (keeping, "c"),
    ):
        await client.get(path)
    assert [asked.headers.get("Cookie") for asked in server.asked] == [
        None,
        None,
        None,
        "sid=1; other=2",
        "sid=1; other=2",
        "other=2",
    ]


async def test_a_long_answer_is_streamed(http: Http, server: Site) -> None:
    server.answer = say(body=gzip.compress(bytes(300_000)), headers={"Content-Encoding": "gzip"})
    async with http.stream("GET", server.url()) as stream:
        sizes = [len(piece) async for piece in stream]
    assert sum(sizes) == 300_000
    assert max(sizes) <= 64 * 1024
    async with http.stream("GET", server.url(), limit=1000) as stream:
        with pytest.raises(Unavailable, match="more than 1000 bytes"):
            [piece async for piece in stream]


async def test_a_stream_says_what_went_wrong_before_it_begins(http: Http, server: Site) -> None:
    server.answer = say(status=404)
    with pytest.raises(NotFound):
        async with http.stream("GET", server.url()):
            pytest.fail("it began")


async def test_headers_that_frame_a_request_are_mediads(http: Http, server: Site) -> None:
    for name in ("Host", "Content-Length", "Transfer-Encoding"):
        with pytest.raises(Invalid, match="is set by mediad"):
            await http.get(server.url(), headers={name: "1"})
    with pytest.raises(Invalid, match="not valid HTTP"):
        await http.get(server.url(), headers={"X-A": "1\r\nHost: other"})
    assert server.asked == []


async def test_two_hundred_calls_at_once_are_answered_sixteen_at_a_time(http: Http, server: Site) -> None:
    full = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        if server.now == 16:
            asyncio.get_running_loop().call_later(0.2, full.set)  # time enough for a seventeenth
        await full.wait()
        return web.Response(text=request.query["n"])

    server.answer = answer
    answers = await asyncio.gather(*(http.get(server.url(), params={"n": n}) for n in range(200)))
    assert [answer.text for answer in answers] == [str(n) for n in range(200)]
    assert server.most_at_once == 16


async def test_what_is_asked_at_the_same_time_is_asked_once(out: Out, server: Site) -> None:
    async def answer(_: web.Request) -> web.Response:
        await asyncio.sleep(0.05)
        return web.Response(text="x")

    server.answer = answer
    http = out.lend()
    answers = await asyncio.gather(*(http.get(server.url("/a")) for _ in range(50)))
    assert [answer.text for answer in answers] == ["x"] * 50
    assert len(server.asked) == 1
    await asyncio.gather(http.get(server.url("/a"), headers={"x-key": "1"}), http.get(server.url("/a")))
    assert len(server.asked) == 3
    await asyncio.gather(*(http.post(server.url("/a")) for _ in range(3)))
    assert len(server.asked) == 6
    (figures,) = out.net.figures()
    assert (figures.calls, figures.shared) == (55, 49)
    other = out.lend("other")
    await asyncio.gather(http.get(server.url("/b")), other.get(server.url("/b")))
    assert len(server.asked) == 8, "no plugin hears what another one asked"


async def test_httpx_is_imported_by_the_first_call_and_without_its_command_line(server: Site) -> None:
    server.answer = say(text="answered")
    script = f"""
import asyncio, pathlib, sys
import mediad.net.net as room
from mediad.config.models import Network
from mediad.host.clock import SystemClock
from mediad.net.grants import Grant

async def main():
    async with room.Net(Network(), SystemClock(), pathlib.Path("none")) as net:
        http = net.lend("plugin", lambda: Grant(hosts=(), named=("127.0.0.1",)))
        before = "httpx" in sys.modules
        answer = await http.get("{server.url()}")
        print(before, answer.text, sorted({{"httpx", "rich"}} & set(sys.modules)))

asyncio.run(main())
"""
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE)
    said, _ = await child.communicate()
    assert said.decode().strip() == "False answered ['httpx']"
