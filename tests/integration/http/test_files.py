"""Bytes over a real socket."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

CONTENT = "/api/v1/content"
WHOLE = bytes(range(256)) * 40


async def test_a_file_comes_whole_with_its_validators(server: Any) -> None:
    async with server.get(CONTENT) as answer:
        assert (answer.status, await answer.read()) == (200, WHOLE)
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert answer.headers["Last-Modified"] == "Tue, 14 Nov 2023 22:13:20 GMT"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
        assert answer.headers["Content-Disposition"] == (
            "inline; filename=\"Gr__e _1_.bin\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20_1_.bin"
        )


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-0", 0, 1), ("bytes=100-1999", 100, 2000), ("bytes=10000-", 10000, 10240), ("bytes=-5", 10235, 10240),
     ("bytes=10239-99999", 10239, 10240), ("bytes=-99999", 0, 10240)],
)  # fmt: skip
async def test_a_part_comes_as_asked(server: Any, asked: str, start: int, end: int) -> None:
    async with server.get(CONTENT, headers={"Range": asked, "Accept-Encoding": "gzip"}) as answer:
        assert (answer.status, await answer.read()) == (206, WHOLE[start:end])
        assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/10240"
        assert "Content-Encoding" not in answer.headers
    async with server.send("HEAD", CONTENT, headers={"Range": asked}) as answer:
        assert (answer.status, answer.headers["Content-Length"]) == (206, str(end - start))


async def test_a_part_behind_the_end_is_refused_with_the_size(server: Any) -> None:
    async with server.get(CONTENT, headers={"Range": "bytes=10240-"}) as answer:
        assert (answer.status, answer.headers["Content-Range"]) == (416, "bytes */10240")
        assert "Content-Disposition" not in answer.headers


async def test_a_part_is_sent_only_while_the_file_is_the_same(server: Any) -> None:
    async with server.get(CONTENT) as answer:
        tag, date = answer.headers["ETag"], answer.headers["Last-Modified"]
    for only_if, status in ((tag, 206), (date, 206), ('"old"', 200), (f"W/{tag}", 200)):
        async with server.get(CONTENT, headers={"Range": "bytes=0-9", "If-Range": only_if}) as answer:
            assert answer.status == status


async def test_the_client_that_has_it_is_told_so(server: Any) -> None:
    async with server.get(CONTENT) as answer:
        tag, date = answer.headers["ETag"], answer.headers["Last-Modified"]
    cases = [({"If-None-Match": tag}, 304), ({"If-Modified-Since": date}, 304), ({"If-Match": '"old"'}, 412),
             ({"If-None-Match": '"old"', "If-Modified-Since": date}, 200), ({"If-Match": tag}, 200),
             ({"If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 412)]  # fmt: skip
    for headers, status in cases:
        async with server.get(CONTENT, headers=headers) as answer:
            assert answer.status == status, headers


async def test_a_file_that_breaks_off_is_never_taken_for_whole(server: Any) -> None:
    server.store.file.breaks_after = 3000
    with pytest.raises(aiohttp.ClientError):
        async with server.get(CONTENT) as answer:
            await answer.read()
    async with server.get("/healthz") as answer:
        assert answer.status == 200


async def test_an_empty_file_is_served(server: Any) -> None:
    server.store.file.data = b""
    async with server.get(CONTENT) as answer:
        assert (answer.status, await answer.read()) == (200, b"")
