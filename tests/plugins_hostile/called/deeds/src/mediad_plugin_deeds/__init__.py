"""Loads well, and does whatever bad deed it is asked for."""

from __future__ import annotations

import asyncio
import ctypes
import os
import sys
import time

from mediad_sdk import Health, HealthCheck, Response, Route, hookimpl


async def raises(request):
    raise KeyError("I never worked")


async def asserts(request):
    raise AssertionError("the world is not as it should be")


async def exits(request):
    sys.exit(3)


async def interrupts(request):
    raise KeyboardInterrupt


async def exits_in_a_task(request):
    async def leave():
        sys.exit(3)

    await asyncio.create_task(leave())


async def blocks(request):
    time.sleep(20)


async def blocks_in_a_task(request):
    async def block():
        time.sleep(20)

    await asyncio.create_task(block())


async def spins(request):
    while True:
        pass


async def swallows(request):
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            continue


async def leaks_tasks(request):
    for _ in range(100_000):
        asyncio.create_task(asyncio.sleep(3600))  # noqa: RUF006  # the deed


async def wrong_types(request):
    return {"no": "response"}


async def leaves(request):
    os._exit(4)


async def segfaults(request):
    ctypes.string_at(0)


async def calls_long(request):
    sum(range(10**9))  # one long call into C, which no signal ends


async def leaks_memory(request):
    kept = []
    while True:
        kept.append(os.urandom(5_000_000))
        await asyncio.sleep(0.1)


async def reads_tables(request):
    rows = await CONTEXT[0].database.fetch("SELECT * FROM plugin_settings")
    return Response(json={"rows": [dict(row) for row in rows]})


async def reads_files(request):
    return Response(body=await CONTEXT[0].files.read("../../../secret.key"))


async def asks_for_people(request):
    return Response(json={"person": str(await CONTEXT[0].people.by_password("root", "guess"))})


DEEDS = (
    raises, asserts, exits, interrupts, exits_in_a_task, blocks, blocks_in_a_task, spins, leaks_tasks, wrong_types,
    leaves, segfaults, calls_long, leaks_memory, reads_tables, reads_files, asks_for_people,
)  # fmt: skip
CONTEXT = []


class Plugin:
    def __init__(self):
        self.swallow = False

    @hookimpl
    def mediad_routes(self):
        deeds = [Route(method="GET", path=f"/{each.__name__}", permission="items.read", handler=each) for each in DEEDS]
        strange = [
            Route(method="GET", path="/../good/alive", permission="items.read", handler=wrong_types),
            Route(method="GET", path="/trace", permission="items.read", handler=wrong_types),
        ]
        return [*deeds, *strange]

    @hookimpl
    def mediad_health_checks(self):
        return [HealthCheck(id="patience", check=self.check)]

    async def check(self):
        if "swallows" in os.environ.get("MEDIAD_TEST_DEED", ""):
            await swallows(None)
        return Health(state="ok")


def plugin(context, settings):
    CONTEXT.append(context)
    return Plugin()
