"""What a command says when the other end of the socket is older, something else, or gone in the middle."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from mediad.cli.client import Client
from mediad.cli.codes import Code, CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def answering(path: Path, answer: bytes) -> Iterator[Client]:
    """Answer one connection with these bytes, then break off."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                asked = b""
                while not asked.endswith(b"{}" if asked.startswith(b"POST") else b"\r\n\r\n"):
                    asked += connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield Client(path)
        thread.join(10)


def http(status: str, body: bytes, length: int | None = None) -> bytes:
    return (
        b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n" % (status.encode(), len(body) if length is None else length) + body
    )


def problem(**given: object) -> bytes:
    return json.dumps(given).encode()


OLDER = problem(code="route_not_found")
OLDER_STILL = problem(code="method_not_allowed")
MISTAKEN = problem(code="config_invalid", detail="a:1: x")
CASES = {
    "older": (http("404 Not Found", OLDER), Code.REFUSED, "does not know this command", "Restart"),
    "older still": (http("405 No", OLDER_STILL), Code.REFUSED, "does not know this command", "same version"),
    "else": (http("200 OK", b"<html>"), Code.FAILED, "is no mediad", "--socket"),
    "gone at once": (b"", Code.AWAY, "broke off", "log"),
    "gone in the middle": (http("200 OK", b'{"a"', 90), Code.AWAY, "broke off", "log"),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n", Code.AWAY, "broke off", "log"),
    "nothing in words": (http("500 Oh", b"<html>"), Code.FAILED, "HTTP 500", ""),
    "a configuration": (http("422 No", MISTAKEN), Code.CONFIGURATION, "a:1: x", ""),
    "places": (
        http("422 No", problem(code="invalid", detail="It is wrong.", errors=[{"pointer": "/x", "detail": "is odd"}])),
        Code.REFUSED, "It is wrong: /x: is odd", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "code", "sentence", "remedy"), CASES.values(), ids=CASES)
def test_every_end_of_a_request_has_its_sentence_and_code(
    tmp_path: Path, answer: bytes, code: Code, sentence: str, remedy: str
) -> None:
    with answering(tmp_path / "s", answer) as client, pytest.raises(CommandError) as caught:
        client.post("/api/v1/x")
    assert caught.value.exit_code == code
    assert sentence in str(caught.value)
    assert remedy in caught.value.remedy


def test_a_stream_that_breaks_off_is_said_in_words(tmp_path: Path) -> None:
    stream = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11\r\ndata: {"a":1}\n\n\n\r\n'
    with answering(tmp_path / "s", stream) as client:
        events = client.events()
        assert next(events) == {"a": 1}
        with pytest.raises(CommandError, match="broke off") as caught:
            next(events)
    assert caught.value.exit_code == Code.AWAY
