"""How the functions in a declared value are called: deadline, colour and the type of their answer.

A declared value is a frozen dataclass; each of its functions is a field whose annotation says how it is called:

    search: Annotated[Callable[[Query], Awaitable[Sequence[Candidate]]], Call(limit=15)]

The daemon's guard, the process tier, the reference and the conformance kit all read this one annotation.
"""

from __future__ import annotations

import collections.abc
from collections.abc import Awaitable, Callable
from dataclasses import fields, is_dataclass
from functools import cache
from inspect import isawaitable
from typing import Annotated, Any, ParamSpec, TypeVar, cast, get_args, get_origin, get_type_hints

from mediad_sdk.data import dataclass

P = ParamSpec("P")
R = TypeVar("R")


def in_thread(function: Callable[P, R]) -> Callable[P, Awaitable[R]]:
    """Give a plain function where an awaited one is asked for: mediad runs it in one of the plugin's own threads.

    It changes nothing at run time, where a `def` is known by itself; it tells type checkers, and readers.
    """
    return cast("Callable[P, Awaitable[R]]", function)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """How one function of a declared value is called.

    Attributes:
        limit: Seconds until it is cancelled, None for no limit of its own.
        inline: True for a pure plain function without I/O, which is called at once on the event loop; otherwise it may
            be `async def` (on the loop) or `def` (in one of the plugin's own threads).
        strikes: What a failure counts towards a pause; 0 where the caller retries by itself.
    """

    limit: float | None = None
    inline: bool = False
    strikes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function field of a declared value.

    Attributes:
        name: The field.
        call: How it is called.
        takes: The types of its arguments, in order.
        gives: The type of its answer, what is awaited already taken off.
    """

    name: str
    call: Call
    takes: tuple[Any, ...]
    gives: Any


@cache
def functions(cls: type[Any]) -> tuple[Function, ...]:
    """Give the function fields of a declared value's class."""
    hints = get_type_hints(cls, include_extras=True)
    found = []
    for each in fields(cls):
        hint = hints[each.name]
        for option in (hint, *get_args(hint)):
            if get_origin(option) is Annotated and (call := _call_in(option)):
                takes, gives = _signature(get_args(option)[0])
                found.append(Function(name=each.name, call=call, takes=takes, gives=gives))
    return tuple(found)


@cache
def nested(cls: type[Any]) -> tuple[tuple[str, type[Any]], ...]:
    """Give the fields of a declared value that are tuples of declared values with functions of their own."""
    hints = get_type_hints(cls)
    found = []
    for each in fields(cls):
        args = get_args(hints[each.name])
        inner = args[0] if get_origin(hints[each.name]) is tuple and args else None
        if isinstance(inner, type) and is_dataclass(inner) and functions(inner):
            found.append((each.name, inner))
    return tuple(found)


async def settled(answer: R | Awaitable[R]) -> R:
    """Give the answer of an inline function: it is at hand, or awaited where it comes from a process of its own."""
    return await answer if isawaitable(answer) else answer


def _call_in(hint: Any) -> Call | None:
    return next((each for each in get_args(hint)[1:] if isinstance(each, Call)), None)


def _signature(hint: Any) -> tuple[tuple[Any, ...], Any]:
    if get_origin(hint) is collections.abc.Callable:
        takes, gives = get_args(hint)
        return tuple(takes), _awaited(gives)
    hints = get_type_hints(hint.__call__)  # a Protocol with nothing but a call
    gives = hints.pop("return", Any)
    return tuple(hints.values()), _awaited(gives)


def _awaited(hint: Any) -> Any:
    args = get_args(hint)
    return args[0] if get_origin(hint) is collections.abc.Awaitable and args else hint
