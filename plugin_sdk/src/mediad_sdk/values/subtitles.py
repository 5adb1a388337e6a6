"""Subtitle providers. Experimental: no plugin uses this yet."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass
from mediad_sdk.values.metadata import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtitle:
    """A subtitle that can be had.

    Attributes:
        id: What `fetch` is asked with.
        language: BCP 47.
        name: The release it was made for.
        format: `srt`, `ass`, `vtt`.
        forced: Only what is not in the film's language.
        hearing_impaired: With sounds described.
        score: How well it fits, 0 to 1.
    """

    id: str
    language: str
    name: str = ""
    format: str = "srt"
    forced: bool = False
    hearing_impaired: bool = False
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtitleProvider:
    """Somebody who has subtitles.

    Attributes:
        id: Name within the plugin instance.
        label: What people read.
        search: Finds subtitles for a work in these languages, the best first.
        fetch: Gives the bytes of one.
    """

    id: str
    label: str
    search: Annotated[Callable[[Query, Sequence[str]], Awaitable[Sequence[Subtitle]]], Call(limit=20)]
    fetch: Annotated[Callable[[str], Awaitable[bytes]], Call(limit=30)]
