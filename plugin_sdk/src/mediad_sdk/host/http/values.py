"""The values that go to and fro over HTTP."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import field
from typing import Any, Literal, TypedDict
from urllib.parse import urlsplit

from mediad_sdk.data import dataclass
from mediad_sdk.errors import Unavailable
from mediad_sdk.host.http.body import FilePart

MOST_BYTES = 16 * 1024 * 1024
"""The longest answer that is read into memory, decompressed, unless `limit` says otherwise."""
MOST_STREAMED = 1024 * 1024 * 1024
"""The same for `stream`."""


class HttpOptions(TypedDict, total=False):
    """What a call may say beside method and address.

    Attributes:
        params: Query, added to the one in the address; None leaves one out, a sequence repeats it.
        headers: Headers; those of `to` stand unless given anew.
        json: A body, as JSON.
        data: A body, as a form.
        files: A body with files, together with `data`.
        content: A body as it is.
        cache: Seconds for which a GET may be answered from what was answered before; True goes by the other side's
            own `Cache-Control`. Afterwards it is asked whether it changed, and the old answer serves while it is away.
        expect: Statuses to give back that would raise; `any` for all.
        timeout: Seconds for everything together: waiting, retries, redirects, reading. 0 is the daemon's default.
        limit: Most bytes of the answer, after decompression.
        follow: Whether redirects are followed, which they are unless this is False.
        retry: Ask again after a failure although the method is POST or PATCH.
        key: The same, and sent as `Idempotency-Key`.
    """

    params: Mapping[str, Any]
    headers: Mapping[str, str]
    json: Any
    data: Mapping[str, Any]
    files: Mapping[str, FilePart]
    content: bytes | str
    cache: float | Literal[True]
    expect: Collection[int] | Literal["any"]
    timeout: float
    limit: int
    follow: bool
    retry: bool
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """One call as it leaves the plugin; see `HttpOptions`.

    Attributes:
        headers: By lower-case name.
        rate: Most calls in so many seconds to this host; (0, 0) is no limit.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    content: bytes = field(default=b"", repr=False)
    cache: float | Literal[True] = 0
    timeout: float = 0
    limit: int = MOST_BYTES
    follow: bool = True
    retry: bool = False
    rate: tuple[int, float] = (0, 0)

    @property
    def host(self) -> str:
        """The host that is asked."""
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpAnswer:
    """What the other side answered.

    Attributes:
        status: The HTTP status.
        content: The body, decompressed.
        headers: By lower-case name; one that came several times is joined by commas, cookies are left out.
        url: Where it came from after redirects; may hold secrets of the query.
        cookies: The cookies that it set; empty ones were taken away.
        stale: It is an old answer, given because the other side is away.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    content: bytes = field(default=b"", repr=False)
    url: str = field(default="", repr=False)
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)
    stale: bool = False

    @property
    def text(self) -> str:
        """The content as text, in the charset that the other side named."""
        charset = self.headers.get("content-type", "").partition("charset=")[2].split(";")[0].strip(" \"'")
        try:
            return self.content.decode(charset or "utf-8", "replace")
        except LookupError:
            return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The content as JSON; raises `Unavailable` when it is something else."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError) as error:
            kind = self.headers.get("content-type", "").partition(";")[0] or "something else"
            host = urlsplit(self.url).hostname or "The other side"
            message = f"{host} did not answer with JSON but with {kind} ({len(self.content)} bytes)."
            remedy = "Look whether the address is that of the API, and not of a web page or of a proxy before it."
            raise Unavailable(message, remedy=remedy) from error
