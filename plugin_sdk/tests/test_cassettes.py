from __future__ import annotations

import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk.errors import Forbidden, NotFound, RateLimited, Unavailable
from mediad_sdk.host.http import FilePart, Http, HttpAnswer
from mediad_sdk.testing import fake_context
from mediad_sdk.testing.cassettes import cassette, direct
from mediad_sdk.testing.faults import FAULTS, Fault
from mediad_sdk.testing.http import FakeHttp, NothingAnswers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE = "https://api.example.org"


@pytest.fixture
def http() -> FakeHttp:
    return FakeHttp()


async def test_what_is_prepared_is_answered_and_what_was_asked_is_kept(http: FakeHttp) -> None:
    http.answer("GET", f"{BASE}/search?q=dune", json={"results": [1]})
    http.answer("POST", "/login", content="in", cookies={"sid": "1"}, headers={"X-A": "b"})
    client = http.to(BASE, auth="token", cookies=True)
    assert (await client.get("/search", params={"q": "dune", "page": 2})).json() == {"results": [1]}
    answer = await client.post("/login", json={"a": 1})
    assert (answer.text, answer.headers["x-a"]) == ("in", "b")
    await client.get("/search?q=dune")
    assert [request.method for request in http.requests] == ["GET", "POST", "GET"]
    assert http.requests[0].url == f"{BASE}/search?q=dune&page=2"
    assert http.requests[0].headers["authorization"] == "Bearer token"
    assert http.requests[1].content == b'{"a": 1}'
    assert http.requests[2].headers["cookie"] == "sid=1"


async def test_what_is_not_prepared_says_what_was_asked_and_what_there_is(http: FakeHttp) -> None:
    http.answer("GET", "/a?x=1")
    for asked in ("/a", "/a?x=2", "/b"):
        with pytest.raises(NothingAnswers, match=r"Nothing answers GET https://api.*; prepared: GET /a\?x=1\."):
            await http.get(BASE + asked)
    with pytest.raises(NothingAnswers):
        await http.post(f"{BASE}/a?x=1")


async def test_an_answer_may_be_given_some_times_only(http: FakeHttp) -> None:
    http.answer("GET", "/a", status=404, times=1)
    http.answer("GET", "/a", content=b"x" * 100_000)
    with pytest.raises(NotFound):
        await http.get(f"{BASE}/a")
    async with http.stream("GET", f"{BASE}/a") as stream:
        assert [len(piece) async for piece in stream] == [65536, 34464]


async def test_a_host_that_the_manifest_lacks_is_refused() -> None:
    http = FakeHttp(hosts=["*.example.org"])
    http.answer("*", "*", content="x")
    assert (await http.get(f"{BASE}/a")).text == "x"
    with pytest.raises(Forbidden, match=r"does not declare example\.com") as caught:
        await http.get("https://example.com/")
    assert 'Add "example.com" to `hosts`' in caught.value.remedy


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_becomes_its_error(http: FakeHttp, fault: Fault) -> None:
    http.answer("GET", "/a", json={"x": 1})
    http.fail(fault, times=1)
    with pytest.raises(FAULTS[fault]) as caught:
        (await http.get(f"{BASE}/a?key=secret")).json()
    assert type(caught.value) is FAULTS[fault]
    assert "secret" not in str(caught.value)
    assert (await http.get(f"{BASE}/a")).json() == {"x": 1}
    http.fail("timeout")
    http.recover()
    await http.get(f"{BASE}/a")


async def test_a_pause_is_told(http: FakeHttp) -> None:
    http.fail(429)
    with pytest.raises(RateLimited) as caught:
        await http.get(BASE)
    assert caught.value.retry_after == 7


async def test_a_recording_is_played_back_in_its_order(tmp_path: Path, http: FakeHttp) -> None:
    path = tmp_path / "deep" / "a.json"
    http.answer("GET", "/n", json={"n": 1}, times=1)
    http.answer("GET", "/n", json={"n": 2})
    http.answer("GET", "/bytes", content=b"\xff\x00")
    http.answer("GET", "/gone", status=404)
    http.answer("POST", "/form", content="ä")
    with cassette(path, through=http) as recording:
        await _walk(recording)
    with cassette(path) as played:
        assert await _walk(played) == [{"n": 1}, {"n": 2}, b"\xff\x00", "ä", "ä"]
        assert (await played.get(f"{BASE}/n")).json() == {"n": 2}
        async with played.stream("GET", f"{BASE}/bytes") as stream:
            assert [piece async for piece in stream] == [b"\xff\x00"]


