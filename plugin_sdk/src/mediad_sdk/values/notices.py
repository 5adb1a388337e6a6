"""Notifiers: who tells people something outside of mediad."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Literal

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to tell.

    Attributes:
        title: One line.
        body: More, as plain text.
        level: `info`, `success`, `warning` or `failure`.
        event: The type of the event behind it, "" when a person sent it.
        link: Where to look, "" for nowhere.
    """

    title: str
    body: str = ""
    level: Literal["info", "success", "warning", "failure"] = "info"
    event: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifier:
    """Somebody who passes notices on; the daemon queues and repeats them.

    Attributes:
        id: Name within the plugin instance.
        label: What people read.
        send: Passes one on. It may be called again with the same notice when it raised.
    """

    id: str
    label: str
    send: Annotated[Callable[[Notice], Awaitable[None]], Call(limit=30, strikes=0)]
