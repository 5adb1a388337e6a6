"""What handlers give back, and what routes declare that they give back."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Protocol

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
    from contextlib import AbstractAsyncContextManager

    from aiohttp import web
    from pydantic import BaseModel


JSON = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole body in memory; `status` None means the one that the route declares."""

    body: bytes = b""
    status: int | None = None
    media_type: str = JSON
    etag: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


class ByteSource(Protocol):
    """Bytes that can be read from any place; the readers of the roots lend it."""

    @property
    def size(self) -> int:
        """How many bytes there are."""

    @property
    def mtime_ns(self) -> int:
        """When they were last changed, in ns since 1970."""

    def chunks(self, start: int, length: int) -> AsyncIterator[bytes]:
        """Read `length` bytes from `start`, piece by piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnswer:
    """Bytes of a file, served in ranges. With `accel` the proxy in front serves them from that internal address."""

    source: ByteSource
    name: str
    media_type: str
    download: bool = False
    accel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamAnswer:
    """An open-ended body: `run` gets the prepared response and writes until it is done."""

    run: Callable[[web.StreamResponse], Awaitable[None]]
    media_type: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveAnswer:
    """A body that is made while it leaves: `open` begins to make it, or raises; leaving the context ends that.

    A client that takes nothing for `stalled` seconds is left: what makes the body is one of few.
    """

    open: Callable[[], AbstractAsyncContextManager[AsyncIterator[bytes]]]
    media_type: str
    headers: tuple[tuple[str, str], ...] = ()
    stalled: float = 300.0


Reply = Answer | FileAnswer | StreamAnswer | LiveAnswer


@dataclass(frozen=True, slots=True)
class PageOf:
    """Declares a page of items of one model: `{"items": [...], "next": ...}`."""

    item: type[BaseModel]


@dataclass(frozen=True, slots=True)
class Raw:
    """Declares a body that is not JSON, by its media types; `ranges` marks one that is served in parts."""

    media_types: tuple[str, ...]
    ranges: bool = False


Declared = type["BaseModel"] | PageOf | Raw | None


def page(items: str | bytes, next_cursor: str | None = None, count: int | None = None) -> Answer:
    """Wrap the JSON array that the database wrote into a page, unparsed."""
    array = items.encode() if isinstance(items, str) else items
    tail = b"null" if next_cursor is None else b'"%b"' % next_cursor.encode("ascii")
    counted = b"" if count is None else b',"count":%d' % count
    return Answer(body=b'{"items":%b,"next":%b%b}' % (array, tail, counted))


def single(text: str | bytes, revision: int | None = None, *, status: int | None = None) -> Answer:
    """Answer one resource from its JSON text.

    Its ETag is the revision, which edits name, and a digest, since it may show what is not edited: states, progress.
    """
    body = text.encode() if isinstance(text, str) else text
    return Answer(body=body, status=status, etag=None if revision is None else f'"{revision}-{digest(body)[:10]}"')


def digest(body: bytes) -> str:
    """Name a body by its content; SHA-1 is the quickest digest here, and a tag needs no more."""
    return hashlib.sha1(body, usedforsecurity=False).hexdigest()


def model(value: BaseModel, revision: int | None = None, *, status: int | None = None) -> Answer:
    """Answer one resource from a model; for single resources, never for lists."""
    return single(value.__pydantic_serializer__.to_json(value), revision, status=status)


def created(text: str | bytes, location: str, revision: int | None = None) -> Answer:
    """Answer 201 with the new resource and where it lives from now on."""
    answer = single(text, revision, status=201)
    return Answer(body=answer.body, status=201, etag=answer.etag, headers=(("Location", location),))


def no_content() -> Answer:
    """Answer 204: done, and nothing to say."""
    return Answer(status=204)


def redirect(location: str, status: int = 308) -> Answer:
    """Send the client elsewhere; 308 for ids that were merged."""
    return Answer(status=status, headers=(("Location", location),))


def only_fields(body: bytes, names: Iterable[str], *, paged: bool) -> bytes:
    """Reduce each item of a page, or a single resource, to the fields that were asked for; the rest stays away."""
    wanted = frozenset(names)
    document = json.loads(body)
    if paged:
        document["items"] = [_reduced(item, wanted) for item in document["items"]]
    else:
        document = _reduced(document, wanted)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _reduced(item: Any, wanted: frozenset[str]) -> Any:
    return {name: value for name, value in item.items() if name in wanted} if isinstance(item, dict) else item
