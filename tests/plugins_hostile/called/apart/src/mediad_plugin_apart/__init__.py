"""Asks to run in a process of its own, and has reason to."""

from __future__ import annotations

import os
import socket
import time

from mediad_sdk import Response, Route, hookimpl


class Plugin:
    def __init__(self, context):
        self.context = context

    @hookimpl
    def mediad_routes(self):
        routes = {
            "pid": self.pid,
            "leave": self.leave,
            "block": self.block,
            "socket": self.socket,
            "stream": self.stream,
        }
        return [
            Route(method="GET", path=f"/{name}", permission="items.read", handler=each) for name, each in routes.items()
        ]

    async def pid(self, request):
        lives = (await self.context.store.get("lives") or 0) + 1
        await self.context.store.put("lives", lives)
        return Response(json={"pid": os.getpid(), "asked": lives, "parent": os.getppid()})

    async def leave(self, request):
        os._exit(9)

    async def block(self, request):
        time.sleep(20)

    async def socket(self, request):
        with socket.socket() as made:
            return Response(json={"family": made.family})

    async def stream(self, request):
        async def chunks():
            for _ in range(50):
                yield b"x" * 100_000

        return Response(body=chunks(), content_type="text/plain")


def plugin(context, settings):
    return Plugin(context)
