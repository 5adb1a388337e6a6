"""Turns what handlers give back into responses: headers, ETags, 304, gzip, streams."""

from __future__ import annotations

import asyncio
import logging
import zlib
from typing import TYPE_CHECKING

from aiohttp import web
from multidict import CIMultiDict

from mediad.http import problems
from mediad.http.answers import Answer, FileAnswer, LiveAnswer, Reply, StreamAnswer
from mediad.http.ranges import matches, send_file
from mediad.http.whole import Whole

if TYPE_CHECKING:
    from mediad_sdk.errors import MediadError

log = logging.getLogger("mediad.http")
_SMALLEST_GZIP = 1024
_LARGEST_GZIP_ON_THE_LOOP = 64 << 10  # about 1 ms; more goes to a thread
_COMPRESSIBLE = ("application/json", "application/problem+json", "text/")
_TOLD = frozenset({"Allow", "Retry-After", "Content-Range"})
"""Headers of refusals that mean the same in every protocol."""
_BASE_HEADERS = CIMultiDict(
    {
        "Server": "mediad",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Encoding, Authorization, Origin",
    }
)


def base_headers(request_id: str) -> CIMultiDict[str]:
    """Begin the headers of an answer."""
    headers = _BASE_HEADERS.copy()
    headers["X-Request-Id"] = request_id
    return headers


async def render(request: web.BaseRequest, reply: Reply, status: int, headers: CIMultiDict[str]) -> web.StreamResponse:
    """Write a reply; streams are written out before this returns."""
    if isinstance(reply, Answer):
        return await _render_answer(request, reply, reply.status or status, headers)
    if isinstance(reply, FileAnswer):
        return await send_file(request, reply, headers)
    if isinstance(reply, LiveAnswer):
        return await _render_live(request, reply, headers)
    return await _render_stream(request, reply, headers)


async def render_problem(request: web.BaseRequest, error: MediadError, headers: CIMultiDict[str]) -> Whole:
    """Write an error as problem details."""
    body = problems.document(error, headers["X-Request-Id"])
    headers.update(problems.headers_of(error))
    headers["Cache-Control"] = "no-store"
    answer = Answer(body=body, media_type=problems.PROBLEM_MEDIA_TYPE)
    response = await _render_answer(request, answer, problems.status_of(type(error)), headers)
    if isinstance(error, problems.BodyTooLarge | problems.BodyTimeout):
        response.force_close()  # the rest of the body is still on its way
    return response


async def render_refusal(
    request: web.BaseRequest, answer: Answer, error: MediadError, headers: CIMultiDict[str]
) -> Whole:
    """Write an error that another program's protocol has shaped; what the daemon must say of it stays."""
    told = {name: value for name, value in problems.headers_of(error).items() if name in _TOLD}
    headers.update({**told, "Cache-Control": "no-store"})
    response = await _render_answer(request, answer, answer.status or 200, headers)
    if isinstance(error, problems.BodyTooLarge | problems.BodyTimeout):
        response.force_close()
    return response


async def _render_answer(request: web.BaseRequest, answer: Answer, status: int, headers: CIMultiDict[str]) -> Whole:
    headers.update(answer.headers)
    body: bytes = answer.body
    etag = answer.etag
    if etag is None and status == 200 and request.method in {"GET", "HEAD"}:  # noqa: PLR2004  # the status of HTTP itself
        etag = weak_etag(body)
    if etag is not None:
        headers["ETag"] = etag
        if_none_match = request.headers.get("If-None-Match")
        if if_none_match is not None and request.method in {"GET", "HEAD"} and matches(if_none_match, etag):
            return Whole(headers, status=304)
    if not body:
        return Whole(headers, status=status)
    headers["Content-Type"] = answer.media_type
    if len(body) > _SMALLEST_GZIP and _takes_gzip(request, answer.media_type):
        body = await _zip(body, headers)
    return Whole(headers, body, status=status)


def weak_etag(body: bytes) -> str:
    """Make the ETag of a body that has no revision: nobody's edit hangs on it, so its check sum is enough."""
    return f'W/"{zlib.crc32(body):08x}-{len(body):x}"'


def _takes_gzip(request: web.BaseRequest, media_type: str) -> bool:
    accepted = request.headers.get("Accept-Encoding", "").replace(" ", "").lower()
    return (
        "gzip" in accepted
        and "gzip;q=0" not in accepted.replace("gzip;q=0.", "")
        and media_type.startswith(_COMPRESSIBLE)
    )


async def _zip(body: bytes, headers: CIMultiDict[str]) -> bytes:
    headers["Content-Encoding"] = "gzip"
    etag = headers.get("ETag", "W/")
    if not etag.startswith("W/"):  # a strong tag names these very bytes
        headers["ETag"] = f'{etag[:-1]}-gzip"'
    if len(body) > _LARGEST_GZIP_ON_THE_LOOP:
        return await asyncio.to_thread(gzip, body)
    return gzip(body)


def gzip(body: bytes) -> bytes:
    """Compress quickly rather than tightly: JSON loses nine tenths at level 1 already."""
    compressor = zlib.compressobj(1, zlib.DEFLATED, 31)
    return compressor.compress(body) + compressor.flush()


async def _render_stream(
    request: web.BaseRequest, answer: StreamAnswer, headers: CIMultiDict[str]
) -> web.StreamResponse:
    headers.update(answer.headers)
    headers["Content-Type"] = answer.media_type
    response = web.StreamResponse(status=answer.status, headers=headers)
    await response.prepare(request)
    if request.method != "HEAD":
        await _run(request, answer, response)
    return response


async def _render_live(request: web.BaseRequest, answer: LiveAnswer, headers: CIMultiDict[str]) -> web.StreamResponse:
    """Begin, and answer when the first bytes are there: what fails before them is told as an error."""
    headers.update(answer.headers)
    headers["Cache-Control"] = "no-store"
    headers["Accept-Ranges"] = "none"
    if request.method == "HEAD":
        headers["Content-Type"] = answer.media_type
        return Whole(headers)
    async with answer.open() as chunks:
        first = await anext(aiter(chunks), b"")

        async def run(response: web.StreamResponse) -> None:
            await response.write(first)
            async for chunk in chunks:
                async with asyncio.timeout(answer.stalled):
                    await response.write(chunk)

        return await _render_stream(request, StreamAnswer(run=run, media_type=answer.media_type), headers)


async def _run(request: web.BaseRequest, answer: StreamAnswer, response: web.StreamResponse) -> None:
    """Let a stream write; when it fails, the head is out already, so a cut connection is the only honest end."""
    try:
        await answer.run(response)
    except ConnectionError:
        raise  # the client left
    except Exception as error:
        if not isinstance(error, TimeoutError):  # a client that does not read is no news
            log.exception("a stream broke off")
        if request.transport is not None:
            request.transport.abort()
