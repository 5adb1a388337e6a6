"""What is sent to and answered of connected programs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mediad.http.route import Query
from mediad.http.shapes import Body, Flag, Shape

LARGEST_FILE = 10 << 20


class Connected(Shape):
    """A program that a plugin connects.

    Attributes:
        address: How it is named here: `instance/id`.
        sort: What it is.
        label: What a person reads.
    """

    address: str
    sort: Literal["media_server", "download_client", "notifier"]
    label: str


class ServerLibrary(Shape):
    """A library of a media server.

    Attributes:
        id: Its id there.
        name: Its name there.
        type: What is in it, in the server's words.
        paths: Where it lies, as the server sees it.
    """

    id: str
    name: str
    type: str
    paths: list[str]


class ServerSession(Shape):
    """Something that is played on a media server.

    Attributes:
        id: Its id there.
        user: Who watches, as the server calls them.
        title: What is played.
        state: `playing`, `paused` or `buffering`.
        position_ms: How far, in ms.
        duration_ms: How long, in ms, or null.
        device: Where.
        ids: External ids of the work.
    """

    id: str
    user: str
    title: str
    state: str
    position_ms: int
    duration_ms: int | None
    device: str
    ids: dict[str, str]


class Refresh(Body):
    """What a server shall look at again."""

    paths: list[Annotated[str, Field(min_length=1, max_length=4096)]] = Field(
        min_length=1, max_length=100, description="Folders, as the server sees them."
    )


class Download(Shape):
    """A download.

    Attributes:
        client: The client that has it: `instance/id`.
        id: Its id there.
        name: What a person reads.
        state: How it is.
        progress: From 0 to 1.
        size: Bytes.
        speed: Bytes a second.
        eta: Seconds, or null.
        folder: Where it is, as the client sees it.
        category: The client's word for it.
        message: Why it failed.
    """

    client: str
    id: str
    name: str
    state: Literal["queued", "fetching", "paused", "seeding", "done", "failed"]
    progress: float
    size: int
    speed: int
    eta: int | None
    folder: str
    category: str
    message: str


class DownloadFile(Shape):
    """A file of a download.

    Attributes:
        path: Below the download's folder.
        size: Bytes.
        progress: From 0 to 1.
    """

    path: str
    size: int
    progress: float


class Fetch(Body):
    """What shall be fetched: an address, or the file that describes it."""

    url: str = Field(default="", max_length=8192, pattern="^($|https?://|magnet:)", description="Where it is.")
    data: str = Field(default="", max_length=LARGEST_FILE, description="A torrent or nzb file, base64.")
    name: str = Field(default="", max_length=200, description="What to call it.")
    category: str = Field(default="", max_length=100, description="The client's word for where it goes.")
    paused: bool = Field(default=False, description="Take it, and do not begin.")


class Fetched(Shape):
    """A download that was taken.

    Attributes:
        client: The client that has it.
        id: Its id there; the same thing twice is one download.
    """

    client: str
    id: str


class RemoveQuery(Query):
    """What goes with a download."""

    files: Flag = Field(default="false", description="Remove its files too.")


class NewNotice(Body):
    """Something to tell people outside of mediad."""

    title: str = Field(min_length=1, max_length=200, description="One line.")
    body: str = Field(default="", max_length=10_000, description="More, as plain text.")
    level: Literal["info", "success", "warning", "failure"] = Field(default="info", description="How grave it is.")
    notifiers: list[Annotated[str, Field(max_length=100)]] = Field(
        default_factory=list, max_length=20, description="Who passes it on, as `instance/id`; all when empty."
    )
