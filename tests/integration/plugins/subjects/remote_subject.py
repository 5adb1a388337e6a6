"""A plugin that does what it is told, so that tests can look at each way across: `run` names a function below."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import signal
import socket
import sys
import threading
import time
from contextlib import asynccontextmanager
from typing import Any, ClassVar

from pydantic import BaseModel

from mediad_sdk import (
    Command,
    Delivery,
    EncoderProfile,
    Encoding,
    Event,
    Health,
    HealthCheck,
    Invalid,
    JobType,
    PluginSettings,
    RateLimited,
    Response,
    Route,
    SecretStr,
    Subscription,
    Unsupported,
    hookimpl,
)


class Settings(PluginSettings):
    """What it may be told."""

    password: SecretStr = SecretStr("")
    fail: str = ""


class Arguments(BaseModel):
    """What its job takes."""

    times: int = 1


class OwnNotFound(RateLimited):
    """An error of its own below one of the SDK."""

    code = "own_code"
    number = 70


class Subject:
    """The plugin."""

    tags: ClassVar[Any] = {"bitrate": 96, "sizes": (1, 2)}

    def __init__(self, context: Any, settings: Settings | None) -> None:
        self.context = context
        self.settings = settings
        self.alive = False
        self.made = self.cleaned = 0

    @hookimpl
    def mediad_commands(self) -> Any:
        return [Command(id="run", summary="Run", run=self.run), Command(id="plain", summary="Plain", run=self.plain)]

    @hookimpl
    def mediad_jobs(self) -> Any:
        return [JobType(id="work", handler=self.work, args=Arguments)]

    @hookimpl
    def mediad_routes(self) -> Any:
        return [Route(method="GET", path="/stream", permission="items.read", handler=self.stream)]

    @hookimpl
    def mediad_subscriptions(self) -> Any:
        return [Subscription(types=("item.*",), handler=self.hear)]

    @hookimpl
    def mediad_health_checks(self) -> Any:
        return [HealthCheck(id="alive", check=self.check)]

    @hookimpl
    def mediad_encoder_profiles(self) -> Any:
        return [
            EncoderProfile(
                id="p", label="P", media="audio", container="ogg", suffix="ogg", mime="audio/ogg", plan=self.plan,
                rendition="p", tags=self.tags, accepts=self.accepts, verify=self.verify,
            )
        ]  # fmt: skip  # two rows of fields

    @hookimpl
    def mediad_deliveries(self) -> Any:
        route = Route(method="GET", path="/ping", permission="items.read", handler=self.stream)
        return [
            Delivery(id="d", label="D", prefix="/d", routes=(route,), sign_in=self.sign_in, refuse=self.refuse),
        ]

    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self) -> Any:
        await self.context.store.put("lives", [*(await self.context.store.get("lives") or []), os.getpid()])
        self.alive = True
        async with asyncio.TaskGroup() as self.group:
            yield
        self.alive = False
        await self.context.store.put("left", True)

    async def run(self, args: Any) -> Any:
        return await getattr(self, f"do_{args['do']}")(*args.get("with", ()))

    def plain(self, args: Any) -> Any:
        self.context.log.info("in a thread", args=dict(args))
        return {"main": threading.current_thread() is threading.main_thread()}

    async def work(self, run: Any) -> Any:
        await run.progress(0.5, "half")
        await run.save({"at": 1})
        await run.log("line", level="warning")
        return {"id": run.id, "args": dict(run.args), "attempt": run.attempt, "checkpoint": dict(run.checkpoint)}

    async def stream(self, request: Any) -> Any:
        async def chunks() -> Any:
            try:
                for self.made in range(1, int(request.query.get("chunks", 3)) + 1):
                    async with asyncio.timeout(30):  # needs one task from its beginning to its end
                        yield b"x" * self.made
                    if request.query.get("fail") and self.made == 2:
                        raise RateLimited("slow down", retry_after=3)
            finally:
                self.cleaned += 1

        return Response(body=chunks(), content_type="text/plain", headers={"a": "b"})

    async def hear(self, event: Any) -> None:
        await self.context.events.publish(Event(type=f"subject.{event.type}", data=event.data))

    def check(self) -> Any:
        return Health(state="ok" if self.alive else "down")

    def plan(self, source: Any) -> Any:
        return Encoding(arguments=("-i", source.container), streams=(("audio", "opus"),))

    def accepts(self, source: Any) -> Any:
        return 0.5 if source.container else None

    def verify(self, source: Any, result: Any) -> None:
        if result.container != source.container:
            raise Unsupported(f"It is {result.container}.")

    async def sign_in(self, request: Any) -> Any:
        return await self.context.people.by_key(request.headers["key"])

    def refuse(self, request: Any, error: Any) -> Any:
        if isinstance(error, OwnNotFound):
            return Response(json={"number": error.number})
        return Response(status=418, json={"code": error.code, "text": str(error), "path": request.path})

    async def do_counts(self) -> Any:
        return {"made": self.made, "cleaned": self.cleaned, "alive": self.alive}

    async def do_echo(self, value: Any) -> Any:
        return {"value": value}

    async def do_large(self, size: int) -> Any:
        return {"value": b"." * size}

    async def do_secret(self) -> Any:
        return {"password": self.settings.password.get_secret_value(), "pid": os.getpid()}

    async def do_call(self, service: str, method: str, args: Any = (), kwargs: Any = None) -> Any:
        return {"answer": await getattr(getattr(self.context, service), method)(*args, **(kwargs or {}))}

    async def do_tell(self) -> Any:
        self.context.log.warning("seen", number=1)
        self.context.metrics.count("films", 2, kind="short")
        logging.getLogger("library.of.its").warning("spoke %s", "up")
        return {}

    async def do_walk(self, most: int) -> Any:
        found = []
        async for item in self.context.library.items("film"):
            found.append(item["id"])
            if len(found) == most:
                break
        return {"found": found}

    async def do_unit(self, fail: Any = None) -> Any:
        async def unit(rows: Any) -> Any:
            self.rows = rows
            await rows.execute("INSERT", id=1)
            found = await rows.fetch("SELECT", id=1)
            if fail:
                raise Invalid("no", places=(("/a", "b"),), remedy="Do it well.")
            return found

        return {"answer": await self.context.database.write(unit), "dialect": self.context.database.dialect}

    async def do_slow_unit(self) -> Any:
        async def unit(rows: Any) -> Any:
            await rows.execute("INSERT")
            await asyncio.sleep(60)

        await self.context.database.write(unit)

    async def do_after_unit(self) -> Any:
        await self.do_unit()
        return await self.rows.fetch("SELECT")

    async def do_ffmpeg(self, most: int) -> Any:
        found = []
        async with self.context.ffmpeg.stream("file", ("-i", "x")) as chunks:
            async for chunk in chunks:
                found.append(chunk)
                if len(found) == most:
                    break
        return {"found": found}

    async def do_http(self) -> Any:
        client = self.context.http.to("https://api.example.org", auth="token")
        answer = await client.get("/search", params={"q": "dune"})
        async with client.stream("GET", "/long") as stream:
            pieces = [piece async for piece in stream]
        return {"json": answer.json(), "status": stream.status, "pieces": pieces}

    async def do_clock(self) -> Any:
        before = self.context.clock.monotonic()
        await self.context.clock.sleep(0.01)
        return {"passed": self.context.clock.monotonic() - before, "now": self.context.clock.now_ms()}

    async def do_end_life(self) -> Any:
        async def fail() -> None:
            raise ValueError("its life is over")

        self.group.create_task(fail())
        return {}

    async def do_log_anything(self) -> Any:
        self.context.log.info("odd", where=object, when=ValueError("x"), n=1)
        return {}

    async def do_task(self) -> Any:
        async def fail() -> None:
            raise ValueError("a task that fails")

        async def wait() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                await self.context.store.put("task", "ended")

        self.context.tasks.start(fail, name="failing")
        self.context.tasks.start(wait, name="waiting")
        return {}

    async def do_raise(self, kind: str) -> Any:
        raise {
            "limited": RateLimited("too fast", retry_after=12.5, remedy="Wait."),
            "own": OwnNotFound("mine", retry_after=1),
            "invalid": Invalid("bad", places=(("/x", "is bad"),)),
            "bug": ZeroDivisionError("nothing"),
            "exit": SystemExit(3),
            "cancel": asyncio.CancelledError(),
        }[kind]

    async def do_wrong(self) -> Any:
        return object()

    async def do_wait(self) -> Any:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            await self.context.store.put("cancelled", True)
            raise

    async def do_cling(self) -> Any:
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                continue

    async def do_die(self, how: str) -> Any:
        ways: dict[str, Any] = {
            "segfault": lambda: ctypes.string_at(0),
            "exit": lambda: os._exit(7),
            "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
            "daemon": lambda: os.kill(
                os.getppid(), 0
            ),  # as good as any signal, and does no harm where it is let through
            "everybody": lambda: os.kill(-1, 0),
            "close": lambda: os.close(3),
            "nonsense": lambda: os.write(3, b"\0\0\0\1\xc1"),
            "huge": lambda: os.write(3, b"\xff\xff\xff\xff"),
            "memory": lambda: bytearray(4 << 30),
            "leave": lambda: sys.exit("bye"),
        }
        ways[how]()

    async def do_block(self, seconds: float) -> Any:
        time.sleep(seconds)  # noqa: ASYNC251  # the point of it
        return {}

    async def do_spin(self) -> Any:
        while True:
            pass

    async def do_leak(self) -> Any:
        async def leak() -> None:
            while True:
                self.kept = [*getattr(self, "kept", []), bytearray(b"x" * (5 << 20))]
                await asyncio.sleep(0.05)

        self.context.tasks.start(leak, name="leak")
        return {}

    async def do_socket(self) -> Any:
        with socket.socket() as made:
            return {"family": made.family}

    async def do_by_hand(self, target: Any, args: Any) -> Any:
        return {"answer": await self.context.store._end.call(target, args)}

    async def do_tell_by_hand(self, target: Any) -> Any:
        self.context.store._end.tell(target, [])
        return {}

    async def do_greet_by_hand(self) -> Any:
        peer = self.context.store._end
        peer._send([0, "hello", [1, "all is lost"]])
        return {}

    async def do_stop_telling(self, how: str) -> Any:
        async def told(*_: Any) -> Any:
            return {"wrong": "well"}[how]

        self.context.store._end.house.serve = told
        return {}

    async def do_log_by_hand(self, number: int) -> Any:
        for each in range(number):
            self.context.store._end.tell(("log",), [f"made.up.{each}", logging.WARNING, "said"])
        return {}

    async def do_shout(self, size: int) -> Any:
        for stream in (sys.stdout, sys.stderr):
            stream.write(("x" * 99 + "\n") * (size // 100))
            stream.flush()
        return {}

    async def do_path(self) -> Any:
        import own_library  # noqa: PLC0415  # is in its own environment alone

        return {"own": own_library.NAME}


def plugin(context: Any, settings: Settings | None = None) -> Subject:
    """Make it."""
    if settings is not None and settings.fail:
        FAILURES[settings.fail]()
    return Subject(context, settings)


def _forever() -> None:
    time.sleep(60)


def _say(told: bytes) -> Any:
    """Answer by hand, in the place of the runner: the daemon's first call is number 1."""
    body = b"\x93\x01\xa4done" + told
    os.write(3, len(body).to_bytes(4, "big") + body)
    time.sleep(60)


FAILURES: dict[str, Any] = {
    "raise": lambda: 1 // 0,
    "exit": lambda: os._exit(4),
    "hang": _forever,
    "segfault": lambda: ctypes.string_at(0),
    "number": lambda: _say(b"\x07"),
    "hooks": lambda: _say(b"\x81\xa5hooks\x07"),
    "refused": lambda: _say(b"\x81\xa7refused\x91\x07"),
    "odd": lambda: setattr(Subject, "tags", {"x": object()}),
}
