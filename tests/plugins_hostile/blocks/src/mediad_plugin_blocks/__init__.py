"""Blocks the event loop in a handler."""

from __future__ import annotations

import time

from mediad_sdk import Response, Route, hookimpl


async def block(request):
    time.sleep(30)
    return Response(json={})


class Plugin:
    @hookimpl
    def mediad_routes(self):
        return [Route(method="GET", path="/block", permission="items.read", handler=block)]


def plugin(context, settings):
    return Plugin()
