"""What the functions of declared values are tried with: ordinary arguments, and odd ones that exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from mediad_sdk.calls import functions, nested
from mediad_sdk.permissions import PERMISSIONS
from mediad_sdk.testing.context import FakeJobRun
from mediad_sdk.values.commands import Command
from mediad_sdk.values.delivery import Delivery
from mediad_sdk.values.downloads import DownloadClient, NewDownload
from mediad_sdk.values.encoding import SourceFacts
from mediad_sdk.values.events import Event, Subscription
from mediad_sdk.values.health import HealthCheck
from mediad_sdk.values.http import Request, Route
from mediad_sdk.values.jobs import JobType
from mediad_sdk.values.locations import StorageLocation
from mediad_sdk.values.managers import Manager, Wanted
from mediad_sdk.values.metadata import MetadataProvider, Query
from mediad_sdk.values.notices import Notice, Notifier
from mediad_sdk.values.requests import Fulfilment, WorkRequest
from mediad_sdk.values.servers import MediaServer, WatchState
from mediad_sdk.values.signin import Attempt, SignIn
from mediad_sdk.values.subtitles import SubtitleProvider

ODD = "名前 \"'<b>\\ é\u202e"
HASH = "c12fe1c06bba254a9dc9f519b335aa7c1367a88a"
MAGNET = f"magnet:?xt=urn:btih:{HASH}"
ATTEMPT = Attempt(
    back="https://mediad.example.org/back", state="the state", nonce="the nonce", verifier="the-verifier-" * 4
)
"""A sign-in that was begun."""

Arguments = Callable[[Any], list[tuple[Any, ...]]]
Call = tuple[str, Callable[..., Any], tuple[Any, ...]]


def request(path: str = "/", **query: str) -> Request:
    """Make a request of somebody who may everything, without credentials; each `{name}` in the path is `1`."""
    params = dict.fromkeys(re.findall(r"\{(\w+)\}", path), "1")
    return Request(
        method="GET", path=path, params=params, query=query, headers={}, body=b"", user="somebody",
        permissions=frozenset(PERMISSIONS),
    )  # fmt: skip


def _queries(provider: Any) -> list[tuple[Any, ...]]:
    kind = (getattr(provider, "kinds", None) or ("film",))[0]
    titles = ("Alien", 1979), (ODD, None)
    return [(Query(kind=kind, title=title, year=year, ids={"imdb": "tt0078748"}),) for title, year in titles]


def _kind_and_id(provider: Any, *more: Any) -> list[tuple[Any, ...]]:
    return [(kind, uid, *more) for kind in provider.kinds[:1] for uid in ("1", ODD)]


def _told(value: Any) -> list[tuple[Any, ...]]:
    """Give the arguments that a job or command fills in by itself; none where it cannot do without."""
    if value.args is None:
        return [({},)]
    try:
        return [(value.args.model_validate({}).model_dump(mode="json"),)]
    except ValueError:  # something is needed that nobody can make up
        return []


def _runs(job: Any) -> list[tuple[Any, ...]]:
    return [(FakeJobRun(args=args),) for (args,) in _told(job)]


def _always(*arguments: tuple[Any, ...]) -> Arguments:
    return lambda _: list(arguments)


_WANTED = Wanted(ids={"tmdb": "348"}, kind="film", title="Alien", year=1979)
_REQUEST = WorkRequest(id="1", kind="film", ids={"tmdb": "348"}, title="Alien", year=1979)

ARGUMENTS: Mapping[tuple[type[Any], str], Arguments] = {
    (HealthCheck, "check"): _always(()),
    (Subscription, "handler"): _always((Event(type="item.added", data={"items": ["1"]}, sequence=1, at=1),)),
    (JobType, "handler"): _runs,
    (Command, "run"): _told,
    (Route, "handler"): lambda route: [(request(route.path),), (request(route.path, id=ODD, q=ODD),)],
    (Delivery, "sign_in"): _always((request(),), (request(u=ODD, p=ODD),)),
    (MetadataProvider, "search"): _queries,
    (MetadataProvider, "fetch"): lambda provider: _kind_and_id(provider, "en"),
    (MetadataProvider, "images"): _kind_and_id,
    (MetadataProvider, "changes"): _always((0,)),
    (MediaServer, "libraries"): _always(()),
    (MediaServer, "sessions"): _always(()),
    (MediaServer, "watched"): _always((0,)),
    (MediaServer, "refresh"): _always((("/films", ODD),)),
    (MediaServer, "mark"): _always((WatchState(ids={"imdb": "tt0078748"}, title=ODD, watched=True),)),
    (Manager, "wanted"): _always(()),
    (Manager, "add"): _always((_WANTED,)),
    (Manager, "status"): _always(({"tmdb": "348"},)),
    (Manager, "calendar"): _always(("2026-01-01", "2026-01-31")),
    (DownloadClient, "add"): _always((NewDownload(url=MAGNET, name=ODD),), (NewDownload(data=b"none"),)),
    (DownloadClient, "list"): _always(()),
    (DownloadClient, "pause"): _always((HASH,), (ODD,)),
    (DownloadClient, "resume"): _always((HASH,), (ODD,)),
    (DownloadClient, "remove"): _always((HASH, False), (ODD, True)),
    (DownloadClient, "files"): _always((HASH,), (ODD,)),
    (Fulfilment, "fulfil"): _always((_REQUEST,)),
    (Fulfilment, "progress"): _always(("1",)),
    (SubtitleProvider, "search"): lambda provider: [(*query, ("en", "de")) for query in _queries(provider)],
    (SubtitleProvider, "fetch"): _always(("1",)),
    (Notifier, "send"): _always((Notice(title=ODD, body=ODD, level="warning"),), (Notice(title="x"),)),
    (SignIn, "check"): _always(("admin", ODD), (ODD, "password")),
    (SignIn, "begin"): _always((ATTEMPT,)),
    (SignIn, "finish"): _always(({}, ATTEMPT), ({"code": ODD, "state": ODD, "error": ODD}, ATTEMPT)),
    (StorageLocation, "list"): _always((b"",), (b"\xff",)),
    (StorageLocation, "read"): _always((b"none", 0, 10)),
}
"""Functions that can be tried without knowing more of the other side."""

_COVER = {"type": "video", "codec": "mjpeg", "picture": True}
_HDR = {"type": "video", "codec": "hevc", "width": 3841, "height": 2161, "transfer": "smpte2084"}
SOURCES = tuple(
    SourceFacts(duration_ms=duration, streams=streams, container=container)
    for duration, container, *streams_ in (
        (None, ""),
        (0, "mov", {"type": "data"}),
        (1000, "", {"type": "audio"}),
        (1000, "flac", {"type": "audio", "codec": "flac", "channels": 6, "sample_rate": 96_000}),
        (1000, "mp3", {"type": "audio", "codec": "mp3", "channels": 2}, _COVER),
        (1000, "", {"type": "video"}),
        (1000, "matroska", {**_HDR, "pix_fmt": "yuv420p10le"}, {"type": "audio", "codec": "truehd", "channels": 8},
         {"type": "subtitle", "codec": "hdmv_pgs_subtitle"}, {"type": "attachment"}),
        (1, "", {"type": "video", "codec": "png", "width": 1, "height": 1, "interlaced": True}),
    )
    for streams in (cast("tuple[dict[str, Any], ...]", tuple(streams_)),)
)  # fmt: skip
"""Sources as they lie on disks: nothing known, too much of everything, odd sizes."""


def calls(value: Any) -> Iterator[Call]:
    """Give what can be called of a declared value: a name, the function, and arguments for it."""
    cls: type = type(value)
    for each in functions(cls):
        function, arguments = getattr(value, each.name), ARGUMENTS.get((cls, each.name))
        if function is not None and arguments is not None:
            yield from ((f"{cls.__name__}.{each.name}", function, given) for given in arguments(value))
    for name, _ in nested(cls):
        for inner in getattr(value, name):
            yield from calls(inner)
