"""Programs in memory that a plugin connects, and its commands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from mediad_sdk import (
    Command,
    Download,
    DownloadClient,
    DownloadFile,
    MediaServer,
    NotFound,
    Notifier,
    ServerLibrary,
    ServerSession,
    Unavailable,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_sdk import NewDownload, Notice


class Boil(BaseModel):
    """What the command takes."""

    minutes: int = 3


class Programs:
    """A download client, two media servers, a notifier and two commands; they keep what was asked of them."""

    def __init__(self) -> None:
        self.downloads: dict[str, Download] = {}
        self.refreshed: list[str] = []

    async def add(self, new: NewDownload) -> str:
        uid = f"{len(new.url or new.data):040x}"
        self.downloads[uid] = Download(id=uid, name=new.name, state="paused" if new.paused else "fetching", size=7)
        return uid

    async def list(self) -> Sequence[Download]:
        return list(self.downloads.values())

    async def pause(self, uid: str) -> None:
        self.downloads[uid] = replace(self._one(uid), state="paused")

    async def resume(self, uid: str) -> None:
        self.downloads[uid] = replace(self._one(uid), state="fetching")

    async def remove(self, uid: str, files: bool) -> None:  # noqa: FBT001  # as the SDK calls it
        del self.downloads[self._one(uid).id], files

    async def files(self, uid: str) -> Sequence[DownloadFile]:
        return [DownloadFile(path=f"{self._one(uid).name}.mkv", size=7)]

    def _one(self, uid: str) -> Download:
        if uid not in self.downloads:
            raise NotFound("There is no such download.")
        return self.downloads[uid]

    async def libraries(self) -> Sequence[ServerLibrary]:
        return [ServerLibrary(id="1", name="Films", type="movie", paths=("/films",))]

    async def sessions(self) -> Sequence[ServerSession]:
        return [ServerSession(id="s", user="me", title="Alien", ids={"imdb": "tt0078748"})]

    async def refresh(self, paths: Sequence[str]) -> None:
        self.refreshed += paths

    async def away(self) -> Any:
        raise Unavailable("It does not answer.")

    async def send(self, notice: Notice) -> None:
        del notice

    async def boil(self, args: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"boiled": args["minutes"]}

    def brought(self) -> dict[type, dict[str, tuple[Any, ...]]]:
        """Give everything by class and instance, as the host of the plugins does."""
        client = DownloadClient(
            id="main", label="Fetcher", media=("torrent",), add=self.add, list=self.list, pause=self.pause,
            resume=self.resume, remove=self.remove, files=self.files,
        )  # fmt: skip
        gone = replace(client, id="gone", list=self.away)
        server = MediaServer(
            id="main", label="Server", libraries=self.libraries, sessions=self.sessions, refresh=self.refresh
        )
        commands = (
            Command(id="boil", summary="Boil an egg", run=self.boil, args=Boil, permission="items.read"),
            Command(id="clean", summary="Clean up", run=self.boil),
        )
        return {
            DownloadClient: {"toys": (client, gone)},
            MediaServer: {"toys": (server,), "toys-plain": (MediaServer(id="old", label="Old", libraries=self.away),)},
            Notifier: {"toys": (Notifier(id="bell", label="Bell", send=self.send),)},
            Command: {"toys": commands},
        }
