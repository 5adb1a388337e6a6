"""What may cross between processes by name: the values of the SDK, and the services it lends. Nothing else does."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import fields, is_dataclass
from functools import cache
from types import ModuleType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from mediad_sdk.data import dataclass
from mediad_sdk.host import Context
from mediad_sdk.host.database import Rows
from mediad_sdk.host.http.client import Carrier, Http, HttpStream
from mediad_sdk.host.http.values import HttpAnswer, HttpRequest
from mediad_sdk.values import (
    commands,
    delivery,
    downloads,
    encoding,
    events,
    health,
    http,
    jobs,
    kinds,
    lists,
    locations,
    managers,
    media,
    metadata,
    notices,
    pictures,
    requests,
    servers,
    sidecars,
    signin,
    subtitles,
    web,
    works,
)
from mediad_sdk.values.jobs import JobRun

_ROOMS = (
    commands, delivery, downloads, encoding, events, health, http, jobs, kinds, lists, locations, managers, media,
    metadata, notices, pictures, requests, servers, sidecars, signin, subtitles, web, works,
)  # fmt: skip  # a list to read, not to scroll


def _values(room: ModuleType) -> Iterator[type[Any]]:
    own = (each for each in vars(room).values() if isinstance(each, type) and each.__module__ == room.__name__)
    return filter(is_dataclass, own)


def name_of(cls: type[Any]) -> str:
    """Name a class of values: `works.Document`."""
    return f"{cls.__module__.rpartition('.')[2]}.{cls.__name__}"


VALUES: dict[str, type[Any]] = {
    name_of(each): each for each in (HttpRequest, HttpAnswer, *(value for room in _ROOMS for value in _values(room)))
}
"""The classes whose values cross, by name."""

LOCAL = frozenset({"plugin", "instance", "clock", "tasks"})
"""What of a context needs no daemon."""


@cache
def services() -> dict[str, Any]:
    """Give the services of a context by name, each as the Protocol that crosses for it."""
    hints = get_type_hints(Context)
    named = {each.name: hints[each.name] for each in fields(Context) if each.name not in LOCAL}
    return {name: Carrier if hint is Http else hint for name, hint in named.items()}


@cache
def protocols() -> dict[str, Any]:
    """Give every Protocol that is lent, by name."""
    return {each.__name__: each for each in (*services().values(), JobRun, Rows, HttpStream, Carrier)}


@dataclass(frozen=True, slots=True)
class Method:
    """How one method of a Protocol crosses.

    Attributes:
        way: `ask` is awaited, `tell` gives nothing and is not waited for, `walk` gives a stream, `open` a context.
        signature: Its arguments; the first is the object itself.
        takes: Of arguments that are functions, by name: the types of what they are called with.
        gives: The type of what is opened.
    """

    way: Literal["ask", "tell", "walk", "open"]
    signature: inspect.Signature
    takes: dict[str, tuple[Any, ...]]
    gives: Any = None


@cache
def properties(protocol: Any) -> tuple[str, ...]:
    """Name what a Protocol lets one read at once."""
    return tuple(name for name, each in vars(protocol).items() if isinstance(each, property))


@cache
def methods(protocol: Any) -> dict[str, Method]:
    """Give the methods of a Protocol by name."""
    own = ((name, each) for name, each in vars(protocol).items() if inspect.isfunction(each))
    return {name: _method(each) for name, each in own if not name.startswith("_") or name == "__aiter__"}


def _method(function: Callable[..., Any]) -> Method:
    hints = get_type_hints(function)
    gives = hints.pop("return", None)
    takes = {name: tuple(get_args(hint)[0]) for name, hint in hints.items() if _is_function(hint)}
    signature = inspect.signature(function)
    if inspect.iscoroutinefunction(function):
        return Method("ask", signature, takes)
    if get_origin(gives) is AsyncIterator:
        return Method("walk", signature, takes)
    if get_origin(gives) is AbstractAsyncContextManager:
        return Method("open", signature, takes, get_args(gives)[0])
    return Method("tell", signature, takes)


def _is_function(hint: Any) -> bool:
    return get_origin(hint) is Callable


def is_protocol(hint: Any) -> bool:
    """Tell whether a type is one of the Protocols that are lent."""
    return getattr(hint, "_is_protocol", False) and protocols().get(hint.__name__) is hint
