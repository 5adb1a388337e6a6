"""Files over HTTP: byte ranges, validators and names (RFC 9110), over any source of bytes."""

from __future__ import annotations

import logging
import re
from email.utils import formatdate, parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from mediad.http.problems import PreconditionFailed, RangeNotSatisfiable
from mediad.http.whole import Whole
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from multidict import CIMultiDict

    from mediad.http.answers import ByteSource, FileAnswer

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_UNSAFE_IN_NAME = re.compile(r'[\x00-\x1f\x7f"\\/]')
# A file may be a page with a script in it: nothing in it runs, and it belongs to no origin.
_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'"
_NANOSECONDS = 1_000_000_000

log = logging.getLogger("mediad.http")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of bytes: where it starts, how long it is."""

    start: int
    length: int


def parse_range(header: str, size: int) -> Span | None:
    """Read a Range header.

    None means: serve the whole file. That is the answer to other units, several ranges and nonsense, as the RFC allows.

    Raises:
        RangeNotSatisfiable: The range begins behind the end, or asks for the last 0 bytes.
    """
    match = _RANGE.fullmatch(header.strip().replace(" ", ""))
    first, last = match.groups() if match else ("", "")
    if (not first and not last) or (first and last and int(last) < int(first)):
        return None
    if first:
        start, end = int(first), min(int(last) if last else size - 1, size - 1)
    else:
        start, end = max(0, size - int(last)), size - 1
    if start >= size:
        raise RangeNotSatisfiable(f"The file has {size} bytes.", headers={"Content-Range": f"bytes */{size}"})
    return Span(start, end - start + 1)


def file_etag(source: ByteSource) -> str:
    """Make the ETag of a file from its size and time of change; strong, so that If-Range takes it."""
    return f'"{source.mtime_ns:x}-{source.size:x}"'


def matches(header: str, etag: str, *, weak: bool = True) -> bool:
    """Say whether a list of ETags names this one; a weak comparison looks over W/ and the suffix of a coding."""
    if header.strip() == "*":
        return True
    wanted = _bare(etag) if weak else etag
    return any((_bare(tag) if weak else tag) == wanted for tag in (part.strip() for part in header.split(",")))


def _bare(tag: str) -> str:
    return tag.removeprefix("W/").replace('-gzip"', '"')


def http_date(mtime_ns: int) -> str:
    """Write a time as HTTP does, in whole seconds."""
    return formatdate(mtime_ns // _NANOSECONDS, usegmt=True)


def _seconds(header: str) -> float | None:
    try:
        return parsedate_to_datetime(header).timestamp()
    except (ValueError, OverflowError):
        return None


def unchanged(headers: Mapping[str, str], etag: str, mtime_ns: int) -> bool:
    """Say whether the client already has this (304).

    Raises:
        PreconditionFailed: The client wants only a version that is no longer there.
    """
    if_match, if_none = headers.get("If-Match"), headers.get("If-None-Match")
    modified = mtime_ns // _NANOSECONDS
    if if_match is not None and not matches(if_match, etag, weak=False):
        raise PreconditionFailed
    before = _seconds(headers.get("If-Unmodified-Since", "")) if if_match is None else None
    if before is not None and modified > before:
        raise PreconditionFailed
    if if_none is not None:
        return matches(if_none, etag)
    since = _seconds(headers.get("If-Modified-Since", ""))
    return since is not None and modified <= since


def wanted_span(headers: Mapping[str, str], etag: str, source: ByteSource) -> Span | None:
    """Say which part to send; None for all. A Range whose If-Range no longer holds is ignored."""
    asked, only_if = headers.get("Range"), headers.get("If-Range")
    if asked is None or (only_if is not None and only_if.strip() not in {etag, http_date(source.mtime_ns)}):
        return None
    return parse_range(asked, source.size)


def disposition(name: str, *, download: bool) -> str:
    """Write Content-Disposition with a name that no client misreads (RFC 6266)."""
    clean = _UNSAFE_IN_NAME.sub("_", name.encode("utf-8", "replace").decode()).strip(". ") or "file"
    plain = clean.encode("ascii", "replace").decode().replace("?", "_")
    return f"{'attachment' if download else 'inline'}; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"


async def send_file(request: web.BaseRequest, answer: FileAnswer, headers: CIMultiDict[str]) -> web.StreamResponse:
    """Answer with a file, a part of it, or the news that the client has it already."""
    source, etag = answer.source, file_etag(answer.source)
    headers["ETag"] = etag
    headers["Last-Modified"] = http_date(source.mtime_ns)
    if unchanged(request.headers, etag, source.mtime_ns):
        return Whole(headers, status=304)
    headers["Accept-Ranges"] = "bytes"
    span = None if answer.accel is not None else wanted_span(request.headers, etag, source)
    headers["Content-Type"] = answer.media_type  # from here on it is the file, and no problem any more
    headers["Content-Disposition"] = disposition(answer.name, download=answer.download)
    headers["Content-Security-Policy"] = _SANDBOX
    if answer.accel is not None:
        headers["X-Accel-Redirect"] = quote(answer.accel)
        return Whole(headers)
    if span is not None:
        headers["Content-Range"] = f"bytes {span.start}-{span.start + span.length - 1}/{source.size}"
    return await _stream(request, source, span, headers)


async def _stream(
    request: web.BaseRequest, source: ByteSource, span: Span | None, headers: CIMultiDict[str]
) -> web.StreamResponse:
    whole = span or Span(0, source.size)
    headers["Content-Length"] = str(whole.length)
    response = web.StreamResponse(status=200 if span is None else 206, headers=headers)
    await response.prepare(request)
    if request.method != "HEAD" and whole.length:
        await _pump(request, response, source, whole)
    return response


async def _pump(request: web.BaseRequest, response: web.StreamResponse, source: ByteSource, span: Span) -> None:
    left = span.length
    try:
        async for chunk in source.chunks(span.start, span.length):
            await response.write(chunk[:left])
            left -= len(chunk)
    except ConnectionError:
        raise  # the client left
    except Exception:  # the head is out, so a cut connection is the only honest answer
        log.exception("A file could not be read to its end")
    if left > 0 and request.transport is not None:
        request.transport.abort()
