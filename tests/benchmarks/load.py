"""The authenticated page against aiohttp's hello world, and its latency as the library grows."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from daemon import Daemon, free_port, running, write_config
from measure import Cost, Row, cpu_of, middle, spread

from mediad.storage.ports import sortkeys
from mediad.storage.ports.ids import new_uids

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_HELLO = """
import sys
from aiohttp import web
async def hello(request):
    return web.Response(text="Hello")
app = web.Application()
app.router.add_get("/", hello)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)
"""
_REQUESTS = 3000
_CONNECTIONS = 8
_PROBES = 400
_NOW = 1_700_000_000_000


@dataclass
class Side:
    """A running daemon behind a library of one size, a key for it, and addresses of pages all over its list."""

    daemon: Daemon
    key: str
    targets: list[str]


def page(place: Path, options: argparse.Namespace) -> list[Row]:
    """Ask for authenticated pages of 50 of two sizes of library in turns; then, likewise, for those and hello world."""
    with ExitStack() as stack:
        small, large = (_side(stack, place / str(count), count) for count in (options.items // 20, options.items))
        pairs = [(_p50(small), _p50(large)) for _ in range(options.pairs)]
        shares, detail = _against_hello(large, options.pairs)
    ratio = middle(shares)
    growth = middle([more / less for less, more in pairs])
    less, more = (spread([each * 1000 for each in times]) for times in zip(*pairs, strict=True))
    return [
        Row(what="authenticated page / hello world", goal=">= 0.20", ratio=ratio, detail=detail, met=ratio >= 0.20),
        Row(
            what=f"p50 at {options.items} / at {options.items // 20} works", goal="<= 1.3", ratio=growth,
            detail=f"p50 {more} ms against {less} ms", met=growth <= 1.3,
        ),
    ]  # fmt: skip


def filled(database: Path, count: int) -> None:
    """Put works into the database of a daemon that was started once: what a page walks, and nothing else."""
    with sqlite3.connect(database) as connection:
        library = connection.execute("SELECT id FROM library").fetchone()
        number = library[0] if library else 0
        uids = new_uids(_NOW, count)
        titles = [f"Work {at:06d}" for at in range(count)]
        random.Random(1).shuffle(titles)
        briefs = [_brief(uid, title) for uid, title in zip(uids, titles, strict=True)]
        subjects = [(at + 1_000_000, uids[at], f"key {at}", titles[at], briefs[at], _NOW, _NOW) for at in range(count)]
        connection.executemany(
            "INSERT INTO subject (id, uid, kind, key, title, brief, added, changed) "
            "VALUES (?, ?, 'film', ?, ?, ?, ?, ?)",
            subjects,
        )
        keys = [(number, sortkeys.text(titles[at]), at + 1_000_000, briefs[at]) for at in range(count)]
        connection.executemany("INSERT INTO page_key VALUES (?, 'film', 'title', ?, ?, 0, ?)", keys)
        present = [(at + 1_000_000, number) for at in range(count)]
        connection.executemany("INSERT INTO presence (subject, library) VALUES (?, ?)", present)
    with sqlite3.connect(database) as connection:
        connection.execute("ANALYZE")


def _brief(uid: str, title: str) -> str:
    people = [{"name": "Ada Example", "role": "director"}, {"name": "Bo Example", "role": "actor"}]
    return json.dumps({"id": uid, "kind": "film", "title": title, "year": 1999, "credits": people, "added": _NOW})


def _side(stack: ExitStack, place: Path, count: int) -> Side:
    media = place / "media"
    media.mkdir(parents=True)
    port = free_port()
    config = write_config(place, port, {"bench": (["movies"], media)}, watch=False)
    with running(config, port):
        pass
    filled(place / "var" / "mediad.db", count)
    daemon = stack.enter_context(running(config, port))
    admin = next(user for user in daemon.client.pages("/api/v1/users") if user["name"] == "admin")
    key = daemon.client.post(f"/api/v1/users/{admin['id']}/keys", {"name": "bench", "scopes": ["*"]})["key"]
    return Side(daemon, key, _targets(daemon.client, count))


def _targets(client: object, count: int) -> list[str]:
    """Collect addresses of pages all over the list."""
    targets, cursor = [], None
    while True:
        found = client.get("/api/v1/items", kind="film", sort="title", limit=500, cursor=cursor)  # type: ignore[attr-defined]  # Client
        cursor = found["next"]
        if cursor is None:
            break
        targets.append(f"/api/v1/items?kind=film&sort=title&limit=50&cursor={cursor}")
    random.Random(2).shuffle(targets)
    assert len(targets) >= count // 500 - 1
    return targets


def _against_hello(side: Side, pairs: int) -> tuple[list[float], str]:
    hello_port = free_port()
    hello = subprocess.Popen([sys.executable, "-c", _HELLO, str(hello_port)])
    try:
        time.sleep(1.5)
        ours: list[Cost] = []
        theirs: list[Cost] = []
        for _ in range(pairs):
            theirs.append(_loaded(hello.pid, hello_port, "", ["/"]))
            ours.append(_loaded(side.daemon.pid, side.daemon.port, side.key, side.targets))
    finally:
        hello.kill()
        hello.wait()
    shares = [their.cpu / our.cpu for our, their in zip(ours, theirs, strict=True)]
    micro = 1e6 / _REQUESTS
    detail = (
        f"server cpu {spread([each.cpu * micro for each in ours])} us a page against "
        f"{spread([each.cpu * micro for each in theirs])} us; "
        f"{spread([_REQUESTS / each.wall for each in ours])} pages/s against "
        f"{spread([_REQUESTS / each.wall for each in theirs])}"
    )
    return shares, detail


def _loaded(pid: int, port: int, key: str, targets: list[str]) -> Cost:
    cpu, wall = cpu_of(pid), time.perf_counter()
    asyncio.run(_load(port, key, targets))
    return Cost(wall=time.perf_counter() - wall, cpu=cpu_of(pid) - cpu)


async def _load(port: int, key: str, targets: list[str]) -> None:
    each = _REQUESTS // _CONNECTIONS
    await asyncio.gather(*(_client(port, key, targets, each, seed) for seed in range(_CONNECTIONS)))


async def _client(port: int, key: str, targets: list[str], count: int, seed: int) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times = []
    for at in range(count):
        target = targets[(seed * 7919 + at) % len(targets)]
        request = f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n"
        began = time.perf_counter()
        writer.write(request.encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise AssertionError(head)
        await reader.readexactly(int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]))
        times.append(time.perf_counter() - began)
    writer.close()
    return times


def _p50(side: Side) -> float:
    async def probe() -> float:
        await _client(side.daemon.port, side.key, side.targets, 50, 1)
        return middle(await _client(side.daemon.port, side.key, side.targets, _PROBES, 2))

    return asyncio.run(probe())
