"""What a call into a plugin's own process costs against a bare echo over a socket, and what such a process weighs."""

from __future__ import annotations

import asyncio
import socket
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import asdict
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgpack
from measure import Row, middle, spread

from mediad.plugins.declarations import declare
from mediad.plugins.find import Found
from mediad.plugins.flights import Flights
from mediad.plugins.guard import Guard
from mediad.plugins.registry import Registry
from mediad.plugins.remote import ProcessTier
from mediad.plugins.watch import Watch
from mediad.workers.process import Processes
from mediad_sdk.manifest import Manifest
from mediad_sdk.testing import fake_context
from mediad_sdk.values.commands import Command
from mediad_sdk.values.http import Request, Route

if TYPE_CHECKING:
    import argparse
    from collections.abc import AsyncIterator, Awaitable, Callable

    Work = Callable[[], Awaitable[Any]]

PLUGIN = """
from mediad_sdk import Command, Response, Route, hookimpl

class Plugin:
    @hookimpl
    def mediad_commands(self):
        return [Command(id="echo", summary="Echo", run=self.echo)]

    @hookimpl
    def mediad_routes(self):
        return [Route(method="POST", path="/echo", permission="items.read", handler=self.answer)]

    async def echo(self, args):
        return args

    async def answer(self, request):
        return Response(json=dict(request.query), headers=dict(request.headers))

def plugin(context, settings):
    return Plugin()
"""
ECHO = """
import asyncio, os, socket, sys, msgpack

os.nice(5)  # as the child of a plugin

class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport, self.buffer = transport, bytearray()

    def data_received(self, data):
        self.buffer += data
        while len(self.buffer) >= 4 and len(self.buffer) >= 4 + (size := int.from_bytes(self.buffer[:4], "big")):
            body = msgpack.packb(msgpack.unpackb(bytes(self.buffer[4:4 + size])))
            del self.buffer[:4 + size]
            self.transport.write(len(body).to_bytes(4, "big") + body)

    def connection_lost(self, error):
        asyncio.get_running_loop().stop()

async def main():
    wire = socket.socket(fileno=int(sys.argv[1]))
    await asyncio.get_running_loop().create_connection(Echo, sock=wire)
    await asyncio.Event().wait()

try:
    asyncio.run(main())
except RuntimeError:
    pass
"""
REQUEST = Request(
    method="POST", path="/echo", params={"id": "01J9Z3"}, query={"q": "dune", "limit": "20"},
    headers={"accept": "application/json", "user-agent": "bench"}, body=b"x" * 64, user="01J9Z4",
    permissions=frozenset({"items.read", "files.read"}),
)  # fmt: skip  # a request like many
_ROUNDS, _CALLS, _STARTS = 25, 400, 5
_MICRO = 1e6


def process_call(place: Path, options: argparse.Namespace) -> list[Row]:
    """Call a plugin in a process, and echo the same through a bare socket pair."""
    del options
    place.mkdir(parents=True)
    (place / "bench_echo.py").write_text(PLUGIN)
    return asyncio.run(_measure(place))


async def _measure(place: Path) -> list[Row]:
    fields = {name: value for name, value in asdict(REQUEST).items() if name != "permissions"}
    async with Processes([str(place)]) as processes, _bare() as echo:
        starts = []
        for _ in range(_STARTS):
            began = time.perf_counter()
            async with _plugin(processes):
                starts.append((time.perf_counter() - began) * 1000)
        async with _plugin(processes) as (command, route, pid):
            call, answer, bare = await _alternately(
                lambda: command.run(fields), lambda: route.handler(REQUEST), lambda: echo(fields)
            )
            weight = _private(pid) / (1 << 20)
    return [
        _row("guarded call into a process / bare socket echo", call, bare),
        _row("a route in a process, its request and answer values / bare socket echo", answer, bare),
        Row(what="start of a plugin's process, ms", goal="", ratio=None, detail=spread(starts)),
        Row(what="private memory of a plugin's process, MiB", goal="", ratio=None, detail=f"{weight:.1f}"),
    ]


@asynccontextmanager
async def _plugin(processes: Processes) -> AsyncIterator[tuple[Command, Route, int]]:
    manifest = Manifest(id="bench_echo", name="Echo", requires_sdk="")
    entry = EntryPoint("bench_echo", "bench_echo:plugin", "mediad.plugins")
    found = Found(id="bench_echo", distribution="echo", version="1", entry=entry, folder=None, manifest=manifest)
    watch = Watch()
    with watch.guarding():  # as in the daemon
        guard = Guard("bench_echo", watch=watch)
        plugin: Any = await ProcessTier(processes=processes)(found, {}, fake_context("bench_echo"), guard)
        registry = Registry()
        registry.register("bench_echo", plugin, guard.blame(""))
        brought = declare(guard, lambda hook: registry.hook("bench_echo", hook), Flights())
        try:
            pid = next(iter(processes._alive)).pid  # there is one
            yield brought.all(Command)[0], brought.all(Route)[0], pid
        finally:
            await plugin.aclose()


@asynccontextmanager
async def _bare() -> AsyncIterator[Callable[[Any], Awaitable[Any]]]:
    ours, theirs = socket.socketpair()
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", ECHO, str(theirs.fileno()), pass_fds=[theirs.fileno()]
    )
    theirs.close()
    transport, asker = await asyncio.get_running_loop().create_connection(_Asker, sock=ours)
    try:
        yield asker.ask
    finally:
        transport.close()
        await child.wait()


class _Asker(asyncio.Protocol):
    """The least that can ask."""

    def connection_made(self, transport: Any) -> None:
        self.transport, self.buffer = transport, bytearray()

    async def ask(self, value: Any) -> Any:
        self.answer = asyncio.get_running_loop().create_future()
        body = msgpack.packb(value)
        self.transport.write(len(body).to_bytes(4, "big") + body)
        return await self.answer

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while len(self.buffer) >= 4 and len(self.buffer) >= 4 + (size := int.from_bytes(self.buffer[:4], "big")):
            value = msgpack.unpackb(bytes(self.buffer[4 : 4 + size]))
            del self.buffer[: 4 + size]
            self.answer.set_result(value)


async def _alternately(*calls: Work) -> list[list[float]]:
    """Measure each in turns: seconds a call, a value a round."""
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(_ROUNDS):
        for call, values in zip(calls, taken, strict=True):
            began = time.perf_counter()
            for _ in range(_CALLS):
                await call()
            values.append((time.perf_counter() - began) / _CALLS)
    return taken


def _private(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private"))


def _row(what: str, ours: list[float], theirs: list[float]) -> Row:
    ratio = middle([a / b for a, b in zip(ours, theirs, strict=True)])
    detail = f"{spread([each * _MICRO for each in ours])} us against {spread([each * _MICRO for each in theirs])} us"
    return Row(what=what, goal="<= 3", ratio=ratio, detail=detail, met=ratio <= 3)
