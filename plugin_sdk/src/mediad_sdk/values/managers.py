"""Managers: programs that keep lists of what is wanted and fetch it. Experimental: no plugin uses this yet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Annotated

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A work that a manager knows.

    Attributes:
        ids: External ids.
        kind: mediad's kind.
        title: What people read.
        year: Of its first appearance, or None.
        state: `wanted`, `fetching`, `here` or `unreleased`.
        due: The day it comes out, `2026-05-01`, "" where unknown.
    """

    ids: Mapping[str, str]
    kind: str
    title: str
    year: int | None = None
    state: str = "wanted"
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manager:
    """A manager of the administrator's.

    Attributes:
        id: Name within the plugin instance.
        label: What people read.
        kinds: What it manages.
        wanted: Lists what it lacks.
        add: Lets it want a work.
        status: Says how it stands with works, by their external ids.
        calendar: Lists what comes out between two days.
    """

    id: str
    label: str
    kinds: tuple[str, ...]
    wanted: Annotated[Callable[[], Awaitable[Sequence[Wanted]]], Call(limit=30)]
    add: Annotated[Callable[[Wanted], Awaitable[None]], Call(limit=30)]
    status: Annotated[Callable[[Mapping[str, str]], Awaitable[Wanted | None]], Call(limit=30)] | None = None
    calendar: Annotated[Callable[[str, str], Awaitable[Sequence[Wanted]]], Call(limit=30)] | None = None
