"""Fulfilment of requests: who gets a work that somebody asked for. Experimental: nothing uses this yet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Literal

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRequest:
    """A work that somebody wishes for.

    Attributes:
        id: The request's public id.
        kind: mediad's kind of the work.
        ids: External ids.
        title: What people read.
        year: Of its first appearance, or None.
        user: Public id of who asked.
    """

    id: str
    kind: str
    ids: Mapping[str, str]
    title: str
    year: int | None = None
    user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a request is; `reference` is the fulfiller's own name of it.

    Attributes:
        state: `accepted`, `fetching`, `done` or `failed`.
        reference: What `progress` is asked with.
        message: Why it failed, or what it waits for.
    """

    state: Literal["accepted", "fetching", "done", "failed"]
    reference: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfilment:
    """Somebody who gets works.

    Attributes:
        id: Name within the plugin instance.
        label: What people read.
        kinds: What it can get.
        fulfil: Takes a request, or gives None: then the next one is asked.
        progress: Says how far a request is, by its reference.
    """

    id: str
    label: str
    kinds: tuple[str, ...]
    fulfil: Annotated[Callable[[WorkRequest], Awaitable[Progress | None]], Call(limit=30)]
    progress: Annotated[Callable[[str], Awaitable[Progress]], Call(limit=30)]
