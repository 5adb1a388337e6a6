"""The client that plugins call, over whatever carries the requests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import field
from typing import Protocol, Unpack

from mediad_sdk.data import dataclass
from mediad_sdk.host.http.address import beneath, with_query, without_userinfo
from mediad_sdk.host.http.body import basic, encoded
from mediad_sdk.host.http.errors import raise_for
from mediad_sdk.host.http.values import MOST_BYTES, MOST_STREAMED, HttpAnswer, HttpOptions, HttpRequest


class HttpStream(Protocol):
    """A long answer, read piece by piece."""

    @property
    def status(self) -> int:
        """Its status."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers by lower-case name."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the content in pieces, decompressed."""


class Carrier(Protocol):
    """Carries requests: the daemon's network, a child's way to it, or a fake. Raises where no answer came."""

    async def send(self, request: HttpRequest) -> HttpAnswer:
        """Give the answer, whatever its status."""

    def open(self, request: HttpRequest) -> AbstractAsyncContextManager[HttpStream]:
        """Begin to read a long answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Upstream:
    """What every call of one client says: see `Http.to`."""

    base: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    rate: tuple[int, float] = (0, 0)
    cookies: dict[str, str] | None = field(default=None, repr=False)


class Http:
    """A client; `to` makes one that is bound to one upstream."""

    def __init__(self, carrier: Carrier, _upstream: _Upstream | None = None) -> None:
        self.carrier = carrier
        self._upstream = _upstream or _Upstream()

    def to(
        self,
        base: str,
        *,
        headers: Mapping[str, str] | None = None,
        auth: str | tuple[str, str] = "",
        rate: tuple[int, float] = (0, 0),
        cookies: bool = False,
    ) -> Http:
        """Make a client of one upstream; its calls name paths.

        Args:
            base: Address that paths are added to.
            headers: Sent with every call.
            auth: A bearer token, or a name and a password.
            rate: So many calls in so many seconds; further ones wait.
            cookies: Keep cookies and send them back, in this client alone.
        """
        base, own = without_userinfo(base)
        own |= _lower(headers or {})
        if auth:
            own["authorization"] = f"Bearer {auth}" if isinstance(auth, str) else basic(*auth)
        jar: dict[str, str] | None = {} if cookies else None
        return Http(self.carrier, _Upstream(base=base.rstrip("/"), headers=own, rate=rate, cookies=jar))

    async def get(self, url: str, /, **options: Unpack[HttpOptions]) -> HttpAnswer:
        """Ask for something."""
        return await self.request("GET", url, **options)

    async def post(self, url: str, /, **options: Unpack[HttpOptions]) -> HttpAnswer:
        """Send something."""
        return await self.request("POST", url, **options)

    async def put(self, url: str, /, **options: Unpack[HttpOptions]) -> HttpAnswer:
        """Put something in its place."""
        return await self.request("PUT", url, **options)

    async def delete(self, url: str, /, **options: Unpack[HttpOptions]) -> HttpAnswer:
        """Remove something."""
        return await self.request("DELETE", url, **options)

    async def request(self, method: str, url: str, /, **options: Unpack[HttpOptions]) -> HttpAnswer:
        """Call with any method."""
        request = self._made(method, url, options)
        answer = await self.carrier.send(request)
        if self._upstream.cookies is not None:
            self._upstream.cookies.update(answer.cookies)
        raise_for(answer.status, answer.headers, (request.method, request.host), options.get("expect", ()))
        return answer

    @asynccontextmanager
    async def stream(self, method: str, url: str, /, **options: Unpack[HttpOptions]) -> AsyncIterator[HttpStream]:
        """Read a long answer in pieces; `timeout` counts to its beginning, then each piece has its own."""
        request = self._made(method, url, {"limit": MOST_STREAMED, **options})
        async with self.carrier.open(request) as stream:
            raise_for(stream.status, stream.headers, (request.method, request.host), options.get("expect", ()))
            yield stream

    def _made(self, method: str, url: str, options: HttpOptions) -> HttpRequest:
        upstream = self._upstream
        url, headers = without_userinfo(beneath(upstream.base, url) if upstream.base else url)
        headers = {**upstream.headers, **headers}
        if upstream.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in upstream.cookies.items() if value)
        content, kind = encoded(options)
        headers |= ({"content-type": kind} if kind else {}) | _lower(options.get("headers", {}))
        if key := options.get("key", ""):
            headers["idempotency-key"] = key
        return HttpRequest(
            method=method.upper(),
            url=with_query(url, options.get("params", {})),
            headers=headers,
            content=content,
            cache=options.get("cache", 0),
            timeout=options.get("timeout", 0),
            limit=options.get("limit", MOST_BYTES),
            follow=options.get("follow", True),
            retry=options.get("retry", False) or bool(key),
            rate=upstream.rate,
        )


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): str(value) for name, value in headers.items()}
