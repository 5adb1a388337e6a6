"""Download clients: programs that fetch what they are given an address of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Literal, TypeAlias

from mediad_sdk.calls import Call
from mediad_sdk.data import dataclass

State: TypeAlias = Literal["queued", "fetching", "paused", "seeding", "done", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDownload:
    """What shall be fetched: an address (http, magnet), or the bytes of a torrent or nzb file.

    Attributes:
        url: Where it is, "" when `data` has it.
        data: The file that describes it.
        name: What to call it.
        category: The client's own word for where it goes.
        paused: Take it, and do not begin.
    """

    url: str = ""
    data: bytes = b""
    name: str = ""
    category: str = ""
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """How far a download is.

    Attributes:
        id: The client's id; for torrents the info hash in lower case, so that adding twice is adding once.
        name: What people read.
        state: `queued`, `fetching`, `paused`, `seeding`, `done` or `failed`.
        progress: 0 to 1.
        size: Bytes, 0 where unknown.
        speed: Bytes a second.
        eta: Seconds, or None.
        folder: Where it is, as the client sees it.
        category: The client's word for it.
        message: Why it failed.
    """

    id: str
    name: str
    state: State
    progress: float = 0.0
    size: int = 0
    speed: int = 0
    eta: int | None = None
    folder: str = ""
    category: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadFile:
    """One file of a download, its path below the download's folder.

    Attributes:
        path: Below the folder of the download, `/` between its parts.
        size: Bytes.
        progress: 0 to 1.
    """

    path: str
    size: int
    progress: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadClient:
    """A download client of the administrator's.

    Attributes:
        id: Name within the plugin instance.
        label: What people read.
        media: What it takes: `torrent`, `nzb`, `url`.
        add: Takes something new and gives its id; the same thing twice is one download.
        list: Lists its downloads.
        pause: Stops one for a while.
        resume: Lets it go on.
        remove: Forgets one; with its files when told so.
        files: Lists what is in one.
    """

    id: str
    label: str
    media: tuple[str, ...]
    add: Annotated[Callable[[NewDownload], Awaitable[str]], Call(limit=30)]
    list: Annotated[Callable[[], Awaitable[Sequence[Download]]], Call(limit=20)]
    pause: Annotated[Callable[[str], Awaitable[None]], Call(limit=20)]
    resume: Annotated[Callable[[str], Awaitable[None]], Call(limit=20)]
    remove: Annotated[Callable[[str, bool], Awaitable[None]], Call(limit=30)]
    files: Annotated[Callable[[str], Awaitable[Sequence[DownloadFile]]], Call(limit=20)]
