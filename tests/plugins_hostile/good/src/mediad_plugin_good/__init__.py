"""Does nothing wrong among those who do."""

from __future__ import annotations

from contextlib import asynccontextmanager

from mediad_sdk import (
    Health,
    HealthCheck,
    JobType,
    Kind,
    MediaType,
    Response,
    Route,
    Subscription,
    hookimpl,
)

PEBBLES = MediaType(
    id="good",
    label="Pebbles",
    kinds=(Kind(id="pebble", label="Pebble", plural="Pebbles", bears_files=True),),
    claim="mediad_plugin_good.files:claim",
    extract="mediad_plugin_good.files:extract",
    assemble="mediad_plugin_good.files:assemble",
)


class Plugin:
    def __init__(self, context):
        self.context = context
        self.alive = False

    @hookimpl
    def mediad_media_types(self):
        return [PEBBLES]

    @hookimpl
    def mediad_jobs(self):
        return [JobType(id="count", handler=self.count)]

    @hookimpl
    def mediad_routes(self):
        return [Route(method="GET", path="/alive", permission="items.read", handler=self.answer)]

    @hookimpl
    def mediad_subscriptions(self):
        return [Subscription(types=("item.*",), handler=self.hear)]

    @hookimpl
    def mediad_health_checks(self):
        return [HealthCheck(id="alive", check=self.check)]

    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self):
        self.alive = True
        yield
        self.alive = False

    async def count(self, run):
        return {"counted": len(run.args)}

    async def answer(self, request):
        return Response(json={"alive": self.alive})

    async def hear(self, event):
        await self.context.store.put("last", event.type)

    async def check(self):
        return Health(state="ok" if self.alive else "down")


def plugin(context, settings):
    return Plugin(context)
