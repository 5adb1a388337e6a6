"""What the child of a plugin does for the daemon: make the plugin, call its functions, live its life, be alive."""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
import resource
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from mediad_sdk.calls import functions
from mediad_sdk.remoting.estate import Estate
from mediad_sdk.remoting.peer import Peer
from mediad_sdk.runner.plugin_context import Lines, LocalTasks, make_context
from mediad_sdk.runner.plugin_making import Declared, Refused, declared, made
from mediad_sdk.runner.stub import HEAP_FULL

_THREADS = 2
_PAGE = resource.getpagesize()


class PluginHouse:
    """Everything of one plugin instance that is here."""

    peer: Peer

    def __init__(self) -> None:
        self.estate = Estate(self._run)
        self._plugin: object = None
        self._colours: dict[int, str] = {}
        self._threads = ThreadPoolExecutor(_THREADS, "plugin")
        self._tasks = LocalTasks(self._task_failed)
        self._life: Life | None = None
        self._verbs: dict[str, Callable[..., Awaitable[Any]]] = {
            "make": self._make, "enter": self._enter, "leave": self._leave, "ping": self._ping, "model": self._model,
        }  # fmt: skip  # one row says it
        self._memory = open("/proc/self/statm", "rb", buffering=0)  # noqa: SIM115  # as long as the process

    async def serve(self, target: Sequence[Any], args: Sequence[Any], _kwargs: Mapping[str, Any]) -> Any:
        """Do what the daemon asks."""
        return await self._verbs[target[0]](*target[1:], *args)

    def told(self, _target: Sequence[Any], _args: Sequence[Any], _kwargs: Mapping[str, Any]) -> None:
        """Hear nothing: the daemon tells nothing yet."""

    def fault(self, error: BaseException) -> dict[str, Any]:
        """Write down what the plugin raised; without memory this process is of no more use."""
        if isinstance(error, MemoryError):
            os._exit(HEAP_FULL)
        return self.estate.fault(error)

    def broken(self, _why: str) -> None:
        """Go when the daemon is gone."""
        os._exit(0)

    async def _make(self, order: dict[str, Any]) -> dict[str, Any]:
        logging.basicConfig(level=order["level"], format="%(message)s", handlers=[Lines(self.peer)], force=True)
        try:
            context = make_context(self.peer, order, self._tasks)
            self._plugin = await made(order, context)
            answers = declared(self._plugin)
        except Refused as refused:
            return {"refused": [refused.kind, refused.message, refused.trace]}
        return {"hooks": self._keep(answers)}

    def _keep(self, answers: Mapping[str, Declared]) -> dict[str, Any]:
        """Lend the functions of what is declared for good, under paths that the next process gives them too."""
        for answer in answers.values():
            self.estate.functions.update(answer.functions)
            self.estate.paths.update({id(each): path for path, each in answer.functions.items()})
            colours = {id(each): "async" for each in answer.functions.values() if _makes_coroutine(each)}
            self._colours.update(colours)
            for value in answer.values:
                cls: Any = type(value)
                inline = (each.name for each in functions(cls) if each.call.inline)
                self._colours.update({id(getattr(value, name)): "inline" for name in inline})
        return {hook: answer.fault or list(answer.values) for hook, answer in answers.items()}

    async def _run(self, function: Callable[..., Any], args: Sequence[Any]) -> Any:
        """Call a function as its colour wants it: on the loop, or in one of the plugin's own threads."""
        colour = self._colours.get(id(function)) or ("async" if _makes_coroutine(function) else "plain")
        if colour == "async":
            return await function(*args)
        if colour == "inline":
            return function(*args)
        loop = asyncio.get_running_loop()
        value = await loop.run_in_executor(self._threads, copy_context().run, _outcome, function, args)
        if isinstance(value, _Raised):
            raise value.error
        return await value if inspect.isawaitable(value) else value

    async def _model(self, path: list[Any], value: Any) -> Any:
        from pydantic import ValidationError  # noqa: PLC0415  # few plugins have a model of arguments

        from mediad_sdk.errors import Invalid  # noqa: PLC0415  # as above

        try:
            return self.estate.functions[tuple(path)].model_validate(value).model_dump(mode="json")  # type: ignore[attr-defined]  # a model
        except ValidationError as error:
            places = tuple(("".join(f"/{step}" for step in each["loc"]), each["msg"]) for each in error.errors())
            raise Invalid("These arguments are not taken.", places=places) from None

    async def _enter(self) -> None:
        self._life = Life(getattr(self._plugin, "mediad_lifespan", None), self._tasks)
        await self._life.start(self._life_ended)

    async def _leave(self) -> None:
        if self._life is not None:
            await self._life.stop()

    async def _ping(self) -> int:
        """Tell the memory that is resident, in bytes."""
        self._memory.seek(0)
        return int(self._memory.read(200).split()[1]) * _PAGE

    def _task_failed(self, name: str, error: BaseException) -> None:
        self.peer.tell(("task",), [name, self.fault(error)])

    def _life_ended(self, error: BaseException | None) -> None:
        self.peer.tell(("ended",), [None if error is None else self.fault(error)])


class Life:
    """Enters and leaves a lifespan in one task of its own, as task groups and timeouts inside it need it."""

    def __init__(self, opener: Callable[[], Any] | None, tasks: LocalTasks) -> None:
        self._open = opener
        self._tasks = tasks
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self, on_end: Callable[[BaseException | None], None]) -> None:
        """Enter it; `on_end` hears when it ends without having been told to."""
        loop = asyncio.get_running_loop()
        entered: asyncio.Future[None] = loop.create_future()
        self._task = loop.create_task(self._run(entered))
        self._task.add_done_callback(lambda task: self._ended(task, entered, on_end))
        await entered

    async def stop(self) -> None:
        """End the tasks and leave it; raises what leaving raises."""
        self._stop.set()
        if self._task is not None:
            await self._task

    async def _run(self, entered: asyncio.Future[None]) -> None:
        try:
            if self._open is None:
                entered.set_result(None)
                await self._stop.wait()
                return
            async with self._open():
                entered.set_result(None)
                await self._stop.wait()
                await self._tasks.end()
        finally:
            await self._tasks.end()

    def _ended(
        self, task: asyncio.Task[None], entered: asyncio.Future[None], on_end: Callable[[BaseException | None], None]
    ) -> None:
        error = None if task.cancelled() else task.exception()
        if not entered.done():
            entered.set_exception(error or RuntimeError("it was cancelled while it was entered"))
        elif not self._stop.is_set():
            on_end(error)


class _Raised:
    """What a function raised in a thread: a future may not hold all of it."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


def _outcome(function: Callable[..., Any], args: Sequence[Any]) -> Any:
    try:
        return function(*args)
    except BaseException as error:  # noqa: BLE001  # the wall: in a thread of a plugin every exception is its failure
        return _Raised(error)


def _makes_coroutine(function: Callable[..., Any]) -> bool:
    while hasattr(function, "func"):  # functools.partial
        function = function.func
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
        getattr(function, "__call__", None)  # noqa: B004  # not asked whether it can be called, but how
    )
