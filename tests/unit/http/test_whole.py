from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp.http import HttpVersion, HttpVersion10, HttpVersion11
from aiohttp.http_writer import StreamWriter
from multidict import CIMultiDict

from mediad.http.whole import Whole


class Wire:
    """Remembers what was written, write by write."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def is_closing(self) -> bool:
        return False

    def write(self, data: bytes) -> None:
        self.sent.append(data)


async def sent(
    response: Whole, method: str = "GET", version: HttpVersion = HttpVersion11, *, keep_alive: bool = True
) -> bytes:
    wire = Wire()
    protocol: Any = SimpleNamespace(transport=wire, _paused=False)
    writer = StreamWriter(protocol, None)  # type: ignore[arg-type]  # it never looks at the loop
    request: Any = SimpleNamespace(writer=writer, method=method, version=version, keep_alive=keep_alive)
    await response.prepare(request)
    await response.write_eof()
    assert response.prepared
    return b"".join(wire.sent) if len(wire.sent) == 1 else b"not in one write"


def headers(**values: str) -> CIMultiDict[str]:
    return CIMultiDict({name.replace("_", "-"): value for name, value in values.items()})


async def test_head_and_body_leave_in_one_write() -> None:
    head, _, body = (await sent(Whole(headers(ETag='"1"'), b"film"))).partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    assert (first, body) == (b"HTTP/1.1 200 OK", b"film")
    assert {line.split(b":")[0] for line in lines} == {b"ETag", b"Content-Length", b"Date"}
    assert b"Content-Length: 4" in lines


async def test_head_names_the_length_of_what_it_leaves_out() -> None:
    answer = await sent(Whole(headers(), b"film"), "HEAD")
    assert b"\r\nContent-Length: 4\r\n" in answer
    assert answer.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("status", [204, 304])
async def test_what_never_has_a_body_names_no_length(status: int) -> None:
    assert b"Content-Length" not in await sent(Whole(headers(), status=status))


async def test_an_empty_body_has_the_length_nought() -> None:
    assert b"\r\nContent-Length: 0\r\n" in await sent(Whole(headers()))


@pytest.mark.parametrize(
    ("version", "keep_alive", "connection"),
    [
        (HttpVersion11, True, b""),
        (HttpVersion11, False, b"Connection: close"),
        (HttpVersion10, True, b"Connection: keep-alive"),
        (HttpVersion10, False, b"Connection: close"),
    ],
)
async def test_both_ends_know_whether_the_connection_lives_on(
    version: HttpVersion, connection: bytes, *, keep_alive: bool
) -> None:
    response = Whole(headers())
    lines = (await sent(response, version=version, keep_alive=keep_alive)).split(b"\r\n")
    assert lines[0] == b"HTTP/%d.%d 200 OK" % version
    assert [line for line in lines if line.startswith(b"Connection")] == ([connection] if connection else [])
    assert response.keep_alive is keep_alive


async def test_a_connection_that_must_end_ends_whatever_was_asked() -> None:
    response = Whole(headers())
    response.force_close()
    assert b"\r\nConnection: close\r\n" in await sent(response)


async def test_no_value_begins_a_new_header() -> None:
    with pytest.raises(ValueError, match=r"[Ii]njection|[Nn]ewline"):
        await sent(Whole(headers(Location="/x\r\nSet-Cookie: a=b")))
