"""From an entry point to what a plugin declares, here in its own process: each step with the name of its failure."""

from __future__ import annotations

import asyncio
import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import field, fields, is_dataclass
from traceback import format_exception
from typing import Any

from mediad_sdk.contract import DECLARED, mistake, named, unknown_hooks, wrong_signatures
from mediad_sdk.data import dataclass
from mediad_sdk.remoting import faults
from mediad_sdk.remoting.estate import Path
from mediad_sdk.runner.bootstrap import load

_LINES = 40


class Refused(Exception):
    """The plugin cannot be used: the kind of its failure as the daemon names it, a sentence, a traceback."""

    def __init__(self, kind: str, message: str, trace: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.trace = trace


@dataclass(slots=True)
class Declared:
    """What one hook gave: values with the paths of their functions, or what went wrong."""

    values: tuple[Any, ...] = ()
    functions: dict[Path, Any] = field(default_factory=dict)
    fault: dict[str, Any] | None = None


async def made(order: Mapping[str, Any], context: Any) -> object:
    """Import the factory, check the settings, make the plugin, look at its hooks.

    Raises:
        Refused: Something of it failed.
    """
    sys.path[:0] = order["own"]
    factory = await _step("import_failed", load, order["reference"])
    if not callable(factory):
        raise Refused("import_failed", f"its entry point is {named(factory)}, not a factory")
    settings = await _settings(order["model"], order["settings"])
    plugin = await _step("factory_failed", factory, context, settings)
    if plugin is None:
        raise Refused("factory_failed", "its factory returned None")
    if unknown := unknown_hooks(plugin):
        raise Refused("unknown_hook", "; ".join(unknown))
    if wrong := (*wrong_signatures(plugin), *_coroutines(plugin)):
        raise Refused("wrong_signature", "; ".join(wrong))
    return plugin


def declared(plugin: object) -> dict[str, Declared]:
    """Ask every declaration hook."""
    hooks = ((hook, getattr(plugin, hook, None)) for hook in DECLARED)
    return {hook: _asked(hook, function) for hook, function in hooks if function is not None}


async def _settings(reference: str, given: Mapping[str, Any]) -> object:
    if not reference:
        if given:
            raise Refused("settings_invalid", f"it has no settings, so it takes no {', '.join(sorted(given))}")
        return None
    from pydantic import ValidationError  # noqa: PLC0415  # many plugins have no settings

    model = await _step("settings_invalid", load, reference)
    try:
        return model.model_validate(dict(given))
    except ValidationError as error:
        # The input stays out of the message: it may be a password that was put under the wrong key.
        found = error.errors(include_url=False, include_input=False, include_context=False)
        sentences = [f"{'.'.join(map(str, each['loc'])) or 'settings'}: {each['msg']}" for each in found]
        raise Refused("settings_invalid", "; ".join(sentences)) from None


async def _step(kind: str, function: Any, *args: Any) -> Any:
    """Do one step in a thread, as the daemon does it: a factory may run a loop of its own."""
    error, value = await asyncio.to_thread(_tried, function, args)
    if error is not None:
        trace = "".join(format_exception(error)).splitlines()[-_LINES:]
        reason = f"it called sys.exit({error.code!r})" if isinstance(error, SystemExit) else _said(error)
        raise Refused(kind, reason, "\n".join(trace))
    return value


def _tried(function: Any, args: tuple[Any, ...]) -> tuple[BaseException | None, Any]:
    try:
        return None, function(*args)
    except BaseException as error:  # noqa: BLE001  # the wall: SystemExit is a verdict too
        return error, None


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _coroutines(plugin: object) -> Iterator[str]:
    for hook in DECLARED:
        function = getattr(plugin, hook, None)
        if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
            yield f"{hook} is async, and must be a plain function"


def _asked(hook: str, function: Any) -> Declared:
    try:
        answer = function()
    except BaseException as error:  # noqa: BLE001  # the wall: told as the hook's failure
        return Declared(fault=faults.to_wire(error))
    if type(answer) not in (list, tuple):
        return Declared(fault={"wrong": f"it returned {named(answer)}, not a list"})
    if why := next((why for each in answer if (why := mistake(each, DECLARED[hook]))), ""):
        return Declared(fault={"wrong": why})
    found = {path: each for i, value in enumerate(answer) for path, each in _callables((hook, i), value)}
    return Declared(tuple(answer), found)


def _callables(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    """Find the functions and models in a declared value, and in the values that it holds."""
    for each in fields(value):
        item = getattr(value, each.name)
        here = (*path, each.name)
        if callable(item):
            yield here, item
        elif isinstance(item, tuple):
            for i, inner in enumerate(item):
                if is_dataclass(inner) and not isinstance(inner, type):
                    yield from _callables((*here, i), inner)
