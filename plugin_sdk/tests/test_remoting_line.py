"""The line between two processes and the calls on it, both ends in one loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from threading import get_ident
from typing import Any

import msgpack
import pytest

from mediad_sdk.errors import Unavailable
from mediad_sdk.remoting import faults
from mediad_sdk.remoting import peer as peers
from mediad_sdk.remoting.estate import Estate
from mediad_sdk.remoting.line import LARGEST, Line
from mediad_sdk.remoting.peer import Peer, within


class House:
    """Echoes, waits and counts."""

    def __init__(self) -> None:
        self.estate = Estate()
        self.heard: list[Any] = []
        self.ended = 0
        self.why = ""

    async def serve(self, target: Sequence[Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        if target[0] == "wait":
            try:
                await asyncio.Event().wait()
            finally:
                self.ended += 1
        if target[0] == "within":
            return within.get()
        return [*args, kwargs]

    def told(self, target: Sequence[Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
        self.heard.append((list(target), args))

    def fault(self, error: BaseException) -> dict[str, Any]:
        return faults.to_wire(error)

    def broken(self, why: str) -> None:
        self.why = why


def pair() -> tuple[socket.socket, socket.socket]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    return ours, theirs


@asynccontextmanager
async def two() -> AsyncIterator[tuple[Peer, Peer]]:
    """Give two ends."""
    ours, theirs = pair()
    ends = Peer(ours, House()), Peer(theirs, House())
    try:
        yield ends
    finally:
        for end in ends:
            await end.close()


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_both_ends_call_and_answer_in_any_order() -> None:
    async with two() as (one, other):
        assert await other.call(("x",), [(1, b"a")], {"k": None}) == [(1, b"a"), {"k": None}]
        answers = await asyncio.gather(*(one.call(("x",), [n]) for n in range(300)))
        assert answers == [[n, {}] for n in range(300)]


async def test_frames_arrive_whole_however_they_are_cut() -> None:
    ours, theirs = pair()
    taken: list[bytes] = []
    line = Line(ours, lambda body: taken.append(bytes(body)), lambda why: None)
    bodies = [b"", b"a", b"b" * 300, b"c" * 70_000, b"d"]
    stream = b"".join(len(body).to_bytes(4, "big") + body for body in bodies)
    for at in range(0, len(stream), 997):
        theirs.send(stream[at : at + 997])
        await settle()
    assert taken == bodies
    line.close()
    theirs.close()


async def test_what_the_other_end_does_not_read_waits_and_whoever_sends_waits_too() -> None:
    ours, theirs = pair()
    line = Line(ours, lambda body: None, lambda why: None)
    for _ in range(30):
        line.send(b"x" * 100_000)
    assert line.full
    waiting = asyncio.create_task(line.room())
    await settle()
    assert not waiting.done()
    received = 0
    while received < 30 * 100_004:
        with suppress(BlockingIOError):
            received += len(theirs.recv(1 << 20))
        await asyncio.sleep(0)
    await waiting
    assert not line.full
    line.close()
    theirs.close()


async def test_nonsense_and_giants_break_the_line() -> None:
    for data, words in ((b"\0\0\0\1\xc1", "nonsense"), (b"\xff\xff\xff\xff", "allowed"), (b"", "hung up")):
        ours, theirs = pair()
        house = House()
        Peer(ours, house)
        theirs.send(data) if data else theirs.close()
        await settle()
        assert words in house.why
        theirs.close()


async def test_a_message_larger_than_a_frame_is_refused_and_the_line_goes_on() -> None:
    async with two() as (one, _):
        with pytest.raises(ValueError, match="stream"):
            await one.call(("x",), [b"x" * LARGEST])
        assert await one.call(("x",), []) == [{}]


async def test_what_is_unknown_is_passed_over() -> None:
    async with two() as (one, other):
        for message in ([0, "new", 1], [7, "done", 1], [7, "cancel"], [7, "failed", {}]):
            one._line.send(msgpack.packb(message))
        one._line.send(msgpack.packb([0, "tell", ["x"], [1], {}, 0, "more"]))
        assert await one.call(("x",), [1]) == [1, {}]
        assert other.house.heard == [(["x"], [1])]  # type: ignore[attr-defined]  # the house of this test


async def test_a_cancelled_call_is_cancelled_over_there() -> None:
    async with two() as (one, other):
        call = asyncio.create_task(one.call(("wait",)))
        await settle()
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        await settle()
        assert other.house.ended == 1  # type: ignore[attr-defined]  # as above
        assert one._calls == other._served == {}


async def test_a_call_without_anybody_there_fails() -> None:
    async with two() as (one, other):
        call = asyncio.create_task(one.call(("wait",)))
        await settle()
        await other.close()
        await settle()
        one.fail()
        with pytest.raises(ConnectionResetError):
            await call
        with pytest.raises(ConnectionResetError):
            await one.call(("x",))


async def test_too_many_calls_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "MOST_CALLS", 3)
    async with two() as (one, _):
        waiting = [asyncio.create_task(one.call(("wait",))) for _ in range(3)]
        await settle()
        with pytest.raises(Unavailable, match="at once"):
            await one.call(("x",))
        for each in waiting:
            each.cancel()


async def test_a_call_knows_within_which_call_it_is_asked() -> None:
    async with two() as (one, _):
        assert await one.call(("within",)) == 1
        assert within.get() == 0


async def test_something_told_from_another_thread_arrives() -> None:
    async with two() as (one, other):
        threads: list[int] = []
        send = one._line.send
        one._line.send = lambda body: (threads.append(get_ident()), send(body))[1]  # type: ignore[method-assign]
        await asyncio.to_thread(one.tell, ("x",), ["from a thread"])
        await settle()
        assert threads == [get_ident()]
        assert other.house.heard == [(["x"], ["from a thread"])]  # type: ignore[attr-defined]  # as above


async def test_what_was_lent_for_a_call_is_taken_back() -> None:
    async with two() as (one, other):
        lent: list[Any] = []

        async def take(function: Any) -> Any:
            lent.append(function)
            return await function(2)

        async def double(value: int) -> int:
            return value * 2

        other.house.estate.functions["take",] = take
        from mediad_sdk.remoting.proxies import RemoteFunction  # noqa: PLC0415  # of the other end

        assert await RemoteFunction(one.call, ["take"])(double) == 4
        with pytest.raises(Exception, match="after its end"):
            await lent[0](2)
        assert one.house.estate._lent == {}
