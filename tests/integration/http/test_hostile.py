"""What a hostile client writes on the wire: each is refused with a stable code; none hangs, none is an inner error."""

from __future__ import annotations

import asyncio
import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from integration.http.whole import Whole

HOST = b"Host: localhost\r\n"
KEY = b"Authorization: Bearer admin-key\r\n"
END = b"Connection: close\r\n\r\n"
ITEMS = b"/api/v1/items"
ITEM = b"/api/v1/items/0198c0de-0000-7000-8000-000000000001"
JSON = b"Content-Type: application/json\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"


async def spoken(port: int, *parts: bytes, seconds: float = 10) -> tuple[int, dict[str, str], bytes]:
    """Write parts on a connection, read until the other side closes it, and give its first answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(seconds):
            for part in parts:
                writer.write(part)
                await writer.drain()
                if len(parts) > 1:
                    await asyncio.sleep(0.05)  # so that they arrive apart
            answer = await reader.read()
    finally:
        writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return int(status.split()[1]), headers, body


def get(target: bytes, *headers: bytes, method: bytes = b"GET") -> bytes:
    return b"%s %s HTTP/1.1\r\n" % (method, target) + HOST + KEY + b"".join(headers) + END


def post(*headers: bytes, body: bytes = b"", target: bytes = ITEMS, method: bytes = b"POST") -> bytes:
    return get(target, JSON, *headers, method=method) + body


def sized(body: bytes) -> bytes:
    return post(b"Content-Length: %d\r\n" % len(body), body=body)


def line(*headers: bytes, first: bytes = b"GET /api/v1/items HTTP/1.1\r\n") -> bytes:
    return first + b"".join(headers) + END


EDIT = b'{"title":"x"}'
LENGTH = b"Content-Length: 13\r\n"
MALFORMED = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100,
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a version to come": line(HOST, first=b"GET / HTTP/9.9\r\n"),
    "a method in small letters": get(ITEMS, method=b"get"),
    "no host": line(KEY),
    "two hosts": line(HOST, b"Host: evil.example\r\n", KEY),
    "a raw letter": get(ITEMS + b"/\xfc"),
    "a space in the target": get(ITEMS + b"/a b"),
    "a target without a slash": get(b"api/v1/items"),
    "an absolute target with a wrong port": get(b"http://localhost:abc/api/v1/items"),
    "a long target": get(b"/" + b"a" * 9000),
    "a long header": get(ITEMS, b"X: " + b"a" * 9000 + b"\r\n"),
    "many headers": get(ITEMS, *(b"X%d: a\r\n" % number for number in range(2000))),
    "a header without a colon": get(ITEMS, b"abc\r\n"),
    "a space before the colon": get(ITEMS, b"X : a\r\n"),
    "a folded header": get(ITEMS, b"X: a\r\n b\r\n"),
    "a NUL in a header": get(ITEMS, b"X: a\0b\r\n"),
    "a bare CR in a header": get(ITEMS, b"X: a\rb\r\n"),
    "lines that end in LF": get(ITEMS).replace(b"\r\n", b"\n"),
    "both lengths": post(CHUNKED, b"Content-Length: 5\r\n", body=b"0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n"),
    "two lengths": post(LENGTH, b"Content-Length: 2\r\n", body=EDIT),
    "the same length twice": post(LENGTH, LENGTH, body=EDIT),
    "a length with a sign": post(b"Content-Length: +13\r\n", body=EDIT),
    "a length below nothing": post(b"Content-Length: -1\r\n", body=EDIT),
    "a length without end": post(b"Content-Length: " + b"9" * 30 + b"\r\n", body=EDIT),
    "chunks of another kind": post(b"Transfer-Encoding: xchunked\r\n", body=b"0\r\n\r\n"),
    "two transfer encodings": post(CHUNKED, b"Transfer-Encoding: identity\r\n", body=b"0\r\n\r\n"),
    "a chunk of no size": post(CHUNKED, body=b"zz\r\n{}\r\n0\r\n\r\n"),
    "a chunk of a huge size": post(CHUNKED, body=b"f" * 20 + b"\r\n{}\r\n0\r\n\r\n"),
    "two keys": get(ITEMS, KEY),
    "two different keys": get(ITEMS, b"Authorization: Bearer guest-key\r\n"),
}  # fmt: skip
REFUSED: dict[str, tuple[bytes, int, str]] = {
    "a host that is none": (line(KEY, b"Host: a b\r\n"), 400, "host_missing"),
    "an empty host": (line(KEY, b"Host: \r\n"), 400, "host_missing"),
    "a host with a user": (line(KEY, b"Host: u@localhost\r\n"), 400, "host_missing"),
    "a number for a host": (line(KEY, b"Host: 2130706433\r\n"), 421, "host_refused"),
    "a foreign absolute target": (get(b"http://evil.example" + ITEMS), 421, "host_refused"),
    "an absolute target with a user": (get(b"http://u:p@localhost" + ITEMS), 400, "host_missing"),
    "a tunnel": (get(b"localhost:443", method=b"CONNECT"), 405, "method_not_allowed"),
    "two slashes": (get(b"/" + ITEMS), 404, "route_not_found"),
    "an authority in the path": (get(b"//evil.example" + ITEMS), 404, "route_not_found"),
    "encoded slashes": (get(b"/api%2Fv1%2Fitems"), 404, "route_not_found"),
    "dots": (get(b"/api/v1/../../etc/passwd"), 404, "route_not_found"),
    "encoded dots": (get(b"/api/v1/%2e%2e/%2e%2e/etc/passwd"), 404, "route_not_found"),
    "a broken percent": (get(ITEMS + b"/%zz"), 404, "route_not_found"),
    "bytes that are no text": (get(b"/%ff%fe"), 404, "route_not_found"),
    "a broken percent in the query": (get(ITEMS + b"?sort=%zz"), 400, "query_invalid"),
    "a surrogate in the query": (get(ITEMS + b"?sort=%ed%a0%80"), 400, "query_invalid"),
    "a NUL in the query": (get(ITEMS + b"?sort=title%00"), 400, "query_invalid"),
    "digits of another script": (get(ITEMS + b"?limit=%D9%A3"), 400, "query_invalid"),
    "a number of 400 digits": (get(ITEMS + b"?limit=" + b"9" * 400), 400, "query_invalid"),
    "a hundred parameters": (get(ITEMS + b"?" + b"&".join([b"a=1"] * 100)), 400, "query_invalid"),
    "a cursor of another make": (get(ITEMS + b"?cursor=eyJhIjoxfQ"), 400, "cursor_invalid"),
    "a key that is no text": (line(HOST, b"Authorization: Bearer mds_\xff\r\n"), 401, "unauthenticated"),
    "a cookie that is no text": (line(HOST, b"Cookie: mediad_session=mds_\xff\xfe\r\n"), 401, "unauthenticated"),
    "ten megabytes": (sized(b'{"title":"' + b"a" * 10_000_000 + b'"}'), 413, "body_too_large"),
    "depth": (sized(b"[" * 500_000 + b"]" * 500_000), 400, "body_malformed"),
    "depth of objects": (sized(b'{"a":' * 100_000 + b"1" + b"}" * 100_000), 400, "body_malformed"),
    "a lone surrogate": (sized(b'{"title":"\\ud800"}'), 400, "body_malformed"),
    "a lone surrogate in a name": (sized(b'{"\\udc00":1}'), 400, "body_malformed"),
    "a NUL in a string": (sized(b'{"title":"\\u0000"}'), 422, "invalid"),
    "another encoding": (sized('{"title":"x"}'.encode("utf-16")), 400, "body_malformed"),
    "bytes that are no UTF-8": (sized(b'{"title":"\xff"}'), 400, "body_malformed"),
    "no number": (sized(b'{"title":NaN}'), 422, "invalid"),
    "a bomb": (
        post(b"Content-Encoding: gzip\r\nContent-Length: 9743\r\n", body=gzip.compress(b" " * 10_000_000)[:9743]),
        415, "media_type_refused",
    ),
    "what is not compressed": (post(b"Content-Encoding: br\r\n", LENGTH, body=EDIT), 415, "media_type_refused"),
    "an unknown encoding": (post(b"Content-Encoding: x\r\n", LENGTH, body=EDIT), 415, "media_type_refused"),
    "two revisions": (
        post(b'If-Match: "3"\r\nIf-Match: "4"\r\n', LENGTH, body=EDIT, target=ITEM, method=b"PATCH"), 422, "invalid",
    ),
    "a revision beyond numbers": (
        post(b'If-Match: "%s"\r\n' % (b"9" * 30), LENGTH, body=EDIT, target=ITEM, method=b"PATCH"),
        412, "precondition_failed",
    ),
    "a range behind the end": (
        get(b"/api/v1/content", b"Range: bytes=99999999999-\r\n"), 416, "range_not_satisfiable",
    ),
}  # fmt: skip


@pytest.mark.parametrize("wire", MALFORMED.values(), ids=MALFORMED)
async def test_what_is_no_request_is_malformed_and_ends_its_connection(server: Any, wire: bytes, caplog: Any) -> None:
    status, headers, body = await spoken(server.port, wire)
    assert (status, headers["content-type"]) == (400, "application/problem+json")
    assert json.loads(body)["code"] == "request_malformed"
    assert body.count(b"HTTP/1.1") == 0, "nothing behind it is taken for another request"
    assert caplog.records == []


@pytest.mark.parametrize(("wire", "status", "code"), REFUSED.values(), ids=REFUSED)
async def test_what_is_wrong_in_a_request_is_refused_by_its_name(
    server: Any, wire: bytes, status: int, code: str, caplog: Any
) -> None:
    found, headers, body = await spoken(server.port, wire)
    assert (found, headers["content-type"]) == (status, "application/problem+json")
    assert json.loads(body)["code"] == code
    assert caplog.records == []


@pytest.mark.parametrize(
    "ranges",
    [b"bytes=5-2", b"bytes=-", b"bytes=a-b", b"items=0-1", b"bytes=" + b"0-0," * 900, b"bytes=\xd9\xa3-", b"\xff", b""],
)
async def test_a_range_that_cannot_be_read_is_left_out(server: Any, ranges: bytes) -> None:
    status, headers, _ = await spoken(server.port, get(b"/api/v1/content", b"Range: %s\r\n" % ranges))
    assert (status, headers["content-length"]) == (200, "10240")


async def test_requests_behind_a_body_that_nobody_reads_are_told_apart_from_it(server: Any) -> None:
    hidden = b"GET /api/v1/burst HTTP/1.1\r\n" + HOST + KEY + b"\r\n"
    first = b"GET /nowhere HTTP/1.1\r\n" + HOST + b"Content-Length: %d\r\n\r\n" % len(hidden)
    status, _, rest = await spoken(server.port, first + hidden + get(b"/healthz"))
    assert status == 404
    assert rest.count(b"HTTP/1.1 ") == 1
    assert b'"status":"ok"' in rest
    assert [each.request.path for each in server.seen] == ["/nowhere", "/healthz"]


async def test_two_slashes_before_a_root_are_one(api: Whole) -> None:
    new = {"name": "New", "types": ["toy"], "roots": ["//srv/new"]}
    made = await api.send("POST", "libraries", status=201, json=new)
    assert [root["path"] for root in made["roots"]] == ["/srv/new"]
    await api.send("POST", "libraries", status=422, json=new | {"name": "Newer", "roots": ["///srv/new/inside"]})