async def _walk(http: Http) -> list[Any]:
    first, second = [(await http.get(f"{BASE}/n")).json() for _ in range(2)]
    content = (await http.get(f"{BASE}/bytes")).content
    with pytest.raises(NotFound):
        await http.get(f"{BASE}/gone")
    form = (await http.post(f"{BASE}/form", data={"b": "2"})).text
    part = FilePart(name="a", content=b"x")
    return [first, second, content, form, (await http.post(f"{BASE}/form", files={"f": part})).text]


async def test_secrets_are_not_written_and_another_key_plays_the_same(tmp_path: Path, http: FakeHttp) -> None:
    path = tmp_path / "a.json"
    answer = {"access_token": "tok-123456", "user": {"name": "Anna", "pin": 1234}, "echo": "key=sesame-open"}
    http.answer("POST", "/in", json=answer, cookies={"sid": "cookie-value"}, headers={"X-Auth-Token": "header-value"})

    async def play(through: Http, key: str, password: str) -> HttpAnswer:
        client = through.to(BASE, headers={"X-Api-Key": key}, auth=("anna", password))
        return await client.post("in", params={"api_key": key, "q": "x"}, json={"password": password, "name": "Anna"})

    with cassette(path, through=http) as recording:
        await play(recording, "sesame-open", "hunter-two")
    written = path.read_text()
    for secret in ("sesame", "hunter", "tok-123456", "cookie-value", "header-value", "1234", "YW5uYTpodW50ZXItdHdv"):
        assert secret not in written
    assert "Anna" in written
    with cassette(path) as played:
        found = await play(played, "other", "other")
    assert found.json() == {"access_token": "***", "user": {"name": "Anna", "pin": "***"}, "echo": "key=***"}
    assert found.cookies == {"sid": "***"}


async def test_a_miss_says_what_was_asked_and_what_is_there(tmp_path: Path, http: FakeHttp) -> None:
    path = tmp_path / "a.json"
    http.answer("GET", "/a")
    with cassette(path, through=http) as recording:
        await recording.get(f"{BASE}/a?q=1")
    with cassette(path) as played, pytest.raises(NothingAnswers) as caught:
        await played.get(f"{BASE}/a?q=2")
    assert str(caught.value).splitlines() == [
        "a.json has no answer to",
        "  GET https://api.example.org/a?q=2",
        "but to",
        "  GET https://api.example.org/a?q=1",
        "Record it with `cassette(path, through=direct())`.",
    ]
    with cassette(tmp_path / "none.json") as played, pytest.raises(NothingAnswers, match="but to nothing"):
        await played.get(BASE)


async def test_a_failure_while_recording_leaves_the_old_file(tmp_path: Path, http: FakeHttp) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    http.fail("refused")
    with pytest.raises(Unavailable):
        await _record_one(path, http)
    assert path.read_text() == "old"


async def _record_one(path: Path, http: Http) -> None:
    with cassette(path, through=http) as recording:
        await recording.get(BASE)


class _Answers(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("Set-Cookie", "sid=1; Path=/")
        self.send_header("Set-Cookie", "b=2")
        self.end_headers()
        self.wfile.write(json.dumps([self.path, body.decode()]).encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


async def test_an_author_without_a_daemon_records_directly(tmp_path: Path, port: int) -> None:
    with cassette(tmp_path / "a.json", through=direct()) as http:
        answer = await http.post(f"http://127.0.0.1:{port}/x?y=1", content="body")
    assert (answer.json(), answer.cookies) == (["/x?y=1", "body"], {"sid": "1", "b": "2"})
    async with direct().stream("POST", f"http://127.0.0.1:{port}/", content="b") as stream:
        assert [piece async for piece in stream] == [b'["/", "b"]']


async def test_a_slow_call_can_be_cancelled(http: FakeHttp) -> None:
    http.fail("slow")
    task = asyncio.ensure_future(http.get(BASE))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_the_context_of_a_test_has_the_fake() -> None:
    context = fake_context("plugin")
    context.http.answer("GET", "/a", content="x")
    assert (await context.http.get(f"{BASE}/a")).text == "x"
